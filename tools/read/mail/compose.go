package mail

import (
	"net/url"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/markup"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// compose fills the message with what the sender wrote and attached. subject is the whole one.
func (m *Message) compose(c content, subject string) {
	var all []line
	for i, b := range c.bodies {
		if b.picture != nil {
			b.lines = []line{{}}
		}
		for _, l := range b.lines {
			l.body = i
			all = append(all, l)
		}
	}
	o := written(all, subject, 0)
	m.Text, m.Full = textOf(o.lines), textOf(all)
	m.write(c, all, o.lines[o.salutation:])
	if m.Page != nil && (o.closed || o.salutation > 0) {
		m.Notices = append(m.Notices, notice.Notice{Level: notice.Advice,
			Text: "De aanhef en de afsluiting van de mail zijn niet overgenomen: daarin staan vaak namen en telefoonnummers.",
			Hint: "Hoort een naam of nummer bij het verhaal? Zet die dan in het verhaal zelf."})
	}
	if o.forwarded {
		m.warn("De doorgestuurde mail onder de tekst is niet overgenomen.", "Is die mail het verhaal? Stuur hem dan door zonder er iets bij te schrijven.")
	}
	for _, f := range c.files {
		switch {
		case f.gone, !f.attached && f.cid != "" && f.isSmallPicture():
		case f.isPicture():
			m.Photos = append(m.Photos, f.page())
		default:
			m.Documents = append(m.Documents, f.page())
		}
	}
}

func (f *file) isSmallPicture() bool { return len(f.data) < small && f.isPicture() }

// textOf writes lines with at most one empty one between them.
func textOf(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if l.blank() && (i == 0 || lines[i-1].blank()) {
			continue
		}
		b.WriteString(l.text + "\n")
	}
	return strings.TrimSpace(b.String())
}

// write makes the page of the lines that are kept.
func (m *Message) write(c content, all, kept []line) {
	b := &prose.Builder{Title: m.Subject}
	missing := false
	before, after := parted(all, len(c.bodies)), parted(kept, len(c.bodies)+1)
	for i, body := range c.bodies {
		switch {
		case body.picture != nil && len(after[i]) > 0 && len(after[i+1]) > 0: // else it is attached
			if piece, ok := b.Photo(body.picture.name, body.picture.data, "", false); ok {
				body.picture.gone = true
				b.Paragraph(prose.Paragraph{Pieces: []prose.Piece{piece}})
			}
		case body.root != nil:
			text := render(body.root, before[i], after[i], func(src string) bool {
				f := c.find(src)
				return f == nil || !f.isSmallPicture()
			})
			absent, err := markup.Into(b, text, markup.Options{Picture: func(src string) (string, []byte, bool) {
				f := c.find(src)
				if f == nil {
					return "", nil, false
				}
				return f.name, f.data, true
			}})
			if missing = missing || len(absent) > 0; err != nil {
				writePlain(b, after[i], 0)
			}
		default:
			writePlain(b, after[i], width(before[i]))
		}
	}
	if missing {
		b.Warn("Een afbeelding in de mail is weggelaten: die zit niet in de mail zelf, maar staat op een website of ontbreekt.", "Voeg de afbeelding als bijlage toe aan de mail.")
	}
	p, notices, err := b.Page(page.Source{})
	m.Notices = append(m.Notices, notices...)
	if err != nil {
		return
	}
	p.Announced, p.Sender = m.Date, m.From
	m.Page = p
}

// parted gives the lines of each body.
func parted(lines []line, bodies int) [][]line {
	out := make([][]line, bodies)
	for _, l := range lines {
		out[l.body] = append(out[l.body], l)
	}
	return out
}

// find finds the picture that HTML shows, which is then no attachment any more.
func (c content) find(src string) *file {
	cid, isCID := strings.CutPrefix(src, "cid:")
	if s, err := url.PathUnescape(cid); isCID && err == nil {
		cid = s
	}
	for _, f := range c.files {
		if isCID && strings.EqualFold(f.cid, cid) || !isCID && src != "" && f.location == src {
			f.gone = true
			return f
		}
	}
	return nil
}
