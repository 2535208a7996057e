package ics

import (
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// A walker goes through the lines of a document and keeps one component at a time in memory.
type walker struct {
	wanted string // the components right in a calendar that are visited
	visit  func(c *component)
	stack  []*component    // the calendar, what is in it, what is in that
	skip   int             // components that are open and too deep to keep
	more   strings.Builder // lines below the last property that are still its value
	soft   bool            // the line that comes is one of those, whatever it looks like
	found  bool            // a calendar
	closed bool            // the last one
}

// walk visits the components of one name, and each calendar after what is in it. The error refuses what is no calendar or half
// of one.
func (d document) walk(wanted string, visit func(c *component)) error {
	w := walker{wanted: wanted, visit: visit}
	number := 0
	for l := range strings.SplitSeq(d.text, "\n") {
		w.line(strings.TrimRight(l, " \t"), d.numbers[min(number, len(d.numbers)-1)])
		number++
	}
	switch {
	case !w.found:
		return notice.Refuse("Dit is geen agenda: BEGIN:VCALENDAR ontbreekt.", "Exporteer de agenda opnieuw als iCalendar (.ics).")
	case !w.closed:
		return notice.Refuse("De agenda is niet compleet: het einde (END:VCALENDAR) ontbreekt.", "Download of exporteer de agenda opnieuw.")
	}
	return nil
}

func (w *walker) line(l string, number int32) {
	if l == "" || !w.keeps() && !strings.ContainsRune("BbEe", rune(l[0])) {
		return
	}
	p, ok := parseLine(l)
	if !ok || w.soft {
		w.goOn(l)
		return
	}
	switch p.name {
	case "BEGIN":
		w.finish()
		w.begin(strings.ToUpper(strings.TrimSpace(p.value)), number)
	case "END":
		w.finish()
		w.end(strings.ToUpper(strings.TrimSpace(p.value)))
	default:
		if !w.keeps() {
			return
		}
		w.finish()
		if top := w.stack[len(w.stack)-1]; len(top.props) < maxParts {
			top.props = append(top.props, p)
		}
		w.soft = p.quotedPrintable() && strings.HasSuffix(l, "=")
	}
}

// keeps says that the properties of this place in the document are kept.
func (w *walker) keeps() bool {
	return w.skip == 0 && (len(w.stack) == 1 || len(w.stack) > 1 && w.stack[1].name == w.wanted)
}

// texts are the properties whose value may have line ends.
var texts = []string{"SUMMARY", "DESCRIPTION", "LOCATION", "X-ALT-DESC", "STYLED-DESCRIPTION", "COMMENT", "CONTACT"}

// goOn keeps a line that belongs to the text above it: its line end should have been escaped.
func (w *walker) goOn(l string) {
	if p := w.property(); p != nil && slices.Contains(texts, p.name) {
		end := `\n`
		if w.soft {
			end = "\n"
		}
		w.more.WriteString(end + l)
		w.soft = w.soft && strings.HasSuffix(l, "=")
	}
}

// property is the one that was read last.
func (w *walker) property() *property {
	if !w.keeps() || len(w.stack[len(w.stack)-1].props) == 0 {
		return nil
	}
	props := w.stack[len(w.stack)-1].props
	return &props[len(props)-1]
}

// finish gives the last property all its lines.
func (w *walker) finish() {
	if w.more.Len() > 0 {
		w.property().value += w.more.String()
		w.more.Reset()
	}
}

// onTheirOwn are the components that stand right in a calendar: one begins where the one before was not ended.
var onTheirOwn = []string{"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"}

func (w *walker) begin(name string, number int32) {
	switch {
	case name == "VCALENDAR": // one that was not ended ends here
		w.pop(0)
		w.skip, w.found, w.closed = 0, true, false
	case len(w.stack) == 0:
		return
	case w.skip > 0 || len(w.stack) > maxDepth:
		w.skip++
		return
	case slices.Contains(onTheirOwn, name):
		w.pop(1)
	}
	c := &component{name: name, line: int(number)}
	if n := len(w.stack); n > 1 && w.keeps() && len(w.stack[n-1].kids) < maxParts {
		w.stack[n-1].kids = append(w.stack[n-1].kids, c)
	}
	w.stack = append(w.stack, c)
}

func (w *walker) end(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	for i := len(w.stack) - 1; i >= 0; i-- { // an END without its BEGIN is passed over
		if w.stack[i].name == name {
			w.closed = w.closed || i == 0
			w.pop(i)
			return
		}
	}
}

// pop ends all components that are deeper than depth.
func (w *walker) pop(depth int) {
	for n := len(w.stack); n > depth; n-- {
		if c := w.stack[n-1]; n == 1 || n == 2 && c.name == w.wanted {
			w.visit(c)
		}
		w.stack = w.stack[:n-1]
	}
}
