package markup

import (
	"mijnopladers.nl/opladers/tools/check/rule"
	"slices"
	"strconv"
	"strings"
)

// cut gives the beginning of a text for the facts, on one line.
func cut(s string) string {
	const longest = 200
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	}
	return strings.Clone(s)
}

func (c *checker) title(e *element, name string) {
	if c.facts.Title != "" {
		return
	}
	c.facts.Title = cut(name)
	if blank(name) {
		c.add("pagina-titel", e.line, "De titel van de pagina is leeg.", "Geef de pagina een titel.")
	}
}

// heading checks a heading by those before it.
func (c *checker) heading(e *element, name string) {
	if e.off {
		return
	}
	s, level := &c.seen, int(e.name[1]-'0')
	if blank(name) && !e.named {
		c.add("pagina-kop", e.line, "Hier staat een lege kop (<"+e.name+">).", "Schrijf de kop, of haal hem weg.")
	}
	if level == 1 {
		if s.h1++; s.h1 == 2 {
			c.add("pagina-kop", e.line, "De pagina heeft meer dan één hoofdkop (<h1>).", "Maak van de tweede een tussenkop.")
		}
	}
	if s.level > 0 && level > s.level+1 {
		c.add("kop-sprong", e.line, "Na een kop van niveau "+strconv.Itoa(s.level)+" komt er een van niveau "+strconv.Itoa(level)+".", "Maak er niveau "+strconv.Itoa(s.level+1)+" van.")
	}
	if s.level == 0 && level > 1 {
		s.late = e.line // the first is no h1
	}
	s.level = level
}

// page checks at the end what is about the whole page.
func (c *checker) page() {
	c.idents()
	s, f := &c.seen, &c.facts
	f.Part = f.Hidden && !s.style && f.Canonical == "" && !f.Redirect
	if !s.doctype {
		c.wrong(1, "De eerste regel <!doctype html> ontbreekt.")
	}
	if !s.charset {
		c.wrong(0, "De pagina zegt niet dat zij UTF-8 is: <meta charset=\"utf-8\"> ontbreekt in de eerste 1024 tekens.")
	}
	if s.titles == 0 {
		c.add("pagina-titel", 0, "De pagina heeft geen titel (<title>).", toTemplates)
	}
	c.tongue()
	c.unlabelled()
	if s.refresh > 0 {
		c.add("verversen", s.refresh, "De pagina ververst zichzelf, of stuurt bezoekers na een tijd door.", toTemplates)
	}
	if f.Part {
		c.findings = slices.DeleteFunc(c.findings, func(f rule.Finding) bool { return f.Rule == "script-in-pagina" })
	}
	if f.Redirect {
		return
	}
	switch {
	case s.h1 == 0:
		c.add("pagina-kop", 0, "De pagina heeft geen hoofdkop (<h1>).", "Geef de pagina een titel.")
	case s.late > 0:
		c.add("pagina-kop", s.late, "De eerste kop van de pagina is niet de hoofdkop (<h1>).", toTemplates)
	}
	if f.Part {
		return
	}
	if s.descriptions == 0 && !f.Hidden {
		c.add("pagina-beschrijving", 0, "De pagina heeft geen beschrijving.", "Schrijf in het voorblok een beschrijving van een of twee zinnen.")
	}
	c.parts()
	if f.Bytes > MaxBytes {
		c.add("pagina-zwaar", 0, "De pagina is "+strconv.Itoa(f.Bytes/1000)+" kB groot, zonder de foto's.", "Verdeel wat erop staat over meer pagina's.")
	}
}

// tongue checks the language of the page.
func (c *checker) tongue() {
	s, f := &c.seen, &c.facts
	switch primary, _, _ := strings.Cut(lower(f.Lang), "-"); {
	case f.Lang == "":
		if !slices.ContainsFunc(c.findings, func(f rule.Finding) bool { return f.Rule == "pagina-taal" && f.Line == s.htmlLine }) {
			c.add("pagina-taal", s.htmlLine, "De pagina zegt niet in welke taal zij is (<html lang>).", toTemplates)
		}
	case in(" ar fa he ur yi ps sd ug dv ", primary) && s.dir != "rtl":
		c.add("pagina-taal", s.htmlLine, "Deze taal loopt van rechts naar links, en dat zegt de pagina niet (dir=\"rtl\").", toTemplates)
	case in(" nl en uk tr pl de fr es ", primary) && s.dir == "rtl":
		c.add("pagina-taal", s.htmlLine, "De pagina zegt dat deze taal van rechts naar links loopt (dir=\"rtl\").", toTemplates)
	}
}

// unlabelled reports fields for which no label came.
func (c *checker) unlabelled() {
	slices.Sort(c.labelled)
	for _, f := range c.fields {
		if _, ok := slices.BinarySearch(c.labelled, f.id); f.id == "" || !ok {
			c.add("formulier-label", f.line, "Een veld (<"+f.tag+">) heeft geen naam.", "Zet er een <label> bij. "+toTemplates)
		}
	}
}

// fewStops is how often somebody presses Tab before it helps to jump to the content.
const fewStops = 3

// parts checks that people without a mouse find their way.
func (c *checker) parts() {
	s := &c.seen
	if s.mains == 0 {
		c.add("pagina-delen", 0, "De pagina zegt niet waar haar inhoud begint (<main>).", toTemplates)
	} else if s.stops > fewStops && !slices.Contains(s.idsInMain, s.jumpTo) {
		c.add("pagina-delen", 0, "De eerste link van de pagina gaat niet naar de inhoud (<main>).", toTemplates)
	}
	if len(s.navs) > 1 {
		for _, n := range s.navs {
			if !n.named {
				c.add("pagina-delen", n.line, "De pagina heeft meer menu's (<nav>), en dit heeft geen naam.", "Geef het aria-label. "+toTemplates)
			}
		}
	}
}

// meta reads a meta element.
func (c *checker) meta(e *element) {
	s, f := &c.seen, &c.facts
	content, there := c.get("content")
	name, _ := c.get("name")
	prop, _ := c.get("property")
	equiv, _ := c.get("http-equiv")
	charset, hasCharset := c.get("charset")
	if !there && !hasCharset {
		c.wrong(e.line, "Bij <meta> ontbreekt content.")
	}
	utf := strings.EqualFold(charset, "utf-8") || strings.EqualFold(equiv, "content-type") && strings.HasSuffix(lower(content), "charset=utf-8")
	s.charset = s.charset || hasCharset && !utf || utf && c.s.pos <= 1024 // another one was reported
	switch lower(name) {
	case "description":
		if s.descriptions++; s.descriptions == 2 {
			c.add("pagina-beschrijving", e.line, "De pagina heeft meer dan één beschrijving.", toTemplates)
		} else if f.Description = cut(content); f.Description == "" {
			c.add("pagina-beschrijving", e.line, "De beschrijving van de pagina is leeg.", "Schrijf in het voorblok een beschrijving van een of twee zinnen.")
		}
	case "robots":
		f.Hidden = f.Hidden || strings.Contains(lower(content), "noindex")
	case "viewport":
		c.viewport(e, content)
	case "twitter:image":
		c.link(e, "meta twitter:image", content)
	}
	switch prop {
	case "og:image", "og:url":
		c.link(e, "meta "+prop, content)
	}
	if strings.EqualFold(equiv, "refresh") {
		wait, url, _ := strings.Cut(content, ";")
		_, to, isURL := strings.Cut(url, "=")
		if to = strings.Trim(to, ` '"`); strings.TrimSpace(wait) == "0" && isURL && to != "" {
			f.Redirect = true
			c.link(e, "meta refresh", to)
		} else {
			s.refresh = e.line
		}
	}
}

// viewport checks that visitors can enlarge the page five times, as they can by themselves.
func (c *checker) viewport(e *element, content string) {
	for part := range strings.FieldsFuncSeq(lower(content), func(r rune) bool { return r == ',' || r == ';' }) {
		k, v, _ := strings.Cut(part, "=")
		k, v = strings.TrimSpace(k), strings.TrimSpace(v)
		n, err := strconv.ParseFloat(v, 64)
		if k == "user-scalable" && (v == "no" || err == nil && n > -1 && n < 1) || k == "maximum-scale" && err == nil && n >= 0 && n < 5 {
			c.add("zoom-uit", e.line, "De pagina laat zich niet vergroten ("+short(strings.TrimSpace(part))+").", toTemplates)
			return
		}
	}
}
