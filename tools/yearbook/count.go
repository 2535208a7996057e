package yearbook

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
)

// counter holds what is on the site of one municipality.
type counter struct {
	slug        string
	now         time.Time
	site        *agenda.Site
	initiatives map[string]*page.Page // by path in the site
	stories     map[string]*page.Page
}

func newCounter(content string, s *agenda.Site, slug string, now time.Time) *counter {
	c := &counter{slug: slug, now: now, site: s}
	public := func(kind page.Kind) map[string]*page.Page {
		out := map[string]*page.Page{}
		dir := path.Join(slug, kind.Section())
		for name, p := range pagesIn(content, dir) {
			if p.Kind == kind && p.Public(now) {
				out["/"+path.Join(dir, name)] = p
			}
		}
		return out
	}
	c.initiatives, c.stories = public(page.KindInitiative), public(page.KindStory)
	return c
}

// count makes the figures of one year, of which the report is p.
func (c *counter) count(year int, p *page.Page) (*Figures, error) {
	f := &Figures{Which: []string{}}
	from := time.Date(year, 1, 1, 0, 0, 0, 0, c.now.Location())
	if year == c.now.Year() {
		f.Until = c.now.Format(time.DateOnly)
	}
	list, err := c.site.Occurrences(c.slug, from, from.AddDate(1, 0, 0))
	if err != nil {
		return nil, err
	}
	for i := range list {
		o := &list[i]
		if o.Municipality == c.slug && o.Status != page.StatusCancelled && !o.Over().After(c.now) {
			f.Activities++
		}
	}
	for _, s := range c.stories {
		if strings.HasPrefix(s.Announced, strconv.Itoa(year)) {
			f.Stories++
		}
	}
	schools := map[string]bool{}
	attend := func(names []string) {
		for _, name := range names {
			schools[strings.ToLower(strings.TrimSpace(name))] = true
		}
	}
	if p.Report != nil {
		attend(p.Report.Schools)
	}
	for _, where := range slices.Sorted(maps.Keys(c.initiatives)) {
		i := c.initiatives[where].Initiative
		own, kept := i.Figures[strconv.Itoa(year)]
		if !kept && !existed(c.initiatives[where], year) {
			continue
		}
		f.Which = append(f.Which, where)
		f.Meetings += own.Meetings
		f.Participants += own.Participants
		attend(i.Schools)
	}
	f.Initiatives, f.Schools = len(f.Which), len(schools)
	return f, nil
}

var fourDigits = regexp.MustCompile(`\b(19|20)[0-9]{2}\b`)

// existed reports whether an initiative that kept no figures of a year was there in it. Of one that stopped nobody knows when, so it
// was not; one that is being set up is none yet; one without a word of when it began does not count either.
func existed(p *page.Page, year int) bool {
	if p.Initiative.Status == "gestopt" || p.Initiative.Status == "in-oprichting" {
		return false
	}
	began, err := strconv.Atoi(fourDigits.FindString(cmp.Or(fourDigits.FindString(p.Initiative.Started), p.Announced)))
	return err == nil && began <= year
}
