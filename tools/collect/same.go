package collect

import (
	"path"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// near is how far an activity may move and still be taken for the same one.
const near = 31 * 24 * time.Hour

// pin lets the activity of an import keep the identity that its page was published with, whatever its source calls it now:
// some calendars give every event another UID each time that they are asked.
func pin(d *draft, was *store.Imported, keys map[string]bool) {
	d.was = was
	if was == nil || d.Page.Activity == nil || was.Print == "" {
		return
	}
	d.Page.Activity.UID = was.UID
	if was.Source == d.Source && !keys[was.Key] {
		d.Page.Key = was.Key
		keys[was.Key] = true
	}
}

// rematch finds the pages of events and rows that are known by another name now: an event with another UID, and one that
// was moved or renamed. Without it subscribers would see one called off and another come.
func (c *collector) rematch(result converted) {
	if !result.whole {
		return
	}
	keys := map[string]bool{}
	var fresh []*draft
	for _, d := range result.imports {
		keys[d.Page.Key] = true
		if d.was == nil && d.Page.Activity != nil {
			fresh = append(fresh, d)
		}
	}
	var gone []store.Imported
	for _, i := range c.imported[result.doc.name] {
		if len(fresh) > 0 && !keys[i.Key] && i.Print != "" && c.adopted[i.Path] == "" {
			gone = append(gone, i)
		}
	}
	if len(gone) == 0 {
		return
	}
	pages := map[string]*page.Page{}
	for _, same := range []func(d *draft, g store.Imported) bool{
		func(d *draft, g store.Imported) bool { return store.Print(d.Page) == g.Print },
		func(d *draft, g store.Imported) bool { return moved(pages[g.Path], d.Page, c.Now) },
		func(d *draft, g store.Imported) bool { return renamed(pages[g.Path], d.Page) },
	} {
		for _, d := range fresh {
			at := slices.IndexFunc(gone, func(g store.Imported) bool { return same(d, g) })
			if d.was != nil || at < 0 {
				continue
			}
			g := gone[at]
			gone = slices.Delete(gone, at, at+1)
			pin(d, &g, keys)
			c.answer(d)
		}
		if len(pages) == 0 { // of what is left, the pages are needed
			for _, g := range gone {
				if p, err := c.store.Page(g.Path); err == nil {
					pages[g.Path] = p
				}
			}
		}
	}
}

// moved reports that an activity still to come is at another time, not far away.
func moved(was, now *page.Page, today time.Time) bool {
	if was == nil || was.Activity == nil || page.Slug(was.Title) != page.Slug(now.Title) || over(was.Activity, today) {
		return false
	}
	return was.Activity.Begin.Sub(now.Activity.Begin).Abs() < near
}

// renamed reports that at one time and place something with another title is.
func renamed(was, now *page.Page) bool {
	return was != nil && was.Activity != nil && was.Activity.Begin == now.Activity.Begin && was.Activity.Place != nil &&
		page.Slug(was.Activity.Place.String()) == page.Slug(now.Activity.Place.String())
}

// elsewhere gives the page that another source made of an activity: one with the same UID, or the same start, title and
// place.
func (c *collector) elsewhere(d *draft) (store.Imported, bool) {
	for _, name := range identities(d.Page.Activity.UID, store.Print(d.Page)) {
		if i, ok := c.activities[name]; ok && i.Source != d.Source && !c.gone(i.Source) && c.store.Has(path.Dir(i.Path)) {
			return i, true
		}
	}
	return store.Imported{}, false
}

func identities(uid, print string) []string {
	var out []string
	if uid != "" {
		out = append(out, "uid:"+uid)
	}
	if print != "" {
		out = append(out, "print:"+print)
	}
	return out
}

// know remembers by what an activity is known.
func (c *collector) know(i store.Imported) {
	for _, name := range identities(i.UID, i.Print) {
		if _, known := c.activities[name]; !known {
			c.activities[name] = i
		}
	}
}

// shared looks whether an activity is on the site already from another calendar. Then it is there once, in every
// municipality whose calendar has it.
func (c *collector) shared(d *draft, out *outcome) (bool, error) {
	if d.Page.Activity == nil || d.was != nil {
		return false, nil
	}
	first, ok := c.elsewhere(d)
	if !ok {
		return false, nil
	}
	dir := path.Dir(first.Path)
	out.pages = append(out.pages, seenPage{Key: d.Page.Key, Absent: true})
	n := notice.Notice{Level: notice.Advice, File: d.Source, Text: "‘" + d.Page.Title + "’ staat ook in " + first.Source + ". Op de site staat het één keer: " + dir + "."}
	if own, _, _ := strings.Cut(dir, "/"); own != d.Municipality {
		n.Text = "‘" + d.Page.Title + "’ staat ook in " + first.Source + ". Op de site is het één pagina, die in beide gemeenten staat: " + dir + "."
	}
	out.notices = append(out.notices, n)
	if err := c.store.Merged(d.Import, dir); err != nil {
		return true, err
	}
	_, err := c.store.Amend(first, c.at(), nil, func(p *page.Page) { c.store.List(p, dir) })
	return true, err
}
