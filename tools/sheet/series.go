package sheet

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// understand reads a text that leaves nothing to fill in. A series of which the begin is not said begins with the document.
func (c *collector) understand(text string) (when.Plan, error) {
	plan, err := when.Read(text, page.Civil{})
	var question *when.QuestionError
	switch {
	case err == nil && !plan.First.IsZero(), err != nil && !errors.As(err, &question):
		return plan, err
	case err == nil && plan.Recurrence == "":
		return plan, &when.SyntaxError{Text: text, Why: "hier staat geen datum"}
	case err == nil:
		err = &when.QuestionError{Text: text, Why: "er staat niet bij vanaf welke datum"}
	}
	begin := c.begin()
	if begin.IsZero() {
		return plan, err
	}
	with, refined := when.Read(text, begin)
	if refined != nil {
		return with, refined
	}
	c.gather("begin", notice.Advice, fmt.Sprintf("Bij ‘%s’ staat geen begin. Het is gelezen als: %s.", text, with),
		"Begint het op een andere dag? Schrijf die erbij, zoals: elke dinsdag vanaf 6 oktober 2026.", "Van deze reeksen staat er geen begin bij. Ze beginnen op "+when.Long(begin)+" of de eerste keer daarna:")
	return with, nil
}

// begin is the day from which a series counts that says none, zero when nothing tells.
func (c *collector) begin() page.Civil {
	first := c.whole.first()
	if dated := c.dates(); !c.whole.sure && !dated.IsZero() {
		first = dated
	}
	if first.Before(c.created) {
		return c.created
	}
	return first
}

// yearOf gives the first day of the school year, or else of the year, in which all whole dates of the rows are; zero when there is none.
func (c *collector) yearOf(h header, rows [][]Cell) page.Civil {
	var first, last page.Civil
	for _, cells := range rows {
		r := &row{header: h, cells: h.own(cells)}
		f := r.dateField()
		d := r.peek(f).At
		if d.IsZero() {
			text, _ := c.orders[r.at[f]].dayFirst(r.peek(f).Text)
			if p, err := when.Read(text, page.Civil{}); err == nil && p.Recurrence == "" {
				d = p.First
			}
		}
		if d.IsZero() {
			continue
		}
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if last.Before(d) {
			last = d
		}
	}
	if first.IsZero() {
		return first
	}
	year, month, _ := first.In(time.UTC).Date()
	if month < time.August {
		year--
	}
	begin := page.Date(year, time.August, 1)
	if last.Before(page.Date(year+1, time.August, 1)) {
		return begin
	}
	if year = first.In(time.UTC).Year(); last.In(time.UTC).Year() == year {
		return page.Date(year, time.January, 1)
	}
	return page.Civil{}
}

// season ends a series of which the end is not said with the period in the title of the table.
func (c *collector) season(plan *when.Plan, what string) {
	last := c.whole.last()
	u := plan.Recurrence
	if u == "" || !c.whole.sure || last.Before(plan.First) || strings.Contains(u, "UNTIL=") || strings.Contains(u, "COUNT=") || strings.Contains(u, "FREQ=YEARLY") {
		return
	}
	plan.Recurrence += until(last)
	c.gather("season", notice.Advice, fmt.Sprintf("Bij ‘%s’ staat niet tot wanneer het is. Het eindigt nu op %s, met ‘%s’.", what, when.Long(last), c.whole.from),
		"Gaat het langer door? Schrijf de laatste dag erbij, zoals: t/m 31 december 2027.", "Bij deze reeksen staat niet tot wanneer ze zijn. Ze eindigen nu op "+when.Long(last)+", met ‘"+c.whole.from+"’:")
}

// until is the part of a rule that ends it.
func until(last page.Civil) string { return ";UNTIL=" + last.In(time.UTC).Format("20060102") }

// repeat reads the column that says how often, beside one date.
func (c *collector) repeat(plan *when.Plan, r *row, what string) bool {
	how := r.text("repeat")
	switch key(how) {
	case "", "nee", "geen", "eenmalig", "een keer", "1x", "1 keer", "incidenteel", "n v t", "nvt":
		return true
	}
	series, err := when.Read(how+" vanaf "+when.Long(plan.First), page.Civil{})
	var question *when.QuestionError
	if errors.As(err, &question) {
		c.askDate(how, what, err)
		return false
	}
	if err != nil || series.Recurrence == "" || plan.Recurrence != "" || series.First != plan.First {
		c.ask(fmt.Sprintf("De herhaling ‘%s’ van ‘%s’ is niet te lezen.", how, what), "Schrijf het in de kolom Datum: elke dinsdag vanaf 6 oktober 2026 t/m 15 december 2026.")
		return false
	}
	series.Begin, series.End = plan.Begin, plan.End
	if plan.Last != plan.First && !strings.Contains(series.Recurrence, "UNTIL=") {
		series.Recurrence += until(plan.Last)
	}
	*plan = series
	return true
}
