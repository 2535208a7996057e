package collect

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// vanishedSources reports the sources that pages came from and that are not in the inbox any more. Their pages stay.
func (c *collector) vanishedSources(r *Report, docs []document) {
	here := map[string]bool{}
	for _, d := range docs {
		here[d.name] = true
	}
	for source, pages := range c.imported {
		if here[source] || strings.HasPrefix(source, outside) {
			continue
		}
		r.Add(notice.Notice{
			Level: notice.Advice, File: source,
			Text: "Dit bestand staat niet meer in de inbox. Wat ervan gemaakt is, blijft staan (" + pages[0].Path + ").",
			Hint: "Moet de pagina weg? Verwijder dan de map van de pagina.",
		})
	}
}

// vanishedPages asks about pages whose row or event is gone from a source that was read whole: nobody may find an
// activity in the agenda that was moved or called off. What is over needs no question.
func (c *collector) vanishedPages(r *Report, result converted) {
	here := map[string]bool{}
	for _, in := range result.imports {
		here[in.Page.Key] = true
	}
	var gone []string
	for _, imported := range c.imported[result.doc.name] {
		if here[imported.Key] {
			continue
		}
		p, err := c.store.Page(imported.Path)
		if err != nil || over(p, c.Now) {
			continue // deleted by hand, or past
		}
		gone = append(gone, path.Dir(imported.Path))
	}
	if len(gone) == 0 {
		return
	}
	r.Add(notice.Notice{
		Level: notice.Question, File: result.doc.name,
		Text: fmt.Sprintf("Dit staat niet meer in het bestand, en nog wel op de site: %s.", strings.Join(gone, ", ")),
		Hint: "Gaat het niet door? Zet de regel terug met status \"gaat niet door\". Is het verplaatst of moet het weg? Verwijder dan de map van de oude pagina in content/.",
	})
}

// until finds the last day of a recurrence rule.
var until = regexp.MustCompile(`UNTIL=(\d{8})`)

// over reports an activity that is called off already or whose last day is past.
func over(p *page.Page, now time.Time) bool {
	a := p.Activity
	if a == nil {
		return false
	}
	last := a.Begin
	if !a.End.IsZero() {
		last = a.End
	}
	if m := until.FindStringSubmatch(a.Recurrence); m != nil {
		return m[1] < now.Format("20060102")
	}
	return a.Status == page.StatusCancelled || a.Recurrence == "" && last.Day().Before(page.WallTime(now).Day())
}
