package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// agendaJSON is the JSON of `opladers agenda`.
type agendaJSON struct {
	Occurrences []occurrenceJSON `json:"occurrences"`
	Clashes     []pairJSON       `json:"clashes,omitempty"`
	Duplicates  []pairJSON       `json:"duplicates,omitempty"`
}

// occurrenceJSON is an occurrence: start and end in RFC 3339 in the site's zone; for an all-day activity dates alone,
// of which the end is exclusive.
type occurrenceJSON struct {
	UID          string      `json:"uid"`
	Title        string      `json:"title"`
	Start        string      `json:"start"`
	End          string      `json:"end"`
	AllDay       bool        `json:"all_day"`
	Place        string      `json:"place"`
	Municipality string      `json:"municipality"`
	Status       page.Status `json:"status"`
	Source       string      `json:"source"`
}

// pairJSON is two activities that clash, or are probably one: their first dates, and on how many dates they do.
type pairJSON struct {
	First  occurrenceJSON `json:"first"`
	Second occurrenceJSON `json:"second"`
	Times  int            `json:"times"`
}

func (a *app) agendaJSON(list []agenda.Occurrence, clashes, duplicates []agenda.Pair) agendaJSON {
	out := agendaJSON{Occurrences: make([]occurrenceJSON, len(list))}
	for i, o := range list {
		out.Occurrences[i] = a.occurrenceJSON(o)
	}
	pairs := func(list []agenda.Pair) (out []pairJSON) {
		for _, p := range list {
			out = append(out, pairJSON{a.occurrenceJSON(p.A), a.occurrenceJSON(p.B), p.Times})
		}
		return out
	}
	out.Clashes, out.Duplicates = pairs(clashes), pairs(duplicates)
	return out
}

func (a *app) occurrenceJSON(o agenda.Occurrence) occurrenceJSON {
	layout, end := time.RFC3339, o.End
	if o.AllDay {
		layout = time.DateOnly
	}
	if end.IsZero() {
		end = o.Begin
	}
	return occurrenceJSON{
		UID: o.UID, Title: o.Title, Start: a.wall(o, o.Begin).Format(layout), End: a.wall(o, end).Format(layout), AllDay: o.AllDay,
		Place: o.Place.String(), Municipality: o.Municipality, Status: o.Status, Source: o.Source,
	}
}

// wall is a begin or end of an occurrence in the site's zone. A day is a day wherever it is: that of an all-day
// activity stays.
func (a *app) wall(o agenda.Occurrence, t time.Time) time.Time {
	if o.AllDay {
		return t
	}
	return t.In(a.now.Location())
}

// day writes a day in few letters: wo 2 dec.
func day(t time.Time) string { return when.Short(page.WallTime(t)) }

func clock(t time.Time) string { return when.Time(page.WallTime(t)) }

// hours writes when an occurrence is on its day: 9.30-11.00, hele dag, t/m zo 6 dec.
func (a *app) hours(o agenda.Occurrence) string {
	begin, end := a.wall(o, o.Begin), a.wall(o, o.End)
	last := end.Add(-time.Nanosecond)
	night := begin.AddDate(0, 0, 1)
	night = time.Date(night.Year(), night.Month(), night.Day(), 6, 0, 0, 0, night.Location())
	switch {
	case o.AllDay && o.End.After(begin.AddDate(0, 0, 1)):
		return "t/m " + day(last)
	case o.AllDay:
		return "hele dag"
	case o.End.IsZero() || !end.After(begin):
		return clock(begin)
	case end.After(night):
		return clock(begin) + " t/m " + day(last)
	}
	return clock(begin) + "-" + clock(end)
}

// printAgenda prints a table, in which each day is named once. On a terminal no line is longer than that is wide.
func (a *app) printAgenda(list []agenda.Occurrence) {
	if len(list) == 0 {
		fmt.Fprintln(a.stdout, "Er is in deze tijd niets te doen.")
		return
	}
	fmt.Fprint(a.stdout, a.table(list, terminalWidth(a.stdout)))
	fmt.Fprintf(a.stdout, "%d keer iets te doen.\n", len(list))
}

// table sets occurrences in columns that fit in a width, or are as wide as they need when it is 0.
func (a *app) table(list []agenda.Occurrence, width int) string {
	rows := make([][5]string, len(list))
	var widest [5]int
	before := ""
	for i, o := range list {
		begin := a.wall(o, o.Begin)
		date := fmt.Sprintf("%s %d", day(begin), begin.Year())
		title := oneLine(o.Title)
		if o.Status != page.StatusOn {
			title += " (" + strings.ReplaceAll(string(o.Status), "-", " ") + ")"
		}
		rows[i] = [5]string{date, a.hours(o), title, oneLine(o.Place.Short()), o.Municipality}
		if date == before {
			rows[i][0] = ""
		}
		before = date
		for j, cell := range rows[i] {
			widest[j] = max(widest[j], len([]rune(cell)))
		}
	}
	const gap, least = 2, 12
	if room := width - widest[0] - widest[1] - widest[4] - 4*gap; width > 0 && widest[2]+widest[3] > room {
		widest[3] = max(least, min(widest[3], room/3))
		widest[2] = max(least, min(widest[2], room-widest[3]))
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, gap, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r[0], r[1], shorten(r[2], widest[2]), shorten(r[3], widest[3]), r[4])
	}
	w.Flush()
	var out strings.Builder
	for line := range strings.Lines(b.String()) {
		out.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return out.String()
}

// oneLine takes out what a stranger's text must not do to a terminal: tabs, line ends and other control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func shorten(s string, width int) string {
	if r := []rune(s); len(r) > width {
		return string(r[:width-1]) + "…"
	}
	return s
}

// terminalWidth is 0 when w is no terminal.
func terminalWidth(w any) int {
	if f, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}

// remarks makes a notice of each pair of activities.
func (a *app) remarks(pairs []agenda.Pair, what, hint string) []notice.Notice {
	var out []notice.Notice
	for _, p := range pairs {
		begin := a.wall(p.A, p.A.Begin)
		text := fmt.Sprintf("‘%s’ (%s) en ‘%s’ (%s) %s, op %s %d", oneLine(p.A.Title), a.hours(p.A), oneLine(p.B.Title), a.hours(p.B), what, day(begin), begin.Year())
		if p.Times > 1 {
			text += fmt.Sprintf(" en nog %d keer", p.Times-1)
		}
		file := p.A.Source
		if p.B.Source != file {
			file += " en " + p.B.Source
		}
		out = append(out, notice.Notice{Level: notice.Advice, File: file, Text: text + ".", Hint: hint})
	}
	return out
}
