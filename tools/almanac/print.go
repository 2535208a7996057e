package almanac

import (
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// PrintPage makes the page that a browser prints on A4, for any period: front matter alone, to stand anywhere below content.
// municipality is a slug, or "" for all; to is exclusive.
func PrintPage(s *agenda.Site, municipality string, from, to time.Time) ([]byte, error) {
	list, err := dates(s, municipality, from, to)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].n = i
	}
	p := period{from: from, to: to, list: list}.page(periodTitle(from, to), "afdruk", municipality, 0)
	p.Occurrences = list
	return frontMatter(p)
}

// periodTitle names a period for people: December 2026, or its first and last day.
func periodTitle(from, to time.Time) string {
	first, last := page.WallTime(from).Day(), page.WallTime(to.Add(-time.Second)).Day()
	if from.Day() == 1 && from.AddDate(0, 1, 0).Equal(to) {
		_, month, _ := strings.Cut(when.Long(first), " ")
		return strings.ToUpper(month[:1]) + month[1:]
	}
	if first == last {
		return when.Long(first)
	}
	return when.Long(first) + " t/m " + when.Long(last)
}

var seasonNames = [...]string{"winter", "lente", "zomer", "herfst"}

// seasons gives the season of now and the three after it, each of three whole months: the winter is from December.
func seasons(all []occurrenceData, now time.Time) []period {
	passed := int(now.Month()) % 3 // months of the season that are over: December, March, June and September begin one
	first := firstOfMonth(now).AddDate(0, -passed, 0)
	var out []period
	for i := range seasonNames {
		from := first.AddDate(0, 3*i, 0)
		p := period{from: from, to: from.AddDate(0, 3, 0)}
		p.list = between(all, p.from, p.to)
		p.name = fmt.Sprintf("%s-%d", p.season(), from.Year())
		if len(p.list) > 0 {
			out = append(out, p)
		}
	}
	return out
}

func (p period) season() string { return seasonNames[int(p.from.Month())%12/3] }

// seasonTitle is the name of a season with its year, or years: Winter 2026-2027.
func (p period) seasonTitle() string {
	name := p.season()
	title := fmt.Sprintf("%c%s %d", name[0]-'a'+'A', name[1:], p.from.Year())
	if last := p.to.AddDate(0, 0, -1).Year(); last != p.from.Year() {
		title += fmt.Sprintf("-%d", last)
	}
	return title
}
