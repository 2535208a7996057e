package ics

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/address"
	"mijnopladers.nl/opladers/tools/read/escape"
)

// An event is a VEVENT with its times read: a single one, a master of a series, or an override of one date of it.
type event struct {
	*component
	uid, title, location string
	sequence             int
	loc                  *time.Location
	begin, end           page.Civil
	allDay               bool
	override             property // RECURRENCE-ID, with a value when the event is an override
}

// event reads what every event needs; nil, with a notice, when it has no readable begin.
func (r *reader) event(c *component) *event {
	e := &event{component: c, uid: c.text("UID"), title: oneLine(plainText(c.text("SUMMARY"))), location: c.text("LOCATION")}
	e.sequence, _ = strconv.Atoi(c.text("SEQUENCE"))
	e.sequence = max(0, e.sequence)
	e.override, _ = c.get("RECURRENCE-ID")
	if e.title == "" {
		e.title = "Activiteit"
		r.note(notice.Warning, e, "deze activiteit heeft geen titel.", "Geef de activiteit in de agenda een titel.")
	}
	start, _ := c.get("DTSTART")
	e.loc = r.zoneOf(start)
	var ok bool
	if e.begin, ok = r.moment(start, start.value, e.loc); !ok {
		r.note(notice.Question, e, fmt.Sprintf("het begin ‘%s’ is niet te lezen; de activiteit is niet overgenomen.", start.value), "Zet in de agenda een datum bij de activiteit.")
		return nil
	}
	e.allDay = !e.begin.HasTime()
	e.end = r.endOf(e)
	return e
}

// zoneOf gives the zone in which the wall time of a property is: its TZID, or home for UTC, floating times and days.
func (r *reader) zoneOf(p property) *time.Location {
	if strings.HasSuffix(strings.ToUpper(strings.TrimSpace(p.value)), "Z") {
		return r.zones.home
	}
	if loc := r.zones.get(p.param("TZID")); loc != time.UTC {
		return loc
	}
	return r.zones.home
}

// moment reads a date or time of a property as a wall time in loc.
func (r *reader) moment(p property, value string, loc *time.Location) (page.Civil, bool) {
	t, hasTime, utc, ok := parseTime(value)
	switch {
	case !ok:
		return page.Civil{}, false
	case !hasTime || strings.EqualFold(p.param("VALUE"), "DATE"):
		return page.Date(t.Year(), t.Month(), t.Day()), true
	case utc:
		return page.WallTime(t.In(loc)), true
	}
	from := r.zones.get(p.param("TZID"))
	if from == loc || p.param("TZID") == "" {
		return page.WallTime(t), true
	}
	return page.WallTime(page.WallTime(t).In(from).In(loc)), true
}

// timeForm is the form of RFC 5545; programs write it with hyphens and colons, without seconds, or with a zone that
// has a colon before it.
var timeForm = regexp.MustCompile(`(?:^|:)(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z)?)?Z?$`)

func parseTime(s string) (t time.Time, hasTime, utc, ok bool) {
	m := timeForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return time.Time{}, false, false, false
	}
	n := [7]int{}
	for i := 1; i < 7; i++ {
		n[i], _ = strconv.Atoi(m[i])
	}
	t = time.Date(n[1], time.Month(n[2]), n[3], n[4], n[5], min(n[6], 59), 0, time.UTC)
	valid := n[1] > 0 && t.Month() == time.Month(n[2]) && t.Day() == n[3] && n[4] < 24 && n[5] < 60
	return t, m[4] != "", m[7] != "", valid
}

// endOf reads DTEND or DURATION: of an all-day event the last day. The zero Civil is no end.
func (r *reader) endOf(e *event) page.Civil {
	var end page.Civil
	if p, ok := e.get("DTEND"); ok {
		end, _ = r.moment(p, p.value, e.loc)
	} else if p, ok := e.get("DURATION"); ok {
		days, clock, ok := duration(p.value)
		if !ok {
			return page.Civil{}
		}
		if e.allDay {
			end = e.begin.AddDays(days + int(clock.Hours()/24))
		} else { // days on the wall, hours on the clock
			end = page.WallTime(e.begin.AddDays(days).In(e.loc).Add(clock))
		}
	}
	switch {
	case end.IsZero():
	case e.allDay:
		end = end.Day().AddDays(-1)
		if !e.begin.Before(end) {
			return page.Civil{}
		}
	case !end.HasTime():
		return page.Civil{}
	case end.Before(e.begin):
		r.note(notice.Warning, e, "het einde ligt voor het begin; het einde is weggelaten.", "Verbeter het einde in de agenda.")
		return page.Civil{}
	case end == e.begin:
		return page.Civil{}
	}
	return end
}

var durationForm = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$`)

func duration(s string) (days int, clock time.Duration, ok bool) {
	m := durationForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return 0, 0, false
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v }
	return n(1)*7 + n(2), time.Duration(n(3))*time.Hour + time.Duration(n(4))*time.Minute + time.Duration(n(5))*time.Second, true
}

// page makes the page of an event without its overrides.
func (r *reader) page(e *event) *page.Page {
	a := &page.Activity{Begin: e.begin, End: e.end, AllDay: e.allDay, UID: e.uid, Sequence: e.sequence,
		Status: e.status(), Place: address.Parse(e.location), Category: r.categories(e)}
	if e.loc != r.zones.home && !e.allDay {
		a.Zone = e.loc.String()
	}
	geo(e, a)
	r.recurrence(e, a)
	p := &page.Page{Common: page.Common{Title: e.title, Kind: page.KindActivity}, Activity: a, Body: body(e)}
	p.Announced, p.Updated = r.day(e, "CREATED"), r.day(e, "LAST-MODIFIED")
	if class := strings.ToUpper(e.text("CLASS")); class == "PRIVATE" || class == "CONFIDENTIAL" {
		p.Draft, a.Private = true, true
		r.note(notice.Warning, e, "deze activiteit is in de agenda privé en komt niet op de site.", "Maak haar in de agenda openbaar als ze op de site mag.")
	}
	return p
}

// recurrence takes over rule, extra dates and excluded dates.
func (r *reader) recurrence(e *event, a *page.Activity) {
	if p, ok := e.get("RRULE"); ok && strings.TrimSpace(p.value) != "" {
		rule := strings.Trim(strings.ToUpper(strings.Join(strings.Fields(p.value), "")), ";")
		if err := checkRule(rule, e.begin); err != nil {
			r.note(notice.Question, e, fmt.Sprintf("de herhaling ‘%s’ is niet te lezen; alleen de eerste keer is overgenomen.", p.value), "Stel de herhaling in de agenda opnieuw in.")
		} else {
			a.Recurrence = rule
		}
	}
	rules := 0
	for _, p := range e.props {
		if p.name == "RRULE" {
			rules++
		}
		if p.name == "EXRULE" || p.name == "RRULE" && rules == 2 {
			r.note(notice.Question, e, "de activiteit heeft meer dan één regel voor herhaling; alleen de eerste is overgenomen.", "Stel de herhaling in de agenda in met één regel.")
		}
		if p.name != "RDATE" && p.name != "EXDATE" {
			continue
		}
		for value := range strings.SplitSeq(p.value, ",") {
			value, _, _ = strings.Cut(value, "/") // a period
			at, ok := r.moment(p, value, e.loc)
			if e.allDay {
				at = at.Day()
			}
			switch {
			case !ok && strings.TrimSpace(value) == "":
			case !ok:
				r.note(notice.Warning, e, fmt.Sprintf("de datum ‘%s’ in de herhaling is niet te lezen.", value), "Controleer de herhaling in de agenda.")
			case p.name == "RDATE":
				if !at.HasTime() && !e.allDay { // a day: at the time of the series
					at = page.WallTime(at.In(time.UTC).Add(e.begin.Sub(e.begin.Day())))
				}
				a.ExtraDates = append(a.ExtraDates, at)
			default:
				a.Exceptions = append(a.Exceptions, page.Exception{Date: at})
			}
		}
	}
}

// checkRule asks rrule-go whether it can expand the rule.
func checkRule(rule string, begin page.Civil) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("rrule: %v", v)
		}
	}()
	opt, err := rrule.StrToROption(rule)
	if err != nil {
		return err
	}
	if opt.Freq > rrule.DAILY || max(1, len(opt.Byhour))*max(1, len(opt.Byminute))*max(1, len(opt.Bysecond)) > 24 {
		return errors.New("more often than a day has hours") // no activity of people; the site would be nothing else
	}
	opt.Dtstart = begin.In(time.UTC)
	_, err = rrule.NewRRule(*opt)
	return err
}

func (e *event) status() page.Status {
	switch strings.ToUpper(e.text("STATUS")) {
	case "CANCELLED", "CANCELED":
		return page.StatusCancelled
	case "TENTATIVE":
		return page.StatusTentative
	}
	return ""
}

// day gives the date in home of a time in UTC.
func (r *reader) day(e *event, name string) string {
	p, ok := e.get(name)
	if !ok {
		return ""
	}
	at, ok := r.moment(p, p.value, r.zones.home)
	if !ok {
		return ""
	}
	return at.Day().String()
}

func (r *reader) categories(e *event) string {
	var all []string
	for _, p := range e.props {
		if p.name == "CATEGORIES" && p.value != "" {
			all = append(all, oneLine(unescape(strings.ReplaceAll(p.value, ",", ", "))))
		}
	}
	return strings.Join(all, ", ")
}

func geo(e *event, a *page.Activity) {
	lat, lon, ok := strings.Cut(e.text("GEO"), ";")
	if !ok {
		return
	}
	y, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	x, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if err1 != nil || err2 != nil || !(y >= -90 && y <= 90 && x >= -180 && x <= 180) {
		return
	}
	if a.Place == nil {
		a.Place = &page.Place{}
	}
	a.Place.Lat, a.Place.Lon = &y, &x
}

// body is the description as text, and the event's own address on the web.
func body(e *event) string {
	text := escape.Paragraphs(plainText(e.text("DESCRIPTION")))
	link := strings.TrimSpace(e.text("URL"))
	u, err := url.Parse(link)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || strings.ContainsAny(link, "<> \n") || strings.Contains(text, link) {
		return text
	}
	if strings.ContainsAny(link, "()") {
		link = "<" + link + ">"
	}
	return strings.TrimSpace(text + "\n\n[Meer informatie](" + link + ")")
}

// key is the fingerprint of an event that its UID does not identify.
func (e *event) key() string {
	sum := sha256.Sum256([]byte(e.begin.String() + "\x00" + strings.ToLower(e.title) + "\x00" + strings.ToLower(e.location)))
	return fmt.Sprintf("%x", sum[:8])
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
