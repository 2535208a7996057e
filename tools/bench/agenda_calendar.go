package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// amsterdam is the time zone as calendars carry it.
const amsterdam = `BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
`

// rules are the series of a municipality, in the forms in which calendars write them.
var rules = []string{"FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1SA"}

// period is the two years that the calendars are about.
func period() (from, to time.Time) {
	from = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(2, 0, 0)
}

// calendar makes a calendar of n events; one in ten is a series over two years, with a date that is left out (EXDATE) and, every
// second time, one that was moved by an hour (RECURRENCE-ID). The same n gives the same bytes.
func calendar(n int) []byte {
	g := &generator{rand: rand.New(rand.NewPCG(5, 6))}
	from, to := period()
	var b bytes.Buffer
	b.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//voorbeeld.nl//NL\n" + amsterdam)
	for i := range n {
		day := from.AddDate(0, 0, g.rand.IntN(700))
		if i%10 == 0 { // the first day of its rule, in its order
			day = time.Date(2026, 9, []int{7, 7, 7, 8, 26}[i/10%len(rules)], 0, 0, 0, 0, time.UTC)
		}
		begin := day.Add(time.Duration(8+g.rand.IntN(12)) * time.Hour)
		fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%d@voorbeeld.nl\nDTSTAMP:20260801T120000Z\nSUMMARY:%s %d\nLOCATION:%s\nDESCRIPTION:%s\n", i, g.text(3), i, g.text(2), g.text(6))
		if i%10 > 0 {
			writeTimes(&b, begin)
			continue
		}
		left, moved := begin.AddDate(0, 0, 28), begin.AddDate(0, 0, 56)
		rule := rules[i/10%len(rules)]
		if strings.HasPrefix(rule, "FREQ=MONTHLY") {
			left, moved = begin.AddDate(0, 0, 35), begin.AddDate(0, 0, 63)
		}
		fmt.Fprintf(&b, "RRULE:%s;UNTIL=%s\nEXDATE;TZID=Europe/Amsterdam:%s\n", rule, to.Format("20060102T150405Z"), left.Format("20060102T150405"))
		writeTimes(&b, begin)
		if i%20 == 0 {
			fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:%d@voorbeeld.nl\nDTSTAMP:20260801T120000Z\nSUMMARY:Verplaatst %d\nRECURRENCE-ID;TZID=Europe/Amsterdam:%s\n", i, i, moved.Format("20060102T150405"))
			writeTimes(&b, moved.Add(time.Hour))
		}
	}
	b.WriteString("END:VCALENDAR\n")
	return bytes.ReplaceAll(b.Bytes(), []byte("\n"), []byte("\r\n"))
}

// writeTimes writes the times of an event of an hour and a half, and ends it.
func writeTimes(b *bytes.Buffer, begin time.Time) {
	const wall = "20060102T150405"
	fmt.Fprintf(b, "DTSTART;TZID=Europe/Amsterdam:%s\nDTEND;TZID=Europe/Amsterdam:%s\nEND:VEVENT\n", begin.Format(wall), begin.Add(90*time.Minute).Format(wall))
}
