package mailbox

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-message/charset"
	"github.com/emersion/go-message/textproto"

	"mijnopladers.nl/opladers/tools/notice"
)

// hashed starts the ID of a message that has no usable one.
const hashed = "sha256:"

var (
	unreadable = notice.Notice{Level: notice.Error, Text: "De gegevens boven dit bericht, zoals afzender en onderwerp, zijn beschadigd of te lang.",
		Hint: "Stuur het opnieuw als nieuw bericht."}
	noSender = notice.Notice{Level: notice.Error, Text: "Dit bericht heeft niet precies één afzender met een gewoon e-mailadres.",
		Hint: "Stuur het opnieuw vanaf één adres."}
)

// judge reads the header of a message: who sent it, whether that can be believed, and whether a machine did.
func (a Account) judge(m *Message, header []byte, arrived time.Time) {
	h, err := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(header)))
	refuse := func(n notice.Notice) {
		m.Auto = true
		if m.Refused == nil {
			m.Refused = &n
		}
	}
	m.ID = messageID(h.Get("Message-Id"), header)
	m.Subject = subject(h.Get("Subject"))
	m.Date = date(h.Get("Date"), arrived)
	m.From = sender(&h)
	m.Auto = m.From == a.from() || automatic(&h, m.From)
	switch {
	case err != nil || len(header) > maxHeader:
		refuse(unreadable)
	case m.From == "":
		refuse(noSender)
	case a.AuthServ != "" && !authentic(&h, a.AuthServ, m.From):
		refuse(notice.Notice{Level: notice.Error, Text: "De mailserver kan niet bevestigen dat dit bericht van " + m.From + " komt. Het telt daarom niet mee.",
			Hint: "Laat de afzender het opnieuw sturen uit het eigen mailprogramma. Lukt dat niet, dan moet de beheerder van diens e-mail SPF, DKIM en DMARC instellen."})
	}
}

var idForm = regexp.MustCompile(`^<([!-;=?-~]{1,250})>$`) // no spaces, no brackets inside

func messageID(field string, header []byte) string {
	if id := idForm.FindStringSubmatch(field); id != nil && !strings.HasPrefix(id[1], hashed) {
		return id[1]
	}
	sum := sha256.Sum256(header)
	return hashed + hex.EncodeToString(sum[:])
}

// sender gives the address of a message that has exactly one.
func sender(h *textproto.Header) string {
	fields := h.FieldsByKey("From")
	if fields.Len() != 1 || !fields.Next() {
		return ""
	}
	// Names in unknown character sets are no reason to refuse an address.
	parser := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: func(_ string, r io.Reader) (io.Reader, error) { return r, nil }}}
	list, err := parser.ParseList(strings.ToValidUTF8(fields.Value(), "?"))
	if err != nil || len(list) != 1 || strings.ContainsFunc(list[0].Address, func(r rune) bool { return r > unicode.MaxASCII }) { // ToLower makes ASCII of a few
		return ""
	}
	if from := strings.ToLower(list[0].Address); plain.MatchString(from) {
		return from
	}
	return ""
}

func subject(field string) string {
	decoder := mime.WordDecoder{CharsetReader: charset.Reader}
	if text, err := decoder.DecodeHeader(field); err == nil {
		field = text
	}
	return line(field, 300)
}

// line makes one line of a text: no control or formatting characters, and at most so many characters.
func line(text string, limit int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case !unicode.IsGraphic(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	runes := []rune(strings.Join(strings.Fields(text), " "))
	return string(runes[:min(len(runes), limit)])
}

func date(field string, arrived time.Time) time.Time {
	t, err := mail.ParseDate(field)
	if err != nil || t.Year() < 1980 || t.Year() > 2200 {
		t = arrived
	}
	return t.UTC()
}

// automatic says whether a message may come from a machine, a mailing list or a server that reports on mail of ours: RFC 3834,
// section 2, and what mail programs do besides.
func automatic(h *textproto.Header, from string) bool {
	first := func(key string) string {
		value, _, _ := strings.Cut(h.Get(key), ";")
		return strings.ToLower(strings.TrimSpace(value))
	}
	local, _, _ := strings.Cut(from, "@")
	return cmp.Or(first("Auto-Submitted"), "no") != "no" ||
		slices.Contains([]string{"bulk", "junk", "list", "auto_reply"}, first("Precedence")) ||
		h.Has("List-Id") || h.Has("List-Post") || h.Has("X-Autoreply") || h.Has("X-Autorespond") ||
		strings.Contains(first("X-Auto-Response-Suppress"), "all") || strings.Contains(first("X-Auto-Response-Suppress"), "autoreply") ||
		h.Has("Return-Path") && strings.Trim(h.Get("Return-Path"), "<> ") == "" ||
		first("Content-Type") == "multipart/report" ||
		slices.Contains([]string{"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply"}, local)
}
