// Package when reads what Dutch people type about when something is, and says it back.
//
//	Read("za 10 okt. 2026, 9.30-11 uur", ref)              10 October, from 9:30 to 11:00
//	Read("10, 17 en 24 okt 2026", ref)                     three dates
//	Read("elke 2e dinsdag van de maand, half 10", ref)     FREQ=MONTHLY;BYDAY=2TU, at 9:30
//	Read("wekelijks t/m 4 juni m.u.v. vakanties", ref)     *QuestionError: of which year, on which day?
//	TimeRange("vanaf half 6"), Date("9-11-'89")            one time, one date
//	Describe(activity)                                     "elke 2e dinsdag, 9.30-11.00 uur, niet in schoolvakanties"
//	Long, Full, Day, Short, Range, Time                    how all of opladers writes a date or a time
//
// # Rules
//
// The day stands before the month, unless the year comes first. A year of two digits is 1970-2069. Names
// of days and months may be whole or short, with or without a point, Dutch or English. A hyphen, a
// dash, "t/m" and "tot en met" make a range. Times are read on a clock of 24 hours; a time in words or
// without minutes ("half 6", "van 2 tot 4") is marked Loose, because it may be twelve hours later, unless a part of the
// day stands beside it ("dinsdagmiddag 2 uur").
//
// An end without minutes may be half a day later: "10 tot half 1" ends after noon. When that makes it longer than nine hours, it is
// asked. "10.00 (2 uur)" ends at noon. Months without a year ("van oktober t/m maart") are asked when they are eight or fewer; more
// are those of every year, and so are all but those that are left out ("niet in juli").
//
// A text is a row of phrases in any order: dates, times, how often, from when, until when, and when not. A date in a
// range or row borrows its month and year from its neighbours. "Werkdag" and "schooldag" leave out holidays;
// "maandag t/m vrijdag" does not say so. "Elke 2e dinsdag" is the second one of the month, not every other one. A number of
// times ("10 keer") becomes a last date.
//
// Nothing is guessed. What can mean more than one thing is a typed error that carries what it may mean:
// YearError (no year), WeekdayError (the day of the week is another), AmbiguousError (month 13), QuestionError (the
// rest: which week of two, which day of the month, "tot" or "t/m", a week or every week, even weeks past a year of 53).
// Everything else that cannot be read is a SyntaxError. Their texts are Dutch sentences for people.
//
// What Plan.String says, Read reads as the same plan; the candidates of a question are such texts.
//
// # Limits and non-goals
//
// A text of more than MaxLength bytes and a plan of more than 40 loose dates are refused. There is no clock: "morgen" cannot be read. Serial
// numbers of spreadsheets are the spreadsheet's business. One text is one plan: two times on two days are two rows. Of holidays
// there are only all school holidays and all public holidays, as in the fields of a page: "niet in de zomervakantie" is a question. Rules
// that only RFC 5545 can say (BYWEEKNO, BYHOUR, a BYSETPOS over several days) have no words: Describe gives "".
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
		return "", syntax(strings.ToValidUTF8(text[:40], "")+"…", "dit is te lang voor een datum of tijd")
	}
	s := strings.Join(strings.Fields(plain.Replace(strings.ToLower(text))), " ")
	if s = strings.Trim(s, " .,;:"); s == "" {
		return "", syntax(text, "hier staat niets")
	}
	return s, nil
}

var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u00ad", "",
	"–", "-", "—", "-", "−", "-", "‐", "-", "‑", "-", "’", "'", "‘", "'", "`", "'", "´", "'", "é", "e", "ë", "e")
