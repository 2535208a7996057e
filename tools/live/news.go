package live

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/notice"
)

const (
	// most is how many findings of a page, and how many files elsewhere, a browser is told of.
	most = 100
	// mostPageless is how many findings it is told of a file that makes no page to look at.
	mostPageless = 10
)

// news is what a page is told: the JSON of an event. web/live.js and web/panel.js read it.
type news struct {
	Changed   bool           `json:"changed"`           // the page is another one now
	Go        string         `json:"go,omitempty"`      // address of the page that changed, when that is another one
	Problem   *notice.Notice `json:"problem,omitempty"` // why the last change is not to be seen
	File      string         `json:"file,omitempty"`    // of this page, under content/
	Source    string         `json:"source,omitempty"`  // that it was made of
	Checked   bool           `json:"checked"`           // check has looked
	Count     int            `json:"count"`             // findings of this page, and of the source it was made of
	Findings  []finding      `json:"findings"`          // the most serious first, at most 100
	Total     int            `json:"total"`             // findings of the rest
	Files     int            `json:"files"`             // of the rest that have findings
	Elsewhere []elsewhere    `json:"elsewhere"`         // the most serious first, at most 100
}

// finding is a rule.Finding, as far as a person reads it.
type finding struct {
	Rule  string       `json:"rule"`
	Level notice.Level `json:"level"`
	File  string       `json:"file"`
	Line  int          `json:"line,omitempty"`
	Text  string       `json:"text"`
	Why   string       `json:"why"`
	Hint  string       `json:"hint"`
}

type elsewhere struct {
	File  string       `json:"file"`
	Page  string       `json:"page,omitempty"` // its address
	Title string       `json:"title,omitempty"`
	Level notice.Level `json:"level"` // of the most serious finding
	Count int          `json:"count"`

	Findings []finding `json:"findings,omitempty"` // when it has no page, at most 10
}

func (m *moment) news(page string) news {
	n := news{
		Problem: m.Problem, File: m.Files[page], Checked: m.Findings != nil,
		Elsewhere: []elsewhere{},
	}
	if source := m.Sources[page]; !strings.HasSuffix(source, "/") {
		n.Source = source
	}
	var here []rule.Finding
	var addresses map[string]string // by file
	for file, list := range m.Findings {
		switch {
		case len(list) == 0:
		case file == n.File || isOf(file, m.Sources[page]):
			here = append(here, list...)
		default:
			if addresses == nil {
				addresses = byFile(m.Files)
			}
			worst := slices.MinFunc(list, func(a, b rule.Finding) int { return rank(a.Level) - rank(b.Level) })
			other := elsewhere{File: file, Page: addresses[file], Title: m.Titles[addresses[file]], Level: worst.Level, Count: len(list)}
			if other.Page == "" {
				other.Findings = shown(list, mostPageless)
			}
			n.Elsewhere = append(n.Elsewhere, other)
			n.Total += len(list)
		}
	}
	n.Count, n.Findings = len(here), shown(here, most)
	n.Files = len(n.Elsewhere)
	slices.SortFunc(n.Elsewhere, func(a, b elsewhere) int {
		return cmp.Or(rank(a.Level)-rank(b.Level), cmp.Compare(a.File, b.File))
	})
	n.Elsewhere = n.Elsewhere[:min(len(n.Elsewhere), most)]
	return n
}

// isOf reports whether a file is a source, or in it.
func isOf(file, source string) bool {
	return file == source || strings.HasSuffix(source, "/") && strings.HasPrefix(file, source)
}

// shown gives the most serious findings, at most so many.
func shown(list []rule.Finding, most int) []finding {
	list = slices.SortedStableFunc(slices.Values(list), func(a, b rule.Finding) int {
		return cmp.Or(rank(a.Level)-rank(b.Level), rule.Compare(a, b))
	})
	out := []finding{}
	for _, f := range list[:min(len(list), most)] {
		out = append(out, finding{f.Rule, f.Level, f.File, f.Line, f.Text, f.Why, f.Hint})
	}
	return out
}

// byFile gives the address of each file: of more, the first.
func byFile(files map[string]string) map[string]string {
	out := make(map[string]string, len(files))
	for _, address := range slices.Sorted(maps.Keys(files)) {
		if file := files[address]; out[file] == "" {
			out[file] = address
		}
	}
	return out
}

// rank orders levels, the most serious first.
func rank(l notice.Level) int {
	return slices.Index([]notice.Level{notice.Error, notice.Question, notice.Warning, notice.Advice}, l)
}
