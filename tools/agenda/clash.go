package agenda

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Pair is two occurrences of different activities that have something to do with each other. Of the same two activities
// there is one pair: their first two dates that do.
type Pair struct {
	A, B  Occurrence // in order of their starts
	Times int        // on how many dates they do

	last time.Time // start of B on the last of these dates
}

// maxOpen bounds with how many others an occurrence is compared, so that a calendar in which everything is at one time and
// place takes no quadratic time.
const maxOpen = 4

// candidate is an occurrence with what it is compared by.
type candidate struct {
	Occurrence
	activity int      // which it is of: the page or file, and the UID
	place    string   // "" when it is not known
	words    []string // of the title, sorted
	letters  string   // of the title, without spaces
}

// Clashes gives the activities that are at the same place at the same time, in order of time. What is cancelled
// occupies no place; what is probably a duplicate is no clash.
func Clashes(list []Occurrence) []Pair {
	open := map[string][]candidate{} // by place, those that are not over yet, the last to end first
	var pairs pairing
	for _, o := range candidates(list) {
		if o.place == "" || o.Status == page.StatusCancelled {
			continue
		}
		here := slices.DeleteFunc(open[o.place], func(p candidate) bool { return !p.until().After(o.Begin) })
		for _, p := range here {
			if p.activity != o.activity && !p.similar(o) {
				pairs.add(p, o)
			}
		}
		i, _ := slices.BinarySearchFunc(here, o, func(p, o candidate) int { return o.until().Compare(p.until()) })
		here = slices.Insert(here, i, o)
		open[o.place] = here[:min(len(here), maxOpen)]
	}
	return pairs.list
}

// until is the end for a clash. What has no end is there for a moment.
func (c candidate) until() time.Time {
	if c.End.After(c.Begin) {
		return c.End
	}
	return c.Begin.Add(time.Nanosecond)
}

// Duplicates gives the activities that are probably one and the same, entered or fed twice: with similar titles at one time, or with
// the same title on one day. They are not when each has a place of its own, unless both are at one time in one municipality.
func Duplicates(list []Occurrence) []Pair {
	seen := map[string][]candidate{} // by day and something of the title, the last few
	var pairs pairing
	for _, o := range candidates(list) {
		for _, key := range o.keys() {
			for _, p := range seen[key] {
				if p.activity != o.activity && p.duplicate(o) {
					pairs.add(p, o)
				}
			}
			if len(seen[key]) == maxOpen {
				seen[key] = slices.Delete(seen[key], 0, 1)
			}
			seen[key] = append(seen[key], o)
		}
	}
	return pairs.list
}

// duplicate decides of two occurrences with a word in common on one day.
func (c candidate) duplicate(o candidate) bool {
	samePlace := c.place == "" || o.place == "" || c.place == o.place
	sameTown := c.Municipality == "" || o.Municipality == "" || c.Municipality == o.Municipality
	if c.Begin.Equal(o.Begin) {
		return c.similar(o) && (samePlace || sameTown)
	}
	return c.sameTitle(o) && samePlace && sameTown
}

// sameTitle reports the same words in any order, or the same letters: "koffie-ochtend" is "koffieochtend".
func (c candidate) sameTitle(o candidate) bool {
	return c.letters == o.letters && c.letters != "" || len(c.words) > 0 && slices.Equal(c.words, o.words)
}

// similar reports the same title, or all the words of one in the other.
func (c candidate) similar(o candidate) bool {
	few, many := c.words, o.words
	if len(few) > len(many) {
		few, many = many, few
	}
	missing := slices.ContainsFunc(few, func(w string) bool { return !slices.Contains(many, w) })
	return len(few) > 0 && !missing || c.sameTitle(o)
}

// keys gives under what the occurrence is compared: its day with each word of its title, and with all of its letters.
func (c candidate) keys() []string {
	day := c.Begin.Format(time.DateOnly) + " "
	keys := []string{day + c.letters}
	for _, w := range c.words {
		if w != c.letters {
			keys = append(keys, day+w)
		}
	}
	return keys
}

// candidates prepares occurrences, in order of their starts.
func candidates(list []Occurrence) []candidate {
	zone, err := page.Zone("")
	if err != nil {
		zone = time.UTC
	}
	slugs := slugs{}
	activities := map[[2]string]int{}
	out := make([]candidate, len(list))
	for i, o := range list {
		if !o.AllDay {
			o.Begin = o.Begin.In(zone) // its day is compared
		}
		id := [2]string{o.Source, o.UID}
		if _, known := activities[id]; !known {
			activities[id] = len(activities)
		}
		words := slices.DeleteFunc(strings.Split(slugs.of(o.Title), "-"), func(w string) bool { return slices.Contains(fillers, w) })
		out[i] = candidate{Occurrence: o, activity: activities[id], place: slugs.place(o), letters: strings.Join(words, "")}
		slices.Sort(words)
		out[i].words = slices.Compact(words)
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return Compare(a.Occurrence, b.Occurrence) })
	return out
}

// fillers are words that tell no two titles apart; one of them is no word at all.
var fillers = strings.Split(" de het een en van voor met in op bij te t s", " ")

// slugs remembers what page.Slug makes of titles and places: a series has one a thousand times.
type slugs map[string]string

func (s slugs) of(text string) string {
	slug, ok := s[text]
	if !ok {
		slug = page.Slug(text)
		s[text] = slug
	}
	return slug
}

// nowhere are places at which two activities do not meet.
var nowhere = strings.Fields("online digitaal teams zoom thuis bij-u-thuis diverse diverse-locaties verschillende-locaties volgt nader-te-bepalen ntb n-t-b")

// place tells places apart: the first part of the name ("De Lantaarn, Voorbeeldstraat 1"), or the street, and the town. It is
// "" when the place is not known.
func (s slugs) place(o Occurrence) string {
	if o.Place == nil {
		return ""
	}
	name, _, _ := strings.Cut(cmp.Or(o.Place.Name, o.Place.Street), ",")
	key := s.of(name)
	if key == "" || slices.Contains(nowhere, key) {
		return ""
	}
	return key + " " + cmp.Or(s.of(o.Place.Town), o.Municipality)
}

// pairing gathers pairs of activities, which are added in order of the starts of their second.
type pairing struct {
	list  []Pair
	index map[[2]int]int // by the two activities
}

func (p *pairing) add(a, b candidate) {
	if p.index == nil {
		p.index = map[[2]int]int{}
	}
	key := [2]int{min(a.activity, b.activity), max(a.activity, b.activity)}
	i, known := p.index[key]
	if !known {
		p.index[key] = len(p.list)
		p.list = append(p.list, Pair{A: a.Occurrence, B: b.Occurrence, Times: 1, last: b.Begin})
	} else if pair := &p.list[i]; pair.last.Before(b.Begin) {
		pair.Times++
		pair.last = b.Begin
	}
}
