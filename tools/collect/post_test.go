package collect

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/mailbox"
	"mijnopladers.nl/opladers/tools/mailbox/mailboxtest"
	"mijnopladers.nl/opladers/tools/notice"
)

// newPost adds a mailbox to a site, from which Zutphen takes mail of voorbeeld.nl.
func newPost(t *testing.T) (Options, *mailboxtest.Server) {
	t.Helper()
	o := newSite(t, nil)
	write(t, o.Site, "content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\nafzenders: [voorbeeld.nl]\n---\n"))
	s := mailboxtest.New(t)
	imap, smtp := mailboxtest.Listen(t), mailboxtest.Listen(t)
	s.ServeIMAP(tls.NewListener(imap, s.Config), nil, nil)
	s.ServeSMTP(tls.NewListener(smtp, s.Config), nil)
	o.Mailboxes = []mailbox.Account{{
		Name: "redactie", IMAP: imap.Addr().String(), SMTP: smtp.Addr().String(),
		User: mailboxtest.User, Password: mailboxtest.Password, TLS: s.Client,
	}}
	return o, s
}

// letterWith writes a mail with a photo.
func letterWith(id, from, text string, photo []byte) string {
	const boundary = "grens"
	return "From: " + from + "\nTo: redactie@voorbeeld.nl\nSubject: Soep op het plein\nDate: Sat, 21 Nov 2026 10:00:00 +0100\nMessage-ID: <" + id + ">\n" +
		"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\nContent-Type: text/plain; charset=utf-8\n\n" + text +
		"\n--" + boundary + "\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename=soep.jpg\nContent-Transfer-Encoding: base64\n\n" +
		base64.StdEncoding.EncodeToString(photo) + "\n--" + boundary + "--\n"
}

// answerText gives the text of a mail that was sent.
func answerText(t *testing.T, sent string) (id, text string) {
	t.Helper()
	_, data, _ := strings.Cut(sent, "\n")
	m, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	part, err := multipart.NewReader(m.Body, params["boundary"]).NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(part))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header.Get("Message-Id"), string(body)
}

const soup = "Beste redactie,\n\nElke donderdag koken wij soep op het plein. Iedereen mag mee-eten.\n\nMet vriendelijke groet,\nAns\n06 12345678\n"

func TestAMailedStoryIsCollectedAndAnswered(t *testing.T) {
	o, s := newPost(t)
	s.Deliver(letterWith("een@voorbeeld.nl", "Ans <ans@voorbeeld.nl>", soup, picture(t, 10)))
	s.Deliver(letterWith("twee@elders.nl", "ans@elders.nl", "Ik wil er ook op.\n", picture(t, 20)))
	r := run(t, o)
	if len(r.New) != 1 || r.New[0].Page != "zutphen/verhalen/soep-op-het-plein/index.md" || !strings.HasPrefix(r.New[0].Source, "post/redactie/2026-11-21-soep") {
		t.Fatalf("%+v", r)
	}
	if len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Text, "ans@elders.nl is niet bekend") {
		t.Errorf("%+v", r.Refused)
	}
	later := o
	later.Now = o.Now.AddDate(0, 0, 8)
	page := text(t, o, r.New[0].Page)
	if !strings.Contains(page, "mee-eten") || strings.Contains(page, "06 12345678") || strings.Contains(page, "Beste redactie") || !strings.Contains(page, "2026-11-21") {
		t.Errorf("%s", page)
	}
	if masters, _ := filepath.Glob(filepath.Join(o.Site, "content/zutphen/verhalen/soep-op-het-plein/*.jpg")); len(masters) > 0 {
		t.Error("a photo without consent is on the page")
	}
	sent := s.Post.Taken()
	if len(sent) != 1 || !strings.HasPrefix(sent[0], mailboxtest.User+" ans@voorbeeld.nl\n") {
		t.Fatalf("%q", sent)
	}

	// The answers to the questions come back by mail, below the questions that our mail quotes.
	id, question := answerText(t, sent[0])
	answers := regexp.MustCompile(`(?s)(Vraag ([0-9a-f]{8}) .*?)Antwoord: `).ReplaceAllStringFunc(question, func(q string) string {
		if strings.Contains(q, "toestemming") {
			return q + "formulier 2026-14, website, tot 1-9-2028"
		}
		return q + "Een pan soep op een vuur."
	})
	quoted := "> " + strings.ReplaceAll(answers, "\n", "\n> ")
	s.Deliver("From: ans@voorbeeld.nl\nSubject: Re: Soep op het plein\nDate: Sat, 21 Nov 2026 11:00:00 +0100\nMessage-ID: <drie@voorbeeld.nl>\nIn-Reply-To: " + id +
		"\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nDank, zie onder.\n\nOp za 21 nov 2026 schreef redactie@voorbeeld.nl:\n" + quoted + "\n")
	r = run(t, o)
	if len(r.New) > 0 || len(r.Changed) != 1 {
		t.Fatalf("%+v\n%s", r, answers)
	}
	page = text(t, o, "zutphen/verhalen/soep-op-het-plein/index.md")
	if !strings.Contains(page, "alt: Een pan soep op een vuur.") || !strings.Contains(page, "ref: formulier 2026-14") {
		t.Errorf("%s\n%s", page, answers)
	}
	if masters, _ := filepath.Glob(filepath.Join(o.Site, "content/zutphen/verhalen/soep-op-het-plein/*.jpg")); len(masters) != 1 {
		t.Error("the photo with consent is not on the page")
	}
	if sent := s.Post.Taken(); len(sent) != 2 {
		t.Errorf("%d mails sent, want a second one about the answers", len(sent))
	} else if _, told := answerText(t, sent[1]); strings.Contains(told, "Vraag ") || !strings.Contains(told, "Soep op het plein") {
		t.Error(told)
	}

	if r := run(t, later); len(r.Refused) > 0 {
		t.Errorf("a week later: %+v", r.Refused)
	}

	// Nothing is answered or written twice, also when the copy of the mailbox is lost.
	for _, lost := range []string{"", ".opladers"} {
		if lost != "" {
			if err := os.RemoveAll(filepath.Join(o.Site, lost)); err != nil {
				t.Fatal(err)
			}
		}
		if r := run(t, o); len(r.New)+len(r.Changed) > 0 || r.Unchanged != 1 || len(s.Post.Taken()) != 2 {
			t.Errorf("without %q: %+v, %d mails", lost, r, len(s.Post.Taken()))
		}
	}
}

func TestOnlyWhoMaySpeakForAMunicipalityAnswersItsQuestions(t *testing.T) {
	o, s := newPost(t)
	write(t, o.Site, "content/lochem/_index.md", []byte("---\ntitle: Lochem\nsoort: gemeente\nafzenders: [lochem.example]\n---\n"))
	s.Deliver(letterWith("een@voorbeeld.nl", "ans@voorbeeld.nl", soup, picture(t, 10)))
	r := run(t, o)
	var reply strings.Builder
	for _, n := range r.Notices {
		if n.Ask != nil {
			reply.WriteString("Vraag " + n.Ask.ID + "\nAntwoord: Niemand is herkenbaar\n\n")
		}
	}
	s.Deliver("From: bob@lochem.example\nSubject: Re: Soep\nMessage-ID: <vier@lochem.example>\nDate: Sat, 21 Nov 2026 11:00:00 +0100\n\n" + reply.String())
	if r := run(t, o); len(r.Changed)+len(r.New) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestAThankYouIsNoStory(t *testing.T) {
	o, s := newPost(t)
	s.Deliver(letterWith("een@voorbeeld.nl", "ans@voorbeeld.nl", soup, picture(t, 10)))
	run(t, o)
	id, _ := answerText(t, s.Post.Taken()[0])
	s.Deliver("From: ans@voorbeeld.nl\nSubject: Re: Soep\nMessage-ID: <vijf@voorbeeld.nl>\nIn-Reply-To: " + id + "\nDate: Sat, 21 Nov 2026 11:00:00 +0100\n\nFijn, bedankt!\n")
	if r := run(t, o); len(r.New) > 0 {
		t.Errorf("%+v", r.New)
	}
	if n := len(s.Post.Taken()); n != 1 {
		t.Errorf("a thank-you was answered: %d mails", n)
	}
}

func TestAMailboxThatIsDownDoesNotStopTheRun(t *testing.T) {
	o, s := newPost(t)
	s.Deliver(letterWith("een@voorbeeld.nl", "ans@voorbeeld.nl", soup, picture(t, 10)))
	run(t, o)
	o.Mailboxes[0].Password = "fout"
	r, err := Run(context.Background(), o)
	if err != nil || r.Unchanged != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	warned := false
	for _, n := range r.Notices {
		warned = warned || n.Level == notice.Warning && strings.Contains(n.Text, "redactie")
	}
	if !warned {
		t.Errorf("%+v", r.Notices)
	}
}
