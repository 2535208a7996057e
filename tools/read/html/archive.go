package html

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"net/url"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/markup"
)

// The limits of an archive.
const (
	maxParts = 2_000
	maxDepth = 3 // archives in each other
)

var errDamaged = notice.Refuse("Het webarchief (.mht) is beschadigd en niet te lezen.", "Sla de pagina opnieuw op, of kopieer de tekst naar een Word-bestand (.docx).")

// A document is the HTML of a page with the pictures that came with it.
type document struct {
	html        []byte
	contentType string
	address     string
	pictures    map[string]page.File // by address, by cid: and by name in lower case
}

var header = regexp.MustCompile(`(?i)^(?:from|subject|date|mime-version|content-type|snapshot-content-location|x-[a-z-]+):[ \t]`)

// open finds the HTML and the pictures of a source.
func open(src page.Source) (*document, error) {
	doc := &document{html: src.Data, pictures: map[string]page.File{}}
	if header.Match(src.Data) {
		m, err := mail.ReadMessage(bytes.NewReader(src.Data))
		if err != nil {
			return nil, errDamaged
		}
		doc.html = nil
		count := 0
		if err := doc.part(textproto.MIMEHeader(m.Header), m.Body, 0, &count); err != nil || doc.html == nil {
			return nil, errDamaged
		}
	}
	for _, f := range src.Photos {
		doc.keep(strings.ToLower(markup.Base(f.Name)), f)
	}
	return doc, nil
}

func (d *document) keep(key string, f page.File) {
	if _, ok := d.pictures[key]; !ok && key != "" {
		d.pictures[key] = f
	}
}

// part reads a part of an archive. What was cut off counts as far as it goes.
func (d *document) part(h textproto.MIMEHeader, body io.Reader, depth int, count *int) error {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "application/octet-stream"
	}
	if strings.HasPrefix(kind, "multipart/") {
		if depth == maxDepth {
			return errDamaged
		}
		r := multipart.NewReader(body, params["boundary"])
		for {
			p, err := r.NextPart()
			if err != nil {
				return nil
			}
			if *count++; *count > maxParts {
				return markup.ErrTooBig
			}
			if err := d.part(p.Header, p, depth+1, count); err != nil {
				return err
			}
		}
	}
	if strings.EqualFold(h.Get("Content-Transfer-Encoding"), "base64") {
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, _ := io.ReadAll(body)
	address := h.Get("Content-Location")
	switch {
	case (kind == "text/html" || kind == "application/xhtml+xml") && d.html == nil:
		d.html, d.contentType, d.address = data, h.Get("Content-Type"), address
	case strings.HasPrefix(kind, "image/"):
		f := page.File{Name: markup.Base(address), Data: data}
		if address == "" {
			f.Name = fmt.Sprintf("afbeelding-%d.%s", *count, strings.TrimPrefix(kind, "image/"))
		}
		d.keep(address, f)
		d.keep(strings.ToLower(f.Name), f)
		if id := strings.Trim(h.Get("Content-ID"), "<>"); id != "" {
			d.keep("cid:"+id, f)
		}
	}
	return nil
}

// picture finds a picture by its address in the HTML.
func (d *document) picture(src string) (name string, data []byte, ok bool) {
	for _, key := range []string{src, strings.ToLower(markup.Base(src))} {
		if f, ok := d.pictures[key]; ok {
			return markup.Base(f.Name), f.Data, true
		}
	}
	return "", nil, false
}

// saved is what browsers write in a page that they save.
var saved = regexp.MustCompile(`<!-- saved from url=\(\d+\)(https?://\S+?) -->`)

// savedFrom gives where a page was saved from, nil when nothing says it.
func savedFrom(text, address string) *url.URL {
	if m := saved.FindStringSubmatch(text[:min(len(text), 4096)]); m != nil {
		address = m[1]
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}
