package ics

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

const (
	maxAlike = 20                        // series of one title among which the master of an override is looked for
	maxAhead = 20 * 366 * 24 * time.Hour // how far a rule is followed to look for a date
)

// pages gives the pages of all events that are no override, with the overrides in them.
func (r *reader) pages(events []*event) []*page.Page {
	masters, byUID := r.masters(events)
	byTitle := map[string][]*event{}
	for _, m := range masters {
		if title := strings.ToLower(m.page.Title); m.rule != nil && len(byTitle[title]) < maxAlike {
			byTitle[title] = append(byTitle[title], m)
		}
	}
	overrides := map[*event][]*event{}
	var orphans []*event
	for _, e := range events {
		if !e.override {
			continue
		}
		master := byUID[e.uid]
		if e.uid == "" || master == nil { // a feed with new UIDs on each load
			master = r.adopt(e, byTitle[strings.ToLower(e.page.Title)])
		}
		if master == nil {
			orphans = append(orphans, e)
		} else {
			overrides[master] = append(overrides[master], e)
		}
	}
	for _, family := range families(orphans) {
		head := family[0]
		for _, e := range family[1:] {
			if date := head.onWall(e.slotIn(head.loc)); date != head.begin {
				head.page.Activity.ExtraDates = append(head.page.Activity.ExtraDates, date)
			}
		}
		r.bound(head)
		masters = append(masters, head)
		overrides[head] = family[1:]
	}
	return r.finish(masters, overrides)
}

// finish joins the overrides and gives every page its key.
func (r *reader) finish(masters []*event, overrides map[*event][]*event) []*page.Page {
	pages := make([]*page.Page, 0, len(masters))
	keys := map[string]int{}
	for _, m := range masters {
		r.join(m, overrides[m])
		key := cmp.Or(m.page.Activity.UID, m.print())
		if keys[key]++; keys[key] > 1 {
			key = fmt.Sprintf("%s-%d", m.print(), keys[key])
		}
		m.page.Key = key
		pages = append(pages, m.page)
	}
	return pages
}

// masters gives the events that are no override, each once: of one UID the highest SEQUENCE, and of events that say the same under
// several UIDs one. A UID that is used for several events is none.
func (r *reader) masters(events []*event) (masters []*event, byUID map[string]*event) {
	byUID = map[string]*event{}
	byPrint := map[string]*event{}
	for _, e := range events {
		if e.override {
			continue
		}
		print := e.print()
		m := byUID[e.uid]
		switch {
		case m != nil && e.sequence() != m.sequence():
			if e.sequence() > m.sequence() {
				*m = *e
			}
			continue
		case m != nil && m.print() != print: // another event, in spite of its UID
			e.uid, e.page.Activity.UID = "", ""
			m = nil
		}
		if twin := byPrint[print]; m == nil && twin != nil && twin.says(e) {
			if e.uid != "" && twin.uid != "" {
				r.note(notice.Advice, e, "staat twee keer in de agenda met dezelfde tijd en plaats; de activiteit is één keer overgenomen.", "Verwijder er één uit de agenda.")
				twin.uid = min(twin.uid, e.uid) // whichever comes first tomorrow
				twin.page.Activity.UID = twin.uid
			}
			m = twin
		}
		if m == nil {
			m = e
			masters = append(masters, e)
		}
		if e.uid != "" {
			byUID[e.uid] = m
		}
		if byPrint[print] == nil {
			byPrint[print] = m
		}
	}
	return masters, byUID
}

func (e *event) sequence() int { return e.page.Activity.Sequence }

// says reports that two events with the same fingerprint are one.
func (e *event) says(other *event) bool {
	a, b := e.page.Activity, other.page.Activity
	return e.end == other.end && a.Recurrence == b.Recurrence && a.Status == b.Status && slices.Equal(a.ExtraDates, b.ExtraDates)
}

// adopt finds the series that an override is of when its UID does not say it: the only one of its title with that date.
func (r *reader) adopt(e *event, alike []*event) *event {
	var found *event
	for _, m := range alike {
		if _, known := r.dateOf(m, e); known {
			if found != nil {
				return nil
			}
			found = m
		}
	}
	return found
}

// families gathers overrides without a master: those of one UID are a series that is told date by date.
func families(orphans []*event) [][]*event {
	var all [][]*event
	at := map[string]int{}
	for _, e := range orphans {
		i, known := at[e.uid]
		if !known || e.uid == "" {
			i = len(all)
			at[e.uid] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], e)
	}
	for _, family := range all {
		slices.SortStableFunc(family, func(a, b *event) int { return cmp.Compare(a.slot.Sub(b.slot), 0) })
	}
	return all
}

// has reports whether a date is one of the series. It gives up, and says no, when too much was looked for in vain.
func (r *reader) has(m *event, date page.Civil) bool {
	if date == m.begin && m.rule == nil || slices.Contains(m.page.Activity.ExtraDates, date) {
		return true
	}
	if m.rule == nil || r.odd >= maxOdd || date.Sub(m.begin) > maxAhead {
		return false
	}
	for at := range m.rule.Starts(m.begin, date, m.loc) {
		if at == date {
			return true
		}
		break
	}
	r.odd++
	return false
}

// dateOf gives the date of a series that an override is for, and reports whether it is one of the series. The time may be
// another: Outlook writes midnight, and a series may have had another time when the override was made.
func (r *reader) dateOf(m, e *event) (date page.Civil, known bool) {
	date = m.onWall(e.slotIn(m.loc))
	if r.has(m, date) {
		return date, true
	}
	if day := m.onWall(date.Day()); r.has(m, day) {
		return day, true
	}
	return date, false
}

// slotIn gives the date that an override is for on the wall of a zone.
func (e *event) slotIn(loc *time.Location) page.Civil {
	if e.loc == loc || !e.slot.HasTime() {
		return e.slot
	}
	return page.WallTime(e.slot.In(e.loc).In(loc))
}
