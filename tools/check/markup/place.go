package markup

import "strings"

// placed checks whether an element may stand where it stands: at most one finding, about the nearest reason.
func (c *checker) placed(e *element) {
	p := c.top()
	where := func(text string) { c.wrong(e.line, text) }
	if e.is(old) && e.name != "marquee" && e.name != "blink" {
		where("<" + e.name + "> is verouderd: HTML kent het niet meer.")
		return
	}
	switch {
	case p.name == "template" || p.foreign:
		return
	case e.parents != "" && !in(e.parents, p.name):
		where("<" + e.name + "> hoort in " + list(e.parents) + ", niet in <" + short(p.name) + ">.")
		return
	case p.name == "div" && (e.name == "dt" || e.name == "dd") && (len(c.open) < 2 || c.open[len(c.open)-2].name != "dl"):
		where("<" + e.name + "> hoort in <dl>.")
		return
	case p.children != "" && !in(p.children, e.name):
		where("In <" + p.name + "> hoort geen <" + short(e.name) + ">.")
		return
	case p.narrow && !e.is(phrasing) && e.parents == "" && !(e.is(heading) || e.name == "hgroup") && p.name != "summary":
		where("<" + e.name + "> is een blok, en hoort niet in <" + short(p.name) + ">.")
		return
	case p.narrow && (e.is(heading) || e.name == "hgroup") && p.name != "summary" && p.name != "legend":
		where("<" + e.name + "> is een kop, en hoort niet in <" + short(p.name) + ">.")
		return
	case e.is(meta|either) && p.name != "head" && !c.inBody(e):
		where("<" + e.name + "> hoort in <head>.")
		return
	}
	c.nested(e, where)
}

// inBody tells whether an element for the head may stand in the body too.
func (c *checker) inBody(e *element) bool {
	switch e.name {
	case "script", "noscript", "template":
		return true
	case "meta", "link":
		if _, ok := c.get("itemprop"); ok {
			return true
		}
		rel, _ := c.get("rel")
		return e.name == "link" && in(" stylesheet preload modulepreload prefetch preconnect dns-prefetch pingback ", rel)
	}
	return false
}

// nested checks what may not stand in itself, or in something that is operated.
func (c *checker) nested(e *element, where func(string)) {
	switch e.name {
	case "a":
		if _, ok := c.get("href"); !ok {
			break
		}
		if c.links > 0 {
			where("Een link staat in een andere link: waarschijnlijk is de eerste niet gesloten.")
			return
		}
	case "label":
		if c.labels > 0 {
			where("Een <label> staat in een andere <label>.")
			return
		}
	case "form":
		if c.forms > 0 {
			where("Een formulier staat in een ander formulier.")
			return
		}
	case "main":
		for i := range c.open {
			if n := c.open[i].name; in(" main article aside header footer nav section ", n) {
				where("<main> hoort niet in <" + n + ">.")
				return
			}
		}
	case "header", "footer":
		if c.banners > 0 {
			c.sectioned(e, where)
		}
	}
	if c.buttons > 0 && c.operated(e) {
		where("In een knop hoort niets waar bezoekers op kunnen klikken, zoals <" + e.name + ">.")
	} else if c.links > 0 && e.name != "a" && c.operated(e) {
		where("In een link hoort niets waar bezoekers op kunnen klikken, zoals <" + e.name + ">.")
	}
}

// sectioned reports a header in a header, unless it is that of an article or section in it.
func (c *checker) sectioned(e *element, where func(string)) {
	for i := len(c.open) - 1; i >= 0; i-- {
		switch n := c.open[i].name; n {
		case "article", "aside", "nav", "section":
			return
		case "header", "footer":
			where("<" + e.name + "> hoort niet in <" + n + ">.")
			return
		}
	}
}

// operated tells whether the element of the last start tag is one that visitors operate.
func (c *checker) operated(e *element) bool {
	switch e.name {
	case "a":
		_, ok := c.get("href")
		return ok
	case "input":
		v, _ := c.get("type")
		return !strings.EqualFold(v, "hidden")
	case "audio", "video":
		_, ok := c.get("controls")
		return ok
	case "img":
		_, ok := c.get("usemap")
		return ok
	}
	if e.is(controls) {
		return true
	}
	_, ok := c.get("tabindex")
	return ok
}

// list writes names as a list of elements.
func list(names string) string {
	f := strings.Fields(names)
	for i := range f {
		f[i] = "<" + f[i] + ">"
	}
	if len(f) == 1 {
		return f[0]
	}
	return strings.Join(f[:len(f)-1], ", ") + " of " + f[len(f)-1]
}

// drawing handles a start tag of SVG or MathML, where only what concerns the page is looked at.
func (c *checker) drawing(t token, line int) {
	e := element{tag: &tag{name: t.name, kind: phrasing}, line: line, foreign: true}
	if known := drawings[t.name]; known != nil {
		e.tag = known
	}
	c.doubles(&e, c.s.attrs)
	for i := range c.s.attrs {
		a := &c.s.attrs[i]
		switch {
		case c.common(&e, a):
		case a.name == "href" || a.name == "xlink:href":
			c.link(&e, e.name+" href", a.val())
		}
	}
	switch t.name {
	case "svg":
		role, _ := c.get("role")
		label := c.has("aria-label") || c.has("aria-labelledby")
		if c.names > 0 && !e.off && (c.top() == nil || !c.top().off) {
			v, _ := c.get("aria-label")
			c.gathered = append(append(c.gathered, ' '), v...)
		}
		if role == "img" {
			e.gathers, e.has, e.named = true, isImage, label
		}
	case "script":
		if !c.has("href") && !c.has("xlink:href") {
			c.add("script-in-pagina", line, "In een tekening staat een script.", toTemplates)
		}
	case "style":
		c.add("script-in-pagina", line, "In een tekening staat opmaak in de pagina (<style>).", toTemplates)
	case "a":
		c.unreached(&e)
	}
	if t.closed {
		if e.has&isImage != 0 {
			c.push(e)
			c.pop()
		}
		return
	}
	// Within these a drawing holds HTML.
	switch t.name {
	case "foreignobject", "desc":
		e.foreign = false
	}
	c.push(e)
}

// drawings are the elements of SVG of which pages hold many.
var drawings = func() map[string]*tag {
	m := map[string]*tag{}
	for _, name := range []string{"svg", "g", "path", "rect", "circle", "ellipse", "line", "use", "text", "title", "desc"} {
		m[name] = &tag{name: name, kind: phrasing}
	}
	for _, name := range []string{"svg", "math", "foreignobject"} {
		m[name] = &tag{name: name, kind: phrasing | fence}
	}
	return m
}()
