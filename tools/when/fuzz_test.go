package when

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

var autumn = page.Date(2026, 9, 15) // a Tuesday

// same reports whether two plans say the same.
func same(a, b Plan) bool {
	x, _ := json.Marshal(shownPlan(a))
	y, _ := json.Marshal(shownPlan(b))
	return bytes.Equal(x, y)
}

func shownPlan(p Plan) []any {
	dates := func(list []page.Civil) (out []string) {
		for _, d := range list {
			out = append(out, d.String())
		}
		return out
	}
	return []any{p.First.String(), p.Last.String(), p.Begin, p.End, p.AllDay, p.Recurrence, dates(p.Dates), dates(p.Except), p.Holidays, p.PublicHolidays}
}

// checkRead checks what holds for any text: a plan can be said and read again, and so can every candidate of a question.
func checkRead(t *testing.T, text string, ref page.Civil) {
	t.Helper()
	p, err := Read(text, ref)
	var question *QuestionError
	if errors.As(err, &question) {
		for _, c := range question.Candidates {
			if p, err := Read(c, ref); err != nil || p.String() != c {
				t.Errorf("Read(%q) proposes %q, which is %v, %v", text, c, p, err)
			}
		}
	}
	if err != nil {
		return
	}
	if q, err := Read(p.String(), ref); err != nil || !same(p, q) {
		t.Errorf("Read(%q) = %+v, said as %q, which is %+v, %v", text, shownPlan(p), p, shownPlan(q), err)
	}
	if p.Last.Before(p.First) {
		t.Errorf("Read(%q) ends before it begins", text)
	}
	for _, c := range []*Clock{p.Begin, p.End} {
		if c != nil && (c.minutes() < 0 || c.minutes() > 24*60) {
			t.Errorf("Read(%q) gives %v", text, c)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"zo 10 okt. 2021 10.00 - 12.00 uur", "9-11-'89", "half 6", "10, 17 en 24 oktober 2026", "20240501",
		"elke 2e dinsdag van de maand, half 10 tot 12 uur, m.u.v. 25 december 2026 en schoolvakanties", "om de week op woensdag vanaf 7 oktober 2026",
		"jaarlijks op 5 december", "elke woensdag in januari en maart 2027", "wekelijks t/m 4 juni", "maandag t/m vrijdag behalve woensdag",
		"oneven weken op vrijdagmiddag 2 uur t/m 18 december 2026", "10 keer elke dinsdag vanaf 6 oktober 2026, ook op 17 oktober 2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkRead(t, s, page.Civil{})
		checkRead(t, s, autumn)
	})
}
