package markup

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Base gives the name of the file at an address: "../Mijn%20pagina_bestanden/appels.jpg?w=300" is "appels.jpg".
func Base(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if s, err := url.PathUnescape(address); err == nil {
		address = s
	}
	return path.Base(strings.ReplaceAll(address, `\`, "/"))
}

// image adds a picture, or what its address says when it is not there.
func (w *walker) image(n *html.Node, l look) {
	alt := strings.TrimSpace(attr(n, "alt"))
	switch class := attr(n, "class"); {
	case isDot(attr(n, "width")), isDot(attr(n, "height")): // a spacer or a counter
		return
	case strings.Contains(class, "wp-smiley"), strings.Contains(class, "emoji"):
		w.text(alt, l)
		return
	}
	w.underPhoto = false
	absent := ""
	for _, src := range addresses(n) {
		name, data, ok := w.picture(src)
		if !ok {
			if absent == "" && !strings.HasPrefix(src, "data:") {
				absent = src
			}
			continue
		}
		role := attr(n, "role")
		piece, ok := w.b.Photo(name, data, alt, role == "presentation" || role == "none" || attr(n, "aria-hidden") == "true")
		if ok {
			w.pieces = append(w.pieces, piece)
			w.pictures++
			w.underPhoto = true
		}
		return
	}
	if absent != "" && !w.absent[absent] {
		w.absent[absent] = true
		w.missing = append(w.missing, absent)
	}
}

// isDot reports whether a width or height is that of a picture that nobody sees.
func isDot(size string) bool {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(size), "px"))
	return err == nil && n >= 0 && n <= 2
}

// addresses gives where a picture may be, best first. Sites that load pictures late have something else in src.
func addresses(n *html.Node) []string {
	var all []string
	for _, key := range []string{"src", "data-src", "data-lazy-src", "data-original"} {
		if s := strings.TrimSpace(attr(n, key)); s != "" {
			all = append(all, s)
		}
	}
	for candidate := range strings.SplitSeq(attr(n, "srcset"), ", ") {
		if s, _, _ := strings.Cut(strings.TrimSpace(candidate), " "); s != "" && len(all) < 20 {
			all = append(all, s)
		}
	}
	return all
}

// minInside is the smallest picture in a data: address that is no placeholder, in bytes.
const minInside = 200

var dataURI = regexp.MustCompile(`(?i)^data:image/(png|jpe?g|gif|webp);(?:[^,]*;)?base64,`)

func (w *walker) picture(src string) (name string, data []byte, ok bool) {
	if len(src) < 5 || !strings.EqualFold(src[:5], "data:") {
		if w.o.Picture == nil {
			return "", nil, false
		}
		return w.o.Picture(src)
	}
	m := dataURI.FindStringSubmatch(src[:min(len(src), 200)])
	if m == nil {
		return "", nil, false
	}
	code := src[len(m[0]):]
	if strings.Contains(code, "%") {
		code, _ = url.PathUnescape(code)
	}
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.Join(strings.Fields(code), ""), "="))
	if err != nil || len(data) < minInside {
		return "", nil, false
	}
	w.inside++
	return fmt.Sprintf("afbeelding-%d.%s", w.inside, strings.ToLower(m[1])), data, true
}

var (
	youTube = regexp.MustCompile(`^https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})(?:\?|$)`)
	vimeo   = regexp.MustCompile(`^https?://player\.vimeo\.com/video/(\d+)(?:\?|$)`)
)

// embedded makes a link of what plays in the page.
func (w *walker) embedded(n *html.Node) {
	src := attr(n, "src")
	if src == "" {
		src = attr(n, "data-src")
	}
	for c := n.FirstChild; c != nil && src == ""; c = c.NextSibling {
		src = attr(c, "src")
	}
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	u, err := url.Parse(src)
	if err != nil || src == "" || src == "about:blank" {
		return
	}
	label := ""
	if m := youTube.FindStringSubmatch(src); m != nil {
		src, label = "https://www.youtube.com/watch?v="+m[1], "Bekijk de video op YouTube"
	} else if m := vimeo.FindStringSubmatch(src); m != nil {
		src, label = "https://vimeo.com/"+m[1], "Bekijk de video op Vimeo"
	} else if n.Data == "video" {
		label = "Bekijk de video"
	} else if n.Data == "audio" {
		label = "Beluister het geluid"
	}
	if label == "" || u.Host == "" {
		name := u.Hostname()
		if name == "" {
			name = Base(src)
		}
		w.b.Warn(fmt.Sprintf("Wat van %s in de tekst was ingesloten, is weggelaten.", shorten(name)), "Zet er een link naar in de tekst.")
		return
	}
	if title := strings.TrimSpace(attr(n, "title")); title != "" && !strings.Contains(title, "video player") && !strings.HasPrefix(title, "vimeo-player") {
		label += ": " + title
	}
	w.flush()
	w.text(label, look{link: w.link(src)})
	w.flush()
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// form leaves a form out. Some sites put all of a page in one: the text of that stays.
func (w *walker) form(n *html.Node, l look) {
	if w.parted[n] || len(text(n)) > maxForm {
		w.block(n, l, w.at)
		return
	}
	w.flush()
	w.b.Warn("Een formulier is weggelaten.", "Zet in de tekst hoe mensen zich kunnen melden: een telefoonnummer of mailadres.")
}

// maxForm is how many bytes of text a form has that is left out.
const maxForm = 600

// figure walks pictures and then what stands under them, which may be written above them.
func (w *walker) figure(n *html.Node, l look) {
	w.flush()
	before := w.pictures
	var captions []*html.Node
	for c := range n.ChildNodes() {
		if c.Data == "figcaption" {
			captions = append(captions, c)
			continue
		}
		w.node(c, l)
	}
	w.flush()
	w.underPhoto = w.underPhoto && w.pictures == before+1 // words under more pictures are about all of them
	for _, c := range captions {
		w.node(c, l)
	}
	w.flush()
}

// Names lists the files at addresses for a notice: the first ten, and how many there are besides.
func Names(addresses []string) string {
	var names []string
	for _, a := range addresses[:min(len(addresses), 10)] {
		names = append(names, shorten(Base(a)))
	}
	list := strings.Join(names, ", ")
	if more := len(addresses) - 10; more > 0 {
		list += fmt.Sprintf(" en nog %d", more)
	}
	return list
}
