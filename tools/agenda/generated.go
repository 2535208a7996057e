package agenda

import (
	"fmt"
	"maps"
	"path"
	"strings"
	"time"

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
	From         string            `json:"van,omitempty"` // first day
	To           string            `json:"tot,omitempty"` // last day
	Occurrences  []occurrenceData  `json:"voorkomens,omitempty"`
}

// local keeps a page out of the lists of the whole site and in those of its own folder.
var local = map[string]string{"list": "local"}

// generated makes the pages of one municipality, by their path below content: months to look at, months and seasons to
// print, an archive per year and the agenda for another site. all is what takes place, in order, also in the past.
func generated(slug string, all []occurrenceData, now time.Time) map[string]any {
	base := slug + "/agenda/"
	pages := map[string]any{
		base + "afdrukken/_index.md": &generatedPage{Title: "Agenda op papier", Type: "afdrukken", Build: local},
		slug + "/inbedden.md":        &generatedPage{Title: "Agenda om in te bedden", Type: "inbedden", Build: local},
	}
	for i, p := range months(all, now) {
		title := dutchMonth(p.from)
		pages[base+"maand/"+p.name+".md"] = p.page(title, "maand", slug, i+1)
		pages[base+"afdrukken/"+p.name+".md"] = p.page(title, "afdruk", slug, i+1)
	}
	for i, p := range seasons(all, now) {
		pages[base+"afdrukken/"+p.name+".md"] = p.page(p.title(), "afdruk", slug, 100+i)
	}
	if years := archive(all, now); len(years) > 0 {
		pages[base+"archief/_index.md"] = &generatedPage{Title: "Wat is geweest", Type: "archief", Build: local}
		for i, p := range years {
			pages[base+"archief/"+p.name+".md"] = p.page("Geweest in "+p.name, "archief", slug, i+1)
		}
	}
	return pages
}

// period is a stretch of days with what begins in it.
type period struct {
	name     string // in its address
	from, to time.Time
	list     []occurrenceData
}

func (p period) page(title, kind, municipality string, weight int) *generatedPage {
	return &generatedPage{
		Title: title, Type: kind, Weight: weight, Build: local, Municipality: municipality,
		From: p.from.Format(time.DateOnly), To: p.to.AddDate(0, 0, -1).Format(time.DateOnly), Occurrences: p.list,
	}
}

// between gives what begins from from (inclusive) to to (exclusive).
func between(all []occurrenceData, from, to time.Time) []occurrenceData {
	var out []occurrenceData
	for _, o := range all {
		if !o.start.Before(from) && o.start.Before(to) {
			out = append(out, o)
		}
	}
	return out
}

// months gives this month and those after it up to a year ahead, as long as something takes place in or after them.
func months(all []occurrenceData, now time.Time) []period {
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location())
	var out []period
	for i := range 13 {
		from := first.AddDate(0, i, 0)
		if i > 0 && (len(all) == 0 || all[len(all)-1].start.Before(from)) {
			break
		}
		to := from.AddDate(0, 1, 0)
		out = append(out, period{name: from.Format("2006-01"), from: from, to: to, list: between(all, from, to)})
	}
	return out
}

// archive gives the years in which something took place, the last one first, with what is over.
func archive(all []occurrenceData, now time.Time) []period {
	var out []period
	for year := now.Year(); year >= now.Year()-yearsBack; year-- {
		from := time.Date(year, 1, 1, 0, 0, 0, 0, now.Location())
		p := period{name: fmt.Sprint(year), from: from, to: from.AddDate(1, 0, 0)}
		for _, o := range between(all, p.from, p.to) {
			if !o.over.After(now) {
				p.list = append(p.list, o)
			}
		}
		if len(p.list) > 0 {
			out = append(out, p)
		}
	}
	return out
}

var monthNames = strings.Fields("januari februari maart april mei juni juli augustus september oktober november december")

// dutchMonth writes a month as the title of a page: December 2026.
func dutchMonth(t time.Time) string {
	name := monthNames[t.Month()-1]
	return fmt.Sprintf("%s%s %d", strings.ToUpper(name[:1]), name[1:], t.Year())
}

// reserve leaves out the generated pages whose place an activity has taken, and says so.
func (s *Site) reserve(files map[string][]byte) {
	for _, a := range s.Activities {
		own := strings.TrimPrefix(a.Path, "/")
		taken := false
		switch path.Base(own) {
		case "afdrukken", "archief", "delen", "maand":
			maps.DeleteFunc(files, func(name string, _ []byte) bool {
				ours := name == own+".md" || strings.HasPrefix(name, own+"/")
				taken = taken || ours
				return ours
			})
		}
		if taken {
			s.Notices = append(s.Notices, notice.Notice{
				Level: notice.Warning, File: "content/" + own + "/index.md",
				Text: "Deze activiteit heeft het adres van een bladzijde die de site zelf maakt. Die bladzijde is er nu niet.",
				Hint: "Geef de map van de activiteit een andere naam.",
			})
		}
	}
}
