// Package check looks whether a site may go out: every rule of package rule, over the pages under content/ as their authors wrote
// them, and over the built site as visitors get it.
//
// What one file tells is remembered by the bytes of that file and the address of the site (.opladers/controle), so that a file that did not
// change is not checked again. What takes more than one file (do links lead anywhere, who may be seen on a photo today, is a hall taken twice) is
// looked at each time, from what the files were found to say.
package check

import (
	"context"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
)

// Options say what to check.
type Options struct {
	Config  *config.Config
	Public  string    // folder of the built site; "" checks the pages alone
	BaseURL string    // that the site was built for
	Now     time.Time // in the zone of the site

	Built     []notice.Notice   // what building the site said
	Addresses map[string]string // of pages on the site (/zutphen/): their files under content/

	Online   *Online                             // looks whether other sites have the pages that links lead to; nil does not
	Progress func(stage string, done, total int) // may be nil
	DryRun   bool                                // remember nothing
}

// Result says what was found.
type Result struct {
	Findings []rule.Finding // in order of file and line
	Silenced []Silenced
	Pages    int // under content/
	Files    int // of the site
	Checked  int // of both, those that were not checked before
}

// Silenced is a finding that its page need not mend.
type Silenced struct {
	rule.Finding
	Reason string `json:"reason"`
}

// Count gives how many findings have a level.
func (r *Result) Count(level notice.Level) int {
	n := 0
	for _, f := range r.Findings {
		if f.Level == level {
			n++
		}
	}
	return n
}

// run is one check.
type run struct {
	Options
	cache    *cache
	pages    map[string]*entry // by file under content/
	public   map[string]*entry // by file of the site
	findings []rule.Finding
}

// cacheName is the file in the state folder that remembers what was found in each file.
const cacheName = "controle"

// Run checks a site. It writes nothing but its memory.
func Run(ctx context.Context, o Options) (*Result, error) {
	var c Checker
	result, err := c.Run(ctx, o)
	if err != nil || o.DryRun {
		return result, err
	}
	return result, c.Save()
}

func (r *run) add(file string, f rule.Finding) {
	f.File = file
	r.findings = append(r.findings, f)
}

// judge takes out what pages need not mend, and what is said twice.
func (r *run) judge(result *Result) {
	slices.SortStableFunc(r.findings, rule.Compare)
	r.findings = slices.CompactFunc(r.findings, func(a, b rule.Finding) bool { return rule.Compare(a, b) == 0 })
	for _, f := range r.findings {
		if reason, silent := r.silenced(f); silent {
			result.Silenced = append(result.Silenced, Silenced{f, reason})
			continue
		}
		result.Findings = append(result.Findings, f)
	}
}

// silenced reports whether the page of a finding says that it need not be mended, and why.
func (r *run) silenced(f rule.Finding) (reason string, silent bool) {
	file, of := strings.CutPrefix(f.File, publicName)
	if of {
		file = r.sourceOf(file)
	}
	e := r.pages[file]
	if known, _ := rule.Get(f.Rule); e == nil || e.Page == nil || known.Firm {
		return "", false
	}
	for _, s := range e.Page.Silences {
		about := func(words string) bool { return strings.Contains(words, s.Text) }
		if s.Rule == f.Rule && s.Reason != "" && (s.Text == "" || about(f.Text) || slices.ContainsFunc(f.Quoted, about)) {
			return s.Reason, true
		}
	}
	return "", false
}

// built adds what building the site said. What the pages were found to say too is not said again.
func (r *run) built() {
	type what struct{ file, id string }
	said := map[what]bool{}
	for _, f := range r.findings {
		said[what{f.File, f.Rule}] = true
	}
	for _, n := range r.Built {
		id := n.Rule
		if id == "" {
			id = "bouwen"
		}
		file := strings.TrimPrefix(n.File, "content/")
		if id != "link-kapot" && id != "link-plaats" && id != "bouwen" && said[what{file, id}] {
			continue
		}
		f := rule.Of(id, n.Line, n.Text, n.Hint)
		if f.Level = n.Level; n.Level == notice.Question {
			f.Level = notice.Warning
		}
		for _, line := range r.lines(file, n) {
			f.Line = line
			r.add(file, f)
		}
	}
}

// lines gives the lines of a page that a notice of the build is about: of a link, all places where it stands.
func (r *run) lines(file string, n notice.Notice) []int {
	var out []int
	if e := r.pages[file]; e != nil && e.Page != nil && strings.HasPrefix(n.Rule, "link-") {
		for _, l := range e.Page.Links {
			if strings.Contains(n.Text, " "+l.To+".") || strings.Contains(n.Text, " "+l.To+" ") {
				out = append(out, l.Line)
			}
		}
	}
	if len(out) == 0 {
		return []int{n.Line}
	}
	return slices.Compact(out)
}
