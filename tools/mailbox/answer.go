package mailbox

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"

	"mijnopladers.nl/opladers/tools/notice"
)

// Attachment is a file that goes with an answer.
type Attachment struct {
	Name string
	Type string // media type; "" is application/octet-stream
	Data []byte
}

// Answer replies to a message of the last Fetch, and marks it as answered and read on the server. The error is a Dutch notice, or
// that of ctx. At level Warning the answer went out, or may have: it must not be sent again, and Answer will not.
func Answer(ctx context.Context, a Account, m Message, now time.Time, text string, attachments []Attachment) error {
	ix := readIndex(m.spool)
	switch {
	case a.SMTP == "" || a.from() == "":
		return notice.Refuse("Postbus "+a.Name+" kan niet antwoorden.", "Zet in config.toml de server die post verstuurt en het adres van de afzender.")
	case m.Auto || m.From == "":
		return notice.Refuse("Op dit bericht wordt niet geantwoord: de afzender is geen mens of niet zeker.", "Er is niets te doen.")
	case ix.Account != a.identity():
		return notice.Refuse("Dit bericht hoort niet meer bij postbus "+a.Name+".", "Haal de post opnieuw op.")
	case m.Answered || ix.Replied[m.ID]:
		return notice.Refuse("Dit bericht is al beantwoord.", "Er is niets te doen.")
	case ix.Sent[m.From] >= maxAnswers:
		return notice.Refuse(fmt.Sprintf("%s kreeg nu al %d antwoorden.", m.From, maxAnswers), "De volgende keer gaat het verder.")
	}
	mail, err := a.compose(m, now, text, attachments)
	if err != nil {
		return err
	}
	if err := ix.mark(m, true); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, maxRun)
	defer cancel()
	out, err := a.send(limited, m, mail)
	switch err = a.explain(ctx, a.SMTP, err); {
	case err != nil && !out:
		if markErr := ix.mark(m, false); markErr != nil {
			return markErr
		}
		return err
	case err != nil:
		return notice.Notice{Level: notice.Warning, Text: "De verbinding brak af bij het antwoord aan " + m.From + ". Het is niet zeker of het verstuurd is.",
			Hint: "Kijk in de verzonden berichten. Er gaat geen tweede antwoord uit."}
	}
	if a.flag(limited, ix.Validity, m.UID) != nil {
		return notice.Notice{Level: notice.Warning, Text: "Het antwoord aan " + m.From + " is verstuurd, maar het bericht staat in postbus " + a.Name + " nog als onbeantwoord.",
			Hint: "U hoeft niets te doen. Er gaat geen tweede antwoord uit."}
	}
	return nil
}

// mark writes down in the spool that a message is answered, or that it is not after all.
func (ix *index) mark(m Message, sent bool) error {
	if ix.Replied == nil {
		ix.Replied = map[string]bool{}
	}
	if ix.Sent == nil {
		ix.Sent = map[string]int{}
	}
	if sent {
		ix.Replied[m.ID] = true
		ix.Sent[m.From]++
	} else {
		delete(ix.Replied, m.ID)
		ix.Sent[m.From]--
	}
	return ix.save(m.spool)
}

// send gives a mail to the server. out says whether it is on its way, or may be.
func (a Account) send(ctx context.Context, m Message, mail []byte) (out bool, err error) {
	client, err := a.submission(ctx)
	if err != nil {
		return false, err
	}
	defer client.Close()
	var w io.WriteCloser
	if err = client.Mail(a.from(), nil); err == nil {
		err = client.Rcpt(m.From, nil)
	}
	if err == nil {
		w, err = client.Data()
	}
	if err == nil {
		_, err = w.Write(mail)
	}
	if err == nil {
		out = true
		err = w.Close()
	}
	if no := new(smtp.SMTPError); errors.As(err, &no) {
		return false, notice.Refuse(fmt.Sprintf("De mailserver %s neemt het antwoord aan %s niet aan (code %d).", a.SMTP, m.From, no.Code),
			"Kijk of het adres klopt. De volgende keer wordt het opnieuw geprobeerd.")
	}
	return out, err
}

// flag marks a message as answered and read on the server.
func (a Account) flag(ctx context.Context, validity, uid uint32) error {
	s, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	defer s.close()
	if s.box.UIDValidity != validity {
		return errors.New("the messages have other numbers now")
	}
	flags := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagAnswered, imap.FlagSeen}}
	return s.Store(imap.UIDSetNum(imap.UID(uid)), flags, nil).Close()
}

const answerPrefix = "opladers."

// IsAnswer reports whether an id, from the In-Reply-To of a mail, is that of one of our answers.
func IsAnswer(id string) bool { return strings.HasPrefix(id, answerPrefix) }

// compose writes the answer to a message. The same answer at the same moment has the same bytes.
func (a Account) compose(m Message, now time.Time, text string, attachments []Attachment) ([]byte, error) {
	var h mail.Header
	sum := sha256.Sum256([]byte(m.ID + "\n" + now.UTC().Format(time.RFC3339Nano) + "\n" + text))
	unique := hex.EncodeToString(sum[:16])
	h.SetDate(now)
	h.SetAddressList("From", []*mail.Address{{Address: a.from()}})
	h.SetAddressList("To", []*mail.Address{{Address: m.From}})
	title := line(m.Subject, 300)
	if !strings.HasPrefix(strings.ToLower(title), "re:") {
		title = "Re: " + title
	}
	h.SetSubject(title)
	h.SetMessageID(answerPrefix + unique + "@" + host(a.from()))
	if !strings.HasPrefix(m.ID, hashed) {
		h.SetMsgIDList("In-Reply-To", []string{m.ID})
		h.SetMsgIDList("References", []string{m.ID})
	}
	h.Set("Auto-Submitted", "auto-replied") // RFC 3834, section 5: so that no machine answers us
	h.SetContentType("multipart/mixed", map[string]string{"boundary": unique})

	var b bytes.Buffer
	w, err := message.CreateWriter(&b, h.Header)
	if err != nil {
		return nil, err
	}
	var body message.Header
	body.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	body.Set("Content-Transfer-Encoding", "quoted-printable")
	err = part(w, body, []byte(text))
	for _, file := range attachments {
		var head message.Header
		head.SetContentType(cmp.Or(file.Type, "application/octet-stream"), nil)
		head.SetContentDisposition("attachment", map[string]string{"filename": file.Name})
		head.Set("Content-Transfer-Encoding", "base64")
		err = errors.Join(err, part(w, head, file.Data))
	}
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

func part(w *message.Writer, h message.Header, data []byte) error {
	p, err := w.CreatePart(h)
	if err != nil {
		return err
	}
	_, err = p.Write(data)
	return errors.Join(err, p.Close())
}
