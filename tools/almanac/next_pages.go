package almanac

import (
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// nextOfPages gives the first moment at which a page of any kind changes by the dates in its front matter. A page that cannot
// be read is passed over: the build names it. now is in the zone of the site.
func nextOfPages(site string, rules *store.Rules, now time.Time) (Moment, error) {
	content := os.DirFS(site)
	var files []string
	err := fs.WalkDir(content, "content", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case path.Ext(name) == ".md" && !d.IsDir():
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		return Moment{}, err
	}
	moments := make([]Moment, len(files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		g.Go(func() error {
			data, err := fs.ReadFile(content, file)
			if err != nil {
				return err
			}
			p, err := page.Parse(data)
			if err != nil {
				return nil
			}
			name := strings.TrimPrefix(file, "content/")
			if m := nextOfPage(p, rules.Of(name), now); !m.At.IsZero() {
				m.Page = name
				moments[i] = m
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Moment{}, err
	}
	var next Moment
	for _, m := range moments {
		next = next.or(m)
	}
	return next, nil
}

// nextOfPage gives the first moment at which one page changes.
func nextOfPage(p *page.Page, rules *page.Rules, now time.Time) Moment {
	published, expires := at(p.Publish, 0, now), at(p.Expires, 0, now)
	switch {
	case p.Draft, !expires.IsZero() && !expires.After(now), !expires.IsZero() && !expires.After(published):
		return Moment{}
	case published.After(now):
		return Moment{At: published, Why: "De pagina ‘" + p.Title + "’ komt op de site."}
	}
	var next Moment
	moment := func(at time.Time, why string) { next = next.or(Moment{At: at, Why: why}.after(now)) }
	moment(expires, "De pagina ‘"+p.Title+"’ gaat van de site.")
	for _, ph := range p.Photos {
		if ph == nil {
			continue
		}
		v := rules.Judge(p, ph, now.Format(time.DateOnly))
		moment(at(v.First, 0, now), "De toestemming voor een foto bij ‘"+p.Title+"’ gaat in.")
		if v.OK() {
			why := "De toestemming voor een foto bij ‘"
			if v.Term {
				why = "De bewaartermijn van een foto bij ‘"
			}
			moment(at(v.Last, 1, now), why+p.Title+"’ is voorbij.")
		}
	}
	if m := p.Municipality; m != nil {
		if e := m.Emergency; e != nil {
			moment(at(e.From, 0, now), "Het noodbericht van "+p.Title+" komt op de site.")
			moment(at(e.Until, 1, now), "Het noodbericht van "+p.Title+" gaat van de site.")
		}
		if m.Organiser != nil {
			moment(at(m.Organiser.AwayUntil, 1, now), "De aanjager van "+p.Title+" is er weer.")
		}
	}
	return next
}

// at reads a date of front matter. With days it is midnight so many days later. What cannot be read is the zero time.
func at(text string, days int, now time.Time) time.Time {
	c, err := page.ParseCivil(text)
	if err != nil {
		return time.Time{}
	}
	if days > 0 {
		c = c.Day().AddDays(days)
	}
	return c.In(now.Location())
}
