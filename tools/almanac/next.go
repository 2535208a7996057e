package almanac

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// Moment is when a site must change by itself, and why.
type Moment struct {
	At   time.Time // in Europe/Amsterdam; the zero time when there is none
	Why  string    // Dutch
	Page string    // path under content/ of the page that it is about; "" for more than one
}

const (
	weekAhead = 7   // days of the lists of this week: of the front pages and the texts to share
	longest   = 400 // days that one occurrence may last and still be followed to its end
	yearsFar  = 50  // how far the first date of an activity is looked for
)

// Next gives the first moment after now at which a site that was built at now says something that is not so, or hides
// what it should show. These count:
//
//   - an activity is over, at the end of each of its dates (the end of the day when it has none);
//   - a date comes into the lists of the coming seven days, at midnight;
//   - a month begins while something is still to come: the calendars by month begin with the present one;
//   - an activity whose first date is far away comes into the agenda, agenda.DaysAhead days before it;
//   - a page is published (publiceren) or expires (verloopt), whatever its kind;
//   - the emergency message of a municipality begins or ends;
//   - the absence of an organiser ends;
//   - a photo must go, at midnight after the last day of its consent or of the time that its municipality keeps photos.
//
// What only shows more of what is there already does not count: a further date of a series that stands in the agenda, or which
// months of a list are folded. Nor does verwijderen_na, on which nothing happens without a person.
func Next(site string, now time.Time) (Moment, error) {
	zone, err := page.Zone("")
	if err != nil {
		return Moment{}, err
	}
	now = now.In(zone)
	s, err := agenda.Load(site, now)
	if err != nil {
		return Moment{}, err
	}
	next, err := nextOfAgenda(s, now)
	if err != nil {
		return Moment{}, err
	}
	rules, err := store.ReadRules(site)
	if err != nil {
		return Moment{}, err
	}
	published, err := nextOfPages(site, rules, now)
	return next.or(published), err
}

// or gives the earlier of two moments. Of two at one time it is always the same one.
func (m Moment) or(other Moment) Moment {
	switch {
	case m.At.IsZero():
		return other
	case other.At.IsZero():
		return m
	case cmp.Or(m.At.Compare(other.At), strings.Compare(m.Page, other.Page), strings.Compare(m.Why, other.Why)) <= 0:
		return m
	}
	return other
}

// after gives m when it is still to come at now.
func (m Moment) after(now time.Time) Moment {
	if m.At.After(now) {
		return m
	}
	return Moment{}
}

// nextOfAgenda gives the first moment at which an activity changes the site. now is in the zone of the site.
func nextOfAgenda(s *agenda.Site, now time.Time) (Moment, error) {
	var next Moment
	var last time.Time // at which something is still to come
	for _, a := range s.Activities {
		m, over, err := nextOfActivity(a, now)
		if err != nil {
			return Moment{}, fmt.Errorf("%s: %w", a.Path, err)
		}
		next = next.or(m)
		if over.After(last) {
			last = over
		}
	}
	month := time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, now.Location())
	if last.After(month) {
		next = next.or(Moment{At: month, Why: "Er begint een nieuwe maand."})
	}
	return next, nil
}

// nextOfActivity gives the first moment at which an activity changes the site, and the end of the last date that the agenda shows.
func nextOfActivity(a *agenda.Activity, now time.Time) (next Moment, last time.Time, err error) {
	today := midnight(now)
	horizon := today.AddDate(0, 0, agenda.DaysAhead)
	list, err := agenda.Expand(a.Page, a.Days, today.AddDate(0, 0, -longest), horizon)
	if err != nil {
		return next, last, err
	}
	moment := func(at time.Time, format, title string) {
		m := Moment{At: at.In(now.Location()), Why: fmt.Sprintf(format, title), Page: strings.TrimPrefix(a.Path, "/") + "/index.md"}
		next = next.or(m.after(now))
	}
	for i := range list {
		o := &list[i]
		over := o.Over()
		if !over.After(now) {
			continue
		}
		if over.After(last) {
			last = over
		}
		moment(over, "De activiteit ‘%s’ is voorbij.", o.Title)
		moment(comesInto(o, weekAhead, now.Location()), "De activiteit ‘%s’ is binnen een week.", o.Title)
	}
	if last.IsZero() {
		list, err = agenda.Expand(a.Page, a.Days, horizon, horizon.AddDate(yearsFar, 0, 0))
		if len(list) > 0 {
			moment(comesInto(&list[0], agenda.DaysAhead, now.Location()), "De activiteit ‘%s’ komt in de agenda.", list[0].Title)
		}
	}
	return next, last, err
}

// comesInto is the midnight on which an occurrence comes into a list of so many days, of which the first is today.
func comesInto(o *agenda.Occurrence, days int, zone *time.Location) time.Time {
	return midnight(o.Begin.In(zone)).AddDate(0, 0, 1-days)
}
