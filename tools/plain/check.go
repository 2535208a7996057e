package plain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxBytes is how much of a text is looked at. No paragraph comes near it.
const MaxBytes = 1 << 20

// MaxWords is how many words a plain sentence has at most, as NL Design System advises.
const MaxWords = 15

// A Rule is the name of a rule, as it stands in reports and in docs/controles.md.
type Rule string

// The rules.
const (
	LongSentence   Rule = "lange-zin"          // more than MaxWords words
	Passive        Rule = "lijdende-vorm"      // worden, or zijn with door: who does it?
	Jargon         Rule = "jargon"             // a word that officials use and readers do not
	Abbreviation   Rule = "afkorting"          // bijv., d.m.v.
	Acronym        Rule = "letterwoord"        // CJG, without its full words beside it in this text
	VagueTime      Rule = "vage-tijd"          // binnenkort, volgend jaar
	AllCaps        Rule = "hoofdletters"       // NIET
	Ampersand      Rule = "en-teken"           // ouder & kind
	NumberInWords  Rule = "getal-in-letters"   // achtenveertig
	DoubleNegative Rule = "dubbele-ontkenning" // niet onbelangrijk
	LongWord       Rule = "lang-woord"         // longer than 22 letters
	Pincer         Rule = "tangconstructie"    // de door de gemeente betaalde zaal
)

var rules = []Rule{
	LongSentence, Passive, Jargon, Abbreviation, Acronym, VagueTime, AllCaps, Ampersand, NumberInWords, DoubleNegative, LongWord, Pincer,
}

// Rules returns all rules, in the order of the documentation.
func Rules() []Rule { return slices.Clone(rules) }

// A Remark is one thing in a text that could be plainer.
type Remark struct {
	Rule    Rule
	At, End int      // the bytes of the text that it is about
	Words   string   // text[At:End], with an ellipsis for what is left out of the middle or the end
	Instead []string // plainer words, the best first; none when there is no fixed answer
	Text    string   // what is the matter: one short Dutch sentence that quotes the words
	Hint    string   // what to do: Dutch
	Replace string   // what a machine may put in place of text[At:End] without a person looking; "" when there is nothing
}

// Check returns the remarks on a text, which is one paragraph, heading or item of a list, without markup. They are in order of At;
// those of one place are in the order of Rules.
func Check(text string) []Remark {
	remarks, _ := CheckAndMeasure(text)
	return remarks
}

// CheckAndMeasure returns what [Check] and [Measure] do, for little more than the work of one.
func CheckAndMeasure(text string) ([]Remark, Score) {
	c := &checker{text: bound(text)}
	c.tokens = tokenize(c.text)
	if len(c.tokens) == 0 {
		return nil, Score{}
	}
	c.sentences = split(c.text, c.tokens)
	c.quoted = quotes(c.text, c.tokens)
	loud := c.shouting()
	for _, s := range c.sentences {
		c.longSentence(s)
		c.passives(s)
		c.phrases(s)
		c.abbreviations(s, loud)
		c.pincers(s)
	}
	c.single()
	slices.SortStableFunc(c.remarks, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(slices.Index(rules, a.Rule), slices.Index(rules, b.Rule)))
	})
	return c.remarks, measure(c.tokens, c.sentences)
}

type checker struct {
	text      string
	tokens    []token
	sentences []sentence
	quoted    []bool // of a token: somebody says it
	remarks   []Remark
}

func (c *checker) remark(r Remark) { c.remarks = append(c.remarks, r) }

func (t token) of(text string) string { return text[t.start:t.end] }

// bound returns as much of a text as is looked at.
func bound(text string) string {
	if len(text) <= MaxBytes {
		return text
	}
	n := MaxBytes
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// longSentence says that a sentence is long, and where it could be cut.
func (c *checker) longSentence(s sentence) {
	n := 0
	for _, t := range c.tokens[s.from:s.to] {
		if t.counts() {
			n++
		}
	}
	if n <= MaxWords {
		return
	}
	quote := c.text[s.start:c.tokens[s.from+5].end] + " …"
	hint := "Maak er twee zinnen van, of laat weg wat niet nodig is."
	if at := c.cut(s); at > 0 {
		hint = "Maak er twee zinnen van, bijvoorbeeld bij ‘" + c.text[c.tokens[at].start:c.tokens[at+1].end] + "’."
	}
	c.remark(Remark{
		Rule: LongSentence, At: s.start, End: s.end, Words: quote,
		Text: "Deze zin heeft " + strconv.Itoa(n) + " woorden: ‘" + quote + "’. Hoogstens 15 leest makkelijker.",
		Hint: hint,
	})
}

// cut returns the token nearest to the middle of the sentence where a new sentence could begin, 0 when there is none.
func (c *checker) cut(s sentence) int {
	best, middle := 0, (s.from+s.to)/2
	for i := s.from + 3; i < s.to-3; i++ {
		t := c.tokens[i]
		comma := c.gapHas(i-1, ",;–—")
		switch {
		case comma && (t.class&opens != 0 || t.low == "en" || t.low == "die" || t.low == "dit" || t.low == "dat"):
		case t.low == "want", t.low == "maar" && comma, t.low == "zodat", t.low == "waardoor", t.low == "omdat", t.low == "waarbij", t.low == "terwijl":
		default:
			continue
		}
		if best == 0 || abs(i-middle) < abs(best-middle) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// quotes tells which tokens stand between quotation marks. A mark that is never closed opens nothing.
func quotes(text string, tokens []token) []bool {
	const lead = 0xe2 // the first byte of all typographic marks but «
	if strings.IndexByte(text, '"') < 0 && strings.IndexByte(text, '\'') < 0 && strings.IndexByte(text, lead) < 0 && !strings.Contains(text, "«") {
		return nil
	}
	out := make([]bool, len(tokens))
	from, closer, at := -1, "", 0
	for i := range tokens {
		gap := text[at:tokens[i].start]
		at = tokens[i].end
		if gap == " " {
			continue
		}
		if from >= 0 && strings.ContainsAny(gap, closer) {
			for j := from; j < i; j++ {
				out[j] = true
			}
			from = -1
		}
		if from < 0 {
			if k := strings.LastIndexAny(gap, "‘“„«\"'"); k >= 0 && !strings.ContainsFunc(gap[k:], unicode.IsSpace) {
				from, closer = i, "’”\"'»"
			}
		}
	}
	if from >= 0 && strings.ContainsAny(text[at:], closer) {
		for j := from; j < len(tokens); j++ {
			out[j] = true
		}
	}
	return out
}

func (c *checker) says(i int) bool { return c.quoted != nil && c.quoted[i] }

// upperFirst writes s with the capital that the words have that it replaces.
func upperFirst(s, like string) string {
	r, _ := utf8.DecodeRuneInString(like)
	if !unicode.IsUpper(r) || s == "" {
		return s
	}
	f, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(f)) + s[n:]
}
