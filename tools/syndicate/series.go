package syndicate

import (
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

// series is how the dates of an activity are told to calendars: a rule that holds, what it does not give, and what differs.
type series struct {
	master    *agenda.Occurrence // the first date that the rule gives; nil when nothing is told as a rule
	rule      string             // value of RRULE
	except    []page.Civil       // EXDATE
	overrides []agenda.Occurrence
	single    []agenda.Occurrence // each an event by itself
}

// newSeries compares what an activity does, dates, with what its rule alone would give before horizon.
func newSeries(a *agenda.Activity, dates []agenda.Occurrence, horizon time.Time) (*series, error) {
	act := a.Activity
	if act.Recurrence == "" {
		return &series{single: dates}, nil
	}
	rule, err := recur.Parse(act.Recurrence)
	if err != nil {
		return nil, err
	}
	zone, err := page.Zone(act.Zone)
	if err != nil {
		return nil, err
	}
	bare := *act
	bare.Exceptions, bare.ExtraDates, bare.Holidays, bare.PublicHolidays = nil, nil, "", ""
	p := *a.Page
	p.Activity = &bare
	plain, err := agenda.Expand(&p, holiday.Days{}, time.Time{}, horizon)
	if err != nil {
		return nil, err
	}
	given := make(map[page.Civil]*agenda.Occurrence, len(plain))
	for i := range plain {
		given[plain[i].Slot] = &plain[i]
	}
	s := &series{}
	taken := make(map[page.Civil]bool, len(dates))
	for _, o := range dates {
		plain := given[o.Slot]
		if plain == nil {
			s.single = append(s.single, o)
			continue
		}
		taken[o.Slot] = true
		if differs(&o, plain) {
			s.overrides = append(s.overrides, o)
		}
	}
	last := len(plain) - 1 // the last date by the rule that is one
	for last >= 0 && !taken[plain[last].Slot] {
		last--
	}
	if last < 0 {
		return s, nil
	}
	s.master, s.rule = &plain[0], rule.Publish(zone, plain[0].AllDay)
	if twoEnds := strings.Contains(s.rule, "COUNT=") && strings.Contains(s.rule, "UNTIL="); twoEnds || last < len(plain)-1 {
		s.rule = endingAt(s.rule, &plain[last])
	}
	for i := range plain[:last+1] {
		if at := plain[i].Slot; !taken[at] {
			s.except = append(s.except, at)
		}
	}
	return s, nil
}

// differs reports whether a date is otherwise than the rule alone says.
func differs(o, plain *agenda.Occurrence) bool {
	return !o.Begin.Equal(plain.Begin) || !o.End.Equal(plain.End) || o.Title != plain.Title || o.Status != plain.Status ||
		o.Reason != plain.Reason || o.WasPlace != "" || o.Place.String() != plain.Place.String()
}

// endingAt gives a rule another end.
func endingAt(rule string, last *agenda.Occurrence) string {
	var parts []string
	for part := range strings.SplitSeq(rule, ";") {
		if !strings.HasPrefix(part, "COUNT=") && !strings.HasPrefix(part, "UNTIL=") {
			parts = append(parts, part)
		}
	}
	until := last.Begin.UTC().Format(utcLayout)
	if last.AllDay {
		until = last.Begin.Format("20060102")
	}
	return strings.Join(append(parts, "UNTIL="+until), ";")
}
