// Package source checks one page as its author wrote it: the Markdown file of a page under content/.
//
// Check looks at what the file itself can tell: front matter, descriptions of photos, headings, links, lists, plain language, personal
// data, and days that contradict their date. What needs another file (is there such a page, is the hall free) it hands over as Facts.
// All findings have the line of the file on which their author can mend them.
package source

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/personal"
	"mijnopladers.nl/opladers/tools/schema"
)

// Options say what a page may contain.
type Options struct {
	Dutch bool            // the page is written in Dutch: plain language and dates are looked at
	Known *personal.Known // what may be published of people
}

// Facts is what a page says that other checks need.
type Facts struct {
	Kind     page.Kind
	Title    string
	Draft    bool
	Photos   []Photo
	Links    []Link
	Silences []Silence
}

// Photo is an entry of fotos.
type Photo struct {
	File string
	Line int
}

// Link is a link or picture in the text.
type Link struct {
	To    string
	Line  int
	Image bool
}

// Silence is an entry of controle: a rule that this page does not keep to, and why.
type Silence struct {
	Rule, Reason, Text string
	Line               int
}

// maxFindings bounds what is found on one page: of more nobody reads the end.
const maxFindings = 500

// Check gives what is wrong with a page, in order of the lines, and what it says. data is the whole file; of a page that cannot be
// read the facts are empty.
func Check(data []byte, o Options) (findings []rule.Finding, facts Facts) {
	d := &document{data: data, o: o}
	for _, p := range schema.Check(data) {
		f := rule.Of(p.Rule, p.Line, p.Text, p.Hint).Quote(p.Key)
		if p.Fix != nil {
			f = f.With(p.Fix.At, p.Fix.End, p.Fix.New)
		}
		d.add(f)
	}
	p, err := page.Parse(data)
	if err != nil {
		if !slices.ContainsFunc(d.findings, func(f rule.Finding) bool { return f.Level == rule.Of(f.Rule, 0, "", "").Level }) {
			d.say("voorblok-onleesbaar", 1, err.Error(), "Kijk het blok boven de tekst na.")
		}
		return d.sorted(), d.facts
	}
	d.read(p)
	d.photos()
	d.body()
	d.language()
	d.people()
	d.days()
	d.activity()
	return d.sorted(), d.facts
}

// document is a page that is being checked.
type document struct {
	o        Options
	data     []byte // the whole file
	start    int    // of the text below the front matter
	breaks   []int  // where each line but the first begins
	page     *page.Page
	root     ast.Node
	fields   fields
	passages []passage
	findings []rule.Finding
	facts    Facts
}

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify, extension.TaskList, extension.DefinitionList, extension.Footnote),
	goldmark.WithParserOptions(parser.WithAttribute()),
).Parser()

func (d *document) read(p *page.Page) {
	d.page = p
	front, start := split(d.data)
	d.start = start
	for i, c := range d.data {
		if c == '\n' {
			d.breaks = append(d.breaks, i+1)
		}
	}
	d.fields = fieldsOf(front)
	d.facts.Kind, d.facts.Title, d.facts.Draft = p.Kind, p.Title, p.Draft
	for i, s := range p.Checks {
		line := d.fields.line("controle", i)
		d.facts.Silences = append(d.facts.Silences, Silence{s.Rule, strings.TrimSpace(s.Reason), s.Text, line})
	}
	d.parse()
	d.gather()
}

// parse reads the Markdown. The library panics on some crafted input: then the text counts as empty.
func (d *document) parse() {
	defer func() {
		if recover() != nil {
			d.root = ast.NewDocument()
		}
	}()
	d.root = markdown.Parse(text.NewReader(d.data[d.start:]))
}

// split gives the front matter without its lines of ---, and where the text below it starts.
func split(data []byte) (front []byte, start int) {
	rest := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	first, after, ok := bytes.Cut(rest, []byte("\n"))
	if !ok || strings.TrimSpace(string(first)) != "---" {
		return nil, len(data) - len(rest)
	}
	for at := 0; at < len(after); {
		end := bytes.IndexByte(after[at:], '\n')
		if end < 0 {
			end = len(after) - at
		}
		if strings.TrimSpace(string(after[at:at+end])) == "---" {
			return after[:at], len(data) - len(after) + min(at+end+1, len(after))
		}
		at += end + 1
	}
	return nil, len(data) - len(rest)
}

// line gives the line of a place in the file.
func (d *document) line(at int) int {
	i, exact := slices.BinarySearch(d.breaks, at)
	if exact {
		i++
	}
	return i + 1
}

// at gives the line of a node of the text.
func (d *document) at(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Pos() >= 0 && n.Kind() != ast.KindDocument {
			return d.line(d.start + n.Pos())
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return d.line(d.start + n.Lines().At(0).Start)
		}
	}
	return d.line(d.start)
}

func (d *document) add(f rule.Finding) {
	if len(d.findings) < maxFindings {
		d.findings = append(d.findings, f)
	}
}

func (d *document) say(id string, line int, what, hint string) { d.add(rule.Of(id, line, what, hint)) }

func (d *document) sorted() []rule.Finding {
	slices.SortStableFunc(d.findings, rule.Compare)
	return d.findings
}

// day gives the day that the page is about, to read dates without a year by; false when it says none.
func (d *document) day() (time.Time, bool) {
	if a := d.page.Activity; a != nil && !a.Begin.IsZero() {
		return a.Begin.In(time.UTC), true
	}
	c, err := page.ParseCivil(d.page.Announced)
	if err != nil || c.IsZero() {
		return time.Time{}, false
	}
	return c.In(time.UTC), true
}
