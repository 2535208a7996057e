package ics

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/markup"
)

// called are the words with which people, and Outlook, say in a title that something is the matter.
var called = map[page.Status]string{
	page.StatusCancelled: `geannuleerd|geannulleerd|afgelast|afgezegd|gecanceld|gecancelled|cancelled|canceled|vervalt|vervallen|uitgesteld|postponed|gaat niet door|gaan niet door|gaat helaas niet door|annulé|abgesagt`,
	page.StatusMoved:     `verplaatst|verschoven|nieuwe datum|moved|rescheduled`,
	page.StatusFull:      `vol|volgeboekt|uitverkocht|fully booked|sold out`,
	page.StatusTentative: `onder voorbehoud|tentative`,
}

// said are the ways to say it: before or behind the title, with a sign between, or in capitals.
var said = func() map[page.Status][]*regexp.Regexp {
	all := map[page.Status][]*regexp.Regexp{}
	for status, words := range called {
		why := `(?P<why> (?:wegens|vanwege|door|naar|i\.?v\.?m\.?|tot) [^:]{2,80})?`
		all[status] = []*regexp.Regexp{
			regexp.MustCompile(`^[^\p{L}\d]*(?i:` + words + `)` + why + `(?:\s*[:!\])*]+[^\p{L}\d(]*|\s+[-–—|]+\s*)(?P<title>.+)$`),
			regexp.MustCompile(`^(?P<title>.+?)(?:\s*[:(\[*!]+\s*|\s+[-–—|]+\s+)(?i:` + words + `)` + why + `[\s).\]*!]*$`),
		}
		if status != page.StatusFull && status != page.StatusTentative {
			loud := `(?:` + strings.ToUpper(words) + `)`
			all[status] = append(all[status], regexp.MustCompile(`^`+loud+`\s+(?P<title>.+)$`), regexp.MustCompile(`^(?P<title>.+?)\s+`+loud+`[.!]*$`))
		}
	}
	return all
}()

// stems are in all those words: most titles have none of them.
var stems = strings.Fields("annul afgelast afgezegd cancel verval uitgesteld postponed niet abgesagt verplaatst verschoven nieuwe moved rescheduled vol uitverkocht booked sold voorbehoud tentative")

var entity = regexp.MustCompile(`&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});`)

// entities reads the characters that plugins of websites leave in HTML.
func entities(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return entity.ReplaceAllStringFunc(s, html.UnescapeString)
}

// titleOf parts a title from what it says about the status: "GEANNULEERD: Koffie" is cancelled and called Koffie.
func titleOf(s string) (title string, status page.Status, why string) {
	title = oneLine(entities(s))
	if isHTML(title) {
		title = markup.Text(title)
	}
	lower := strings.ToLower(title)
	if !slices.ContainsFunc(stems, func(stem string) bool { return strings.Contains(lower, stem) }) {
		return title, "", ""
	}
	for _, status := range []page.Status{page.StatusCancelled, page.StatusMoved, page.StatusFull, page.StatusTentative} {
		for _, form := range said[status] {
			if m := form.FindStringSubmatch(title); m != nil {
				why := ""
				if i := form.SubexpIndex("why"); i > 0 {
					why = strings.TrimSpace(m[i])
				}
				return strings.TrimSpace(m[form.SubexpIndex("title")]), status, why
			}
		}
	}
	return title, "", ""
}

// busy are the titles that a calendar shows when it hides the real ones.
var busy = regexp.MustCompile(`(?i)^(?:bezet|busy|vrij|free|voorlopig|tentative|afwezig|away|out of office|elders werken|werkt elders|working elsewhere|niet beschikbaar|unavailable|privé|privé-?afspraak|private(?: appointment| event)?|besetzt|gebucht|occupé|frei|privater termin)$`)
