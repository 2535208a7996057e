package when

import (
	"fmt"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// first finds the first date. Of a rule that passes over weeks or months it must be said which ones count.
func (r *reader) first(u rule, begin page.Civil) (page.Civil, error) {
	said := !begin.IsZero()
	start := begin
	if !said {
		start = r.ref
	}
	switch {
	case start.IsZero() && (u.interval > 1 || r.parity > 0):
		return page.Civil{}, &QuestionError{Text: r.text, Why: "er staat niet bij vanaf welke datum"}
	case start.IsZero():
		return page.Civil{}, nil
	case said && r.begin == nil && len(r.row) > 0 && !u.hits(begin) && r.last == nil && !slices.ContainsFunc(r.row, func(s stop) bool { return s.through }):
		return page.Civil{}, syntax(r.text, "deze datum past niet bij de herhaling")
	}
	if r.parity > 0 {
		for _, d := range u.every().dates(start, start, 14) {
			if _, week := d.In(time.UTC).ISOWeek(); week%2 == r.parity%2 {
				return d, nil
			}
		}
		return page.Civil{}, syntax(r.text, "in deze periode valt geen enkele datum")
	}
	if u.interval == 1 || said && u.hits(start) {
		one := u.every()
		if dates := one.dates(start, start, 1); len(dates) > 0 {
			return dates[0], nil
		}
		return page.Civil{}, syntax(r.text, "in deze periode valt geen enkele datum")
	}
	var readings []func(*reader)
	seen := map[string]bool{}
	for _, d := range u.every().dates(start, start, 7*min(u.interval, 4)) {
		if key := u.period(d); !seen[key] && len(seen) < min(u.interval, 4) {
			seen[key] = true
			readings = append(readings, func(o *reader) { o.begin, o.row = from(d), r.keepYearly() })
		}
	}
	return page.Civil{}, r.ask("er staat niet welke de eerste keer is", readings...)
}

// keepYearly leaves of the row what says the day of a yearly rule.
func (r *reader) keepYearly() []stop {
	var row []stop
	for _, s := range r.row {
		if r.yearly(s) {
			row = append(row, s)
		}
	}
	return row
}

// period names the day, week, month or year of a date, by which the interval counts.
func (u rule) period(d page.Civil) string {
	at := d.In(time.UTC)
	switch u.freq {
	case "WEEKLY":
		y, w := at.ISOWeek()
		return fmt.Sprint(y, w)
	case "MONTHLY":
		return at.Format("2006-01")
	case "YEARLY":
		return at.Format("2006")
	}
	return d.String()
}

// weeks checks that every other week stays even or odd: after a year of 53 weeks it does not.
func (r *reader) weeks(u rule, first page.Civil) error {
	y, _ := first.In(time.UTC).ISOWeek()
	for weeksIn(y) != 53 {
		y++
	}
	stays := page.Date(y, time.December, 28) // always in the last week
	for stays.In(time.UTC).Weekday() != time.Sunday {
		stays = stays.AddDays(1)
	}
	if !u.until.IsZero() && !stays.Before(u.until) {
		return nil
	}
	bound := func(last page.Civil) func(*reader) {
		return func(o *reader) {
			o.parity, o.begin, o.row, o.months = 0, from(first), nil, nil
			o.rule.freq, o.rule.interval, o.rule.months = "WEEKLY", 2, u.months
			if o.last = nil; !last.IsZero() {
				o.last = until(last)
			}
		}
	}
	return r.ask(fmt.Sprintf("%d heeft 53 weken; daarna is om de week niet meer dezelfde week", y), bound(stays), bound(u.until))
}

// weeksIn is the number of ISO weeks in a year.
func weeksIn(year int) int {
	_, n := page.Date(year, time.December, 28).In(time.UTC).ISOWeek()
	return n
}

// counted turns a number of times into a last date.
func (r *reader) counted(u rule, begin, first page.Civil) (rule, error) {
	switch {
	case !u.until.IsZero():
		return u, syntax(r.text, "er staat een aantal keren en een laatste datum")
	case first.IsZero():
		return u, &QuestionError{Text: r.text, Why: "er staat niet bij vanaf welke datum"}
	}
	if begin.IsZero() {
		return u, r.ask("er staat niet bij vanaf welke datum", func(o *reader) { o.begin = from(first) })
	}
	n := u.count
	u.count = 0
	dates := u.dates(first, first, n)
	last := dates[len(dates)-1]
	if r.holidays != "" || r.publicHolidays != "" || len(r.except) > 0 {
		return u, r.ask(fmt.Sprintf("tellen de keren die niet doorgaan mee in de %d keer?", n),
			func(o *reader) { o.rule.count, o.last = 0, until(last) })
	}
	u.until = last
	return u, nil
}
