// Package agenda works out what takes place when: Load reads the activities of a site and the school holidays in its place,
// Expand and Occurrences give their dates, Clashes and Duplicates what is odd about these. It writes nothing and has no words
// for people: how the site, paper and messages say it is package almanac, and what others subscribe to is package syndicate.
//
// Recurrence is followed as RFC 5545 says, in the wall time of the activity's zone (Europe/Amsterdam unless the
// page says otherwise). A date that was cancelled stays visible with its status; a date that was taken out of
// a series (EXDATE) is gone.
package agenda

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// DaysAhead is how far all that is published looks: a school year and a bit.
const DaysAhead = 400

// Activity is a page of kind activiteit and where it stands.
type Activity struct {
	*page.Page
	Municipality string       // slug of the municipality that it belongs to
	Path         string       // of the page in the site: /zutphen/agenda/koffie
	In           []string     // slugs of all municipalities that list it
	Days         holiday.Days // of its municipality

	// What the store knows of its changes; see store.Calendar.
	Sequence int        // SEQUENCE of RFC 5545
	Changed  time.Time  // the zero time when it never did
	Was      page.Civil // its begin before it was moved
	WasPlace string     // its place before it was moved
}

// Gone is an activity still to come whose page was removed for good: its subscribers are told.
type Gone struct {
	UID          string
	Municipality string
	In           []string   // as of an Activity
	Begin, End   page.Civil // as in page.Activity
	Zone         string
	Recurrence   string
	Sequence     int
	Changed      time.Time
}

// Site holds the activities of a site, in order of their paths.
type Site struct {
	Names          map[string]string     // title of each municipality, by its slug
	Municipalities map[string]*page.Page // by slug
	Holidays       *holiday.Table
	Activities     []*Activity
	Gone           []Gone
	Notices        []notice.Notice // pages that cannot be read
}

// Load reads the activities under a site's content/ that are public at now.
func Load(site string, now time.Time) (*Site, error) {
	return load(site, now, (*page.Page).Public)
}

// LoadDrafts reads those that are not public yet too: drafts, and what is for a later day.
func LoadDrafts(site string, now time.Time) (*Site, error) {
	return load(site, now, func(p *page.Page, now time.Time) bool {
		as := *p
		as.Draft, as.Publish = false, ""
		return as.Public(now)
	})
}

func load(site string, now time.Time, public func(*page.Page, time.Time) bool) (*Site, error) {
	content := filepath.Join(site, "content")
	s := &Site{Names: map[string]string{}, Municipalities: map[string]*page.Page{}}
	var err error
	if s.Holidays, err = LoadHolidays(site); err != nil { // the built-in table stays
		s.Notices = append(s.Notices, notice.From(err, HolidaysFile))
	}
	files, err := s.list(content)
	if err != nil {
		return nil, err
	}
	for _, municipality := range slices.Sorted(maps.Keys(s.Names)) {
		if err := s.readGone(municipality, filepath.Join(content, municipality)); err != nil {
			return nil, err
		}
	}
	pages := make([]*Activity, len(files))
	notices := make([]error, len(files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		g.Go(func() error {
			pages[i], notices[i] = s.read(content, file, now)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for i, a := range pages {
		if err := notices[i]; err != nil {
			s.Notices = append(s.Notices, notice.From(err, "content/"+files[i]))
		} else if a != nil && public(a.Page, now) {
			s.Activities = append(s.Activities, a)
			s.warn(a.Page, "content/"+files[i])
			s.checkPlaces(a, "content/"+files[i])
		}
	}
	minds := func(a *Activity) bool { return a.Activity.Holidays != "" && a.Activity.Holidays != page.HolidaysToo }
	if n, ends := s.Holidays.Warning(page.WallTime(now)); ends && slices.ContainsFunc(s.Activities, minds) {
		s.Notices = append(s.Notices, n)
	}
	return s, nil
}

// isMunicipality finds the line that makes a municipality of a page that cannot be read.
var isMunicipality = regexp.MustCompile(`(?m)^soort:[ \t]*["']?gemeente\b`)

// list finds the municipalities and the index.md of all their activities, as paths under content.
func (s *Site) list(content string) ([]string, error) {
	entries, err := os.ReadDir(content)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(content, e.Name(), "_index.md"))
		if err != nil {
			continue // no section
		}
		m, err := page.Parse(data)
		if err != nil && isMunicipality.Match(data) { // without it the site would be there, and its calendar gone
			return nil, notice.From(err, path.Join("content", e.Name(), "_index.md"))
		}
		if err != nil || m.Kind != page.KindMunicipality {
			continue // not a municipality, or unreadable: Hugo names it
		}
		s.Names[e.Name()], s.Municipalities[e.Name()] = m.Title, m
		s.warn(m, path.Join("content", e.Name(), "_index.md"))
		section := path.Join(e.Name(), page.KindActivity.Section())
		bundles, err := os.ReadDir(filepath.Join(content, section))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, b := range bundles {
			if b.IsDir() && !strings.HasPrefix(b.Name(), ".") {
				files = append(files, path.Join(section, b.Name(), "index.md"))
			}
		}
	}
	return files, nil
}

// read gives the activity in a file; nil when it is no activity.
func (s *Site) read(content, file string, now time.Time) (*Activity, error) {
	data, err := os.ReadFile(filepath.Join(content, file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(data)
	if err != nil {
		return nil, err
	}
	if p.Activity == nil {
		return nil, nil
	}
	dir := path.Dir(file)
	municipality, _, _ := strings.Cut(dir, "/")
	a := &Activity{Page: p, Municipality: municipality, Path: "/" + dir, In: s.in(municipality, p.AlsoIn)}
	a.Days = s.Holidays.Region(s.Municipalities[municipality].Municipality.HolidayRegion)
	a.changes(store.CalendarOf(filepath.Join(content, dir)))
	a.Activity.UID = store.UID(dir, p)
	if _, err := Expand(p, a.Days, now, now.AddDate(0, 0, DaysAhead)); err != nil {
		return nil, notice.Refuse("De activiteit kan niet in de agenda: "+err.Error()+".", "Herstel dit in de pagina.")
	}
	return a, nil
}

// in gives the municipalities that list an activity: its own, and those of ook_in that there are.
func (s *Site) in(municipality string, also []string) []string {
	in := []string{municipality}
	for _, m := range also {
		if _, ok := s.Names[m]; ok && !slices.Contains(in, m) {
			in = append(in, m)
		}
	}
	return in
}

// warn notes what is wrong on a page that people wrote. Advice about it is for who collects.
func (s *Site) warn(p *page.Page, file string) {
	for _, n := range p.Validate() {
		if n.Level == notice.Warning {
			n.File = file
			s.Notices = append(s.Notices, n)
		}
	}
}

// checkPlaces names the municipalities of ook_in that there are not.
func (s *Site) checkPlaces(a *Activity, file string) {
	for _, m := range a.AlsoIn {
		if _, ok := s.Names[m]; !ok {
			s.Notices = append(s.Notices, notice.Notice{
				Level: notice.Warning, File: file, Text: "Bij ook_in staat ‘" + m + "’. Die gemeente is er niet op deze site.",
				Hint: "Schrijf de naam zoals de map onder content/ heet.",
			})
		}
	}
}

// readGone reads which activities of a municipality, its folder, were removed for good.
func (s *Site) readGone(municipality, dir string) error {
	removed, err := store.Events(dir)
	if err != nil {
		return fmt.Errorf("content/%s/%s: %w", municipality, store.ProvenanceName, err)
	}
	for _, r := range removed {
		g := Gone{UID: r.Event.UID, Municipality: municipality, In: s.in(municipality, r.Event.AlsoIn), Zone: r.Event.Zone, Recurrence: r.Event.Recurrence, Sequence: r.Event.Sequence}
		g.Begin, _ = page.ParseCivil(r.Event.Begin)
		g.End, _ = page.ParseCivil(r.Event.End)
		day, _ := page.ParseCivil(r.Day)
		if zone, err := page.Zone(""); err == nil {
			g.Changed = day.In(zone)
		}
		if !g.Begin.IsZero() {
			s.Gone = append(s.Gone, g)
		}
	}
	return nil
}

// changes brings in what the store knows of the changes of an activity.
func (a *Activity) changes(c store.Calendar) {
	a.Sequence, a.WasPlace = max(a.Activity.Sequence, c.Sequence), c.WasPlace
	a.Changed, _ = time.Parse(time.RFC3339, c.Changed)
	a.Was, _ = page.ParseCivil(c.Was)
}

// Occurrences gives what takes place from from (inclusive) to to (exclusive), in order: in one municipality,
// or with "" in all.
func (s *Site) Occurrences(municipality string, from, to time.Time) ([]Occurrence, error) {
	var out []Occurrence
	for _, a := range s.Activities {
		if municipality != "" && !slices.Contains(a.In, municipality) {
			continue
		}
		list, err := Expand(a.Page, a.Days, from, to)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Path, err)
		}
		for i := range list {
			o := &list[i]
			o.Municipality, o.Source = a.Municipality, strings.TrimPrefix(a.Path, "/")+"/index.md"
			if !a.Was.IsZero() || a.WasPlace != "" {
				o.moved(a)
			}
			if e := s.Municipalities[a.Municipality].Municipality.Emergency; e.Cancels(page.WallTime(o.Begin)) && o.Status != page.StatusCancelled {
				o.Status, o.Reason = page.StatusCancelled, e.Text
			}
		}
		out = append(out, list...)
	}
	slices.SortStableFunc(out, Compare)
	return out, nil
}

// moved says of the occurrence of a single activity that it was moved as a whole.
func (o *Occurrence) moved(a *Activity) {
	zone, err := page.Zone(a.Activity.Zone)
	if err != nil || o.Status != page.StatusOn {
		return
	}
	o.Status, o.WasPlace = page.StatusMoved, a.WasPlace
	if !a.Was.IsZero() {
		o.Was = a.Was.In(zone)
	}
}
