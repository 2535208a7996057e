package collect

import (
	"cmp"
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
// was moved or renamed. Without it subscribers would see one called off and another come. In a file that got another name it
// looks at the pages of the old one.
func (c *collector) rematch(result converted) {
	keys, taken, sources := map[string]bool{}, map[string]bool{}, []string{result.doc.name}
	var fresh []*draft
	for _, d := range result.imports {
		keys[d.Page.Key] = true
		if d.was != nil {
			taken[d.was.Path] = true
		}
		switch {
		case d.Page.Activity == nil:
		case d.was == nil:
			fresh = append(fresh, d)
		case !slices.Contains(sources, d.was.Source):
			sources = append(sources, d.was.Source)
		}
	}
	if len(fresh) == 0 {
		return
	}
	var gone []store.Imported
	for _, source := range sources {
		for _, i := range c.imported[source] {
			if !taken[i.Path] && !(source == result.doc.name && keys[i.Key]) && i.Print != "" && !result.left[i.Name] && c.adopted[i.Path] == "" {
				gone = append(gone, i)
			}
		}
	}
	same := map[string][]store.Imported{}
	for _, g := range gone {
		same[g.Print] = append(same[g.Print], g)
	}
	for _, d := range fresh {
		if list := same[store.Print(d.Page)]; len(list) > 0 {
			pin(d, &list[0], keys)
			c.answer(d)
			taken[list[0].Path] = true
			same[store.Print(d.Page)] = list[1:]
		}
	}
	gone = slices.DeleteFunc(gone, func(i store.Imported) bool { return taken[i.Path] })
	fresh = slices.DeleteFunc(fresh, func(d *draft) bool { return d.was != nil })
	if len(fresh)*len(gone) == 0 || len(fresh)*len(gone) > maxPairs {
		return
	}
	pages, names := map[string]*page.Page{}, map[*draft]string{}
	for _, d := range fresh {
		names[d] = store.Name(d.Page.Title)
	}
	for _, g := range gone {
		if p, err := c.store.Page(g.Path); err == nil {
			pages[g.Path] = p
		}
	}
	for _, apart := range []func(d *draft, g store.Imported) time.Duration{
		func(d *draft, g store.Imported) time.Duration {
			if g.Name != names[d] {
				return -1
			}
			return c.shift(pages[g.Path], d.Page)
		},
		func(d *draft, g store.Imported) time.Duration { return renamed(pages[g.Path], d.Page) },
	} {
		for _, p := range pairs(fresh, gone, apart) {
			if p.draft.was == nil && !taken[p.gone.Path] {
				taken[p.gone.Path] = true
				pin(p.draft, &p.gone, keys)
				c.answer(p.draft)
			}
		}
	}
}

// pair is a new activity and a page that it may be, and how far apart they are in time.
type pair struct {
	draft *draft
	gone  store.Imported
	apart time.Duration
}

// maxPairs bounds how many activities are compared with how many others.
const maxPairs = 1_000_000

// pairs gives those that may be the same, the nearest first.
func pairs(fresh []*draft, gone []store.Imported, apart func(*draft, store.Imported) time.Duration) []pair {
	var out []pair
	for _, d := range fresh {
		for _, g := range gone {
			if a := apart(d, g); a >= 0 && d.was == nil {
				out = append(out, pair{d, g, a})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b pair) int { return cmp.Compare(a.apart, b.apart) })
	return out
}

// shift gives how far an activity still to come was moved; less than 0 when it is too far to be the same.
func (c *collector) shift(was, now *page.Page) time.Duration {
	if was == nil || was.Activity == nil || over(was.Activity, c.Now) {
		return -1
	}
	if apart := was.Activity.Begin.Sub(now.Activity.Begin).Abs(); apart < near {
		return apart
	}
	return -1
}

// renamed gives 0 when something with another title is at one time and place, else less.
func renamed(was, now *page.Page) time.Duration {
	if was != nil && was.Activity != nil && was.Activity.Begin == now.Activity.Begin && was.Activity.Place != nil &&
		page.Fold(was.Activity.Place.String()) == page.Fold(now.Activity.Place.String()) {
		return 0
	}
	return -1
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
