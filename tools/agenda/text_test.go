package agenda

import (
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

func TestHoursAndNote(t *testing.T) {
	tests := []struct {
		name, activity string
		hours, note    string
	}{
		{"no end", "begin: 2026-12-02T09:30", "9.30 uur", ""},
		{"an end", "begin: 2026-12-02T09:30\neinde: 2026-12-02T11:05", "9.30–11.05 uur", ""},
		{"until midnight", "begin: 2026-12-02T20:00\neinde: 2026-12-03T00:00", "20.00–24.00 uur", ""},
		{"a night", "begin: 2026-12-02T20:00\neinde: 2026-12-03T08:00", "20.00 uur, tot en met donderdag 3 december 2026, 8.00 uur", ""},
		{"an end that cannot be", "begin: 2026-12-02T09:30\neinde: 2026-12-02T08:00", "9.30 uur", ""},
		{"a day", "begin: 2026-12-02", "hele dag", ""},
		{"days", "begin: 2026-12-02\neinde: 2026-12-03", "tot en met donderdag 3 december 2026", ""},
		{"the day on which summer time ends", "begin: 2026-10-25", "hele dag", ""},
		{"and the one on which it begins", "begin: 2027-03-28", "hele dag", ""},
		{"moved", "begin: 2026-12-02T09:30\nherhaling: FREQ=DAILY;COUNT=1\nuitzonderingen: [{datum: 2026-12-02T09:30, status: verplaatst, begin: 2026-12-03T10:00, reden: De zaal is bezet.}]",
			"10.00 uur", "Was eerst op woensdag 2 december 2026, 9.30 uur. De zaal is bezet."},
	}
	for _, test := range tests {
		p := activity(t, test.activity)
		list, err := Expand(p, Activity{}.Days, time.Time{}, parse(t, "2028-01-01"))
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", test.name, list, err)
		}
		if o := &list[0]; o.Hours() != test.hours || o.Note() != test.note {
			t.Errorf("%s: %q and %q, want %q and %q", test.name, o.Hours(), o.Note(), test.hours, test.note)
		}
	}
}

func TestDigest(t *testing.T) {
	s, err := Load(newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie *extra* & <b>_taart_</b>\nbegin: 2026-12-03T09:30\neinde: 2026-12-03T11:00\nplaats: {naam: De Lantaarn, woonplaats: Zutphen}",
		"zutphen/agenda/soep":   "title: Soep\nbegin: 2026-12-04\nstatus: gaat-niet-door",
		"zutphen/agenda/later":  "title: Later\nbegin: 2026-12-10",
	}), parse(t, "2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	s.Municipalities["zutphen"].Municipality.Emergency = &page.Emergency{Text: "Het\nstormt.", From: "2026-12-07"}
	d, err := s.Digest("zutphen", parse(t, "2026-12-03T12:00"), 7, "https://voorbeeld.nl/")
	if err != nil {
		t.Fatal(err)
	}
	const message = `*Wat is er te doen in Zutphen?*
Van donderdag 3 december tot en met woensdag 9 december 2026

*Let op: Het stormt.*

*donderdag 3 december*
- 9.30–11.00 uur · Koffie extra & <b> taart </b> · De Lantaarn, Zutphen

*vrijdag 4 december*
- hele dag · Gaat niet door: Soep

Alles over deze activiteiten:
https://voorbeeld.nl/zutphen/agenda/
`
	if got := d.Message(); got != message {
		t.Errorf("got\n%s\nwant\n%s", got, message)
	}
	html, err := d.LetterHTML()
	for _, want := range []string{
		`<html lang="nl">`, "<title>Wat is er te doen in Zutphen?</title>", "Koffie *extra* &amp; &lt;b&gt;", `href="https://voorbeeld.nl/zutphen/agenda/soep/">Gaat niet door: Soep</a>`,
	} {
		if err != nil || !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s (%v)", want, html, err)
		}
	}
	if text := d.Letter(); !strings.Contains(text, "\nvrijdag 4 december 2026, hele dag\nGaat niet door: Soep\nhttps://voorbeeld.nl/zutphen/agenda/soep/\n") {
		t.Error(text)
	}
	quiet, err := s.Digest("lochem", parse(t, "2026-12-03"), 7, "https://voorbeeld.nl/")
	if err != nil || !strings.Contains(quiet.Message(), "Er staat nu niets op de agenda.") {
		t.Errorf("%v %v", quiet, err)
	}
}

func TestALongMessageIsCutAndSaysSo(t *testing.T) {
	d := &Digest{Dates: make([]Occurrence, maxMessage+3)}
	if got := d.Message(); strings.Count(got, "\n- ") != maxMessage || !strings.Contains(got, "En nog 3 keer iets te doen.") {
		t.Error(got)
	}
}
