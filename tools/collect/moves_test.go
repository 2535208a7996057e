package collect

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// rowsOf is a CSV calendar with a row for each "date title".
func rowsOf(rows ...string) []byte {
	var b strings.Builder
	b.WriteString("Datum;Tijd;Activiteit;Waar\n")
	for _, r := range rows {
		date, title, _ := strings.Cut(r, " ")
		fmt.Fprintf(&b, "%s;10.00;%s;De Lantaarn\n", date, title)
	}
	return []byte(b.String())
}

const sheetName = "zutphen/agenda/kalender.csv"

// begins lists when the activities of the site begin, by folder, with their status when that is not empty.
func begins(t *testing.T, o Options) map[string]string {
	t.Helper()
	out := map[string]string{}
	dirs, err := filepath.Glob(filepath.Join(o.Site, "content/*/agenda/*/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range dirs {
		rel, _ := filepath.Rel(filepath.Join(o.Site, "content"), filepath.Dir(file))
		p, _ := shown(t, o, filepath.ToSlash(rel))
		out[filepath.Base(rel)] = strings.TrimSpace(p.Activity.Begin.Day().String() + " " + string(p.Activity.Status))
	}
	return out
}

func TestOpenQuestionsDoNotHideTheRest(t *testing.T) {
	rows := []string{"1-12-2026 Een", "2-12-2026 Twee", "3-12-2026 Drie", "4-12-2026 Vier", "5-12-2026 Vijf", "n.t.b. Kerstfeest"}
	o := newSite(t, map[string][]byte{sheetName: rowsOf(append(rows[:5:5], "6-12-2026 Kerstfeest")...)})
	run(t, o)
	write(t, o.Inbox, sheetName, rowsOf("8-12-2026 Een", rows[2], rows[3], rows[4], rows[5]))
	r := run(t, o)
	want := map[string]string{
		"een-2026-12-01": "2026-12-08", "twee-2026-12-02": "2026-12-02 gaat-niet-door", "drie-2026-12-03": "2026-12-03",
		"vier-2026-12-04": "2026-12-04", "vijf-2026-12-05": "2026-12-05", "kerstfeest-2026-12-06": "2026-12-06",
	}
	if got := begins(t, o); fmt.Sprint(got) != fmt.Sprint(want) || len(r.Questions) != 1 {
		t.Errorf("got %v\nwant %v\n%+v", got, want, r.Questions)
	}
}

func TestTheNearestRowOfATitleMoved(t *testing.T) {
	o := newSite(t, map[string][]byte{sheetName: rowsOf("7-12-2026 Koffie", "14-12-2026 Koffie", "21-12-2026 Koffie", "28-12-2026 Koffie")})
	run(t, o)
	write(t, o.Inbox, sheetName, rowsOf("7-12-2026 Koffie", "22-12-2026 Koffie", "28-12-2026 Koffie"))
	run(t, o)
	want := map[string]string{
		"koffie-2026-12-07": "2026-12-07", "koffie-2026-12-14": "2026-12-14 gaat-niet-door", "koffie-2026-12-21": "2026-12-22", "koffie-2026-12-28": "2026-12-28",
	}
	if got := begins(t, o); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v", got)
	}
}

func TestAPageWithAnEditedTitleMovesToo(t *testing.T) {
	o := newSite(t, map[string][]byte{sheetName: rowsOf("7-12-2026 Dans", "8-12-2026 Zang", "9-12-2026 Soep")})
	run(t, o)
	const dir = "zutphen/agenda/dans-2026-12-07"
	write(t, o.Site, "content/"+dir+"/index.md", []byte(strings.Replace(text(t, o, dir+"/index.md"), "title: Dans", "title: Dansen voor iedereen", 1)))
	write(t, o.Inbox, sheetName, rowsOf("10-12-2026 Dans", "8-12-2026 Zang", "9-12-2026 Soep"))
	run(t, o)
	if p, _ := shown(t, o, dir); p.Title != "Dansen voor iedereen" || p.Activity.Begin.Day().String() != "2026-12-10" || count(t, o) != 3 {
		t.Errorf("%+v %s, %d pages", p.Title, p.Activity.Begin, count(t, o))
	}
}

func TestAnotherFileNameAndAChangeAtOnce(t *testing.T) {
	o := newSite(t, map[string][]byte{sheetName: rowsOf("7-12-2026 Dans", "8-12-2026 Zang", "9-12-2026 Soep", "10-12-2026 Taart")})
	run(t, o)
	if err := os.Remove(filepath.Join(o.Inbox, sheetName)); err != nil {
		t.Fatal(err)
	}
	write(t, o.Inbox, "zutphen/agenda/nieuw.csv", rowsOf("7-12-2026 Dans", "8-12-2026 Zang", "11-12-2026 Soep"))
	run(t, o)
	want := map[string]string{
		"dans-2026-12-07": "2026-12-07", "zang-2026-12-08": "2026-12-08", "soep-2026-12-09": "2026-12-11", "taart-2026-12-10": "2026-12-10 gaat-niet-door",
	}
	if got := begins(t, o); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v", got)
	}
}

func TestTitlesOfAnyScript(t *testing.T) {
	o := newSite(t, map[string][]byte{source: calendar(
		event("a", "قهوة الصباح", "20261202T090000"), event("b", "لعب", "20261202T090000"), event("c", "Гра", "20261202T090000"), event("d", "🎈", "20261202T090000"))})
	write(t, o.Inbox, "zutphen/agenda/twee.ics", calendar(event("e", "Ранкова кава", "20261202T090000")))
	if r := run(t, o); len(r.New) != 5 {
		t.Errorf("%+v", r)
	}
}

func TestAnActivityInTwoCalendarsFollowsTheOneThatHasIt(t *testing.T) {
	a, b := "zutphen/agenda/a.ics", "zutphen/agenda/b.ics"
	twice := func() Options {
		o := newSite(t, map[string][]byte{a: calendar(four...), b: calendar(four[0], event("x", "Iets", "20261220T090000"))})
		run(t, o)
		return o
	}
	const dir = "zutphen/agenda/soep-2026-12-02"

	o := twice()
	write(t, o.Inbox, a, calendar(four[1:]...))
	write(t, o.Inbox, b, calendar(event("soep", "Soep", "20261202T110000"), event("x", "Iets", "20261220T090000")))
	run(t, o)
	run(t, o) // which reads the other calendar
	if p, _ := shown(t, o, dir); p.Activity.Begin.String() != "2026-12-02T11:00" || p.Activity.Status != "" || p.Source != b {
		t.Errorf("%+v of %s", p.Activity, p.Source)
	}

	o = twice()
	write(t, o.Inbox, a, calendar(four[1:]...))
	write(t, o.Inbox, b, calendar(event("x", "Iets", "20261220T090000")))
	run(t, o)
	if p, _ := shown(t, o, dir); p.Activity.Status != page.StatusCancelled {
		t.Errorf("%+v", p.Activity)
	}

	o = twice()
	write(t, o.Inbox, b, calendar(event("soep", "Soep", "20261202T120000"), event("x", "Iets", "20261220T090000")))
	if r := run(t, o); len(r.Notices) == 0 || !strings.Contains(r.Notices[0].Text, "met een andere tijd") {
		t.Errorf("%+v", r.Notices)
	}
}

func TestAnActivityThatIsBackRaisesTheSequence(t *testing.T) {
	o := newSite(t, map[string][]byte{source: calendar(four...)})
	run(t, o)
	const dir = "zutphen/agenda/soep-2026-12-02"
	for i, act := range []func(*store.Store) error{
		func(s *store.Store) error { return s.Remove(dir, "2026-11-22") }, func(s *store.Store) error { return s.Restore(dir) },
	} {
		s, err := store.Open(o.Site)
		if err != nil {
			t.Fatal(err)
		}
		if err := act(s); err != nil {
			t.Fatal(err)
		}
		run(t, o)
		events, err := store.Events(filepath.Join(o.Site, "content/zutphen"))
		if err != nil || len(events) != 1-i {
			t.Errorf("%d tombstones, %v", len(events), err)
		}
	}
	if _, c := shown(t, o, dir); c.Sequence != 2 {
		t.Errorf("%+v", c)
	}
}

func TestATimeThatCannotBeIsRefusedAlone(t *testing.T) {
	o := newSite(t, map[string][]byte{source: calendar(append(four, event("z", "Ver weg", "99991231T235900", "DURATION:PT1H"))...)})
	if r := run(t, o); len(r.New) != 4 || len(r.Refused)+len(r.Questions) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestSeriesThatDoNotSuitASite(t *testing.T) {
	o := newSite(t, map[string][]byte{source: calendar(
		event("a", "Elk uur", "20261202T090000", "RRULE:FREQ=HOURLY"),
		event("b", "Dinsdag", "20261130T090000", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"))}) // a Monday
	r := run(t, o)
	if len(r.New) != 2 || len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "vaker dan") || !slices.ContainsFunc(r.Notices, noticeOf("30 november 2026")) {
		t.Errorf("%+v", r)
	}
	if p, _ := shown(t, o, "zutphen/agenda/elk-uur-2026-12-02"); p.Activity.Recurrence != "" {
		t.Errorf("%+v", p.Activity)
	}
	if p, _ := shown(t, o, "zutphen/agenda/dinsdag"); len(p.Activity.ExtraDates) != 1 {
		t.Errorf("%+v", p.Activity)
	}
}
