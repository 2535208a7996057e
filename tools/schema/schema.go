// Package schema checks the front matter of a page against what it may hold, and says on which line it does not.
//
// Which keys there are, what kind of value each takes and which must be there follows from the structs of package page: a field without
// omitempty is required. Which words a key may hold follows from page.Choices. What package page cannot say of a text, because it is one for
// everybody (a day, an address on the web), stands in forms.go.
//
//	voorblok-onleesbaar        the block between the lines --- cannot be read: unclosed, a tab, a colon, the same key twice
//	onbekend-veld              a key that neither opladers nor Hugo knows, or one of another kind of page
//	verkeerde-soort-waarde     a list where a word should be, a word where a number should be
//	onbekende-waarde           none of the words that a key may hold
//	onleesbare-datum           no day of the calendar, or in a form that the site does not read
//	verloopt-voor-publiceren   dates in an order that cannot be
//	activiteit-klopt-niet      an activity that ends before it begins
//	verplicht-veld             a key that must be there
//	onveilig-adres             an address that is not http, https, tel, mailto, webcal or on the site itself
//	postcode, kleur-onleesbaar, te-lang
//
// Whatever page.Parse refuses gives at least one problem, which has a place; what it understands can still give problems.
//
// Own keys start with x_, or stand below params. A page with a type of its own (and no soort) has a template of its own, which may read
// any key; there only the keys of all pages are checked.
//
// A Fix is given only when it is plain what was meant, and only after it was tried: with the Fix the problem is gone and no other came.
package schema

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// The rules.
const (
	Unreadable    = "voorblok-onleesbaar"
	UnknownKey    = "onbekend-veld"
	WrongType     = "verkeerde-soort-waarde"
	WrongWord     = "onbekende-waarde"
	BadDate       = "onleesbare-datum"
	WrongOrder    = "verloopt-voor-publiceren"
	Contradiction = "activiteit-klopt-niet"
	Required      = "verplicht-veld"
	Unsafe        = "onveilig-adres"
	Postcode      = "postcode"
	BadColour     = "kleur-onleesbaar"
	TooLong       = "te-lang"
)

// Problem is one thing that is wrong in the front matter of a page.
type Problem struct {
	Rule string
	Line int    // from 1 in the file
	Key  string // with points: fotos.toestemming.tot; "" when it is about the whole block
	Text string // Dutch: what is wrong and why
	Hint string // Dutch: what to do
	Fix  *Fix   // nil when only a person can mend it
}

// Fix replaces the bytes of the file from At to End.
type Fix struct {
	At, End int
	New     string
}

// Apply gives the file with the replacement.
func (x Fix) Apply(data []byte) []byte {
	return slices.Concat(data[:x.At], []byte(x.New), data[x.End:])
}

const (
	maxTried    = 50  // fixes that are tried on one page
	maxProblems = 200 // on one page
)

// Check gives what is wrong in the front matter of a page, which is the whole of its Markdown file, by line.
func Check(data []byte) []Problem {
	p, err := page.Parse(data)
	return CheckPage(data, p, err)
}

// CheckPage is Check for who has the page already: p and err are what page.Parse gives of data. Most of the time of Check is that.
func CheckPage(data []byte, p *page.Page, err error) []Problem {
	problems := check(data, p, err)
	tried := 0
	for i := range problems {
		p := &problems[i]
		if p.Fix != nil {
			if tried++; tried > maxTried || !mends(data, p, problems) {
				p.Fix = nil
			}
		}
	}
	return problems
}

// mends tries the fix of a problem.
func mends(data []byte, p *Problem, before []Problem) bool {
	same := func(q Problem) bool { return q.Rule == p.Rule && q.Key == p.Key && q.Text == p.Text }
	data = p.Fix.Apply(data)
	if f := cut(data); f.state == closed {
		data = data[:f.end] // a text below takes time to read, and is no business of ours
	}
	fixed, err := page.Parse(data)
	after := check(data, fixed, err)
	if count(after, same) >= count(before, same) {
		return false
	}
	return p.Rule == Unreadable || len(after) < len(before)
}

func count(list []Problem, is func(Problem) bool) (n int) {
	for _, p := range list {
		if is(p) {
			n++
		}
	}
	return n
}

// checker holds what is known of one page while it is checked.
type checker struct {
	front
	kind     page.Kind
	kindless bool // soort is none of the kinds: any key of any kind may be meant
	bounded  bool // package page has seen that the parser can take it
	own      bool // the page has a template of its own
	problems []Problem
}

func check(data []byte, p *page.Page, err error) []Problem {
	c := &checker{front: cut(data), bounded: err == nil}
	switch {
	case c.state == open:
		c.unclosed()
	case c.state == none && err == nil:
		c.absent()
	default:
		c.read(p, err)
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return c.problems[:min(len(c.problems), maxProblems)]
}

// read checks a block that has a begin and an end. p is the page, or err says why there is none.
func (c *checker) read(p *page.Page, err error) {
	root, syntax := c.parse()
	var tooMuch notice.Notice
	switch {
	case errors.As(syntax, &tooMuch):
		c.refused(syntax)
		return
	case syntax != nil:
		c.broken(syntax)
		return
	case err != nil && root == nil:
		c.refused(err)
		return
	}
	c.page(root)
	if p != nil {
		c.doubts(p, root)
		return
	}
	if !slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Rule == Unreadable || p.Rule == WrongType || p.Rule == BadDate }) {
		c.refused(err)
	}
}

// refused tells why package page does not read the block when nothing of this package says it.
func (c *checker) refused(err error) {
	n := notice.From(err, "")
	p := Problem{Rule: Unreadable, Line: c.opening, Text: n.Text, Hint: n.Hint}
	for i, l := range c.lines { // a value that YAML takes for a reference
		if m := keyAndValue.FindStringSubmatchIndex(c.words(l)); m != nil && strings.IndexByte("&*!", c.data[l.at+m[6]]) >= 0 {
			p.Line, p.Fix = c.number(i+1), &Fix{l.at + m[6], l.at + m[7], quoted(c.words(l)[m[6]:m[7]])}
			break
		}
	}
	c.problems = append(c.problems, p)
}

// state says whether a file has front matter.
type state int

const (
	none state = iota
	open
	closed
)

// front is the front matter in its file.
type front struct {
	data    []byte
	state   state
	opening int    // the line of the first ---, from 1
	lines   []line // those between the lines of ---
	end     int    // behind the last ---
}

// line is a line of the file without its end.
type line struct{ at, end int }

// cut finds the front matter as package page does: between two lines of ---, before any other text.
func cut(data []byte) front {
	f := front{data: data, opening: 1}
	at := 0
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		at = 3
	}
	for number := 1; at < len(data); number++ {
		end, next := len(data), len(data)
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		l := line{at, end}
		if end > at && next > end && data[end-1] == '\r' {
			l.end--
		}
		at = next
		words := string(bytes.TrimSpace(data[l.at:end]))
		switch {
		case f.state == none && words == "":
		case f.state == none && words == "---" && next > end:
			f.state, f.opening = open, number
		case f.state == none:
			return f
		case words == "---":
			f.state, f.end = closed, next
			return f
		default:
			f.lines = append(f.lines, l)
		}
	}
	return f
}

func (f *front) words(l line) string { return string(f.data[l.at:l.end]) }

// block is the front matter as the parser reads it: with the line ends of Unix.
func (f *front) block() []byte {
	var b bytes.Buffer
	for _, l := range f.lines {
		b.Write(f.data[l.at:l.end])
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// number gives the line in the file of a line of the front matter, from 1.
func (f *front) number(line int) int {
	return f.opening + max(1, min(line, len(f.lines)))
}
