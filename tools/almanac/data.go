// Package almanac says what takes place (package agenda) as people meet it on the site, on paper and in messages:
//
//	abonneren, <gemeente>/agenda/abonneren              how to have it in one's own phone
//	gegevens/agenda-<gemeente>                          the dates, as the templates of all other pages read them
//	<gemeente>/agenda/maand/2026-12                     a month to look at, as a list and a grid
//	<gemeente>/agenda/afdrukken/{2026-12,winter-2026}   a month or a season to print
//	<gemeente>/agenda/archief/2026                      what is over, by year
//	<gemeente>/agenda/delen, <gemeente>/inbedden        texts to copy, and the agenda for another site
//
// Write makes these pages for Hugo, PrintPage one for any period, and Texts the messages and letters. Headline, Hours, Note and
// Was are the words for one date, the same everywhere. Next tells when the pages must change, although nobody changed anything.
//
// Nothing here asks the clock: the same site and moment give the same bytes.
package almanac

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/tongue"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	// yearsBack is how far the archive goes.
	yearsBack = 10
	// night is how far into the next day an evening may go on and still be of one day.
	night = 6 * time.Hour
)

// occurrenceData is an occurrence as templates read it; layouts/_partials/agenda uses these keys.
type occurrenceData struct {
	Page         string `json:"pagina"`
	Municipality string `json:"gemeente"`
	Title        string `json:"titel"`
	Day          string `json:"dag"`
	LastDay      string `json:"laatste_dag"`
	Begin        string `json:"begin"`
	End          string `json:"einde,omitempty"`
	Over         string `json:"voorbij"` // from this moment on it is of the past
	AllDay       bool   `json:"hele_dag"`
	Place        string `json:"plaats,omitempty"`
	Elsewhere    bool   `json:"elders,omitempty"` // not at the place of the page
	Status       string `json:"status"`
	Reason       string `json:"reden,omitempty"`
	Was          string `json:"was,omitempty"`
	WasPlace     string `json:"was_plaats,omitempty"`
	chosenBy

	start, over time.Time
	n           int // its index in the list of the page that holds it
}

// dataPage is a page that is not rendered and whose parameters templates read. They are page parameters and no data
// files, because Hugo renders every page again that reads a data file when any of them changes.
type dataPage struct {
	Title string            `json:"title"`
	Build map[string]string `json:"build"`

	Occurrences []occurrenceData  `json:"voorkomens"` // what is over, and then what is to come: each in order of start
	Past        int               `json:"geweest"`    // how many are over
	Pages       map[string][]int  `json:"paginas"`    // which of them are to come of a page, by its path
	When        map[string]string `json:"wanneer"`    // the rule of a page in words, by its path
	Choices     choices           `json:"keuzes"`     // by what one can choose from what is to come
	Rules       map[string]rule   `json:"regels"`     // the same for the other languages, when it is simple
}

// rule is how often an activity is, for the templates of a language that is not Dutch.
type rule struct {
	In    map[string]string `json:"in"`               // in words, by language
	Last  string            `json:"tot,omitempty"`    // the last day
	Other bool              `json:"anders,omitempty"` // some dates are not as the words say
}

func ruleOf(a *page.Activity) (rule, bool) {
	r, ok := when.RhythmOf(a)
	if !ok {
		return rule{}, false
	}
	out := rule{In: map[string]string{}, Other: r.Other}
	for _, language := range tongue.Languages() {
		if text := tongue.Say(r, language); text != "" {
			out.In[language] = text
		}
	}
	if !r.Last.IsZero() {
		out.Last = r.Last.In(time.UTC).Format(time.DateOnly)
	}
	return out, true
}

// hidden keeps a page out of the site: templates ask for it by name.
var hidden = map[string]string{"render": "never", "list": "never"}

// Write gives Hugo what takes place: pages below dir, a mount of content in which nothing else stands, so that what is left of
// an earlier run is taken away. Files that are right already are not touched. The notices name pages that found their place taken.
// more is the front matter of pages that others made, by their path below content.
func Write(s *agenda.Site, dir string, now time.Time, more ...map[string]any) ([]notice.Notice, error) {
	files, notices, err := pages(s, now)
	if err != nil {
		return nil, err
	}
	others, err := formatted(more)
	if err != nil {
		return nil, err
	}
	maps.Copy(files, others)
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if _, wanted := files[filepath.ToSlash(rel)]; err != nil || wanted {
			return err
		}
		return os.Remove(name)
	})
	if err != nil {
		return nil, err
	}
	return notices, write(dir, files)
}

// Add writes pages beside those that Write made: their front matter, by their path below content.
func Add(dir string, more ...map[string]any) error {
	files, err := formatted(more)
	if err != nil {
		return err
	}
	return write(dir, files)
}

func formatted(more []map[string]any) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, m := range more {
		for name, p := range m {
			var err error
			if files[name], err = frontMatter(p); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

func write(dir string, files map[string][]byte) error {
	for name, data := range files {
		if _, err := atomic.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			return err
		}
	}
	return nil
}

// pages makes the pages of all municipalities, by their path below content.
func pages(s *agenda.Site, now time.Time) (map[string][]byte, []notice.Notice, error) {
	section, err := frontMatter(map[string]any{"title": "Gegevens", "build": hidden})
	if err != nil {
		return nil, nil, err
	}
	slugs := slices.Sorted(maps.Keys(s.Names))
	made := make([]map[string][]byte, len(slugs))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, slug := range slugs {
		g.Go(func() (err error) {
			made[i], err = pagesOf(s, slug, now)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	subscribe, err := frontMatter(subscribePage())
	if err != nil {
		return nil, nil, err
	}
	offline, err := frontMatter(&generatedPage{Title: "Even geen internet", Type: "offline", Build: local})
	if err != nil {
		return nil, nil, err
	}
	files := map[string][]byte{"gegevens/_index.md": section, "abonneren.md": subscribe, "offline.md": offline}
	for _, m := range made {
		maps.Copy(files, m)
	}
	return files, reserve(s, files), nil
}

// pagesOf makes those of one municipality: gegevens/agenda-<gemeente>, and those that show what it holds.
func pagesOf(s *agenda.Site, slug string, now time.Time) (map[string][]byte, error) {
	today := midnight(now)
	all, err := dates(s, slug, today.AddDate(-yearsBack, 0, 0), today.AddDate(0, 0, agenda.DaysAhead))
	if err != nil {
		return nil, err
	}
	p := &dataPage{Title: "Agenda " + s.Names[slug], Build: hidden, Pages: map[string][]int{}, When: map[string]string{}, Rules: map[string]rule{}}
	for _, a := range s.Activities {
		if !slices.Contains(a.In, slug) {
			continue
		}
		if text := when.Describe(a.Activity); text != "" {
			p.When[a.Path] = text
		}
		if r, ok := ruleOf(a.Activity); ok {
			p.Rules[a.Path] = r
		}
	}
	past, coming := split(all, now)
	p.Past, p.Occurrences = len(past), append(past, coming...)
	for i := range p.Occurrences {
		o := &p.Occurrences[i]
		if o.n = i; i >= p.Past {
			p.Pages[o.Page] = append(p.Pages[o.Page], i)
		}
	}
	p.Choices = choicesOf(coming)
	made := generated(slug, p.Occurrences, now)
	made["gegevens/agenda-"+slug+".md"] = p
	if made[slug+"/agenda/delen.md"], err = share(s, slug, now); err != nil {
		return nil, err
	}
	files := make(map[string][]byte, len(made))
	for name, p := range made {
		if files[name], err = frontMatter(p); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// dates gives what begins from from (inclusive) to to (exclusive), in order.
func dates(s *agenda.Site, slug string, from, to time.Time) ([]occurrenceData, error) {
	list, err := s.Occurrences(slug, from, to)
	if err != nil {
		return nil, err
	}
	byPath := map[string]*page.Activity{}
	for _, a := range s.Activities {
		byPath[a.Path] = a.Activity
	}
	out := make([]occurrenceData, len(list))
	for i, o := range list {
		out[i] = data(&o)
		if a := byPath[out[i].Page]; a != nil {
			out[i].Elsewhere = o.Place.String() != a.Place.String()
			out[i].chosenBy = choosing(a, o.Place)
		}
	}
	return out, nil
}

// split parts what is over at now from what is to come.
func split(list []occurrenceData, now time.Time) (past, coming []occurrenceData) {
	for _, o := range list {
		if o.over.After(now) {
			coming = append(coming, o)
		} else {
			past = append(past, o)
		}
	}
	return past, coming
}

// midnight is the start of the day of t.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func data(o *agenda.Occurrence) occurrenceData {
	layout, last := time.RFC3339, o.End
	lastDay := o.End.Add(-night)
	if o.AllDay {
		layout, last = time.DateOnly, o.End.AddDate(0, 0, -1)
		lastDay = last
	}
	d := occurrenceData{
		Page: "/" + strings.TrimSuffix(o.Source, "/index.md"), Municipality: o.Municipality, Title: o.Title, AllDay: o.AllDay, Reason: o.Reason,
		Day: o.Begin.Format(time.DateOnly), LastDay: o.Begin.Format(time.DateOnly),
		Begin: o.Begin.Format(layout), Place: o.Place.Short(), Status: string(o.Status), WasPlace: o.WasPlace,
		start: o.Begin, over: o.Over(),
	}
	d.Over = d.over.Format(time.RFC3339)
	if !o.End.IsZero() {
		d.LastDay, d.End = max(d.Day, lastDay.Format(time.DateOnly)), last.Format(layout)
	}
	if !o.Was.IsZero() {
		d.Was = o.Was.Format(layout)
	}
	return d
}

// frontMatter writes front matter as JSON, which Hugo reads as well: for thousands of dates YAML takes far longer.
func frontMatter(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", " ")
	return append(text, '\n'), err
}
