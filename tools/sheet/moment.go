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

// maxDaily is how many days in a row an activity with times may be every day; of a longer range people mean something else.
const maxDaily = 8

// maxDates is how many lines of one cell are read as dates.
const maxDates = 100

// moment reads when the activity is, from whichever columns say so; false when the row is left out, with a notice.
func (c *collector) moment(r *row, what string) (when.Plan, bool) {
	field := r.dateField()
	cell := r.take(field)
	plan, err := c.date(r, field)
	if wrong := new(when.SyntaxError); errors.As(err, &wrong) {
		plan, err = c.withStatus(r, field, err)
	}
	switch {
	case cell.Empty():
		c.askNoDate(what)
		return plan, false
	case unknown.MatchString(cell.Text):
		c.gather("later", notice.Question, fmt.Sprintf("Bij ‘%s’ staat nog geen datum, maar ‘%s’.", what, cell.Text), "Vul de datum in zodra u die weet. Tot dan staat het niet op de site.", "Er staat nog geen datum op")
		return plan, false
	case err != nil:
		c.askDate(cell.Text, what, err)
		return plan, false
	}
	single := plan.Recurrence == "" && len(plan.Dates) == 0
	if field != "day" && !c.weekday(r, plan.First, single && plan.Last == plan.First) {
		return plan, false
	}
	if single {
		c.last = plan.First
	}
	if !c.until(&plan, r) || !c.clocks(&plan, r, field, what) || !c.repeat(&plan, r, what) {
		return plan, false
	}
	c.season(&plan, what)
	return plan, true
}

// dateField is the column that says when: without a column for the date another one holds it.
func (r *row) dateField() string {
	field := "date"
	for _, f := range []string{"day", "begin"} {
		if !r.has(field) || field != "date" && r.peek(field).Empty() {
			field = f
		}
	}
	if field == "date" && r.peek("date").Empty() { // "elke dinsdag" stands in the column of the day
		if p, err := when.Read(r.peek("day").Text, page.Civil{}); err == nil && p.Recurrence != "" {
			return "day"
		}
	}
	return field
}

// date reads a cell with dates, with what the rest of the row and the rows around it say about month and year.
func (c *collector) date(r *row, field string) (when.Plan, error) {
	cell, order := r.take(field), c.orders[r.at[field]]
	if !cell.At.IsZero() {
		if order.doubts(cell.At) {
			return when.Plan{}, doubt(cell.Text, cell.At)
		}
		p := when.Plan{First: cell.At.Day(), Last: cell.At.Day()}
		p.Begin = clockOf(cell.At)
		return p, nil
	}
	var lines []string
	for line := range strings.SplitSeq(cell.Text, "\n") {
		text, unclear := order.dayFirst(strings.TrimSpace(line))
		if d, err := when.Date(text); unclear && err == nil {
			return when.Plan{}, doubt(line, d)
		}
		if text != "" && len(lines) < maxDates {
			lines = append(lines, text)
		}
	}
	if len(lines) == 0 {
		return when.Plan{}, nil
	}
	return c.lines(lines, c.period.under(r.period()))
}

// period is what the columns "Maand" and "Jaar" of the row say.
func (r *row) period() period {
	in, _ := periodIn(r.text("month") + " " + r.text("year"))
	return in
}

func clockOf(at page.Civil) *when.Clock {
	if !at.HasTime() {
		return nil
	}
	t := at.In(time.UTC)
	return &when.Clock{Hour: t.Hour(), Minute: t.Minute()}
}

// doubt asks between a date and the one with day and month swapped.
func doubt(text string, d page.Civil) error {
	y, m, day := d.In(time.UTC).Date()
	return &when.AmbiguousError{Text: text, Candidates: []page.Civil{d, page.Date(y, time.Month(day), int(m))}}
}

// plan reads a text with dates. What it leaves out comes from the period; a year that is only a candidate is taken when the days
// of the week in the table fit.
func (c *collector) plan(text string, in period) (when.Plan, error) {
	if in.month > 0 && justDay.MatchString(text) && !hasMonth(text) && !digitsOf.MatchString(text) {
		text = withMonth(text, in.month)
	}
	plan, err := c.understand(text)
	var noYear *when.YearError
	var question *when.QuestionError
	if !errors.As(err, &noYear) && !errors.As(err, &question) {
		return plan, err
	}
	if filled, sure := c.fill(text, in); filled != text && (sure || c.matches) {
		return c.understand(filled)
	}
	if _, refined := when.Read(text, c.begin()); errors.As(refined, &question) { // with what may be meant
		return plan, refined
	}
	return plan, err
}

// lines reads a cell with a date on each line.
func (c *collector) lines(lines []string, in period) (when.Plan, error) {
	plan, err := c.plan(lines[0], in)
	for _, line := range lines[1:] {
		next, again := c.plan(line, in)
		if err != nil || again != nil || plan.Recurrence != "" || next.Recurrence != "" || next.First != next.Last || len(next.Dates) > 0 || next.Begin != nil && plan.Begin == nil {
			return c.plan(strings.Join(lines, ", "), in)
		}
		if next.Begin != nil && *next.Begin != *plan.Begin {
			return plan, &when.SyntaxError{Text: strings.Join(lines, ", "), Why: "de tijden zijn niet gelijk"}
		}
		plan.Dates = append(plan.Dates, next.First)
	}
	return plan, err
}

// fill writes the year of the period behind dates without one; sure says that it is not only a candidate.
func (c *collector) fill(text string, in period) (filled string, sure bool) {
	sure = true
	filled = withYear(text, func(m time.Month) int {
		p := in
		if p.year == 0 || p.month != 0 && p.month != m {
			p = c.whole
		}
		if m == 0 || p.year == 0 {
			return 0
		}
		sure = sure && p.certain(m)
		return p.yearOf(m)
	})
	return filled, sure
}

// confirmed reports whether the days of the week in rows whose year is only a candidate fit that year: one or more do, none does not.
func (c *collector) confirmed(h header, rows [][]Cell) bool {
	now := c.period
	defer func() { c.period = now }()
	yes, no := 0, 0
	for _, cells := range rows {
		r := &row{header: h, cells: h.own(cells), used: make([]bool, len(cells))}
		if n := r.filled(); n == 0 || c.isPeriod(n, r.cells) {
			continue
		}
		text := r.peek(r.dateField()).Text
		weekday := weekdayIn(text)
		if weekday < 0 {
			weekday = weekdayIn(r.peek("day").Text)
		}
		if weekday < 0 || text == "" {
			continue
		}
		in := c.period.under(r.period())
		if in.month > 0 && !hasMonth(text) && !digitsOf.MatchString(text) {
			text = withMonth(text, in.month)
		}
		filled, sure := c.fill(text, in)
		if sure || filled == text {
			continue
		}
		p, err := when.Read(filled, page.Civil{})
		var wrong *when.WeekdayError
		switch {
		case errors.As(err, &wrong), err == nil && p.Recurrence == "" && int(p.First.In(time.UTC).Weekday()) != weekday:
			no++
		case err == nil && p.Recurrence == "":
			yes++
		}
	}
	return yes > 0 && no == 0
}

// until reads the column with the last day.
func (c *collector) until(plan *when.Plan, r *row) bool {
	cell := r.take("lastDate")
	if cell.Empty() {
		return true
	}
	last, err := c.date(r, "lastDate")
	if err != nil || last.First.Before(plan.First) {
		c.ask(fmt.Sprintf("De einddatum ‘%s’ is geen datum na %s.", cell.Text, when.Long(plan.First)), "Verbeter de einddatum.")
		return false
	}
	switch {
	case plan.Recurrence == "":
		plan.Last = last.First
		if last.Begin != nil && plan.End == nil {
			plan.End = last.Begin
		}
	case !strings.Contains(plan.Recurrence, "UNTIL=") && !strings.Contains(plan.Recurrence, "COUNT="):
		plan.Recurrence += until(last.First)
	}
	return true
}

// times puts the plan in the activity; false when it is left out. Times on more days in a row are a series: every day from begin to end.
func (c *collector) times(a *page.Activity, p when.Plan, what string) bool {
	on := func(day page.Civil) page.Civil {
		if p.Begin == nil {
			return day
		}
		return p.Begin.On(day)
	}
	days := int(p.Last.Sub(p.First).Hours()/24) + 1
	a.Begin, a.AllDay = on(p.First), p.Begin == nil
	a.Recurrence, a.Holidays, a.PublicHolidays = p.Recurrence, p.Holidays, p.PublicHolidays
	for _, day := range p.Dates {
		a.ExtraDates = append(a.ExtraDates, on(day))
	}
	for _, day := range p.Except {
		a.Exceptions = append(a.Exceptions, page.Exception{Date: day})
	}
	switch {
	case p.Begin == nil:
		if days > 1 && p.Recurrence == "" {
			a.End = p.Last
		}
		if p.End != nil {
			c.warn(fmt.Sprintf("Bij ‘%s’ op %s staat wel een eindtijd (%s), maar geen begintijd. Het staat nu als hele dag op de site.", what, when.Long(p.First), p.End), "Vul de begintijd in.")
		}
		return true
	case p.Begin.Loose && p.Begin.Hour < 7:
		c.gather("loose", notice.Question, fmt.Sprintf("Is ‘%s’ op %s om %s of om %d.%02d uur?", what, when.Long(p.First), p.Begin, p.Begin.Hour+12, p.Begin.Minute),
			"Schrijf de tijd in cijfers, zoals 14.30.", "Bij deze regels is het ochtend of middag:")
		return false
	case p.Recurrence == "" && days > maxDaily:
		c.ask(fmt.Sprintf("Is ‘%s’ van %s t/m %s elke dag?", what, when.Long(p.First), when.Long(p.Last)),
			"Schrijf in de kolom Datum op welke dagen, bijvoorbeeld: elke dinsdag van 6 oktober 2026 t/m 15 december 2026. Of: elke dag van … t/m …")
		return false
	}
	if p.End != nil {
		if a.End = p.End.On(p.First); !a.Begin.Before(a.End) {
			a.End = p.End.On(p.First.AddDays(1))
		}
	}
	if days > 1 && p.Recurrence == "" {
		a.Recurrence = fmt.Sprintf("FREQ=DAILY;COUNT=%d", days)
	}
	return true
}

// weekday checks the column with the day of the week against the date, of an activity on a single day.
func (c *collector) weekday(r *row, date page.Civil, single bool) bool {
	day := strings.TrimSpace(r.take("day").Text)
	said := weekdayIn(day)
	switch {
	case day == "":
	case said < 0 || !single && said >= 0 && len(strings.Fields(day)) > 1:
		r.keep("day") // "elke week" or "2e dag": not a day of the week, but no contradiction
	case single && said != int(date.In(time.UTC).Weekday()):
		c.ask(fmt.Sprintf("De dag ‘%s’ klopt niet: %s is een andere dag.", day, when.Long(date)), "Verbeter de dag of de datum.")
		return false
	}
	return true
}
