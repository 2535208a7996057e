package when

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Clock is a time of day. Hour 24 is midnight at the end of the day.
type Clock struct {
	Hour, Minute int
	Loose        bool // said in words or without minutes: may be twelve hours later
}

// On gives the time of day on a date.
func (c Clock) On(day page.Civil) page.Civil {
	return page.WallTime(day.Day().In(time.UTC).Add(time.Duration(c.Hour)*time.Hour + time.Duration(c.Minute)*time.Minute))
}

func (c Clock) String() string { return c.digits() + " uur" }

func (c Clock) digits() string { return fmt.Sprintf("%d.%02d", c.Hour, c.Minute) }

func (c Clock) minutes() int { return c.Hour*60 + c.Minute }

var (
	digital   = regexp.MustCompile(`^(\d{1,2}) ?[.:;,uh] ?(\d{2})(?:[:.]\d{2})?(?:z|\.0+)?(?: ?(?:uur|u|h)\b\.?|\b)`)
	wholeHour = regexp.MustCompile(`^(\d{1,2}) ?(uur|u|h)?\b\.?`)
	spoken    = regexp.MustCompile(`^(?:(kwart|\d{1,2}|[a-z]+) (over|voor) )?(half )?(\d{1,2}|[a-z]+)\b(?: uur\b| u\b\.?)?`)
	dayPart   = regexp.MustCompile(`^ ?(?:(?:'s ?|in de )(ochtend|morgen|middag|avond|nacht)s?|(a\.?m|p\.?m))\b\.?`)
	leadIn    = regexp.MustCompile(`^(?:(?:om|vanaf|van|tussen|rond|circa|ca|start|aanvang|begin|inloop|tijdstip|tijd)\b|@)[.:]? ?`)
	upTo      = regexp.MustCompile(`^ ?(?:-|tot en met|tot ca\.?|tot ongeveer|tot|t/m) ?(?:ca\.? |circa )?`)
	and       = regexp.MustCompile(`^ ?en `)
	openEnd   = regexp.MustCompile(`^ ?(?:-$|e\.?v\.?$|tot einde\b|tot laat\b)`)
)

var numbers = map[string]int{"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
	"acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "veertien": 14, "twintig": 20, "kwart": 15}

// TimeRange reads a time of day or a range of two. End is nil when only the begin is said, begin when only
// the end is ("tot 12 uur"); both are nil for the whole day. An end that is not after the begin is on the next day. How long it
// lasts may stand behind the begin: "10.00 (2 uur)". An end that makes it very long may be half a day off: a QuestionError.
func TimeRange(text string) (begin, end *Clock, err error) {
	s, err := normal(text)
	if err != nil {
		return nil, nil, err
	}
	hours := lasting.FindStringSubmatch(s)
	if hours != nil {
		s = s[:len(s)-len(hours[0])]
	}
	if m := allDay.FindString(s); m != "" && m == s {
		return nil, nil, nil
	}
	begin, end, rest, ok := scanTimes(s)
	if !ok || strings.Trim(rest, " .,)") != "" {
		return nil, nil, syntax(text, "dit is geen tijd zoals 9.30 uur of 9.30 - 11.00 uur")
	}
	if begin != nil && end != nil {
		if _, err := begin.To(*end); err != nil {
			return nil, nil, err
		}
	}
	switch {
	case hours == nil:
	case begin == nil || end != nil || begin.Hour+number(hours[1]) > 23:
		return nil, nil, syntax(text, "er staat niet duidelijk hoe lang het duurt")
	default:
		end = &Clock{Hour: begin.Hour + number(hours[1]), Minute: begin.Minute, Loose: begin.Loose}
	}
	return begin, end, nil
}

var allDay = regexp.MustCompile(`^(?:de )?(?:ge)?hele dag\b`)

// scanTimes reads a time or a range of two at the start of s and gives what follows.
func scanTimes(s string) (begin, end *Clock, rest string, ok bool) {
	if after, only := strings.CutPrefix(s, "tot "); only {
		e, _, rest, ok := scanClock(after)
		return nil, &e, rest, ok && ends(rest)
	}
	between := false
	for m := leadIn.FindString(s); m != ""; m = leadIn.FindString(s) {
		between = between || strings.HasPrefix(m, "tussen")
		s = s[len(m):]
	}
	b, _, rest, ok := scanClock(s)
	if !ok {
		return nil, nil, "", false
	}
	if m := openEnd.FindString(rest); m != "" {
		return &b, nil, rest[len(m):], true
	}
	m := upTo.FindString(rest)
	if m == "" && between {
		m = and.FindString(rest)
	}
	if m == "" {
		return &b, nil, rest, ends(rest)
	}
	e, part, after, ok := scanClock(rest[len(m):])
	if !ok {
		return &b, nil, rest, ends(rest)
	}
	if b.Loose && part != "" { // "van 2 tot 4 uur 's middags"
		b = b.within(part)
	}
	e, _ = b.To(e)
	if !e.Loose && e.Hour > 12 { // "van 9 tot 17.00": the end shows that the clock has 24 hours
		b.Loose = b.Loose && b.Hour < 7
	}
	return &b, &e, after, ends(after)
}

// ends reports whether a time or a date is over where rest begins.
func ends(rest string) bool {
	switch {
	case rest == "", strings.ContainsRune(" ,;)(", rune(rest[0])):
		return true
	}
	return rest[0] == '.' && (len(rest) == 1 || rest[1] < '0' || rest[1] > '9')
}

// scanClock reads a time at the start of s and gives the part of the day that stands beside it, and what follows.
func scanClock(s string) (c Clock, part, rest string, ok bool) {
	if m := dayPart.FindStringSubmatch(s); m != nil {
		part, s = m[1]+m[2], strings.TrimLeft(s[len(m[0]):], " ")
		s = strings.TrimPrefix(s, "om ")
	}
	if _, _, date := scanNamed(s); date { // "tot 15 december" is no time
		return Clock{}, "", "", false
	}
	c, rest, ok = scanFace(s)
	if !ok {
		return Clock{}, "", "", false
	}
	if m := dayPart.FindStringSubmatch(rest); m != nil && part == "" {
		part, rest = m[1]+m[2], rest[len(m[0]):]
	}
	if part != "" {
		c = c.within(part)
	}
	ok = (c.Hour < 24 || c.Hour == 24 && c.Minute == 0) && (ends(rest) || upTo.MatchString(rest))
	return c, part, rest, ok
}

// within puts a time in a part of the day. Four o'clock in the afternoon is 16.00; 10.00 stays what it is.
func (c Clock) within(part string) Clock {
	first, last := 0, 12 // ochtend, morgen, nacht, a.m.
	switch part[:1] {
	case "m":
		if part == "middag" {
			first, last = 12, 18
		}
	case "a":
		if part == "avond" {
			first, last = 16, 24
		}
	case "p":
		first, last = 12, 24
	}
	if first > 0 && c.Hour < 12 && first <= c.Hour+12 && c.Hour+12 <= last {
		c.Hour += 12
	}
	if first <= c.Hour && c.Hour <= last {
		c.Loose = false
	}
	return c
}

// scanFace reads what a clock shows: digits, a whole hour, or words.
func scanFace(s string) (Clock, string, bool) {
	if m := digital.FindStringSubmatch(s); m != nil && number(m[2]) < 60 {
		return Clock{Hour: number(m[1]), Minute: number(m[2])}, s[len(m[0]):], true
	}
	if m := spoken.FindStringSubmatch(s); m != nil && (m[2] != "" || m[3] != "" || numbers[m[4]] > 0) {
		return scanWords(m, s)
	}
	if m := wholeHour.FindStringSubmatch(s); m != nil {
		hour := number(m[1])
		return Clock{Hour: hour, Loose: hour > 0 && hour < 13}, s[len(m[0]):], true
	}
	if rest, ok := strings.CutPrefix(s, "middernacht"); ok {
		return Clock{Hour: 24}, rest, true
	}
	return Clock{}, "", false
}

// scanWords reads "kwart over 9", "half 6", "vijf voor half zes" and "negen uur".
func scanWords(m []string, s string) (Clock, string, bool) {
	hour, ok := count(m[4])
	if !ok || hour < 1 || hour > 12 {
		return Clock{}, "", false
	}
	at := hour * 60
	if m[3] != "" {
		at -= 30
	}
	if m[2] != "" {
		minutes, ok := count(m[1])
		if !ok || minutes > 29 {
			return Clock{}, "", false
		}
		if m[2] == "voor" {
			minutes = -minutes
		}
		at += minutes
	}
	return Clock{Hour: at / 60, Minute: at % 60, Loose: true}, s[len(m[0]):], true
}

// count reads a number in digits or in words.
func count(s string) (int, bool) {
	if n, ok := numbers[s]; ok {
		return n, true
	}
	return number(s), s != "" && s[0] >= '0' && s[0] <= '9'
}
