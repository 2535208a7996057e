package collect

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// fill types answers into the yellow cells of _vragen.xlsx, by a word of their question, as people do in Excel.
func fill(t *testing.T, folder string, answers map[string]string) {
	t.Helper()
	name := filepath.Join(folder, questionsName)
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for r, row := range rows {
		if at := slices.Index(row, "Uw antwoord"); at >= 0 {
			column = at
		}
		for word, answer := range answers {
			if column < 0 || !strings.Contains(strings.Join(row, " "), word) || slices.Contains(row, "Uw antwoord") {
				continue
			}
			cell, _ := excelize.CoordinatesToCellName(column+1, r+1)
			if err := f.SetCellStr(sheet, cell, answer); err != nil {
				t.Fatal(err)
			}
			delete(answers, word)
		}
	}
	if len(answers) > 0 {
		t.Fatalf("no questions about %v in %q", answers, rows)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

func text(t *testing.T, o Options, page string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(o.Site, "content", page))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAnswersInTheSheetChangeThePage(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/S/s.md":  []byte("---\ntitle: Soep\n---\n![](a.jpg)\n\nTekst.\n"),
		"zutphen/verhalen/S/a.jpg": picture(t, 10),
	})
	folder := filepath.Join(o.Inbox, "zutphen/verhalen")
	run(t, o)
	if report := string(must(os.ReadFile(filepath.Join(folder, reportName)))); !strings.HasPrefix(report, "\ufeff") || !strings.Contains(report, "s.md") || !strings.Contains(report, questionsName) {
		t.Errorf("the report: %s", report)
	}
	fill(t, folder, map[string]string{"datum": "3 maart", "beschrijving": "Een pan soep", "toestemming": "misschien"})
	r := run(t, o)
	page := text(t, o, "zutphen/verhalen/soep/index.md")
	if !strings.Contains(page, "alt: Een pan soep") || strings.Contains(page, "aangekondigd") {
		t.Errorf("%s", page)
	}
	rejected := 0
	for _, n := range r.Notices {
		if n.Ask != nil && n.Ask.Rejected != "" {
			rejected++
		}
	}
	if len(r.Objections) != 2 || !strings.HasPrefix(r.Objections[0].Error(), "zutphen/verhalen/_vragen.xlsx: Uw antwoord ‘") {
		t.Errorf("objections: %v", r.Objections)
	}
	if !IsUnanswered(filepath.Join(folder, questionsName)) {
		t.Error("what was answered and handled is an answer still")
	}
	if rejected != 2 {
		t.Errorf("%d answers rejected, want the date without a year and the consent: %+v", rejected, r.Notices)
	}
	fill(t, folder, map[string]string{"datum": "3 maart 2026", "toestemming": "formulier 2026-14, website, tot 1-9-2028"})
	run(t, o)
	page = text(t, o, "zutphen/verhalen/soep/index.md")
	if !strings.Contains(page, "aangekondigd: \"2026-03-03\"") && !strings.Contains(page, "aangekondigd: 2026-03-03") || !strings.Contains(page, "ref: formulier 2026-14") {
		t.Errorf("%s", page)
	}
	if masters, _ := filepath.Glob(filepath.Join(o.Site, "content/zutphen/verhalen/soep/*.jpg")); len(masters) != 1 {
		t.Error("the photo with consent is not on the page")
	}
	if _, err := os.Stat(filepath.Join(folder, questionsName)); err == nil || !IsUnanswered(filepath.Join(folder, questionsName)) {
		t.Error("all is answered, and the questions are still there")
	}
	// Answers hold also when what was remembered of the inbox is lost, and when the source changes.
	if err := os.RemoveAll(filepath.Join(o.Site, ".opladers")); err != nil {
		t.Fatal(err)
	}
	write(t, o.Inbox, "zutphen/verhalen/S/s.md", []byte("---\ntitle: Soep\n---\n![](a.jpg)\n\nAndere tekst.\n"))
	if r := run(t, o); len(r.Changed) != 1 || len(r.Notices) > 0 || len(r.Kept) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestWhichMunicipalityIsAsked(t *testing.T) {
	o := newSite(t, map[string][]byte{"brief.md": []byte("---\ntitle: Soep\naangekondigd: 2026-10-01\n---\nVan Lochem naar Zutphen.\n")})
	write(t, o.Site, "content/lochem/_index.md", []byte("---\ntitle: Lochem\nsoort: gemeente\n---\n"))
	if r := run(t, o); len(r.Questions) != 1 || len(r.New) > 0 {
		t.Fatalf("%+v", r)
	}
	fill(t, o.Inbox, map[string]string{"Zutphen": "zutphen"})
	if r := run(t, o); len(r.New) != 1 || r.New[0].Page != "zutphen/verhalen/soep/index.md" {
		t.Errorf("%+v", r)
	}
	write(t, o.Inbox, "brief.md", []byte("---\ntitle: Soep\naangekondigd: 2026-10-01\n---\nVan Lochem naar Zutphen, en terug.\n"))
	if r := run(t, o); len(r.Changed) != 1 || len(r.Questions) > 0 {
		t.Errorf("%+v", r)
	}
}

const long = "Elke donderdag koken wij met de hele straat een grote pan soep op het plein voor de school. Wie wil, neemt groente mee. " +
	"Om vijf uur staat alles klaar en schuift iedereen aan, de kinderen het eerst en de ouders daarna met een kop koffie."

func TestTheSameStoryTwiceIsAsked(t *testing.T) {
	for answer, want := range map[string]string{"ja": "", "Nee, een ander verhaal": "published"} {
		o := newSite(t, map[string][]byte{
			"zutphen/verhalen/a.md": []byte("---\ntitle: Soep\naangekondigd: 2026-10-01\n---\n" + long + "\n"),
			"zutphen/verhalen/b.md": []byte("---\ntitle: Soep uit de mail\naangekondigd: 2026-10-01\n---\nHierbij ons stuk.\n\n" + long + "\n"),
		})
		second := filepath.Join(o.Site, "content/zutphen/verhalen/soep-uit-de-mail/index.md")
		r := run(t, o)
		if len(r.New) != 2 || len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "zutphen/verhalen/soep") {
			t.Fatalf("%+v", r)
		}
		if !strings.Contains(text(t, o, "zutphen/verhalen/soep-uit-de-mail/index.md"), "draft: true") {
			t.Error("the twin is published before anybody said so")
		}
		if r := run(t, o); len(r.Questions) != 1 {
			t.Errorf("the question is forgotten: %+v", r)
		}
		fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{"hetzelfde": answer})
		r = run(t, o)
		_, err := os.Stat(second)
		if len(r.Questions) > 0 || (err == nil) != (want != "") {
			t.Errorf("%s: %+v, %v", answer, r, err)
		}
		if err == nil && strings.Contains(text(t, o, "zutphen/verhalen/soep-uit-de-mail/index.md"), "draft") {
			t.Error("another story is still a draft")
		}
		if err := os.RemoveAll(filepath.Join(o.Site, ".opladers")); err != nil {
			t.Fatal(err)
		}
		if r := run(t, o); len(r.New)+len(r.Changed)+len(r.Questions) > 0 {
			t.Errorf("%s, a run later: %+v", answer, r)
		}
	}
}

func rename(t *testing.T, o Options, old, to string) {
	t.Helper()
	from, target := filepath.Join(o.Inbox, old), filepath.Join(o.Inbox, to)
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(from, target); err != nil {
		t.Fatal(err)
	}
}

func TestARenamedStoryKeepsItsPageAndItsAnswers(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/a.md": []byte(long + "\n")})
	run(t, o)
	fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{"datum": "3 maart 2026"})
	first := run(t, o).Changed[0].Page
	rename(t, o, "zutphen/verhalen/a.md", "zutphen/verhalen/b.md")
	r := run(t, o)
	if len(r.New)+len(r.Questions) > 0 || len(r.Changed) != 1 || r.Changed[0].Page != first || !strings.Contains(text(t, o, first), "2026-03-03") {
		t.Errorf("%+v", r)
	}
	// Renamed and changed: asked; after yes the page follows the new file.
	rename(t, o, "zutphen/verhalen/b.md", "zutphen/verhalen/c.md")
	write(t, o.Inbox, "zutphen/verhalen/c.md", []byte(long+" Tot dan.\n"))
	if r := run(t, o); len(r.Questions) == 0 {
		t.Fatalf("%+v", r)
	}
	fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{"hetzelfde": "ja"})
	run(t, o)
	write(t, o.Inbox, "zutphen/verhalen/c.md", []byte(long+" Tot dan, en tot ziens.\n"))
	if r := run(t, o); len(r.Changed) != 1 || r.Changed[0].Page != first || len(r.Questions) > 0 || !strings.Contains(text(t, o, first), "tot ziens") {
		t.Errorf("%+v", r)
	}
	// To the folder of another municipality: a page there, and a question about the old one.
	write(t, o.Site, "content/lochem/_index.md", []byte("---\ntitle: Lochem\nsoort: gemeente\n---\n"))
	rename(t, o, "zutphen/verhalen/c.md", "lochem/verhalen/c.md")
	if r := run(t, o); len(r.New) != 1 || !strings.HasPrefix(r.New[0].Page, "lochem/") || len(r.Questions) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestTheTwinOfARemovedStoryStaysOff(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/a.md": []byte("---\ntitle: Soep\naangekondigd: 2026-10-01\n---\n" + long + "\n"),
		"zutphen/verhalen/b.md": []byte("---\ntitle: Nog eens\naangekondigd: 2026-10-01\n---\n" + long + " Kom ook!\n"),
	})
	run(t, o)
	s, err := store.Open(o.Site)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Remove("zutphen/verhalen/soep", "2026-11-21"); err != nil {
		t.Fatal(err)
	}
	if r := run(t, o); len(r.Questions) != 1 || !strings.Contains(text(t, o, "zutphen/verhalen/nog-eens/index.md"), "draft: true") {
		t.Errorf("%+v", r)
	}
	// The removed source with another text is asked about, not shown.
	write(t, o.Inbox, "zutphen/verhalen/a.md", []byte("---\ntitle: Kaas\naangekondigd: 2026-10-01\n---\nHeel iets anders.\n"))
	if r := run(t, o); len(r.New) > 0 || len(r.Questions) != 2 {
		t.Errorf("%+v", r)
	}
	fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{"ander verhaal?": "ja"})
	if r := run(t, o); len(r.New) != 1 || r.New[0].Page != "zutphen/verhalen/kaas/index.md" {
		t.Errorf("%+v", r)
	}
}

const other = "De kinderen van groep drie hebben samen met hun opa's en oma's een tuin gemaakt achter het buurthuis. Er groeien nu bonen, " +
	"zonnebloemen en aardbeien, en iedere woensdagmiddag komen er tien gezinnen om te schoffelen en te praten."

func TestANewStoryUnderAnOldNameIsAsked(t *testing.T) {
	for answer, want := range map[string]int{"ja": 2, "Nee, het komt in de plaats": 1} {
		o := newSite(t, map[string][]byte{"zutphen/verhalen/verhaal.md": []byte("---\ntitle: Soep\naangekondigd: 2026-10-01\n---\n" + long + "\n")})
		run(t, o)
		write(t, o.Inbox, "zutphen/verhalen/verhaal.md", []byte("---\ntitle: Tuin\naangekondigd: 2026-10-01\n---\n"+other+"\n"))
		for range 2 {
			if r := run(t, o); len(r.Questions) != 1 || len(r.Changed)+len(r.New) > 0 || !strings.Contains(text(t, o, "zutphen/verhalen/soep/index.md"), "pan soep") {
				t.Fatalf("%+v", r)
			}
		}
		fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{"heel ander verhaal": answer})
		if r := run(t, o); len(r.Questions) > 0 {
			t.Errorf("%+v", r)
		}
		pages, _ := filepath.Glob(filepath.Join(o.Site, "content/zutphen/verhalen/*/index.md"))
		if len(pages) != want {
			t.Errorf("%s: %q", answer, pages)
		}
		if r := run(t, o); len(r.New)+len(r.Changed)+len(r.Questions) > 0 {
			t.Errorf("%s, a run later: %+v", answer, r)
		}
	}
}

func TestConsentMustSettleThePhoto(t *testing.T) {
	for answer, want := range map[string]bool{
		"formulier 2026-14": false, "ja": false, "formulier 2026-14, website, tot 1-9-2020": false, "geen": true, "geen toestemming": true,
		"nee": true, "Niet plaatsen": true, "2": true, "Niemand is herkenbaar": true, "ja, formulier 2026-14, website": true,
	} {
		ph := &page.Photo{Consent: &page.Consent{Status: page.ConsentMissing}}
		d := &draft{Import: &store.Import{Page: &page.Page{}, Day: "2026-11-21"}}
		if got := d.consents(ph, answer); got != want {
			t.Errorf("%s: %v", answer, got)
		}
		if ok := d.judge(ph).OK(); ok != (want && (strings.HasPrefix(answer, "Nie") && answer != "Niet plaatsen" || strings.HasPrefix(answer, "ja,"))) {
			t.Errorf("%s: published %v", answer, ok)
		}
	}
}

// A no keeps the photo off the page, until the source itself says that it may be there.
func TestARefusalIsKept(t *testing.T) {
	const front = "---\ntitle: Soep\naangekondigd: 2026-03-03\n---\n![Een pan](a.jpg)\n\n"
	o := newSite(t, map[string][]byte{"zutphen/verhalen/S/s.md": []byte(front + "Tekst.\n"), "zutphen/verhalen/S/a.jpg": picture(t, 10)})
	run(t, o)
	fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{"toestemming": "Niet plaatsen"})
	if r := run(t, o); len(r.Notices) > 0 || !strings.Contains(text(t, o, "zutphen/verhalen/soep/index.md"), "status: geweigerd") {
		t.Errorf("%+v\n%s", r.Notices, text(t, o, "zutphen/verhalen/soep/index.md"))
	}
	write(t, o.Inbox, "zutphen/verhalen/S/s.md", []byte(front+"Toestemming: formulier 2026-14, website\n\nTekst.\n"))
	run(t, o)
	if got := text(t, o, "zutphen/verhalen/soep/index.md"); strings.Contains(got, "geweigerd") || !strings.Contains(got, "ref: formulier 2026-14") {
		t.Error(got)
	}
}

func TestAnswersThatNobodyReadAreNotOverwritten(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/a.md": []byte("Tekst.\n")})
	folder := filepath.Join(o.Inbox, "zutphen/verhalen")
	run(t, o)
	write(t, folder, questionsName, []byte("met een wachtwoord"))
	write(t, folder, "b.md", []byte("Nog een tekst.\n"))
	for range 2 {
		r := run(t, o)
		if string(must(os.ReadFile(filepath.Join(folder, questionsName)))) != "met een wachtwoord" ||
			!slices.ContainsFunc(r.Notices, func(n notice.Notice) bool { return strings.HasSuffix(n.File, questionsName) }) {
			t.Errorf("%+v", r)
		}
	}
	if err := os.Remove(filepath.Join(folder, questionsName)); err != nil {
		t.Fatal(err)
	}
	run(t, o)
	was := string(must(os.ReadFile(filepath.Join(folder, questionsName))))
	write(t, folder, ".~lock."+questionsName+"#", nil)
	write(t, folder, "c.md", []byte("De derde tekst.\n"))
	if run(t, o); string(must(os.ReadFile(filepath.Join(folder, questionsName)))) != was {
		t.Error("a list that is open was overwritten")
	}
}

func TestAReportIsWrittenOnlyWhenItSaysSomethingNew(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/a.md": []byte("---\ntitle: A\naangekondigd: 2026-10-01\n---\nTekst.\n")})
	run(t, o)
	before := snapshot(t, o.Inbox)
	o.Now = o.Now.AddDate(0, 0, 3)
	run(t, o)
	for name, was := range snapshot(t, o.Inbox) {
		if before[name] != was {
			t.Errorf("%s was written again", name)
		}
	}
	write(t, o.Inbox, "zutphen/verhalen/b.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	run(t, o)
	if report := string(must(os.ReadFile(filepath.Join(o.Inbox, "zutphen/verhalen", reportName)))); !strings.Contains(report, "b.doc") || !strings.Contains(report, "Opslaan als") {
		t.Errorf("%s", report)
	}
	if r := run(t, o); !slices.ContainsFunc(r.Refused, func(n notice.Notice) bool { return n.File == "zutphen/verhalen/b.doc" }) {
		t.Errorf("a refusal is forgotten: %+v", r)
	}
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}
