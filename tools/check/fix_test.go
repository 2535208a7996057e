package check

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/photo/trace"
	"mijnopladers.nl/opladers/tools/store"
)

// contents gives all files under content/.
func (c *corpus) contents() map[string][]byte {
	c.t.Helper()
	root := filepath.Join(c.dir, "content")
	names, err := files(root, ".")
	if err != nil {
		c.t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, name := range names {
		if all[name], err = os.ReadFile(filepath.Join(root, name)); err != nil {
			c.t.Fatal(err)
		}
	}
	return all
}

func (c *corpus) store() *store.Store {
	c.t.Helper()
	s, err := store.Open(c.dir)
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}

// What a program can mend of the whole corpus is mended, once; and undone to the byte.
func TestFix(t *testing.T) {
	c := newCorpus(t)
	before := c.run()
	was := c.contents()
	wanted := map[string]int{} // by file
	for _, f := range before.Findings {
		if f.Fixes && !strings.HasPrefix(f.File, publicName) {
			wanted[f.File]++
		}
	}
	fixed, err := Fix(c.store(), before.Findings)
	if err != nil {
		t.Fatal(err)
	}
	if len(fixed) != len(wanted) || len(fixed) < 30 {
		t.Errorf("%d files mended, of %d", len(fixed), len(wanted))
	}
	now := c.contents()
	for name, data := range now {
		i := slices.IndexFunc(fixed, func(f Fixed) bool { return f.File == name })
		if changed := !bytes.Equal(data, was[name]); changed != (i >= 0) {
			t.Errorf("%s: changed %v, and said so %v", name, changed, i >= 0)
		}
		if i >= 0 && (fixed[i].Count != wanted[name] || len(fixed[i].Rules) == 0) {
			t.Errorf("%s: %+v, want %d", name, fixed[i], wanted[name])
		}
	}
	for _, name := range []string{"ee00000000000001.jpg", "ee00000000000002.png"} {
		if data := now["zutphen/verhalen/herkomst/"+name]; len(trace.Find(data)) > 0 || len(data) == 0 {
			t.Errorf("%s still tells %q", name, trace.Find(data))
		}
	}

	after := c.run()
	for _, f := range after.Findings {
		if f.Fixes && !strings.HasPrefix(f.File, publicName) {
			t.Errorf("still to mend: %s, %s, line %d", f.Rule, f.File, f.Line)
		}
		old := func(b rule.Finding) bool { return b.Rule == f.Rule && b.File == f.File && b.Text == f.Text }
		if !slices.ContainsFunc(before.Findings, old) {
			t.Errorf("mending broke %s, line %d: %s: %s", f.File, f.Line, f.Rule, f.Text)
		}
	}
	if again, err := Fix(c.store(), before.Findings); err != nil || len(again) > 0 {
		t.Errorf("a second time: %+v, %v", again, err)
	}

	s := c.store()
	undone, err := s.Undo()
	if err != nil || len(undone.Restored) != len(fixed) || len(undone.Kept) > 0 {
		t.Errorf("undo: %+v, %v", undone, err)
	}
	for name, data := range c.contents() {
		if !bytes.Equal(data, was[name]) {
			t.Errorf("%s is not as it was", name)
		}
	}
}

// A dry run writes nothing; a page that changed since it was checked is not mended by what it said before.
func TestFixIsCareful(t *testing.T) {
	c := newCorpus(t)
	findings := c.run().Findings
	was := c.contents()
	s := c.store()
	s.DryRun = true
	dry, err := Fix(s, findings)
	if err != nil || len(dry) == 0 {
		t.Fatalf("%d files, %v", len(dry), err)
	}
	for name, data := range c.contents() {
		if !bytes.Equal(data, was[name]) {
			t.Errorf("a dry run wrote %s", name)
		}
	}
	const name = "zutphen/verhalen/sprong/index.md"
	edited := []byte("---\ntitle: Een kop te diep\n---\nIk begon opnieuw, met ### in de zin.\n")
	c.write("content/"+name, edited)
	only := slices.DeleteFunc(slices.Clone(findings), func(f rule.Finding) bool { return f.File != name })
	if fixed, err := Fix(c.store(), only); err != nil || len(only) == 0 || len(fixed) > 0 || !bytes.Equal(c.contents()[name], edited) {
		t.Errorf("%d findings, %+v, %v", len(only), fixed, err)
	}
	c.remove("content/" + name)
	if _, err := Fix(c.store(), only); err == nil {
		t.Error("a page that is gone is mended")
	}
}

// A municipality that cannot be read is one finding on its line, and the rest of the site is still checked.
func TestUnreadableMunicipality(t *testing.T) {
	for name, text := range map[string]string{
		"content/zutphen/_index.md":         "---\ntitle: Zutphen\nsoort: gemeente\nkernen: [Zutphen, Warnsveld\n---\nHallo.\n",
		"content/zutphen/toestemmingen.csv": "wie heeft er getekend?\n",
		"content/zutphen/herkomst.json":     "{",
	} {
		c := newCorpus(t)
		c.write(name, []byte(text))
		r := c.run()
		file := strings.TrimPrefix(name, "content/")
		said := slices.DeleteFunc(slices.Clone(r.Findings), func(f rule.Finding) bool { return f.File != file })
		if len(said) != 1 || said[0].Level != "error" || said[0].Hint == "" {
			t.Errorf("%s: %+v", name, said)
		}
		if len(r.Findings) < 200 {
			t.Errorf("%s: only %d findings in the rest of the site", name, len(r.Findings))
		}
		if path.Ext(name) == ".md" {
			if _, err := Fix(store.Unread(c.dir), said); err != nil || !bytes.Contains(c.contents()[file], []byte("[Zutphen, Warnsveld]\n")) {
				t.Errorf("%s is not mended: %v, %s", name, err, c.contents()[file])
			}
		}
	}
}
