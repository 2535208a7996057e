package sheet

import (
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/label"
)

// initiative fills p from a row; false when the row is left out, with a notice.
func (c *collector) initiative(e *entry, r *row) bool {
	p := e.page
	p.Initiative = &page.Initiative{}
	if p.Title = r.text("title"); p.Title == "" {
		c.ask("Op deze regel staat geen naam van een initiatief.", "Vul de naam in, of verwijder de regel.")
		return false
	}
	e.key = p.Title
	for field, name := range map[string]string{"audience": "voor wie", "date": "wanneer", "where": "waar", "contact": "contact",
		"partners": "partners", "seeks": "zoekt", "join": "hoe meedoen", "status": "status", "schools": "scholen", "languages": "talen"} {
		if !label.Initiative(p.Initiative, name, r.text(field)) {
			r.keep(field)
		}
	}
	place := r.text("place")
	if addr := r.text("address"); place == "" {
		place = addr
	} else if addr != "" {
		place += ", " + addr
	}
	switch {
	case p.Initiative.Place == "":
		p.Initiative.Place = place
	case place != "":
		p.Initiative.Place += ", " + place
	}
	return true
}
