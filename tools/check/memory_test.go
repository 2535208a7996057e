package check

import (
	"context"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/check/rule"
)

// What is remembered of the site holds for its address and its day: the same files are wrong at another.
func TestMemoryOfAnotherSite(t *testing.T) {
	c := newCorpus(t)
	c.run()
	for what, change := range map[string]func(*Options){
		"address": func(o *Options) { o.BaseURL = "https://elders.example/" },
		"day":     func(o *Options) { o.Now = o.Now.AddDate(3, 0, 0) },
	} {
		o := c.options()
		change(&o)
		remembered, err := Run(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		fresh := newCorpus(t)
		o.Config.Dir, o.Public = fresh.dir, strings.Replace(o.Public, c.dir, fresh.dir, 1)
		want, err := Run(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		same := slices.EqualFunc(remembered.Findings, want.Findings, func(a, b rule.Finding) bool { return rule.Compare(a, b) == 0 })
		if !same {
			t.Errorf("another %s: %d findings, and %d when nothing is remembered", what, len(remembered.Findings), len(want.Findings))
		}
	}
}

// What goes out is checked, whatever it is called.
func TestHiddenFilesOfTheSite(t *testing.T) {
	c := newCorpus(t)
	c.write("public/.oud/index.html", []byte("<html>"))
	c.write("public/oud.htm", []byte("<html>"))
	c.write("public/.oud/aa00000000000001.jpg", picture(t, "jpg"))
	c.write("public/.opladers-nieuw-x/index.html", []byte("<html>")) // of another run, and never published
	r := c.run()
	for file, id := range map[string]string{"public/.oud/index.html": "pagina-taal", "public/oud.htm": "pagina-taal", "public/.oud/aa00000000000001.jpg": "foto-op-site"} {
		if !slices.ContainsFunc(r.Findings, func(f rule.Finding) bool { return f.File == file && f.Rule == id }) {
			t.Errorf("%s: no %s", file, id)
		}
	}
	if slices.ContainsFunc(r.Findings, func(f rule.Finding) bool { return strings.Contains(f.File, ".opladers-") }) {
		t.Error("what is not finished is checked")
	}
}
