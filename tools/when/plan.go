package when

import (
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Plan is what one text says about when.
type Plan struct {
	First, Last page.Civil // dates; the same for one day and for a series, zero when not known
	Begin, End  *Clock     // nil when not said
	AllDay      bool       // said: "hele dag"

	Recurrence string       // RRULE value of RFC 5545, UNTIL as a date; "" for no series
	Dates      []page.Civil // further dates
	Except     []page.Civil // dates on which the series is not

	Holidays, PublicHolidays string // page.HolidaysSkip, HolidaysToo or HolidaysOnly; "" when not said
}

// String says the plan in Dutch, as Read understands it again. It is "" for a rule that words cannot say.
func (p Plan) String() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	switch {
	case p.Recurrence != "":
		u, ok := parseRule(p.Recurrence, p.First)
		if !ok || u.count > 0 {
			return ""
		}
		series := u.phrase()
		add(series + between(p.First, u.until))
	case p.First.IsZero():
	case p.First != p.Last:
		add(Range(p.First, p.Last))
	default:
		add(days(append([]page.Civil{p.First}, p.Dates...)))
	}
	if p.AllDay {
		add("hele dag")
	}
	add(hours(p.Begin, p.End))
	add(holidays(p.Holidays, "in schoolvakanties"))
	add(holidays(p.PublicHolidays, "op feestdagen"))
	if len(p.Except) > 0 {
		add("niet op " + days(p.Except))
	}
	if len(p.Dates) > 0 && p.Recurrence != "" {
		add("ook op " + days(p.Dates))
	}
	return strings.Join(parts, ", ")
}

// between says the bounds of a series.
func between(first, last page.Civil) string {
	switch {
	case first.IsZero() && last.IsZero():
		return ""
	case first.IsZero():
		return " t/m " + Long(last)
	case last.IsZero():
		return " vanaf " + Long(first)
	}
	return " van " + Range(first, last)
}

func holidays(what, where string) string {
	switch what {
	case page.HolidaysSkip:
		return "niet " + where
	case page.HolidaysOnly:
		return "alleen " + where
	case page.HolidaysToo:
		return "ook " + where
	}
	return ""
}

// days names dates: 10, 17 en 24 oktober 2026. Those of one month share its name.
func days(list []page.Civil) string {
	var months []string
	for i := 0; i < len(list); {
		y, m, _ := list[i].In(time.UTC).Date()
		var days []string
		for ; i < len(list); i++ {
			y2, m2, d := list[i].In(time.UTC).Date()
			if y2 != y || m2 != m {
				break
			}
			days = append(days, fmt.Sprint(d))
		}
		months = append(months, fmt.Sprintf("%s %s %d", enumerate(days), monthName(int(m)), y))
	}
	return enumerate(months)
}

// hours writes a time or a range of two. What is Loose stands in words, because that is how people said it.
func hours(begin, end *Clock) string {
	switch {
	case begin == nil && end == nil:
		return ""
	case begin == nil:
		return "tot " + end.said()
	case end == nil:
		return begin.said()
	case !begin.Loose && !end.Loose:
		return begin.digits() + "-" + end.String()
	}
	return begin.said() + " tot " + end.said()
}

// said writes a time as it was said.
func (c Clock) said() string {
	hour, minute := c.Hour, c.Minute
	if !c.Loose {
		return c.String()
	}
	if hour > 12 || hour == 12 && minute > 29 {
		hour -= 12
	}
	switch {
	case minute == 0:
		return fmt.Sprintf("%d uur", hour)
	case minute == 30:
		return fmt.Sprintf("half %d", hour+1)
	case minute < 30:
		return fmt.Sprintf("%d over %d", minute, (hour+11)%12+1)
	}
	return fmt.Sprintf("%d voor %d", 60-minute, hour+1)
}
