package when

import (
	"regexp"
	"strings"
)

var (
	digital   = regexp.MustCompile(`^(\d{1,2}) ?[.:;,uh] ?(\d{2})(?:[:.]\d{2})?(?:z|\.0+)?(?: ?(?:uur|u|h)\b\.?|\b)`)
	wholeHour = regexp.MustCompile(`^(\d{1,2}) ?(uur|u|h)?\b\.?`)
	spoken    = regexp.MustCompile(`^(?:(kwart|\d{1,2}|[a-z]+) (over|voor) )?(half )?(\d{1,2}|[a-z]+)\b(?: uur\b| u\b\.?)?`)
	dayPart   = regexp.MustCompile(`^ ?('s ?ochtends|'s ?morgens|'s ?middags|'s ?avonds|'s ?nachts|a\.?m\b\.?|p\.?m\b\.?)`)
	leadIn    = regexp.MustCompile(`^(?:(?:om|vanaf|van|tussen|rond|circa|ca|start|aanvang|begin|inloop|tijdstip|tijd)\b|@)[.:]? ?`)
	upTo      = regexp.MustCompile(`^ ?(?:-|tot en met|tot ca\.?|tot ongeveer|tot|t/m|en) ?(?:ca\.? |circa )?`)
	openEnd   = regexp.MustCompile(`^ ?(?:-|e\.?v\.?|tot einde|tot laat)$`)
)

var hourNames = map[string]int{"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
	"acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "twintig": 20, "kwart": 15}

// Time reads one time of day.
func Time(text string) (Clock, error) {
	begin, end, err := TimeRange(text)
	switch {
	case err != nil:
		return Clock{}, err
	case begin == nil || end != nil:
		return Clock{}, syntax(text, "dit is niet één tijd")
	}
	return *begin, nil
}

// TimeRange reads a time of day or a range of two. End is nil when only the begin is said, begin when only
// the end is ("tot 12 uur"); both are nil for the whole day. An end that is not after the begin is on the next day.
func TimeRange(text string) (begin, end *Clock, err error) {
	s, err := normal(text)
	if err != nil {
		return nil, nil, err
	}
	if s == "hele dag" || s == "de hele dag" || s == "gehele dag" {
		return nil, nil, nil
	}
	if rest, ok := strings.CutPrefix(s, "tot "); ok {
		c, after, ok := scanClock(rest)
		if !ok || strings.Trim(after, " .") != "" {
			return nil, nil, badTime(text)
		}
		return nil, &c, nil
	}
	for m := leadIn.FindString(s); m != ""; m = leadIn.FindString(s) {
		s = s[len(m):]
	}
	b, rest, ok := scanClock(s)
	if !ok {
		return nil, nil, badTime(text)
	}
	rest = strings.TrimRight(rest, " .,)")
	if rest == "" || openEnd.MatchString(rest) {
		return &b, nil, nil
	}
	m := upTo.FindString(rest)
	if m == "" {
		return nil, nil, badTime(text)
	}
	e, after, ok := scanClock(rest[len(m):])
	if !ok || strings.Trim(after, " .,)") != "" {
		return nil, nil, badTime(text)
	}
	if e.Loose && e.minutes() <= b.minutes() && e.Hour < 12 { // "van 10 tot half 1" ends after noon
		e.Hour, e.Loose = e.Hour+12, b.Loose
	}
	if !e.Loose && e.Hour > 12 { // "van 9 tot 17.00": the end shows that the clock has 24 hours
		b.Loose = b.Loose && b.Hour < 7
	}
	return &b, &e, nil
}

func badTime(text string) error {
	return syntax(text, "dit is geen tijd zoals 9.30 uur of 9.30 - 11.00 uur")
}

// scanClock reads a time at the start of s and gives what follows.
func scanClock(s string) (Clock, string, bool) {
	half := 0 // added for 's middags and 's avonds
	part := ""
	if m := dayPart.FindStringSubmatch(s); m != nil {
		part, s = m[1], strings.TrimLeft(s[len(m[0]):], " ")
		s = strings.TrimPrefix(s, "om ")
	}
	c, rest, ok := scanFace(s)
	if !ok {
		return Clock{}, "", false
	}
	if m := dayPart.FindStringSubmatch(rest); m != nil && part == "" {
		part, rest = m[1], rest[len(m[0]):]
	}
	switch {
	case strings.HasSuffix(part, "middags"), strings.HasSuffix(part, "avonds"), strings.HasPrefix(part, "p"):
		half = 12
	}
	if part != "" {
		c.Loose = false
	}
	if half > 0 && c.Hour < 12 {
		c.Hour += half
	}
	return c, rest, c.Hour < 24 || c.Hour == 24 && c.Minute == 0
}

// scanFace reads what a clock shows: digits, a whole hour, or words.
func scanFace(s string) (Clock, string, bool) {
	if m := digital.FindStringSubmatch(s); m != nil && number(m[2]) < 60 {
		return Clock{Hour: number(m[1]), Minute: number(m[2])}, s[len(m[0]):], true
	}
	if m := spoken.FindStringSubmatch(s); m != nil && (m[2] != "" || m[3] != "" || hourNames[m[4]] > 0) {
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

func count(s string) (int, bool) {
	if n, ok := hourNames[s]; ok {
		return n, true
	}
	return number(s), s[0] >= '0' && s[0] <= '9'
}
