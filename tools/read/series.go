package read

import (
	"cmp"
	"fmt"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
	"mijnopladers.nl/opladers/tools/when"
)

// series makes a rule of a recurrence that a person typed in words: "herhaling: elke dinsdag, niet in schoolvakanties". The
// begin of the activity is its first date. What cannot be read is asked, and the activity is there once.
func series(p *page.Page) []notice.Notice {
	a := p.Activity
	if a == nil || a.Recurrence == "" {
		return nil
	}
	if _, err := recur.Parse(a.Recurrence); err == nil {
		return nil
	}
	said := a.Recurrence
	a.Recurrence = ""
	plan, err := when.Read(said, a.Begin.Day())
	if err == nil && plan.Recurrence == "" {
		err = fmt.Errorf("‘%s’ is geen herhaling", said)
	}
	if err != nil {
		return []notice.Notice{{
			Level: notice.Question, Text: "Van ‘" + p.Title + "’ staat alleen de eerste keer in de agenda: " + err.Error() + ".",
			Hint: "Schrijf bij herhaling bijvoorbeeld: elke dinsdag, niet in schoolvakanties.",
		}}
	}
	a.Recurrence, a.Holidays, a.PublicHolidays = plan.Recurrence, cmp.Or(a.Holidays, plan.Holidays), cmp.Or(a.PublicHolidays, plan.PublicHolidays)
	a.ExtraDates = append(a.ExtraDates, plan.Dates...)
	for _, d := range plan.Except {
		a.Exceptions = append(a.Exceptions, page.Exception{Date: d})
	}
	return nil
}
