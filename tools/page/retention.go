package page

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Retention says how long a municipality keeps photos: what it wrote at privacy.bewaartermijnen.
type Retention struct {
	Consent Term   // photos with consent; when it says nothing it is DefaultTerm
	Others  Term   // photos on which nobody can be recognised; when it says nothing they stay
	Problem string // Dutch: what of it cannot be understood, "" when all can

	said bool // Consent is what the municipality said
}

// Term is a length of time on the calendar; the zero Term has no end.
type Term struct{ Years, Months, Days int }

// DefaultTerm is how long photos with consent are kept when a municipality says nothing.
var DefaultTerm = Term{Years: 2}

func (r Retention) consent() Term {
	if r.said {
		return r.Consent
	}
	return DefaultTerm
}

var (
	photoTerm = regexp.MustCompile(`^foto'?s?(?: met toestemming| met (?:herkenbare )?(?:personen|mensen|kinderen))?$`)
	otherTerm = regexp.MustCompile(`^(?:andere|overige|eigen) foto'?s?$|^foto'?s? (?:zonder|van niemand).*$`)
	termWords = regexp.MustCompile(`^(?:na |tot )?(\d{1,3}|een|één|twee|drie|vier|vijf) (jaar|jaren|maand|maanden|week|weken|dag|dagen)$`)
	endless   = regexp.MustCompile(`^(?:geen|onbeperkt|altijd|nooit)$`)
	numbers   = map[string]int{"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}
)

// RetentionOfPhotos reads the terms for photos: "foto’s met toestemming: 2 jaar" and "andere foto’s: 5 jaar", or "geen". Other terms are for
// people.
func (p *Privacy) RetentionOfPhotos() (r Retention) {
	r.Consent = DefaultTerm
	if p == nil {
		return r
	}
	for _, item := range p.Retention {
		key := strings.ToLower(strings.Join(strings.Fields(strings.NewReplacer("’", "'", "‘", "'").Replace(fmt.Sprint(item.Key))), " "))
		consent, others := photoTerm.MatchString(key), otherTerm.MatchString(key)
		if !consent && !others {
			continue
		}
		term, ok := ParseTerm(fmt.Sprint(item.Value))
		switch {
		case !ok:
			r.Problem = fmt.Sprintf("Bij bewaartermijnen staat ‘%v: %v’. Hoe lang dat is, begrijpt opladers niet.", item.Key, item.Value)
		case consent:
			r.Consent, r.said = term, true
		default:
			r.Others = term
		}
	}
	return r
}

// ParseTerm reads "2 jaar", "18 maanden", "90 dagen" or "geen", which has no end.
func ParseTerm(text string) (t Term, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	if endless.MatchString(text) {
		return Term{}, true
	}
	m := termWords.FindStringSubmatch(text)
	if m == nil {
		return Term{}, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = numbers[m[1]]
	}
	switch m[2][0] {
	case 'j':
		t.Years = n
	case 'm':
		t.Months = n
	case 'w':
		t.Days = 7 * n
	default:
		t.Days = n
	}
	return t, n > 0
}

// After gives the last day of the term from a day on. A month that has no such day ends on its last.
func (t Term) After(day time.Time) time.Time {
	y, m, d := day.Date()
	first := time.Date(y+t.Years, m+time.Month(t.Months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1+t.Days)
}

// end lets a verdict end with the term, counted from a day (or a moment) as it stands on the page. When that cannot be read, nobody
// can count.
func (t Term) end(v Verdict, from, day string) Verdict {
	c, err := ParseCivil(from)
	if err != nil || t == (Term{}) {
		return v
	}
	last := t.After(c.wall).Format(time.DateOnly)
	if v.OK() && (v.Last == "" || last < v.Last) {
		v.Last, v.Term = last, true
	}
	if last < day {
		return Verdict{State: StateExpired, Why: "de bewaartermijn is voorbij (de laatste dag was " + last + ")", Ref: v.Ref, Gone: true}
	}
	return v
}
