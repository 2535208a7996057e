package plain

import "strings"

// nearby is how many words around a phrase a condition on its sentence looks at.
const nearby = 12

// phrases finds what the tables of jargon, vague time and double denials have: at each word the longest phrase that begins there.
func (c *checker) phrases(s sentence) {
	for i := s.from; i < s.to; i++ {
		e, last := c.phrase(s, i)
		if e == nil {
			continue
		}
		if c.refused(e, s, i, last) {
			continue
		}
		c.say(e, i, last)
		i = last
	}
}

func (c *checker) phrase(s sentence, i int) (*entry, int) {
	k := c.tokens[i].lex
	if k == nil {
		return compound(c.tokens[i].low), i
	}
	if k.first == nil {
		return nil, i
	}
	n, found, last := k.first, k.first.entry, i
	for j := i + 1; j < s.to && len(n.next) > 0 && !c.gapHas(j-1, ".,;:!?()–—"); j++ {
		if n = n.next[c.tokens[j].low]; n == nil {
			break
		}
		if n.entry != nil {
			found, last = n.entry, j
		}
	}
	return found, last
}

// compound returns what the tables have of the end of a long word: jeugdparticipatie.
func compound(low string) *entry {
	if len(low) < 13 {
		return nil
	}
	for _, end := range dutch().ends {
		if strings.HasSuffix(low, end.of) {
			return end.entry
		}
	}
	return nil
}

// refused reports whether the words at i to last are no remark here: a name, or used in another sense.
func (c *checker) refused(e *entry, s sentence, i, last int) bool {
	t := c.tokens[i]
	if t.tag || t.capitals == mixed || t.capitals == first && i > s.from && !c.gapHas(i-1, "‘“„«\"':") {
		return true // a name
	}
	if e.rule == VagueTime && (c.says(i) || c.year(s, last) || i == 0 && last == len(c.tokens)-1) {
		return true // somebody says it, the date stands beside it, or it is a heading: Volgend jaar
	}
	for _, cond := range e.unless {
		hit := false
		switch cond.where {
		case "na":
			hit = i > s.from && (cond.words[c.tokens[i-1].low] && !c.gapHas(i-1, ".,;:()") || cond.words["komma"] && c.gapHas(i-1, ","))
		case "voor":
			hit = last+1 < s.to && cond.words[c.tokens[last+1].low] && !c.gapHas(last, ".;:()")
		case "zin":
			for j := max(s.from, i-nearby); j < min(s.to, last+nearby+1) && !hit; j++ {
				hit = (j < i || j > last) && cond.words[c.tokens[j].low]
			}
		}
		if hit != cond.not {
			return true
		}
	}
	return false
}

// year reports whether the date stands beside a vague word: aanstaande vrijdag 6 november 2026.
func (c *checker) year(s sentence, last int) bool {
	for j := last + 1; j < min(s.to, last+9); j++ {
		if t := c.tokens[j]; t.kind == number && len(t.low) >= 4 {
			for part := range strings.FieldsFuncSeq(t.low, func(r rune) bool { return !isDigit(r) }) {
				if len(part) == 4 && (part[:2] == "20" || part[:2] == "19") {
					return true
				}
			}
		}
	}
	return false
}

func (c *checker) say(e *entry, i, last int) {
	r := Remark{Rule: e.rule, At: c.tokens[i].start, End: c.tokens[last].end, Instead: e.instead}
	r.Words = c.text[r.At:r.End]
	if e.safe && c.tokens[i].capitals != all {
		r.Replace = upperFirst(e.instead[0], r.Words)
	}
	switch e.rule {
	case Jargon:
		r.Text = "‘" + r.Words + "’ is geen alledaags woord."
		if i != last {
			r.Text = "‘" + r.Words + "’ zijn geen alledaagse woorden."
		}
		r.Hint = "Zeg het zoals u het aan tafel zou zeggen."
		if len(e.instead) > 0 {
			r.Hint = "Schrijf bijvoorbeeld: " + choices(e.instead) + "."
		}
	case VagueTime:
		r.Text = "‘" + r.Words + "’ klopt niet meer als iemand dit later leest."
		r.Hint = "Schrijf de datum met het jaar, of alleen het jaar."
		if e.sense != "" {
			r.Hint = e.sense
		}
	case DoubleNegative:
		r.Text = "‘" + r.Words + "’ zegt twee keer nee."
		r.Hint = "Zeg het zonder nee."
		if len(e.instead) > 0 {
			r.Hint = "Schrijf bijvoorbeeld: " + choices(e.instead) + "."
		}
	}
	c.remark(r)
}

// choices writes plainer words as a choice.
func choices(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "‘" + w + "’"
	}
	if n := len(quoted); n > 1 {
		return strings.Join(quoted[:n-1], ", ") + " of " + quoted[n-1]
	}
	return quoted[0]
}
