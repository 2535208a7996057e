package markup

import (
	"slices"
	"strconv"
	"strings"
)

// roles are those of WAI-ARIA 1.2 and 1.3 that pages may use; those of books (doc-) and of drawings (graphics-) are known by their
// first letters.
const roles = " alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox comment " +
	"complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading " +
	"img image insertion link list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter " +
	"navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search " +
	"searchbox separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term " +
	"textbox time timer toolbar tooltip tree treegrid treeitem "

// aria are the attributes of WAI-ARIA, with the words that their value may be; "#" for ids, "0" for a number, "" for any text.
var aria = map[string]string{
	"activedescendant": "#", "atomic": " true false ", "autocomplete": " inline list both none ", "braillelabel": "",
	"brailleroledescription": "", "busy": " true false ", "checked": " true false mixed undefined ", "colcount": "0", "colindex": "0",
	"colindextext": "", "colspan": "0", "controls": "#", "current": " page step location date time true false ", "describedby": "#",
	"description": "", "details": "#", "disabled": " true false ", "dropeffect": " copy execute link move none popup ",
	"errormessage": "#", "expanded": " true false undefined ", "flowto": "#", "grabbed": " true false undefined ",
	"haspopup": " true false menu listbox tree grid dialog ", "hidden": " true false undefined ", "invalid": " true false grammar spelling ",
	"keyshortcuts": "", "label": "", "labelledby": "#", "level": "0", "live": " off polite assertive ", "modal": " true false ",
	"multiline": " true false ", "multiselectable": " true false ", "orientation": " horizontal vertical undefined ", "owns": "#",
	"placeholder": "", "posinset": "0", "pressed": " true false mixed undefined ", "readonly": " true false ",
	"relevant": "", "required": " true false ", "roledescription": "", "rowcount": "0", "rowindex": "0", "rowindextext": "", "rowspan": "0",
	"selected": " true false undefined ", "setsize": "0", "sort": " ascending descending none other ", "valuemax": "0", "valuemin": "0",
	"valuenow": "0", "valuetext": "",
}

// role checks a role: of more words, browsers take the first that they know.
func (c *checker) role(e *element, v string) {
	words := 0
	for word := range strings.FieldsSeq(v) {
		words++
		if !in(roles, word) && !strings.HasPrefix(word, "doc-") && !strings.HasPrefix(word, "graphics-") {
			c.add("aria-fout", e.line, "De rol '"+short(word)+"' bestaat niet.", toTemplates)
		}
	}
	if words == 0 {
		c.add("aria-fout", e.line, "Bij <"+short(e.name)+"> is de rol leeg.", toTemplates)
	}
}

// aria checks an attribute of WAI-ARIA.
func (c *checker) aria(e *element, a *attr) {
	words, known := aria[a.name[len("aria-"):]]
	v := a.val()
	bad := false
	switch {
	case !known:
		c.add("aria-fout", e.line, short(a.name)+" bestaat niet.", toTemplates)
		return
	case words == "#":
		c.refer(e.line, a.name, v, true)
	case words == "0":
		_, err := strconv.ParseFloat(v, 64)
		bad = err != nil
	case words != "":
		bad = !in(words, v)
	case a.name == "aria-label":
		bad = blank(v)
	}
	if bad {
		c.add("aria-fout", e.line, a.name+" kan niet '"+short(v)+"' zijn.", toTemplates)
	}
	if a.name == "aria-hidden" && v == "true" {
		e.off = true
	}
}

// unreached reports what can be operated and is kept from screen readers.
func (c *checker) unreached(e *element) {
	off := e.off || c.top() != nil && c.top().off
	if !off || c.inert > 0 || !c.focusable(e) {
		return
	}
	c.add("aria-fout", e.line, "<"+short(e.name)+"> is met de Tab-toets te bereiken, maar voor een voorleesprogramma verborgen (aria-hidden).", toTemplates)
}

// focusable tells whether the Tab key reaches the element of the last start tag.
func (c *checker) focusable(e *element) bool {
	if v, ok := c.get("tabindex"); ok {
		n, err := strconv.Atoi(v)
		return err == nil && n >= 0
	}
	if _, ok := c.get("disabled"); ok {
		return false
	}
	switch e.name {
	case "a", "area":
		_, ok := c.get("href")
		return ok
	case "input":
		v, _ := c.get("type")
		return !strings.EqualFold(v, "hidden")
	case "button", "select", "textarea", "iframe", "summary", "embed":
		return true
	case "audio", "video":
		_, ok := c.get("controls")
		return ok
	}
	v, ok := c.get("contenteditable")
	return ok && v != "false"
}

// references checks at the end that ids are there, once, and that those that are named are.
func (c *checker) idents() {
	slices.SortStableFunc(c.ids, func(a, b place) int { return strings.Compare(a.what, b.what) })
	for i, id := range c.ids {
		if i > 0 && c.ids[i-1].what == id.what {
			c.wrong(id.line, "De id '"+short(id.what)+"' staat al bij een ander element.")
			continue
		}
		c.facts.IDs = append(c.facts.IDs, strings.Clone(id.what))
	}
	for _, r := range c.refs {
		if _, ok := slices.BinarySearch(c.facts.IDs, r.what); !ok {
			c.add("aria-fout", r.line, r.attr+" noemt '"+short(r.what)+"', en die id staat niet op de pagina.", toTemplates)
		}
	}
}
