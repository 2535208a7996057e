// Package syndicate writes what others subscribe to, beside the pages of the site:
//
//	/agenda.ics                                    all activities, each once
//	/<gemeente>/agenda.ics                         those that the municipality lists
//	/<gemeente>/initiatieven/<name>/agenda.ics     those of an initiative; without any it is there, and empty
//	/<gemeente>/agenda/<name>/agenda.ics           one activity
//	/agenda.xml, /<gemeente>/agenda.xml            RSS: what was announced, what was called off
//	/verhalen.xml, /<gemeente>/verhalen.xml        RSS: stories; likewise initiatieven.xml
//	/agenda.json, /<gemeente>/agenda.json          open data, as /agenda.schema.json says
//	/<gemeente>/agenda/delen/week-whatsapp.txt     texts to copy: {week,maand}-whatsapp.txt,
//	                                               {week,maand}-nieuwsbrief.{txt,html}
//
// The same content gives the same bytes: no moment of writing is in any file. The clock counts by its day alone, for what is over
// and for how far ahead we look.
//
// # Calendars (RFC 5545, RFC 7986)
//
// An activity keeps its UID for as long as its page has its place, and the same one in every municipality. SEQUENCE rises and
// LAST-MODIFIED is written when package store saw a change; DTSTAMP is the last date that the page knows, and a fixed one
// when it knows none.
//
// What is published is what the clients of parents understand, where the RFC leaves a choice:
//
//   - A cancelled date stays an ordinary, confirmed event with "Gaat niet door: " before its title, and takes no time in a diary
//     (TRANSP). Google Calendar takes events with STATUS:CANCELLED out of a calendar that people subscribe to; who looks sees nothing,
//     and goes. Apple and Outlook would strike it out, but show the title just as well.
//   - "Verplaatst: ", with the old day after the title, "Vol: " and "Nog niet zeker: " come before a title for the same reason:
//     no client shows more than a title in a week.
//   - A series is its rule, with EXDATE for the dates that holidays or people take out, and an event with a RECURRENCE-ID for each
//     date that differs. A series that stops early gets another UNTIL.
//   - A change from a date on (THISANDFUTURE) is told date by date, two years ahead at least: Google reads no RANGE, and
//     a second series would need a second UID, with which a phone has two where there is one activity. Holidays reach as far.
//   - A date beside the rule is an event by itself, with the date before its UID. RDATE would keep the one UID, but
//     Outlook refuses an event with RDATE and no RRULE whole, and Google shows no RDATE after the end of the rule.
//   - DTSTART is the first date that the rule gives, also when the page begins earlier: RFC 5545 leaves open what happens then.
//   - A whole activity that was removed leaves its UID with STATUS:CANCELLED and the title "Vervallen", until its last
//     date is past, but no longer than a year. The title itself may have been the reason to remove it.
//   - The emergency message of a municipality is an event of whole days; what it cancels is cancelled by package agenda.
//   - There are no alarms: how early somebody wants to be called is theirs to say.
//   - What is over stays for a year after its last date, because a phone has no past but the one in the feed.
//
// # The others
//
// The feed is RSS 2.0, because every reader, website and mail tool of a school takes it, and nothing here needs Atom. A date that
// is called off, moved or full is an item of its own, so that who follows hears of it. Open data has English keys, those of
// `opladers agenda --json`, because programs of others read it; the values of front matter stay as they are.
package syndicate

import (
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/site"
)

// Options say what to publish.
type Options struct {
	Agenda  *agenda.Site
	Pages   []site.Page // of the website
	Out     string      // folder of the website
	BaseURL string      // its address
	Now     time.Time   // in the site's zone
}

// Write writes the files below o.Out. One that is right already is left alone.
func Write(o Options) error {
	p, err := newPublisher(o)
	if err != nil {
		return err
	}
	for _, write := range []func() error{p.calendars, p.feeds, p.news, p.openData, p.texts} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

type publisher struct {
	site        *agenda.Site
	out         string
	base        *url.URL
	today       time.Time
	horizon     time.Time         // how far dates are worked out
	folders     map[string]string // of the pages of the website, by their paths
	entries     []*entry
	initiatives map[string]site.Page // by their paths
	pages       []site.Page
	language    string // of the feeds: that of the front page that Hugo has first
}

func newPublisher(o Options) (*publisher, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil {
		return nil, err
	}
	y, m, d := o.Now.Date()
	p := &publisher{
		site: o.Agenda, out: o.Out, base: base, folders: map[string]string{}, initiatives: map[string]site.Page{},
		today: time.Date(y, m, d, 0, 0, 0, 0, o.Now.Location()),
		// The same all year, so that no calendar changes each day; and on no holiday, so that a series that pauses does not seem to
		// stop.
		horizon: time.Date(y+2, time.December, 1, 0, 0, 0, 0, o.Now.Location()),
	}
	p.pages = o.Pages
	for _, pg := range o.Pages {
		if pg.Path == "/" && p.language == "" {
			p.language = pg.Language
		}
		if slug, _ := pg.Params["slug"].(string); slug != "" {
			p.folders[pg.Path] = path.Join(path.Dir(pg.Path), strings.ToLower(slug))
		}
		if section, _ := path.Split(pg.Path); path.Base(section) == page.KindInitiative.Section() && strings.Count(pg.Path, "/") == 3 {
			p.initiatives[pg.Path] = pg
		}
	}
	return p, p.load()
}

// folder is where the website has a page: elsewhere than its path when it has a slug. Hugo writes addresses in lower case.
func (p *publisher) folder(pagePath string) string {
	if other := p.folders[pagePath]; other != "" {
		return other
	}
	return strings.ToLower(pagePath)
}

// link is the address of a folder of the website: of the page in it.
func (p *publisher) link(folder string) string { return p.base.JoinPath(folder, "/").String() }

// address is the address of a file of the website.
func (p *publisher) address(folder, name string) string {
	return p.base.JoinPath(folder, name).String()
}

// save writes a file of the website.
func (p *publisher) save(folder, name string, data []byte) error {
	_, err := atomic.WriteFile(filepath.Join(p.out, filepath.FromSlash(folder), name), data)
	return err
}

// municipalities gives their slugs, after "" for all of them together.
func (p *publisher) municipalities() []string {
	return append([]string{""}, slices.Sorted(maps.Keys(p.site.Names))...)
}

// in gives the activities that a municipality lists.
func (p *publisher) in(municipality string) []*entry {
	var out []*entry
	for _, e := range p.entries {
		if municipality == "" || slices.Contains(e.a.In, municipality) {
			out = append(out, e)
		}
	}
	return out
}

// name is what subscribers see of a municipality.
func (p *publisher) name(municipality string) string {
	return strings.TrimSpace("#Opladers " + p.site.Names[municipality])
}

// agendaLink is the address of the page with the agenda.
func (p *publisher) agendaLink(municipality string) string {
	return p.link(path.Join(municipality, page.KindActivity.Section()))
}

// municipalityOf is the slug of the municipality that a page belongs to.
func municipalityOf(pagePath string) string {
	slug, _, _ := strings.Cut(strings.TrimPrefix(pagePath, "/"), "/")
	return slug
}
