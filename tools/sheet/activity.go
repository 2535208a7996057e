package sheet

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/address"
	"mijnopladers.nl/opladers/tools/read/label"
	"mijnopladers.nl/opladers/tools/when"
)

// activity fills the page of e from a row; false when the row is left out.
func (c *collector) activity(e *entry, r *row) bool {
	if r.only("date", "day", "month", "year") && r.peek(r.dateField()).isDate() || r.only("day", "month", "year") {
		return false // the days of a year, of which some are filled in
	}
	title, place := r.name()
	if (title == "" || total.MatchString(title) && r.peek("date").Empty()) && !r.peek(r.dateField()).isDate() {
		if text := r.words(); !c.aside[text] { // what stands under every month is named once
			c.aside[text] = true
			c.gather("aside", notice.Advice, fmt.Sprintf("Deze regel is geen activiteit en is niet gelezen: ‘%s’.", text), "Hoort hij op de site? Vul dan de datum en de activiteit in.", "Deze regels zijn geen activiteit en zijn niet gelezen:")
		}
		return false
	}
	title, said, reason := titleStatus(title)
	plan, ok := c.moment(r, cmp.Or(title, "deze regel"))
	if !ok {
		return false
	}
	if title == "" {
		c.ask("Bij "+when.Long(plan.First)+" staat niet wat er te doen is.", "Vul de kolom met de activiteit in.")
		return false
	}
	a := &page.Activity{}
	e.page.Title, e.page.Activity = title, a
	e.key = title + "\x00" + plan.First.String()
	if plan.Recurrence != "" {
		e.key = title
	}
	c.status(e.page, r, said, reason, &plan)
	if !c.times(a, plan, title) {
		return false
	}
	a.Place = placeOf(r, place)
	e.detail = a.Begin.String() + a.Recurrence + " " + a.Place.String()
	a.Audience, a.Category = r.text("audience"), r.text("category")
	a.Contact, a.Bring = r.text("contact"), r.text("bring")
	a.SignUpBefore = c.before(r)
	a.Initiative = page.Slug(r.text("initiative"))
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

var total = regexp.MustCompile(`(?i)^(?:sub)?totaal\b`)

// title gives the title as its page has it.
func (r *row) title() string {
	title, _ := r.name()
	if r.kind == page.KindActivity {
		title, _, _ = titleStatus(title)
	}
	return title
}

// name gives the title, and the place when one column holds both on lines of their own.
func (r *row) name() (title, place string) {
	text := r.take("title").Text
	if col, ok := r.at["title"]; ok && r.fields[col] == "whatWhere" {
		text, place, _ = strings.Cut(text, "\n")
	}
	return strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(place), " ")
}

// status reads whether it takes place: from its column, from around the title, or from a row that is struck through.
func (c *collector) status(p *page.Page, r *row, said page.Status, reason string, plan *when.Plan) {
	if s := r.text("status"); concept.MatchString(s) {
		p.Draft = true
		c.gather("concept", notice.Advice, fmt.Sprintf("‘%s’ is een concept en staat niet op de site.", p.Title), "Is het klaar? Zet dan in de kolom Status: gaat door.", "Deze regels zijn een concept en staan niet op de site:")
	} else if s != "" {
		in, why := status(s)
		if in != "" {
			said, reason = in, why
		} else {
			r.keep("status")
			c.warn(fmt.Sprintf("De status ‘%s’ is onbekend en staat nu in de tekst.", s), "Schrijf: gaat door, gaat niet door, verplaatst, vol of onder voorbehoud.")
		}
	}
	if said == "" {
		said, reason = r.status, r.reason
	}
	if said == "" && r.struck() {
		said = page.StatusTentative
		c.ask(fmt.Sprintf("‘%s’ op %s is doorgehaald. Gaat het niet door? Tot u antwoordt, staat er ‘onder voorbehoud’.", r.text("title"), when.Long(plan.First)),
			"Haal de streep weg, en zet in een kolom Status: gaat niet door. Of: gaat door.")
	}
	p.Activity.Status, p.Activity.Reason = said, reason
	if said == page.StatusMoved {
		move(plan, reason)
	}
}

// before reads the last day to sign up; words that are no date go into the text.
func (c *collector) before(r *row) string {
	if r.peek("before").Empty() {
		return ""
	}
	plan, err := c.date(r, "before")
	if err != nil || plan.Recurrence != "" || plan.Last != plan.First || len(plan.Dates) > 0 {
		r.keep("before")
		return ""
	}
	return plan.First.String()
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
	if s := r.text("seats"); s != "" {
		if _, err := fmt.Sscanf(s, "%d", &a.Seats); err != nil || a.Seats < 0 || fmt.Sprint(a.Seats) != s {
			a.Seats = 0
			r.keep("seats")
		}
	}
}

// placeOf puts together where it is. "Plaats" is the town when another column says where, else the place.
func placeOf(r *row, beside string) *page.Place {
	where, addr := cmp.Or(r.text("where"), beside), r.text("address")
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
