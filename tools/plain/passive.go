package plain

// maxClause is how many words are looked through for the other half of a verb.
const maxClause = 40

// passives finds the passive sentences among the tokens of one sentence: worden with a participle, and zijn with a participle and the
// one who did it, behind door.
func (c *checker) passives(s sentence) {
	taken := -1 // the participle of the remark before
	for i := s.from; i < s.to; i++ {
		var j int
		switch {
		case c.tokens[i].class&become != 0:
			if j = c.before(s, i); j < 0 || j == taken {
				j = c.behind(s, i)
			}
		case c.tokens[i].class&be != 0:
			j = c.done(s, i)
		default:
			continue
		}
		if j < 0 || j == taken {
			continue
		}
		taken = j
		a, b := c.tokens[min(i, j)], c.tokens[max(i, j)]
		quote := a.of(c.text) + " … " + b.of(c.text)
		if max(i, j)-min(i, j) == 1 {
			quote = c.text[a.start:b.end]
		}
		c.remark(Remark{
			Rule: Passive, At: a.start, End: b.end, Words: quote,
			Text: "‘" + quote + "’ is een lijdende vorm, en dat leest afstandelijk.",
			Hint: "Begin met wie het doet: ‘Wij …’, ‘U …’, ‘De school …’.",
		})
	}
}

// before returns the participle that stands before a form of worden at the end of a clause: gemaakt wordt, gevraagd zal worden.
func (c *checker) before(s sentence, i int) int {
	j := i - 1
	for j >= s.from && i-j <= 4 && c.tokens[j].class&(modal|adverb) != 0 && c.tokens[j].class&strong == 0 {
		if c.gapHas(j, ",;:.!?()") {
			return -1
		}
		j--
	}
	if j < s.from || c.gapHas(j, ",;:.!?()") || !participle(c.tokens[j].low) {
		return -1
	}
	if j > s.from && c.tokens[j-1].class&(be|comparing) != 0 && c.tokens[j-1].low != "dan" {
		return -1 // als het is afgerond wordt er …
	}
	return j
}

// behind returns the participle that stands behind a form of worden, near or far: wordt door de school gemaakt.
func (c *checker) behind(s sentence, i int) int {
	aside := 0 // open brackets
	for j := i + 1; j < s.to && j-i <= maxClause; j++ {
		t := c.tokens[j]
		comma := false
		for _, r := range c.text[c.tokens[j-1].end:t.start] {
			switch r {
			case '(':
				aside++
			case ')':
				aside = max(0, aside-1)
			case ';', ':':
				return -1
			case ',':
				comma = true
			}
		}
		if aside > 0 {
			continue
		}
		prev := c.tokens[j-1]
		switch {
		case t.class&become != 0 && t.low != "worden", t.class&verb != 0:
			return -1
		case t.class&opens != 0 && (comma || t.class&adverb == 0):
			return -1
		case t.class&relative != 0 && (comma || j > i+1 && prev.class&(preposition|be) == 0 && prev.low != "er"):
			return -1
		}
		if t.kind != word || !participle(t.low) {
			continue
		}
		if c.adjective(s, j) || prev.class&comparing != 0 || prev.low == "te" {
			continue
		}
		return j
	}
	return -1
}

// done returns the participle that stands with a form of zijn when it says who did it, with door.
func (c *checker) done(s sentence, i int) int {
	door := false
	for j := i + 1; j < s.to && j-i <= maxClause; j++ {
		t := c.tokens[j]
		if c.gapHas(j-1, ";:()") && !door || t.class&(become|opens|verb) != 0 && t.class&preposition == 0 || t.class&relative != 0 && c.gapHas(j-1, ",") {
			break
		}
		if t.low == "door" {
			door = true
			continue
		}
		if t.kind != word || !participle(t.low) || c.adjective(s, j) {
			continue
		}
		if c.active(j) {
			return -1
		}
		if t.class&act != 0 {
			return j
		}
		if !door && j+1 < s.to && !c.gapHas(j, ",;:.()") {
			door = c.tokens[j+1].low == "door"
		}
		if door {
			return j
		}
		return -1
	}
	// omdat het door ouders bedacht is
	if j := i - 1; j > s.from && !c.gapHas(j, ",;:.()") && participle(c.tokens[j].low) && !c.active(j) {
		for k := j - 1; k >= s.from && j-k <= 8 && !c.gapHas(k, ",;:.()"); k-- {
			if c.tokens[k].low == "door" {
				return j
			}
		}
	}
	return -1
}

// active reports whether the participle at j says with zijn what its subject did: gegaan, thuisgebleven.
func (c *checker) active(j int) bool {
	return c.tokens[j].class&intransitive != 0 || is(root(c.tokens[j].low), intransitive)
}

// adjective reports whether the participle at j stands before its noun: een goed bezocht feest.
func (c *checker) adjective(s sentence, j int) bool {
	if j+1 >= s.to || c.gapHas(j, ".,;:!?()") || j == s.from {
		return false
	}
	next := c.tokens[j+1]
	if next.class&small != 0 || next.kind != word {
		return false
	}
	k := j - 1
	if c.tokens[k].class&degree != 0 && k > s.from {
		k--
	}
	switch c.tokens[k].low {
	case "een", "geen", "zo'n", "elk", "ieder", "veel", "meer", "ons":
		return true
	}
	return false
}

// gapHas reports whether one of the marks stands behind token i, before the next.
func (c *checker) gapHas(i int, marks string) bool {
	end := len(c.text)
	if i+1 < len(c.tokens) {
		end = c.tokens[i+1].start
	}
	gap := c.text[c.tokens[i].end:end]
	if gap == " " {
		return false
	}
	for _, r := range gap {
		for _, m := range marks {
			if r == m {
				return true
			}
		}
	}
	return false
}
