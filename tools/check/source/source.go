// Package source checks one page as its author wrote it: the Markdown file of a page under content/.
//
// Check looks at what the file itself can tell: front matter, descriptions of photos, headings, links, lists, plain language, personal
// data, and days that contradict their date. What needs another file (is there such a page, is the hall free) it hands over as Facts.
// All findings have the line of the file on which their author can mend them.
package source

import (
	"bytes"
	"regexp"
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
	"mijnopladers.nl/opladers/tools/schema"
)

// Options say how a page is to be read.
type Options struct {
	Dutch bool // the page is written in Dutch: plain language and dates are looked at
}

// Facts is what a page says that other checks need.
type Facts struct {
	Kind      page.Kind
	Title     string
	Draft     bool
	Announced string
	Photos    []Photo
	Links     []Link
	Silences  []Silence
	Contacts  []string       // what it gives as a number or address of an organisation
	Theme     *page.Theme    // of a municipality
	Lines     map[string]int // of the keys of the front matter
}

// Photo is an entry of fotos, and its line.
type Photo struct {
	page.Photo
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
	p, err := page.Parse(data)
	for _, p := range schema.CheckPage(data, p, err) {
		if p.Rule == schema.Required && p.Key == "controle.reden" {
			continue // stil-zonder-reden says it
		}
		f := rule.Of(p.Rule, p.Line, p.Text, p.Hint).Quote(p.Key)
		if p.Fix != nil {
			f = f.With(p.Fix.At, p.Fix.End, p.Fix.New)
		}
		d.add(f)
	}
	if err != nil {
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
	d.facts.Kind, d.facts.Title, d.facts.Draft, d.facts.Announced = p.Kind, p.Title, p.Draft, p.Announced
	for i, s := range p.Checks {
		line := d.fields.line("controle", i)
		d.facts.Silences = append(d.facts.Silences, Silence{s.Rule, strings.TrimSpace(s.Reason), s.Text, line})
	}
	if p.Municipality != nil {
		d.facts.Theme = p.Municipality.Theme
	}
	d.facts.Lines = map[string]int{}
	for path, f := range d.fields {
		if !strings.Contains(path, ".") {
			d.facts.Lines[path] = f.line
		}
		if slices.ContainsFunc(contacts, func(pattern string) bool { return matches(pattern, path) }) {
			d.facts.Contacts = append(d.facts.Contacts, f.text)
		}
		if strings.HasPrefix(f.text, "https://") || strings.HasPrefix(f.text, "http://") {
			d.facts.Links = append(d.facts.Links, Link{To: f.text, Line: f.line})
		}
	}
	d.parse()
	d.gather()
}

// contacts are the values of front matter that are meant to be found: of an organisation, or of who works for one.
var contacts = strings.Fields("aanjager.tel aanjager.whatsapp aanjager.mail aanjager.vervanger hulplijnen.*.tel hulplijnen.*.url privacy.contact privacy.fg " +
	"privacy.verantwoordelijke ontmoetingsplekken.*.adres contact aanmelden_tel aanmelden_mail aanmelden_url partners.* organisatoren.*")

// deep finds a line with more quotations and lists within each other than people write. The library takes quadratic time for these.
var deep = regexp.MustCompile(`(?m)^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){50}`)

// parse reads the Markdown. The library panics on some crafted input.
func (d *document) parse() {
	d.root = ast.NewDocument()
	refuse := func() {
		d.say("tekst-onleesbaar", d.line(d.start), "De tekst is niet te lezen.", "Haal ongewone tekens of opmaak weg.")
	}
	if deep.Match(d.data[d.start:]) {
		refuse()
		return
	}
	defer func() {
		if recover() != nil {
			refuse()
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
