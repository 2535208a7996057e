package markup

import (
	"slices"
	"strconv"
	"strings"
)

// get gives the value of an attribute of the last start tag.
func (c *checker) get(name string) (string, bool) {
	for i := range c.s.attrs {
		if a := &c.s.attrs[i]; a.name == name {
			return a.val(), true
		}
	}
	return "", false
}

// has tells whether the last start tag has an attribute with something in it.
func (c *checker) has(name string) bool {
	v, _ := c.get(name)
	return !blank(v)
}

// attributes checks the attributes of the last start tag of HTML.
func (c *checker) attributes(e *element) {
	list := c.s.attrs
	c.doubles(e, list)
	for i := range list {
		a := &list[i]
		if c.common(e, a) {
			continue
		}
		known := attributes[a.name]
		switch {
		case strings.HasPrefix(a.name, "data-") && len(a.name) > 5, e.tag.kind&(phrasing|through) == phrasing|through && tags[e.name] == nil, a.name == "xml:lang":
		case known == nil:
			c.wrong(e.line, "HTML kent bij <"+short(e.name)+"> geen "+short(a.name)+".")
		case known.gone && !(a.name == "abbr" && e.name == "th"):
			c.wrong(e.line, "HTML kent "+a.name+" niet meer: opmaak hoort in de stijl (CSS).")
		case known.on != "" && !in(known.on, e.name):
			c.wrong(e.line, a.name+" hoort niet bij <"+short(e.name)+">.")
		default:
			c.value(e, a, known)
		}
	}
	for need := range strings.FieldsSeq(e.needs) {
		if _, ok := c.get(need); !ok {
			c.wrong(e.line, "Bij <"+e.name+"> ontbreekt "+need+".")
		}
	}
}

// doubles reports attributes that stand twice at one element.
func (c *checker) doubles(e *element, list []attr) {
	if len(list) > 32 {
		names := make([]string, len(list))
		for i, a := range list {
			names[i] = a.name
		}
		slices.Sort(names)
		for i := 1; i < len(names); i++ {
			if names[i] == names[i-1] {
				c.wrong(e.line, "Bij <"+short(e.name)+"> staat "+short(names[i])+" twee keer.")
				return
			}
		}
		return
	}
	for i := range list {
		for j := range i {
			if list[i].name == list[j].name {
				c.wrong(e.line, "Bij <"+short(e.name)+"> staat "+short(list[i].name)+" twee keer.")
				return
			}
		}
	}
}

// common checks the attributes that drawings have too. It tells whether it knew this one.
func (c *checker) common(e *element, a *attr) bool {
	switch a.name {
	case "class":
	case "id":
		c.ident(e, a.val())
	case "style":
		c.add("script-in-pagina", e.line, "Bij <"+short(e.name)+"> staat opmaak in de pagina (style).", toTemplates)
	case "role":
		c.role(e, a.val())
	case "lang":
		c.lang(e, a.val())
	case "tabindex":
		n, err := strconv.Atoi(a.value)
		switch {
		case err != nil:
			c.wrong(e.line, "Bij <"+short(e.name)+"> is tabindex geen getal.")
		case n > 0:
			c.add("tabvolgorde", e.line, "<"+short(e.name)+"> dringt voor bij wie met de Tab-toets springt (tabindex="+strconv.Itoa(n)+").", toTemplates)
		}
	default:
		switch {
		case strings.HasPrefix(a.name, "aria-"):
			c.aria(e, a)
		case strings.HasPrefix(a.name, "on") && len(a.name) > 4:
			c.add("script-in-pagina", e.line, "Bij <"+short(e.name)+"> staat een script in de pagina ("+short(a.name)+").", toTemplates)
		default:
			return false
		}
	}
	return true
}

func (c *checker) ident(e *element, id string) {
	switch {
	case id == "":
		c.wrong(e.line, "Bij <"+short(e.name)+"> is id leeg.")
	case strings.ContainsAny(id, " \n\t\r\f"):
		c.wrong(e.line, "Bij <"+short(e.name)+"> staat een spatie in id.")
	case c.inert == 0:
		c.ids = append(c.ids, place{what: id, line: e.line})
		if c.mains > 0 || e.name == "main" {
			c.seen.idsInMain = append(c.seen.idsInMain, id)
		}
	}
}

func (c *checker) lang(e *element, v string) {
	if !tongue(v) {
		text := "Bij <" + short(e.name) + "> is de taal leeg (lang)."
		if v != "" {
			text = "Bij <" + short(e.name) + "> is '" + short(v) + "' geen code van een taal, zoals nl of en."
		}
		c.add("pagina-taal", e.line, text, "Schrijf de code van de taal: lang=\"nl\". "+toTemplates)
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// value checks the value of an attribute.
func (c *checker) value(e *element, a *attr, known *attribute) {
	bad := ""
	switch known.value {
	case flag:
		if v := a.value; v != "" && !strings.EqualFold(v, a.name) {
			bad = "heeft geen waarde nodig: " + a.name + " staat er of staat er niet"
		}
	case number, count, positive:
		n, err := strconv.Atoi(a.value)
		switch {
		case err != nil || known.value != number && a.value[0] == '+':
			bad = "hoort een heel getal te zijn"
		case known.value == count && n < 0 || known.value == positive && n < 1:
			bad = "is een te klein getal"
		}
	case address:
		bad = badAddress(a.val(), e.name == "a" || e.name == "area" || e.name == "base")
	case addresses:
		wide, n := 0, 0
		for s := range candidates(a.val()) {
			if bad = badAddress(s.url, false); bad != "" {
				break
			}
			if !s.ok {
				bad = "heeft een onleesbare maat"
				break
			}
			n++
			if s.width > 0 {
				wide++
			}
		}
		_, sized := c.get("sizes")
		_, imageSized := c.get("imagesizes")
		switch {
		case bad != "":
		case wide > 0 && wide < n:
			bad = "heeft niet overal een breedte"
		case wide > 0 && !sized && !imageSized:
			bad = "noemt breedtes, en sizes ontbreekt"
		}
	case oneOf:
		// Some of them mean something without a value.
		if v := a.val(); !in(known.words, lower(v)) && (v != "" || !in(" crossorigin hidden popover contenteditable translate writingsuggestions autocorrect preload spellcheck ", a.name)) {
			bad = "kan niet '" + short(v) + "' zijn"
		}
	case identRef, identRefs:
		c.refer(e.line, a.name, a.val(), known.value == identRefs)
		return
	case hash:
		if v := a.value; len(v) < 2 || v[0] != '#' {
			bad = "hoort met # te beginnen"
		}
	case language:
		if v := a.val(); !tongue(v) && !(v == "x-default" && e.name == "link") {
			bad = "hoort de code van een taal te zijn, zoals nl of en"
		}
	case moment:
		if !isMoment(a.val()) {
			bad = "hoort een datum of tijd te zijn zoals 2027-03-21T10:00"
		}
	}
	if bad != "" {
		c.wrong(e.line, "Bij <"+short(e.name)+">: "+a.name+" "+bad+".")
	}
}

// refer notes ids that must be on the page.
func (c *checker) refer(line int, name, ids string, more bool) {
	n := 0
	for id := range strings.FieldsSeq(ids) {
		c.refs = append(c.refs, place{what: id, line: line, attr: name})
		n++
	}
	if n == 0 || n > 1 && !more {
		c.add("aria-fout", line, name+" hoort de id van een element te noemen.", toTemplates)
	}
}

// badAddress says what is wrong with an address by its looks.
func badAddress(v string, mayBeEmpty bool) string {
	t := strings.Trim(v, " \n\t\r\f")
	if isScript(t) {
		return "" // reported as that
	}
	if t == "" {
		if mayBeEmpty && v == "" {
			return ""
		}
		return "is leeg"
	}
	for i := range len(t) {
		switch c := t[i]; {
		case space(c):
			return "heeft een spatie in het adres"
		case c < ' ' || c == 0x7f || strange[c]:
			return "heeft een teken dat niet in een adres mag: " + strconv.QuoteRune(rune(c))
		case c == '%' && (i+2 >= len(t) || !hex(t[i+1]) || !hex(t[i+2])):
			return "heeft een % in het adres zonder twee cijfers erachter"
		}
	}
	if scheme, rest, ok := strings.Cut(t, ":"); ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) {
		host, _ := strings.CutPrefix(rest, "//")
		host, _, _ = strings.Cut(host, "/")
		if !strings.HasPrefix(rest, "//") || host == "" {
			return "is geen heel adres"
		}
	}
	return ""
}

// strange are the letters that may not stand in an address (URL Standard).
var strange = [256]bool{'"': true, '<': true, '>': true, '\\': true, '^': true, '`': true, '{': true, '|': true, '}': true}

func hex(c byte) bool { return digit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
