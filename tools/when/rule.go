package when

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

// A rule is a recurrence that people say in words: a small part of what an RRULE can be.
type rule struct {
	freq      string         // DAILY, WEEKLY, MONTHLY, YEARLY; "" when it follows from the rest
	interval  int            // 0 is 1
	days      []time.Weekday // in the order of the week, from Monday
	nth       []int          // which of those days in the month, -1 is the last
	monthDays []int          // -1 is the last
	months    []int
	until     page.Civil
	count     int
}

var codes = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// String writes the rule as the value of an RRULE.
func (u rule) String() string {
	parts := []string{"FREQ=" + u.freq}
	add := func(key string, values []string) {
		if len(values) > 0 {
			parts = append(parts, key+"="+strings.Join(values, ","))
		}
	}
	if u.interval > 1 {
		add("INTERVAL", []string{strconv.Itoa(u.interval)})
	}
	add("BYMONTH", digits(u.months))
	add("BYMONTHDAY", digits(u.monthDays))
	var days []string
	for _, n := range append(digits(u.nth), "")[:max(1, len(u.nth))] {
		for _, d := range u.days {
			days = append(days, n+codes[d])
		}
	}
	add("BYDAY", days)
	if !u.until.IsZero() {
		add("UNTIL", []string{u.until.In(time.UTC).Format("20060102")})
	}
	if u.count > 0 {
		add("COUNT", []string{strconv.Itoa(u.count)})
	}
	return strings.Join(parts, ";")
}

func digits(ns []int) []string {
	var out []string
	for _, n := range ns {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// dates gives the dates of the rule from a first day on, at most n.
func (u rule) dates(first, from page.Civil, n int) []page.Civil {
	r, err := recur.Parse(u.String())
	if err != nil {
		return nil
	}
	var out []page.Civil
	for d := range r.Starts(first, from, nil) {
		if out = append(out, d); len(out) == n {
			break
		}
	}
	return out
}

// every is the rule without its interval, end and count.
func (u rule) every() rule {
	u.interval, u.until, u.count = 1, page.Civil{}, 0
	return u
}

// hits reports whether the rule, of whichever phase, has a date on d.
func (u rule) hits(d page.Civil) bool {
	u = u.every()
	u.until = d
	return len(u.dates(d, d, 1)) > 0
}

// parseRule reads an RRULE into a rule; false when words cannot say it. What the rule takes from the begin is filled in.
func parseRule(value string, begin page.Civil) (rule, bool) {
	r, err := recur.Parse(value)
	if err != nil {
		return rule{}, false
	}
	u := rule{interval: 1}
	var week, places string
	for part := range strings.SplitSeq(r.String(), ";") {
		key, v, _ := strings.Cut(part, "=")
		ok := true
		switch key {
		case "FREQ":
			u.freq = v
			ok = !r.FinerThanDaily()
		case "INTERVAL":
			u.interval = number(v)
		case "COUNT":
			u.count = number(v)
		case "UNTIL":
			u.until, ok = lastDay(r, begin)
		case "BYMONTH":
			u.months, ok = list(v)
		case "BYMONTHDAY":
			u.monthDays, ok = list(v)
		case "BYDAY":
			ok = u.readDays(v)
		case "BYSETPOS":
			places = v
		case "WKST":
			week = v
		default:
			ok = false
		}
		if !ok {
			return rule{}, false
		}
	}
	if places != "" { // Outlook writes BYDAY=TU;BYSETPOS=2 for the second Tuesday
		ns, ok := list(places)
		if !ok || u.freq != "MONTHLY" || len(u.days) != 1 || u.nth != nil || u.monthDays != nil {
			return rule{}, false
		}
		u.nth = ns
	}
	if week != "" && week != "MO" && u.interval > 1 && len(u.days) > 1 {
		return rule{}, false // the weeks are not those that people here count
	}
	u.fromBegin(begin)
	return u, u.sayable()
}

// fromBegin fills in what a rule does not say, as RFC 5545 does.
func (u *rule) fromBegin(begin page.Civil) {
	if begin.IsZero() || u.days != nil || u.monthDays != nil && u.freq != "YEARLY" {
		return
	}
	at := begin.In(time.UTC)
	switch u.freq {
	case "WEEKLY":
		u.days = []time.Weekday{at.Weekday()}
	case "MONTHLY":
		u.monthDays = []int{at.Day()}
	case "YEARLY":
		if u.months == nil {
			u.months = []int{int(at.Month())}
		}
		if u.monthDays == nil {
			u.monthDays = []int{at.Day()}
		}
	}
}

// sayable reports whether phrase says all that the rule is.
func (u *rule) sayable() bool {
	odd := func(most int) func(int) bool { return func(n int) bool { return n < -2 || n == 0 || n > most } }
	if slices.ContainsFunc(u.nth, odd(5)) || slices.ContainsFunc(u.monthDays, odd(31)) || slices.ContainsFunc(u.months, odd(12)) {
		return false
	}
	plainDays := len(u.days) > 0 && u.nth == nil && u.monthDays == nil
	nthDays := len(u.days) > 0 && len(u.nth) > 0 && u.monthDays == nil
	switch u.freq {
	case "DAILY":
		if u.days != nil && u.interval == 1 { // the same as every week on these days
			u.freq = "WEEKLY"
		}
		return u.nth == nil && u.monthDays == nil && (u.days == nil || u.interval == 1) && (u.months == nil || u.interval == 1)
	case "WEEKLY":
		return plainDays
	case "MONTHLY":
		if plainDays && u.interval == 1 {
			u.freq = "WEEKLY"
			return true
		}
		return nthDays || len(u.monthDays) > 0 && u.days == nil
	case "YEARLY":
		return len(u.months) == 1 && (nthDays || len(u.monthDays) == 1 && u.monthDays[0] > 0 && u.days == nil)
	}
	return false
}

func (u *rule) readDays(v string) bool {
	type day struct {
		n int
		d time.Weekday
	}
	seen := map[day]bool{}
	for code := range strings.SplitSeq(v, ",") {
		i := max(0, len(code)-2)
		d := time.Weekday(slices.Index(codes[:], code[i:]))
		n := number(strings.TrimPrefix(code[:i], "+"))
		seen[day{n, d}] = true
		u.days = append(u.days, d)
		if n != 0 {
			u.nth = append(u.nth, n)
		}
	}
	u.days, u.nth = inWeek(u.days), ordered(u.nth)
	return len(seen) == len(u.days)*max(1, len(u.nth)) // each day has each number
}

// lastDay is the last day that an UNTIL lets in.
func lastDay(r *recur.Rule, begin page.Civil) (page.Civil, bool) {
	zone, err := page.Zone("")
	if err != nil {
		return page.Civil{}, false
	}
	until := r.Until(zone)
	day := until.Day()
	if until.HasTime() && begin.HasTime() && until.Sub(day) < begin.Sub(begin.Day()) {
		day = day.AddDays(-1)
	}
	return day, true
}

// list reads numbers, and puts them in order.
func list(v string) ([]int, bool) {
	var out []int
	for s := range strings.SplitSeq(v, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, false
		}
		out = append(out, n)
	}
	return ordered(out), true
}

// ordered sorts numbers of which the negative ones count from the end.
func ordered(ns []int) []int {
	at := func(n int) int {
		if n < 0 {
			return n + 1000
		}
		return n
	}
	slices.SortFunc(ns, func(a, b int) int { return at(a) - at(b) })
	return slices.Compact(ns)
}

// inWeek sorts days from Monday to Sunday.
func inWeek(days []time.Weekday) []time.Weekday {
	slices.SortFunc(days, func(a, b time.Weekday) int { return int(a+6)%7 - int(b+6)%7 })
	return slices.Compact(days)
}

// phrase says the rule in Dutch, without its begin and end.
func (u rule) phrase() string {
	months := ""
	switch {
	case u.freq == "YEARLY", len(u.months) == 0:
	case len(u.months) > 6:
		months = " behalve in " + inRuns(missing(u.months), monthName)
	default:
		months = " in " + inRuns(u.months, monthName)
	}
	days := inRuns(weekNumbers(u.days), func(d int) string { return weekdays[d%7] })
	which := nthNames(u.nth)
	switch u.freq {
	case "DAILY":
		if u.interval > 1 {
			return often(u.interval, "dag", "dagen")
		}
		return "elke dag" + months
	case "WEEKLY":
		if u.interval > 1 {
			return often(u.interval, "week", "weken") + " op " + days + months
		}
		return "elke " + days + months
	case "MONTHLY":
		on := which + " " + days
		if u.days == nil {
			on = nthNames(u.monthDays)
			if u.monthDays[len(u.monthDays)-1] < 0 {
				on += " dag"
			}
		}
		switch {
		case u.interval > 1:
			return often(u.interval, "maand", "maanden") + " op de " + on + months
		case u.days == nil:
			return "elke maand op de " + on + months
		}
		return "elke " + on + months
	}
	year := "elk jaar"
	if u.interval > 1 {
		year = fmt.Sprintf("om de %d jaar", u.interval)
	}
	if u.days != nil {
		return fmt.Sprintf("%s op de %s %s van %s", year, which, days, monthName(u.months[0]))
	}
	return fmt.Sprintf("%s op %d %s", year, u.monthDays[0], monthName(u.months[0]))
}

func often(n int, one, more string) string {
	if n == 2 {
		return "om de " + one
	}
	return fmt.Sprintf("om de %d %s", n, more)
}

func monthName(m int) string { return months[(m-1)%12] }

// missing are the months that are not in the list.
func missing(list []int) []int {
	var out []int
	for m := 1; m <= 12; m++ {
		if !slices.Contains(list, m) {
			out = append(out, m)
		}
	}
	return out
}

func weekNumbers(days []time.Weekday) []int {
	var out []int
	for _, d := range days {
		out = append(out, (int(d)+6)%7+1) // Monday is 1, Sunday 7
	}
	return out
}

// inRuns names numbers in order; three or more in a row are a range.
func inRuns(ns []int, name func(int) string) string {
	var out []string
	for i := 0; i < len(ns); i++ {
		j := i
		for j+1 < len(ns) && ns[j+1] == ns[j]+1 {
			j++
		}
		if j-i >= 2 {
			out = append(out, name(ns[i])+" t/m "+name(ns[j]))
			i = j
			continue
		}
		out = append(out, name(ns[i]))
	}
	return enumerate(out)
}

// enumerate writes a, b en c.
func enumerate(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " en " + list[len(list)-1]
}

// nthNames writes 1e, 3e en laatste.
func nthNames(ns []int) string {
	var out []string
	for _, n := range ns {
		switch {
		case n == -1:
			out = append(out, "laatste")
		case n == -2:
			out = append(out, "voorlaatste")
		default:
			out = append(out, strconv.Itoa(n)+"e")
		}
	}
	return enumerate(out)
}
