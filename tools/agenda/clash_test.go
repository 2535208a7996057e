package agenda

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// occurrenceAt makes an occurrence of one hour in a calendar file.
func occurrenceAt(t *testing.T, uid, title, place, begin string) Occurrence {
	t.Helper()
	o := Occurrence{UID: uid, Source: "agenda.ics", Title: title, Begin: parse(t, begin), Status: page.StatusOn}
	o.End = o.Begin.Add(time.Hour)
	if place != "" {
		o.Place = &page.Place{Name: place}
	}
	return o
}

func uids(pairs []Pair) []string {
	var out []string
	for _, p := range pairs {
		out = append(out, fmt.Sprintf("%s %s %d", p.A.UID, p.B.UID, p.Times))
	}
	return out
}

func TestClashes(t *testing.T) {
	const morning, later, next = "2026-12-02T09:30", "2026-12-02T10:00", "2026-12-02T10:30"
	day := occurrenceAt(t, "d", "Rommelmarkt", "Zaal", "2026-12-02")
	day.AllDay, day.End = true, day.Begin.AddDate(0, 0, 1)
	cancelled := occurrenceAt(t, "c", "Yoga", "Zaal", morning)
	cancelled.Status = page.StatusCancelled
	open := occurrenceAt(t, "o", "Inloop", "Zaal", later)
	open.End = time.Time{}
	elsewhere := occurrenceAt(t, "e", "Yoga", "Zaal", morning)
	elsewhere.Municipality = "lochem"
	long := occurrenceAt(t, "l", "Kamp", "Zaal", "2026-12-01T09:00")
	long.End = parse(t, "2026-12-04")
	o := func(uid, title, place, begin string) Occurrence { return occurrenceAt(t, uid, title, place, begin) }
	for _, test := range []struct {
		name string
		list []Occurrence
		want []string
	}{
		{"at one time", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Yoga", "Zaal", later)}, []string{"a b 1"}},
		{"the place in other words", []Occurrence{o("a", "Koffie", "de zaal", morning), o("b", "Yoga", "De Zaal, Voorbeeldstraat 1", later)}, []string{"a b 1"}},
		{"one after the other", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Yoga", "Zaal", next)}, nil},
		{"at another place", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Yoga", "Tuin", morning)}, nil},
		{"a place of that name in another municipality", []Occurrence{o("a", "Koffie", "Zaal", morning), elsewhere}, nil},
		{"no place", []Occurrence{o("a", "Koffie", "", morning), o("b", "Yoga", "", morning)}, nil},
		{"no room", []Occurrence{o("a", "Koffie", "Online", morning), o("b", "Yoga", "online", morning)}, nil},
		{"of one activity", []Occurrence{o("a", "Koffie", "Zaal", morning), o("a", "Koffie", "Zaal", later)}, nil},
		{"cancelled", []Occurrence{o("a", "Koffie", "Zaal", morning), cancelled}, nil},
		{"without an end", []Occurrence{o("a", "Koffie", "Zaal", morning), open}, []string{"a o 1"}},
		{"all day", []Occurrence{o("a", "Koffie", "Zaal", morning), day}, []string{"d a 1"}},
		{"a long one, and a short one between", []Occurrence{long, o("a", "Koffie", "Zaal", "2026-12-01T09:30"), o("b", "Yoga", "Zaal", "2026-12-03T09:30")}, []string{"l a 1", "l b 1"}},
		{"a duplicate is no clash", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Koffie met soep", "Zaal", morning)}, nil},
		{"every week", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Yoga", "Zaal", later),
			o("a", "Koffie", "Zaal", "2026-12-09T09:30"), o("b", "Yoga", "Zaal", "2026-12-09T09:00")}, []string{"a b 2"}},
	} {
		if got := uids(Clashes(test.list)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		slices.Reverse(test.list)
		if got := uids(Clashes(test.list)); !slices.Equal(got, test.want) {
			t.Errorf("%s, the other way round: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	const morning, noon = "2026-12-02T09:30", "2026-12-02T12:00"
	o := func(uid, title, place, begin string) Occurrence { return occurrenceAt(t, uid, title, place, begin) }
	in := func(municipality string, o Occurrence) Occurrence {
		o.Municipality = municipality
		return o
	}
	otherFeed := o("a", "Koffie", "Zaal", morning)
	otherFeed.Source = "school.ics"
	allDay := o("b", "Koffie", "", "2026-12-02")
	allDay.AllDay = true
	for _, test := range []struct {
		name string
		list []Occurrence
		want []string
	}{
		{"the same", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Koffie", "Zaal", morning)}, []string{"a b 1"}},
		{"pains 1: one UID in two feeds", []Occurrence{o("a", "Koffie", "Zaal", morning), otherFeed}, []string{"a a 1"}},
		{"of one activity", []Occurrence{o("a", "Koffie", "Zaal", morning), o("a", "Koffie", "Zaal", noon)}, nil},
		{"written otherwise", []Occurrence{o("a", "Koffie-ochtend", "", morning), o("b", "De koffieochtend!", "Zaal", morning)}, []string{"b a 1"}},
		{"accents and order", []Occurrence{o("a", "Babycafé Zutphen", "", morning), o("b", "Zutphen: babycafe", "", noon)}, []string{"a b 1"}},
		{"one says more", []Occurrence{o("a", "Voorlezen", "", morning), o("b", "Voorlezen in de bieb", "", morning)}, []string{"a b 1"}},
		{"one says more, at another time", []Occurrence{o("a", "Koffie", "", morning), o("b", "Koffie met soep", "", noon)}, nil},
		{"another day", []Occurrence{o("a", "Koffie", "", morning), o("b", "Koffie", "", "2026-12-03T09:30")}, nil},
		{"at one time, the place in other words", []Occurrence{in("zutphen", o("a", "Koffie", "Zaal", morning)), in("zutphen", o("b", "Koffie", "De grote zaal", morning))}, []string{"a b 1"}},
		{"at another time and place", []Occurrence{o("a", "Koffie", "Zaal", morning), o("b", "Koffie", "Tuin", noon)}, nil},
		{"each in its own municipality", []Occurrence{in("zutphen", o("a", "Koffie", "Zaal", morning)), in("lochem", o("b", "Koffie", "Zaal", morning))}, nil},
		{"a regional one, entered twice", []Occurrence{in("zutphen", o("a", "Koffie", "", morning)), in("lochem", o("b", "Koffie", "Zaal", morning))}, []string{"a b 1"}},
		{"all day and at a time", []Occurrence{o("a", "Koffie", "", morning), allDay}, []string{"b a 1"}},
		{"titles of nothing but fillers", []Occurrence{o("a", "…", "Zaal", morning), o("b", "De en het", "Zaal", morning)}, nil},
		{"every week", []Occurrence{o("a", "Koffie", "", morning), o("b", "Koffie", "", morning),
			o("a", "Koffie", "", "2026-12-09T09:30"), o("b", "Koffie", "", "2026-12-09T09:30")}, []string{"a b 2"}},
	} {
		if got := uids(Duplicates(test.list)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// In the worst calendar everything is at one time and place: the time may grow with the number of dates, not with its square.
func TestClashesTakeNoQuadraticTime(t *testing.T) {
	list := slices.Repeat([]Occurrence{occurrenceAt(t, "", "", "Zaal", "2026-12-02T09:30")}, 20_000)
	for i := range list {
		list[i].UID, list[i].Title = fmt.Sprint(i), fmt.Sprintf("Koffie %d", i)
	}
	if n := len(Clashes(list)); n < len(list)-1 || n > maxOpen*len(list) {
		t.Errorf("%d clashes", n)
	}
	if n := len(Duplicates(list)); n > maxOpen*len(list) {
		t.Errorf("%d duplicates", n)
	}
}

func BenchmarkClashes(b *testing.B) {
	start := time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)
	list := make([]Occurrence, 20_000)
	for i := range list {
		list[i] = Occurrence{UID: fmt.Sprint(i % 1000), Title: fmt.Sprintf("Koffie in zaal %d", i%1000), Begin: start.Add(time.Duration(i) * time.Hour / 4),
			Place: &page.Place{Name: fmt.Sprintf("Zaal %d", i%50)}}
		list[i].End = list[i].Begin.Add(2 * time.Hour)
	}
	for b.Loop() {
		Clashes(list)
		Duplicates(list)
	}
}
