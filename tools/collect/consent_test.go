package collect

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/store"
)

// Whatever the reason is that a photo is not on the site, it is asked, and an answer that settles it puts it there.
func TestEveryLackOfConsentIsAsked(t *testing.T) {
	for said, test := range map[string]struct{ why, answer string }{
		"": {"toestemming is niet bekend", "formulier 9, website"},
		"Toestemming: formulier 9, website, tot 1-9-2020":                            {"de toestemming is voorbij", "formulier 10, getekend 1-11-2026, website"},
		"Toestemming: formulier 9, website, getekend 1-9-2020":                       {"de bewaartermijn is voorbij", "formulier 10, getekend 1-11-2026, website"},
		"Toestemming: formulier 9, drukwerk":                                         {"geldt niet voor de website", "formulier 9, website"},
		"Toestemming: formulier 9":                                                   {"waarvoor de toestemming is", "formulier 9, website"},
		"Toestemming: formulier 9, website, kind onder 16":                           {"een ouder of voogd", "formulier 9, website, door ouder, kind onder 16"},
		"Toestemming: formulier 9, website, kind onder 16, door zelf":                {"een ouder of voogd", "formulier 9, website, door voogd, kind onder 16"},
		"Toestemming: formulier 9, website, getekend 1-9-2036":                       {"moet nog komen", "formulier 9, website, getekend 1-9-2026"},
		"Toestemming: formulier 9, website, alleen voor de nieuwsbrief van de wijk.": {"toestemming is niet bekend", "Niemand is herkenbaar"},
	} {
		o := newSite(t, nil)
		tell(t, o, "A", "Appels", scene(t, 1, 640, 80), said)
		r := run(t, o)
		asks := slices.ContainsFunc(r.Notices, func(n notice.Notice) bool {
			return strings.Contains(n.Text, test.why) && n.Ask != nil && strings.Contains(n.Hint, "ouder of voogd") != strings.Contains(n.Hint, "formulier na")
		})
		if files, _ := onSite(t, o, "appels"); !asks || len(files) > 0 {
			t.Errorf("%q: %+v", said, r.Notices)
			continue
		}
		answer(t, o, "staat niet op de site", test.answer)
		if files, _ := onSite(t, o, "appels"); len(files) != 1 {
			t.Errorf("%q: answered, and not on the site:\n%s", said, text(t, o, "zutphen/verhalen/appels/index.md"))
		}
		quiet(t, o)
	}
}

func TestTheNameOfAPictureDescribesNothing(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/S/s.md":  []byte("---\ntitle: Soep\n---\n![](a.jpg)\n\nTekst.\n"),
		"zutphen/verhalen/S/a.jpg": picture(t, 10),
	})
	run(t, o)
	answer(t, o, "beschrijving", "IMG_2034.JPG")
	answer(t, o, "beschrijving", "Een pan met soep.jpg erin")
	if page := text(t, o, "zutphen/verhalen/soep/index.md"); strings.Contains(page, "IMG_2034") || !strings.Contains(page, "alt: Een pan met soep.jpg erin") {
		t.Errorf("%s", page)
	}
}

// What an answer lacks is said, so that people need not guess, and a consent that is over is not forgotten.
func TestWhatAnAnswerLacks(t *testing.T) {
	o := newSite(t, nil)
	tell(t, o, "A", "Appels", scene(t, 1, 640, 80), "")
	run(t, o)
	for said, want := range map[string]string{
		"ja":                                      "welk formulier",
		"formulier 9":                             "niet bij waarvoor",
		"formulier 9, website, Noor de Vries":     "‘Noor de Vries’",
		"formulier 9, website, tot 1-9-2020":      "de toestemming is voorbij",
		"formulier 9, website, kind onder 16":     "een ouder of voogd",
		"formulier 9, website, tot sint-juttemis": "is niet te lezen",
	} {
		answer(t, o, "staat niet op de site", said)
		found := slices.ContainsFunc(run(t, o).Notices, func(n notice.Notice) bool {
			return n.Ask != nil && n.Ask.Rejected == said && strings.Contains(n.Ask.Why, want)
		})
		if !found {
			t.Errorf("%s: nobody says %q", said, want)
		}
	}
	answer(t, o, "staat niet op de site", "formulier 9, website, tot 1-9-2027")
	o.Now = o.Now.AddDate(1, 0, 0)
	r := run(t, o)
	if !slices.ContainsFunc(r.Notices, func(n notice.Notice) bool {
		return strings.Contains(n.Text, "de toestemming is voorbij") && n.Ask != nil
	}) {
		t.Errorf("%+v", r.Notices)
	}
	if page := text(t, o, "zutphen/verhalen/appels/index.md"); !strings.Contains(page, "ref: formulier 9") {
		t.Errorf("the form is forgotten:\n%s", page)
	}
	quiet(t, o)
}

// What was withdrawn is not asked for, and past the time that photos are kept there is no copy.
func TestWhatIsNotAskedOrKept(t *testing.T) {
	for said, kept := range map[string]int{"Toestemming ingetrokken": 1, "Toestemming: formulier 9, website, getekend 1-9-2020": 0} {
		o := newSite(t, nil)
		tell(t, o, "A", "Appels", scene(t, 1, 640, 80), said)
		r := run(t, o)
		if asked := slices.ContainsFunc(r.Notices, func(n notice.Notice) bool { return n.Ask != nil }); asked != (kept == 0) {
			t.Errorf("%q: %+v", said, r.Notices)
		}
		if files, _ := filepath.Glob(filepath.Join(o.Site, store.StateDir, "quarantaine", "*")); len(files) != kept {
			t.Errorf("%q: %q", said, files)
		}
	}
}

// formList writes the list of forms of Zutphen in the inbox.
func formList(t *testing.T, o Options, rows ...[]any) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	write(t, o.Inbox, "zutphen/Toestemmingen.xlsx", b.Bytes())
}

func TestTheListOfForms(t *testing.T) {
	o := newSite(t, nil)
	tell(t, o, "A", "Appels", scene(t, 1, 640, 80), "Toestemming: formulier 14")
	head := []any{"Formulier", "Datum", "Doel", "Wie", "Onder16", "Tot", "Status"}
	step := func(what string, want int, rows ...[]any) *Report {
		t.Helper()
		formList(t, o, append([][]any{head}, rows...)...)
		r := run(t, o)
		if files, _ := onSite(t, o, "appels"); len(files) != want {
			t.Errorf("%s: %q\n%+v", what, files, r)
		}
		return r
	}
	step("not in the list", 0, []any{"13", "1-10-2026", "website", "ouder"})
	step("in the list", 1, []any{"13"}, []any{"14", "1-10-2026", "website", "ouder", "ja"})
	if r := step("a row that nobody understands", 0, []any{"14", "", "website", "Noor", "ja"}); len(r.Questions) != 1 || r.Questions[0].Line != 2 || r.Questions[0].File != "zutphen/Toestemmingen.xlsx" {
		t.Errorf("%+v", r.Questions)
	}
	if data := text(t, o, "zutphen/toestemmingen.csv"); strings.Contains(data, "noor") {
		t.Errorf("a name came into the list: %s", data)
	}
	step("in the list again", 1, []any{"14", "1-10-2026", "website", "ouder", "ja"})
	step("withdrawn", 0, []any{"14", "1-10-2026", "website", "ouder", "ja", "", "ingetrokken"})
	tell(t, o, "A", "Appels", scene(t, 1, 640, 80), "Toestemming: formulier 14, website")
	step("withdrawn, and its row is gone", 0, []any{"15", "1-10-2026", "website"})
	formList(t, o, []any{"Formulier", "Naam"}, []any{"14", "Noor"})
	if r := run(t, o); len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Text, "‘Naam’") || !strings.Contains(text(t, o, "zutphen/toestemmingen.csv"), "15;") {
		t.Errorf("%+v", r)
	}
	if err := os.WriteFile(filepath.Join(o.Site, "content/zutphen/toestemmingen.csv"), []byte("doel\nwebsite\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "geen regel met kolommen") {
		t.Errorf("a list that cannot be read: %v", err)
	}
}
