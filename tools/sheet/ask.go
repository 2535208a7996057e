package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// askNoDate asks about a row without a date; that of the row above may count for it too.
func (c *collector) askNoDate(what string) {
	if c.last.IsZero() {
		c.gather("no date", notice.Question, fmt.Sprintf("Bij ‘%s’ staat geen datum.", what), "Vul de datum in, of verwijder de regel.", "Er staat geen datum op")
		return
	}
	c.gather("date above", notice.Question, fmt.Sprintf("Bij ‘%s’ staat geen datum. Is het ook op %s?", what, when.Long(c.last)),
		"Zet de datum op elke regel. Of voeg in Excel de cellen met de datum samen.", "Er staat geen datum op deze regels. Is het de datum erboven?")
}

// askDate asks about a date that cannot be read, with the dates that may be meant.
func (c *collector) askDate(text, what string, err error) {
	var noYear *when.YearError
	var wrong *when.WeekdayError
	var doubt *when.AmbiguousError
	var question *when.QuestionError
	switch {
	case errors.As(err, &noYear):
		hint := "Zet het jaar erbij."
		if day := c.candidate(noYear); !day.IsZero() {
			hint = fmt.Sprintf("Is het %s? Zet het jaar erbij.", when.Long(day))
		}
		c.gather("no year", notice.Question, fmt.Sprintf("Bij de datum ‘%s’ van ‘%s’ staat geen jaar.", text, what), hint, "Bij deze datums staat geen jaar. Zet boven de tabel een regel met het jaar, zoals ‘oktober 2026’:")
	case errors.As(err, &question):
		hint := "Schrijf bijvoorbeeld: elke dinsdag vanaf 6 oktober 2026."
		if len(question.Candidates) > 0 {
			hint = "Schrijf: " + strings.Join(question.Candidates, ". Of: ") + "."
		}
		c.gather("question "+question.Why, notice.Question, fmt.Sprintf("Bij ‘%s’ is ‘%s’ niet zeker: %s.", what, text, strings.TrimRight(question.Why, ".?")), hint, "Op deze regels is niet zeker wanneer het is ("+strings.TrimRight(question.Why, ".?")+"):")
	case errors.As(err, &doubt) && len(doubt.Candidates) > 1:
		c.gather("order", notice.Question, fmt.Sprintf("Bij ‘%s’: %s.", what, strings.TrimSuffix(err.Error(), "?")), "In deze kolom staat soms de dag en soms de maand eerst. Schrijf de maand in letters: 3 oktober 2026.",
			"De dag en de maand zijn misschien verwisseld op")
	case errors.As(err, &wrong), errors.As(err, &doubt):
		c.ask(fmt.Sprintf("Bij ‘%s’: %v.", what, strings.TrimSuffix(err.Error(), "?")), "Verbeter de datum.")
	case serial.MatchString(text):
		n, _ := strconv.Atoi(text)
		c.gather("serial", notice.Question, fmt.Sprintf("Bij ‘%s’ staat als datum het getal %s. Is het %s?", what, text, when.Long(page.Date(1899, 12, 30).AddDays(n))),
			"Geef de kolom in het rekenblad de opmaak Datum.", "De datum is een getal geworden op")
	default:
		why, hint := "", "Schrijf de datum als 10-10-2026, of als: elke dinsdag vanaf 6 oktober 2026."
		if wrong := new(when.SyntaxError); errors.As(err, &wrong) && wrong.Why != "dit is geen datum" {
			why = ": " + wrong.Why
		}
		if m := dateStatus.FindStringSubmatch(text); m != nil {
			hint = "Zet in deze kolom alleen de datum, en ‘" + m[2] + "’ in een kolom Status."
		}
		c.ask(fmt.Sprintf("Bij ‘%s’ is de datum ‘%s’ niet te lezen%s.", what, text, why), hint)
	}
}

// serial is a date as a spreadsheet counts it, of the years in which calendars are made.
var serial = regexp.MustCompile(`^[45]\d{4}$`)

// unsorted is how many days a row may be before the one above it in a list that is not quite in order.
const unsorted = 60

// candidate proposes the date that is meant where the year is missing.
func (c *collector) candidate(e *when.YearError) page.Civil {
	near := c.created
	if !c.last.IsZero() {
		near = c.last.AddDays(-unsorted)
	}
	if in := c.period; in.year > 0 {
		near = page.Date(in.yearOf(e.Month), time.January, 1)
	} else if c.whole.year > 0 {
		near = page.Date(c.whole.yearOf(e.Month), time.January, 1)
	}
	if near.IsZero() {
		return near
	}
	return e.Near(near)
}
