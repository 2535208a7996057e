package page

import (
	"fmt"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// HasEndBeforeBegin reports an end that cannot be.
func (a *Activity) HasEndBeforeBegin() bool { return !a.End.IsZero() && a.End.Before(a.Begin) }

var (
	statuses = []Status{StatusOn, StatusCancelled, StatusMoved, StatusFull, StatusTentative}
	holidays = []string{HolidaysSkip, HolidaysToo, HolidaysOnly}
)

// Doubt is what will not be as who wrote the page thinks, of level Warning, with the key that it is about: einde, uitzonderingen.datum.
type Doubt struct {
	Key   string
	Index int // of the exception, from 0
	notice.Notice
}

func (a *Activity) check(title string) (out []notice.Notice) {
	for _, d := range a.Doubts(title) {
		out = append(out, d.Notice)
	}
	return out
}

// Doubts gives what of the activity will not be as who wrote it thinks.
func (a *Activity) Doubts(title string) []Doubt {
	var out []Doubt
	index := 0
	warn := func(key, text, hint string) {
		out = append(out, Doubt{key, index, notice.Notice{Level: notice.Warning, Text: fmt.Sprintf("De activiteit ‘%s’ %s.", title, text), Hint: hint}})
	}
	status := func(key string, s Status) {
		if s != "" && !slices.Contains(statuses, s) {
			warn(key, fmt.Sprintf("heeft de status ‘%s’, die de site niet kent. Wie kijkt, ziet niet of zij doorgaat", s),
				"Schrijf "+choice(statuses)+".")
		}
	}
	status("status", a.Status)
	for _, h := range []struct{ key, value string }{{"vakanties", a.Holidays}, {"feestdagen", a.PublicHolidays}} {
		if h.value != "" && !slices.Contains(holidays, h.value) {
			warn(h.key, fmt.Sprintf("heeft bij %s ‘%s’, dat de site niet kent. De activiteit gaat dan gewoon door", h.key, h.value),
				"Schrijf "+h.key+": "+choice(holidays)+".")
		}
	}
	switch {
	case a.Begin.IsZero() && !a.End.IsZero():
		warn("begin", "heeft een einde, maar geen begin. Zij staat niet in de agenda", "Schrijf begin: 2026-12-02T09:30.")
	case a.HasEndBeforeBegin():
		warn("einde", "eindigt voor zij begint", "Kijk de tijden na.")
	}
	for i, x := range a.Exceptions {
		index = i
		status("uitzonderingen.status", x.Status)
		switch {
		case x.Date.IsZero():
			warn("uitzonderingen.datum", "heeft een uitzondering zonder datum, die niet telt", "Schrijf datum: met de dag waarop het anders is, zoals 2026-12-09.")
		case !x.Begin.IsZero() && !x.End.IsZero() && x.End.Before(x.Begin):
			warn("uitzonderingen.einde", "eindigt bij de uitzondering van "+x.Date.String()+" voor zij begint", "Kijk de tijden na.")
		}
	}
	return out
}

// choice writes words to choose from.
func choice[T ~string](words []T) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == len(words)-1:
			b.WriteString(" of ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}
