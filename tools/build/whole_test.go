package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/ics"
)

const (
	// maxTitle is how long the title of a page may be, with the name of the site: more is cut off in tabs and by search engines. Somebody
	// who writes a longer one gets no name of a municipality behind it.
	maxTitle = 70
	siteName = "#Opladers"
)

// whole is a built site, read to be checked as one: what its pages name is there, and each page is sound.
type whole struct {
	base  string // address of the site, with a slash
	files map[string][]byte
	pages map[string]*sheet // by file
	wrong []string
}

// sheet is what a page says of itself.
type sheet struct {
	file, lang, dir    string
	title, description string
	canonical          string
	ids                map[string]int
	headings           []int
	alternates         map[string]string // address by language
	redirect           bool
	part               bool // to paste in a mail: no page of the site
	hidden             bool // from search engines
	names              []reference
	labels             []string // ids that attributes such as aria-labelledby name
}

// reference is an address that a page names.
type reference struct{ attribute, address string }

// checkWhole gives all that is wrong with a site.
func checkWhole(base string, files map[string][]byte) []string {
	w := &whole{base: base, files: files, pages: map[string]*sheet{}}
	for name, data := range files {
		if path.Ext(name) == ".html" {
			w.pages[name] = w.read(name, data)
		}
	}
	titles := map[string]string{}
	for _, name := range sortedNames(files) {
		if d := w.pages[name]; d != nil {
			w.links(d)
			switch {
			case d.redirect, d.part:
			default:
				w.page(d, titles)
			}
			continue
		}
		w.feed(name, files[name])
	}
	return w.wrong
}

func sortedNames(files map[string][]byte) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (w *whole) say(file, format string, args ...any) {
	w.wrong = append(w.wrong, file+": "+fmt.Sprintf(format, args...))
}

// read parses a page.
func (w *whole) read(name string, data []byte) *sheet {
	d := &sheet{file: name, ids: map[string]int{}, alternates: map[string]string{}}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		w.say(name, "%v", err)
		return d
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			w.element(d, n)
		}
	}
	return d
}

func attributes(n *html.Node) map[string]string {
	out := map[string]string{}
	for _, a := range n.Attr {
		out[a.Key] = a.Val
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func (w *whole) element(d *sheet, n *html.Node) {
	a := attributes(n)
	if id, ok := a["id"]; ok {
		d.ids[id]++
	}
	for _, key := range []string{"href", "src", "action", "poster", "data"} {
		if address, ok := a[key]; ok {
			d.names = append(d.names, reference{n.Data + " " + key, address})
		}
	}
	for candidate := range strings.SplitSeq(a["srcset"], ",") {
		if f := strings.Fields(candidate); len(f) > 0 {
			d.names = append(d.names, reference{n.Data + " srcset", f[0]})
		}
	}
	for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for"} {
		d.labels = append(d.labels, strings.Fields(a[key])...)
	}
	switch n.Data {
	case "html":
		d.lang = a["lang"]
		d.dir = a["dir"]
	case "body":
		d.part = a["data-soort"] == ""
	case "title":
		if n.Parent.Data == "head" {
			d.title = textOf(n)
		}
	case "meta":
		switch {
		case a["name"] == "robots":
			d.hidden = strings.Contains(a["content"], "noindex")
		case a["name"] == "description":
			d.description = a["content"]
		case a["http-equiv"] == "refresh":
			d.redirect = true
			if _, address, ok := strings.Cut(a["content"], "url="); ok {
				d.names = append(d.names, reference{"meta refresh", address})
			}
		case a["property"] == "og:image" || a["property"] == "og:url":
			d.names = append(d.names, reference{a["property"], a["content"]})
		}
	case "link":
		switch {
		case a["rel"] == "canonical":
			d.canonical = a["href"]
		case a["hreflang"] != "":
			d.alternates[a["hreflang"]] = a["href"]
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		d.headings = append(d.headings, int(n.Data[1]-'0'))
		if textOf(n) == "" {
			w.say(d.file, "an empty %s", n.Data)
		}
	case "img":
		for _, key := range []string{"alt", "width", "height"} {
			if value, ok := a[key]; !ok || key != "alt" && value == "" {
				w.say(d.file, "a picture without %s: %s", key, a["src"])
			}
		}
	case "script":
		if a["type"] == "application/ld+json" && !json.Valid([]byte(textOf(n))) {
			w.say(d.file, "JSON-LD that is none")
		}
	}
}

// page checks one page on its own, and that its title is like no other's in its language.
func (w *whole) page(d *sheet, titles map[string]string) {
	if d.lang == "" {
		w.say(d.file, "no language")
	}
	if want := map[bool]string{true: "rtl", false: "ltr"}[d.lang == "ar"]; d.dir != want {
		w.say(d.file, "dir is %q in language %q", d.dir, d.lang)
	}
	switch other := titles[d.lang+d.title]; {
	case d.title == "":
		w.say(d.file, "no title")
	case !strings.Contains(d.title, siteName):
		w.say(d.file, "the title %q is without the name of the site", d.title)
	case utf8.RuneCountInString(d.title) > maxTitle && strings.Count(d.title, " – ") > 2:
		w.say(d.file, "the title has %d characters: %s", utf8.RuneCountInString(d.title), d.title)
	case other != "" && !d.hidden:
		w.say(d.file, "the title %q is that of %s too", d.title, other)
	}
	if !d.hidden {
		titles[d.lang+d.title] = d.file
	}
	if d.description == "" {
		w.say(d.file, "no description")
	}
	for id, n := range d.ids {
		if n > 1 || id == "" {
			w.say(d.file, "%d times id %q", n, id)
		}
	}
	for _, id := range d.labels {
		if d.ids[id] == 0 {
			w.say(d.file, "an attribute names #%s, which is not there", id)
		}
	}
	before := 0
	for i, level := range d.headings {
		if (level == 1) != (i == 0) || level > before+1 {
			w.say(d.file, "headings are not in order: %v", d.headings)
			break
		}
		before = level
	}
	if len(d.headings) == 0 {
		w.say(d.file, "no h1")
	}
}

// links checks all that a page names.
func (w *whole) links(d *sheet) {
	for _, r := range d.names {
		w.reference(d.file, r)
	}
	for lang, address := range d.alternates {
		other := w.pages[w.file(address)]
		if other == nil || other.redirect {
			w.say(d.file, "in %s it is %s, which is no page", lang, address)
		} else if other.alternates[d.lang] != d.alternates[d.lang] || d.alternates[d.lang] == "" {
			w.say(d.file, "%s, in %s, does not name it as the one in %s", address, lang, d.lang)
		}
	}
}

// file gives the file of an address inside the site; "" for one outside.
func (w *whole) file(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	address = strings.Replace(address, "webcal:", "https:", 1)
	if rest, ok := strings.CutPrefix(address, w.base); ok {
		address = "/" + rest
	} else if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return ""
	}
	address, err := url.PathUnescape(address)
	if err != nil {
		return address
	}
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return strings.TrimPrefix(address, "/")
}

var scheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)

// reference checks one address.
func (w *whole) reference(from string, r reference) {
	file := w.file(r.address)
	switch {
	case from == "ontwerp/index.html" && path.Ext(r.address) == ".ics":
		return // the example of an activity has no calendar
	case r.address == "", strings.HasPrefix(r.address, "#"), strings.HasPrefix(r.address, "?"):
		file = from
	case file == "" && scheme.MatchString(r.address):
		return // another site, a mail, a telephone
	case file == "" && !strings.HasPrefix(r.address, "//"): // relative
		file = w.file(path.Join("/", path.Dir(from), r.address))
	}
	if w.files[file] == nil {
		w.say(from, "%s is %s, which is not there", r.attribute, r.address)
		return
	}
	_, fragment, _ := strings.Cut(r.address, "#")
	if fragment, err := url.PathUnescape(fragment); w.pages[file] != nil && fragment != "" && (err != nil || w.pages[file].ids[fragment] == 0) {
		w.say(from, "%s is %s, and that page has no such place", r.attribute, r.address)
	}
}

// own finds the addresses of the site in a file that is no page.
var own = regexp.MustCompile(`https://mijnopladers\.nl/[^\s"'<>)\\]*`)

// feed checks a file that programs read.
func (w *whole) feed(name string, data []byte) {
	switch path.Ext(name) {
	case ".xml", ".svg":
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				w.say(name, "%v", err)
				break
			}
		}
	case ".json", ".webmanifest":
		if !json.Valid(data) {
			w.say(name, "it is no JSON")
		}
	case ".ics":
		if !bytes.HasPrefix(data, []byte("BEGIN:VCALENDAR\r\n")) || !bytes.HasSuffix(data, []byte("\r\nEND:VCALENDAR\r\n")) {
			w.say(name, "it is no calendar")
		}
		_, _, err := ics.Read(page.Source{Name: name, Data: data})
		if err != nil && bytes.Contains(data, []byte("BEGIN:VEVENT")) { // of an initiative without activities it is empty
			w.say(name, "%v", err)
		}
		data = bytes.ReplaceAll(data, []byte("\r\n "), nil)
	case ".txt":
	default:
		return
	}
	if strings.Contains(name, "schema.json") {
		return // its addresses are names
	}
	for _, address := range own.FindAllString(string(data), -1) {
		w.reference(name, reference{"an address", strings.TrimRight(html.UnescapeString(address), ".,;")})
	}
}

func TestCheckWholeFindsMistakes(t *testing.T) {
	const head = `<!DOCTYPE html><html lang="nl" dir="ltr"><head><title>T – #Opladers</title><meta name="description" content="Iets."><body data-soort="page">`
	for text, want := range map[string]string{
		head + `<h1>Goed</h1><a href="#a" id="a">a</a><a href="/">b</a><a href="https://mijnopladers.nl/feed.xml">c</a><a href="tel:1">d</a>`: "",
		head + `<h1>a</h1><a href="/weg/">`:                                                   "a href is /weg/, which is not there",
		head + `<h1>a</h1><a href="https://mijnopladers.nl/weg/">`:                            "which is not there",
		head + `<h1>a</h1><a href="weg.pdf">`:                                                 "which is not there",
		head + `<h1>a</h1><a href="webcal://mijnopladers.nl/weg.ics">`:                        "which is not there",
		head + `<h1>a</h1><a href="/#weg">`:                                                   "no such place",
		head + `<h1>a</h1><a href="#weg">`:                                                    "no such place",
		head + `<h1>a</h1><img src="/" alt="" width="1" height="1" srcset="/ 1w, /b.jpg 2w">`: "img srcset is /b.jpg",
		head + `<h1>a</h1><img src="/" width="1" height="1">`:                                 "a picture without alt",
		head + `<h1>a</h1><img src="/" alt="" width="1">`:                                     "a picture without height",
		head + `<h1>a</h1><h3>b</h3>`:                                                         "headings are not in order",
		head + `<h2>a</h2><h1>b</h1>`:                                                         "headings are not in order",
		head + `<h1>a</h1><h1>b</h1>`:                                                         "headings are not in order",
		head + `<h1></h1>`:                                                                    "an empty h1",
		head + `<p>a`:                                                                         "no h1",
		head + `<h1 id="a">a</h1><p id="a">`:                                                  `2 times id "a"`,
		head + `<h1>a</h1><p aria-labelledby="b">`:                                            "names #b, which is not there",
		head + `<h1>a</h1><script type="application/ld+json">{</script>`:                      "JSON-LD",
		strings.Replace(head, "<body", `<link rel="alternate" hreflang="en" href="/"><body`, 1) + `<h1>a</h1>`: "does not name it as the one in nl",
		strings.Replace(head, ` dir="ltr"`, "", 1) + `<h1>a</h1>`:                                              `dir is ""`,
		strings.Replace(head, `"nl" dir="ltr"`, `"ar" dir="ltr"`, 1) + `<h1>a</h1>`:                            `dir is "ltr" in language "ar"`,
		strings.Replace(head, "#Opladers", "Op", 1) + `<h1>a</h1>`:                                             "without the name of the site",
		strings.Replace(head, "T –", strings.Repeat("T", 60)+" – A – B –", 1) + `<h1>a</h1>`:                   "characters",
		strings.Replace(head, "T –", "Thuis", 1) + `<h1>a</h1>`:                                                "is that of index.html too",
		strings.Replace(head, "Iets.", "", 1) + `<h1>a</h1>`:                                                   "no description",
	} {
		got := checkWhole("https://mijnopladers.nl/", map[string][]byte{
			"index.html":   []byte(strings.Replace(head, "T –", "Thuis", 1) + `<h1>Thuis</h1>`),
			"feed.xml":     []byte(`<rss><link>https://mijnopladers.nl/x/</link></rss>`),
			"x/index.html": []byte(text),
		})
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], "x/index.html: ") || !strings.Contains(got[0], want)) {
			t.Errorf("%s\n%q, want %q", text, got, want)
		}
	}
	for name, text := range map[string]string{
		"a.xml": "<a><b></a>", "b.json": "{", "c.ics": "geen agenda", "d.xml": "<a>https://mijnopladers.nl/weg/</a>", "e.ics": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nURL:https://mijnopladers.nl/w\r\n eg/",
	} {
		if got := checkWhole("https://mijnopladers.nl/", map[string][]byte{name: []byte(text)}); len(got) == 0 {
			t.Errorf("nothing is wrong with %s", name)
		}
	}
}
