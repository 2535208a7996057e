package when

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

var (
	notWord   = regexp.MustCompile(`^(?:m\.?u\.?v\.?|met uitzondering van|uitgezonderd|behalve|behoudens|(?:gaat )?niet|geen|excl\.?|exclusief|zonder|buiten)[ :] ?`)
	onlyWord  = regexp.MustCompile(`^(?:alleen|enkel|uitsluitend) `)
	tooWord   = regexp.MustCompile(`^(?:gaat )?(?:ook|gewoon|wel|inclusief|incl\.?) (?:door )?`)
	place     = regexp.MustCompile(`^(?:(?:in|op|tijdens|gedurende|met|van|tussen|in de periode|door in|door op) )?(?:de |het |alle )?`)
	andNot    = regexp.MustCompile(`^ ?(?:, ?en|,|en|of|/|&|\+) ?(?:niet |geen )?`)
	andAlso   = regexp.MustCompile(`^ ?(?:, ?en|,|en|of|/|&|\+) ?`)
	schoolOff = regexp.MustCompile(`^(?:de |alle )?(?:school)?vakantie(?:s|periodes?|dagen|weken)?\b`)
	publicOff = regexp.MustCompile(`^(?:de |alle )?(?:nationale |officiele |erkende |landelijke )?feestdag(?:en)?\b`)
	namedOff  = regexp.MustCompile(`^(?:de |het )?(?:(?:(?:zomer|herfst|kerst|voorjaars?|krokus|carnavals|mei|winter|paas|pinkster|bouw)(?:vakanties?|reces))|zomermaanden|zomer|` +
		`(?:(?:1e|2e|eerste|tweede) )?(?:kerst|paas|pinkster)(?:dag(?:en)?|maandag|zondag|mis)?|pasen|pinksteren|hemelvaart(?:sdag)?|goede vrijdag|koningsdag|bevrijdingsdag|nieuwjaar(?:sdag)?|oud en nieuw|carnaval|suikerfeest|sinterklaas)\b`)
)

// without takes on which days it is not, is too, or is only: dates, days of the week, months and holidays.
func (r *reader) without() (bool, error) {
	if r.take(notWord) != nil {
		return r.not()
	}
	only := r.take(onlyWord) != nil
	too := !only && r.take(tooWord) != nil
	in := r.take(place)
	what := page.HolidaysOnly
	switch {
	case too:
		what = page.HolidaysToo
	case !only && strings.TrimSpace(in[0]) == "":
		return false, nil
	}
	if r.holiday(what) {
		for too || only {
			before := r.rest
			r.take(andAlso)
			r.take(place)
			if !r.holiday(what) {
				r.rest = before
				break
			}
		}
		return true, nil
	}
	if row, rest := scanDates(r.rest); too && len(row) > 0 {
		r.extra, r.rest = append(slices.Clip(r.extra), row...), rest
		return true, nil
	}
	return false, nil
}

// holiday takes the holidays of schools or of everybody, and keeps what they do to the series.
func (r *reader) holiday(what string) bool {
	field := &r.holidays
	switch {
	case r.take(schoolOff) != nil:
	case r.take(publicOff) != nil:
		field = &r.publicHolidays
	default:
		return false
	}
	*field = what
	return true
}

// not takes one exception or more.
func (r *reader) not() (bool, error) {
	for taken := false; ; taken = true {
		before := r.rest
		if taken && r.take(andNot) == nil {
			return true, nil
		}
		r.take(place)
		ok, err := r.exception()
		if err != nil {
			return false, err
		}
		if !ok {
			r.rest = before
			return taken, nil
		}
	}
}

// exception takes one thing after "niet".
func (r *reader) exception() (bool, error) {
	if r.holiday(page.HolidaysSkip) {
		return true, nil
	}
	if m := r.take(namedOff); m != nil {
		r.notIn = m[0]
		return true, nil
	}
	if row, rest := scanDates(r.rest); len(row) > 0 {
		r.except, r.rest = append(slices.Clip(r.except), row...), rest
		return true, nil
	}
	if list := r.monthList(); len(list) > 0 {
		return r.notMonths(list)
	}
	days, _ := r.days()
	return r.notDays(days)
}

// notDays takes days out of the week: "dagelijks behalve zondag".
func (r *reader) notDays(days []time.Weekday) (bool, error) {
	week := r.rule.days
	if len(days) == 0 || len(week) == 0 && r.rule.freq != "DAILY" || r.rule.interval > 1 {
		return false, nil
	}
	if len(week) == 0 {
		week = append(slices.Clone(workdays), time.Saturday, time.Sunday)
	}
	r.rule.freq, r.rule.days = "WEEKLY", nil
	for _, d := range week {
		if !slices.Contains(days, d) {
			r.rule.days = append(r.rule.days, d)
		}
	}
	return len(r.rule.days) > 0, nil
}

// notMonths leaves months out of every year.
func (r *reader) notMonths(list []stop) (bool, error) {
	if len(r.months) > 0 {
		return false, nil
	}
	for m := 1; m <= 12; m++ {
		if !slices.ContainsFunc(list, func(out stop) bool { return out.month == m && out.year == 0 }) {
			r.months = append(r.months, stop{partial: partial{month: m}})
		}
	}
	r.spared = true
	return 0 < len(r.months) && len(r.months) < 12, nil
}
