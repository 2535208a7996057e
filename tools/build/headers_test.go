package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/site"
)

// What a host sends along must be right whether it joins the rules that fit a page or takes the last.
func TestHeaders(t *testing.T) {
	dir := t.TempDir()
	s := &agenda.Site{Names: map[string]string{"zutphen": "Zutphen"}}
	pages := []site.Page{{Path: "/"}, {Path: "/over"}, {Path: "/zutphen"}, {Path: "/zutphen/inbedden"}, {Path: "/zutphen/agenda/koffie"}, {Path: "/agenda"}}
	if err := writeHeaders(dir, pages, s); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	place := ""
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "/") {
			place = strings.TrimSpace(line)
		} else {
			rules[place] += line
		}
	}
	fits := func(rule, path string) bool {
		prefix, open := strings.CutSuffix(rule, "*")
		return rule == path || open && strings.HasPrefix(path, prefix)
	}
	for path, framed := range map[string]bool{
		"/": false, "/over/": false, "/agenda/": false, "/zutphen/": false, "/zutphen/agenda/koffie/": false, "/zutphen/verhalen/": false, "/zutphen/inbedden/": true,
	} {
		var policies []string
		for rule, headers := range rules {
			for line := range strings.Lines(headers) {
				if _, policy, ok := strings.Cut(line, "Content-Security-Policy: "); ok && fits(rule, path) {
					policies = append(policies, policy)
				}
				if strings.Contains(line, "X-Frame-Options") && fits(rule, path) && framed {
					t.Errorf("%s may not stand in a frame", path)
				}
			}
		}
		if len(policies) != 1 || strings.Contains(policies[0], "frame-ancestors https:") != framed || strings.Contains(policies[0], "unsafe") {
			t.Errorf("%s: %q", path, policies)
		}
	}
}
