package markup

import "strings"

// element is an element that is open.
type element struct {
	*tag
	line    int
	from    int  // where its text starts in what is gathered
	ref     int  // the number of its link, from 1
	foreign bool // what it holds is SVG or MathML
	narrow  bool // it holds running text alone
	off     bool // screen readers pass over it
	named   bool // it has a name that is no text
	gathers bool
	has     contents
	id      string // of a label the field that it is for
	label   string // of a link its aria-label
	role    string // that it is given
}

// contents are what was found in an element.
type contents uint16

const (
	hasSummary contents = 1 << iota
	hasHeader           // a table with th, or for layout
	hasPicture
	hasField
	hasChild   // anything
	hasTerm    // of a list of terms a term
	hasMeaning // and behind it a meaning
	hasCaption // of a figure
	isImage    // a drawing with role=img
)

// maxDepth is how deep elements may stand in each other: browsers stop at 512.
const maxDepth = 512

// run reads the page.
func (c *checker) run() {
	for {
		c.s.foreign = len(c.open) > 0 && c.open[len(c.open)-1].foreign
		t := c.s.next()
		switch t.kind {
		case endOfFile:
			for len(c.open) > 0 {
				if e := c.top(); !e.is(optional) && !c.s.broken {
					c.wrong(e.line, "<"+short(e.name)+"> wordt nergens gesloten.")
				}
				c.pop()
			}
			return
		case text:
			c.text(t)
		case doctype:
			c.doctype(t)
		case startTag:
			if len(c.open) >= maxDepth {
				c.wrong(c.lineAt(t.start), "Hier staan meer dan 500 elementen in elkaar.")
				for len(c.open) > 0 {
					c.pop()
				}
				return
			}
			c.start(t)
		case endTag:
			c.end(t)
		}
	}
}

func (c *checker) doctype(t token) {
	switch {
	case c.seen.doctype || len(c.open) > 0:
		c.wrong(c.lineAt(t.start), "De regel <!doctype html> hoort bovenaan, en maar één keer.")
	case !strings.EqualFold(strings.Join(strings.Fields(strings.Trim(c.s.src[t.start:t.end], "<!>")), " "), "doctype html"):
		c.wrong(c.lineAt(t.start), "De eerste regel hoort <!doctype html> te zijn.")
	}
	c.seen.doctype = true
}

func (c *checker) top() *element {
	if len(c.open) == 0 {
		return nil
	}
	return &c.open[len(c.open)-1]
}

// push opens an element.
func (c *checker) push(e element) {
	p := c.top()
	e.narrow = e.is(running) || e.is(through) && p != nil && p.narrow
	e.off = e.off || p != nil && p.off
	e.from = len(c.gathered)
	c.count(&e, 1)
	c.open = append(c.open, e)
}

// pop closes the last element.
func (c *checker) pop() {
	e := &c.open[len(c.open)-1]
	c.count(e, -1)
	c.closed(e)
	if c.names == 0 {
		c.gathered = c.gathered[:0]
	}
	c.open = c.open[:len(c.open)-1]
}

func (c *checker) count(e *element, n int) {
	if e.gathers {
		c.names += n
	}
	if e.foreign {
		return
	}
	if e.name == "button" || e.role == "button" {
		c.buttons += n
	}
	switch e.name {
	case "a":
		if e.ref > 0 {
			c.links += n
		}
	case "label":
		c.labels += n
	case "form":
		c.forms += n
	case "template":
		c.inert += n
	case "main":
		c.mains += n
	case "header", "footer":
		c.banners += n
	}
}

// implies are the elements that a start tag ends, as long as only such elements are open in them (13.1.2.4).
var implies = map[string]string{
	"li": " li ", "dt": " dt dd ", "dd": " dt dd ", "option": " option ", "optgroup": " option optgroup ", "rt": " rt rp ", "rp": " rt rp ",
	"td": " td th ", "th": " td th ", "tr": " tr td th caption colgroup ", "body": " head ", "colgroup": " colgroup caption ",
	"tbody": " thead tbody tfoot tr td th caption colgroup ", "thead": " caption colgroup ", "tfoot": " thead tbody tr td th caption colgroup ",
}

// imply closes what a start tag ends. What has no end of its own must have been closed by then.
func (c *checker) imply(t *tag) {
	list, through := implies[t.name], optional|phrasing
	if t.is(closesP) {
		list, through = " p ", optional
	}
	if list == "" {
		return
	}
	const far = 50 // no page has more in a point of a list
	for i := len(c.open) - 1; i >= max(0, len(c.open)-far) && c.open[i].is(through) && !c.open[i].foreign && !in(" button select template object ", c.open[i].name); i-- {
		if !in(list, c.open[i].name) {
			continue
		}
		for len(c.open) > i {
			if e := c.top(); !e.is(optional) {
				c.wrong(e.line, "<"+short(e.name)+"> is niet gesloten voor <"+short(t.name)+">.")
				c.lost = append(c.lost, e.name)
			}
			c.pop()
		}
	}
}

// begin sees to it that html, and head or body, are open for an element of the page.
func (c *checker) begin(line int, inHead bool) {
	if len(c.open) == 0 {
		if c.ended || c.seen.html > 0 {
			c.after(line)
			c.push(element{tag: tags["html"], line: line})
			c.push(element{tag: tags["body"], line: line})
			return
		}
		c.seen.html++
		c.seen.htmlLine = line
		c.push(element{tag: tags["html"], line: line})
	}
	switch p := c.top(); {
	case p.name == "html" && !p.foreign:
		if c.ended {
			c.after(line)
		}
		if inHead && c.seen.bodies == 0 {
			c.seen.heads++
			c.push(element{tag: tags["head"], line: line})
			return
		}
		c.openBody(line)
	case p.name == "head" && !p.foreign && !inHead:
		c.pop()
		c.openBody(line)
	}
}

func (c *checker) openBody(line int) {
	c.implied = c.implied || c.seen.bodies == 0
	c.seen.bodies++
	c.push(element{tag: tags["body"], line: line})
}

// after reports what stands behind the end, once.
func (c *checker) after(line int) {
	if c.ended {
		c.wrong(line, "Achter </body> of </html> staat nog iets.")
		c.ended = false
	}
}

// start handles a start tag.
func (c *checker) start(t token) {
	line := c.lineAt(t.start)
	if p := c.top(); p != nil && p.foreign {
		if known := tags[t.name]; known == nil || !breaksOut(t.name) {
			c.drawing(t, line)
			return
		}
		c.wrong(line, "<"+t.name+"> hoort niet in een tekening (<svg>).")
		for c.top() != nil && c.top().foreign {
			c.lost = append(c.lost, c.top().name)
			c.pop()
		}
	}
	switch t.name {
	case "svg", "math":
		c.begin(line, false)
		c.imply(inSVG)
		c.drawing(t, line)
		return
	case "html", "head", "body":
		c.frame(t, line)
		return
	case "image":
		c.wrong(line, "<image> bestaat alleen in een tekening. Schrijf <img>.")
		return
	}
	known := tags[t.name]
	if known == nil {
		if !strings.Contains(t.name, "-") {
			c.wrong(line, "HTML kent <"+short(t.name)+"> niet.")
		}
		known = &tag{name: t.name, kind: phrasing | through}
	}
	c.begin(line, known.is(meta|either))
	c.imply(known)
	e := element{tag: known, line: line}
	c.placed(&e)
	c.attributes(&e)
	c.opened(&e)
	switch {
	case known.is(void):
		return
	case t.closed:
		c.wrong(line, "<"+short(t.name)+"/> sluit zichzelf niet: alleen <br> en dergelijke hebben geen eind.")
	}
	c.push(e)
}

// breaksOut tells whether an element of HTML ends a drawing (13.2.6.5).
func breaksOut(name string) bool {
	return in(" b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li menu meta nobr ol p pre ruby s small span strong sub sup table u ul ", name)
}

// frame handles html, head and body.
func (c *checker) frame(t token, line int) {
	e := element{tag: tags[t.name], line: line}
	s := &c.seen
	switch {
	case t.name == "html" && s.html == 0:
		s.html, s.htmlLine = 1, line
	case t.name == "head" && s.heads == 0 && s.bodies == 0:
		s.heads++
		if len(c.open) == 0 {
			s.html++
			s.htmlLine = line
			c.push(element{tag: tags["html"], line: line})
		}
	case t.name == "body" && s.bodies == 0:
		if len(c.open) == 0 {
			s.html++
			s.htmlLine = line
			c.push(element{tag: tags["html"], line: line})
		}
		c.imply(e.tag)
		if p := c.top(); p.name != "html" {
			c.wrong(line, "<body> staat in <"+short(p.name)+">.")
			return
		}
		s.bodies++
	default:
		if t.name != "body" || !c.quiet {
			c.wrong(line, "<"+t.name+"> staat hier nog een keer.")
		}
		return
	}
	c.attributes(&e)
	if t.name == "html" {
		lang, _ := c.get("lang")
		c.facts.Lang = cut(lang)
		s.dir, _ = c.get("dir")
	}
	c.push(e)
}

// end handles an end tag.
func (c *checker) end(t token) {
	line := c.lineAt(t.start)
	if len(c.s.attrs) > 0 {
		c.wrong(line, "In </"+short(t.name)+"> hoort alleen de naam.")
	}
	known := tags[t.name]
	if known != nil && known.is(void) && (c.top() == nil || !c.top().foreign) {
		c.wrong(line, "</"+t.name+"> bestaat niet: <"+t.name+"> heeft geen eind.")
		return
	}
	at := -1
	for i := len(c.open) - 1; i >= 0; i-- {
		e := &c.open[i]
		if e.name == t.name {
			at = i
			break
		}
		if e.is(fence) && (known == nil || !known.is(structural) || !e.is(structural) || e.name == "table") {
			break
		}
	}
	if at < 0 {
		c.stray(t, line)
		return
	}
	tight := known == nil || known.is(running|through)
	for len(c.open)-1 > at {
		e := c.top()
		if !e.is(optional) || tight {
			c.wrong(e.line, "<"+short(e.name)+"> is niet gesloten voor </"+short(t.name)+">.")
			c.lost = append(c.lost, e.name)
		}
		c.pop()
	}
	if t.name == "body" || t.name == "html" {
		c.ended = true
	}
	c.pop()
}

// stray reports an end tag of something that is not open, unless that was reported when it was closed too early.
func (c *checker) stray(t token, line int) {
	for i := len(c.lost) - 1; i >= 0 && i >= len(c.lost)-maxDepth; i-- {
		if c.lost[i] == t.name {
			c.lost = append(c.lost[:i], c.lost[i+1:]...)
			return
		}
	}
	switch {
	case t.name == "head" && c.implied:
		c.quiet = true
		c.wrong(line, "Voor </head> staat iets dat in <body> hoort.")
	case t.name == "p":
		c.wrong(line, "</p> sluit niets: een blok, zoals een <div> of een lijst, heeft de alinea al beëindigd.")
	default:
		c.wrong(line, "</"+short(t.name)+"> sluit niets: <"+short(t.name)+"> is niet open.")
	}
}
