package when

import (
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// recurrence fills in a plan that repeats.
func (r *reader) recurrence(p *Plan) error {
	begin, last, err := r.bounds()
	if err != nil {
		return err
	}
	u, err := r.complete(begin)
	if err != nil {
		return err
	}
	if !begin.IsZero() && !last.IsZero() && last.Before(begin) {
		return syntax(r.text, "de laatste dag komt voor de eerste")
	}
	if r.tot() && u.hits(last) {
		upTo := func(last page.Civil) func(*reader) {
			return func(o *reader) {
				o.row, o.last = r.keepYearly(), until(last)
				if !begin.IsZero() {
					o.begin = from(begin)
				}
			}
		}
		return r.ask("is het op "+Long(last)+" zelf ook?", upTo(last), upTo(last.AddDays(-1)))
	}
	first, err := r.first(u, begin)
	if err != nil {
		return err
	}
	u.until = last
	if r.parity > 0 {
		if err := r.weeks(u, first); err != nil {
			return err
		}
	}
	if u.count > 0 {
		if u, err = r.counted(u, begin, first); err != nil {
			return err
		}
	}
	if !first.IsZero() && len(u.dates(first, first, 1)) == 0 {
		return syntax(r.text, "in deze periode valt geen enkele datum")
	}
	p.First, p.Last, p.Recurrence = first, first, u.String()
	if len(u.nth) > 0 && !r.series && !u.until.IsZero() && len(u.dates(first, first, 2)) == 1 { // "de eerste dinsdag van oktober 2026"
		p.Recurrence = ""
	}
	if err := r.exceptions(p, u, first); err != nil {
		return err
	}
	all, err := spans(r.extra, r.text)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.first != s.last {
			return syntax(r.text, "schrijf de extra dagen los op")
		}
		p.Dates = append(p.Dates, s.first)
	}
	p.Dates = inOrder(p.Dates)
	return nil
}

// bounds gives the first and the last day between which the series is, zero when not said.
func (r *reader) bounds() (begin, last page.Civil, err error) {
	row, err := r.ends()
	if err != nil {
		return begin, last, err
	}
	row = complete(row)
	for i, s := range row {
		if s.year > 0 {
			continue
		}
		if r.ref.IsZero() || s.month == 0 {
			_, err := s.civil(r.text)
			return begin, last, err
		}
		return begin, last, r.ask(noYear(s), r.near(s, r.ref, func(o *reader, s stop) {
			all := complete(append(append(slices.Clone(row[:i]), s), row[i+1:]...))
			o.row, o.begin, o.last = r.keepYearly(), nil, nil
			for _, s := range all {
				if s.through {
					o.last = new(s)
				} else {
					o.begin = new(s)
				}
			}
		})...)
	}
	for _, s := range row {
		d, err := s.civil(r.text)
		switch {
		case err != nil:
			return begin, last, err
		case s.through:
			last = d
		default:
			begin = d
		}
	}
	begin, last = r.narrow(begin, last)
	return begin, last, nil
}

// ends collects what bounds the series: "vanaf" and "t/m", or dates that stand beside the rule.
func (r *reader) ends() ([]stop, error) {
	var row []stop
	if r.begin != nil {
		row = append(row, *r.begin)
	}
	for _, s := range r.row {
		if r.yearly(s) {
			continue
		}
		row = append(row, s)
	}
	if r.last != nil {
		row = append(row, *r.last)
	}
	if len(row) > 2 || len(row) == 2 && (row[0].through || !row[1].through) {
		return nil, syntax(r.text, "hier staan losse datums bij een herhaling; schrijf ze op aparte regels")
	}
	return row, nil
}

// yearly reports whether a date without a year is the day of a yearly rule.
func (r *reader) yearly(s stop) bool { return r.rule.freq == "YEARLY" && s.year == 0 && !s.through }

// narrow takes the bounds to months with a year.
func (r *reader) narrow(begin, last page.Civil) (page.Civil, page.Civil) {
	n := len(r.months)
	if n == 0 || r.months[n-1].year == 0 {
		return begin, last
	}
	a, b := r.months[0], r.months[n-1]
	from := page.Date(a.year, time.Month(a.month), 1)
	to := page.Date(b.year, time.Month(b.month)+1, 0)
	if begin.Before(from) {
		begin = from
	}
	if last.IsZero() || to.Before(last) {
		last = to
	}
	return begin, last
}

// complete gives the rule with what follows from the begin; what does not follow is asked.
func (r *reader) complete(begin page.Civil) (rule, error) {
	u := r.rule
	if u.interval == 0 {
		u.interval = 1
	}
	if r.parity > 0 {
		if u.interval > 2 || u.freq != "" && u.freq != "WEEKLY" {
			return u, syntax(r.text, "even en oneven weken horen bij een dag van de week")
		}
		u.freq, u.interval = "WEEKLY", 2
	}
	if u.freq == "DAILY" && len(u.days) > 0 {
		if u.freq = "WEEKLY"; u.interval > 1 {
			return u, syntax(r.text, "hier staat twee keer hoe vaak het is")
		}
	}
	if u.freq == "" {
		u.freq = "WEEKLY"
		if len(u.nth)+len(u.monthDays) > 0 {
			u.freq = "MONTHLY"
		}
	}
	for _, s := range r.row {
		if r.yearly(s) {
			if d, ok := civil(2024, s.month, s.day); !ok || s.weekday != nil || d.IsZero() {
				return u, syntax(r.text, "deze dag is er niet elk jaar")
			}
			u.months, u.monthDays = []int{s.month}, []int{s.day}
		}
	}
	if err := r.inYear(&u, begin); err != nil {
		return u, err
	}
	if len(u.days)+len(u.monthDays) == 0 || u.freq != "WEEKLY" && u.freq != "DAILY" && len(u.nth)+len(u.monthDays) == 0 {
		if err := r.whichDay(&u, begin); err != nil {
			return u, err
		}
	}
	if u.freq == "WEEKLY" && len(u.days) == 7 && u.interval == 1 {
		u.freq, u.days = "DAILY", nil
	}
	if check := u; !check.sayable() || check.freq != u.freq {
		return u, syntax(r.text, "deze herhaling is niet te volgen")
	}
	return u, nil
}

// maxSeason is how many months without a year may be those of one winter. More, such as September to May, are those of every year, and
// so are all but those that are left out.
const maxSeason = 8

// inYear puts the months in the rule.
func (r *reader) inYear(u *rule, begin page.Civil) error {
	n := len(r.months)
	if n == 0 {
		return nil
	}
	var named []int
	for _, m := range r.months {
		named = append(named, m.month)
	}
	named = ordered(named)
	if a, b := r.months[0], r.months[n-1]; b.year > 0 {
		if u.freq != "YEARLY" && (b.year-a.year)*12+b.month-a.month == n-1 { // the bounds say it
			return nil
		}
	} else if u.freq != "YEARLY" && begin.IsZero() && !r.spared && len(named) <= maxSeason {
		if r.ref.IsZero() {
			return &QuestionError{Text: r.text, Why: "er staat niet van welk jaar de maand is"}
		}
		return r.ask("er staat niet van welk jaar de maand is", func(o *reader) {
			o.months = slices.Clone(r.months)
			y, m, _ := r.ref.In(time.UTC).Date()
			for i := range o.months {
				if o.months[i].month < int(m) && i == 0 || i > 0 && o.months[i].month < o.months[i-1].month {
					y++
				}
				o.months[i].year = y
			}
		}, func(o *reader) { o.begin = from(r.ref) })
	}
	u.months = named
	return nil
}

// whichDay finds the day of a rule that says only how often: from the begin when that leaves one reading.
func (r *reader) whichDay(u *rule, begin page.Civil) error {
	switch {
	case u.freq == "DAILY":
	case u.freq == "WEEKLY" && !begin.IsZero():
		u.days = []time.Weekday{begin.In(time.UTC).Weekday()}
	case u.freq == "WEEKLY":
		var readings []func(*reader)
		for d := range 7 {
			readings = append(readings, func(o *reader) { o.rule.days = []time.Weekday{time.Weekday((d + 1) % 7)} })
		}
		return r.ask("er staat niet op welke dag van de week", readings...)
	case u.freq == "MONTHLY" && len(u.days) > 0:
		var readings []func(*reader)
		for _, n := range []int{1, 2, 3, 4, -1} {
			readings = append(readings, func(o *reader) { o.rule.nth = []int{n} })
		}
		return r.ask("er staat niet op welke dag van de maand", readings...)
	case u.freq == "MONTHLY" && !begin.IsZero():
		at := begin.In(time.UTC)
		return r.ask("er staat niet op welke dag van de maand",
			func(o *reader) {
				o.rule.days, o.rule.nth = []time.Weekday{at.Weekday()}, []int{(at.Day()-1)/7 + 1}
			},
			func(o *reader) { o.rule.monthDays = []int{at.Day()} })
	case u.freq == "YEARLY" && len(u.days) == 0 && len(u.months) == 0 && !begin.IsZero():
		_, m, d := begin.In(time.UTC).Date()
		u.months, u.monthDays = []int{int(m)}, []int{d}
	case u.freq == "MONTHLY":
		return &QuestionError{Text: r.text, Why: "er staat niet op welke dag van de maand"}
	default:
		return &QuestionError{Text: r.text, Why: "er staat niet op welke dag van het jaar"}
	}
	return nil
}

// exceptions fills in the dates on which it is not. A period stands for the dates of the series in it.
func (r *reader) exceptions(p *Plan, u rule, first page.Civil) error {
	row := complete(r.except)
	for i := range row {
		s := row[i]
		if s.year > 0 || s.month == 0 {
			continue
		}
		from := first
		if from.IsZero() {
			_, err := s.civil(r.text)
			return err
		}
		e := &YearError{Month: time.Month(s.month), Day: s.day, Weekday: s.weekday}
		d := e.Near(from)
		if d.IsZero() {
			_, err := s.civil(r.text)
			return err
		}
		row[i].year = d.In(time.UTC).Year()
		row = complete(row)
		next := e.Near(d.AddDays(1))
		if u.until.IsZero() || !next.IsZero() && !u.until.Before(next) {
			return r.ask(noYear(s), func(o *reader) { o.except = row })
		}
	}
	all, err := spans(row, r.text)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.first == s.last {
			p.Except = append(p.Except, s.first)
			continue
		}
		in := u.every()
		in.until = s.last
		start := s.first
		if !first.IsZero() {
			in.interval, start = u.interval, first
		}
		p.Except = append(p.Except, in.dates(start, s.first, maxDates+1)...)
	}
	p.Except = inOrder(p.Except)
	return nil
}

// tot reports whether the last day was said with "tot", which may leave that day out.
func (r *reader) tot() bool {
	row, _ := r.ends()
	return len(row) > 0 && row[len(row)-1].tot
}
