package markup

import "strings"

// What is to be known of an element (HTML Standard, 3.2.5 and 4).
type kind uint32

const (
	void       kind = 1 << iota // has no content and no end tag
	optional                    // its end tag may be left out
	phrasing                    // may stand in running text
	running                     // holds running text alone
	through                     // holds what its parent may hold
	closesP                     // its start tag ends a paragraph
	fence                       // an end tag inside does not reach what is outside
	meta                        // belongs in the head
	either                      // may stand in the head and in the body
	heading                     // h1 to h6
	controls                    // can be operated by itself
	old                         // obsolete (16.2)
	speaks                      // needs a name, or its text says something: it is gathered
	textless                    // may hold no text of its own
	structural                  // of a table: its end tag reaches through cells
)

// tag is what is known of an element.
type tag struct {
	name     string
	kind     kind
	parents  string // the elements in which it may stand directly; "" for any
	children string // the elements that may stand in it directly; "" for any
	needs    string // the attributes that it must have
}

func (t *tag) is(k kind) bool { return t.kind&k != 0 }

// tags are the elements of HTML.
var tags = tagsOf()

func tagsOf() map[string]*tag {
	m := map[string]*tag{}
	get := func(name string) *tag {
		if m[name] == nil {
			m[name] = &tag{name: name}
		}
		return m[name]
	}
	for k, names := range map[kind]string{
		void:       "area base br col embed hr img input link meta source track wbr",
		optional:   "html head body p li dt dd option optgroup rt rp tr td th thead tbody tfoot colgroup caption",
		phrasing:   "a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe img input ins kbd label link map mark math meta meter noscript object output picture progress q ruby s samp script select slot small span strong sub sup svg template textarea time u var video wbr selectedcontent",
		running:    "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label legend mark meter output p pre progress q rt s samp small span strong sub summary sup time u var",
		through:    "a ins del map object video audio canvas noscript slot",
		closesP:    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul",
		fence:      "html table td th caption template object svg math foreignobject",
		meta:       "title base",
		either:     "link meta script noscript style template",
		heading:    "h1 h2 h3 h4 h5 h6",
		controls:   "button details embed iframe label select textarea",
		old:        "acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen listing marquee menuitem multicol nextid nobr noembed noframes param plaintext rb rtc spacer strike tt xmp",
		speaks:     "a button summary label legend title h1 h2 h3 h4 h5 h6",
		textless:   "html head ul ol menu dl table thead tbody tfoot tr colgroup select picture hgroup optgroup",
		structural: "table caption colgroup thead tbody tfoot tr td th",
		0:          "figcaption figure article aside section nav header footer main search blockquote div dialog details address form fieldset dl ul ol menu table style",
	} {
		for name := range strings.FieldsSeq(names) {
			get(name).kind |= k
		}
	}
	for name, in := range map[string]string{
		"li": " ul ol menu ", "dt": " dl div ", "dd": " dl div ", "tr": " table thead tbody tfoot ", "td": " tr ", "th": " tr ",
		"thead": " table ", "tbody": " table ", "tfoot": " table ", "caption": " table ", "colgroup": " table ", "col": " colgroup table ",
		"option": " select optgroup datalist ", "optgroup": " select ", "source": " picture audio video ", "track": " audio video ",
		"figcaption": " figure ", "summary": " details ", "legend": " fieldset optgroup ", "rt": " ruby ", "rp": " ruby ", "head": " html ", "body": " html ",
		"title": " head ", "base": " head ",
	} {
		get(name).parents = in
	}
	for name, of := range map[string]string{
		"ul": " li script template ", "ol": " li script template ", "menu": " li script template ", "dl": " dt dd div script template ",
		"table": " caption colgroup col thead tbody tfoot tr script template ", "thead": " tr script template ", "tbody": " tr script template ",
		"tfoot": " tr script template ", "tr": " td th script template ", "colgroup": " col template ", "select": " option optgroup hr button script template ",
		"optgroup": " option legend script template ", "picture": " source img script template ", "hgroup": " p h1 h2 h3 h4 h5 h6 script template ", "html": " head body ",
		"head": " title base link meta script noscript style template ",
	} {
		get(name).children = of
	}
	for name, needs := range map[string]string{
		"img": "src", "link": "href", "object": "data", "data": "value", "track": "src", "optgroup": "label", "map": "name", "bdo": "dir", "meter": "value",
	} {
		get(name).needs = needs
	}
	return m
}

// inSVG is an element of SVG or MathML. What may stand in what is not looked at there.
var inSVG = &tag{kind: phrasing}
