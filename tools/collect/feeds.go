package collect

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/feed"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read"
	"mijnopladers.nl/opladers/tools/store"
)

const (
	// feedFolder starts the names of sources that are calendars on the web.
	feedFolder = "feeds/"
	// fetching is how many calendars are fetched side by side: it is waiting, not work.
	fetching = 8
)

// subscription is what a document has of the feed that it is the copy of.
type subscription struct {
	municipality *store.Municipality
	page.Feed
	notices []notice.Notice // of this run
}

// fetchFeeds brings the copies of the calendars in step that municipalities keep on the web, and gives them as documents.
// One without a good copy is no document, and its pages stay.
func (c *collector) fetchFeeds(ctx context.Context, r *Report) []document {
	var docs []document
	for _, m := range c.store.Municipalities {
		for _, f := range m.Page.Municipality.Feeds {
			d := document{name: feedName(m.Slug, f.URL), feed: &subscription{municipality: m, Feed: f}}
			if v := secretFeed.FindStringSubmatch(f.URL); v != nil {
				if d.feed.URL = c.secret(v[1]); d.feed.URL == "" {
					r.Add(notice.Notice{
						Level: notice.Error, File: d.name, Text: "Het adres van een agenda van " + m.Page.Title + " ontbreekt: " + v[1] + ".",
						Hint: "Zet het adres in deze omgevingsvariabele, op de computer of in de taak die ophaalt.",
					})
					continue
				}
			}
			d.folder = c.feedReport(d.name)
			docs = append(docs, d)
		}
	}
	results := make([]asked, len(docs))
	var g errgroup.Group
	g.SetLimit(fetching)
	for i, d := range docs {
		// The address, and where it may be, can change without another name.
		name := fmt.Sprint(d.name, " ", d.feed.URL, " ", c.Networks)
		c.onWeb[name] = true
		g.Go(func() error {
			results[i] = c.askFeed(ctx, name, d)
			return nil
		})
	}
	if g.Wait() != nil || ctx.Err() != nil {
		return nil
	}
	var whole []document
	for i, d := range docs {
		notices := slices.Clone(results[i].feed.Notices)
		if err := results[i].err; err != nil {
			notices = append(notices, notice.From(err, ""))
		}
		for i := range notices {
			notices[i].File = d.name
		}
		d.path = results[i].feed.File
		info, err := os.Stat(d.path)
		if d.path == "" || err != nil {
			for _, n := range notices {
				r.Add(n)
			}
			continue
		}
		d.stamp, d.feed.notices = stampOf(info), notices
		whole = append(whole, d)
	}
	return whole
}

// askFeed gives what there is of a feed: as it was, when it was asked a moment ago and the copy is still there.
func (c *collector) askFeed(ctx context.Context, name string, d document) asked {
	if a, ok := c.Memory.last(name); ok {
		if _, err := os.Stat(a.feed.File); a.feed.File == "" || err == nil {
			return a
		}
	}
	var a asked
	a.feed, a.err = feed.Fetch(ctx, feed.Request{
		Name: d.feed.municipality.Page.Title, URL: d.feed.URL, Spool: filepath.Join(c.Site, store.StateDir, d.name),
		Allowed: c.Networks, Check: isCalendar, Now: c.Now, Version: c.Version,
	})
	if ctx.Err() == nil {
		c.Memory.note(name, a, a.err != nil || a.feed.Failed)
	}
	return a
}

// feedReport gives the folder of the inbox in which people look for the report about a feed.
func (c *collector) feedReport(name string) string {
	municipality := path.Base(path.Dir(name))
	for _, folder := range []string{path.Join(municipality, page.KindActivity.Section()), municipality} {
		if info, err := os.Stat(filepath.Join(c.Inbox, filepath.FromSlash(folder))); err == nil && info.IsDir() {
			return folder
		}
	}
	return ""
}

// isCalendar says why what a feed gives is no calendar: a page that says that one must log in is no activity.
func isCalendar(data []byte) error {
	pages, _, err := read.Read(page.Source{Name: "agenda", Data: data})
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind != page.KindActivity {
			return notice.Refuse("Er staan geen activiteiten in, maar een tekst.", "")
		}
	}
	return nil
}

// feedName names a feed as a source, without what may be secret in its address.
func feedName(municipality, address string) string {
	sum := sha256.Sum256([]byte(address))
	return path.Join(feedFolder, municipality, page.Slug(host(address))+"-"+hex.EncodeToString(sum[:4]))
}

// secretFeed is an address that stands in the environment, so that it need not stand in git: ${OPLADERS_AGENDA_LOCHEM}. No other
// variable can be named, because who writes the page of a municipality may not read passwords.
var secretFeed = regexp.MustCompile(`^\$\{(OPLADERS_AGENDA_[A-Z0-9_]+)\}$`)

func (c *collector) secret(name string) string {
	if c.Getenv == nil {
		return ""
	}
	return c.Getenv(name)
}

func host(address string) string {
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "internet"
}

// place gives a page of a feed what the municipality says of the feed.
func (s *subscription) place(p *page.Page) {
	if s != nil && p.Activity != nil {
		p.Activity.Initiative = cmp.Or(p.Activity.Initiative, s.Initiative)
	}
}
