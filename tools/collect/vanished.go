package collect

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// vanishedSources reports the sources that pages came from and that are not in the inbox any more. Their pages stay.
func (c *collector) vanishedSources(r *Report) {
	for source, pages := range c.imported {
		pages = slices.DeleteFunc(slices.Clone(pages), func(p store.Imported) bool { return c.adopted[p.Path] != "" })
		if len(pages) == 0 || c.here[source] || strings.HasPrefix(source, outside) || strings.HasPrefix(source, postFolder) && !slices.ContainsFunc(pages, c.toCome) {
			continue // who reads mail moves it
		}
		n := notice.Notice{
			Level: notice.Advice, File: source,
			Text: fmt.Sprintf("Dit bestand staat niet meer in de inbox. Wat ervan gemaakt is, blijft staan: %s.", folders(pages)),
			Hint: "Moet het weg? Vraag het de beheerder: die gebruikt `opladers remove`.",
		}
		if slices.ContainsFunc(pages, c.toCome) { // parents may find it in the agenda
			n.Level = notice.Question
		}
		if to := c.moved[pages[0].Path]; to != "" {
			n.Level, n.Text = notice.Question, n.Text+" En "+to+" zegt hetzelfde. Is het verhaal naar een andere gemeente verplaatst?"
			n.Hint = "Moet de oude pagina weg? Gebruik `opladers remove " + path.Dir(pages[0].Path) + "`."
		} else if twin := r.twin(pages); twin != "" {
			n.Level, n.Text = notice.Question, n.Text+" En "+twin+" is nieuw. Heeft het bestand een andere naam gekregen?"
		}
		r.Add(n)
	}
}

// twin finds a source that is new in this run and that gave a page with the name of one of these: it looks as if the
// file was renamed, and then the site has the page twice.
func (r *Report) twin(pages []store.Imported) string {
	for _, e := range r.New {
		for _, p := range pages {
			number, ok := strings.CutPrefix(path.Dir(e.Page), path.Dir(p.Path)+"-")
			if _, err := strconv.Atoi(number); ok && err == nil {
				return e.Source
			}
		}
	}
	return ""
}

// vanishedPages asks about pages whose row or event is gone from a source that was read whole: nobody may find an
// activity in the agenda that was moved or called off. What is over needs no question.
func (c *collector) vanishedPages(r *Report, source string, pages []seenPage) {
	here := map[string]bool{}
	for _, p := range pages {
		here[p.Key] = true
	}
	var gone []store.Imported
	for _, imported := range c.imported[source] {
		if !here[imported.Key] && c.adopted[imported.Path] == "" && c.toCome(imported) {
			gone = append(gone, imported)
		}
	}
	if len(gone) == 0 {
		return
	}
	r.Add(notice.Notice{
		Level: notice.Question, File: source,
		Text: fmt.Sprintf("Dit staat niet meer in het bestand, en nog wel op de site: %s.", folders(gone)),
		Hint: "Gaat het niet door? Zet de regel terug met status \"gaat niet door\". Is het verplaatst of moet het weg? Verwijder dan de map van de oude pagina in content/.",
	})
}

// maxNamed is how many pages one notice names.
const maxNamed = 10

// folders names the bundles of pages, under content/.
func folders(pages []store.Imported) string {
	var names []string
	for i, p := range pages {
		if i == maxNamed {
			names = append(names, fmt.Sprintf("en nog %d", len(pages)-i))
			break
		}
		names = append(names, path.Dir(p.Path))
	}
	return strings.Join(names, ", ")
}

// toCome reports an activity that is not over. A page that is not there any more was removed by hand.
func (c *collector) toCome(i store.Imported) bool {
	p, err := c.store.Page(i.Path)
	return err == nil && p.Activity != nil && !over(p.Activity, c.Now)
}

// until finds the last day of a recurrence rule.
var until = regexp.MustCompile(`UNTIL=(\d{8})`)

// over reports an activity that is called off already or whose last day is past.
func over(a *page.Activity, now time.Time) bool {
	last := a.Begin
	if !a.End.IsZero() {
		last = a.End
	}
	if m := until.FindStringSubmatch(a.Recurrence); m != nil {
		return m[1] < now.Format("20060102")
	}
	return a.Status == page.StatusCancelled || a.Recurrence == "" && last.Day().Before(page.WallTime(now).Day())
}
