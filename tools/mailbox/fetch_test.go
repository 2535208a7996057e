package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/mailbox/mailboxtest"
	"mijnopladers.nl/opladers/tools/notice"
)

func fetch(t *testing.T, a Account, spool string) []Message {
	t.Helper()
	messages, err := Fetch(context.Background(), a, spool)
	if err != nil {
		t.Fatal(err)
	}
	return messages
}

func files(t *testing.T, spool string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(spool, "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	return names
}

// bodies counts the commands that asked for a part of a message.
func bodies(wire string) int { return strings.Count(wire, "BODY.PEEK") }

func TestFetchBringsEachMessageOnce(t *testing.T) {
	for _, port := range []string{"993", "143"} {
		s, spool := newServers(t), filepath.Join(t.TempDir(), "spool")
		s.IMAP = serverName + ":" + port
		s.Deliver(story("a", ""))
		s.Deliver(story("b", ""))
		messages := fetch(t, s.Account, spool)
		if len(messages) != 2 {
			t.Fatalf("%+v", messages)
		}
		m := messages[0]
		if m.ID != "a@voorbeeld.nl" || m.From != "ans@voorbeeld.nl" || m.Subject != "Soep" || m.Answered || m.Auto || m.Refused != nil ||
			!m.Date.Equal(time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)) {
			t.Errorf("%+v", m)
		}
		data, err := os.ReadFile(m.File)
		if err != nil || !strings.HasSuffix(string(data), "\r\n\r\nEr was soep.\r\n") || filepath.Base(m.File) != "1-1.eml" {
			t.Errorf("%s: %q, %v", m.File, data, err)
		}
		wire := s.wire.take()
		if bodies(wire) != 2 || !strings.Contains(wire, "EXAMINE") || strings.Contains(wire, "STORE") {
			t.Errorf("the first time:\n%s", wire)
		}
		if info, err := os.Stat(spool); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("the spool is %v, %v", info.Mode(), err)
		}

		index, _ := os.Stat(indexFile(spool))
		again := fetch(t, s.Account, spool)
		if wire := s.wire.take(); bodies(wire) != 0 || len(wire) > 1500 {
			t.Errorf("the second time:\n%s", wire)
		}
		if now, _ := os.Stat(indexFile(spool)); !now.ModTime().Equal(index.ModTime()) {
			t.Error("the second time the index was written")
		}
		if !slices.Equal(again, messages) {
			t.Errorf("%+v\n%+v", messages, again)
		}
	}
}

func TestFetchFollowsTheMailbox(t *testing.T) {
	s, spool := newServers(t), t.TempDir()
	first, second := s.Deliver(story("a", "")), s.Deliver(story("b", ""))
	s.Deliver(story("c", ""))
	fetch(t, s.Account, spool)
	s.wire.take()

	s.flags(first, imap.FlagDeleted)
	s.flags(second, imap.FlagAnswered, imap.FlagSeen)
	s.Deliver(story("d", ""))
	messages := fetch(t, s.Account, spool)
	if len(messages) != 3 || messages[0].ID != "b@voorbeeld.nl" || !messages[0].Answered || messages[1].Answered {
		t.Errorf("%+v", messages)
	}
	if got := files(t, spool); !slices.Equal(got, []string{"1-2.eml", "1-3.eml", "1-4.eml"}) {
		t.Errorf("%q", got)
	}
	if wire := s.wire.take(); strings.Contains(wire, "Message-ID: <c@") || !strings.Contains(wire, "Message-ID: <d@") {
		t.Errorf("fetched:\n%s", wire)
	}

	// A file that is lost comes back, and what a killed run left goes.
	if err := os.Remove(messages[1].File); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(spool, atomic.Prefix+"nieuw-1-4.eml-1")
	for _, name := range []string{half, filepath.Join(spool, "1-99.eml")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fetch(t, s.Account, spool)
	if exists(half) {
		t.Error("half a file is left")
	}
	if got := files(t, spool); !slices.Equal(got, []string{"1-2.eml", "1-3.eml", "1-4.eml"}) {
		t.Errorf("%q", got)
	}
}

func TestAnotherUIDValidityFetchesAgain(t *testing.T) {
	s, spool := newServers(t), t.TempDir()
	s.Deliver(story("a", ""))
	before := fetch(t, s.Account, spool)
	if err := Answer(context.Background(), s.Account, before[0], now, "Dank u.", nil); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{s.Mailbox.Delete("INBOX"), s.Mailbox.Create("INBOX", nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.Deliver(story("x", ""))
	s.Deliver(story("a", ""))
	messages := fetch(t, s.Account, spool)
	if len(messages) != 2 || messages[1].ID != before[0].ID || !messages[1].Answered || messages[0].Answered {
		t.Errorf("%+v", messages)
	}
	if got := files(t, spool); !slices.Equal(got, []string{"2-1.eml", "2-2.eml"}) {
		t.Errorf("%q", got)
	}
}

func TestWhatAnotherRuleDecidedIsDecidedAgain(t *testing.T) {
	s, spool := newServers(t), t.TempDir()
	s.Deliver(story("a", ""))
	fetch(t, s.Account, spool)
	s.AuthServ = "mx.voorbeeld.nl"
	if m := fetch(t, s.Account, spool)[0]; m.Refused == nil || m.File != "" || !m.Auto || len(files(t, spool)) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestAMessageWithTheIDOfAnotherIsRefused(t *testing.T) {
	s := newServers(t)
	s.Deliver(story("a", ""))
	s.Deliver(strings.Replace(story("a", ""), "Ans@", "ander@", 1))
	s.Deliver("From: ans@voorbeeld.nl\nSubject: Zonder kenmerk\n\nEen\n")
	messages := fetch(t, s.Account, t.TempDir())
	if messages[0].Refused != nil || messages[1].Refused == nil || messages[1].File != "" || !strings.HasPrefix(messages[2].ID, hashed) || messages[2].File == "" {
		t.Errorf("%+v", messages)
	}
}

func TestTooBigIsNotFetched(t *testing.T) {
	s := newServers(t)
	s.Deliver(story("groot", "") + strings.Repeat("Soep.\n", maxMessage/6))
	s.Deliver(story("kop", "X-Vol: "+strings.Repeat("soep ", maxHeader/5)))
	s.Deliver(story("klein", ""))
	messages := fetch(t, s.Account, t.TempDir())
	for _, m := range messages[:2] {
		if m.Refused == nil || m.Refused.Hint == "" || m.File != "" {
			t.Errorf("%+v", m)
		}
	}
	if m := messages[0]; m.From != "ans@voorbeeld.nl" || m.Auto {
		t.Errorf("nobody to tell it: %+v", m)
	}
	if messages[2].File == "" {
		t.Errorf("%+v", messages[2])
	}
	if wire := s.wire.take(); len(wire) > 2*maxHeader {
		t.Errorf("%d bytes went over the line", len(wire))
	}
}

func TestTheNewestOfTooMany(t *testing.T) {
	s := newServers(t)
	for range maxMessages + 3 {
		s.Deliver("From: ans@voorbeeld.nl\nMessage-ID: <x@x>\n\n.\n")
	}
	messages, err := Fetch(context.Background(), s.Account, t.TempDir())
	if n := notice.From(err, ""); n.Level != notice.Warning || !strings.Contains(n.Text, fmt.Sprint(maxMessages+3)) {
		t.Errorf("%v", err)
	}
	if len(messages) != maxMessages || messages[0].UID != 4 {
		t.Errorf("%d messages from %d", len(messages), messages[0].UID)
	}
}

func TestFetchSaysWhatIsWrong(t *testing.T) {
	repeats := map[string]string{"": "%s NO geheim-é is niet goed\r\n"}
	in := map[string]string{"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n%s OK\r\n", "LOGIN": "%s OK\r\n"}
	three := maps.Clone(in)
	three["EXAMINE"] = "* 3 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n%s OK\r\n"
	three["FETCH"] = "* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 10)\r\n%s OK\r\n"
	const startTLS = "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] hallo\r\n"
	tests := map[string]struct {
		set  func(s *servers)
		want string
	}{
		"wrong password":    {func(s *servers) { s.Password = "fout" }, "weigert de aanmelding"},
		"no password":       {func(s *servers) { s.Password = "" }, "wachtwoord van postbus redactie ontbreekt"},
		"password repeated": {func(s *servers) { s.script("993", "* OK hallo\r\n", repeats, s.Config) }, "weigert de aanmelding"},
		"mailbox unavailable": {func(s *servers) {
			s.script("993", "* OK hallo\r\n", map[string]string{"": "%s NO [UNAVAILABLE] storing\r\n"}, s.Config)
		}, "niet bereikbaar"},
		"no such folder":         {func(s *servers) { s.Folder = "Weg" }, "map Weg"},
		"no such address":        {func(s *servers) { s.IMAP = "mail" }, "Het adres"},
		"unknown authority":      {func(s *servers) { _, s.TLS = mailboxtest.Certificate(s.t, serverName) }, "certificaat"},
		"another name":           {func(s *servers) { s.IMAP = "imap.voorbeeld.nl:993" }, "certificaat"},
		"checks turned off":      {func(s *servers) { s.IMAP, s.TLS.InsecureSkipVerify = "imap.voorbeeld.nl:993", true }, "certificaat"},
		"another name, STARTTLS": {func(s *servers) { s.IMAP = "imap.voorbeeld.nl:143" }, "certificaat"},
		"old TLS": {func(s *servers) {
			old := s.Config.Clone()
			old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
			s.TLS.MinVersion = tls.VersionTLS10
			s.ServeIMAP(tls.NewListener(s.listen("993"), old), nil, &s.wire)
		}, "antwoordt niet"},
		"plain text on 993": {func(s *servers) { s.ports["993"] = s.ports["143"] }, "geen beveiligde"},
		"STARTTLS refused":  {func(s *servers) { s.IMAP = serverName + ":143"; s.ServeIMAP(s.listen("143"), nil, &s.wire) }, "geen beveiligde"},
		"STARTTLS and no TLS": {func(s *servers) {
			s.IMAP = serverName + ":143"
			s.script("143", startTLS, map[string]string{"STARTTLS": "%s OK\r\n* OK nu\r\n"}, nil)
		}, "geen beveiligde"},
		"logged in before TLS": {func(s *servers) { s.IMAP = serverName + ":143"; s.script("143", "* PREAUTH welkom\r\n", repeats, nil) }, "postbus redactie"},
		"nobody there":         {func(s *servers) { s.listen("993").Close() }, "niet bereikbaar"},
		"silence":              {func(s *servers) { s.patience = 50 * time.Millisecond; s.listen("993") }, "niet bereikbaar"},
		"silence after login": {func(s *servers) {
			s.patience, s.Password = 50*time.Millisecond, "x"
			s.script("993", "* OK hallo\r\n", in, s.Config)
		}, "niet bereikbaar"},
		"goodbye":          {func(s *servers) { s.script("993", "* BYE vol\r\n", nil, s.Config) }, "niet bereikbaar"},
		"nonsense":         {func(s *servers) { s.script("993", strings.Repeat("(", 1e5)+"\r\n", nil, s.Config) }, "niet bereikbaar"},
		"not all messages": {func(s *servers) { s.Password = "x"; s.script("993", "* OK hallo\r\n", three, s.Config) }, "niet bereikbaar"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, spool := newServers(t), t.TempDir()
			s.Deliver(story("a", ""))
			was := fetch(t, s.Account, spool)
			s.wire.take()
			identity := s.identity()
			test.set(s)
			messages, err := Fetch(context.Background(), s.Account, spool)
			n := notice.From(err, "")
			if !strings.Contains(n.Text, test.want) || n.Level != notice.Error || n.Hint == "" || !strings.Contains(n.Text, "redactie") && !strings.Contains(n.Text, "postbus") {
				t.Errorf("%v", err)
			}
			if strings.Contains(fmt.Sprintf("%+v", err), password) {
				t.Errorf("the password is in %v", err)
			}
			if wire := s.wire.take(); strings.Contains(wire, password) && name != "no such folder" { // for which one must be in
				t.Errorf("the password went out:\n%s", wire)
			}
			if identity == s.identity() && !slices.Equal(messages, was) {
				t.Errorf("the last good copy is %+v", messages)
			}
		})
	}
}

func TestABrokenLineLeavesNoHalfMessage(t *testing.T) {
	header := "From: ans@voorbeeld.nl\r\nMessage-ID: <a@x>\r\n\r\n"
	for name, end := range map[string]string{"broken": "!", "silent": ""} {
		s, spool := newServers(t), t.TempDir()
		s.Password = "x"
		if name == "silent" {
			s.patience = 500 * time.Millisecond
		}
		s.script("993", "* OK hallo\r\n", map[string]string{
			"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n%s OK\r\n",
			"LOGIN":      "%s OK\r\n",
			"EXAMINE":    "* 1 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n%s OK\r\n",
			"FETCH":      "* 1 FETCH (UID 5 FLAGS () RFC822.SIZE 100)\r\n%s OK\r\n",
			"UID FETCH 5 (UID INTERNALDATE BODY.PEEK[HEADER]": fmt.Sprintf("* 1 FETCH (UID 5 BODY[HEADER]<0> {%d}\r\n%s)\r\n%%s OK\r\n", len(header), header),
			"UID FETCH 5 (UID INTERNALDATE BODY.PEEK[]":       "* 1 FETCH (UID 5 BODY[] {100}\r\n" + header + end,
		}, s.Config)
		messages, err := Fetch(context.Background(), s.Account, spool)
		if err == nil || len(messages) != 1 || messages[0].ID != "a@x" || messages[0].Refused == nil || len(files(t, spool)) != 0 {
			t.Errorf("%s: %+v, %v", name, messages, err)
		}
	}
}

func TestAFullDiskEndsAFetch(t *testing.T) {
	s := newServers(t)
	var uids []imap.UID
	for i := range batch {
		uids = append(uids, s.Deliver(story(fmt.Sprint(i), "")))
	}
	open, err := s.open(context.Background(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer open.close()
	disk, tries := errors.New("full"), 0
	err = open.fetch(uids, &imap.FetchItemBodySection{Peek: true}, maxMessage, func(uint32, time.Time, []byte) error {
		tries++
		return disk
	})
	if err != disk || tries != 1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}

func TestAServerThatGivesMoreThanItSaid(t *testing.T) {
	s, spool := newServers(t), t.TempDir()
	s.Password = "x"
	s.script("993", "* OK hallo\r\n", map[string]string{
		"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n%s OK\r\n",
		"LOGIN":      "%s OK\r\n",
		"EXAMINE":    "* 1 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n%s OK\r\n",
		"FETCH":      "* 1 FETCH (UID 5 FLAGS () RFC822.SIZE 100)\r\n%s OK\r\n",
		"UID FETCH":  "* 1 FETCH (UID 5 BODY[HEADER]<0> {9000000000000}\r\nFrom:",
	}, s.Config)
	if _, err := Fetch(context.Background(), s.Account, spool); notice.From(err, "").Hint == "" {
		t.Errorf("%v", err)
	}
}

// The server hangs, in the middle of TLS or within it, and the context ends when it has heard from us.
func TestCancelEndsAtOnce(t *testing.T) {
	for _, within := range []bool{false, true} {
		s := newServers(t)
		l := s.listen("993")
		ctx, cancel := context.WithCancel(context.Background())
		go func() {
			c, err := l.Accept()
			if err != nil {
				return
			}
			defer c.Close()
			if within {
				c = tls.Server(c, s.Config)
				io.WriteString(c, "* OK hallo\r\n")
			}
			c.Read(make([]byte, 1))
			cancel()
			io.Copy(io.Discard, c)
		}()
		began := time.Now()
		if _, err := Fetch(ctx, s.Account, t.TempDir()); !errors.Is(err, context.Canceled) || time.Since(began) > s.patience/2 {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	}
}

func TestNothingWorksOnADiskThatCannotBeWritten(t *testing.T) {
	s, file := newServers(t), filepath.Join(t.TempDir(), "bestand")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Fetch(context.Background(), s.Account, filepath.Join(file, "spool")); notice.From(err, "").Hint == "" {
		t.Errorf("%v", err)
	}
}

func BenchmarkFetch(b *testing.B) {
	s := newServers(b)
	for i := range 1000 {
		s.Deliver(story(fmt.Sprint(i), "") + strings.Repeat("Er was soep, en nog meer soep.\n", 1000))
	}
	s.wire.take()
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			if m, err := Fetch(context.Background(), s.Account, b.TempDir()); err != nil || len(m) != 1000 {
				b.Fatal(len(m), err)
			}
			s.wire.take()
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		spool := b.TempDir()
		for b.Loop() {
			if m, err := Fetch(context.Background(), s.Account, spool); err != nil || len(m) != 1000 {
				b.Fatal(len(m), err)
			}
			s.wire.take()
		}
	})
}
