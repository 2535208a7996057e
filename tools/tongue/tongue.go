// Package tongue says how often an activity is in the languages of the site besides Dutch, which package when writes itself.
//
// It says what is simple: every Tuesday, every two weeks on Saturday, the second Tuesday of each month, the 15th of each month, every
// day. What it cannot say as it is gives "": then a page shows the dates alone. The languages bend their words (Polish and
// Ukrainian by the gender of the day), so each has a table of its own instead of a sentence with gaps.
package tongue

import (
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/when"
)

// maxWeeks is how many weeks there may be between two dates: up to four all languages here count alike.
const maxWeeks = 4

// words are what a language needs. Days go from Sunday, as time.Weekday does.
type words struct {
	daily   string
	every   [7]string                   // every Tuesday
	on      [7]string                   // on Tuesday
	weeks   [maxWeeks + 1]string        // every two weeks, from 2
	nth     func(n int, day int) string // the second Tuesday of each month; n is 1 to 4, or -1
	ofMonth string                      // on the 15th of each month, with %d
	comma   string
	and     string
	order   string // of the weeks (%[1]s) and the days (%[2]s)
}

// Languages gives the languages that Say knows.
func Languages() []string { return []string{"en", "uk", "ar", "tr", "pl"} }

// Say gives a rhythm in words, without hours and end; "" when the language has no words for it.
func Say(r when.Rhythm, language string) string {
	w, ok := tables[language]
	if !ok {
		return ""
	}
	switch {
	case r.MonthDay > 0:
		return fmt.Sprintf(w.ofMonth, r.MonthDay)
	case r.Nth != 0:
		return w.nth(r.Nth, int(r.Days[0]))
	case len(r.Days) == 0:
		return w.daily
	case r.Weeks == 1:
		return w.list(r.Days, w.every)
	case r.Weeks <= maxWeeks:
		return fmt.Sprintf(w.order, w.weeks[r.Weeks], w.list(r.Days, w.on))
	}
	return ""
}

// list joins the names of days: a, b and c.
func (w *words) list(days []time.Weekday, names [7]string) string {
	var b strings.Builder
	for i, d := range days {
		switch {
		case i == 0:
		case i == len(days)-1:
			b.WriteString(w.and)
		default:
			b.WriteString(w.comma)
		}
		b.WriteString(names[d])
	}
	return b.String()
}
