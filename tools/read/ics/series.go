package ics

import (
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// pages makes a page of every event that is no override, and joins the overrides to their masters.
func (r *reader) pages(events []*event) []*page.Page {
	var pages []*page.Page
	masters := map[string]*page.Page{}
	of := map[*page.Page]*event{}
	keys := map[string]*page.Page{}
	add := func(e *event, key string) *page.Page {
		p := r.page(e)
		p.Key = key
		keys[key], of[p] = p, e
		pages = append(pages, p)
		return p
	}
	for _, e := range events {
		if e.override.value != "" {
			continue
		}
		master := masters[e.uid]
		switch {
		case e.uid == "":
			if keys[e.key()] == nil {
				add(e, e.key())
			}
		case master == nil:
			masters[e.uid] = add(e, e.uid)
		case of[master].key() == e.key():
			if e.sequence > of[master].sequence { // the same event again, in a newer version
				of[master], *master = e, *r.page(e)
				master.Key = e.uid
			}
		case keys[e.key()] == nil: // another event with the same UID: ours must differ
			add(e, e.key()).Activity.UID = ""
		}
	}
	for _, e := range events {
		if e.override.value == "" {
			continue
		}
		if master := masters[e.uid]; master != nil && e.uid != "" {
			r.join(master, of[master], e)
			continue
		}
		key := e.uid + "/" + e.override.value
		if keys[key] == nil {
			add(e, key).Activity.UID = ""
		}
	}
	return pages
}

// join makes an override an exception of the series.
func (r *reader) join(p *page.Page, master, e *event) {
	a := p.Activity
	at, ok := r.moment(e.override, e.override.value, master.loc)
	if !ok {
		r.note(notice.Warning, e, "een gewijzigde datum van de reeks is niet te lezen.", "Controleer de reeks in de agenda.")
		return
	}
	if master.allDay {
		at = at.Day()
	}
	if e.override.param("RANGE") != "" {
		r.note(notice.Question, e, "een wijziging voor ‘deze en alle volgende’ keren is alleen voor deze keer overgenomen.", "Splits de reeks in de agenda in twee reeksen.")
	}
	x := page.Exception{Date: at, Status: e.status()}
	begin, end := e.begin, e.end
	if e.loc != master.loc && begin.HasTime() {
		begin = page.WallTime(begin.In(e.loc).In(master.loc))
		if !end.IsZero() {
			end = page.WallTime(end.In(e.loc).In(master.loc))
		}
	}
	moved := begin != at && (at.HasTime() || begin.Day() != at || master.allDay != e.allDay)
	switch {
	case x.Status == page.StatusCancelled:
	case moved:
		x.Begin, x.End = begin, end
		if x.Status == "" {
			x.Status = page.StatusMoved
		}
	default:
		if length(begin, end) != length(master.begin, master.end) {
			x.Begin, x.End = begin, end
		}
		if x.Status == "" {
			x.Status = page.StatusOn
		}
	}
	if e.title != master.title && x.Status != page.StatusCancelled {
		x.Title = e.title
	}
	if e.location != "" && e.location != master.location {
		x.Place = oneLine(e.location)
	}
	// A later override of the same date, or an EXDATE beside it, is replaced.
	a.Exceptions = slices.DeleteFunc(a.Exceptions, func(old page.Exception) bool { return old.Date == at })
	a.Exceptions = append(a.Exceptions, x)
	a.Sequence = max(a.Sequence, e.sequence)
}

func length(begin, end page.Civil) time.Duration {
	if end.IsZero() {
		return 0
	}
	return end.Sub(begin)
}
