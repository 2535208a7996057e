// Package when reads dates and times of day as Dutch people type them.
//
//	Date("za 10 okt. 2026")                        2026-10-10
//	Date("1/5/2024"), Date("9-11-'89")             day first: 1 May 2024, 9 November 1989
//	TimeRange("9.00-17.30 uur")                    09:00 and 17:30
//	TimeRange("vanaf half 6")                      05:30 and no end
//	Parse("zo 11 okt. 2026, 10.00 - 12.00 uur")    both at once
//
// # Rules
//
// The day stands before the month, unless the year comes first. A year of two digits is 1970-2069. Names
// of days and months may be whole or short, with or without a point, Dutch or English. A hyphen, a
// dash, "t/m" and "tot en met" make a range. Times are read on a clock of 24 hours; a time in words or
// without minutes ("half 6", "van 2 tot 4") is marked Loose, because it may be twelve hours later.
//
// Nothing is guessed. What can mean more than one thing is a typed error that carries what it may mean:
// YearError (no year), WeekdayError (the day of the week is another), AmbiguousError (month 13).
// Everything else that cannot be read is a SyntaxError. Their texts are Dutch sentences for people.
//
// # Limits and non-goals
//
// A text of more than MaxLength bytes is refused. There is no clock: "morgen" cannot be read. Serial
// numbers of spreadsheets are the spreadsheet's business. Recurrences ("elke 2e dinsdag") are not here yet: they
// will be a Rule beside Span, read by the same scanners.
package when

import (
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// MaxLength is the longest text that is read, in bytes: a date is a few words.
const MaxLength = 1000

// Date reads one date without a time of day.
func Date(text string) (page.Civil, error) {
	p, err := Read(text, page.Civil{})
	switch {
	case err != nil:
		return page.Civil{}, err
	case p.Begin != nil || p.End != nil || p.AllDay:
		return page.Civil{}, syntax(text, "hier staat ook een tijd")
	case p.First != p.Last || p.Recurrence != "" || len(p.Dates) > 0:
		return page.Civil{}, syntax(text, "dit zijn meer dagen")
	}
	return p.First, nil
}

// normal lowers the text and makes the many dashes, quotes and spaces plain.
func normal(text string) (string, error) {
	if len(text) > MaxLength {
		return "", syntax(text[:40]+"…", "dit is te lang voor een datum of tijd")
	}
	s := strings.Join(strings.Fields(plain.Replace(strings.ToLower(text))), " ")
	if s = strings.Trim(s, " .,;:"); s == "" {
		return "", syntax(text, "hier staat niets")
	}
	return s, nil
}

var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u00ad", "",
	"–", "-", "—", "-", "−", "-", "‐", "-", "‑", "-", "’", "'", "‘", "'", "`", "'", "´", "'", "é", "e", "ë", "e")
