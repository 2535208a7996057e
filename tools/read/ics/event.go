package ics

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

// An event is a VEVENT that was read: a single one, a master of a series, or an override of one date of it. Its page is that of
// the event without its overrides.
type event struct {
	page       *page.Page
	line       int
	uid        string
	location   string // on one line
	begin, end page.Civil
	loc        *time.Location // of begin and end
	instant    bool           // the source tells moments, in UTC, and no wall times
	rule       *recur.Rule    // nil without one that can be followed
	over       bool           // the rule ends before it begins
	override   bool
	following  bool       // RANGE=THISANDFUTURE
	slot       page.Civil // what it overrides, as the source tells it
}

func (e *event) length() time.Duration {
	if e.end.IsZero() {
		return 0
	}
	return e.end.Sub(e.begin)
}

// event reads what stands in a VEVENT; nil, with a notice, when it has no readable begin.
func (r *reader) event(c *component, in calendar) *event {
	e := &event{line: c.line, uid: short(c.text("UID"), maxUID), location: short(oneLine(c.text("LOCATION")), maxTitle)}
	title, status, why := titleOf(c.text("SUMMARY"))
	if busy.MatchString(title) && c.text("DESCRIPTION") == "" && e.location == "" && !(strings.EqualFold(title, "Vrij") && isDay(c)) { // schools
		r.busy++
		return nil
	}
	a := &page.Activity{UID: e.uid, Category: categories(c), Place: r.placeOf(c), Status: status, Reason: why}
	e.page = &page.Page{Common: page.Common{Title: short(title, maxTitle), Kind: page.KindActivity}, Activity: a}
	if title == "" {
		e.page.Title = "Activiteit"
		r.note(notice.Warning, e, "deze activiteit heeft geen titel.", "Geef de activiteit in de agenda een titel.")
	}
	if !r.times(c, e, in) {
		return nil
	}
	a.Begin, a.End, a.AllDay = e.begin, e.end, !e.begin.HasTime()
	if e.loc != r.zones.home && !a.AllDay {
		a.Zone = e.loc.String()
	}
	if said := statusOf(c, in); said == page.StatusCancelled || a.Status == "" {
		a.Status = said
	}
	n, _ := strconv.Atoi(c.text("SEQUENCE"))
	a.Sequence = max(0, n)
	r.recurrence(c, e, in)
	e.page.Announced, e.page.Updated = r.day(c, "CREATED"), r.day(c, "LAST-MODIFIED")
	if class := strings.ToUpper(c.text("CLASS")); class == "PRIVATE" || class == "CONFIDENTIAL" {
		r.note(notice.Warning, e, "deze activiteit is in de agenda privé en komt niet op de site.", "Maak haar in de agenda openbaar als ze op de site mag.")
		e.page.Draft, a.Private = true, true // what was public yesterday is withdrawn
		e.page.Title, e.location, a.Place, a.Category = "Privé-afspraak", "", nil, ""
		return e
	}
	e.page.Summary, e.page.Body = r.body(c, e)
	if e.over {
		r.note(notice.Warning, e, "de herhaling stopt voor ze begint; de activiteit is niet overgenomen.", "Verwijder de activiteit uit de agenda, of stel de herhaling opnieuw in.")
		return nil
	}
	return e
}

func isDay(c *component) bool {
	p, _ := c.get("DTSTART")
	_, hasTime, _, ok := parseTime(p.value)
	return ok && !hasTime
}

// times reads begin, end and what is overridden.
func (r *reader) times(c *component, e *event, in calendar) bool {
	start, _ := c.get("DTSTART")
	if id, ok := c.get("RECURRENCE-ID"); ok && strings.TrimSpace(id.value) != "" {
		e.override, e.following = true, strings.EqualFold(id.param("RANGE"), "THISANDFUTURE")
		if start.value == "" { // a cancellation needs no more
			start = id
		}
		e.loc, e.instant = r.zoneOf(start)
		if e.slot, ok = r.moment(id, id.value, e.loc); !ok {
			r.note(notice.Question, e, fmt.Sprintf("een wijziging van de reeks is voor ‘%s’, wat niet te lezen is; zij is niet overgenomen.", id.value), "Controleer de reeks in de agenda.")
			return false
		}
	}
	e.loc, e.instant = r.zoneOf(start)
	if e.instant && in.zone != nil && c.text("RRULE") != "" {
		e.loc = in.zone
	}
	var ok bool
	if e.begin, ok = r.moment(start, start.value, e.loc); !ok {
		r.note(notice.Question, e, fmt.Sprintf("het begin ‘%s’ is niet te lezen; de activiteit is niet overgenomen.", start.value), "Zet in de agenda een datum bij de activiteit.")
		return false
	}
	e.end = r.ending(c, e)
	e.wholeDays(c.text("X-MICROSOFT-CDO-ALLDAYEVENT"))
	if !e.begin.HasTime() {
		e.slot = e.slot.Day()
	}
	return true
}

// onTheWall decides about a series in UTC. By the letter of RFC 5545 it moves an hour on the wall when the clocks change; people who
// meet at 9.30 uur go on doing that, and programs write UTC because it is easy. So it is followed on the wall of the zone that
// the calendar names, else of home, with a warning. It cannot be when the rule names days and those of UTC are others.
func (r *reader) onTheWall(e *event, in calendar) {
	a := e.page.Activity
	if !e.instant || a.Recurrence == "" || a.AllDay {
		return
	}
	if page.WallTime(e.begin.In(e.loc).UTC()).Day() != e.begin.Day() && strings.Contains(a.Recurrence, "BY") {
		r.note(notice.Question, e, fmt.Sprintf("de herhaling ‘%s’ is in wereldtijd (UTC), waarin het begin op een andere dag valt; alleen de eerste keer is overgenomen.", a.Recurrence), "Kies in de agenda de tijdzone Europe/Amsterdam en stel de herhaling opnieuw in.")
		a.Recurrence, e.rule = "", nil
	} else if in.zone == nil {
		r.note(notice.Warning, e, "de tijden van de reeks zijn in wereldtijd (UTC). Op de site begint ze in zomer en winter om "+hour(e.begin)+".", "Klopt dat niet? Kies in de agenda de tijdzone Europe/Amsterdam.")
	}
}

func hour(c page.Civil) string {
	t := c.In(time.UTC)
	return fmt.Sprintf("%d.%02d uur", t.Hour(), t.Minute())
}

func statusOf(c *component, in calendar) page.Status {
	switch status := strings.ToUpper(c.text("STATUS")); {
	case status == "CANCELLED", status == "CANCELED", in.cancels:
		return page.StatusCancelled
	case status == "TENTATIVE", status == "" && strings.EqualFold(c.text("X-MICROSOFT-CDO-BUSYSTATUS"), "TENTATIVE"):
		return page.StatusTentative
	}
	return ""
}

// day gives the date in home of a time in UTC. Google writes 1900 for what it does not know.
func (r *reader) day(c *component, name string) string {
	p, ok := c.get(name)
	if !ok {
		return ""
	}
	at, ok := r.moment(p, p.value, r.zones.home)
	if !ok || at.Before(page.Date(1980, time.January, 1)) {
		return ""
	}
	return at.Day().String()
}

// colour is a category of Outlook that nobody gave a name.
var colour = regexp.MustCompile(`(?i)^(?:rode|oranje|gele|groene|blauwe|paarse) categorie$|^(?:red|orange|yellow|green|blue|purple) category$`)

func categories(c *component) string {
	var all []string
	for _, p := range c.props {
		if p.name != "CATEGORIES" {
			continue
		}
		for name := range strings.SplitSeq(strings.ReplaceAll(p.value, `\,`, "\x00"), ",") {
			p.value = strings.ReplaceAll(name, "\x00", ",")
			if name = oneLine(p.text()); name != "" && !colour.MatchString(name) {
				all = append(all, name)
			}
		}
	}
	return short(strings.Join(all, ", "), maxTitle)
}

// Bounds of what goes into front matter, in bytes.
const (
	maxTitle = 300
	maxUID   = 1_000
	maxText  = 100_000 // of a description
)

// short cuts text at a character.
func short(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n--; n > 0 && !utf8.RuneStart(s[n]); n-- {
	}
	return s[:n] + "…"
}

// print is the fingerprint of an event: when, what and where.
func (e *event) print() string {
	sum := sha256.Sum256([]byte(e.begin.String() + "\x00" + strings.ToLower(e.page.Title) + "\x00" + strings.ToLower(e.location)))
	return fmt.Sprintf("%x", sum[:8])
}
