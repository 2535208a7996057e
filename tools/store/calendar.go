package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
)

// Calendar is what subscribers of an activity need beside its page: how often it changed and what it was before. It stands
// in herkomst.json of the page ("kalender") and is written by collect alone, so that every build of one content is the same.
type Calendar struct {
	Hash     string `json:"inhoud"`               // of when, where and whether it takes place
	Begin    string `json:"begin"`                // as it is now, in the form of page.Civil
	Place    string `json:"plaats,omitempty"`     // as it is now
	Sequence int    `json:"volgnummer,omitempty"` // counts the changes (SEQUENCE of RFC 5545)
	Changed  string `json:"gewijzigd,omitempty"`  // moment of the last change, in RFC 3339
	Was      string `json:"was,omitempty"`        // the begin before a single activity was moved
	WasPlace string `json:"was_plaats,omitempty"` // its place before that
}

// CalendarOf reads the state of the activity in a bundle's folder; the zero Calendar when there is none.
func CalendarOf(bundle string) Calendar {
	var p struct {
		Calendar Calendar `json:"kalender"`
	}
	data, err := os.ReadFile(filepath.Join(bundle, ProvenanceName))
	if err != nil || json.Unmarshal(data, &p) != nil {
		return Calendar{}
	}
	return p.Calendar
}

// after gives the state of an activity as its page is now; nil when it is none. at is the moment of this run, in RFC 3339.
func (c *Calendar) after(p *page.Page, at string) *Calendar {
	if p == nil || p.Activity == nil {
		return nil
	}
	a := p.Activity
	next := &Calendar{Hash: calendarHash(p), Begin: a.Begin.String(), Place: a.Place.String()}
	if c == nil {
		return next
	}
	next.Sequence, next.Changed, next.Was, next.WasPlace = c.Sequence, c.Changed, c.Was, c.WasPlace
	if next.Hash == c.Hash {
		return next
	}
	next.Sequence, next.Changed = c.Sequence+1, at
	if a.Recurrence != "" || len(a.ExtraDates) > 0 { // of a series no one date was moved
		next.Was, next.WasPlace = "", ""
		return next
	}
	next.Was = before(c.Was, c.Begin, next.Begin)
	if c.Begin < at[:len("2006-01-02")] { // it was over: this is another one
		next.Was = ""
	}
	next.WasPlace = before(c.WasPlace, c.Place, next.Place)
	return next
}

// before gives what people knew before a change: the first that was published, until it is that again.
func before(first, was, now string) string {
	if first == "" && was != now {
		first = was
	}
	if first == now {
		return ""
	}
	return first
}

// calendarHash identifies what subscribers must know of an activity.
func calendarHash(p *page.Page) string {
	a := p.Activity
	h := sha256.New()
	fmt.Fprintf(h, "%q %v %v %v %q %q %v %q %q %q %q %+v %q", p.Title, a.Begin, a.End, a.AllDay, a.Zone, a.Recurrence, a.ExtraDates,
		a.Holidays, a.PublicHolidays, a.Status, a.Reason, a.Exceptions, a.Place.String())
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Print identifies an activity by what people know it by: start, title and place. Feeds that give an event another UID on
// each load, and two feeds that hold the same event, show it by this. "" for any other page.
func Print(p *page.Page) string {
	if p.Activity == nil {
		return ""
	}
	sum := sha256.Sum256([]byte(p.Activity.Begin.String() + "\x00" + page.Fold(p.Title) + "\x00" + page.Fold(p.Activity.Place.String())))
	return hex.EncodeToString(sum[:8])
}

// Name identifies the title of an activity as its source has it, however a person edited that. It is a hash, so that nothing
// of a withdrawn page stays in git.
func Name(title string) string {
	sum := sha256.Sum256([]byte(page.Fold(title)))
	return hex.EncodeToString(sum[:6])
}

// Numbered is an activity that was written by hand, of which Number found nothing to write.
type Numbered struct {
	size, time int64 // of its page
	was        Calendar
}

// settled is how long a page must be as it is before its time tells it from another: the coarsest file systems count in 2 seconds.
const settled = 2 * time.Second

// Number brings the state of the activities that were written by hand up to date with their pages, so that subscribers hear
// of a change there too. at is the moment of this run, in RFC 3339.
func (s *Store) Number(at string) error {
	for dir, was := range s.byHand {
		info, err := os.Stat(s.file(dir, indexName))
		if err != nil {
			continue
		}
		now := Numbered{size: info.Size(), time: info.ModTime().UnixNano()}
		if was != nil {
			now.was = *was
			if known, ok := s.Numbered[dir]; ok && known == now {
				continue
			}
		}
		p, err := s.Page(path.Join(dir, indexName))
		if err != nil || p.Activity == nil || p.Activity.Begin.IsZero() {
			continue // whoever builds the site names it
		}
		next := was.after(p, at)
		if was != nil && *next == *was {
			if s.Numbered != nil && time.Since(info.ModTime()) > settled {
				s.Numbered[dir] = now
			}
			continue
		}
		if s.DryRun {
			continue
		}
		// Not in the journal: it is no change that a person would take back.
		if err := writeState(s.file(dir, ProvenanceName), next); err != nil {
			return err
		}
	}
	return nil
}

// writeState writes herkomst.json of an activity that came from no source.
func writeState(file string, c *Calendar) error {
	data, err := json.MarshalIndent(struct {
		Calendar *Calendar `json:"kalender"`
	}{c}, "", "  ")
	if err == nil {
		_, err = atomic.WriteFile(file, append(data, '\n'))
	}
	return err
}

// Event is what subscribers must still hear of an activity that was removed for good: its title is not in it.
type Event struct {
	UID        string   `json:"uid"`
	Begin      string   `json:"begin"`
	End        string   `json:"einde,omitempty"`
	Zone       string   `json:"tijdzone,omitempty"`
	Recurrence string   `json:"herhaling,omitempty"`
	Sequence   int      `json:"volgnummer"`
	AlsoIn     []string `json:"ook_in,omitempty"`
}

// eventOf gives the event of the activity in a folder that is about to be removed; nil when there is none.
func (s *Store) eventOf(dir string) *Event {
	p, err := s.Page(path.Join(dir, indexName))
	if err != nil || p.Activity == nil || p.Draft {
		return nil
	}
	a := p.Activity
	return &Event{
		UID: UID(dir, p), Begin: a.Begin.String(), End: a.End.String(), Zone: a.Zone, Recurrence: a.Recurrence,
		Sequence: max(a.Sequence, CalendarOf(s.file(dir)).Sequence) + 1, AlsoIn: p.AlsoIn,
	}
}

// UID gives the identity of the activity in a folder under content/: the one that its source gave it, or one of ours, the
// same for as long as the page has its place.
func UID(dir string, p *page.Page) string {
	if p.Activity.UID != "" {
		return p.Activity.UID
	}
	return strings.ReplaceAll(dir, "/", "-") + "@mijnopladers.nl"
}

// Events gives what subscribers must still hear of the activities of a municipality, its folder, that were removed for good,
// with the day of each removal.
func Events(municipality string) ([]Removed, error) {
	data, err := os.ReadFile(filepath.Join(municipality, ProvenanceName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var f municipalFile
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	return slices.DeleteFunc(f.Removed, func(r Removed) bool { return r.Event == nil || r.Back }), err
}
