package main

import (
	"regexp"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// Who takes the # away gets a page that can be read, in which every key means something.
func TestExamplesOfNewPages(t *testing.T) {
	values := map[string]any{"Title": quote(`’s-Graveland: "nieuw"`), "Slug": "s-graveland", "Theme": "groen", "Year": 2026, "Schools": "", "Partners": ""}
	for file, filled := range map[string]func(*page.Page) bool{
		"gemeente.md": func(p *page.Page) bool {
			m := p.Municipality
			return m != nil && m.Organiser != nil && m.Organiser.Phone != "" && len(m.MeetingPlaces) == 1 && len(m.Helplines) == 1 && len(m.Schools) == 1 &&
				m.Privacy != nil && len(m.Privacy.Retention) == 2 && m.Accessibility != nil && m.Accessibility.Status == "C" && m.Theme != nil && m.Theme.All == "groen"
		},
		"jaarverslag.md": func(p *page.Page) bool {
			return p.Draft && p.Report != nil && len(p.Report.Schools) == 1 && len(p.Report.Partners) == 2 && len(p.Report.Figures) == 1
		},
	} {
		text, err := start(file, values)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "---\n")
		p, err := page.Parse([]byte("---\n" + head + "---\n" + body))
		if err != nil {
			t.Fatalf("%s as it is made: %v", file, err)
		}
		if !strings.Contains(p.Title, `’s-Graveland`) || filled(p) {
			t.Errorf("%s: what is made has title %q, or says what nobody filled in", file, p.Title)
		}
		p, err = page.Parse([]byte("---\n" + regexp.MustCompile(`(?m)^# `).ReplaceAllString(head, "") + "---\n" + body))
		if err != nil {
			t.Fatalf("%s with its examples: %v", file, err)
		}
		if !filled(p) || len(p.Extra) > 0 {
			t.Errorf("%s: an example says nothing; unknown: %v", file, p.Extra)
		}
	}
}
