package recur

import (
	"iter"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Bounds of what a rule may cost; see the package comment.
const (
	maxIdle  = 150_000
	maxSteps = 10_000_000
)

const (
	day     = 24 * 60 * 60 // in seconds
	endTime = 253402300799 // 9999-12-31T23:59:59
)

// Starts gives the starts of the series that begins at begin, from from on, in order. A rule with an UNTIL in UTC
// needs the zone of the series; nil is UTC.
func (r *Rule) Starts(begin, from page.Civil, zone *time.Location) iter.Seq[page.Civil] {
	return func(yield func(page.Civil) bool) {
		s := newSeries(r, begin)
		first, count := max(seconds(from), s.begin), 0
		start := first
		if r.count > 0 {
			start = s.begin // to count
		}
		past := r.past(zone)
		s.walk(start, func(t int64) bool {
			if past(t) {
				return false
			}
			count++
			return (t < first || yield(s.civil(t))) && count != r.count
		})
	}
}

// seconds counts since 1970 on a wall without clock changes.
func seconds(c page.Civil) int64 { return c.In(time.UTC).Unix() }

func (s *series) civil(t int64) page.Civil {
	at := time.Unix(t, 0).UTC()
	if !s.timed {
		return page.Date(at.Date())
	}
	return page.WallTime(at)
}

// past tells whether a start is later than UNTIL.
func (r *Rule) past(zone *time.Location) func(t int64) bool {
	last := seconds(r.until)
	switch {
	case r.until.IsZero():
		last = endTime
	case !r.until.HasTime():
		last += day - 1
	case r.utc && zone != nil:
		return func(t int64) bool {
			if t < last-2*day || t > last+2*day { // no zone is that far from UTC
				return t > last
			}
			return page.WallTime(time.Unix(t, 0).UTC()).In(zone).Unix() > last
		}
	}
	return func(t int64) bool { return t > last }
}

// walk visits the starts from from on, in order, until visit says no.
func (s *series) walk(from int64, visit func(t int64) bool) {
	limit, previous := maxIdle, int64(-1<<63)
	try := func(t int64) bool {
		s.steps++
		if !s.timed {
			t = floor(t, day) * day
		}
		if t < from || t == previous {
			return s.steps < limit
		}
		limit, previous = min(s.steps+maxIdle, maxSteps), t
		return visit(t) && s.steps < limit
	}
	begin, last := s.period(s.begin), s.period(endTime)
	k := begin + max(0, floor(s.period(from)-begin, s.interval))*s.interval
	for k <= last && s.steps < limit {
		s.steps++
		if s.freq < daily {
			t := k * s.unit
			if next := s.skip(t); next > t {
				k -= floor(k-floor(next, s.unit), s.interval) * s.interval // up to the first period not before next
				continue
			}
			s.days = append(s.days[:0], t)
		} else {
			s.fill(k)
		}
		if !s.expand(from, try) {
			return
		}
		k += s.interval
	}
}

// expand tries the times of all days of the present period, or those that BYSETPOS names.
func (s *series) expand(from int64, try func(t int64) bool) bool {
	n := len(s.clock)
	if s.places.given {
		s.steps += min(len(s.days)*n, 2*366)
		for _, i := range s.places.in(len(s.days) * n) {
			if !try(s.days[i/n] + s.clock[i%n]) {
				return false
			}
		}
		return true
	}
	for _, d := range s.days {
		if d+day <= from {
			continue
		}
		for _, t := range s.clock {
			if !try(d + t) {
				return false
			}
		}
	}
	return true
}
