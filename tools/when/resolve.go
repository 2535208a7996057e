package when

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// maxDates is how many dates a plan names.
const maxDates = 40

const (
	maxCandidates = 14 // of a question: each day of the week, twice
	maxDoubts     = 3  // in one text, of which the readings are combined
)

// ask makes a question of which the candidates are what other readings give.
func (r *reader) ask(why string, readings ...func(*reader)) error {
	q := &QuestionError{Text: r.text, Why: why}
	for _, change := range readings {
		if len(q.Candidates) == maxCandidates || r.doubts == maxDoubts {
			break
		}
		other := *r
		other.doubts++
		change(&other)
		p, err := other.plan()
		found := []string{p.String()}
		if err != nil {
			found = nil
			if more, ok := err.(*QuestionError); ok { // this reading leaves something open too
				found = more.Candidates
			}
		}
		for _, s := range found {
			if s != "" && !slices.Contains(q.Candidates, s) && len(q.Candidates) < maxCandidates {
				q.Candidates = append(q.Candidates, s)
			}
		}
	}
	return q
}

// plan makes a plan of all that was read.
func (r *reader) plan() (Plan, error) {
	if err := r.partOfDay(); err != nil {
		return Plan{}, err
	}
	if r.start != nil && r.end != nil {
		if _, doubt := r.start.To(*r.end); doubt != nil {
			return Plan{}, r.ask(doubt.(*QuestionError).Why, r.endsAt(*r.end), r.endsAt(r.end.other()))
		}
	}
	p := Plan{Begin: r.start, End: r.end, AllDay: r.allDay, Holidays: r.holidays, PublicHolidays: r.publicHolidays}
	if r.allDay && r.timed() {
		return Plan{}, syntax(r.text, "hier staat een tijd en ‘hele dag’")
	}
	var err error
	switch {
	case r.notIn != "":
		return Plan{}, r.ask("alleen alle schoolvakanties of alle feestdagen samen kunnen worden overgeslagen, niet ‘"+r.notIn+"’", r.notNamed()...)
	case r.listed():
		r.series, r.rule.days = false, nil
		err = r.single(&p)
	case r.series, len(r.rule.nth) > 0 && len(r.months) > 0:
		err = r.recurrence(&p)
	case len(r.rule.days) > 0:
		err = r.whichDays()
	default:
		err = r.single(&p)
	}
	if err != nil {
		return Plan{}, err
	}
	if len(p.Dates)+len(p.Except) > maxDates {
		return Plan{}, syntax(r.text, "dit zijn te veel datums voor één regel")
	}
	return p, nil
}

// endsAt reads the end as a certain time, and the begin as it stands.
func (r *reader) endsAt(end Clock) func(*reader) {
	begin := *r.start
	begin.Loose, end.Loose = false, false
	return func(o *reader) { o.start, o.end = &begin, &end }
}

// listed reports whether the dates of a series are named one by one: "de dinsdagen 6, 13 en 20 oktober 2026".
func (r *reader) listed() bool {
	if len(r.row) < 2 || r.begin != nil || r.last != nil || r.rule.freq != "" || len(r.rule.nth)+len(r.rule.monthDays)+r.parity > 0 {
		return false
	}
	row := complete(r.row)
	return !slices.ContainsFunc(row, func(s stop) bool {
		d, ok := civil(s.year, s.month, s.day)
		return s.through || !ok || !slices.Contains(r.rule.days, d.In(time.UTC).Weekday())
	})
}

// notNamed reads a holiday with a name as all such holidays, or leaves it out.
func (r *reader) notNamed() []func(*reader) {
	school := strings.Contains(r.notIn, "vakantie") || strings.Contains(r.notIn, "zomer") || strings.Contains(r.notIn, "reces")
	return []func(*reader){
		func(o *reader) {
			if o.notIn = ""; school {
				o.holidays = page.HolidaysSkip
			} else {
				o.publicHolidays = page.HolidaysSkip
			}
		},
		func(o *reader) { o.notIn = "" },
	}
}

// whichDays asks about days of the week without "elke" and without a date.
func (r *reader) whichDays() error {
	readings := []func(*reader){func(o *reader) { o.series = true }}
	if !r.ref.IsZero() && len(r.rule.nth) == 0 && len(r.row) == 0 {
		readings = append(readings, func(o *reader) {
			for d := range 7 {
				if day := r.ref.AddDays(d); slices.Contains(r.rule.days, day.In(time.UTC).Weekday()) {
					o.row = append(o.row, *from(day))
				}
			}
			o.rule.days = nil
		})
	}
	often := "week"
	if len(r.rule.nth) > 0 {
		often = "maand"
	}
	return r.ask("is het elke "+often+", of één keer?", readings...)
}

// single fills in a plan of dates that do not repeat.
func (r *reader) single(p *Plan) error {
	row := append(slices.Clone(r.row), r.extra...)
	switch {
	case r.begin != nil && r.last != nil:
		row = append([]stop{*r.begin, *r.last}, row...)
	case r.begin != nil && len(row) == 0:
		all, err := spans([]stop{*r.begin}, r.text)
		if err != nil {
			return err
		}
		return r.ask("is het één keer, of vaker?",
			func(o *reader) { o.begin, o.row = nil, []stop{*r.begin} },
			func(o *reader) {
				o.series, o.rule.days = true, []time.Weekday{all[0].first.In(time.UTC).Weekday()}
			})
	case r.begin != nil, r.last != nil && len(row) != 1:
		return syntax(r.text, "er staat niet hoe vaak het is, zoals ‘elke dinsdag’")
	case r.last != nil:
		row = append(row, *r.last)
	}
	if len(r.months) > 0 || r.rule.count > 0 || len(row) == 0 && len(r.except) > 0 {
		return syntax(r.text, "dit is geen datum")
	}
	if len(row) == 0 {
		return nil
	}
	all, err := spans(row, r.text)
	if err != nil {
		return err
	}
	out, err := r.within(all)
	if err != nil {
		return err
	}
	if len(all) == 1 && len(out) == 0 && p.Holidays == "" && p.PublicHolidays == "" {
		p.First, p.Last = all[0].first, all[0].last
		return nil
	}
	if p.Holidays+p.PublicHolidays != "" {
		if len(all) > 1 || all[0].first == all[0].last {
			return syntax(r.text, "vakanties en feestdagen horen bij een herhaling, zoals ‘elke dinsdag’")
		}
		r.rule.freq, r.series = "DAILY", true
		r.begin, r.last, r.row = from(all[0].first), until(all[0].last), nil
		return r.recurrence(p)
	}
	var dates []page.Civil
	for _, s := range all {
		for d := s.first; !s.last.Before(d); d = d.AddDays(1) {
			if !slices.ContainsFunc(out, func(x span) bool { return !d.Before(x.first) && !x.last.Before(d) }) {
				dates = append(dates, d)
			}
			if len(dates) > maxDates {
				return syntax(r.text, "dit zijn te veel datums voor één regel")
			}
		}
	}
	dates = inOrder(dates)
	if len(dates) == 0 {
		return syntax(r.text, "er blijft geen dag over")
	}
	p.First, p.Last, p.Dates = dates[0], dates[0], dates[1:]
	if len(p.Dates) == 0 {
		p.Dates = nil
	}
	return nil
}

// within gives the exceptions to dates; one without a year is in the year of the dates.
func (r *reader) within(all []span) ([]span, error) {
	row := slices.Clone(r.except)
	for i, s := range row {
		if s.year == 0 && s.month > 0 {
			e := &YearError{Month: time.Month(s.month), Day: s.day, Weekday: s.weekday}
			if d := e.Near(all[0].first); !all[len(all)-1].last.Before(d) {
				row[i].year = d.In(time.UTC).Year()
			}
		}
	}
	out, err := spans(row, r.text)
	for _, x := range out {
		if !slices.ContainsFunc(all, func(s span) bool { return !x.last.Before(s.first) && !s.last.Before(x.first) }) {
			return nil, syntax(r.text, "een uitzondering valt buiten de datums")
		}
	}
	return out, err
}

func inOrder(dates []page.Civil) []page.Civil {
	slices.SortFunc(dates, func(a, b page.Civil) int { return int(a.Sub(b) / time.Hour) })
	return slices.Compact(dates)
}

// near are the years in which a date without one is nearest to the document: readings for a question.
func (r *reader) near(p stop, around page.Civil, set func(*reader, stop)) []func(*reader) {
	var out []func(*reader)
	e := &YearError{Month: time.Month(p.month), Day: p.day, Weekday: p.weekday}
	next, before := e.Near(around), e.Near(around.AddDays(-365))
	dates := []page.Civil{next, before}
	if around.Sub(before) < next.Sub(around) {
		dates = []page.Civil{before, next}
	}
	for _, d := range dates {
		if d.IsZero() {
			continue
		}
		q := p
		q.year = d.In(time.UTC).Year()
		out = append(out, func(o *reader) { set(o, q) })
	}
	return out
}

func noYear(p stop) string {
	return fmt.Sprintf("bij %d %s staat geen jaar", p.day, monthName(p.month))
}
