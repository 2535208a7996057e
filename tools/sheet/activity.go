package sheet

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/address"
	"mijnopladers.nl/opladers/tools/read/label"
	"mijnopladers.nl/opladers/tools/when"
)

// activity fills p from a row; false when the row is left out, with a notice.
func (c *collector) activity(p *page.Page, r *row) bool {
	a := &page.Activity{}
	p.Activity = a
	p.Title = r.text("title")
	span, ok := c.span(r)
	if !ok {
		return false
	}
	c.last = span.First
	if p.Title == "" {
		c.ask("Bij "+when.Long(span.First)+" staat niet wat er te doen is.", "Vul de kolom met de activiteit in.")
		return false
	}
	c.times(a, span)
	if span.Begin == nil {
		a.AllDay = true
	}
	p.Key = fingerprint(p.Title, a.Begin.String())
	a.Place = placeOf(r)
	a.Audience, a.Category = r.text("audience"), r.text("category")
	a.Contact, a.Bring = r.text("contact"), r.text("bring")
	a.SignUpBefore = before(r)
	if org := r.text("organiser"); org != "" {
		a.Organisers = page.Strings{org}
	}
	if list := new(page.Initiative); label.Initiative(list, "talen", r.text("languages")) {
		a.Languages = list.Languages
	}
	if list := new(page.Initiative); label.Initiative(list, "partners", r.text("partners")) {
		a.Partners = list.Partners
	}
	c.values(a, r)
	return true
}

// before reads the last day to sign up; words that are no date go into the text.
func before(r *row) string {
	cell := r.take("before")
	if !cell.At.IsZero() {
		return cell.At.Day().String()
	}
	day, err := when.Date(cell.Text)
	if err != nil {
		r.keep("before")
	}
	return day.String()
}

// values reads the columns whose text means a number or a choice; what does not goes into the text.
func (c *collector) values(a *page.Activity, r *row) {
	if cell := r.take("age"); !cell.At.IsZero() {
		c.warn(fmt.Sprintf("De leeftijd is in het rekenblad een datum geworden (%s).", cell.Text), "Zet de kolom op ‘Tekst’ en typ de leeftijd opnieuw, bijvoorbeeld 0-4 jaar.")
	} else if cell.Text != "" {
		var ok bool
		if a.AgeFrom, a.AgeTo, ok = ages(cell.Text); !ok {
			if a.Audience == "" {
				a.Audience = r.text("age")
			} else {
				r.keep("age")
			}
		}
	}
	if s := r.text("price"); s != "" {
		a.Price, a.PriceNote = price(s)
	}
	if s := r.text("signUp"); s != "" && !signUp(a, s) {
		r.keep("signUp")
	}
	if s := r.text("status"); s != "" {
		if a.Status = status(s); a.Status == "" {
			r.keep("status")
			c.warn(fmt.Sprintf("De status ‘%s’ is onbekend en staat nu in de tekst.", s), "Schrijf: gaat door, gaat niet door, verplaatst, vol of onder voorbehoud.")
		}
	}
	if s := r.text("seats"); s != "" {
		if _, err := fmt.Sscanf(s, "%d", &a.Seats); err != nil || a.Seats < 0 || fmt.Sprint(a.Seats) != s {
			a.Seats = 0
			r.keep("seats")
		}
	}
}

// span reads when the activity is, from whichever columns say so.
func (c *collector) span(r *row) (when.Span, bool) {
	dateField := "date"
	for _, f := range []string{"day", "begin"} { // without a column for the date another one holds it
		if !r.has(dateField) || (dateField != "date" && r.isEmpty(dateField)) {
			dateField = f
		}
	}
	cell := r.take(dateField)
	span, err := cell.span()
	if err != nil {
		c.askDate(r, cell, err)
		return when.Span{}, false
	}
	if dateField != "day" && !c.weekday(r, span.First) {
		return when.Span{}, false
	}
	if last := r.take("lastDate"); !last.Empty() {
		s, err := last.span()
		if err != nil || s.First.Before(span.First) {
			c.ask(fmt.Sprintf("De einddatum ‘%s’ is geen datum na %s.", last.Text, when.Long(span.First)), "Verbeter de einddatum.")
			return when.Span{}, false
		}
		span.Last = s.First
	}
	return span, c.clocks(&span, r, dateField)
}

func (r *row) isEmpty(field string) bool {
	col, ok := r.at[field]
	return !ok || col >= len(r.cells) || r.cells[col].Empty()
}

// span reads the cell as a date with or without times.
func (cell Cell) span() (when.Span, error) {
	if cell.At.IsZero() {
		return when.Parse(cell.Text)
	}
	s := when.Span{First: cell.At.Day(), Last: cell.At.Day()}
	if cell.At.HasTime() {
		t := cell.At.In(time.UTC)
		s.Begin = &when.Clock{Hour: t.Hour(), Minute: t.Minute()}
	}
	return s, nil
}

// clocks reads the columns with times; they go before a time in the column of the date.
func (c *collector) clocks(span *when.Span, r *row, dateField string) bool {
	for _, f := range []string{"time", "begin", "end"} {
		if f == dateField {
			continue
		}
		cell := r.take(f)
		var begin, end *when.Clock
		var err error
		switch {
		case cell.Empty():
			continue
		case cell.Clock != nil:
			begin = cell.Clock
		case !cell.At.IsZero() && cell.At.HasTime():
			s, _ := cell.span()
			begin = s.Begin
			if f == "end" {
				span.Last = s.First
			}
		case !cell.At.IsZero():
			err = errors.New("hier staat een datum")
		default:
			begin, end, err = when.TimeRange(cell.Text)
		}
		if err != nil {
			c.ask(fmt.Sprintf("De tijd ‘%s’ bij ‘%s’ op %s is niet te lezen.", cell.Text, r.text("title"), when.Long(span.First)), "Schrijf de tijd als 9.30 of als 9.30 - 11.00.")
			return false
		}
		switch {
		case f == "end" && end == nil:
			span.End = begin
		case f == "end":
			span.End = end
		case begin != nil:
			span.Begin = begin
			if end != nil {
				span.End = end
			}
		case end != nil:
			span.End = end
		}
	}
	return true
}

// times puts begin and end in the activity. Times on more days are a series: every day from begin to end.
func (c *collector) times(a *page.Activity, s when.Span) {
	if s.Begin == nil {
		a.Begin = s.First
		if s.Last != s.First {
			a.End = s.Last
		}
		if s.End != nil {
			c.warn(fmt.Sprintf("Er staat wel een eindtijd (%s), maar geen begintijd.", s.End), "Vul de begintijd in.")
		}
		return
	}
	if s.Begin.Loose && s.Begin.Hour < 7 {
		c.ask(fmt.Sprintf("De tijd is gelezen als %s in de ochtend.", s.Begin), fmt.Sprintf("Is het in de middag of avond, schrijf dan %d.%02d uur.", s.Begin.Hour+12, s.Begin.Minute))
	}
	a.Begin = s.Begin.On(s.First)
	if s.End != nil {
		if a.End = s.End.On(s.First); !a.Begin.Before(a.End) {
			a.End = s.End.On(s.First.AddDays(1))
		}
	}
	if days := int(s.Last.Sub(s.First).Hours()/24) + 1; days > 1 {
		a.Recurrence = fmt.Sprintf("FREQ=DAILY;COUNT=%d", days)
	}
}

// weekday checks the column with the day of the week against the date.
func (c *collector) weekday(r *row, date page.Civil) bool {
	day := strings.TrimSpace(r.take("day").Text)
	if day == "" {
		return true
	}
	_, err := when.Date(day + " " + when.Long(date))
	var wrong *when.WeekdayError
	if errors.As(err, &wrong) {
		c.ask(fmt.Sprintf("De dag ‘%s’ klopt niet: %s is een andere dag.", day, when.Long(date)), "Verbeter de dag of de datum.")
		return false
	}
	if err != nil {
		r.keep("day") // "elke week" or "2e dag": not a day of the week, but no contradiction
	}
	return true
}

// askDate asks about a date that cannot be read, with the date that may be meant.
func (c *collector) askDate(r *row, cell Cell, err error) {
	what := r.text("title")
	if what == "" {
		what = "deze regel"
	}
	var noYear *when.YearError
	var wrong *when.WeekdayError
	var doubt *when.AmbiguousError
	switch {
	case cell.Empty():
		c.ask(fmt.Sprintf("Bij ‘%s’ staat geen datum.", what), "Vul de datum in, of verwijder de regel.")
	case errors.As(err, &noYear):
		ref := c.last
		if ref.IsZero() {
			ref, _ = page.ParseCivil(c.announced)
		}
		hint := "Zet het jaar erbij."
		if !ref.IsZero() {
			hint = fmt.Sprintf("Is het %s? Zet het jaar erbij.", when.Long(noYear.Near(ref)))
		}
		c.ask(fmt.Sprintf("Bij de datum ‘%s’ van ‘%s’ staat geen jaar.", cell.Text, what), hint)
	case errors.As(err, &wrong), errors.As(err, &doubt):
		c.ask(fmt.Sprintf("Bij ‘%s’: %v.", what, strings.TrimSuffix(err.Error(), "?")), "Verbeter de datum.")
	default:
		c.ask(fmt.Sprintf("Bij ‘%s’ is de datum ‘%s’ niet te lezen.", what, cell.Text), "Schrijf de datum als 10-10-2026; zet elke datum op een eigen regel.")
	}
}

// placeOf puts together where it is. "Plaats" is the town when another column says where, else the place.
func placeOf(r *row) *page.Place {
	where, addr := r.text("where"), r.text("address")
	town, code := r.text("town"), r.text("postcode")
	if place := r.text("place"); where == "" && addr == "" {
		where = place
	} else if town == "" {
		town = place
	} else if place != town {
		where = strings.Trim(where+", "+place, ", ")
	}
	text := addr
	if code != "" && !strings.Contains(addr, code) {
		text += ", " + code + " " + town
	}
	p := address.Parse(text)
	if addr == "" && code == "" {
		p = address.Parse(where)
	} else if p == nil {
		p = &page.Place{Name: where}
	} else if p.Name = strings.Trim(where+", "+p.Name, ", "); p.Street == "" && p.PostalCode == "" {
		p.Street, p.Name = addr, where
	}
	if town != "" {
		if p == nil {
			p = &page.Place{}
		}
		if p.Town == "" {
			p.Town = town
		}
	}
	return p
}
