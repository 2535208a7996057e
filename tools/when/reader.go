package when

import (
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// A reader takes one phrase after another from a text, in any order, and keeps what each says. What it keeps is not changed
// later, so that a copy can try another reading.
type reader struct {
	text string // as it was given
	rest string // what is left of it, normal
	ref  page.Civil

	doubts int // that were settled to come to this reading

	rule   rule
	series bool // something says that it repeats: "elke", "wekelijks"
	parity int  // 1 for odd weeks, 2 for even ones

	row         []stop // dates
	begin, last *stop  // "vanaf", "t/m"
	months      []stop // without a day
	spared      bool   // they are what is left of "niet in juli"
	except      []stop // dates
	extra       []stop // "ook op"
	notIn       string // a holiday with a name, of which there is no field

	start, end *Clock
	part       string // ochtend, middag
	allDay     bool

	holidays, publicHolidays string
}

// maxPhrases is how many phrases a text has at most.
const maxPhrases = 40

// Read reads everything that people write about when: dates, a range, a recurrence, with times. ref is the date of the document, zero
// when unknown: it serves to propose candidates, and as the begin of a series that has none.
func Read(text string, ref page.Civil) (Plan, error) {
	s, err := normal(strings.ReplaceAll(text, "\n", "; "))
	if err != nil {
		return Plan{}, err
	}
	r := reader{text: text, rest: s, ref: ref.Day()}
	if ref.IsZero() {
		r.ref = ref
	}
	if r.skip(); r.rest == "" {
		return Plan{}, syntax(text, "hier staat niets")
	}
	for n := 0; r.rest != ""; r.skip() {
		ok, err := r.phrase()
		switch n++; {
		case err != nil:
			return Plan{}, err
		case n > maxPhrases:
			return Plan{}, syntax(text, "dit is te lang voor een datum of tijd")
		case !ok && len(r.rest) == len(s):
			return Plan{}, syntax(text, "dit is geen datum")
		case !ok:
			return Plan{}, syntax(text, "‘"+r.rest+"’ is geen datum of tijd")
		}
	}
	return r.plan()
}

var filler = regexp.MustCompile(`^(?:[ ,;:.()-]+|(?:en|maar|dan|telkens|steeds|daarna|vervolgens|is|het is)(?: |$)|(?:datum|data|wanneer|dag|tijd|tijdstip):)`)

// skip passes over what stands between phrases.
func (r *reader) skip() {
	for m := filler.FindString(r.rest); m != ""; m = filler.FindString(r.rest) {
		r.rest = r.rest[len(m):]
	}
}

// take matches at what is left and moves past it; nil when it does not match.
func (r *reader) take(re *regexp.Regexp) []string {
	m := re.FindStringSubmatch(r.rest)
	if m != nil {
		r.rest = r.rest[len(m[0]):]
	}
	return m
}

// phrase takes the next phrase. The order decides what words mean: "elke 5 december" is tried before the date in it.
func (r *reader) phrase() (bool, error) {
	for _, try := range []func(*reader) (bool, error){(*reader).without, (*reader).period, (*reader).often, (*reader).dates, (*reader).inMonths, (*reader).hours} {
		before := r.rest
		if ok, err := try(r); ok || err != nil {
			return ok, err
		}
		r.rest = before
	}
	return false, nil
}

// dates takes dates without a preposition.
func (r *reader) dates() (bool, error) {
	if (r.series || len(r.row) > 0) && !r.timed() && isTime(r.rest) {
		return false, nil
	}
	row, rest := scanDates(r.rest)
	if len(row) == 0 {
		return false, nil
	}
	for _, s := range row {
		if s.part != "" {
			r.part = s.part
		}
	}
	r.row, r.rest = append(slices.Clip(r.row), row...), rest
	return true, nil
}

// hours takes times, a part of the day, and the whole day.
func (r *reader) hours() (bool, error) {
	if m := r.take(allDay); m != nil {
		r.allDay = true
		return true, nil
	}
	if len(r.row) > 0 && midnight.MatchString(r.rest) {
		r.rest = ""
		return true, nil
	}
	if begin, end, rest, ok := scanTimes(r.rest); ok {
		if r.timed() {
			return false, syntax(r.text, "hier staan meer tijden; schrijf ze op aparte regels")
		}
		if bareNumber.MatchString(r.rest) && len(r.row) == 0 && !r.series { // "10" may be a day
			return false, nil
		}
		r.start, r.end, r.rest = begin, end, rest
		return true, nil
	}
	if m := r.take(dayPart); m != nil && m[1] != "" {
		r.part = m[1]
		return true, nil
	}
	return false, nil
}

// timed reports whether a time was said.
func (r *reader) timed() bool { return r.start != nil || r.end != nil }

// midnight is the empty time that programs write behind a date.
var midnight = regexp.MustCompile(`^0?0:00(?::00(?:\.000)?z?)?$`)

var bareNumber = regexp.MustCompile(`^\d+$`)

var (
	fromWord  = regexp.MustCompile(`^(?:vanaf|van|eerste (?:keer|les|bijeenkomst)(?: is)?|start(?:datum)?|begint|begin(?:datum|nend)?|aanvang|m\.?i\.?v\.?|met ingang van|ingaand|ingaande|sinds|per|tussen|in de periode(?: van| tussen)?|periode|geldig van)[:.]?(?: op)? `)
	untilWord = regexp.MustCompile(`^(?:t/m|tm|tot en met|tot|uiterlijk|einddatum|eindigt op|laatste keer(?: op| is)?)[:.]? ?`)
)

// period takes "vanaf 1 september 2026", "t/m 4 juni" and "van ... t/m ...".
func (r *reader) period() (bool, error) {
	if m := r.take(fromWord); m != nil {
		s := r.rest
		row, rest := scanDates(s)
		if len(row) == 0 || r.begin != nil {
			return false, nil
		}
		if strings.HasPrefix(m[0], "tussen") && len(row) == 2 {
			row[1].through = true
		}
		switch {
		case len(row) == 1:
			r.begin = &row[0]
		case len(row) == 2 && row[1].through:
			r.begin, r.last = &row[0], &row[1]
		default:
			return false, syntax(r.text, "hier horen één of twee datums te staan")
		}
		r.rest = rest
		return true, nil
	}
	if m := r.take(untilWord); m != nil {
		d, rest, ok := scanDate(r.rest)
		if !ok || r.last != nil {
			return false, nil
		}
		r.last, r.rest = &stop{partial: d, through: true, tot: isTot(m[0])}, rest
		return true, nil
	}
	return false, nil
}

var (
	inWord   = regexp.MustCompile(`^(?:in|gedurende|tijdens|van|voor)? ?(?:de )?(?:hele )?(?:maand(?:en)? )?`)
	monthRe  = regexp.MustCompile(`^([a-z]{3,9})\b\.?(?: ?((?:19|20|21)\d{2}|'\d{2})\b)?`)
	monthSep = regexp.MustCompile(`^ ?(?:, ?en|,|en|&|\+|/) ?(?:in )?`)
)

// inMonths takes "in januari en februari 2027".
func (r *reader) inMonths() (bool, error) {
	if m := r.take(inWord); strings.TrimSpace(m[0]) == "" && !r.series {
		return false, nil
	}
	if len(r.months) > 0 {
		return false, nil
	}
	r.months = r.monthList()
	return len(r.months) > 0, nil
}

// monthList takes names of months, and gives them one by one.
func (r *reader) monthList() []stop {
	var row []stop
	isRange := false
	for sep := ""; len(row) < 12; {
		m := monthRe.FindStringSubmatch(r.rest[len(sep):])
		if m == nil || monthNames[m[1]] == 0 {
			break
		}
		r.rest = r.rest[len(sep)+len(m[0]):]
		row = append(row, stop{partial: partial{year: year(m[2]), month: monthNames[m[1]]}, through: isRange})
		sep = through.FindString(r.rest)
		if isRange = sep != ""; !isRange {
			sep = monthSep.FindString(r.rest)
		}
		if sep == "" {
			break
		}
	}
	var all []stop
	for _, s := range complete(row) {
		if s.through {
			for m := all[len(all)-1].next(); m.month != s.month; m = m.next() {
				all = append(all, m)
			}
		}
		all = append(all, s)
	}
	return all
}

// next is the month after a month.
func (s stop) next() stop {
	if s.month++; s.month > 12 {
		s.month = 1
		if s.year > 0 {
			s.year++
		}
	}
	return s
}

// partOfDay puts the times in the part of the day that was said.
func (r *reader) partOfDay() error {
	if r.part == "" {
		return nil
	}
	if !r.timed() && !r.allDay {
		return &QuestionError{Text: r.text, Why: "er staat niet hoe laat in de " + r.part}
	}
	for _, c := range []**Clock{&r.start, &r.end} {
		if *c != nil {
			in := (*c).within(r.part)
			*c = &in
		}
	}
	return nil
}
