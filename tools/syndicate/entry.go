package syndicate

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// entry is an activity with all its dates, as others may have it.
type entry struct {
	a      *agenda.Activity
	folder string // of its page in the website; "" when that was removed for good
	link   string // to its page
	rule   string // of a series, in words
	dates  []agenda.Occurrence
	events []byte // its VEVENTs
}

// load gathers the activities, and what may be told of those that were removed.
func (p *publisher) load() error {
	all, err := p.site.Occurrences("", time.Time{}, p.horizon)
	if err != nil {
		return err
	}
	dates := map[string][]agenda.Occurrence{}
	for _, o := range all {
		dates[o.Source] = append(dates[o.Source], o)
	}
	for _, a := range p.site.Activities {
		folder := p.folder(a.Path)
		e := &entry{a: a, folder: folder, link: p.link(folder), dates: dates[strings.TrimPrefix(a.Path, "/")+"/index.md"]}
		if a.Activity.Recurrence != "" {
			e.rule = when.Describe(a.Activity)
		}
		if e.events, err = e.write(p.horizon); err != nil {
			return err
		}
		p.entries = append(p.entries, e)
	}
	for _, g := range p.site.Gone {
		e, err := p.tombstone(g)
		if err != nil {
			return err
		}
		if !e.over(p.today) && !stamp(g.Changed).Before(p.today.AddDate(-1, 0, 0)) {
			p.entries = append(p.entries, e)
		}
	}
	return nil
}

// tombstone is what subscribers hear of an activity that was removed.
func (p *publisher) tombstone(g agenda.Gone) (*entry, error) {
	pg := &page.Page{Activity: &page.Activity{UID: g.UID, Begin: g.Begin, End: g.End, Zone: g.Zone, Recurrence: g.Recurrence}}
	pg.Title = "Vervallen"
	a := &agenda.Activity{Page: pg, Municipality: g.Municipality, In: g.In, Sequence: g.Sequence, Changed: g.Changed}
	dates, err := agenda.Expand(pg, holiday.Days{}, time.Time{}, p.horizon)
	if err != nil {
		return nil, err
	}
	e := &entry{a: a, dates: dates}
	e.events, err = e.write(p.horizon)
	return e, err
}

// gone reports an activity that was removed.
func (e *entry) gone() bool { return e.folder == "" }

// over reports whether nothing of the activity takes place from t on.
func (e *entry) over(t time.Time) bool {
	return !slices.ContainsFunc(e.dates, func(o agenda.Occurrence) bool { return !o.Begin.Before(t) || o.End.After(t) })
}

// initiative is the path of the page that the activity belongs to, found as layouts/_partials/verwijzing.html does; "" for none.
func (e *entry) initiative() string {
	name := e.a.Activity.Initiative
	switch {
	case name == "":
		return ""
	case !strings.Contains(name, "/"):
		name = path.Join(e.a.Municipality, page.KindInitiative.Section(), name)
	}
	return strings.ToLower(path.Clean("/" + name))
}

// write writes the events of an activity: the rule, the dates that differ, and those beside the rule.
func (e *entry) write(horizon time.Time) ([]byte, error) {
	s, err := newSeries(e.a, e.dates, horizon)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.a.Path, err)
	}
	w := &writer{}
	uid, zone := e.a.Activity.UID, zoneName(e.a.Activity.Zone)
	if s.master != nil {
		w.event(e, s.master, uid, func() {
			w.line("RRULE:" + s.rule)
			for _, d := range s.except {
				w.at("EXDATE", d, zone)
			}
		})
	}
	for i := range s.overrides {
		o := &s.overrides[i]
		w.event(e, o, uid, func() { w.at("RECURRENCE-ID", o.Slot, zone) })
	}
	for i := range s.single {
		o := &s.single[i]
		own := uid
		if s.master != nil || o.Slot != e.a.Activity.Begin && len(e.a.Activity.ExtraDates) > 0 {
			own = o.Slot.In(time.UTC).Format("20060102T150405") + "-" + uid
		}
		w.event(e, o, own, func() {})
	}
	return w.Bytes(), nil
}

func zoneName(zone string) string { return cmp.Or(zone, amsterdamName) }

// event writes one date, or a series by its first one. recurrence writes what only a series has.
func (w *writer) event(e *entry, o *agenda.Occurrence, uid string, recurrence func()) {
	a := e.a
	zone := zoneName(a.Activity.Zone)
	begin, end := page.WallTime(o.Begin), page.WallTime(o.End)
	if o.AllDay {
		begin, end = begin.Day(), end.Day()
	}
	w.line("BEGIN:VEVENT")
	w.text("UID", uid)
	w.utc("DTSTAMP", stamp(moment(a.Announced), moment(a.Updated), a.Changed))
	w.utc("CREATED", moment(a.Announced))
	w.utc("LAST-MODIFIED", a.Changed)
	w.line(fmt.Sprintf("SEQUENCE:%d", a.Sequence))
	w.at("DTSTART", begin, zone)
	if o.End.After(o.Begin) {
		w.at("DTEND", end, zone)
	}
	recurrence()
	w.text("SUMMARY", summary(o))
	switch {
	case e.gone():
		w.line("STATUS:CANCELLED")
	case o.Status == page.StatusTentative:
		w.line("STATUS:TENTATIVE")
	default:
		w.line("STATUS:CONFIRMED")
	}
	if e.gone() || o.Status == page.StatusCancelled {
		w.line("TRANSP:TRANSPARENT")
	}
	if !e.gone() {
		w.text("CATEGORIES", a.Activity.Category)
		w.text("LOCATION", o.Place.String())
		if at := o.Place; at != nil && at.Lat != nil && at.Lon != nil {
			w.line(fmt.Sprintf("GEO:%.6f;%.6f", *at.Lat, *at.Lon))
		}
		w.text("DESCRIPTION", strings.Join(append(facts(a.Page, o), e.link), "\n"))
		w.line("URL:" + e.link)
	}
	w.line("END:VEVENT")
}

// summary is the title after what differs. Of what was moved it says the old day too, because that is what people remember.
func summary(o *agenda.Occurrence) string {
	if was := almanac.Was(o); was != "" {
		return almanac.Headline(o) + " (was " + was + ")"
	}
	return almanac.Headline(o)
}

// noMoment stands for one that nobody knows: the same in every build, and before any change to come.
var noMoment = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// stamp is the last of the moments that are known at which what is told changed: never the clock.
func stamp(known ...time.Time) time.Time {
	return slices.MaxFunc(append(known, noMoment), time.Time.Compare)
}

// moment reads a date of front matter; the zero time when it is none.
func moment(date string) time.Time {
	c, err := page.ParseCivil(date)
	if err != nil {
		return time.Time{}
	}
	zone, err := page.Zone("")
	if err != nil {
		return time.Time{}
	}
	return c.In(zone)
}
