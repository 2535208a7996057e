package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

var fraction = regexp.MustCompile(`^0[.,]\d{2,}$`)

// clocks reads the columns with times; they go before a time in the column of the date.
func (c *collector) clocks(plan *when.Plan, r *row, dateField, what string) bool {
	for _, f := range []string{"time", "begin", "end"} {
		if f == dateField {
			continue
		}
		cell := r.take(f)
		var begin, end *when.Clock
		var err error
		switch {
		case cell.Empty():
			continue
		case unknown.MatchString(cell.Text):
			if f != "end" {
				c.noTime(r, f, what, plan.First)
			}
			continue
		case cell.Clock != nil:
			begin = cell.Clock
		case !cell.At.IsZero() && cell.At.HasTime():
			begin = clockOf(cell.At)
			if f == "end" && plan.Recurrence == "" {
				plan.Last = cell.At.Day()
			}
		case fraction.MatchString(cell.Text): // of a day, in a cell that lost its format
			v, _ := strconv.ParseFloat(strings.Replace(cell.Text, ",", ".", 1), 64)
			minutes := int(v*24*60 + 0.5)
			begin = &when.Clock{Hour: minutes / 60, Minute: minutes % 60}
		case !cell.At.IsZero():
			err = errors.New("hier staat een datum")
		default:
			begin, end, err = when.TimeRange(cell.Text)
		}
		if s, why := status(cell.Text); err != nil && s != "" { // "vervalt" in place of the time
			r.status, r.reason = s, why
			continue
		}
		if c.askEnd(err, what, plan.First) {
			return false
		}
		if err != nil {
			c.ask(fmt.Sprintf("De tijd ‘%s’ bij ‘%s’ op %s is niet te lezen.", cell.Text, what, when.Long(plan.First)), "Schrijf de tijd als 9.30 of als 9.30 - 11.00.")
			return false
		}
		switch {
		case f == "end" && end == nil:
			plan.End = begin
		case f == "end":
			plan.End = end
		case begin != nil:
			plan.Begin = begin
			if end != nil {
				plan.End = end
			}
		case end != nil:
			plan.End = end
		}
	}
	if plan.Begin == nil || plan.End == nil {
		return true
	}
	end, err := plan.Begin.To(*plan.End)
	plan.End = &end
	return !c.askEnd(err, what, plan.First)
}

// askEnd asks about an end that may be half a day later.
func (c *collector) askEnd(err error, what string, day page.Civil) bool {
	var doubt *when.QuestionError
	if !errors.As(err, &doubt) {
		return false
	}
	c.ask(fmt.Sprintf("Bij ‘%s’ op %s is de tijd niet zeker: %s", what, when.Long(day), doubt.Why), "Schrijf: "+strings.Join(doubt.Candidates, ". Of: ")+".")
	return true
}

// unknown is what people write for a date or time that is still to come.
var unknown = regexp.MustCompile(`(?i)^[-–—?.x ]+$|^\(?(?:n\.?t\.?b\.?|n\.?n\.?b\.?|t\.?b\.?[ad]\.?|nader te bepalen|(?:tijd |datum )?volgt(?: nog| later)?|(?:nog )?(?:niet bekend|onbekend)|(?:wordt )?(?:later|nog|nader) (?:bekend(?: ?gemaakt)?|te bepalen))\)?\.?$`)

// noTime publishes an activity of which the time is still to come as a whole day, and says so on its page.
func (c *collector) noTime(r *row, field, what string, day page.Civil) {
	col := r.at[field]
	r.cells = slices.Clone(r.cells)
	r.cells[col].Text = "n.t.b."
	r.keep(field)
	c.gather("no time", notice.Advice, fmt.Sprintf("Bij ‘%s’ op %s staat nog geen tijd. Op de site staat: tijd n.t.b.", what, when.Long(day)), "Vul de tijd in zodra u die weet.", "Er staat nog geen tijd op")
}
