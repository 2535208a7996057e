package syndicate

import (
	"maps"
	"slices"

	"mijnopladers.nl/opladers/tools/agenda"
)

const calendarName = "agenda.ics"

// calendars writes the .ics files.
func (p *publisher) calendars() error {
	past := p.today.AddDate(-1, 0, 0)
	recent := func(list []*entry) []*entry {
		return slices.DeleteFunc(slices.Clone(list), func(e *entry) bool { return e.over(past) })
	}
	for _, slug := range p.municipalities() {
		c := &calendar{p.name(slug), p.agendaLink(slug), p.address(slug, calendarName), recent(p.in(slug)), p.alerts(slug)}
		if err := p.save(slug, calendarName, c.write()); err != nil {
			return err
		}
	}
	of := map[string][]*entry{}
	for _, e := range p.entries {
		of[e.initiative()] = append(of[e.initiative()], e)
		if e.gone() {
			continue
		}
		c := &calendar{e.a.Title, e.link, p.address(e.folder, calendarName), []*entry{e}, nil}
		if err := p.save(e.folder, calendarName, c.write()); err != nil {
			return err
		}
	}
	for _, i := range p.initiatives {
		folder := p.folder(i.Path)
		title, _ := i.Params["title"].(string)
		c := &calendar{title, p.link(folder), p.address(folder, calendarName), recent(of[i.Path]), p.alerts(municipalityOf(i.Path))}
		if err := p.save(folder, calendarName, c.write()); err != nil {
			return err
		}
	}
	return nil
}

// calendar is an .ics file.
type calendar struct {
	name    string
	link    string // to the page that shows the same
	source  string // its own address
	entries []*entry
	alerts  []alert
}

// write writes the file. It has no METHOD: that would make it a message between people who plan something (RFC 5546), for
// which every event needs an organiser.
func (c *calendar) write() []byte {
	w := &writer{}
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//Opladers//mijnopladers.nl//NL")
	w.line("CALSCALE:GREGORIAN")
	w.text("NAME", c.name)
	w.text("X-WR-CALNAME", c.name)
	w.line("X-WR-TIMEZONE:" + amsterdamName)
	w.line("URL:" + c.link)
	w.line("SOURCE;VALUE=URI:" + c.source)
	w.line("REFRESH-INTERVAL;VALUE=DURATION:PT4H")
	w.line("X-PUBLISHED-TTL:PT4H")
	w.WriteString(amsterdam)
	w.zones(c.entries)
	for i := range c.alerts {
		w.alert(&c.alerts[i], c.link)
	}
	for _, e := range c.entries {
		w.Write(e.events)
	}
	w.line("END:VCALENDAR")
	return w.Bytes()
}

// zones writes the time zones beside our own, for the years in use.
func (w *writer) zones(entries []*entry) {
	used := map[string][]agenda.Occurrence{}
	for _, e := range entries {
		if name := zoneName(e.a.Activity.Zone); name != amsterdamName && len(e.dates) > 0 && !e.dates[0].AllDay {
			used[name] = append(used[name], e.dates...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		first, last := used[name][0].Begin, used[name][0].Begin
		for _, o := range used[name] {
			if t := o.Slot.In(first.Location()); t.Before(first) { // a RECURRENCE-ID is in the zone too
				first = t
			}
			if o.Begin.After(last) {
				last = o.Begin
			}
		}
		w.timezone(first.Location(), first.Year(), last.Year())
	}
}
