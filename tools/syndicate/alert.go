package syndicate

import (
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// alert is the emergency message of a municipality that is in force or to come.
type alert struct {
	municipality, name string
	text               string
	first, last        page.Civil // days
	changed            time.Time
}

// alerts gives the message of a municipality; with "" those of all.
func (p *publisher) alerts(municipality string) []alert {
	slugs := []string{municipality}
	if municipality == "" {
		slugs = p.municipalities()
	}
	var out []alert
	for _, slug := range slugs {
		if m := p.site.Municipalities[slug]; m != nil && m.Municipality.Emergency != nil {
			if a := p.alert(slug, m); a.text != "" && !a.last.Before(a.first) && !a.last.Before(page.WallTime(p.today).Day()) {
				out = append(out, a)
			}
		}
	}
	return out
}

// alert reads a message. Without a first day it holds from today, without a last day through today: it moves along with the days.
func (p *publisher) alert(slug string, m *page.Page) alert {
	e := m.Municipality.Emergency
	today := page.WallTime(p.today).Day()
	a := alert{slug, p.site.Names[slug], oneLine(e.Text), today, today, stamp(moment(m.Updated), moment(e.From))}
	if first, err := page.ParseCivil(e.From); err == nil {
		a.first = first.Day()
	}
	if a.last.Before(a.first) {
		a.last = a.first
	}
	if last, err := page.ParseCivil(e.Until); err == nil {
		a.last = last.Day()
	}
	return a
}

// uid identifies the message: another first day makes it another message.
func (a *alert) uid() string {
	return "noodbericht-" + a.municipality + "-" + a.first.String() + "@mijnopladers.nl"
}

func (a *alert) headline() string { return "Let op: " + a.text }

// alert writes a message as an event of whole days, so that it stands on top of them.
func (w *writer) alert(a *alert, link string) {
	w.line("BEGIN:VEVENT")
	w.text("UID", a.uid())
	w.utc("DTSTAMP", a.changed)
	w.line("SEQUENCE:0")
	w.at("DTSTART", a.first, "")
	w.at("DTEND", a.last.AddDays(1), "")
	w.text("SUMMARY", a.headline())
	w.line("STATUS:CONFIRMED")
	w.line("TRANSP:TRANSPARENT")
	w.text("DESCRIPTION", "Voor "+a.name+": "+a.text)
	w.line("URL:" + link)
	w.line("END:VEVENT")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
