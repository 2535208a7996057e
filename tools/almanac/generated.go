package almanac

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/notice"
)

// generatedPage is a page of the site that nobody wrote: it is rendered from dates. It names its own type, because it
// stands among the activities, and is in no list of the whole site: templates link to it by name.
type generatedPage struct {
	Title        string            `json:"title"`
	Type         string            `json:"type"`
	Weight       int               `json:"weight,omitempty"` // its place among its neighbours
	Build        map[string]string `json:"build"`
	Municipality string            `json:"gemeente,omitempty"`
	From         string            `json:"van,omitempty"`   // first day
	To           string            `json:"tot,omitempty"`   // last day
	Days         [][]int           `json:"dagen,omitempty"` // of each day on which something begins, indexes of it in the data page
	Count        int               `json:"aantal"`

	Occurrences []occurrenceData `json:"voorkomens,omitempty"` // of a page by itself, which has no data page
}

// local keeps a page out of the lists of the whole site and in those of its own folder.
var local = map[string]string{"list": "local"}

// generated makes the pages of one municipality, by their path below content: months to look at, months and seasons to
// print, an archive per year and the agenda for another site. all is what takes place, in order, also in the past.
func generated(slug string, all []occurrenceData, now time.Time) map[string]any {
	base := slug + "/agenda/"
	pages := map[string]any{
		base + "afdrukken/_index.md": &generatedPage{Title: "Agenda op papier", Type: "afdrukken", Build: local},
		base + "abonneren.md":        subscribePage(),
		slug + "/inbedden.md":        &generatedPage{Title: "Agenda om in te bedden", Type: "inbedden", Build: local},
	}
	for i, p := range months(all, now) {
		pages[base+"maand/"+p.name+".md"] = p.grid(slug, i+1, now)
		pages[base+"afdrukken/"+p.name+".md"] = p.page(periodTitle(p.from, p.to), "afdruk", slug, i+1)
	}
	for i, p := range seasons(all, now) {
		pages[base+"afdrukken/"+p.name+".md"] = p.page(p.seasonTitle(), "afdruk", slug, 100+i)
	}
	if years := archive(all, now); len(years) > 0 {
		pages[base+"archief/_index.md"] = &generatedPage{Title: "Wat is geweest", Type: "archief", Build: local}
		for i, p := range years {
			pages[base+"archief/"+p.name+".md"] = p.page("Geweest in "+p.name, "archief", slug, i+1)
		}
	}
	return pages
}

// subscribePage tells how to have an agenda in one's own phone: the one where the page stands, or that of all.
func subscribePage() *generatedPage {
	return &generatedPage{Title: "De agenda in je telefoon", Type: "abonneren", Build: local}
}

// period is a stretch of days with what begins in it.
type period struct {
	name     string // in its address
	from, to time.Time
	list     []occurrenceData
}

func (p period) page(title, kind, municipality string, weight int) *generatedPage {
	g := &generatedPage{
		Title: title, Type: kind, Weight: weight, Build: local, Municipality: municipality,
		From: p.from.Format(time.DateOnly), To: p.to.AddDate(0, 0, -1).Format(time.DateOnly), Count: len(p.list),
	}
	for i := range p.list {
		if i == 0 || p.list[i].Day != p.list[i-1].Day {
			g.Days = append(g.Days, nil)
		}
		last := len(g.Days) - 1
		g.Days[last] = append(g.Days[last], p.list[i].n)
	}
	return g
}

// between gives what begins from from (inclusive) to to (exclusive), in order.
func between(all []occurrenceData, from, to time.Time) []occurrenceData {
	var out []occurrenceData
	for _, o := range all {
		if !o.start.Before(from) && o.start.Before(to) {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b occurrenceData) int { return a.start.Compare(b.start) })
	return out
}

// archive gives the years in which something took place, the last one first, with what is over.
func archive(all []occurrenceData, now time.Time) []period {
	var out []period
	for year := now.Year(); year >= now.Year()-yearsBack; year-- {
		from := time.Date(year, 1, 1, 0, 0, 0, 0, now.Location())
		p := period{name: fmt.Sprint(year), from: from, to: from.AddDate(1, 0, 0)}
		p.list, _ = split(between(all, p.from, p.to), now)
		if len(p.list) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// reserve leaves out the generated pages whose place an activity has taken, and says so.
func reserve(s *agenda.Site, files map[string][]byte) (notices []notice.Notice) {
	for _, a := range s.Activities {
		own := strings.TrimPrefix(a.Path, "/")
		taken := false
		switch path.Base(own) {
		case "abonneren", "afdrukken", "archief", "delen", "maand":
			maps.DeleteFunc(files, func(name string, _ []byte) bool {
				ours := name == own+".md" || strings.HasPrefix(name, own+"/")
				taken = taken || ours
				return ours
			})
		}
		if taken {
			notices = append(notices, notice.Notice{
				Level: notice.Warning, File: "content/" + own + "/index.md",
				Text: "Deze activiteit heeft het adres van een bladzijde die de site zelf maakt. Die bladzijde is er nu niet.",
				Hint: "Geef de map van de activiteit een andere naam.",
			})
		}
	}
	return notices
}
