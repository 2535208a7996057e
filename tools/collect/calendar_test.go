package collect

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

const source = "zutphen/agenda/agenda.ics"

// event is a VEVENT: its UID, its title, its start and further lines.
func event(uid, title, start string, lines ...string) string {
	return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\nDTSTART:%s\r\n%s\r\nEND:VEVENT\r\n", uid, title, start,
		strings.Join(append(lines, "LOCATION:De Lantaarn"), "\r\n"))
}

func calendar(events ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//voorbeeld//NL\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n")
}

// four are enough for one to go without a question.
var four = []string{
	event("soep", "Soep", "20261202T090000"), event("taart", "Taart", "20261203T090000"),
	event("zang", "Zang", "20261204T090000"), event("dans", "Dans", "20261205T090000"),
}

// collected collects a calendar, and then what it became.
func collected(t *testing.T, first, second []byte) (Options, *Report) {
	t.Helper()
	o := newSite(t, map[string][]byte{source: first})
	run(t, o)
	write(t, o.Inbox, source, second)
	o.Now = now.AddDate(0, 0, 1)
	return o, run(t, o)
}

// shown reads a page and what subscribers must know of it.
func shown(t *testing.T, o Options, dir string) (*page.Page, store.Calendar) {
	t.Helper()
	bundle := filepath.Join(o.Site, "content", dir)
	data, err := os.ReadFile(filepath.Join(bundle, "index.md"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := page.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return p, store.CalendarOf(bundle)
}

func count(t *testing.T, o Options) int {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(o.Site, "content/*/agenda/*/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	return len(dirs)
}

func TestPains1AnotherUIDOnEachLoad(t *testing.T) {
	renamed := make([]string, 4)
	for i, e := range four {
		renamed[i] = strings.Replace(e, "UID:", "UID:nieuw-", 1)
	}
	renamed[0] = strings.Replace(renamed[0], "LOCATION", "DESCRIPTION:Neem een kom mee.\r\nLOCATION", 1) // and another text
	o, r := collected(t, calendar(four...), calendar(renamed...))
	p, c := shown(t, o, "zutphen/agenda/soep-2026-12-02")
	if len(r.New)+len(r.Removed)+len(r.Questions) > 0 || count(t, o) != 4 || p.Activity.UID != "soep" || c.Sequence != 0 || !strings.Contains(p.Body, "kom") {
		t.Errorf("%+v, %s, %+v", r, p.Activity.UID, c)
	}
	before := snapshot(t, filepath.Join(o.Site, "content"))
	write(t, o.Inbox, source, []byte(strings.ReplaceAll(string(calendar(renamed...)), "UID:nieuw", "UID:alweer")))
	if r := run(t, o); r.Unchanged != 4 {
		t.Errorf("%+v", r)
	}
	if after := snapshot(t, filepath.Join(o.Site, "content")); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("the third load wrote something")
	}
}

func TestPains11AChangeRaisesTheSequence(t *testing.T) {
	later := slices.Clone(four)
	later[0] = event("soep", "Soep", "20261202T100000")
	o, r := collected(t, calendar(four...), calendar(later...))
	p, c := shown(t, o, "zutphen/agenda/soep-2026-12-02")
	if len(r.Changed) != 1 || p.Activity.UID != "soep" || c.Sequence != 1 || c.Changed != "2026-11-22T12:00:00Z" || c.Was != "2026-12-02T09:00" {
		t.Errorf("%+v %+v", r, c)
	}
	if _, c := shown(t, o, "zutphen/agenda/taart-2026-12-03"); c.Sequence != 0 || c.Changed != "" {
		t.Errorf("what did not change: %+v", c)
	}
	write(t, o.Inbox, source, calendar(four...)) // and back again
	run(t, o)
	if _, c := shown(t, o, "zutphen/agenda/soep-2026-12-02"); c.Sequence != 2 || c.Was != "" {
		t.Errorf("%+v", c)
	}
}

func TestAChangeByHandRaisesTheSequence(t *testing.T) {
	o := newSite(t, map[string][]byte{source: calendar(four...)})
	write(t, o.Site, "content/zutphen/agenda/eigen/index.md", []byte("---\ntitle: Eigen\nsoort: activiteit\nbegin: 2026-12-02T09:30\n---\n"))
	run(t, o)
	for _, dir := range []string{"zutphen/agenda/eigen", "zutphen/agenda/soep-2026-12-02"} {
		text := text(t, o, dir+"/index.md")
		write(t, o.Site, "content/"+dir+"/index.md", []byte(strings.Replace(text, "begin: 2026-12-02", "begin: 2026-12-09", 1)))
		run(t, o)
		if _, c := shown(t, o, dir); c.Sequence != 1 || !strings.HasPrefix(c.Was, "2026-12-02") {
			t.Errorf("%s: %+v", dir, c)
		}
	}
	before := snapshot(t, o.Site)
	run(t, o)
	if after := snapshot(t, o.Site); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("a run with nothing new wrote something")
	}
}

func TestPains27WhatIsGoneIsCalledOff(t *testing.T) {
	o, r := collected(t, calendar(four...), calendar(four[1:]...))
	p, c := shown(t, o, "zutphen/agenda/soep-2026-12-02")
	if len(r.Removed) != 1 || len(r.Questions) > 0 || p.Activity.Status != page.StatusCancelled || p.Activity.Reason == "" || c.Sequence != 1 {
		t.Fatalf("%+v %+v", r, p.Activity)
	}
	if !slices.ContainsFunc(r.Notices, noticeOf("‘Soep’ (2 december 2026)")) {
		t.Errorf("not said: %+v", r.Notices)
	}
	before := snapshot(t, filepath.Join(o.Site, "content"))
	if r := run(t, o); len(r.Removed)+len(r.Changed)+len(r.Kept) > 0 {
		t.Errorf("the next run: %+v", r)
	}
	if fmt.Sprint(snapshot(t, filepath.Join(o.Site, "content"))) != fmt.Sprint(before) {
		t.Error("the next run wrote something")
	}
	write(t, o.Inbox, source, calendar(four...)) // it was a mistake
	run(t, o)
	if p, c := shown(t, o, "zutphen/agenda/soep-2026-12-02"); p.Activity.Status != "" || p.Activity.Reason != "" || c.Sequence != 2 {
		t.Errorf("%+v %+v", p.Activity, c)
	}
}

func TestASeriesThatIsGoneIsCalledOffForSomeWeeks(t *testing.T) {
	series := event("elke", "Elke week", "20260902T090000", "RRULE:FREQ=WEEKLY")
	o, _ := collected(t, calendar(append(four, series)...), calendar(four...))
	if p, _ := shown(t, o, "zutphen/agenda/elke-week"); p.Activity.Status != page.StatusCancelled || p.Activity.Recurrence != "FREQ=WEEKLY;UNTIL=20270103" {
		t.Errorf("%+v", p.Activity)
	}
}

func TestPains26AnEmptyCalendarNeedsAPerson(t *testing.T) {
	o, r := collected(t, calendar(four...), calendar())
	before := snapshot(t, filepath.Join(o.Site, "content"))
	if len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "4 van de 4") || len(r.Removed) > 0 {
		t.Fatalf("%+v", r)
	}
	if r := run(t, o); len(r.Questions) != 1 {
		t.Errorf("asked once only: %+v", r)
	}
	fill(t, filepath.Join(o.Inbox, "zutphen/agenda"), map[string]string{"niet meer in de agenda": "nee"})
	if r := run(t, o); len(r.Questions) > 0 || count(t, o) != 4 {
		t.Errorf("%+v", r)
	}
	after := snapshot(t, filepath.Join(o.Site, "content"))
	for name, was := range before {
		_, a, _ := strings.Cut(after[name], "\x00")
		if _, b, _ := strings.Cut(was, "\x00"); strings.HasSuffix(name, "index.md") && a != b {
			t.Errorf("%s changed", name)
		}
	}
	if r := run(t, o); len(r.Questions) > 0 {
		t.Errorf("asked again: %+v", r)
	}

	o, _ = collected(t, calendar(four...), calendar(four[:2]...))
	fill(t, filepath.Join(o.Inbox, "zutphen/agenda"), map[string]string{"niet meer in de agenda": "ja"})
	if r := run(t, o); len(r.Removed) != 2 || len(r.Questions) > 0 {
		t.Errorf("%+v", r)
	}
	if p, _ := shown(t, o, "zutphen/agenda/dans-2026-12-05"); p.Activity.Status != page.StatusCancelled {
		t.Errorf("%+v", p.Activity)
	}
}

func TestWhatIsOverGoesWithoutAWord(t *testing.T) {
	past := event("oud", "Oud", "20261101T090000")
	o, r := collected(t, calendar(append(four, past)...), calendar(four...))
	if len(r.Removed)+len(r.Questions)+len(r.Notices) > 0 || count(t, o) != 5 {
		t.Errorf("%+v", r)
	}
}

func TestARowThatMovedKeepsItsPage(t *testing.T) {
	rows := func(dates ...string) []byte {
		var b strings.Builder
		b.WriteString("Datum;Tijd;Activiteit;Waar\n")
		for i, d := range dates {
			fmt.Fprintf(&b, "%s;10.00;Soep %d;De Lantaarn\n", d, i+1)
		}
		return []byte(b.String())
	}
	o := newSite(t, map[string][]byte{"zutphen/agenda/kalender.csv": rows("2-12-2026", "3-12-2026", "4-12-2026")})
	run(t, o)
	write(t, o.Inbox, "zutphen/agenda/kalender.csv", rows("9-12-2026", "3-12-2026", "4-12-2026"))
	r := run(t, o)
	p, c := shown(t, o, "zutphen/agenda/soep-1-2026-12-02")
	if len(r.Changed) != 1 || len(r.New)+len(r.Removed)+len(r.Questions) > 0 || p.Activity.Begin.String() != "2026-12-09T10:00" || c.Was != "2026-12-02T10:00" || c.Sequence != 1 {
		t.Errorf("%+v %+v %+v", r, p.Activity, c)
	}
}

func TestOneActivityInTwoCalendars(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/agenda/a.ics": calendar(four...),
		"zutphen/agenda/b.ics": calendar(strings.Replace(four[0], "UID:soep", "UID:anders", 1)), // by start, title and place
		"lochem/agenda/c.ics":  calendar(four[1]),                                               // by its UID
	})
	write(t, o.Site, "content/lochem/_index.md", []byte("---\ntitle: Lochem\nsoort: gemeente\n---\n"))
	r := run(t, o)
	if count(t, o) != 4 || len(r.New) != 4 || len(r.Questions) > 0 {
		t.Fatalf("%d pages, %+v", count(t, o), r)
	}
	// The first in order of names has the page.
	if p, _ := shown(t, o, "lochem/agenda/taart-2026-12-03"); !slices.Equal(p.AlsoIn, []string{"zutphen"}) {
		t.Errorf("ook_in: %v", p.AlsoIn)
	}
	before := snapshot(t, filepath.Join(o.Site, "content"))
	again := run(t, o)
	if fmt.Sprint(snapshot(t, filepath.Join(o.Site, "content"))) != fmt.Sprint(before) || len(again.New)+len(again.Changed)+len(again.Removed) > 0 {
		t.Errorf("the second run: %+v", again)
	}
	write(t, o.Inbox, "lochem/agenda/c.ics", calendar(strings.Replace(four[1], "SUMMARY", "DESCRIPTION:Met slagroom.\r\nSUMMARY", 1)))
	run(t, o)
	if p, _ := shown(t, o, "lochem/agenda/taart-2026-12-03"); !slices.Equal(p.AlsoIn, []string{"zutphen"}) || !strings.Contains(p.Body, "slagroom") {
		t.Errorf("after a change: %v", p)
	}
	// What is gone from one of the two goes on.
	write(t, o.Inbox, "lochem/agenda/c.ics", calendar(event("anders", "Anders", "20261210T090000")))
	if r := run(t, o); len(r.Removed)+len(r.Questions) > 0 {
		t.Errorf("%+v", r)
	}
}

func noticeOf(text string) func(notice.Notice) bool {
	return func(n notice.Notice) bool { return strings.Contains(n.Text, text) }
}

func TestPains2AnEditStays(t *testing.T) {
	o := newSite(t, map[string][]byte{source: calendar(four...)})
	run(t, o)
	const name = "zutphen/agenda/soep-2026-12-02"
	write(t, o.Site, "content/"+name+"/index.md", []byte(strings.Replace(text(t, o, name+"/index.md"), "title: Soep", "title: Soep met brood", 1)))
	changed := slices.Clone(four)
	changed[0] = event("soep", "Soepje", "20261202T100000")
	write(t, o.Inbox, source, calendar(changed...))
	r := run(t, o)
	p, _ := shown(t, o, name)
	if p.Title != "Soep met brood" || p.Activity.Begin.String() != "2026-12-02T10:00" || len(r.Kept) != 1 || r.Kept[0].Edits[0].Source != "Soepje" {
		t.Errorf("%s at %s, %+v", p.Title, p.Activity.Begin, r.Kept)
	}
	write(t, o.Site, "content/"+name+"/index.md", []byte(strings.Replace(text(t, o, name+"/index.md"), "title:", "volg: title\ntitle:", 1)))
	run(t, o)
	if p, _ := shown(t, o, name); p.Title != "Soepje" {
		t.Errorf("the title does not follow: %s", p.Title)
	}
}

func TestPains9ASecondRunWritesNothing(t *testing.T) {
	private := event("zelf", "Besloten", "20261206T090000", "CLASS:PRIVATE") // becomes a draft
	o := newSite(t, map[string][]byte{source: calendar(append(four, private)...), "zutphen/agenda/nog eens.ics": calendar(four[0])})
	run(t, o)
	before := snapshot(t, o.Site)
	r := run(t, o)
	if count(t, o) != 5 || len(r.New)+len(r.Changed)+len(r.Kept)+len(r.Removed) > 0 {
		t.Errorf("%d pages, %+v", count(t, o), r)
	}
	for name, is := range snapshot(t, o.Site) {
		if before[name] != is {
			t.Errorf("%s was written", name)
		}
	}
}
