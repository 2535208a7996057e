package markup

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// opened checks what an element itself must have, and notes what is to be known of it at its end.
func (c *checker) opened(e *element) {
	if c.inert > 0 {
		return
	}
	if _, ok := c.get("hidden"); ok && e.name != "input" {
		// What is not shown is no part of a name.
		e.off = e.off || c.names > 0
	}
	e.gathers = e.gathers || e.is(speaks)
	e.named = c.has("aria-label") || c.has("aria-labelledby") || c.has("title")
	if role, ok := c.get("role"); ok {
		c.plays(e, role)
	}
	c.unreached(e)
	c.parent(e)
	if c.seen.mains == 0 && c.focusable(e) {
		if c.seen.stops++; c.seen.stops == 1 && e.name == "a" {
			href, _ := c.get("href")
			_, c.seen.jumpTo, _ = strings.Cut(href, "#")
		}
	}
	c.addresses(e)
	switch e.name {
	case "meta":
		c.meta(e)
	case "link":
		c.linked(e)
	case "title":
		if c.top().name != "head" {
			e.gathers = false
			break
		}
		if c.seen.titles++; c.seen.titles == 2 {
			c.add("pagina-titel", e.line, "De pagina heeft meer dan één titel (<title>).", toTemplates)
		}
	case "script":
		c.script(e)
	case "style":
		c.add("script-in-pagina", e.line, "In de pagina staat opmaak (<style>).", toTemplates)
	case "main":
		if _, hidden := c.get("hidden"); !hidden {
			c.main(e)
		}
	case "nav":
		c.seen.navs = append(c.seen.navs, nav{e.line, e.named})
	case "img", "area":
		c.image(e)
	case "input", "select", "textarea":
		c.input(e)
	case "button":
		if t, ok := c.get("type"); ok && !in(" submit reset button ", lower(t)) {
			c.wrong(e.line, "Bij <button>: type kan niet '"+short(t)+"' zijn.")
		}
	case "label":
		e.id, _ = c.get("for")
		if _, ok := c.get("for"); ok {
			c.refer(e.line, "for", e.id, false)
		}
	case "time":
		if _, ok := c.get("datetime"); !ok {
			e.gathers = true
		}
	case "object":
		e.gathers = true
	case "li":
		if v, ok := c.get("value"); ok {
			if _, err := strconv.Atoi(v); err != nil {
				c.wrong(e.line, "Bij <li> hoort value een heel getal te zijn.")
			}
		}
	case "iframe":
		if !c.has("title") && !c.has("aria-label") {
			c.add("kader-titel", e.line, "Het kader (<iframe>) heeft geen titel.", "Zeg met title wat erin staat. "+toTemplates)
		}
	case "table":
		if role, _ := c.get("role"); role == "presentation" || role == "none" {
			e.has |= hasHeader
		}
	case "audio", "video":
		if _, ok := c.get("autoplay"); ok {
			c.add("beweging", e.line, "Een film of geluid begint uit zichzelf.", "Haal autoplay weg. "+toTemplates)
		}
	case "marquee", "blink":
		c.add("beweging", e.line, "<"+e.name+"> laat tekst bewegen of knipperen.", "Schrijf de tekst zonder <"+e.name+">.")
	}
}

// parent notes in the elements around that an element is there.
func (c *checker) parent(e *element) {
	p := c.top()
	first := p.has&hasChild == 0
	p.has |= hasChild
	if p.has&hasCaption != 0 && p.name == "figure" && e.name != "script" && e.name != "template" {
		p.has &^= hasCaption
		c.wrong(e.line, "<figcaption> hoort als eerste of laatste in <figure>.")
	}
	switch e.name {
	case "summary", "legend":
		if !first && e.name == "summary" || !first && p.name == "fieldset" {
			c.wrong(e.line, "<"+e.name+"> hoort als eerste in <"+p.name+">.")
		}
		p.has |= hasSummary
	case "figcaption":
		if !first {
			p.has |= hasCaption
		}
	case "source":
		if p.name == "picture" && p.has&hasPicture != 0 {
			c.wrong(e.line, "<source> hoort voor <img>.")
		}
	case "dd":
		if p.name == "div" && len(c.open) > 1 {
			p = &c.open[len(c.open)-2]
		}
		if p.name == "dl" && p.has&hasTerm == 0 {
			c.wrong(e.line, "Voor <dd> ontbreekt <dt>, het begrip.")
		}
		p.has |= hasTerm | hasMeaning
	case "dt":
		if p.name == "div" && len(c.open) > 1 {
			p = &c.open[len(c.open)-2]
		}
		p.has = p.has&^hasMeaning | hasTerm
	case "img":
		c.top().has |= hasPicture
	case "th":
		for i := len(c.open) - 1; i >= 0; i-- {
			if c.open[i].name == "table" {
				c.open[i].has |= hasHeader
				return
			}
		}
	case "input", "select", "textarea", "button", "meter", "output", "progress":
		if kind, _ := c.get("type"); c.labels == 0 || kind == "hidden" {
			return
		}
		for i := len(c.open) - 1; i >= 0; i-- {
			if c.open[i].name == "label" {
				if c.open[i].has&hasField != 0 {
					c.wrong(e.line, "In één <label> horen geen twee velden.")
				}
				c.open[i].has |= hasField
				return
			}
		}
	}
}

// main checks that there is one, and notes what it is called.
func (c *checker) main(e *element) {
	if c.seen.mains++; c.seen.mains == 2 {
		c.wrong(e.line, "De pagina heeft meer dan één <main>.")
	}
}

// image checks the alternative of a picture.
func (c *checker) image(e *element) {
	alt, ok := c.get("alt")
	if e.name == "area" {
		if _, link := c.get("href"); !link {
			return
		}
	}
	c.alternative(e, alt, ok || c.has("aria-label") || c.has("aria-labelledby"))
	if e.name == "area" && ok && blank(alt) && !e.named {
		c.add("alt-ontbreekt", e.line, "Een plek op een kaart waar bezoekers op kunnen klikken, heeft geen beschrijving (alt).", toTemplates)
	}
	if c.names > 0 && !e.off && !c.top().off {
		label, _ := c.get("aria-label")
		c.gathered = append(append(append(append(c.gathered, ' '), alt...), label...), ' ')
	}
}

func (c *checker) alternative(e *element, alt string, ok bool) {
	switch {
	case !ok || alt != "" && blank(alt):
		src, _ := c.get("src")
		c.add("alt-ontbreekt", e.line, "Een afbeelding heeft geen beschrijving (alt): "+short(src)+".", "Schrijf bij de foto wat erop te zien is, of dat hij versiering is.")
	case isFileName(alt):
		c.add("alt-bestandsnaam", e.line, "De beschrijving van een afbeelding is de naam van een bestand: '"+short(alt)+"'.", "Schrijf in een zin wat er op de foto te zien is.")
	}
}

// input checks a field: what kind it is, and whether it has a name. A label may still come.
func (c *checker) input(e *element) {
	kind := "text"
	if e.name == "input" {
		if v, ok := c.get("type"); ok {
			kind = lower(v)
		}
		if !in(" hidden text search tel url email password date month week time datetime-local number range color checkbox radio file submit image reset button ", kind) {
			c.wrong(e.line, "Bij <input>: type kan niet '"+short(kind)+"' zijn.")
		}
	}
	c.fitting(e, kind)
	switch kind {
	case "hidden":
	case "image":
		alt, ok := c.get("alt")
		c.alternative(e, alt, ok && !blank(alt) || e.named)
	case "submit", "reset", "button":
		if v, ok := c.get("value"); !e.named && (ok || kind == "button") && blank(v) {
			c.add("knop-naam", e.line, "Een knop heeft geen tekst.", "Zet op de knop wat hij doet. "+toTemplates)
		}
	default:
		if e.named || c.labels > 0 {
			return
		}
		id, _ := c.get("id")
		c.fields = append(c.fields, field{id, e.line, e.name})
	}
}

// fitting checks that the attributes of a field suit its kind.
func (c *checker) fitting(e *element, kind string) {
	if e.name != "input" {
		return
	}
	for i := range c.s.attrs {
		kinds := ""
		switch c.s.attrs[i].name {
		case "checked":
			kinds = " checkbox radio "
		case "maxlength", "minlength", "size":
			kinds = " email password search tel text url "
		case "min", "max", "step":
			kinds = " date month week time datetime-local number range "
		case "alt", "src", "width", "height":
			kinds = " image "
		case "accept":
			kinds = " file "
		}
		if kinds != "" && !in(kinds, kind) {
			c.wrong(e.line, c.s.attrs[i].name+" hoort niet bij een veld van het type "+short(kind)+".")
		}
	}
}

// script checks that a script stands in a file: the policy of the site runs no other. Data is no script.
func (c *checker) script(e *element) {
	if _, ok := c.get("src"); ok {
		return
	}
	kind, _ := c.get("type")
	kind, _, _ = strings.Cut(lower(strings.TrimSpace(kind)), ";")
	switch {
	case kind == "", kind == "module", kind == "importmap", kind == "speculationrules", strings.HasSuffix(kind, "javascript"), strings.HasSuffix(kind, "ecmascript"):
		c.add("script-in-pagina", e.line, "In de pagina staat een script.", "Zet het in een eigen bestand. "+toTemplates)
	case strings.HasSuffix(kind, "json"):
		end := c.s.endOf("script")
		if data := c.s.src[c.s.pos:end]; !json.Valid([]byte(data)) {
			c.add("gegevens-fout", e.line, "De gegevens voor zoekmachines (JSON-LD) in de pagina zijn niet te lezen.", toTemplates)
		}
	}
}

// closed checks an element at its end.
func (c *checker) closed(e *element) {
	if e.foreign {
		if e.has&isImage != 0 && !e.named && blank(c.since(e)) && !e.off {
			c.add("alt-ontbreekt", e.line, "Een tekening (<svg role=\"img\">) heeft geen naam.", "Geef haar aria-label, of verberg haar met aria-hidden. "+toTemplates)
		}
		return
	}
	switch e.name {
	case "details":
		if e.has&hasSummary == 0 {
			c.wrong(e.line, "In <details> ontbreekt <summary>.")
		}
		return
	case "dl":
		if e.has&(hasMeaning|hasTerm) == hasTerm && c.inert == 0 {
			c.wrong(e.line, "In deze <dl> ontbreekt <dd>, de uitleg bij <dt>.")
		}
		return
	case "picture":
		if e.has&hasPicture == 0 {
			c.wrong(e.line, "In <picture> ontbreekt <img>.")
		}
		c.picture = ""
		return
	case "table":
		if e.has&hasHeader == 0 && c.inert == 0 {
			c.add("tabel-zonder-kop", e.line, "Deze tabel heeft geen koppen (<th>).", "Maak van de eerste rij of kolom koppen.")
		}
		return
	}
	if !e.gathers || c.inert > 0 {
		return
	}
	name := c.since(e)
	switch e.name {
	case "title":
		c.title(e, name)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.heading(e, name)
	case "a":
		c.anchor(e, name)
	case "label":
		c.label(e, name)
	case "legend":
		if blank(name) && !e.named {
			c.add("formulier-label", e.line, "Een groep velden heeft een lege naam (<legend>).", toTemplates)
		}
	case "object":
		if blank(name) && !e.named && !e.off {
			c.add("alt-ontbreekt", e.line, "Een ingevoegd bestand (<object>) heeft geen beschrijving.", toTemplates)
		}
	case "time":
		if name != "" && !isMoment(name) {
			c.wrong(e.line, "Bij <time> ontbreekt datetime: '"+short(name)+"' is alleen voor mensen.")
		}
	default:
		if e.role != "" && e.role != "button" {
			c.nameless(e, name)
		} else if blank(name) && !e.named && !e.off {
			c.add("knop-naam", e.line, "Een knop (<"+e.name+">) heeft geen tekst.", "Zet op de knop wat hij doet. "+toTemplates)
		}
	}
}

// since gives the text of an element that is gathered.
func (c *checker) since(e *element) string {
	return string(bytes.TrimSpace(c.gathered[min(e.from, len(c.gathered)):]))
}

// label notes what it is the label of.
func (c *checker) label(e *element, name string) {
	if blank(name) && !e.named {
		c.add("formulier-label", e.line, "Een <label> heeft geen tekst.", toTemplates)
	}
	if e.id != "" {
		c.labelled = append(c.labelled, e.id)
	}
}

// isFileName tells whether a text is the name of a file, or a number that a camera or program made.
func isFileName(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	l := strings.ToLower(s)
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".svg", ".bmp", ".tif", ".tiff"} {
		if strings.HasSuffix(l, ext) {
			return true
		}
	}
	if strings.ContainsAny(l, " \u00a0") {
		return false
	}
	digits, hexes, letters := 0, 0, 0
	for i := range len(l) {
		switch {
		case digit(l[i]):
			digits++
			hexes++
		case hex(l[i]):
			hexes++
			letters++
		case letter(l[i]) || l[i] >= 0x80:
			letters++
		}
	}
	prefix := false
	for _, p := range []string{"img", "dsc", "dcim", "pict", "image", "foto", "photo", "afbeelding", "screenshot", "schermafbeelding", "scan", "whatsapp", "p10", "pxl", "mvi"} {
		prefix = prefix || strings.HasPrefix(l, p)
	}
	return prefix && digits >= 1 && digits+letters <= 40 && digits*3 >= len(l)-8 || digits >= 4 && hexes >= 10 && hexes+strings.Count(l, "-")+strings.Count(l, "_") == len(l) || digits >= 5 && letters == 0 && !strings.ContainsAny(l, "€$%")
}
