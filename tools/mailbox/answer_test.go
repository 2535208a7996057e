package mailbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"

	"mijnopladers.nl/opladers/tools/notice"
)

func TestAnswer(t *testing.T) {
	for _, port := range []string{"465", "587"} {
		s, spool := newServers(t), t.TempDir()
		s.SMTP = serverName + ":" + port
		s.Deliver(story("a", "Reply-To: ander@voorbeeld.nl\nCc: derde@voorbeeld.nl"))
		s.Deliver(story("b", ""))
		m := fetch(t, s.Account, spool)[0]
		sheet := bytes.Repeat([]byte{0, 1, 0xff, '\n'}, 500)
		if err := Answer(context.Background(), s.Account, m, now, "Dank u.\n.\nTot ziens, José", []Attachment{{Name: "_vragen.xlsx", Data: sheet}}); err != nil {
			t.Fatal(err)
		}
		sent := s.Post.Taken()
		if len(sent) != 1 || !strings.HasPrefix(sent[0], user+" ans@voorbeeld.nl\n") {
			t.Fatalf("%q", sent)
		}
		_, data, _ := strings.Cut(sent[0], "\n")
		r, err := mail.CreateReader(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for field, want := range map[string]string{
			"From": "<" + user + ">", "To": "<ans@voorbeeld.nl>", "Cc": "", "Subject": "Re: Soep", "In-Reply-To": "<a@voorbeeld.nl>", "References": "<a@voorbeeld.nl>",
			"Auto-Submitted": "auto-replied", "Precedence": "", "Date": "Sat, 21 Nov 2026 12:00:00 +0000",
		} {
			if got := r.Header.Get(field); got != want {
				t.Errorf("%s: %q", field, got)
			}
		}
		if id := r.Header.Get("Message-Id"); !strings.HasSuffix(id, "@voorbeeld.nl>") || !IsAnswer(strings.Trim(id, "<>")) || len(id) != 56 {
			t.Errorf("Message-ID %s", id)
		}
		text, file := nextPart(t, r), nextPart(t, r)
		if text != "text/plain; charset=utf-8 \nDank u.\r\n.\r\nTot ziens, José" || file != "application/octet-stream _vragen.xlsx\n"+string(sheet) {
			t.Errorf("%q\n%q", text, file)
		}

		again := fetch(t, s.Account, spool)
		if !again[0].Answered || again[1].Answered || !strings.Contains(s.wire.take(), `+FLAGS.SILENT (\Answered \Seen)`) {
			t.Errorf("%+v", again)
		}
		if Answer(context.Background(), s.Account, m, now, "Nog eens", nil) == nil || len(s.Post.Taken()) != 1 {
			t.Error("a second answer went out")
		}
		s.flags(1, imap.FlagDeleted)
		if fetch(t, s.Account, spool); len(readIndex(spool).Replied) != 0 {
			t.Error("the mark of a message that is gone stays")
		}
	}
}

// nextPart gives the type, name and contents of the next part.
func nextPart(t *testing.T, r *mail.Reader) string {
	t.Helper()
	p, err := r.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(p.Body)
	if err != nil {
		t.Fatal(err)
	}
	name := ""
	if h, ok := p.Header.(*mail.AttachmentHeader); ok {
		name, _ = h.Filename()
	}
	return p.Header.Get("Content-Type") + " " + name + "\n" + string(data)
}

func TestAnswerHasTheFieldsThatWeWrite(t *testing.T) {
	a := Account{User: user}
	m := Message{ID: "a@b", From: "ans@voorbeeld.nl", Subject: "RE: Soep\r\nBcc: x@x.nl\u2028\r\n\r\nTekst " + strings.Repeat("é", 500)}
	data, err := a.compose(m, now, "Tekst", []Attachment{{Name: "a\"\r\nBcc: y@y.nl\r\n.xlsx", Data: nil}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := mail.CreateReader(bytes.NewReader(data))
	if err != nil || r.Header.Has("Bcc") || strings.Contains(string(data), "\nBcc") || strings.Contains(strings.ReplaceAll(string(data), "\r\n", ""), "\n") {
		t.Errorf("%v\n%s", err, data)
	}
	if subject, err := r.Header.Subject(); err != nil || !strings.HasPrefix(subject, "RE: Soep Bcc: x@x.nl Tekst éé") {
		t.Errorf("%q, %v", subject, err)
	}
	again, _ := a.compose(m, now, "Tekst", []Attachment{{Name: "a\"\r\nBcc: y@y.nl\r\n.xlsx", Data: nil}})
	if !bytes.Equal(data, again) {
		t.Error("the same answer has other bytes")
	}
	m.ID = hashed + "00"
	if data, _ := a.compose(m, now, "", nil); strings.Contains(string(data), hashed) {
		t.Errorf("%s", data)
	}
}

// Every answer bounces, and somebody's machine answers each answer. Nothing may go round.
func TestNoLoop(t *testing.T) {
	s, spool := newServers(t), t.TempDir()
	s.Deliver(story("a", ""))
	seen := 0
	for round := range 3 {
		for _, m := range fetch(t, s.Account, spool) {
			Answer(context.Background(), s.Account, m, now, "Dank u.", nil)
		}
		sent := s.Post.Taken()[seen:]
		seen += len(sent)
		for i, mail := range sent {
			_, answer, _ := strings.Cut(mail, "\n")
			s.Deliver("Return-Path: <>\nFrom: postbeheer@voorbeeld.nl\nMessage-ID: <" + fmt.Sprint(round, i) + "@x>\n\n" + answer)
			s.Deliver(story(fmt.Sprint("auto", round, i), "Auto-Submitted: auto-replied"))
			s.Deliver(answer) // a forwarder brings it back
		}
		if seen != 1 {
			t.Fatalf("%d answers in round %d", seen, round)
		}
	}
}

func TestAnswersToOneAddressAreLimited(t *testing.T) {
	s, spool := newServers(t), t.TempDir()
	for i := range maxAnswers + 2 {
		s.Deliver(story(fmt.Sprint(i), ""))
	}
	s.Deliver(strings.Replace(story("ander", ""), "Ans@", "ander@", 1))
	for _, m := range fetch(t, s.Account, spool) {
		Answer(context.Background(), s.Account, m, now, "Dank u.", nil)
	}
	if n := len(s.Post.Taken()); n != maxAnswers+1 {
		t.Errorf("%d answers in the first run", n)
	}
	for _, m := range fetch(t, s.Account, spool) {
		Answer(context.Background(), s.Account, m, now, "Dank u.", nil)
	}
	if n := len(s.Post.Taken()); n != maxAnswers+3 {
		t.Errorf("%d answers after the second run", n)
	}
}

func TestAnswerSaysWhatIsWrong(t *testing.T) {
	tests := map[string]struct {
		set   func(s *servers, m *Message)
		want  string
		level notice.Level
	}{
		"no server":         {func(s *servers, _ *Message) { s.SMTP = "" }, "kan niet antwoorden", notice.Error},
		"a machine":         {func(_ *servers, m *Message) { m.Auto = true }, "geen mens", notice.Error},
		"nobody":            {func(_ *servers, m *Message) { m.From = "" }, "geen mens", notice.Error},
		"another mailbox":   {func(s *servers, _ *Message) { s.Folder = "Ander" }, "hoort niet meer", notice.Error},
		"wrong password":    {func(s *servers, _ *Message) { s.Password = "fout" }, "weigert de aanmelding", notice.Error},
		"refused":           {func(s *servers, _ *Message) { s.Post.Refuse = &smtp.SMTPError{Code: 550, Message: password} }, "code 550", notice.Error},
		"another name":      {func(s *servers, _ *Message) { s.SMTP = "smtp.voorbeeld.nl:465" }, "certificaat", notice.Error},
		"another, STARTTLS": {func(s *servers, _ *Message) { s.SMTP = "smtp.voorbeeld.nl:587" }, "certificaat", notice.Error},
		"no STARTTLS":       {func(s *servers, _ *Message) { s.SMTP = serverName + ":587"; s.ServeSMTP(s.listen("587"), nil) }, "geen beveiligde", notice.Error},
		"STARTTLS refused": {func(s *servers, _ *Message) {
			s.SMTP = serverName + ":587"
			s.script("587", "220 hallo\r\n", map[string]string{"EHLO": "250-x\r\n250 STARTTLS\r\n", "STARTTLS": "502 nee\r\n"}, nil)
		}, "geen beveiligde", notice.Error},
		"nobody there": {func(s *servers, _ *Message) { s.listen("465").Close() }, "niet bereikbaar", notice.Error},
		"too busy":     {func(s *servers, _ *Message) { s.SMTP = serverName + ":587"; s.script("587", "421 druk\r\n", nil, nil) }, "niet bereikbaar", notice.Error},
		"silence": {func(s *servers, _ *Message) {
			s.patience = 50 * time.Millisecond
			s.script("465", "220 hallo\r\n", nil, s.Config)
		}, "niet bereikbaar", notice.Error},
		"cut off after the mail": {func(s *servers, _ *Message) {
			s.script("465", "220 hallo\r\n", map[string]string{"EHLO": "250-x\r\n250 AUTH PLAIN\r\n", "AUTH": "235 in\r\n", "MAIL": "250 ja\r\n", "RCPT": "250 ja\r\n", "DATA": "354 ja\r\n", ".": "!"}, s.Config)
		}, "niet zeker", notice.Warning},
		"other numbers": {func(s *servers, _ *Message) {
			if err := errors.Join(s.Mailbox.Delete("INBOX"), s.Mailbox.Create("INBOX", nil)); err != nil {
				s.t.Fatal(err)
			}
			s.Deliver(story("a", ""))
		}, "nog als onbeantwoord", notice.Warning},
		"sent, not marked": {func(s *servers, _ *Message) { s.listen("993").Close() }, "nog als onbeantwoord", notice.Warning},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, spool := newServers(t), t.TempDir()
			s.Deliver(story("a", ""))
			m := fetch(t, s.Account, spool)[0]
			good, ports, mine := s.Account, maps.Clone(s.ports), m
			test.set(s, &mine)
			err := Answer(context.Background(), s.Account, mine, now, "Dank u.", nil)
			n := notice.From(err, "")
			if !strings.Contains(n.Text, test.want) || n.Level != test.level || n.Hint == "" || strings.Contains(err.Error(), password) {
				t.Errorf("%v", err)
			}
			// After a warning nothing more goes out; after an error it still can.
			s.Post.Refuse, s.ports = nil, ports
			sent := len(s.Post.Taken())
			err = Answer(context.Background(), good, m, now, "Dank u.", nil)
			if more := len(s.Post.Taken()) - sent; (err == nil) != (test.level == notice.Error) || (more == 1) != (err == nil) {
				t.Errorf("the second time %d went out, %v", more, err)
			}
			if m := fetch(t, good, spool)[0]; !m.Answered {
				t.Errorf("%+v", m)
			}
			if name == "other numbers" && strings.Contains(s.wire.take(), "STORE") {
				t.Error("another message was marked")
			}
		})
	}
}
