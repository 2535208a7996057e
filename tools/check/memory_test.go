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
