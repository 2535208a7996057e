package build

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/search"
	"mijnopladers.nl/opladers/tools/site"
)

// soon is how many days ahead an activity counts more than a later one.
const soon = 14

// searchPage is the page that visitors search on. A site without it has no index.
const searchPage = "/zoeken"

// summaryLength is how much of a page a search result shows, in letters: as layouts/_partials/samenvatting.html.
const summaryLength = 150

// writeSearch writes the search index of the pages that anybody can read.
func writeSearch(out, base string, pages []site.Page, activities *agenda.Site, now time.Time) error {
	if !slices.ContainsFunc(pages, func(p site.Page) bool { return p.Path == searchPage && p.Address != "" }) {
		return nil
	}
	root, err := url.Parse(base)
	if err != nil {
		return err
	}
	next, err := nextDates(activities, now)
	if err != nil {
		return err
	}
	var docs []search.Document
	var files []string
	for _, p := range pages {
		if d, ok := document(p, activities, next, now); ok {
			path, err := url.PathUnescape(strings.TrimPrefix(p.Address, strings.TrimSuffix(root.Path, "/")))
			if err != nil {
				return fmt.Errorf("address of %s: %w", p.Path, err)
			}
			docs, files = append(docs, d), append(files, filepath.Join(out, filepath.FromSlash(path), "index.html"))
		}
	}
	if docs, err = visible(docs, files); err != nil {
		return err
	}
	docs = once(docs)
	index, err := search.Build(docs, municipalities(activities))
	if err != nil {
		return err
	}
	for _, f := range index {
		if _, err := atomic.WriteFile(filepath.Join(out, filepath.FromSlash(f.Name)), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// municipalities are those that one can search in, by name.
func municipalities(activities *agenda.Site) []search.Municipality {
	var out []search.Municipality
	for slug, name := range activities.Names {
		out = append(out, search.Municipality{Slug: slug, Name: name})
	}
	slices.SortFunc(out, func(a, b search.Municipality) int {
		return strings.Compare(page.Fold(a.Name)+" "+a.Slug, page.Fold(b.Name)+" "+b.Slug)
	})
	return out
}

// document is what can be found of a page; false when it is a page that people do not search for.
func document(p site.Page, activities *agenda.Site, next map[string]agenda.Occurrence, now time.Time) (search.Document, bool) {
	if p.Address == "" || !p.Default || p.Dir == "" {
		return search.Document{}, false
	}
	parts := strings.Split(strings.Trim(p.Path, "/"), "/")
	d := search.Document{Title: oneLine(p.Title), Summary: summary(p), Text: p.Text, URL: p.Address, Group: search.Other}
	var facts []string
	_, known := activities.Names[parts[0]]
	switch {
	case known && len(parts) == 3:
		facts = []string{"voor_wie", "wanneer", "plaats", "zoekt", "hoe_meedoen", "hoe_beginnen", "scholen", "partners", "talen"}
		switch page.KindOfSection(parts[1]) {
		case page.KindStory:
			d.Group, d.When = search.Story, day(p.Params["aangekondigd"])
			facts = nil
		case page.KindInitiative:
			d.Group = search.Initiative
		case page.KindActivity:
			facts = []string{"plaats", "doelgroep", "meenemen", "partners", "organisatoren", "talen"}
			d.Group, d.When = search.Past, day(p.Params["begin"])
			if o, ok := next[p.Path]; ok {
				d.Group = search.Coming
				if o.Begin.Before(now.AddDate(0, 0, soon)) {
					d.Group = search.Soon
				}
				d.When = o.Begin.Format("2006-01-02T15:04")
				if o.AllDay {
					d.When = o.Begin.Format(time.DateOnly)
				}
				d.Over = o.Over().UTC().Format(time.RFC3339)
				if o.Status != page.StatusOn {
					d.Status = string(o.Status)
				}
			}
			if price, ok := p.Params["kosten"]; ok && fmt.Sprint(price) == "0" {
				d.Facts = "gratis "
			}
		default:
			return d, false
		}
	case known && len(parts) == 1:
		facts = []string{"kernen", "ontmoetingsplekken", "scholen", "partners"}
	case known || page.KindOfSection(parts[0]) != "" || parts[0] == "" || p.Path == searchPage:
		return d, false // lists of what is found itself
	}
	if known {
		d.Municipality = parts[0]
	}
	d.AlsoIn = strings.Fields(words(p.Params["ook_in"]))
	for _, key := range facts {
		d.Facts += words(p.Params[key]) + " "
	}
	return d, true
}

// once keeps of an activity that has a page for each date the next one, or the last when all are over.
func once(docs []search.Document) []search.Document {
	type same struct{ municipality, title, summary, facts, text string }
	best := map[same]int{}
	out := docs[:0]
	for _, d := range docs {
		if d.Group != search.Soon && d.Group != search.Coming && d.Group != search.Past {
			out = append(out, d)
			continue
		}
		key := same{d.Municipality, d.Title, d.Summary, d.Facts, d.Text}
		i, ok := best[key]
		if !ok {
			best[key] = len(out)
			out = append(out, d)
			continue
		}
		other := out[i]
		coming := func(d search.Document) bool { return d.Group != search.Past }
		// The next one first; of what is over the last.
		if coming(d) && (!coming(other) || d.When < other.When) || !coming(d) && !coming(other) && d.When > other.When {
			d, other = other, d
			out[i] = other
		}
		if coming(d) {
			out[i].Often++
		}
		out[i].Often += d.Often
	}
	return out
}

// words gives the texts in a value of front matter that pages show. Hugo has types of its own for lists and maps.
func words(value any) string {
	var out []string
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, words(v.Index(i).Interface()))
		}
	case reflect.Map:
		for _, key := range []string{"naam", "straat", "woonplaats", "adres", "voor"} {
			if e := v.MapIndex(reflect.ValueOf(key)); e.IsValid() {
				out = append(out, words(e.Interface()))
			}
		}
	}
	return strings.Join(out, " ")
}

// day is the day of a date in front matter; "" when it is none.
func day(v any) string {
	text := fmt.Sprint(v)
	if t, ok := v.(time.Time); ok {
		text = t.Format(time.DateOnly)
	}
	c, err := page.ParseCivil(text)
	if err != nil {
		return ""
	}
	return c.Day().String()
}

// summary is the page in a line or two, as its card has it.
func summary(p site.Page) string {
	for _, key := range []string{"samenvatting", "eenvoudig"} {
		if s, _ := p.Params[key].(string); oneLine(s) != "" {
			return shortened(oneLine(s))
		}
	}
	return shortened(oneLine(p.Text[:min(len(p.Text), 8*summaryLength)]))
}

// shortened cuts a text at a word.
func shortened(s string) string {
	letters := []rune(strings.ToValidUTF8(s, ""))
	if len(letters) <= summaryLength {
		return string(letters)
	}
	cut := string(letters[:summaryLength])
	if i := strings.LastIndex(cut, " "); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// nextDates gives the next date of each activity that has one, by its path.
func nextDates(activities *agenda.Site, now time.Time) (map[string]agenda.Occurrence, error) {
	// What takes longer than a year is not known by its begin.
	all, err := activities.Occurrences("", now.AddDate(-1, 0, 0), now.AddDate(0, 0, agenda.DaysAhead))
	if err != nil {
		return nil, err
	}
	next := map[string]agenda.Occurrence{}
	for _, o := range all {
		path := "/" + strings.TrimSuffix(o.Source, "/index.md")
		if _, ok := next[path]; !ok && o.Over().After(now) {
			next[path] = o
		}
	}
	return next, nil
}

var (
	endOfHead = []byte("</head>")
	noindex   = regexp.MustCompile(`<meta[^>]*\bname="?robots"?[^>]*noindex`)
)

// visible leaves the documents whose page was written, and does not ask to be left out of search engines. The page itself is
// asked, so that no template has to say it twice.
func visible(docs []search.Document, files []string) ([]search.Document, error) {
	keep := make([]bool, len(docs))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		g.Go(func() error {
			f, err := os.Open(file)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			defer f.Close()
			head := make([]byte, 8<<10)
			n, err := io.ReadFull(f, head)
			if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
				return err
			}
			head, _, whole := bytes.Cut(head[:n], endOfHead)
			if !whole { // a head of such a size: look at all of it
				rest, err := io.ReadAll(f)
				if err != nil {
					return err
				}
				head = append(head, rest...)
			}
			keep[i] = !noindex.Match(head)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	out := docs[:0]
	for i, d := range docs {
		if keep[i] {
			out = append(out, d)
		}
	}
	return out, nil
}
