package machine

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// component is a part of a calendar while it is open.
type component struct {
	name  string
	line  int
	props map[string]property // the last of each name
	count map[string]int
	parts map[string]int // the components in it
}

// property is a line of a calendar, unfolded.
type property struct {
	name, value string
	params      map[string]string
	line        int
}

// calendar is what is known of the whole file.
type calendar struct {
	*checker
	open  []*component
	zones map[string]bool
	uses  map[string]int // of each time zone that is used the first line
	uids  map[string]bool
	whole int // calendars that are closed
}

// calendar checks a calendar.
func (c *checker) calendar() {
	k := &calendar{checker: c, zones: map[string]bool{}, uses: map[string]int{}, uids: map[string]bool{}}
	k.lines(k.property)
	if len(k.open) > 0 {
		o := k.open[len(k.open)-1]
		c.at(o.line, o.name+" heeft geen einde.")
	} else if k.whole == 0 && len(c.findings) == 0 {
		c.at(0, "De agenda is leeg.")
	}
	for id, line := range k.uses {
		if !k.zones[id] {
			c.at(line, "De tijdzone '"+short(id)+"' wordt nergens uitgelegd (VTIMEZONE).")
		}
	}
}

// lines unfolds the lines (RFC 5545, 3.1). What is wrong with all lines is said of the first.
func (k *calendar) lines(visit func(line string, n int)) {
	text := string(k.data)
	if strings.HasPrefix(text, "\ufeff") {
		k.at(1, "Voor de agenda staat een onzichtbaar teken (BOM).")
		text = text[len("\ufeff"):]
	}
	var folded strings.Builder
	from, n := 0, 0
	ends, long := false, false
	for raw := range strings.Lines(text) {
		n++
		line, ok := strings.CutSuffix(raw, "\r\n")
		if !ok && !ends {
			ends = true
			k.at(n, "Een regel van de agenda eindigt niet zoals het hoort (CRLF).")
		}
		line = strings.TrimRight(line, "\r\n")
		if len(line) > 75 && !long {
			long = true
			k.at(n, "Een regel van de agenda is langer dan 75 bytes.")
		}
		for i := range len(line) {
			if b := line[i]; b < ' ' && b != '\t' || b == 0x7f {
				k.at(n, "In de agenda staat een onzichtbaar stuurteken.")
				break
			}
		}
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			if from == 0 {
				k.at(n, "De agenda begint met het vervolg van een regel.")
				continue
			}
			if !utf8.ValidString(line) {
				k.at(n, "Een letter van de agenda is over twee regels verdeeld.")
			}
			folded.WriteString(line[1:])
			continue
		}
		if from > 0 {
			visit(folded.String(), from)
		}
		folded.Reset()
		folded.WriteString(line)
		from = n
	}
	if from > 0 {
		visit(folded.String(), from)
	}
}

// maxComponents is how deep components stand in each other at most: an alarm in an event in a calendar, and some.
const maxComponents = 8

// property handles a line.
func (k *calendar) property(line string, n int) {
	p, ok := parse(line)
	p.line = n
	if !ok {
		k.at(n, "Deze regel van de agenda is niet te lezen: '"+short(line)+"'.")
		return
	}
	switch p.name {
	case "BEGIN":
		if len(k.open) >= maxComponents || (len(k.open) == 0) != (p.value == "VCALENDAR") {
			k.at(n, "BEGIN:"+short(p.value)+" staat op een verkeerde plaats.")
			if len(k.open) >= maxComponents {
				return
			}
		}
		if len(k.open) > 0 {
			k.open[len(k.open)-1].parts[p.value]++
		}
		k.open = append(k.open, &component{name: p.value, line: n, props: map[string]property{}, count: map[string]int{}, parts: map[string]int{}})
		return
	case "END":
		if len(k.open) == 0 || k.open[len(k.open)-1].name != p.value {
			k.at(n, "END:"+short(p.value)+" hoort bij geen begin.")
			if len(k.open) == 0 {
				return
			}
			// It was meant for what is open, or for something around it.
			for i := range k.open {
				if k.open[i].name == p.value {
					k.open = k.open[:i+1]
					break
				}
			}
		}
		o := k.open[len(k.open)-1]
		k.open = k.open[:len(k.open)-1]
		k.close(o)
		return
	}
	if len(k.open) == 0 {
		k.at(n, "Buiten de agenda staat nog iets: '"+short(line)+"'.")
		return
	}
	o := k.open[len(k.open)-1]
	o.props[p.name] = p
	if o.count[p.name]++; o.count[p.name] == 2 && only[p.name] {
		k.at(n, p.name+" staat er twee keer.")
	}
	k.value(p)
}

// only are the properties that a component has at most once.
var only = map[string]bool{
	"UID": true, "DTSTAMP": true, "DTSTART": true, "DTEND": true, "DURATION": true, "SUMMARY": true, "DESCRIPTION": true, "LOCATION": true,
	"STATUS": true, "SEQUENCE": true, "URL": true, "RRULE": true, "RECURRENCE-ID": true, "VERSION": true, "PRODID": true, "CALSCALE": true,
	"METHOD": true, "TZID": true, "TZOFFSETFROM": true, "TZOFFSETTO": true, "LAST-MODIFIED": true, "CREATED": true, "CLASS": true, "TRANSP": true,
	"GEO": true, "ORGANIZER": true, "PRIORITY": true,
}

// parse cuts a line in its name, parameters and value.
func parse(line string) (property, bool) {
	i := strings.IndexAny(line, ";:")
	if i < 1 || !isName(line[:i]) {
		return property{}, false
	}
	p := property{name: strings.ToUpper(line[:i])}
	rest := line[i:]
	for strings.HasPrefix(rest, ";") {
		name, after, ok := strings.Cut(rest[1:], "=")
		if !ok || !isName(name) {
			return p, false
		}
		end, quoted := 0, false
		for ; end < len(after) && (quoted || after[end] != ';' && after[end] != ':'); end++ {
			if after[end] == '"' {
				quoted = !quoted
			}
		}
		if end == len(after) {
			return p, false
		}
		if p.params == nil {
			p.params = map[string]string{}
		}
		p.params[strings.ToUpper(name)] = strings.Trim(after[:end], `"`)
		rest = after[end:]
	}
	if !strings.HasPrefix(rest, ":") {
		return p, false
	}
	p.value = rest[1:]
	return p, true
}

func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return s != ""
}

// value checks the value of a property by itself.
func (k *calendar) value(p property) {
	bad := false
	switch p.name {
	case "DTSTART", "DTEND", "RECURRENCE-ID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "EXDATE", "RDATE":
		if id := p.params["TZID"]; id != "" && k.uses[id] == 0 {
			k.uses[id] = p.line
		}
		for v := range strings.SplitSeq(p.value, ",") {
			if p.params["VALUE"] == "PERIOD" {
				v, _, _ = strings.Cut(v, "/")
			}
			_, ok := moment(v, p.params["VALUE"] == "DATE")
			bad = bad || !ok || strings.HasSuffix(v, "Z") && p.params["TZID"] != ""
		}
		if n := p.name; n == "DTSTAMP" || n == "LAST-MODIFIED" || n == "CREATED" {
			bad = bad || !strings.HasSuffix(p.value, "Z")
		}
	case "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT":
		bad = !isText(p.value)
	case "STATUS":
		bad = !strings.Contains(" TENTATIVE CONFIRMED CANCELLED NEEDS-ACTION COMPLETED IN-PROCESS DRAFT FINAL ", " "+p.value+" ")
	case "SEQUENCE":
		_, err := strconv.ParseUint(p.value, 10, 31)
		bad = err != nil
	case "TZOFFSETFROM", "TZOFFSETTO":
		_, err := time.Parse("-0700", p.value)
		bad = err != nil
	case "DURATION", "REFRESH-INTERVAL":
		bad = !isDuration(p.value)
	case "URL", "SOURCE":
		k.link("ics "+p.name, p.value, p.line)
		bad = !strings.Contains(p.value, ":")
	case "ATTACH", "IMAGE":
		if p.params["VALUE"] != "BINARY" {
			k.link("ics "+p.name, p.value, p.line)
		}
	case "VERSION":
		bad = p.value != "2.0"
	case "PRODID", "UID", "TZID":
		bad = strings.TrimSpace(p.value) == ""
	}
	if bad {
		k.at(p.line, p.name+" is niet te lezen: '"+short(p.value)+"'.")
	}
}

// isText tells whether a text is escaped as it must be (3.3.11).
func isText(v string) bool {
	for i := 0; i < len(v); i++ {
		switch v[i] {
		case ',', ';':
			return false
		case '\\':
			if i++; i == len(v) || strings.IndexByte(`\;,nN`, v[i]) < 0 {
				return false
			}
		}
	}
	return true
}

// isDuration tells whether v is a length of time (3.3.6).
func isDuration(v string) bool {
	v = strings.TrimLeft(v, "+-")
	days, clock, both := strings.Cut(strings.TrimPrefix(v, "P"), "T")
	return strings.HasPrefix(v, "P") && (days != "" || both) && units(days, "WD") && (!both || clock != "" && units(clock, "HMS"))
}

// units tells whether v is numbers, each with one of the letters, in that order.
func units(v, letters string) bool {
	digits := 0
	for i := range len(v) {
		if v[i] >= '0' && v[i] <= '9' {
			digits++
			continue
		}
		j := strings.IndexByte(letters, v[i])
		if j < 0 || digits == 0 {
			return false
		}
		letters, digits = letters[j+1:], 0
	}
	return digits == 0
}

// moment reads a date or a time; the time zone is left aside.
func moment(v string, date bool) (time.Time, bool) {
	layout := "20060102T150405"
	if date {
		layout = "20060102"
	}
	t, err := time.Parse(layout, strings.TrimSuffix(v, "Z"))
	return t, err == nil && !(date && strings.HasSuffix(v, "Z"))
}

// close checks a component at its end.
func (k *calendar) close(o *component) {
	switch o.name {
	case "VCALENDAR":
		k.whole++
		k.must(o, "VERSION", "PRODID")
		if len(o.parts) == 0 {
			k.at(o.line, "De agenda is leeg.")
		}
	case "VEVENT":
		k.must(o, "UID", "DTSTAMP", "DTSTART")
		k.event(o)
	case "VTIMEZONE":
		k.must(o, "TZID")
		k.zones[o.props["TZID"].value] = true
		if o.parts["STANDARD"]+o.parts["DAYLIGHT"] == 0 {
			k.at(o.line, "De tijdzone zegt niet hoe laat het is (STANDARD).")
		}
	case "STANDARD", "DAYLIGHT":
		k.must(o, "DTSTART", "TZOFFSETFROM", "TZOFFSETTO")
	case "VALARM":
		k.must(o, "ACTION", "TRIGGER")
	}
}

func (k *calendar) must(o *component, names ...string) {
	for _, name := range names {
		if o.count[name] == 0 {
			k.at(o.line, "In "+o.name+" ontbreekt "+name+".")
		}
	}
}

// event checks what must fit together in an event.
func (k *calendar) event(o *component) {
	start, end, uid, which := o.props["DTSTART"], o.props["DTEND"], o.props["UID"], o.props["RECURRENCE-ID"]
	if uid.value != "" {
		id := uid.value + "\n" + which.value
		if k.uids[id] {
			k.at(uid.line, "Twee activiteiten hebben dezelfde UID: op de telefoon blijft er één over.")
		}
		k.uids[id] = true
	}
	if o.count["DTEND"] > 0 && o.count["DURATION"] > 0 {
		k.at(end.line, "De activiteit heeft een einde (DTEND) en een duur (DURATION): één is genoeg.")
	}
	a, ok := moment(start.value, start.params["VALUE"] == "DATE")
	if b, there := moment(end.value, end.params["VALUE"] == "DATE"); ok && there {
		switch {
		case start.params["VALUE"] != end.params["VALUE"]:
			k.at(end.line, "Het begin is een dag en het einde een tijd, of andersom.")
		case start.params["TZID"] == end.params["TZID"] && b.Before(a):
			k.at(end.line, "De activiteit eindigt voordat zij begint.")
		}
	}
	if r := o.props["RRULE"]; o.count["RRULE"] > 0 {
		k.repeat(r, start)
	}
}

// repeat checks a rule by which an activity comes back (3.3.10).
func (k *calendar) repeat(r, start property) {
	parts := map[string]string{}
	for part := range strings.SplitSeq(r.value, ";") {
		name, v, _ := strings.Cut(part, "=")
		if _, twice := parts[name]; twice || v == "" {
			k.at(r.line, "De regel van herhaling is niet te lezen: '"+short(r.value)+"'.")
			return
		}
		parts[name] = v
	}
	until, limited := parts["UNTIL"]
	_, counted := parts["COUNT"]
	date := start.params["VALUE"] == "DATE"
	_, ok := moment(until, date)
	switch {
	case !strings.Contains(" SECONDLY MINUTELY HOURLY DAILY WEEKLY MONTHLY YEARLY ", " "+parts["FREQ"]+" "):
		k.at(r.line, "De regel van herhaling zegt niet hoe vaak (FREQ).")
	case limited && counted:
		k.at(r.line, "De regel van herhaling heeft een laatste dag en een aantal: één is genoeg.")
	case limited && (!ok || !date && start.params["TZID"] != "" && !strings.HasSuffix(until, "Z")):
		k.at(r.line, "De laatste keer van de herhaling (UNTIL) past niet bij het begin: '"+short(until)+"'.")
	}
}
