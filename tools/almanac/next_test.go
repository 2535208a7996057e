package almanac

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
)

func nextOf(t *testing.T, dir, now string) string {
	t.Helper()
	m, err := Next(dir, parse(t, now))
	if err != nil {
		t.Fatal(err)
	}
	if m.At.IsZero() {
		return ""
	}
	return fmt.Sprint(m.At.Format("2006-01-02T15:04Z07:00"), " ", m.Page, " ", m.Why)
}

func TestNextActivity(t *testing.T) {
	const page = "zutphen/agenda/koffie/index.md "
	for _, test := range []struct{ name, activity, now, want string }{
		{"pains 12: it passes at its end", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00", "2026-12-02T08:00",
			"2026-12-02T11:00+01:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"it has passed", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00", "2026-12-02T11:00", ""},
		{"without an end it is there all day", "begin: 2026-12-02T09:30", "2026-12-02T20:00",
			"2026-12-03T00:00+01:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"the last of several days", "begin: 2026-11-28\neinde: 2026-12-02", "2026-12-01T08:00",
			"2026-12-03T00:00+01:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"the second of a series", "begin: 2026-12-01T09:30\neinde: 2026-12-01T11:00\nherhaling: FREQ=WEEKLY", "2026-12-02T00:00",
			"2026-12-08T11:00+01:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"it comes into the week", "begin: 2026-12-12T09:30", "2026-12-01T08:00",
			"2026-12-06T00:00+01:00 " + page + "De activiteit ‘Koffie’ is binnen een week."},
		{"a month begins before", "begin: 2027-02-20T09:30", "2026-12-01T08:00", "2027-01-01T00:00+01:00  Er begint een nieuwe maand."},
		{"far away it comes into the agenda", "begin: 2029-06-01T09:30", "2026-12-01T08:00",
			"2028-04-28T00:00+02:00 " + page + "De activiteit ‘Koffie’ komt in de agenda."},
		{"the night the clock goes forward", "begin: 2027-03-28T01:30\neinde: 2027-03-28T03:30", "2027-03-28T00:00",
			"2027-03-28T03:30+02:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"midnight after the clock went back", "begin: 2026-10-25T20:00", "2026-10-25T00:00",
			"2026-10-26T00:00+01:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"in another zone", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00\ntijdzone: Europe/London", "2026-12-02T08:00",
			"2026-12-02T12:00+01:00 " + page + "De activiteit ‘Koffie’ is voorbij."},
		{"a draft", "begin: 2026-12-02T09:30\ndraft: true", "2026-12-02T08:00", ""},
	} {
		dir := newSite(t, map[string]string{"zutphen/agenda/koffie": "title: Koffie\n" + test.activity})
		if got := nextOf(t, dir, test.now); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestNextPages(t *testing.T) {
	const photo = "\nfotos:\n- {bestand: a.jpg, toestemming: {ref: '14', doel: website, tot: 2026-12-10%s}}"
	for _, test := range []struct{ name, page, text, want string }{
		{"pains 13: a story is published", "zutphen/verhalen/soep/index.md", "title: Soep\nsoort: verhaal\npubliceren: 2026-12-05T07:00\nverloopt: 2027-01-05",
			"2026-12-05T07:00+01:00 zutphen/verhalen/soep/index.md De pagina ‘Soep’ komt op de site."},
		{"pains 13: a page expires", "over.md", "title: Over\npubliceren: 2026-11-05\nverloopt: 2026-12-05",
			"2026-12-05T00:00+01:00 over.md De pagina ‘Over’ gaat van de site."},
		{"a moment elsewhere in the world", "over.md", "title: Over\nverloopt: 2026-12-05T12:00:00Z", "2026-12-05T13:00+01:00 over.md De pagina ‘Over’ gaat van de site."},
		{"an activity is published", "zutphen/agenda/a/index.md", "title: A\nsoort: activiteit\nbegin: 2026-12-09\npubliceren: 2026-12-08",
			"2026-12-08T00:00+01:00 zutphen/agenda/a/index.md De pagina ‘A’ komt op de site."},
		{"it was published", "over.md", "title: Over\npubliceren: 2026-12-01T08:00", ""},
		{"it expired", "over.md", "title: Over\nverloopt: 2026-12-01T08:00", ""},
		{"it would expire before it is published", "over.md", "title: Over\npubliceren: 2026-12-20\nverloopt: 2026-12-10", ""},
		{"a draft", "over.md", "title: Over\ndraft: true\npubliceren: 2026-12-05", ""},
		{"a date to delete it", "over.md", "title: Over\nverwijderen_na: 2026-12-05", ""},
		{"what is no date", "over.md", "title: Over\npubliceren: gauw", ""},
		{"what cannot be read", "over.md", "title: [", ""},
		{"consent ends after its last day", "zutphen/verhalen/soep/index.md", "title: Soep\nsoort: verhaal" + fmt.Sprintf(photo, ""),
			"2026-12-11T00:00+01:00 zutphen/verhalen/soep/index.md De toestemming voor een foto bij ‘Soep’ is voorbij."},
		{"consent begins on the day that it was signed", "zutphen/verhalen/soep/index.md", "title: Soep\nsoort: verhaal" + fmt.Sprintf(photo, ", datum: 2026-12-04"),
			"2026-12-04T00:00+01:00 zutphen/verhalen/soep/index.md De toestemming voor een foto bij ‘Soep’ gaat in."},
		{"consent that was withdrawn", "zutphen/verhalen/soep/index.md", "title: Soep\nsoort: verhaal" + fmt.Sprintf(photo, ", status: ingetrokken"), ""},
		{"an emergency begins", "aalten/_index.md", "title: Aalten\nsoort: gemeente\nnoodbericht: {tekst: Storm, vanaf: 2026-12-04, tot: 2026-12-05}",
			"2026-12-04T00:00+01:00 aalten/_index.md Het noodbericht van Aalten komt op de site."},
		{"an emergency ends", "aalten/_index.md", "title: Aalten\nsoort: gemeente\nnoodbericht: {tekst: Storm, tot: 2026-12-05}",
			"2026-12-06T00:00+01:00 aalten/_index.md Het noodbericht van Aalten gaat van de site."},
		{"the organiser is back", "aalten/_index.md", "title: Aalten\nsoort: gemeente\naanjager: {afwezig_tot: 2026-12-05}",
			"2026-12-06T00:00+01:00 aalten/_index.md De aanjager van Aalten is er weer."},
	} {
		dir := newSite(t, nil)
		withPage(t, dir, test.page, test.text)
		if got := nextOf(t, dir, "2026-12-01T08:00"); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

// shown is what a build at t tells of the dates up to a day: which are still to come, which are in the lists of the week, and the month that
// the calendar begins with.
func shown(t *testing.T, s *agenda.Site, at, from, to time.Time) string {
	t.Helper()
	list, err := dates(s, "", from, to)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	week := midnight(at).AddDate(0, 0, weekAhead).Format(time.DateOnly)
	for _, o := range list {
		if o.over.After(at) {
			fmt.Fprintln(&b, o.Page, o.Begin, o.Day < week)
		}
	}
	if b.Len() > 0 {
		b.WriteString(at.Format("2006-01"))
	}
	return b.String()
}

// Up to the moment that Next gives the site stays as it is, and at that moment it differs.
func TestNextIsRight(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	begin := parse(t, "2026-09-01")
	pages := map[string]string{}
	for i := range 30 {
		start := page.WallTime(begin.AddDate(0, 0, random.IntN(300)).Add(time.Duration(random.IntN(24*4)) * 15 * time.Minute))
		text := fmt.Sprintf("title: A%d\nbegin: %s\n", i, start)
		switch random.IntN(4) {
		case 0:
			text += fmt.Sprintf("einde: %s\n", page.WallTime(start.In(time.UTC).Add(time.Duration(random.IntN(200))*time.Hour/2)))
		case 1:
			text = fmt.Sprintf("title: A%d\nbegin: %s\neinde: %s\n", i, start.Day(), start.Day().AddDays(random.IntN(4)))
		}
		if random.IntN(5) == 0 {
			text += "herhaling: FREQ=WEEKLY;INTERVAL=3;COUNT=8\n"
		}
		pages[fmt.Sprintf("zutphen/agenda/a%d", i)] = text
	}
	s, err := agenda.Load(newSite(t, pages), begin)
	if err != nil || len(s.Activities) != 30 {
		t.Fatal(err, s.Notices)
	}
	from, to := begin.AddDate(-1, 0, 0), begin.AddDate(3, 0, 0)
	now, steps := begin.Add(-time.Hour), 0
	for ; steps < 500; steps++ {
		m, err := nextOfAgenda(s, now)
		if err != nil {
			t.Fatal(err)
		}
		if m.At.IsZero() {
			break
		}
		was := shown(t, s, now, from, to)
		for _, at := range []time.Time{now.Add(m.At.Sub(now) / 2), m.At.Add(-time.Second)} {
			if !at.Before(now) && shown(t, s, at, from, to) != was {
				t.Fatalf("at %s, before %s (%s), the site differs from %s", at, m.At, m.Why, now)
			}
		}
		if shown(t, s, m.At, from, to) == was {
			t.Fatalf("at %s nothing changes, although: %s", m.At, m.Why)
		}
		now = m.At
	}
	if left := shown(t, s, now, from, to); steps < 60 || left != "" {
		t.Errorf("%d steps until %s; still to come:\n%s", steps, now, left)
	}
}

func TestNextDoesNotDependOnTheMachine(t *testing.T) {
	dir := newSite(t, map[string]string{"zutphen/agenda/koffie": "title: Koffie\nbegin: 2026-12-02"})
	tokyo, err := page.Zone("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Next(dir, parse(t, "2026-12-02T08:00").In(tokyo))
	if err != nil || m.At.Format(time.RFC3339) != "2026-12-03T00:00:00+01:00" {
		t.Errorf("%v, %v", m, err)
	}
}
