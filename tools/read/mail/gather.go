package mail

import (
	"strings"

	"golang.org/x/net/html"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/read/markup"
)

// content is what a mail holds: texts in their order, and files.
type content struct {
	bodies []body
	files  []*file
}

// A body is a text of the mail, or a picture between texts.
type body struct {
	text          string
	isHTML        bool
	flowed, delSp bool // format=flowed of RFC 3676
	picture       *file
	root          *html.Node // of HTML, parsed
	lines         []line
}

// A file is an attachment or a picture in the text.
type file struct {
	name     string
	kind     string // its media type
	cid      string // its Content-ID
	location string // its Content-Location
	attached bool   // the sender attached it; else a program may have put it there
	gone     bool   // it is shown in the text, or was left out with what it stood in
	data     []byte
}

// A gatherer gathers the content of parts.
type gatherer struct {
	broken    bool
	notices   []notice.Notice
	nodes     int    // of HTML so far
	size      int    // bytes of plain text so far
	lines     int    // of text so far
	count     int    // files so far
	envelopes int    // of Outlook so far
	spare     []body // for when there is no other text
}

func (g *gatherer) warn(text, hint string) {
	g.notices = append(g.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
}

func (g *gatherer) gather(p *part) (content, error) {
	switch {
	case p.ContentType == "multipart/encrypted", strings.HasSuffix(p.ContentType, "pkcs7-mime"):
		return content{}, errEncrypted
	case p.ContentType == "multipart/alternative":
		return g.alternative(p)
	case strings.HasPrefix(p.ContentType, "multipart/"):
		return g.all(p)
	}
	return g.leaf(p)
}

// all gathers every part. A picture between texts stands there; other ones are attached.
func (g *gatherer) all(p *part) (content, error) {
	var c content
	for i, kid := range p.kids {
		if i > 0 && (p.ContentType == "multipart/signed" || p.ContentType == "multipart/report") { // the rest is for programs
			break
		}
		k, err := g.gather(kid)
		if err != nil {
			return c, err
		}
		c.bodies = append(c.bodies, k.bodies...)
		c.files = append(c.files, k.files...)
		if len(k.files) == 1 && len(k.bodies) == 0 && p.ContentType == "multipart/mixed" && !k.files[0].attached && k.files[0].isPicture() {
			c.bodies = append(c.bodies, body{picture: k.files[0]})
		}
	}
	return c, nil
}

// alternative gathers the last of the texts that says as much as the others do, and the files of them all.
func (g *gatherer) alternative(p *part) (content, error) {
	var best content
	most := 0
	var files []*file
	for _, kid := range p.kids {
		c, err := g.gather(kid)
		if err != nil {
			return c, err
		}
		files = append(files, c.files...)
		if n := c.words(); n > 0 && 2*n >= most {
			best, most = c, max(n, most)
		}
	}
	best.files = files
	return best, nil
}

// words counts what a reader reads.
func (c content) words() int {
	n := 0
	for _, b := range c.bodies {
		if n += words(b.lines); b.picture != nil || strings.Contains(b.text, "<img") {
			n++
		}
	}
	return n
}

// leaf gathers a part that is a text or a file. A text with a name is a file, unless nothing says so and it comes first.
func (g *gatherer) leaf(p *part) (content, error) {
	name := p.fileName()
	isText := p.ContentType == "text/plain" || p.ContentType == "text/html"
	switch {
	case isText && p.Disposition != "attachment" && (name == "" || g.count == 0 && p.Disposition == ""):
		return g.text(p)
	case isDropped(p.ContentType, name):
		return content{}, nil
	}
	data, ok := p.data()
	g.broken = g.broken || !ok
	f := &file{name: name, kind: p.ContentType, cid: p.ContentID, location: strings.TrimSpace(p.Header.Get("Content-Location")), attached: p.Disposition == "attachment", data: data}
	switch {
	case f.name != "":
	case f.kind == "message/rfc822":
		head, _ := cutHeader(data[:min(len(data), maxPartHeader)])
		f.name = cleanSubject(decodeWords(readHeader(head).Header.Get("Subject")))
	case f.location != "":
		f.name = markup.Base(f.location)
	}
	return g.add(f)
}

func (g *gatherer) text(p *part) (content, error) {
	text, ok := p.text()
	g.broken = g.broken || !ok
	b := body{text: text, isHTML: p.ContentType == "text/html"}
	if !b.isHTML {
		if strings.Contains(text, "-----BEGIN PGP MESSAGE-----") {
			return content{}, errEncrypted
		}
		b.text = unsigned(text)
		b.flowed = strings.EqualFold(p.ContentTypeParams["format"], "flowed")
		b.delSp = strings.EqualFold(p.ContentTypeParams["delsp"], "yes")
	}
	return content{bodies: []body{g.parse(b)}}, nil
}

// parse finds the lines of a text. HTML that is too large or too deep is its words.
func (g *gatherer) parse(b body) body {
	if b.isHTML && g.nodes <= maxNodes {
		root, lines, err := htmlLines(b.text)
		if err == nil {
			b.root, b.lines = root, lines
			g.lines += len(lines)
			for range root.Descendants() {
				g.nodes++
			}
			return b
		}
	}
	if b.isHTML {
		g.broken = true
		b = body{text: markup.Text(b.text)}
	}
	g.size += len(b.text)
	if g.lines <= maxLines && g.size <= maxText { // else the mail is refused
		b.lines = plainLines(b.text, b.flowed, b.delSp)
		g.lines += len(b.lines)
	}
	return b
}

// add adds a file, or what is in it when it is Outlook's own envelope.
func (g *gatherer) add(f *file) (content, error) {
	if f.kind == "application/ms-tnef" || strings.EqualFold(f.name, "winmail.dat") {
		return g.envelope(f)
	}
	if g.count++; g.count > maxFiles {
		g.broken = true
		return content{}, nil
	}
	f.rename(g.count)
	return content{files: []*file{f}}, nil
}

// unsigned takes a text out of its signature by PGP (RFC 9580, section 7).
func unsigned(text string) string {
	_, signed, ok := strings.Cut(text, "-----BEGIN PGP SIGNED MESSAGE-----")
	if !ok {
		return text
	}
	_, signed, _ = strings.Cut(signed, "\n\n")
	signed, _, _ = strings.Cut(signed, "-----BEGIN PGP SIGNATURE-----")
	return strings.ReplaceAll("\n"+signed, "\n- ", "\n")[1:]
}
