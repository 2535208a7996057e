package markup

import "strings"

// A part is what a role asks for.
type part struct {
	needs  string // the attribute of its state
	around string // the roles and elements of which one must be around it
	author bool   // its text is no name
}

// parts are the roles that ask for something (WAI-ARIA 1.2, 5.4).
var parts = map[string]part{
	"button": {}, "link": {}, "tooltip": {},
	"menuitem":         {around: " menu menubar group "},
	"menuitemcheckbox": {needs: "aria-checked", around: " menu menubar group "},
	"menuitemradio":    {needs: "aria-checked", around: " menu menubar group "},
	"checkbox":         {needs: "aria-checked"},
	"switch":           {needs: "aria-checked"},
	"radio":            {needs: "aria-checked"},
	"heading":          {needs: "aria-level"},
	"tab":              {around: " tablist "},
	"option":           {around: " listbox group datalist select "},
	"treeitem":         {around: " tree group "},
	"slider":           {needs: "aria-valuenow", author: true},
	"combobox":         {needs: "aria-expanded", author: true},
	"textbox":          {author: true}, "searchbox": {author: true}, "spinbutton": {author: true}, "listbox": {author: true},
	"progressbar": {author: true}, "meter": {author: true}, "dialog": {author: true}, "alertdialog": {author: true}, "img": {author: true},
}

// plays checks what a role asks for, and sees to it that its name is looked at.
func (c *checker) plays(e *element, role string) {
	e.role = role
	p, ok := parts[role]
	if !ok {
		return
	}
	e.gathers = true
	if _, there := c.get(p.needs); p.needs != "" && !there && !e.is(heading) && !in(" input select option ", e.name) {
		c.add("aria-fout", e.line, "Bij de rol "+role+" ontbreekt "+p.needs+".", toTemplates)
	}
	if p.around == "" {
		return
	}
	for i := range c.open {
		if in(p.around, c.open[i].role) || in(p.around, c.open[i].name) {
			return
		}
	}
	c.add("aria-fout", e.line, "De rol "+role+" hoort in "+strings.Join(strings.Fields(p.around), " of ")+".", toTemplates)
}

// nameless reports what has a role that needs a name, and has none.
func (c *checker) nameless(e *element, name string) {
	if e.named || e.off || !parts[e.role].author && !blank(name) || in(" input select textarea img option meter progress dialog ", e.name) {
		return
	}
	id, text := "aria-fout", "Wat de rol "+e.role+" heeft, heeft geen naam (aria-label)."
	switch e.role {
	case "img":
		id, text = "alt-ontbreekt", "Een afbeelding (role=\"img\") heeft geen beschrijving (aria-label)."
	case "link":
		id = "link-zonder-tekst"
	case "menuitem", "tab", "switch":
		id = "knop-naam"
	case "textbox", "searchbox", "combobox", "slider", "spinbutton", "listbox", "checkbox", "radio":
		id = "formulier-label"
	}
	c.add(id, e.line, text, toTemplates)
}
