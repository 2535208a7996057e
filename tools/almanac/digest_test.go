package almanac

import (
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
)

func TestDigest(t *testing.T) {
	s, err := agenda.Load(newSite(t, map[string]string{
		"zutphen/agenda/koffie": "title: Koffie *extra* & <b>_taart_</b>\nbegin: 2026-12-03T09:30\neinde: 2026-12-03T11:00\nplaats: {naam: De Lantaarn, woonplaats: Zutphen}",
		"zutphen/agenda/soep":   "title: Soep\nbegin: 2026-12-04\nstatus: gaat-niet-door",
		"zutphen/agenda/later":  "title: Later\nbegin: 2026-12-10",
	}), parse(t, "2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	s.Municipalities["zutphen"].Municipality.Emergency = &page.Emergency{Text: "Het\nstormt.", From: "2026-12-07"}
	d, err := newDigest(s, "zutphen", parse(t, "2026-12-03T12:00"), 7, "https://voorbeeld.nl/")
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
	if got := d.message(); got != message {
		t.Errorf("got\n%s\nwant\n%s", got, message)
	}
	html, err := d.letterHTML()
	for _, want := range []string{
		`<html lang="nl">`, "<title>Wat is er te doen in Zutphen?</title>", "Koffie *extra* &amp; &lt;b&gt;", `href="https://voorbeeld.nl/zutphen/agenda/soep/">Gaat niet door: Soep</a>`,
	} {
		if err != nil || !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s (%v)", want, html, err)
		}
	}
	if text := d.letter(); !strings.Contains(text, "\nvrijdag 4 december 2026, hele dag\nGaat niet door: Soep\nhttps://voorbeeld.nl/zutphen/agenda/soep/\n") {
		t.Error(text)
	}
	quiet, err := newDigest(s, "lochem", parse(t, "2026-12-03"), 7, "https://voorbeeld.nl/")
	if err != nil || !strings.Contains(quiet.message(), "Er staat nu niets op de agenda.") {
		t.Errorf("%v %v", quiet, err)
	}
}

func TestALongMessageIsCutAndSaysSo(t *testing.T) {
	d := &digest{dates: make([]agenda.Occurrence, maxMessage+3)}
	if got := d.message(); strings.Count(got, "\n- ") != maxMessage || !strings.Contains(got, "En nog 3 keer iets te doen.") {
		t.Error(got)
	}
}
