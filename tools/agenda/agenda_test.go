package agenda

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
)

func parse(t *testing.T, s string) time.Time {
	t.Helper()
	c, err := page.ParseCivil(s)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	return c.In(zone)
}

func activity(t *testing.T, frontMatter string) *page.Page {
	t.Helper()
	p, err := page.Parse([]byte("---\ntitle: Koffie\nsoort: activiteit\n" + frontMatter + "\n---\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// short writes an occurrence as "start-end status".
func short(o Occurrence) string {
	layout := "2006-01-02T15:04Z07:00"
	if o.AllDay {
		layout = time.DateOnly
	}
	s := o.Begin.Format(layout)
	if !o.End.IsZero() {
		s += " " + o.End.Format(layout)
	}
	if o.Status != page.StatusOn {
		s += " " + string(o.Status)
	}
	return s
}

func TestExpand(t *testing.T) {
	tests := []struct {
		name, activity, from, to string
		want                     []string
	}{
		{"once", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30+01:00 2026-12-02T11:00+01:00"}},
		{"from is in, to is out", "begin: 2026-12-02T09:30\nherhaling: FREQ=DAILY;COUNT=3", "2026-12-02T09:30", "2026-12-04T09:30",
			[]string{"2026-12-02T09:30+01:00", "2026-12-03T09:30+01:00"}},
		{"pains 6: the wall time stays when the clocks change", "begin: 2026-10-21T09:30\nherhaling: FREQ=WEEKLY;COUNT=2", "2026-10-01", "2026-11-01",
			[]string{"2026-10-21T09:30+02:00", "2026-10-28T09:30+01:00"}},
		{"and in spring", "begin: 2027-03-24T09:30\nherhaling: FREQ=WEEKLY;COUNT=2", "2027-03-01", "2027-04-01",
			[]string{"2027-03-24T09:30+01:00", "2027-03-31T09:30+02:00"}},
		{"pains 7: all day, the end is exclusive inside", "begin: 2026-12-05\neinde: 2026-12-06\nhele_dag: true", "2026-12-01", "2027-01-01",
			[]string{"2026-12-05 2026-12-07"}},
		{"monthly on the second Tuesday", "begin: 2026-11-10T20:00\nherhaling: FREQ=MONTHLY;BYDAY=2TU", "2026-12-01", "2027-02-01",
			[]string{"2026-12-08T20:00+01:00", "2027-01-12T20:00+01:00"}},
		{"UNTIL as a date takes the day in", "begin: 2026-12-01T09:30\nherhaling: FREQ=DAILY;UNTIL=20261202", "2026-12-01", "2027-01-01",
			[]string{"2026-12-01T09:30+01:00", "2026-12-02T09:30+01:00"}},
		{"UNTIL in UTC", "begin: 2026-12-01T23:30\nherhaling: FREQ=DAILY;UNTIL=20261202T223000Z", "2026-12-01", "2027-01-01",
			[]string{"2026-12-01T23:30+01:00", "2026-12-02T23:30+01:00"}},
		{"a date taken out is gone, a cancelled one stays (pains 10)",
			"begin: 2026-12-02T09:30\nherhaling: FREQ=WEEKLY;COUNT=3\nuitzonderingen:\n  - datum: 2026-12-02\n  - datum: 2026-12-09T09:30\n    status: gaat-niet-door",
			"2026-12-01", "2027-01-01", []string{"2026-12-09T09:30+01:00 gaat-niet-door", "2026-12-16T09:30+01:00"}},
		{"pains 4: a moved date takes the place of its own, also from another month",
			"begin: 2026-12-02T09:30\neinde: 2026-12-02T10:30\nherhaling: FREQ=WEEKLY;COUNT=2\nuitzonderingen:\n  - datum: 2026-12-09\n    status: verplaatst\n    begin: 2027-01-06T10:00",
			"2027-01-01", "2027-02-01", []string{"2027-01-06T10:00+01:00 2027-01-06T11:00+01:00 verplaatst"}},
		{"extra dates", "begin: 2026-12-02T09:30\nextra_datums: [2026-12-24T14:00, 2026-12-02T09:30]", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30+01:00", "2026-12-24T14:00+01:00"}},
		{"another zone", "begin: 2026-12-02T09:30\ntijdzone: Europe/London", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30Z"}},
		{"a whole series called off", "begin: 2026-12-02T09:30\nstatus: gaat-niet-door", "2026-12-01", "2027-01-01",
			[]string{"2026-12-02T09:30+01:00 gaat-niet-door"}},
	}
	for _, test := range tests {
		list, err := Expand(activity(t, test.activity), holiday.Days{}, parse(t, test.from), parse(t, test.to))
		var got []string
		for _, o := range list {
			got = append(got, short(o))
		}
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q (%v)\nwant %q", test.name, got, err, test.want)
		}
	}
}

func TestExpandHasNoCapThatCounts(t *testing.T) {
	list, err := Expand(activity(t, "begin: 2000-01-01T09:30\nherhaling: FREQ=DAILY"), holiday.Days{}, parse(t, "2000-01-01"), parse(t, "2060-01-01"))
	if err != nil || len(list) < 20_000 {
		t.Errorf("%d occurrences, %v", len(list), err)
	}
}

func TestExpandRefusesWhatItCannotFollow(t *testing.T) {
	for _, bad := range []string{"herhaling: FREQ=SOMS", "herhaling: elke dinsdag", "tijdzone: Mars/Olympus", "herhaling: FREQ=DAILY;UNTIL=20269999"} {
		if _, err := Expand(activity(t, "begin: 2026-12-02T09:30\n"+bad), holiday.Days{}, time.Time{}, time.Time{}); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

// newSite makes a site with two municipalities, and activities by their path.
func newSite(t *testing.T, activities map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"zutphen/_index.md": "---\ntitle: Zutphen\nsoort: gemeente\n---\n",
		"lochem/_index.md":  "---\ntitle: Lochem\nsoort: gemeente\n---\n",
		"over/_index.md":    "---\ntitle: Over\n---\n",
	}
	for name, text := range activities {
		files[name+"/index.md"] = "---\nsoort: activiteit\n" + text + "\n---\n"
	}
	for name, text := range files {
		file := filepath.Join(dir, "content", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSite(t *testing.T) {
	now := parse(t, "2026-12-01T08:00")
	s, err := Load(newSite(t, map[string]string{
		"zutphen/agenda/koffie":  "title: Koffie\nbegin: 2026-12-03T09:30\nook_in: [lochem, nergens]",
		"zutphen/agenda/concept": "title: Concept\nbegin: 2026-12-03T09:30\ndraft: true",
		"zutphen/agenda/later":   "title: Later\nbegin: 2026-12-03T09:30\npubliceren: 2026-12-02",
		"zutphen/agenda/kapot":   "title: Kapot\nbegin: 2026-12-03T09:30\nherhaling: FREQ=SOMS",
		"lochem/agenda/soep":     "title: Soep\nbegin: 2026-12-02\nuid: soep@google.com",
	}), now)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Notices) != 1 || !strings.Contains(s.Notices[0].File, "kapot") || s.Notices[0].Hint == "" {
		t.Errorf("notices: %+v", s.Notices)
	}
	for municipality, want := range map[string][]string{
		"":        {"Soep soep@google.com", "Koffie zutphen-agenda-koffie@mijnopladers.nl"},
		"zutphen": {"Koffie zutphen-agenda-koffie@mijnopladers.nl"},
		"lochem":  {"Soep soep@google.com", "Koffie zutphen-agenda-koffie@mijnopladers.nl"},
	} {
		list, err := s.Occurrences(municipality, now.AddDate(0, 0, -1), now.AddDate(0, 1, 0))
		var got []string
		for _, o := range list {
			got = append(got, o.Title+" "+o.UID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q (%v), want %q", municipality, got, err, want)
		}
	}
}

func TestCalendar(t *testing.T) {
	dir := newSite(t, map[string]string{
		"zutphen/agenda/koffie": `title: "Koffie; thee, en heel veel kleuters die samen een hele grote taart bakken: één met bözzels"
begin: 2026-12-02T09:30
einde: 2026-12-02T11:00
herhaling: FREQ=WEEKLY;UNTIL=20270701
aangekondigd: 2026-10-01
uitzonderingen:
  - datum: 2026-12-09
  - datum: 2026-12-16
    status: gaat-niet-door
    reden: De zaal is bezet.
plaats: {naam: De Lantaarn, straat: Voorbeeldstraat 1, postcode: 0000 AA, woonplaats: Zutphen}`,
		"zutphen/agenda/feest": "title: Feest\nbegin: 2026-12-05\neinde: 2026-12-06",
	})
	s, err := Load(dir, parse(t, "2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	got := s.Calendar("zutphen", "#Opladers Zutphen", "https://mijnopladers.nl/")
	for line := range bytes.Lines(got) {
		if len(line) > 77 || !bytes.HasSuffix(line, []byte("\r\n")) {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(string(got), "\r\n ", "")
	for _, want := range []string{
		"UID:zutphen-agenda-koffie@mijnopladers.nl",
		"DTSTAMP:20260930T220000Z",
		"DTSTART;TZID=Europe/Amsterdam:20261202T093000",
		"DTEND;TZID=Europe/Amsterdam:20261202T110000",
		"RRULE:FREQ=WEEKLY;UNTIL=20270701T215959Z",
		"EXDATE;TZID=Europe/Amsterdam:20261209T093000",
		"RECURRENCE-ID;TZID=Europe/Amsterdam:20261216T093000",
		`SUMMARY:Gaat niet door: Koffie\; thee\, en`,
		"DESCRIPTION:De zaal is bezet.",
		`LOCATION:De Lantaarn\, Voorbeeldstraat 1\, 0000 AA Zutphen`,
		"URL:https://mijnopladers.nl/zutphen/agenda/koffie/",
		"DTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261207",
	} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %s in\n%s", want, unfolded)
		}
	}
	if again := s.Calendar("zutphen", "#Opladers Zutphen", "https://mijnopladers.nl/"); !bytes.Equal(got, again) {
		t.Error("the second calendar differs")
	}
}

func TestWriteData(t *testing.T) {
	now := parse(t, "2026-12-02T20:00")
	dir := newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-11-25T09:30\nherhaling: FREQ=WEEKLY;COUNT=3",
	})
	s, err := Load(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if err := s.WriteData(out, now); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(out, "gegevens", "agenda-zutphen.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"dag": "2026-12-02"`, `"begin": "2026-12-09T09:30:00+01:00"`, `"/zutphen/agenda/koffie": [`, `"render": "never"`} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("no %s in\n%s", want, data)
		}
	}
	if bytes.Contains(data, []byte("2026-11-25")) {
		t.Error("a day that is over is in the data")
	}
	before, _ := os.Stat(file)
	if err := s.WriteData(out, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(file); !os.SameFile(before, after) {
		t.Error("equal data was written again")
	}
}

func BenchmarkExpand(b *testing.B) {
	p, err := page.Parse([]byte("---\ntitle: Koffie\nsoort: activiteit\nbegin: 2026-08-31T09:30\nherhaling: FREQ=WEEKLY;UNTIL=20280701\n---\n"))
	if err != nil {
		b.Fatal(err)
	}
	from := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		if _, err := Expand(p, holiday.Days{}, from, from.AddDate(2, 0, 0)); err != nil {
			b.Fatal(err)
		}
	}
}
