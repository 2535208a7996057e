// Package rule names what opladers checks before a site goes out, and holds what a check found.
//
// A rule is known by a Dutch name (alt-ontbreekt) that stands in findings, in front matter that silences it, and as a heading in
// docs/controles.md, which explains each of them. The packages that look for things make findings; the rule decides how serious they
// are and why they matter, so that both stand in one place.
package rule

import (
	"cmp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// Docs is the file that explains the rules, from the root of the project.
const Docs = "docs/controles.md"

// Rule is one thing that must be right.
type Rule struct {
	ID    string
	Level notice.Level // Error keeps the site from being published
	Why   string       // Dutch, one sentence: why it matters
	Firm  bool         // a page cannot silence it
}

// Finding is one place where a rule is broken.
type Finding struct {
	Rule  string       `json:"rule"`
	Level notice.Level `json:"level"`
	File  string       `json:"file"`           // path under content/; of what is no page, under the site (public/feed.xml)
	Line  int          `json:"line,omitempty"` // from 1; 0 when it is about the whole file
	Text  string       `json:"text"`           // Dutch: what is the matter
	Why   string       `json:"why"`
	Hint  string       `json:"hint"` // Dutch: what to do now
	Docs  string       `json:"docs"` // where the rule is explained
	Fixes bool         `json:"fixable"`

	Fix    *Fix     `json:"-"` // nil when a person has to do it
	Quoted []string `json:"-"` // what of the page it is about, to silence it by
}

// Fix replaces the bytes of a file from At up to End.
type Fix struct {
	At, End int
	New     string
}

// Of makes a finding of a rule. It panics when there is no such rule.
func Of(id string, line int, text, hint string) Finding {
	r, ok := Get(id)
	if !ok {
		panic("no rule " + id)
	}
	return Finding{Rule: id, Level: r.Level, Line: line, Text: text, Why: r.Why, Hint: hint, Docs: Docs + "#" + id}
}

// Quote says which words of the page the finding is about.
func (f Finding) Quote(words ...string) Finding {
	f.Quoted = append(f.Quoted, words...)
	return f
}

// With gives the finding a fix.
func (f Finding) With(at, end int, replacement string) Finding {
	f.Fix, f.Fixes = &Fix{at, end, replacement}, true
	return f
}

// Notice gives the finding as a notice.
func (f Finding) Notice() notice.Notice {
	return notice.Notice{Level: f.Level, File: f.File, Line: f.Line, Text: f.Text + " " + f.Why, Hint: f.Hint + " Meer: " + f.Docs, Rule: f.Rule}
}

// Get finds a rule by its name.
func Get(id string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(sorted, id, func(r Rule, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return Rule{}, false
	}
	return sorted[i], true
}

// All lists the rules in order of their names.
func All() []Rule { return slices.Clone(sorted) }

var sorted = slices.SortedFunc(slices.Values(table), func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })

// Compare orders findings: by file, line, rule and text.
func Compare(a, b Finding) int {
	return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.Rule, b.Rule), strings.Compare(a.Text, b.Text))
}
