package when

import (
	"fmt"
	"regexp"
)

// lasting is how long something takes, behind its begin.
var lasting = regexp.MustCompile(` \((?:duurt |duur:? )?(\d) (?:uur|u\.?)\)?$`)

// maxLoose is how many minutes something takes at most of which the end may be half a day off: from 9 to 6.
const maxLoose = 9 * 60

// minutesTo is how long it takes until another time, if need be that of the next day.
func (c Clock) minutesTo(end Clock) int { return (end.minutes()-c.minutes()+24*60-1)%(24*60) + 1 }

// other is the time half a day away.
func (c Clock) other() Clock { return Clock{Hour: (c.Hour + 12) % 24, Minute: c.Minute} }

// To gives the end that is meant of what begins at c: "van 10 tot half 1" ends after noon. The error is a QuestionError: it would be
// very long, and "11-10" is no day and no night.
func (c Clock) To(end Clock) (Clock, error) {
	if later := end.other(); end.Loose && end.minutes() <= c.minutes() && c.minutesTo(later) < c.minutesTo(end) {
		end = later
		end.Loose = c.Loose || c.minutesTo(end) > maxLoose
	}
	if !end.Loose || c.minutesTo(end) <= maxLoose {
		return end, nil
	}
	one, two := c.digits()+"-"+end.String(), c.digits()+"-"+end.other().String()
	return end, &QuestionError{Text: one, Why: fmt.Sprintf("is het tot %s of tot %s?", end, end.other()), Candidates: []string{one, two}}
}
