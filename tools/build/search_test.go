package build

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/search"
	"mijnopladers.nl/opladers/tools/site"
)

// What is not for everybody to read is not in the search index, in no piece of it.
func TestSearchHoldsWhatIsPublic(t *testing.T) {
	dir := copySite(t, "layouts", "assets", "i18n", "static")
	story := func(front, body string) []byte {
		return []byte("---\nsoort: verhaal\n" + front + "\n---\n" + body + "\n")
	}
	for name, data := range map[string][]byte{
		"_index.md":                            []byte("---\ntitle: Thuis\n---\n"),
		"zoeken/_index.md":                     []byte("---\ntitle: Zoeken\n---\n"),
		"over/_index.md":                       []byte("---\ntitle: Over ons\n---\nKersenbonbon.\n"),
		"zutphen/_index.md":                    []byte("---\ntitle: Zutphen\nsoort: gemeente\nkernen: [Leesten]\naanjager: {naam: Sam, tel: 06 - 11 22 33 44}\n---\nWelkom.\n"),
		"zutphen/verhalen/_index.md":           []byte("---\ntitle: Verhalen\n---\n"),
		"zutphen/agenda/_index.md":             []byte("---\ntitle: Agenda\n---\n"),
		"zutphen/verhalen/open/index.md":       story("title: Open\nslug: anders\nbron: geheimebron.docx\nfotos: [{bestand: a.jpg, breedte: 10, hoogte: 10, alt: geheimalt, bijschrift: geheimbijschrift, toestemming: {status: ingetrokken}}]", "Zichtbaar.\n\n![geheimalt](a.jpg)\n\nMail iemand@example.org."),
		"zutphen/verhalen/concept/index.md":    story("title: Geheimconcept\ndraft: true", "geheim"),
		"zutphen/verhalen/straks/index.md":     story("title: Geheimstraks\npubliceren: 2027-01-01", "geheim"),
		"zutphen/verhalen/verlopen/index.md":   story("title: Geheimverlopen\nverloopt: 2026-01-01", "geheim"),
		"zutphen/agenda/koffie/index.md":       []byte("---\ntitle: Koffie\nsoort: activiteit\nbegin: 2026-11-24T09:30\nkosten: 0\nplaats: {naam: De Haven, woonplaats: Warnsveld}\n---\nKom.\n"),
		"zutphen/agenda/koffie-later/index.md": []byte("---\ntitle: Koffie\nsoort: activiteit\nbegin: 2026-12-24T09:30\nkosten: 0\nplaats: {naam: De Haven, woonplaats: Warnsveld}\n---\nKom.\n"),
		"zutphen/agenda/geweest/index.md":      []byte("---\ntitle: Zomerkamp\nsoort: activiteit\nbegin: 2026-07-24T09:30\n---\nVoorbij.\n"),
	} {
		write(t, filepath.Join(dir, "content", filepath.FromSlash(name)), data)
	}
	buildAt(t, dir, t.TempDir())
	all := ""
	for name, data := range files(t, filepath.Join(dir, PublicDir)) {
		if name == search.ManifestName || strings.HasPrefix(name, search.Dir+"/") {
			all += name + string(data) + "\n"
		}
	}
	if found := regexp.MustCompile(`.{0,60}(?i:geheim|"iemand|11 22).{0,60}`).FindString(all); found != "" {
		t.Errorf("in the index: %s", found)
	}
	for _, want := range []string{
		`"kersenbonbon"`, `"leest"`, `"zichtbar"`, `"warnsveld"`, `"gratis"`, // words
		`["Open","/zutphen/verhalen/anders/","Zichtbaar. Mail iemand`[:44],
		`["Koffie","/zutphen/agenda/koffie/","Kom.","2026-11-24T09:30","2026-11-24T23:00:00Z","",1]`, // with the later one
		`["Zomerkamp","/zutphen/agenda/geweest/","Voorbij.","2026-07-24"]`,
		`["zutphen","Zutphen",1,0,0,1,1,1],["","",0,0,0,0,1,0]`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
}

func TestSearchLeavesOutWhatAsksForIt(t *testing.T) {
	dir := t.TempDir()
	var docs []search.Document
	var names []string
	for name, head := range map[string]string{
		"a": `<title>x</title>`, "b": `<meta name="robots" content="noindex">`, "c": `<meta name=robots content=noindex,follow>`,
		"d": strings.Repeat(" ", 9000) + `<meta name="robots" content="noindex">`,
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte("<head>"+head+`</head><code>&lt;meta name="robots" content="noindex"></code>`), 0o644); err != nil {
			t.Fatal(err)
		}
		docs, names = append(docs, search.Document{Title: name}), append(names, file)
	}
	docs, names = append(docs, search.Document{Title: "gone"}), append(names, filepath.Join(dir, "gone"))
	got, err := visible(docs, names)
	if err != nil || len(got) != 1 || got[0].Title != "a" {
		t.Errorf("%v %v", got, err)
	}
	s := &agenda.Site{Names: map[string]string{"zutphen": "Zutphen"}}
	for _, p := range []site.Page{
		{Path: "/zutphen/verhalen/x", Dir: "x", Address: "/en/zutphen/verhalen/x/"},                 // another language
		{Path: "/gegevens/agenda-zutphen", Dir: "x", Default: true},                                 // no page
		{Path: "/zutphen/agenda/delen", Dir: "x", Address: "/zutphen/agenda/delen/", Default: true}, // made by us
		{Path: "/zutphen/verhalen", Dir: "x", Address: "/zutphen/verhalen/", Default: true},         // a list
	} {
		if d, ok := document(p, s, nil, time.Time{}); ok && !strings.Contains(p.Path, "delen") {
			t.Errorf("%s is found as %v", p.Path, d)
		}
	}
}

func TestSummariesAreShort(t *testing.T) {
	long := strings.Repeat("woord ", 40)
	if got := shortened(strings.TrimSpace(long)); len(got) > summaryLength+4 || !strings.HasSuffix(got, "woord …") {
		t.Errorf("%q", got)
	}
	if got := summary(site.Page{Params: map[string]any{"samenvatting": " a\n b "}, Text: "tekst"}); got != "a b" {
		t.Errorf("%q", got)
	}
	type ours map[string]any
	if got := words([]any{"a", ours{"naam": "b", "tel": "06", "voor": []string{"c", "d"}}, 7, nil}); got != "a b c d  " {
		t.Errorf("%q", got)
	}
}
