package plain

import (
	"strings"
	"unicode/utf8"
)

// abbreviations finds abbreviations, and those in capitals without their full words.
func (c *checker) abbreviations(s sentence, loud []bool) {
	for i := s.from; i < s.to; i++ {
		t := c.tokens[i]
		if t.kind != word || t.tag {
			continue
		}
		if t.capitals == all || t.capitals == mixed || t.capitals == first && len(t.low) <= 6 {
			if loud == nil || !loud[i] {
				c.acronym(i)
			}
			if t.capitals != first && !strings.Contains(t.low, ".") {
				continue
			}
		}
		var a abbreviation
		ok := t.lex != nil && t.lex.short != nil
		if ok {
			a = *t.lex.short
		} else if !t.dot {
			continue
		}
		switch {
		case ok && a.common, ok && a.dotted && !t.dot:
			continue
		case t.low == "t/m" && (c.dated(i-1, s) || c.dated(i+1, s)):
			continue // ma t/m vr, 1 t/m 5
		case ok && (a.doubt && c.plainWord(s, i) || a.amount && !c.dated(i-1, s) || a.date && !c.dated(i-1, s) && !c.dated(i+1, s)):
			continue
		case !ok && (t.capitals != lower || !t.dot || !dottedLetters(t.low) || i+1 == s.to && strings.Count(t.low, ".") == 0):
			continue
		}
		r := Remark{Rule: Abbreviation, At: t.start, End: t.end, Instead: a.full}
		stop := ""
		if t.dot && (a.stop || !ok) {
			r.End++
			if i+1 == s.to {
				stop = "." // it also ends the sentence
			}
		}
		r.Words = c.text[r.At:r.End]
		r.Text = "‘" + r.Words + "’ is een afkorting."
		r.Hint = "Schrijf de woorden voluit."
		if len(a.full) > 0 {
			r.Hint = "Schrijf: " + choices(a.full) + "."
			if a.safe && t.capitals != all {
				r.Replace = upperFirst(a.full[0], r.Words) + stop
			}
		}
		c.remark(r)
	}
}

// plainWord reports whether what could be an abbreviation is a word at the end of its sentence.
func (c *checker) plainWord(s sentence, i int) bool {
	if t := c.tokens[i]; t.lex.short.amount && c.dated(i-1, s) {
		return false
	}
	return i+1 >= s.to || c.tokens[i+1].capitals != lower && c.tokens[i+1].kind == word
}

// dated reports whether token i is a number, a day, a month or t/m.
func (c *checker) dated(i int, s sentence) bool {
	if i < s.from || i >= s.to {
		return false
	}
	t := c.tokens[i]
	return t.kind == number || t.class&weekday != 0 || isDigit(rune(t.low[0])) || t.low == "t/m"
}

// acronym speaks of an abbreviation in capitals that nobody explains: CJG, Wmo. Names and what everybody knows stand in the table.
func (c *checker) acronym(i int) {
	t := c.tokens[i]
	w := t.of(c.text)
	end := t.end
	a, ok := dutch().loud[straight(w)]
	if head, _, cut := strings.Cut(w, "-"); cut && !ok { // VO-scholen
		if a, ok = dutch().loud[head]; !ok {
			return
		}
		w, end = head, t.start+len(head)
	}
	if ok && a.common {
		return
	}
	if !ok {
		if t.capitals != all || len(w) < 2 || len(w) > 5 || utf8.RuneCountInString(w) != len(w) || strings.ContainsAny(w, ".-'&@_0123456789") || roman(w) || c.named(i) || c.coded(i) {
			return
		}
	}
	// CJG (Centrum voor Jeugd en Gezin), Centrum voor Jeugd en Gezin (CJG)
	if strings.HasPrefix(strings.TrimLeft(c.text[t.end:], " "), "(") || t.start > 0 && c.text[t.start-1] == '(' || c.explained(i) {
		return
	}
	r := Remark{Rule: Acronym, At: t.start, End: end, Words: w, Instead: a.full, Text: "Niet iedereen weet wat ‘" + w + "’ is.", Hint: "Schrijf de naam voluit, of leg uit wat het is."}
	if len(a.full) > 0 {
		r.Hint = "Schrijf voluit: " + choices(a.full) + "."
	}
	c.remark(r)
}

// maxExplained is how far back an explanation is looked for, in words.
const maxExplained = 200

// explained reports whether the same abbreviation stood between brackets before.
func (c *checker) explained(i int) bool {
	for j := i - 1; j >= 0 && i-j <= maxExplained; j-- {
		if t := c.tokens[j]; t.capitals == c.tokens[i].capitals && t.low == c.tokens[i].low {
			if t.start > 0 && c.text[t.start-1] == '(' || strings.HasPrefix(c.text[t.end:], " (") {
				return true
			}
		}
	}
	return false
}

// named reports whether capitals stand beside a name, and so are part of it: OBS De Parel, RTV Oost.
func (c *checker) named(i int) bool {
	return i+1 < len(c.tokens) && c.tokens[i+1].capitals == first && c.text[c.tokens[i].end:c.tokens[i+1].start] == " " ||
		i > 0 && c.tokens[i-1].capitals == first && c.text[c.tokens[i-1].end:c.tokens[i].start] == " " && c.tokens[i-1].class&small == 0 && i > 1
}

// coded reports whether capitals stand behind digits, and so are part of a code: 7201 AB, NL91 ABNA.
func (c *checker) coded(i int) bool {
	if i == 0 || c.text[c.tokens[i-1].end:c.tokens[i].start] != " " {
		return false
	}
	before, letters := c.tokens[i-1].of(c.text), c.tokens[i].end-c.tokens[i].start
	postcode := letters == 2 && len(before) == 4 && strings.Trim(before, "0123456789") == ""
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	return postcode || letters == 4 && len(before) == 4 && digit(before[2]) && !digit(before[0])
}

func roman(w string) bool { return strings.Trim(w, "IVXLCDM") == "" }
