package ics

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	maxRead       = 10_000 // dates of one series that are read; the last of them are kept
	maxDates      = 500    // extra dates of one series: more is no activity, and no front matter can hold them
	maxExceptions = 40_000 // bytes of its exceptions
	maxRule       = 1_000  // bytes
	maxOdd        = 1_000  // dates that are looked for in vain; a rule may take long to say that it has none
)

var errOver = errors.New("ends before it begins")

// recurrence takes over rule, extra dates and excluded dates.
func (r *reader) recurrence(c *component, e *event, in calendar) {
	a := e.page.Activity
	var rules, without []string
	for _, p := range c.props {
		switch {
		case strings.TrimSpace(p.value) == "":
		case p.name == "RRULE":
			rules = append(rules, p.value)
		case p.name == "EXRULE":
			without = append(without, p.value)
		}
	}
	for i, text := range rules {
		rule, err := mend(text, e)
		switch {
		case err != nil && i > 0, i > 0 && !r.unroll(rule, e, func(at page.Civil) { a.ExtraDates = append(a.ExtraDates, at) }):
			r.note(notice.Question, e, fmt.Sprintf("de activiteit heeft meer dan één regel voor herhaling; ‘%s’ is niet overgenomen.", text), "Stel de herhaling in de agenda in met één regel.")
		case err == errOver:
			e.over = true
		case err != nil:
			r.note(notice.Question, e, fmt.Sprintf("de herhaling ‘%s’ is niet te lezen; alleen de eerste keer is overgenomen.", text), "Stel de herhaling in de agenda opnieuw in.")
		case i == 0:
			a.Recurrence, e.rule = rule.String(), rule
			r.onTheWall(e, in)
		}
	}
	for _, text := range without {
		rule, err := mend(text, e)
		if err != nil || !r.unroll(rule, e, func(at page.Civil) { a.Exceptions = append(a.Exceptions, page.Exception{Date: at}) }) {
			r.note(notice.Question, e, fmt.Sprintf("de herhaling heeft een uitzonderingsregel; ‘%s’ is niet overgenomen.", text), "Verwijder in de agenda de dagen die niet doorgaan één voor één.")
		}
	}
	for _, p := range c.props {
		if p.name == "RDATE" {
			r.extraDates(p, e)
		}
	}
	for _, p := range c.props {
		if p.name == "EXDATE" {
			r.excluded(p, e)
		}
	}
	r.bound(e)
}

// bound keeps the last of too many dates.
func (r *reader) bound(e *event) {
	a := e.page.Activity
	slices.SortFunc(a.ExtraDates, func(a, b page.Civil) int { return cmp.Compare(a.Sub(b), 0) })
	extra := len(a.ExtraDates) - maxDates
	free, changes := maxExceptions, 0
	for _, x := range slices.Backward(a.Exceptions) {
		if free -= 150 + len(x.Title) + len(x.Place) + len(x.Reason); free < 0 {
			break
		}
		changes++
	}
	if extra > 0 || changes < len(a.Exceptions) {
		r.note(notice.Question, e, "de reeks heeft te veel losse datums en wijzigingen; alleen de laatste zijn overgenomen.", "Splits de reeks in de agenda.")
		a.ExtraDates = a.ExtraDates[max(0, extra):]
		a.Exceptions = a.Exceptions[len(a.Exceptions)-changes:]
	}
}

// tidy takes out of a rule what does not change it: spaces, small letters, empty parts, parts that programs made up.
func tidy(rule string) string {
	rule = strings.TrimPrefix(strings.ToUpper(strings.Join(strings.Fields(rule), "")), "RRULE:")
	var parts []string
	for part := range strings.SplitSeq(rule, ";") {
		key, value, _ := strings.Cut(part, "=")
		var items []string
		for item := range strings.SplitSeq(value, ",") {
			if item != "" {
				items = append(items, item)
			}
		}
		if len(items) > 0 && !strings.HasPrefix(key, "X-") && part != "RSCALE=GREGORIAN" && part != "SKIP=OMIT" {
			parts = append(parts, key+"="+strings.Join(items, ","))
		}
	}
	return strings.Join(parts, ";")
}

// mend makes of a rule one that RFC 5545 allows and that means what was said: an UNTIL in UTC, or a date; one of COUNT and UNTIL.
func mend(text string, e *event) (*recur.Rule, error) {
	if len(text) > maxRule {
		return nil, errors.New("too long")
	}
	var parts []string
	count := 0
	until := ""
	for part := range strings.SplitSeq(tidy(text), ";") {
		key, value, _ := strings.Cut(part, "=")
		switch key {
		case "UNTIL":
			last, err := untilOf(value, e)
			if err != nil {
				return nil, err
			}
			if last == "" { // so late that it is never
				continue
			}
			part, until = "UNTIL="+last, last
		case "COUNT":
			count, _ = strconv.Atoi(value)
		}
		parts = append(parts, part)
	}
	rule, err := recur.Parse(strings.Join(parts, ";"))
	if err != nil {
		return nil, err
	}
	if last := rule.Until(e.loc); until != "" && (last.HasTime() && last.Before(e.begin) || last.Before(e.begin.Day())) {
		return nil, errOver
	}
	if until == "" || count == 0 {
		return rule, nil
	}
	n := 0
	for range rule.Starts(e.begin, e.begin, e.loc) {
		if n++; n > maxDates {
			break
		}
	}
	drop := "COUNT="
	if n == count {
		drop = "UNTIL="
	}
	return recur.Parse(strings.Join(slices.DeleteFunc(parts, func(p string) bool { return strings.HasPrefix(p, drop) }), ";"))
}

// untilOf gives the last moment of a series as RFC 5545 wants it: a date for days, UTC for times. A time without Z is one on the
// wall. A series whose begin was told in UTC is followed on the wall, so that its last day is what counts.
func untilOf(value string, e *event) (string, error) {
	t, hasTime, utc, ok := parseTime(value)
	const date = "20060102"
	switch {
	case !ok:
		return "", errors.New("UNTIL is no time")
	case t.Year() > lastYear:
		return "", nil
	case !hasTime:
		return t.Format(date), nil
	case !e.begin.HasTime():
		if utc && !(t.Hour() == 23 && t.Minute() == 59) {
			t = t.In(e.loc)
		}
		return t.Format(date), nil
	case utc && e.instant:
		if first := e.begin.In(e.loc).UTC(); clock(page.WallTime(t)) < clock(page.WallTime(first)) {
			t = t.AddDate(0, 0, -1)
		}
		return t.Format(date), nil
	case !utc:
		t = page.WallTime(t).In(e.loc).UTC()
	}
	return t.Format("20060102T150405Z"), nil
}

// unroll visits the dates of a rule, after the begin, when they are not too many.
func (r *reader) unroll(rule *recur.Rule, e *event, visit func(page.Civil)) bool {
	var all []page.Civil
	for at := range rule.Starts(e.begin, e.begin, e.loc) {
		if all = append(all, at); len(all) > maxDates || !planned(at) {
			return false
		}
	}
	for _, at := range all {
		visit(at)
	}
	return true
}

// extraDates reads an RDATE. A period of another length than the series' is also an exception.
func (r *reader) extraDates(p property, e *event) {
	a := e.page.Activity
	for value := range strings.SplitSeq(p.value, ",") {
		if len(a.ExtraDates) == maxRead {
			break
		}
		first, last, period := strings.Cut(value, "/")
		date, ok := r.date(p, first, e)
		if !ok {
			continue
		}
		if date = e.onWall(date); date == e.begin {
			continue
		}
		a.ExtraDates = append(a.ExtraDates, date)
		if !period || !date.HasTime() {
			continue
		}
		end, ok := r.moment(p, last, e.loc)
		if days, hours, isDuration := duration(last); isDuration {
			end, ok = page.WallTime(date.AddDays(days).In(e.loc).Add(hours)), true
		}
		if ok && planned(end) && date.Before(end) && end.Sub(date) != e.length() {
			a.Exceptions = append(a.Exceptions, page.Exception{Date: date, Status: page.StatusOn, Begin: date, End: end})
		}
	}
}

// excluded reads an EXDATE. One at another time than that of the series is taken for its whole day: programs write midnight, or
// the time that the series had before.
func (r *reader) excluded(p property, e *event) {
	a := e.page.Activity
	for value := range strings.SplitSeq(p.value, ",") {
		if len(a.Exceptions) == maxRead {
			break
		}
		date, ok := r.date(p, value, e)
		if !ok {
			continue
		}
		if date.HasTime() && date != e.onWall(date.Day()) && !slices.Contains(a.ExtraDates, date) && (e.rule == nil || e.rule.TimesADay() == 1) {
			if clock(date) != 0 {
				r.note(notice.Warning, e, fmt.Sprintf("van de uitgezonderde datum %s is de tijd anders dan die van de reeks; de hele dag is uitgezonderd.", when.Long(date)), "Controleer de reeks in de agenda.")
			}
			date = date.Day()
		}
		a.Exceptions = append(a.Exceptions, page.Exception{Date: date})
	}
}

// date reads one date of a list.
func (r *reader) date(p property, value string, e *event) (page.Civil, bool) {
	if strings.TrimSpace(value) == "" {
		return page.Civil{}, false
	}
	date, ok := r.moment(p, value, e.loc)
	if !ok {
		r.note(notice.Warning, e, fmt.Sprintf("de datum ‘%s’ in de herhaling is niet te lezen.", value), "Controleer de herhaling in de agenda.")
		return page.Civil{}, false
	}
	if date.HasTime() {
		date = e.onWall(date)
	}
	return date, true
}
