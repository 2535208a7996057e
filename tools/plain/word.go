package plain

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxLetters is how long a word may be. Longer ones are made of three or more words.
const maxLetters = 22

// single finds what a single word shows: capitals for emphasis, the sign &, numbers in letters and very long words.
func (c *checker) single() {
	for i, t := range c.tokens {
		switch {
		case t.kind != word, t.tag:
			continue
		case len(t.low) > maxLetters && t.capitals != all && t.capitals != mixed && utf8.RuneCountInString(t.low) > maxLetters && !strings.ContainsAny(t.low, "-.&@_'"):
			w := t.of(c.text)
			c.remark(Remark{
				Rule: LongWord, At: t.start, End: t.end, Words: w,
				Text: "‘" + w + "’ is een lang woord.",
				Hint: "Knip het in stukken, of zeg het met kortere woorden.",
			})
		case t.capitals == lower && len(t.low) > 10 || t.capitals == first && len(t.low) > 10:
			if n := parseNumber(t.low); n > 20 && n%10 != 0 {
				d := strconv.Itoa(n)
				c.remark(Remark{
					Rule: NumberInWords, At: t.start, End: t.end, Words: t.of(c.text), Instead: []string{d}, Replace: d,
					Text: "‘" + t.of(c.text) + "’ leest als cijfer sneller.",
					Hint: "Schrijf: ‘" + d + "’.",
				})
			}
		}
		if i+1 < len(c.tokens) {
			c.ampersand(i)
		}
		if j := strings.IndexByte(t.low, '&'); t.capitals == lower && j > 1 && len(t.low)-j > 2 {
			at := t.start + j
			c.remark(ampersand(at, at+1, " en "))
		}
	}
}

// ampersand finds & between two words that are no names.
func (c *checker) ampersand(i int) {
	a, b := c.tokens[i], c.tokens[i+1]
	gap := c.text[a.end:b.start]
	if gap == " " || len(gap) > 8 || strings.TrimSpace(gap) != "&" || a.capitals != lower || b.capitals != lower || b.kind != word {
		return
	}
	at := a.end + strings.IndexByte(gap, '&')
	en := "en"
	if at == a.end {
		en = " en"
	}
	if at+1 == b.start {
		en += " "
	}
	c.remark(ampersand(at, at+1, en))
}

func ampersand(at, end int, en string) Remark {
	return Remark{
		Rule: Ampersand, At: at, End: end, Words: "&", Instead: []string{"en"}, Replace: en,
		Text: "Hier staat ‘&’, en dat leest een voorleesprogramma niet altijd goed voor.",
		Hint: "Schrijf: ‘en’.",
	}
}

// shouting finds capitals for emphasis, and tells which tokens have them. Abbreviations are none: they are short and not words.
func (c *checker) shouting() []bool {
	var loud []bool
	for i := 0; i < len(c.tokens); i++ {
		if !c.capital(i) {
			continue
		}
		j, sure := i, 0
		for j < len(c.tokens) && c.capital(j) && (j == i || strings.TrimSpace(c.text[c.tokens[j-1].end:c.tokens[j].start]) == "" || c.tokens[j].start-c.tokens[j-1].end <= 3) {
			t := c.tokens[j]
			if t.class&shouted != 0 && dutch().loud[t.of(c.text)].full == nil || len(t.low) > 5 && wordlike(t.low) {
				sure++
			}
			j++
		}
		if sure > 0 {
			if loud == nil {
				loud = make([]bool, len(c.tokens))
			}
			for k := i; k < j; k++ {
				loud[k] = true
			}
			r := Remark{Rule: AllCaps, At: c.tokens[i].start, End: c.tokens[j-1].end}
			r.Words = shorten(c.text[r.At:r.End])
			r.Text = "‘" + r.Words + "’ staat in hoofdletters, en dat leest moeilijk."
			r.Hint = "Schrijf kleine letters. Is het belangrijk? Zet het vooraan, of maak het vet."
			c.remark(r)
		}
		i = j - 1
	}
	return loud
}

// capital reports whether a token can be part of words in capitals.
func (c *checker) capital(i int) bool {
	t := c.tokens[i]
	if t.capitals != all {
		return false
	}
	a, ok := dutch().loud[t.of(c.text)]
	return t.kind == word && !t.tag && !strings.ContainsAny(t.low, ".0123456789&@_") && !(ok && a.common) && !(strings.Contains(t.low, "-") && len(t.low) < 6)
}

// wordlike reports whether a reader can say it: it has vowels, and no more than four consonants in a row.
func wordlike(low string) bool {
	vowels, run := 0, 0
	for _, r := range low {
		if strings.ContainsRune("aeiouyéèëïüö", r) {
			vowels++
			run = 0
		} else if run++; run > 4 {
			return false
		}
	}
	return vowels >= 2
}

func shorten(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	n := most
	for n > 0 && s[n] != ' ' {
		n--
	}
	for n == 0 || !utf8.RuneStart(s[n]) {
		n++
	}
	return s[:n] + " …"
}

// pincers finds what stands between an article and its noun and should not: de door de gemeente betaalde zaal.
func (c *checker) pincers(s sentence) {
	for i := s.from; i+3 < s.to; i++ {
		t, p := c.tokens[i], c.tokens[i+1]
		if t.class&determiner == 0 || p.class&preposition == 0 || t.low == "dat" || t.low == "dit" || t.low == "die" || (t.low == "het" || t.low == "haar" || t.low == "jouw" || t.low == "ons" || t.low == "zijn") && p.low != "door" || c.gapHas(i, ",.;:()") {
			continue
		}
		for j := i + 3; j < min(s.to-1, i+12); j++ {
			if c.gapHas(j-1, ",.;:()!?") || c.tokens[j].class&(become|be|verb|opens|relative) != 0 {
				break
			}
			prev, next := c.tokens[j-1], c.tokens[j+1]
			if !inflected(c.tokens[j].low) || prev.class&determiner != 0 || next.kind != word || next.class&small != 0 || c.gapHas(j, ",.;:()!?") {
				continue
			}
			r := Remark{Rule: Pincer, At: t.start, End: next.end}
			r.Words = c.text[r.At:r.End]
			r.Text = "Tussen ‘" + t.of(c.text) + "’ en ‘" + next.of(c.text) + "’ staat te veel."
			r.Hint = "Maak er twee zinnen van."
			if that := map[string]string{"de": "die", "het": "dat"}[t.low]; that != "" {
				r.Hint = "Zeg het zo: ‘" + t.of(c.text) + " " + next.of(c.text) + " " + that + " …’."
			}
			c.remark(r)
			i = j
			break
		}
	}
}
