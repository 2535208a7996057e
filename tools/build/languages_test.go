package build

import (
	"html"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// directions are the languages of the site, by their folder.
var directions = map[string]string{"": "ltr", "en": "ltr", "uk": "ltr", "ar": "rtl", "tr": "ltr", "pl": "ltr"}

var (
	htmlElement = regexp.MustCompile(`<html lang="([^"]*)" dir="([^"]*)"`)
	alternate   = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]*)" href="https://mijnopladers\.nl/([^"]*)">`)
	anchor      = regexp.MustCompile(`<a [^>]*href="(/[^"#?]*)[^"]*"[^>]*>`)
)

// folderOf is the language that a page is in: "" for Dutch.
func folderOf(name string) string {
	first, _, _ := strings.Cut(name, "/")
	if directions[first] == "" {
		return ""
	}
	return first
}

// checkLanguages looks at all pages of the built sample.
func checkLanguages(t *testing.T, site map[string][]byte) {
	links := map[string]map[string]string{} // of a page, what it names in which language
	for name, data := range site {
		if filepath.Ext(name) != ".html" || strings.HasSuffix(name, "-nieuwsbrief.html") { // a piece to paste elsewhere
			continue
		}
		folder := folderOf(name)
		lang := folder
		if lang == "" {
			lang = "nl"
		}
		if m := htmlElement.FindStringSubmatch(string(data)); m == nil || m[1] != lang || m[2] != directions[folder] {
			t.Errorf("%s is said to be %v", name, m)
		}
		links[name] = map[string]string{}
		for _, m := range alternate.FindAllStringSubmatch(string(data), -1) {
			links[name][m[1]] = m[2] + "index.html"
		}
		for _, m := range anchor.FindAllStringSubmatch(string(data), -1) {
			target := html.UnescapeString(m[1])
			if strings.HasSuffix(target, "/") && folderOf(target[1:]) != folder && !strings.Contains(m[0], " hreflang=") {
				t.Errorf("%s: %s leads to another language and does not say so", name, m[0])
			}
		}
		menu := strings.Count(string(data), `class="talen"`) == 1
		if bare := strings.Contains(name, "/afdrukken/2") || strings.Contains(name, "/inbedden/") || strings.Contains(string(data), `class="papier"`); menu == bare {
			t.Errorf("%s: a menu of languages: %v", name, menu)
		}
	}
	for name, own := range links {
		for lang, other := range own {
			if back := links[other]; !maps.Equal(back, own) {
				t.Errorf("%s names %s in %s, which names %v", name, other, lang, back)
			}
		}
		if len(own) > 0 && (own["x-default"] != own["nl"] || !slices.Contains(slices.Collect(maps.Values(own)), name)) {
			t.Errorf("%s names %v", name, own)
		}
	}

	written := regexp.MustCompile(`^([a-z]+/)?((agenda|initiatieven)/[^/]+/|verhalen/|agenda/|initiatieven/)?index\.html$`)
	// made are pages that are there only in Dutch.
	made := []string{"afdrukken", "archief", "delen", "maand", "inbedden", "bladzijde", "offline", "ontwerp"}
	for name := range links {
		if folderOf(name) != "" || !written.MatchString(name) || slices.Contains(made, path.Base(path.Dir(name))) {
			continue
		}
		if len(links[name]) != len(directions)+1 {
			t.Errorf("%s is in %v", name, links[name])
		}
	}
	for folder := range directions {
		if folder != "" && site[folder+"/zutphen/verhalen/soep-voor-zestien/index.html"] != nil {
			t.Errorf("a story is Dutch, and stands in %s", folder)
		}
	}

	for name, wants := range map[string][]string{
		"index.html":    {"Samen laad je op.", "Over #Opladers"},
		"en/index.html": {"Recharge together.", "About #Opladers", "Nobody has proofread", "(in Dutch)"},
		"uk/index.html": {"Разом більше сил.", "Про #Opladers"},
		"ar/index.html": {"معًا نشحن طاقتنا.", "عن #Opladers"},
		"tr/index.html": {"Birlikte enerji topla.", "#Opladers hakkında"},
		"pl/index.html": {"Razem naładujesz baterie.", "O #Opladers"},

		"lochem/agenda/koffie-en-kleuters/index.html":    {"Elke donderdag", "donderdag 26 november 2026", "8.45–10.00 uur"},
		"en/lochem/agenda/koffie-en-kleuters/index.html": {"Every Thursday, 8:45–10:00, until Thursday 15 July 2027", "This text is in Dutch", `<span lang="nl">Koffie en kleuters</span>`, "https://mijnopladers.nl/lochem/agenda/koffie-en-kleuters/agenda.ics"},
		"uk/lochem/agenda/koffie-en-kleuters/index.html": {"Щочетверга", "четвер, 26 листопада 2026"},
		"ar/lochem/agenda/koffie-en-kleuters/index.html": {"كل يوم خميس", "الخميس 26 نوفمبر 2026", "\u20668:45–10:00\u2069", `<span lang="nl" dir="ltr">Koffie en kleuters</span>`},
		"tr/lochem/agenda/koffie-en-kleuters/index.html": {"Her perşembe", "26 Kasım 2026 Perşembe"},
		"pl/lochem/agenda/koffie-en-kleuters/index.html": {"W każdy czwartek", "czwartek, 26 listopada 2026"},

		"pl/lochem/agenda/index.html": {"<h2 class=\"maand__kop\">Listopad 2026</h2>", "Odwołane", "26", "listopada 2026"},
		"uk/lochem/agenda/index.html": {"<h2 class=\"maand__kop\">Листопад 2026</h2>", "Скасовано"},
		"en/zutphen/index.html":       {"Dutch, English, Turkish"},
	} {
		text := string(site[name])
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %s", name, want)
			}
		}
	}
}
