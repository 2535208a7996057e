package schema

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"mijnopladers.nl/opladers/tools/page"
)

// should says what belongs at a key.
var should = map[shape][2]string{
	word:    {"één tekst", "Schrijf de tekst achter de dubbele punt, op één regel."},
	whole:   {"een getal", "Schrijf alleen cijfers, zoals 12."},
	amount:  {"een getal", "Schrijf alleen cijfers, met een punt voor de centen, zoals 2.50. Gratis is 0."},
	answer:  {"true of false", "Schrijf true voor ja, of false voor nee."},
	moment:  {"een datum", "Schrijf de datum als 2026-12-02, of met een tijd als 2026-12-02T09:30."},
	words:   {"een lijst van woorden", "Zet de woorden tussen haken met een komma ertussen, zoals [kijk, buiten]."},
	moments: {"een lijst van datums", "Zet de datums tussen haken, zoals [2026-12-09T09:30]."},
	object:  {"een blokje met eigen regels", "Zet elk gegeven op een eigen regel eronder, met twee spaties ervoor."},
	objects: {"een lijst", "Zet elk deel eronder op een eigen regel, met een streepje en een spatie ervoor."},
	table:   {"een lijst van woorden met een waarde", "Zet elk gegeven op een eigen regel eronder, met twee spaties ervoor."},
	either:  {"één tekst of een blokje met eigen regels", "In docs/inhoud.md staat een voorbeeld."},
}

// wrong tells of a value of another kind than its key takes.
func (c *checker) wrong(n ast.Node, f field, path string) {
	says := should[f.shape]
	found := "iets anders"
	text, isText := plain(n)
	_, isMap := entries(n)
	_, isList := n.(*ast.SequenceNode)
	switch {
	case isMap:
		found = "een blokje met eigen regels"
	case isList:
		found = "een lijst"
	case isText:
		found = "‘" + short(strings.TrimSpace(text)) + "’"
	}
	c.add(Problem{Rule: WrongType, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat %s. Daar hoort %s.", path, found, says[0]), Hint: says[1]}, n, c.retype(n, text, isText, f))
}

var (
	price  = regexp.MustCompile(`^(?:€|EUR|eur|euro)?\s*(\d{1,4})(?:[.,](\d{1,2}|-))?\s*(?:€|euro|eur|EUR)?$`)
	number = regexp.MustCompile(`^(\d{1,6})(?: (?:personen|mensen|plaatsen|plekken|ouders|kinderen|gezinnen|maanden|maand|keer))?$`)
)

// retype makes the fix of a value of which it is plain what it means.
func (c *checker) retype(n ast.Node, text string, isText bool, f field) *Fix {
	text = strings.TrimSpace(text)
	list, isList := n.(*ast.SequenceNode)
	switch {
	case isList && f.shape == word && len(list.Values) == 1:
		return c.unlist(list)
	case !isText:
		return nil
	case f.shape == answer:
		switch strings.ToLower(text) {
		case "true", "ja", "yes", "j", "y", "waar", "1":
			return c.bare(n, "true")
		case "false", "nee", "no", "n", "onwaar", "0":
			return c.bare(n, "false")
		}
	case f.shape == whole:
		if m := number.FindStringSubmatch(text); m != nil {
			return c.bare(n, strings.TrimLeft(m[1][:len(m[1])-1], "0")+m[1][len(m[1])-1:])
		}
	case f.shape == amount:
		if strings.EqualFold(text, "gratis") {
			return c.bare(n, "0")
		}
		if m := price.FindStringSubmatch(text); m != nil {
			value := m[1]
			if m[2] != "" && m[2] != "-" {
				value += "." + m[2]
			}
			return c.bare(n, value)
		}
	case f.shape == moments:
		if at, end, quote := c.span(n); end > 0 && readable(text, dayOrTime) {
			if quote != 0 {
				at, end = at-1, end+1
			}
			return &Fix{at, end, "[" + string(c.data[at:end]) + "]"}
		}
	}
	return nil
}

// unlist makes the fix that takes the only word out of [word].
func (c *checker) unlist(list *ast.SequenceNode) *Fix {
	t := list.GetToken()
	at := c.offset(t)
	if at < 0 || at >= len(c.data) || c.data[at] != '[' {
		return nil
	}
	rest := string(c.data[at:c.lines[t.Position.Line-1].end])
	end := strings.IndexByte(rest, ']')
	if end < 0 || strings.ContainsAny(rest[1:end], "[{,:#") {
		return nil
	}
	return &Fix{at, at + end + 1, strings.TrimSpace(rest[1:end])}
}

// why says what goes wrong when a key is missing.
func why(path string) string {
	switch path {
	case "title":
		return "Zonder titel staat de pagina nergens goed in een lijst."
	case "begin":
		return "Zonder begin staat de activiteit niet in de agenda."
	case "fotos.bestand":
		return "Zonder de naam van het bestand komt de foto niet op de site."
	case "uitzonderingen.datum":
		return "Zonder datum telt de uitzondering niet."
	}
	return "De site kan er niet buiten."
}

// example gives a line that could stand there.
func example(path string) string {
	key := path[strings.LastIndexByte(path, '.')+1:]
	switch path {
	case "title":
		return "title: Soep op het plein"
	case "begin":
		return "begin: 2026-12-02T09:30"
	case "uitzonderingen.datum":
		return "datum: 2026-12-09"
	case "fotos.bestand":
		return "bestand: 1f0c….jpg (opladers vult dit zelf in bij collect en bij new foto)"
	case "noodbericht.tekst":
		return "tekst: Door de storm gaat niets door."
	case "feeds.url":
		return "url: https://example.org/agenda.ics"
	case "cijfers.aantal":
		return "aantal: 8"
	case "controle.regel":
		return "regel: lange-zin"
	}
	return key + ": en wat erbij hoort"
}

// doubts takes over what package page doubts of a page that it understands, with the lines.
func (c *checker) doubts(p *page.Page, root ast.Node) {
	var all []page.Doubt
	if p.Activity != nil {
		all = p.Activity.Doubts(p.Title)
	}
	if p.Municipality != nil {
		all = append(all, p.Municipality.Emergency.Doubts()...)
	}
	for _, d := range all {
		rule := WrongWord
		switch key := d.Key[strings.LastIndexByte(d.Key, '.')+1:]; key {
		case "begin", "datum", "tekst":
			rule = Required
		case "einde":
			rule = Contradiction
		case "tot", "vanaf":
			rule = WrongOrder
		}
		n := find(root, strings.Split(d.Key, "."), d.Index)
		at := c.opening
		if n != nil {
			at = c.lineOf(n)
		}
		if !c.told(d.Key, at) {
			c.problems = append(c.problems, Problem{Rule: rule, Line: at, Key: d.Key, Text: d.Text, Hint: d.Hint})
		}
	}
	c.order(p, root)
}

// told reports whether there is a problem with a key already: then package page says the same once more.
func (c *checker) told(key string, at int) bool {
	for _, p := range c.problems {
		if p.Key == key && (p.Line == at || p.Rule == Required) {
			return true
		}
	}
	return false
}

// order checks dates of which package page says nothing.
func (c *checker) order(p *page.Page, root ast.Node) {
	from, err := page.ParseCivil(p.Publish)
	until, err2 := page.ParseCivil(p.Expires)
	if n := find(root, []string{"verloopt"}, 0); err == nil && err2 == nil && n != nil && !from.Before(until) {
		c.add(Problem{Rule: WrongOrder, Key: "verloopt", Text: fmt.Sprintf("De pagina verloopt op %s, maar komt pas op %s op de site. Niemand ziet haar ooit.", until, from),
			Hint: "Kijk de datums bij publiceren en verloopt na."}, n, nil)
	}
	for i, photo := range p.Photos {
		if photo == nil || photo.Consent == nil || photo.Consent.Until == "" || photo.Consent.Date == "" || !readable(photo.Consent.Date, day) || photo.Consent.Until >= photo.Consent.Date {
			continue
		}
		if n := find(root, []string{"fotos", "toestemming", "tot"}, i); n != nil {
			c.add(Problem{Rule: WrongOrder, Key: "fotos.toestemming.tot", Text: "De toestemming is voorbij voor zij is gegeven.", Hint: "Kijk de datums bij datum en tot na."}, n, nil)
		}
	}
}

// find gives the key of the longest part of a path that is there; in a list the object with the index.
func find(n ast.Node, path []string, index int) ast.Node {
	all, ok := entries(n)
	if list, isList := n.(*ast.SequenceNode); isList && index < len(list.Values) {
		all, ok = entries(list.Values[index])
	}
	if !ok || len(path) == 0 {
		return nil
	}
	for _, v := range all {
		if strings.EqualFold(keyOf(v), path[0]) {
			if in := find(v.Value, path[1:], index); in != nil {
				return in
			}
			return v
		}
	}
	return nil
}
