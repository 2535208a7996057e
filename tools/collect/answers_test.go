package collect

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/notice"
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
	if _, err := os.Stat(filepath.Join(folder, questionsName)); err == nil {
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
