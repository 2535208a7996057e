package check

import (
	"bytes"
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/check/source"
	"mijnopladers.nl/opladers/tools/photo/trace"
	"mijnopladers.nl/opladers/tools/store"
)

// Fixed is a file that was mended, and what of.
type Fixed struct {
	File    string   `json:"file"` // under content/
	Rules   []string `json:"rules"`
	Count   int      `json:"count"`
	Changes []Change `json:"changes"` // of a text; none of a photo
}

// Change is what came in the place of some text.
type Change struct {
	Line int    `json:"line"` // from 1, of the file as it was
	Old  string `json:"old"`  // "" when something was put in
	New  string `json:"new"`  // "" when something was taken out
}

// Fix mends what a program can mend in the pages that findings are about. It can be undone. A page that came from a source keeps what was mended,
// as it keeps what a person edits.
func Fix(s *store.Store, findings []rule.Finding) ([]Fixed, error) {
	byFile := map[string][]rule.Finding{}
	var names []string
	for _, f := range findings {
		if !f.Fixes {
			continue
		}
		if byFile[f.File] == nil {
			names = append(names, f.File)
		}
		byFile[f.File] = append(byFile[f.File], f)
	}
	slices.Sort(names)
	var out []Fixed
	for _, name := range names {
		data, err := os.ReadFile(filepath.FromSlash(s.File(name)))
		if err != nil {
			return out, err
		}
		mended, done, changes := data, byFile[name], []Change{}
		if path.Ext(name) == ".md" {
			mended, done, changes = mend(name, data, done)
		} else if mended, err = trace.Strip(data); err != nil {
			continue // a person has to do it: the finding stays
		}
		if bytes.Equal(mended, data) {
			continue
		}
		if err := s.Rewrite(name, mended); err != nil {
			return out, err
		}
		one := Fixed{File: name, Count: len(done), Changes: changes}
		for _, f := range done {
			if !slices.Contains(one.Rules, f.Rule) {
				one.Rules = append(one.Rules, f.Rule)
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// mend applies the fixes of a page. They are asked for again, because the page may have changed since it was checked; those that
// overlap wait for the next time.
func mend(name string, data []byte, wanted []rule.Finding) (mended []byte, done []rule.Finding, changes []Change) {
	now, _ := source.Check(data, options(name))
	var fixes []rule.Finding
	for _, f := range now {
		if f.Fix != nil && slices.ContainsFunc(wanted, func(w rule.Finding) bool { return w.Rule == f.Rule && w.Line == f.Line && w.Text == f.Text }) {
			fixes = append(fixes, f)
		}
	}
	slices.SortStableFunc(fixes, func(a, b rule.Finding) int { return cmp.Compare(a.Fix.At, b.Fix.At) })
	var b bytes.Buffer
	at := 0
	for _, f := range fixes {
		if f.Fix.At < at || f.Fix.End < f.Fix.At || f.Fix.End > len(data) {
			continue
		}
		b.Write(data[at:f.Fix.At])
		b.WriteString(f.Fix.New)
		at, done = f.Fix.End, append(done, f)
		changes = append(changes, Change{1 + bytes.Count(data[:f.Fix.At], []byte("\n")), string(data[f.Fix.At:f.Fix.End]), f.Fix.New})
	}
	b.Write(data[at:])
	return b.Bytes(), done, changes
}

func options(name string) source.Options { return source.Options{Dutch: !foreign.MatchString(name)} }
