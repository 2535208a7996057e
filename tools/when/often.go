package when

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

const (
	every    = `(?:elke|elk|iedere|ieder|alle)`
	numerals = `(?:\d{1,2}|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|veertien)`
	unit     = `(dag(?:en)?|week|weken|maand(?:en)?|kwartaal|kwartalen|jaar|jaren)`
)

var (
	interval   = regexp.MustCompile(`^(?:op )?(om de|` + every + `|(?:een|eens|eenmaal|1|een keer|een maal|1 keer|1 maal|1 ?x) (?:per|in de|om de)|per) (?:(andere|` + numerals + `) )?` + unit + `\b(?: van de week\b)?`)
	manyTimes  = regexp.MustCompile(`^(` + numerals + `) ?(?:x|keer|maal) (?:per|in de) ` + unit + `\b`)
	adverb     = regexp.MustCompile(`^(?:(` + numerals + `)[- ]?)?(dagelijks|daags|wekelijks|maandelijks|jaarlijks)e?\b`)
	biweekly   = regexp.MustCompile(`^(?:14[- ]?daags|veertiendaags|tweewekelijks)e?\b`)
	times      = regexp.MustCompile(`^(?:in totaal |gedurende )?(\d{1,2}|` + numerals + `) ?(?:x|keer|maal|bijeenkomsten|lessen)\b`)
	kindOfDay  = regexp.MustCompile(`^(?:op |in )?(?:` + every + ` |de |het )?(werkdag(?:en)?|schooldag(?:en)?|schoolweek|doordeweekse dag(?:en)?|weekdag(?:en)?|doordeweeks|door de week|weekend(?:en)?)\b`)
	evenWeeks  = regexp.MustCompile(`^(?:in |op )?(?:de |` + every + ` )?(on)?even (?:weken|week|weeknummers)\b`)
	everyWord  = regexp.MustCompile(`^(?:op )?` + every + ` `)
	onThe      = regexp.MustCompile(`^(?:op )?(?:de |het )?`)
	ordinal    = regexp.MustCompile(`^(?:(\d{1,2})(?:ste|de|e)|(eerste|tweede|derde|vierde|vijfde|voorlaatste|een[- ]na[- ]laatste|op een na laatste|laatste))\b`)
	dayOf      = regexp.MustCompile(`^dag(?:en)?\b`)
	ordSep     = regexp.MustCompile(`^ ?(?:, ?en|,|en|&|\+|/) ?(?:de )?(?:` + every + ` )?`)
	ofMonth    = regexp.MustCompile(`^ ?(?:van|in|v/d|vd|v\.d\.|per)? ?(?:de |een |` + every + ` )?maand\b`)
	daySep     = regexp.MustCompile(`^-? ?(?:, ?en|, ?of|,|en|&|\+|/) ?(?:op )?(?:` + every + ` )?`)
	dayRange   = regexp.MustCompile(`^ ?(?:-|t/m|tm|tot en met|tot) ?`)
	secondWeek = regexp.MustCompile(`^(?:op )?` + every + ` (?:2e|2de|tweede|3e|3de|derde|4e|vierde) week\b`)
	partBehind = regexp.MustCompile(`^ (ochtend|morgen|middag|avond|nacht)s?\b`)
	dayWord    = regexp.MustCompile(`^(?:'s )?([a-z]{2,16})\b\.?`)
)

var ordinals = map[string]int{"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "laatste": -1, "voorlaatste": -2,
	"een na laatste": -2, "een-na-laatste": -2, "op een na laatste": -2}

var freqs = map[string]string{"dag": "DAILY", "daa": "DAILY", "wee": "WEEKLY", "wek": "WEEKLY", "maa": "MONTHLY", "kwa": "MONTHLY", "jaa": "YEARLY"}

// often takes a phrase that says how often.
func (r *reader) often() (bool, error) {
	if m := r.take(manyTimes); m != nil && m[1] != "1" {
		return false, &QuestionError{Text: r.text, Why: "er staat niet op welke dagen"}
	} else if m != nil {
		return r.repeat(m[2], 1)
	}
	if m := r.take(interval); m != nil {
		n, counted := count(m[2])
		switch {
		case m[2] == "andere", m[2] == "" && m[1] == "om de":
			n = 2
		case !counted:
			n = 1
		}
		return r.repeat(m[3], n)
	}
	if r.take(secondWeek) != nil {
		return false, &QuestionError{Text: r.text, Why: "is het om de zoveel weken, of een vaste week van de maand?"}
	}
	if r.take(biweekly) != nil {
		return r.repeat("week", 2)
	}
	if m := r.take(adverb); m != nil {
		n, counted := count(m[1])
		if !counted {
			n = 1
		}
		return r.repeat(m[2], n)
	}
	if m := r.take(kindOfDay); m != nil {
		return r.kindOfDay(m[1])
	}
	if m := r.take(evenWeeks); m != nil {
		r.parity, r.series = 2, true
		if m[1] != "" {
			r.parity = 1
		}
		return true, nil
	}
	if m := r.take(times); m != nil {
		r.rule.count, _ = count(m[1])
		return r.rule.count > 0, nil
	}
	return r.named()
}

// repeat keeps a unit of time, n of which are the interval.
func (r *reader) repeat(unit string, n int) (bool, error) {
	freq := freqs[unit[:3]]
	if strings.HasPrefix(unit, "kwa") {
		n *= 3
	}
	if n == 0 {
		return false, nil
	}
	if r.rule.freq != "" {
		return false, syntax(r.text, "hier staat twee keer hoe vaak het is")
	}
	if freq == "DAILY" && n == 14 {
		freq, n = "WEEKLY", 2
	}
	r.rule.freq, r.rule.interval, r.series = freq, n, true
	return true, nil
}

var workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

// kindOfDay keeps the days of the week that are so. A day of work or school is no holiday.
func (r *reader) kindOfDay(word string) (bool, error) {
	if len(r.rule.days) > 0 {
		return false, nil
	}
	r.series, r.rule.days = true, workdays
	switch word[:5] {
	case "weeke":
		r.rule.days = []time.Weekday{time.Saturday, time.Sunday}
	case "schoo":
		r.holidays, r.publicHolidays = page.HolidaysSkip, page.HolidaysSkip
	case "werkd":
		r.publicHolidays = page.HolidaysSkip
	}
	return true, nil
}

// named takes days of the week, "1e en 3e woensdag", "15e van de maand" and "elke 5 december".
func (r *reader) named() (bool, error) {
	said := r.take(everyWord) != nil
	if said {
		if p, rest, ok := scanNamed(r.rest); ok && p.year == 0 {
			r.rule.freq, r.series, r.rest = "YEARLY", true, rest
			r.row = append(slices.Clip(r.row), stop{partial: p})
			return true, nil
		}
	} else {
		if row, _ := scanDates(r.rest); len(row) > 0 {
			return false, nil
		}
		r.take(onThe)
	}
	nth := r.ordinals()
	days, plural := r.days()
	if len(nth) > 0 && len(r.rule.nth)+len(r.rule.monthDays) > 0 || len(days) > 0 && len(r.rule.days) > 0 {
		return false, nil
	}
	switch {
	case len(nth) > 0 && len(days) > 0:
		said = r.take(ofMonth) != nil || said
		r.rule.nth, r.rule.days = nth, days
	case len(nth) > 0:
		r.take(dayOf)
		if r.take(ofMonth) == nil && r.rule.freq != "MONTHLY" && r.rule.freq != "YEARLY" {
			return false, nil
		}
		r.rule.monthDays, said = nth, true
	case len(days) > 0:
		r.rule.days = days
		said = said || plural
	default:
		return false, nil
	}
	r.series = r.series || said
	return true, nil
}

// ordinals takes a list of ordinals.
func (r *reader) ordinals() []int {
	var out []int
	for range 31 {
		m := ordinal.FindStringSubmatch(r.rest)
		if m == nil {
			break
		}
		n := number(m[1])
		if m[2] != "" {
			n = ordinals[m[2]]
		}
		out = append(out, n)
		r.rest = r.rest[len(m[0]):]
		sep := ordSep.FindString(r.rest)
		if !ordinal.MatchString(r.rest[len(sep):]) {
			break
		}
		r.rest = r.rest[len(sep):]
	}
	if len(out) > 0 {
		r.rest = strings.TrimPrefix(r.rest, " ")
	}
	return ordered(out)
}

// days takes days of the week: a list, a range. plural says that the words mean every such day: "dinsdagen", "'s maandags",
// and also "maandag t/m vrijdag", because five days or more in a row are the week.
func (r *reader) days() (days []time.Weekday, plural bool) {
	isRange := false
	for range 14 {
		d, part, many, rest, ok := scanDayName(r.rest)
		if !ok {
			break
		}
		if part != "" {
			if r.part != "" && part != r.part {
				return nil, false // "dinsdagochtend en donderdagmiddag" has two times
			}
			r.part = part
		}
		plural = plural || many
		if n := len(days); isRange {
			for k := (days[n-1] + 1) % 7; k != d; k = (k + 1) % 7 {
				days = append(days, k)
			}
		}
		days, r.rest, isRange = append(days, d), rest, false
		sep := daySep.FindString(rest)
		if sep == "" {
			sep = dayRange.FindString(rest)
			isRange = sep != ""
		}
		next := rest[len(sep):]
		if sep == "" || isDated(next) {
			break
		}
		if _, _, _, _, ok := scanDayName(next); !ok {
			break
		}
		r.rest = next
	}
	days = inWeek(days)
	return days, plural || len(days) >= 5
}

// isDated reports whether a day of the week with its date stands at the start of s.
func isDated(s string) bool {
	_, _, ok := scanDate(s)
	return ok
}

// scanDayName reads a day of the week, perhaps with a part of the day: "dinsdagochtend", "zondagen", "'s maandags".
func scanDayName(s string) (d time.Weekday, part string, plural bool, rest string, ok bool) {
	m := dayWord.FindStringSubmatch(s)
	if m == nil {
		return 0, "", false, "", false
	}
	rest, word := s[len(m[0]):], m[1]
	if n, ok := dayNames[word]; ok {
		if p := partBehind.FindStringSubmatch(rest); p != nil {
			part, rest = p[1], rest[len(p[0]):]
		}
		return time.Weekday(n), part, false, rest, true
	}
	name, tail, found := strings.Cut(word, "dag")
	n, known := dayNames[name+"dag"]
	if !found || !known {
		return 0, "", false, "", false
	}
	for _, p := range []string{"ochtend", "morgen", "middag", "avond", "nacht"} {
		if after, ok := strings.CutPrefix(tail, p); ok {
			part, tail = p, after
		}
	}
	plural = tail == "en" || tail == "s"
	return time.Weekday(n), part, plural, rest, plural || tail == ""
}
