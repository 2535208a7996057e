// Package mail reads saved mail: .eml files (RFC 5322, MIME) and messages of Outlook (.msg), also those that Outlook put in a
// winmail.dat, as people mean it.
//
// A mail is not a page but may hold one: Message parts what the sender wrote from what is attached, and leaves it to the caller whether
// the text is the story or words that go with a document.
//
//   - The text is HTML when there is any that says as much as the plain text; of plain text, lines that a program broke are joined
//     (format=flowed of RFC 3676, or by their width).
//   - Left out are earlier mails that are quoted, by the marks that mail programs make and by the words that Dutch, English and German
//     ones write above them. A mail that was forwarded with a few words at most is the mail that was forwarded.
//   - Left out are also the salutation, the closing with what stands under it when that is short, disclaimers and the words of
//     telephones: they name people who did not ask to be on a website. A notice says so.
//   - Pictures stand where they are in the text. Those that are small or in what was left out are logos, and dropped.
//   - Attached photos, and attached files that may be documents, are given apart, with names that are names of files. Visiting cards
//     and signatures are dropped.
//
// What is encrypted is refused. What is malformed is read as far as it goes, with a warning.
//
// Sources: RFC 2045 to 2047, 2183, 2231, 3156, 3676, 3834, 5322, 8551; MS-OXMSG, MS-OXPROPS, MS-OXRTFCP, MS-OXRTFEX, MS-OXTNEF.
//
// Limits: maxSize bytes, maxHeader bytes of headers, maxParts parts, maxDepth parts in each other, maxFiles attachments, maxText
// bytes of plain text, maxLines lines, maxNodes nodes of HTML. Signed data that hides its text (PKCS #7) is refused as encrypted; uuencode and yEnc are not decoded.
package mail

import (
	"bytes"
	"net/textproto"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// The limits of a mail.
const (
	maxSize       = 60 << 20  // bytes of the mail
	maxHeader     = 256 << 10 // bytes of its headers
	maxPartHeader = 16 << 10  // bytes of those of a part
	maxParts      = 1_000
	maxDepth      = 10 // parts within parts
	maxFiles      = 200
	maxText       = 4 << 20 // bytes of plain text
	maxLines      = 50_000  // of text
	maxNodes      = 200_000 // of HTML; what comes after so many is read as words
)

var (
	errTooBig    = notice.Refuse("De mail is groter dan 60 MB.", "Stuur de foto's in meer dan één mail, of maak ze kleiner.")
	errTooLong   = notice.Refuse("De tekst van de mail is te lang om te lezen.", "Zet de tekst in een Word-bestand (.docx).")
	errEncrypted = notice.Refuse("De mail is versleuteld en niet te lezen.", "Stuur de mail opnieuw zonder versleuteling, of zet de tekst in een Word-bestand (.docx).")
	errNoMail    = notice.Refuse("Dit is geen mail, of de mail is beschadigd.", "Sla de mail opnieuw op, of zet de tekst in een Word-bestand (.docx).")
)

// Message is a mail as people mean it.
type Message struct {
	ID        string      // Message-ID without <>
	From      string      // address in lower case, "" when unknown
	Subject   string      // without Re:, Fwd: and the names of lists
	Date      string      // 2006-01-02 in the sender's own zone, "" when unknown
	Page      *page.Page  // the text as a page, with the pictures in it; nil when the mail has no text of its own
	Text      string      // what the sender wrote, without quoted mail and closing
	Full      string      // all text, also quoted mail and closing: in it people answer questions
	Documents []page.File // attachments that may be documents: Word, sheets, calendars, mails, zips
	Photos    []page.File // attached photos that are not in the text
	Auto      bool        // sent by a program or to a list: never answer it
	InReplyTo []string    // ids of the mails that it answers
	Notices   []notice.Notice
}

func (m *Message) warn(text, hint string) {
	m.Notices = append(m.Notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
}

// Eml reads a mail as it goes over the Internet. The error is the refusal.
func Eml(data []byte) (*Message, error) {
	if len(data) > maxSize {
		return nil, errTooBig
	}
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), "\r\n")
	if bytes.HasPrefix(data, []byte("From ")) { // the line that parts mails in a mailbox
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	if !bytes.ContainsRune(data, '\n') {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	var s splitter
	root := s.part(data, 0)
	if len(root.Header) == 0 {
		return nil, errNoMail
	}
	m := &Message{}
	m.readHeaders(root.Header)
	g := &gatherer{}
	c, err := g.gather(root)
	if err != nil {
		return nil, err
	}
	g.broken = g.broken || s.broken
	return m.finish(g, c, root.Header)
}

// finish fills the message with the content that was gathered.
func (m *Message) finish(g *gatherer, c content, h textproto.MIMEHeader) (*Message, error) {
	if g.lines > maxLines || g.size > maxText {
		return nil, errTooLong
	}
	if c.words() == 0 {
		c.bodies = append(c.bodies, g.spare...)
	}
	m.Notices = g.notices
	if g.broken {
		m.warn("De mail is beschadigd of niet helemaal te lezen: misschien ontbreekt er iets.", "Vergelijk de tekst en de bijlagen met de mail zelf.")
	}
	m.compose(c, decodeWords(h.Get("Subject")))
	return m, nil
}
