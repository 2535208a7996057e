package collect

import (
	"slices"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	mostADay = 24    // times: no activity of people is more often, and the site would be nothing else
	maxOdd   = 1_000 // series of one document whose begin is looked for in vain; a rule may take long to say that it has none
)

// suited fits the series of pages to a site. A calendar may say what RFC 5545 allows and no parent wants to read: every minute, or
// a first day that is none of the rule. What that means the RFC leaves open; Google and Apple show the day, and so does the
// person who filled it in.
func suited(pages []*page.Page) []notice.Notice {
	var notices []notice.Notice
	odd := 0
	for _, p := range pages {
		a := p.Activity
		if a == nil || a.Recurrence == "" {
			continue
		}
		rule, err := recur.Parse(a.Recurrence)
		zone, zoneErr := page.Zone(a.Zone)
		if err != nil || zoneErr != nil {
			continue // said when it is stored or shown
		}
		if rule.TimesADay() > mostADay {
			a.Recurrence = ""
			notices = append(notices, notice.Notice{
				Level: notice.Question, Left: []string{p.Title}, Text: "De herhaling van ‘" + p.Title + "’ is vaker dan één keer per uur. Alleen de eerste keer staat op de site.",
				Hint: "Stel in de agenda een herhaling per dag, week of maand in.",
			})
			continue
		}
		named := slices.ContainsFunc(a.Exceptions, func(e page.Exception) bool { return e.Date.Day() == a.Begin.Day() })
		if named || slices.Contains(a.ExtraDates, a.Begin) || odd >= maxOdd {
			continue
		}
		first := page.Civil{}
		for at := range rule.Starts(a.Begin, a.Begin, zone) {
			first = at
			break
		}
		if first == a.Begin {
			continue
		}
		odd++
		a.ExtraDates = slices.Insert(a.ExtraDates, 0, a.Begin)
		notices = append(notices, notice.Notice{
			Level: notice.Advice, Text: "De eerste dag van ‘" + p.Title + "’ (" + when.Long(a.Begin.Day()) + ") is geen dag van de herhaling. Hij staat wel op de site.",
			Hint: "Klopt dat niet? Begin de reeks in de agenda op een dag van de herhaling.",
		})
	}
	return notices
}
