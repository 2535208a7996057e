package when

import (
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// SyntaxError says that a text is no date or time.
type SyntaxError struct{ Text, Why string }

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("‘%s’ is niet te lezen: %s", e.Text, e.Why)
}

func syntax(text, why string) error { return &SyntaxError{Text: text, Why: why} }

// YearError says that a date has no year.
type YearError struct {
	Text    string
	Month   time.Month
	Day     int
	Weekday *time.Weekday // as said, nil when not
}

func (e *YearError) Error() string { return fmt.Sprintf("bij ‘%s’ staat geen jaar", e.Text) }

// Near proposes the first such date on or after ref that falls on the said day of the week.
func (e *YearError) Near(ref page.Civil) page.Civil {
	year := ref.In(time.UTC).Year()
	for y := year; y < year+29; y++ { // the calendar repeats after 28 years
		d, ok := civil(y, int(e.Month), e.Day)
		if !ok || d.Before(ref.Day()) {
			continue
		}
		if e.Weekday == nil || d.In(time.UTC).Weekday() == *e.Weekday {
			return d
		}
	}
	return page.Civil{}
}

// WeekdayError says that a date does not fall on the day of the week that stands beside it.
type WeekdayError struct {
	Text string
	Date page.Civil
	Said time.Weekday
}

func (e *WeekdayError) Error() string {
	return fmt.Sprintf("in ‘%s’ klopt de dag niet: %s is een %s", e.Text, Long(e.Date), weekdays[e.Date.In(time.UTC).Weekday()])
}

// AmbiguousError says that a text may mean several dates, or one that nobody would write like this.
type AmbiguousError struct {
	Text       string
	Candidates []page.Civil
}

func (e *AmbiguousError) Error() string {
	var may []string
	for _, c := range e.Candidates {
		may = append(may, Long(c))
	}
	return fmt.Sprintf("‘%s’ is niet zeker: is het %s?", e.Text, strings.Join(may, " of "))
}

// QuestionError says that a text may mean several things. Read understands each candidate; there are none when the
// text does not say enough to propose any.
type QuestionError struct {
	Text, Why  string
	Candidates []string
}

func (e *QuestionError) Error() string {
	if len(e.Candidates) == 0 {
		return fmt.Sprintf("‘%s’ is niet zeker: %s", e.Text, e.Why)
	}
	return fmt.Sprintf("‘%s’ is niet zeker: %s: ‘%s’", e.Text, strings.TrimRight(e.Why, "?"), strings.Join(e.Candidates, "’ of ‘"))
}

// monthNames and dayNames hold every spelling, each at least as long as people shorten it.
var monthNames = names(map[int]string{1: "januari january jan", 2: "februari february feb febr",
	3: "maart march mrt mar maa", 4: "april apr", 5: "mei may", 6: "juni june jun", 7: "juli july jul",
	8: "augustus august aug", 9: "september sep sept", 10: "oktober october okt oct", 11: "november nov",
	12: "december dec"})

var dayNames = names(map[int]string{0: "zondag zo zon sunday sun", 1: "maandag ma maa mon monday",
	2: "dinsdag di din tuesday tue", 3: "woensdag wo woe wed wednesday", 4: "donderdag do don thu thursday",
	5: "vrijdag vr vrij vrijd fri friday", 6: "zaterdag za zat sat saturday"})

func names(lists map[int]string) map[string]int {
	all := map[string]int{}
	for n, list := range lists {
		for name := range strings.FieldsSeq(list) {
			all[name] = n
		}
	}
	return all
}
