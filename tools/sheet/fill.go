package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	dayMonth  = regexp.MustCompile(`(?i)\b(\d{1,2})(?:e|ste|de)?[ .-]*([a-z]{3,9})\b\.?`)
	digitsOf  = regexp.MustCompile(`(^|[^\d/.-])(\d{1,2})([-/])(\d{1,2})\b`)
	yearAhead = regexp.MustCompile(`^[ ,.]*(?:20\d\d\b|'\d\d\b|-\d\d\b)`)
	moreAhead = regexp.MustCompile(`^[-/.]\d`)
	dayNames  = `(?:(?:ma|di|woe?|do|vr|za|zo)(?:[a-z]*dag)?\.? )?`
	justDays  = regexp.MustCompile(`(?i)^` + dayNames + `\d{1,2}(?:e|ste)?(?: ?(?:,|en|&|-|t/m|tot en met) ?` + dayNames + `\d{1,2}(?:e|ste)?)*$`)
	justDay   = regexp.MustCompile(`(?i)^` + dayNames + `\d{1,2}(?:e|ste)?\b`)
)

// withYear writes the year behind every date in the text that has none: "za 3 okt 10.00" becomes "za 3 okt 2026 10.00". yearOf
// gives 0 for a month, or for what is none (0), of which the year is not known.
func withYear(text string, yearOf func(time.Month) int) string {
	text = insert(text, dayMonth, func(m []string) string {
		if y := yearOf(monthWords[strings.ToLower(m[2])]); y > 0 {
			return " " + strconv.Itoa(y)
		}
		return ""
	})
	return insert(text, digitsOf, func(m []string) string {
		day, _ := strconv.Atoi(m[2])
		month, _ := strconv.Atoi(m[4])
		if day < 1 || day > 31 || month < 1 || month > 12 {
			return ""
		}
		if y := yearOf(time.Month(month)); y > 0 {
			return m[3] + strconv.Itoa(y)
		}
		return ""
	})
}

// insert puts what add gives behind every match that no year follows.
func insert(text string, re *regexp.Regexp, add func(groups []string) string) string {
	var b strings.Builder
	done := 0
	for _, at := range re.FindAllStringSubmatchIndex(text, -1) {
		rest := text[at[1]:]
		if yearAhead.MatchString(rest) || moreAhead.MatchString(rest) {
			continue
		}
		groups := make([]string, len(at)/2)
		for i := range groups {
			if at[2*i] >= 0 {
				groups[i] = text[at[2*i]:at[2*i+1]]
			}
		}
		b.WriteString(text[done:at[1]])
		b.WriteString(add(groups))
		done = at[1]
	}
	return b.String() + text[done:]
}

// withMonth writes the month behind days that have none: "za 3" becomes "za 3 oktober", "3 en 10" becomes "3 en 10 oktober", and
// "za 3 10.00 uur" gets it behind its day.
func withMonth(text string, m time.Month) string {
	name := " " + monthNames[m-1]
	if justDays.MatchString(text) {
		return text + name
	}
	if at := justDay.FindStringIndex(text); at != nil {
		return text[:at[1]] + name + text[at[1]:]
	}
	return text
}

// hasMonth reports whether a date in the text says its month.
func hasMonth(text string) bool {
	for _, m := range dayMonth.FindAllStringSubmatch(text, -1) {
		if monthWords[strings.ToLower(m[2])] > 0 {
			return true
		}
	}
	return false
}
