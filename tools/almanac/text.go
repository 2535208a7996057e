package almanac

import (
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// Prefixes of titles. What differs from the plan comes first, because a phone shows little more than that.
var headlines = map[page.Status]string{
	page.StatusCancelled: "Gaat niet door: ",
	page.StatusMoved:     "Verplaatst: ",
	page.StatusFull:      "Vol: ",
	page.StatusTentative: "Nog niet zeker: ",
}

// Headline is the title, after what differs: "Gaat niet door: Koffie".
func Headline(o *agenda.Occurrence) string { return headlines[o.Status] + o.Title }

// Hours says when it is on its day: "9.30–11.00 uur", "hele dag".
func Hours(o *agenda.Occurrence) string {
	begin := clock(o.Begin) + " uur"
	switch last := o.End.Add(-time.Nanosecond); {
	case o.AllDay && last.After(o.Begin.AddDate(0, 0, 1)):
		return "tot en met " + day(last)
	case o.AllDay:
		return "hele dag"
	case !o.End.After(o.Begin):
		return begin
	case o.End.Day() == o.Begin.Day() && o.End.Sub(o.Begin) < 24*time.Hour:
		return clock(o.Begin) + "–" + clock(o.End) + " uur"
	case last.YearDay() == o.Begin.YearDay() && last.Year() == o.Begin.Year(): // ends at midnight
		return clock(o.Begin) + "–24.00 uur"
	default:
		return begin + ", tot en met " + day(o.End) + ", " + clock(o.End) + " uur"
	}
}

// Note says what was changed, and why; "" when nothing was. Where something that is called off was before does not matter.
func Note(o *agenda.Occurrence) string {
	var parts []string
	if was := Was(o); was != "" {
		parts = append(parts, "Was eerst op "+was+".")
	}
	if o.Status != page.StatusCancelled && o.WasPlace != "" {
		parts = append(parts, "De plek was eerst: "+o.WasPlace+".")
	}
	if o.Reason != "" {
		parts = append(parts, o.Reason)
	}
	return strings.Join(parts, " ")
}

// Was says when it would have been before it was moved: "woensdag 2 december 2026, 9.30 uur"; "" when that does not matter.
func Was(o *agenda.Occurrence) string {
	switch {
	case o.Was.IsZero() || o.Status == page.StatusCancelled:
		return ""
	case o.AllDay:
		return day(o.Was)
	}
	return day(o.Was) + ", " + clock(o.Was) + " uur"
}

func day(t time.Time) string { return when.Full(page.WallTime(t)) }

func clock(t time.Time) string { return when.Time(page.WallTime(t)) }
