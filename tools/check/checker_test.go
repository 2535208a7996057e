package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/notice"
)

// wider are the rules that take more than the file of a page.
var wider = []string{"bouwen", "link-kapot", "link-plaats", "botsing", "dubbel", "activiteit-voorbij"}

func sameFindings(a, b []rule.Finding) bool {
	return slices.EqualFunc(a, b, func(a, b rule.Finding) bool {
		return rule.Compare(a, b) == 0 && a.Level == b.Level && a.Hint == b.Hint && a.Fixes == b.Fixes
	})
}

// Of each page alone is found what a check of the whole site finds in it, on the same lines.
func TestPage(t *testing.T) {
	c := newCorpus(t)
	whole := c.run()
	var checker Checker
	some := 0
	names, err := files(filepath.Join(c.dir, "content"), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if filepath.Ext(name) != ".md" {
			continue
		}
		got, err := checker.Page(context.Background(), c.options(), name)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.DeleteFunc(slices.Clone(whole.Findings), func(f rule.Finding) bool { return f.File != name || slices.Contains(wider, f.Rule) })
		silent := slices.DeleteFunc(slices.Clone(whole.Silenced), func(s Silenced) bool { return s.File != name })
		if !sameFindings(got.Findings, want) || len(got.Silenced) != len(silent) {
			t.Errorf("%s:\n%+v %+v\nwant\n%+v %+v", name, got.Findings, got.Silenced, want, silent)
		}
		some += len(want)
	}
	if some < 100 {
		t.Errorf("only %d findings were compared", some)
	}
	for _, name := range []string{"zutphen/weg/index.md", "zutphen/verhalen/sprong/soep.txt"} {
		if r, err := checker.Page(context.Background(), c.options(), name); err != nil || len(r.Findings) > 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

// A number that another page gives as that of an organisation is no finding, also of a page that was just saved.
func TestContactsOfOtherPages(t *testing.T) {
	c := newCorpus(t)
	const page, phone = "zutphen/verhalen/bel/index.md", "06-24681357"
	c.write("content/"+page, []byte("---\ntitle: Bel ons\n---\nBel Ans op "+phone+".\n"))
	var checker Checker
	named := func() bool {
		t.Helper()
		r, err := checker.Page(context.Background(), c.options(), page)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(r.Findings, func(f rule.Finding) bool { return strings.Contains(strings.Join(f.Quoted, " "), phone) })
	}
	if !named() {
		t.Fatal("the number of a person is not found")
	}
	c.write("content/zutphen/initiatieven/bel/index.md", []byte("---\ntitle: Bel\nsoort: initiatief\ncontact: De Huiskamer, "+phone+"\n---\nKom langs.\n"))
	if _, err := checker.Run(context.Background(), c.options()); err != nil {
		t.Fatal(err)
	}
	if named() {
		t.Error("the number of an organisation is taken for that of a person")
	}
}

// From memory the same is found as without, whatever changes in between.
func TestCheckerFindsWhatRunFinds(t *testing.T) {
	c := newCorpus(t)
	var checker Checker
	o := c.options()
	again := func(what string, o Options) {
		t.Helper()
		got, err := checker.Run(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(c.dir, ".opladers")); err != nil {
			t.Fatal(err)
		}
		want, err := Run(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		if !sameFindings(got.Findings, want.Findings) || got.Files != want.Files || got.Pages != want.Pages {
			t.Errorf("%s: %d findings, want %d", what, len(got.Findings), len(want.Findings))
		}
	}
	again("first", o)
	c.write("content/zutphen/verhalen/sprong/index.md", []byte("---\ntitle: Een kop te diep\n---\n## De koks\n\nDrie vaders.\n"))
	again("a page changed", o)
	soup := func(begin string) []byte {
		return []byte("---\ntitle: Soep\nsoort: activiteit\nbegin: " + begin + "\nplaats:\n  naam: De Hal\n  plaats: Zutphen\n---\nKom eten.\n")
	}
	c.write("content/zutphen/agenda/soep/index.md", soup("2026-12-01T10:00"))
	c.write("content/zutphen/agenda/brood/index.md", soup("2026-12-01T10:00"))
	again("two activities at once", o)
	c.write("content/zutphen/agenda/brood/index.md", soup("2026-12-02T10:00"))
	again("no longer", o)
	later := o
	later.Now = o.Now.AddDate(3, 0, 0)
	again("years later", later)
	other := o
	other.BaseURL = "https://elders.example/"
	again("at another address", other)
	again("and back", o)
	c.remove("content/zutphen/agenda/brood/index.md")
	c.write("public/nieuw/index.html", []byte("<html><a href=/nergens/>x</a>"))
	again("a page less, a file of the site more", o)
}

// A day of editing does not fill the memory with what pages said before.
func TestCheckerForgets(t *testing.T) {
	c := newCorpus(t)
	var checker Checker
	o := c.options()
	if _, err := checker.Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	bound := 2*len(checker.cache.Words) + 3000
	for i := range 60 {
		text := "<html>"
		for j := range 200 {
			text += fmt.Sprintf("<a href=/nergens/%d-%d/>x</a>", i, j)
		}
		c.write("public/nieuw/index.html", []byte(text))
		r, err := checker.Run(context.Background(), o)
		if err != nil || len(checker.cache.Words) > bound {
			t.Fatalf("%d words are kept, at most %d wanted (%v)", len(checker.cache.Words), bound, err)
		}
		if broken := fmt.Sprintf("/nergens/%d-199/", i); !slices.ContainsFunc(r.Findings, func(f rule.Finding) bool { return strings.Contains(f.Text, broken) }) {
			t.Fatalf("%s is not named", broken)
		}
	}
	if err := checker.Save(); err != nil {
		t.Fatal(err)
	}
	if r := c.run(); r.Checked != 0 {
		t.Errorf("%d files are checked again by the next program", r.Checked)
	}
}

// What another run takes away meanwhile is said in Dutch, with what to do.
func TestASiteThatIsGone(t *testing.T) {
	c := newCorpus(t)
	o := c.options()
	o.Public = filepath.Join(c.dir, "weg")
	_, err := Run(context.Background(), o)
	var n notice.Notice
	if !errors.As(err, &n) || !strings.Contains(n.Text, "verdween een bestand: weg.") || n.Hint == "" {
		t.Error(err)
	}
}

func BenchmarkPage(b *testing.B) {
	dir := b.TempDir()
	file := filepath.Join(dir, "content/zutphen/verhalen/soep/index.md")
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte("---\ntitle: Soep\n---\n"+strings.Repeat("Wij koken soep op het plein. ", 200)+"\n"), 0o644)); err != nil {
		b.Fatal(err)
	}
	var checker Checker
	o := (&corpus{dir: dir}).options()
	for b.Loop() {
		if _, err := checker.Page(context.Background(), o, "zutphen/verhalen/soep/index.md"); err != nil {
			b.Fatal(err)
		}
	}
}
