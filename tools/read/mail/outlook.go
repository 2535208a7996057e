package mail

import (
	"bytes"
	"encoding/binary"
	"net/textproto"
	"strings"
	"time"
	"unicode/utf16"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/read/rtf"
	"mijnopladers.nl/opladers/tools/read/rtf/codepage"
)

// An object is a message or an attachment as Outlook keeps it: properties by their number.
type object struct {
	values      map[id]value
	attachments []*object
	embedded    *object // the message that an attachment is
}

// A value is the value of a property, not decoded.
type value struct {
	kind int
	data []byte
}

// The kinds of values that we read (MS-OXCDATA, section 2.11.1).
const (
	kindObject  = 0x000D
	kindString8 = 0x001E // in the code page of the message
	kindString  = 0x001F // in UTF-16
	kindTime    = 0x0040
	kindBinary  = 0x0102
)

// maxNotices bounds the remarks on attachments of one mail.
const maxNotices = 10

type id int

// The properties that we read (MS-OXPROPS).
const (
	idClass         id = 0x001A
	idSubject       id = 0x0037
	idSubmitTime    id = 0x0039
	idHeaders       id = 0x007D
	idSenderAddress id = 0x0C1F
	idDeliveryTime  id = 0x0E06
	idBody          id = 0x1000
	idRTF           id = 0x1009
	idHTML          id = 0x1013
	idMessageID     id = 0x1035
	idReferences    id = 0x1039
	idInReplyTo     id = 0x1042
	idDisplayName   id = 0x3001
	idData          id = 0x3701
	idShortName     id = 0x3704
	idLongName      id = 0x3707
	idMIMEType      id = 0x370E
	idContentID     id = 0x3712
	idLocation      id = 0x3713
	idHTMLCodePage  id = 0x3FDE
	idCodePage      id = 0x3FFD
	idSenderSMTP    id = 0x5D01
	idFromSMTP      id = 0x5D02
	idHidden        id = 0x7FFE
)

func newObject() *object { return &object{values: map[id]value{}} }

// number gives the value of a property that is a number, 0 when there is none.
func (o *object) number(i id) int {
	if v := o.values[i].data; len(v) >= 4 {
		return int(binary.LittleEndian.Uint32(v))
	}
	return 0
}

// text gives the value of a property that is text.
func (o *object) text(i id) string {
	v := o.values[i]
	if v.kind == kindString {
		units := make([]uint16, len(v.data)/2)
		for n := range units {
			units[n] = binary.LittleEndian.Uint16(v.data[2*n:])
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	}
	return strings.TrimRight(o.decode(v.data, idCodePage), "\x00")
}

// decode decodes bytes in the code page that a property names.
func (o *object) decode(data []byte, by id) string {
	if set := codepage.Number(o.number(by)); set != nil {
		return codepage.Decode(set, data)
	}
	text, _ := charset.Decode(data)
	return text
}

// body gives the text of a message, HTML if there is any. It is not whole when what holds the text is damaged.
func (o *object) body() (b body, whole bool) {
	whole = true
	if v := o.values[idHTML]; len(v.data) > 0 {
		b.text, b.isHTML = o.decode(v.data, idHTMLCodePage), true
		if v.kind != kindBinary {
			b.text = o.text(idHTML)
		}
		return b, true
	}
	b.text = o.text(idBody)
	if v := o.values[idRTF]; len(v.data) > 0 {
		unpacked, err := unpackRTF(v.data)
		whole = err == nil
		if text, isHTML := rtf.Unwrap(unpacked); isHTML || strings.TrimSpace(b.text) == "" {
			b.text, b.isHTML = text, isHTML
		}
	}
	b.text = strings.ReplaceAll(b.text, "\r\n", "\n")
	return b, whole
}

// header gives the headers of a message: those that it came with, and what Outlook knows besides.
func (o *object) header() textproto.MIMEHeader {
	h := textproto.MIMEHeader{}
	if text := o.text(idHeaders); text != "" {
		head, _ := cutHeader([]byte(strings.TrimLeft(text, "\r\n")))
		h = readHeader(head[:min(len(head), maxHeader)]).Header
	}
	set := func(key, value string) {
		if h.Get(key) == "" && value != "" {
			h.Set(key, value)
		}
	}
	h.Del("Content-Type") // as it was underway
	if s := o.text(idSubject); s != "" {
		h.Set("Subject", strings.Trim(s, "\x01\x02\x03\x04\x05"))
	}
	for _, i := range []id{idFromSMTP, idSenderSMTP, idSenderAddress} {
		if s := o.text(i); strings.Contains(s, "@") {
			set("From", s)
		}
	}
	set("Message-Id", o.text(idMessageID))
	set("References", o.text(idReferences))
	set("In-Reply-To", o.text(idInReplyTo))
	for _, i := range []id{idSubmitTime, idDeliveryTime} {
		if t, ok := o.time(i); ok {
			set("Date", t.Format(time.RFC1123Z))
		}
	}
	return h
}

// time gives the moment that a property holds, by the clock of the Netherlands.
func (o *object) time(i id) (time.Time, bool) {
	v := o.values[i]
	zone, err := page.Zone("")
	if err != nil || len(v.data) < 8 || v.kind != kindTime {
		return time.Time{}, false
	}
	const to1970 = 11_644_473_600 // seconds from 1601
	seconds := int64(binary.LittleEndian.Uint64(v.data) / 1e7)
	return time.Unix(seconds-to1970, 0).In(zone), true
}

// outlook gathers the content of a message.
func (g *gatherer) outlook(o *object) (content, error) {
	class := strings.ToLower(o.text(idClass))
	if strings.HasPrefix(class, "ipm.note.smime") {
		return g.signed(o, class)
	}
	b, whole := o.body()
	g.broken = g.broken || !whole
	c := content{bodies: []body{g.parse(b)}}
	for _, a := range o.attachments {
		f := &file{kind: strings.ToLower(a.text(idMIMEType)), cid: strings.Trim(a.text(idContentID), "<> "), location: a.text(idLocation), data: a.values[idData].data}
		f.attached = f.cid == "" && a.number(idHidden) == 0
		for _, i := range []id{idLongName, idShortName, idDisplayName} {
			if f.name == "" {
				f.name = a.text(i)
			}
		}
		if a.isMessage() {
			f.kind, f.name, f.data = "message/rfc822", cleanSubject(a.embedded.text(idSubject)), a.embedded.eml(0)
		}
		if isDropped(f.kind, f.name) {
			continue
		}
		if len(f.data) == 0 { // a link to a file elsewhere, or an object of another program
			if f.rename(len(c.files) + 1); len(g.notices) < maxNotices {
				g.warn("De bijlage "+f.name+" zit niet in de mail zelf.", "Voeg het bestand zelf als bijlage toe, niet als link.")
			}
			continue
		}
		files, err := g.add(f)
		if err != nil {
			return c, err
		}
		c.files = append(c.files, files.files...)
	}
	return c, nil
}

// isMessage says whether an attachment is a message, and no object of another program.
func (o *object) isMessage() bool { return o.embedded != nil && len(o.embedded.values) > 0 }

// signed gathers the content of a signed message, which is a mail of its own in the one attachment.
func (g *gatherer) signed(o *object, class string) (content, error) {
	if !strings.Contains(class, "multipartsigned") || len(o.attachments) == 0 {
		return content{}, errEncrypted
	}
	var s splitter
	p := s.part(bytes.TrimLeft(o.attachments[0].values[idData].data, "\r\n"), 0)
	g.broken = g.broken || s.broken
	return g.gather(p)
}
