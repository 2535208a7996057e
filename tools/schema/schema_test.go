package schema

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"mijnopladers.nl/opladers/tools/page"
)

// fault is front matter with one mistake. A line that starts with > is the wrong one; it becomes fixed, or cannot be mended when
// fixed is "". The > is not part of the page.
type fault struct{ text, rule, fixed string }

const (
	story     = "title: Soep\nsoort: verhaal\n"
	event     = "title: Soep\nsoort: activiteit\nbegin: 2026-12-02T09:30\n"
	town      = "title: Zutphen\nsoort: gemeente\n"
	start     = "title: Soep\nsoort: initiatief\n"
	picture   = story + "fotos:\n  - bestand: a.jpg\n"
	consent   = picture + "    toestemming:\n      ref: formulier 14\n      doel: [website]\n"
	nothing   = "\x00" // the line goes away
	untouched = ""
)

var faults = []fault{
	// what cannot be read
	{">title: Soep: lekker warm\n", Unreadable, `title: "Soep: lekker warm"`},
	{story + ">samenvatting: Let op: neem een kom mee\n", Unreadable, `samenvatting: "Let op: neem een kom mee"`},
	{story + ">samenvatting: \"Soep\" en brood\n", Unreadable, `samenvatting: "\"Soep\" en brood"`},
	{story + ">samenvatting: \"Soep en brood\n", Unreadable, `samenvatting: "Soep en brood"`},
	{story + ">samenvatting: 'Oma's soep'\n", Unreadable, `samenvatting: "Oma's soep"`},
	{story + ">samenvatting: @buurthuis\n", Unreadable, `samenvatting: "@buurthuis"`},
	{story + ">samenvatting: `soep`\n", Unreadable, "samenvatting: \"`soep`\""},
	{story + ">samenvatting: %soep\n", Unreadable, `samenvatting: "%soep"`},
	{story + ">samenvatting:Soep\nbron: a.docx\n", Unreadable, "samenvatting: Soep"},
	{story + ">samenvatting = Soep\nbron: a.docx\n", Unreadable, "samenvatting: Soep"},
	{story + ">ook_in: [lochem, aalten\n", Unreadable, "ook_in: [lochem, aalten]"},
	{event + ">plaats: {naam: Buurthuis\n", Unreadable, "plaats: {naam: Buurthuis}"},
	{event + "plaats:\n>\tnaam: Buurthuis\n", Unreadable, "  naam: Buurthuis"},
	{story + ">  samenvatting: Soep\n", Unreadable, "samenvatting: Soep"},
	{story + ">Dit is een gewone zin\nbron: a.docx\n", Unreadable, untouched},
	{story + ">title: Soep\n", Unreadable, nothing},
	{story + ">title: Anders\n", Unreadable, untouched},
	{story + ">Title: Anders\n", Unreadable, untouched},
	{event + "plaats:\n  naam: A\n>  naam: B\n", Unreadable, untouched},
	{">- title\n- soort\n", Unreadable, untouched},
	{">gewone tekst\n", Unreadable, untouched},

	// keys
	{story + ">samenvating: Soep\n", UnknownKey, "samenvatting: Soep"},
	{story + ">Samenvating: Soep\n", UnknownKey, "samenvatting: Soep"},
	{story + ">auteur-rol: moeder\n", UnknownKey, "auteur_rol: moeder"},
	{start + ">voor wie: ouders\n", UnknownKey, "voor_wie: ouders"},
	{event + ">leeftijdvan: 3\n", UnknownKey, "leeftijd_van: 3"},
	{event + ">aanmeldne: niet\n", UnknownKey, "aanmelden: niet"},
	{event + "plaats:\n  naam: A\n>  poscode: 7201 AB\n", UnknownKey, "  postcode: 7201 AB"},
	{picture + ">    Alt: Een pan.\n", UnknownKey, "    alt: Een pan."},
	{consent + ">      stattus: ontbreekt\n", UnknownKey, "      status: ontbreekt"},
	{story + ">begin: 2026-12-02\n", UnknownKey, untouched},
	{story + ">hulplijnen: []\n", UnknownKey, untouched},
	{"title: Soep\n>voor_wie: ouders\n", UnknownKey, untouched},
	{story + ">kleurtje: rood\n", UnknownKey, untouched},
	{story + ">date: 2026-12-02\n", UnknownKey, "aangekondigd: 2026-12-02"},
	{town + "aanjager:\n  naam: Sam\n>  telefoonnummer: 06 - 00 00 00 01\n", UnknownKey, untouched},
	{town + "noodbericht:\n  tekst: Storm.\n>  vanaaf: 2026-12-02\n", UnknownKey, "  vanaf: 2026-12-02"},
	{start + "jaarcijfers:\n  \"2026\":\n>    deelnemer: 3\n", UnknownKey, "    deelnemers: 3"},

	// kinds of values
	{">title: [Soep]\n", WrongType, "title: Soep"},
	{">title: {nl: Soep}\n", WrongType, untouched},
	{story + ">draft: ja\n", WrongType, "draft: true"},
	{story + ">draft: \"false\"\n", WrongType, "draft: false"},
	{story + ">weight: eerst\n", WrongType, untouched},
	{event + ">kosten: 2,50\n", WrongType, "kosten: 2.50"},
	{event + ">kosten: € 3\n", WrongType, "kosten: 3"},
	{event + ">kosten: gratis\n", WrongType, "kosten: 0"},
	{event + ">kosten: vrije bijdrage\n", WrongType, untouched},
	{event + ">plaatsen: 12 kinderen\n", WrongType, "plaatsen: 12"},
	{event + ">leeftijd_tot: 4 jaar\n", WrongType, untouched},
	{event + ">plaats: Buurthuis\n", WrongType, untouched},
	{event + ">extra_datums: 2026-12-09\n", WrongType, "extra_datums: [2026-12-09]"},
	{event + "uitzonderingen:\n>  datum: 2026-12-09\n", WrongType, untouched},
	{event + ">met_kind: nee\n", WrongType, "met_kind: false"},
	{event + "toegankelijk:\n>  rolstoel: ja\n", WrongType, "  rolstoel: true"},
	{story + ">fotos: a.jpg\n", WrongType, untouched},
	{story + ">aliases: {a: b}\n", WrongType, untouched},
	{town + ">kernen: {a: b}\n", WrongType, untouched},
	{picture + ">    geen_herkenbare_personen: ja\n", WrongType, "    geen_herkenbare_personen: true"},

	// words to choose from
	{"title: Soep\n>soort: Verhaal\n", WrongWord, "soort: verhaal"},
	{"title: Soep\n>soort: verhaaal\n", WrongWord, "soort: verhaal"},
	{"title: Soep\n>soort: nieuws\n", WrongWord, untouched},
	{event + ">status: Gaat niet door\n", WrongWord, "status: gaat-niet-door"},
	{event + ">status: \"Onder Voorbehoud\"\n", WrongWord, `status: "onder-voorbehoud"`},
	{event + ">status: afgelast\n", WrongWord, "status: gaat-niet-door"},
	{event + ">status: misschien\n", WrongWord, untouched},
	{event + "uitzonderingen:\n  - datum: 2026-12-09\n>    status: Vol\n", WrongWord, "    status: vol"},
	{event + ">vakanties: Overslaan\n", WrongWord, "vakanties: overslaan"},
	{event + ">feestdagen: nee\n", WrongWord, untouched},
	{event + ">aanmelden: verplicht\n", WrongWord, untouched},
	{story + ">beoordeling: ter beoordeling\n", WrongWord, "beoordeling: ter-beoordeling"},
	{start + ">status: in oprichting\n", WrongWord, "status: in-oprichting"},
	{town + ">fase: Actief\n", WrongWord, "fase: actief"},
	{town + ">vakantieregio: Oost\n", WrongWord, untouched},
	{town + "toegankelijkheid:\n>  status: c\n", WrongWord, "  status: C"},
	{consent + ">      status: Ingetrokken\n", WrongWord, "      status: ingetrokken"},
	{picture + "    toestemming:\n      ref: formulier 14\n>      doel: [website, sociale-media]\n", WrongWord, "      doel: [website, sociale media]"},
	{picture + "    toestemming:\n      ref: formulier 14\n>      doel: [website, krant]\n", WrongWord, untouched},

	{event + ">talen: [Nederlands, ar]\n", WrongWord, "talen: [Nederlands, Arabisch]"},
	{town + "aanjager:\n  naam: Sam\n>  talen: en\n", WrongWord, "  talen: Engels"},

	// days
	{story + ">aangekondigd: 1-9-2028\n", BadDate, "aangekondigd: 2028-09-01"},
	{story + ">aangekondigd: \"1 september 2028\"\n", BadDate, `aangekondigd: "2028-09-01"`},
	{story + ">aangekondigd: 2026-02-30\n", BadDate, untouched},
	{story + ">aangekondigd: volgende week\n", BadDate, untouched},
	{story + ">verloopt: 2026\n", BadDate, untouched},
	{story + ">verloopt: 0202-01-01\n", BadDate, untouched},
	{"title: Soep\nsoort: activiteit\n>begin: 2-12-2026 9.30 uur\n", BadDate, "begin: 2026-12-02T09:30"},
	{"title: Soep\nsoort: activiteit\n>begin: 2026-13-02\n", BadDate, untouched},
	{event + ">einde: 9 december\n", BadDate, untouched},
	{event + ">extra_datums: [2026-12-09, 16-12-2026]\n", BadDate, "extra_datums: [2026-12-09, 2026-12-16]"},
	{event + "uitzonderingen:\n>  - datum: 9 dec 2026\n", BadDate, "  - datum: 2026-12-09"},
	{consent + ">      tot: 1-9-2028\n", BadDate, "      tot: 2028-09-01"},
	{consent + ">      tot: 2028-09-01T00:00\n", BadDate, "      tot: 2028-09-01"},
	{town + "aanjager:\n  naam: Sam\n>  afwezig_tot: 4 januari 2027\n", BadDate, "  afwezig_tot: 2027-01-04"},
	{town + "noodbericht:\n  tekst: Storm.\n>  tot: 31-2-2027\n", BadDate, untouched},

	// order
	{story + "publiceren: 2026-12-01\n>verloopt: 2026-11-01\n", WrongOrder, untouched},
	{event + ">einde: 2026-12-02T09:00\n", Contradiction, untouched},
	{event + "uitzonderingen:\n  - datum: 2026-12-09\n    begin: 2026-12-09T10:00\n>    einde: 2026-12-09T09:00\n", Contradiction, untouched},
	{town + "noodbericht:\n  tekst: Storm.\n  vanaf: 2026-12-02\n>  tot: 2026-12-01\n", WrongOrder, untouched},
	{consent + "      datum: 2026-09-01\n>      tot: 2026-08-01\n", WrongOrder, untouched},

	// what must be there
	{">title:\nsoort: verhaal\n", Required, untouched},
	{">title: \"\"\n", Required, untouched},
	{story + "fotos:\n>  - alt: Een pan.\n", Required, untouched},
	{event + "uitzonderingen:\n>  - status: vol\n", Required, untouched},
	{town + "hulplijnen:\n>  - tel: 0800-0000\n", Required, untouched},
	{town + "feeds:\n>  - soort: ics\n", Required, untouched},
	{"title: Zutphen in 2026\nsoort: jaarverslag\ncijfers:\n>  - naam: gezinnen\n", Required, untouched},
	{town + "noodbericht:\n>  vanaf: 2026-12-01\n", Required, untouched},

	// addresses, colours, postcodes, length
	{event + ">aanmelden_url: javascript:alert(1)\n", Unsafe, untouched},
	{event + ">aanmelden_url: www.example.org/soep\n", Unsafe, "aanmelden_url: https://www.example.org/soep"},
	{event + ">aanmelden_url: https:///soep\n", Unsafe, untouched},
	{event + ">aanmelden_url: vraag het Sam\n", Unsafe, untouched},
	{story + "media:\n>  url: data:text/html,x\n", Unsafe, untouched},
	{town + "hulplijnen:\n  - naam: Lijn\n>    url: ftp://example.org\n", Unsafe, untouched},
	{event + "plaats:\n>  postcode: 7201ab\n", Postcode, "  postcode: 7201 AB"},
	{event + "plaats:\n>  postcode: 720 AB\n", Postcode, untouched},
	{picture + ">    kleur: \"#a0\"\n", BadColour, untouched},
	{picture + ">    kleur: #a08060\n", BadColour, `    kleur: "#a08060"`},
	{picture + ">    kleur: \"#abc\"\n", BadColour, `    kleur: "#aabbcc"`},
	{town + ">thema: #7a2e4d\n", BadColour, `thema: "#7a2e4d"`},
	{town + "thema:\n>  accent: \"#12345\"\n", BadColour, untouched},
	{">title: " + strings.Repeat("soep ", 15) + "\n", TooLong, untouched},
}

// Every fault gives one problem, of its rule and on its line; mended, it gives none.
func TestFaults(t *testing.T) {
	for _, ends := range []string{"\n", "\r\n", "bom"} {
		for _, f := range faults {
			before, after, _ := strings.Cut(f.text, ">")
			text := "---\n" + before + after + "---\n\nTekst.\n"
			line := 2 + strings.Count(before, "\n")
			switch ends {
			case "\r\n":
				text = strings.ReplaceAll(text, "\n", "\r\n")
			case "bom":
				text = "\xef\xbb\xbf\n" + text
				line++
			}
			got := Check([]byte(text))
			if len(got) != 1 || got[0].Rule != f.rule || got[0].Line != line || got[0].Text == "" || got[0].Hint == "" {
				t.Errorf("%s\nwant %s on line %d, got:%s", text, f.rule, line, show(got))
				continue
			}
			if (got[0].Fix != nil) != (f.fixed != untouched) {
				t.Errorf("%s\nfix:%s", text, show(got))
			}
			if got[0].Fix == nil {
				continue
			}
			mended := got[0].Fix.Apply([]byte(text))
			lines := strings.Split(text, "\n")
			lines[line-1] = f.fixed
			if f.fixed == nothing {
				lines = slices.Delete(lines, line-1, line)
			} else if ends == "\r\n" {
				lines[line-1] += "\r"
			}
			if want := strings.Join(lines, "\n"); string(mended) != want {
				t.Errorf("mended:\n%s\nwant:\n%s", mended, want)
			}
			if left := Check(mended); len(left) > 0 {
				t.Errorf("%s\nstill:%s", mended, show(left))
			}
		}
	}
	t.Logf("%d faults", len(faults))
}

func show(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "\n\t%d %s %s: %s %s %+v", p.Line, p.Rule, p.Key, p.Text, p.Hint, p.Fix)
	}
	return b.String()
}

// The lines of --- themselves.
func TestBlock(t *testing.T) {
	for text, want := range map[string]struct {
		rule  string
		line  int
		fixed string
	}{
		"---\ntitle: Soep\n\nTekst met een zin.\n":      {Unreadable, 1, "---\ntitle: Soep\n---\n\nTekst met een zin.\n"},
		"---\ntitle: Soep\n—\nTekst.\n":                 {Unreadable, 3, "---\ntitle: Soep\n---\nTekst.\n"},
		"---\ntitle: Soep\n--\nTekst.\n":                {Unreadable, 3, "---\ntitle: Soep\n---\nTekst.\n"},
		"---\r\ntitle: Soep\r\n----\r\n":                {Unreadable, 3, "---\r\ntitle: Soep\r\n---\r\n"},
		"—\ntitle: Soep\n---\nTekst.\n":                 {Unreadable, 1, "---\ntitle: Soep\n---\nTekst.\n"},
		"title: Soep\n---\nTekst.\n":                    {Unreadable, 1, "---\ntitle: Soep\n---\nTekst.\n"},
		"---\ntitle: Soep\nEn toen kwam de hele straat": {Unreadable, 1, ""},
		"+++\ntitle = 'Soep'\n+++\n":                    {Unreadable, 1, ""},
		"Alleen tekst.\n":                               {Required, 1, ""},
		"":                                              {Required, 1, ""},
		"---\n---\nTekst.\n":                            {Required, 1, ""},
		"---\nsoort: verhaal\n---\n":                    {Required, 1, ""},
		"---\ntitle: &a Soep\n---\n":                    {Unreadable, 2, "---\ntitle: \"&a Soep\"\n---\n"},
		"---\ntitle: Soep\nx_a: " + strings.Repeat("[", 30) + strings.Repeat("]", 30) + "\n---\n": {Unreadable, 1, ""},
	} {
		got := Check([]byte(text))
		if len(got) != 1 || got[0].Rule != want.rule || got[0].Line != want.line {
			t.Errorf("%q: %s", text, show(got))
			continue
		}
		switch {
		case got[0].Fix == nil && want.fixed != "", got[0].Fix != nil && string(got[0].Fix.Apply([]byte(text))) != want.fixed:
			t.Errorf("%q: fix %+v", text, got[0].Fix)
		}
	}
}

// What is fine gives no problem: own words, other forms that the site reads, and all pages of the sample.
func TestClean(t *testing.T) {
	for _, text := range []string{
		story + "x_eigen: 1\nparams: {a: b}\nkeywords: [soep]\n",
		event + "hele_dag: ja\nextra_datums: [2026-12-09T09:30]\nstatus:\nkosten: 2.5\nmet_kind: true\naanmelden_url: /aanmelden/\n",
		"Title: Soep\nSoort: verhaal\nOok_in: lochem\n",
		town + "noodbericht: Door de storm gaat niets door.\nthema: groen\ncbs_code: 0301\n",
		town + "noodbericht: {tekst: Storm., vanaf: 24-10-2026, tot: 2026-10-25, alles_vervalt: ja}\n",
		"title: Eigen\ntype: ontwerp\nvoorkomens: [a]\nplaats: [1]\n",
		"title: 2026\nweight: \"12\"\n",
		picture + "    toestemming: {ref: \"14\", doel: Website, tot: \"2028-09-01\"}\n",
	} {
		if got := Check([]byte("---\n" + text + "---\n")); len(got) > 0 {
			t.Errorf("%s%s", text, show(got))
		}
	}
	pages := 0
	err := filepath.WalkDir("../../content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		pages++
		data, err := os.ReadFile(name)
		if got := Check(data); len(got) > 0 {
			t.Errorf("%s%s", name, show(got))
		}
		return err
	})
	if err != nil || pages < 100 {
		t.Errorf("%d pages: %v", pages, err)
	}
}

// What opladers new writes has no problem, nor has it when who fills it in takes the # away.
func TestNewPages(t *testing.T) {
	files, err := template.ParseGlob("../../cmd/opladers/start/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files.Templates() {
		var b strings.Builder
		if err := f.Execute(&b, map[string]any{"Title": `"’s-Graveland: nieuw"`, "Slug": "s-graveland", "Theme": "groen", "Year": 2026, "Schools": "", "Partners": ""}); err != nil {
			t.Fatal(err)
		}
		filled := regexp.MustCompile(`(?m)^# `).ReplaceAllString(b.String(), "")
		for _, text := range []string{b.String(), filled} {
			if got := Check([]byte(text)); len(got) > 0 {
				t.Errorf("%s%s", f.Name(), show(got))
			}
		}
	}
	for _, kind := range append([]page.Kind{""}, kinds...) {
		p := &page.Page{Common: page.Common{Title: "Soep", Kind: kind, Draft: true, Announced: "2026-11-22"}}
		p.Own()
		if p.Activity != nil {
			p.Activity.Begin = page.Date(2026, 12, 2)
		}
		data, err := p.Format()
		if got := Check(data); err != nil || len(got) > 0 {
			t.Errorf("%s %v%s", kind, err, show(got))
		}
	}
}

// Every key of the tables exists.
func TestFormsAreOfKeysThatExist(t *testing.T) {
	exists := func(path string) bool {
		for _, all := range ofKind {
			ok := true
			for _, key := range strings.Split(path, ".") {
				f, found := all[key]
				ok = ok && found
				all = f.inner
			}
			if ok {
				return true
			}
		}
		return false
	}
	for path := range forms {
		if !exists(path) {
			t.Errorf("no page has %s", path)
		}
	}
	for _, key := range instead {
		if !exists(key) {
			t.Errorf("no page has %s", key)
		}
	}
}

// docs/inhoud.md names every word that a key may hold; those of an exception stand at status.
func TestChoicesAreDocumented(t *testing.T) {
	docs, err := os.ReadFile("../../docs/inhoud.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9_.]+)` \\| ([a-z, ]+) \\|.*$").FindAllStringSubmatch(string(docs), -1) {
		for _, kind := range kinds {
			for _, w := range page.Choices(kind, m[1]) {
				if found++; m[2] == string(kind) && m[1] != "uitzonderingen.status" && !strings.Contains(m[0], "`"+w+"`") && len(w) > 1 {
					t.Errorf("docs/inhoud.md does not say that %s of %s can be %s", m[1], kind, w)
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d words", found)
	}
}

func FuzzCheck(f *testing.F) {
	for _, fault := range faults {
		f.Add([]byte("---\n" + strings.Replace(fault.text, ">", "", 1) + "---\n"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		problems := Check(data)
		_, err := page.Parse(data)
		refused := func(p Problem) bool { return p.Rule == Unreadable || p.Rule == WrongType || p.Rule == BadDate }
		if err != nil && !slices.ContainsFunc(problems, refused) {
			t.Fatalf("%v, but:%s", err, show(problems))
		}
		lines := 1 + strings.Count(string(data), "\n")
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Text == "" || p.Hint == "" {
				t.Fatalf("%d lines: %s", lines, show([]Problem{p}))
			}
			if p.Fix == nil {
				continue
			}
			if p.Fix.At < 0 || p.Fix.End < p.Fix.At || p.Fix.End > len(data) {
				t.Fatalf("fix out of bounds: %+v", p.Fix)
			}
			same := func(q Problem) bool { return q.Rule == p.Rule && q.Key == p.Key && q.Text == p.Text }
			if count(Check(p.Fix.Apply(data)), same) >= count(problems, same) {
				t.Fatalf("not mended: %s", show([]Problem{p}))
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	var pages [][]byte
	err := filepath.WalkDir("../../content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		pages = append(pages, data)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("Check", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			Check(pages[i%len(pages)])
		}
	})
	b.Run("CheckPage", func(b *testing.B) {
		var parsed []*page.Page
		for _, data := range pages {
			p, err := page.Parse(data)
			if err != nil {
				b.Fatal(err)
			}
			parsed = append(parsed, p)
		}
		for i := 0; b.Loop(); i++ {
			CheckPage(pages[i%len(pages)], parsed[i%len(pages)], nil)
		}
	})
}
