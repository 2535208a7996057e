package mailbox

import (
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestPasswordVariable(t *testing.T) {
	if got := PasswordVariable("redactie-Oost 2é"); got != "OPLADERS_POSTBUS_REDACTIE_OOST_2_" {
		t.Error(got)
	}
}

func judged(a Account, header string) Message {
	var m Message
	a.judge(&m, []byte(strings.ReplaceAll(header, "\n", "\r\n")+"\r\n"), now)
	return m
}

func TestSender(t *testing.T) {
	for from, want := range map[string]string{
		"From: ans@voorbeeld.nl\n":                                        "ans@voorbeeld.nl",
		"From: \"ander@x.nl\" <ANS@Voorbeeld.NL>\n":                       "ans@voorbeeld.nl",
		"From: =?windows-1252?Q?Jos=E9?= <ans@voorbeeld.nl>\n":            "ans@voorbeeld.nl",
		"From: =?raar?Q?Jos=E9?= <ans@voorbeeld.nl>\n":                    "ans@voorbeeld.nl",
		"From: Jos\xe9 <ans@voorbeeld.nl>\n":                              "ans@voorbeeld.nl",
		"":                                                                "",
		"From:\n":                                                         "",
		"From: ans@voorbeeld.nl, ander@voorbeeld.nl\n":                    "",
		"From: ans@voorbeeld.nl\nFrom: ans@voorbeeld.nl\n":                "",
		"From: ans@voorbeeld.nl\nFrom : ander@voorbeeld.nl\n":             "",
		"From: \"ans@voorbeeld.nl> x\"@voorbeeld.nl\n":                    "",
		"From: <ans@voorbeeld.nl>, \n":                                    "ans@voorbeeld.nl",
		"From: ans@[127.0.0.1]\n":                                         "",
		"From: \u212aees@voorbeeld.nl\n":                                  "", // the sign of kelvin, a k in lower case
		"From: \"a@evil.nl,\" <ans@voorbeeld.nl> (\n":                     "",
		"From: " + strings.Repeat("a", 1000) + "@voorbeeld.nl\n":          "",
		"From: groep: ans@voorbeeld.nl, ander@voorbeeld.nl;\n":            "",
		"From: <ans@voorbeeld.nl> <ander@voorbeeld.nl>\nSender: x@x.nl\n": "",
	} {
		m := judged(Account{}, from)
		if m.From != want || (m.Refused != nil) != (want == "") || want == "" && !m.Auto {
			t.Errorf("%q: %+v", from, m)
		}
	}
}

func TestFields(t *testing.T) {
	m := judged(Account{}, "From: ans@voorbeeld.nl\nSubject: =?windows-1252?Q?Caf=E9?=\n =?utf-8?Q?=0D=0ABcc:_x@x.nl?=\tnu\u202e\x00\n")
	if m.Subject != "Café Bcc: x@x.nl nu" || !m.Date.Equal(now) || !strings.HasPrefix(m.ID, hashed) {
		t.Errorf("%+v", m)
	}
	if n := len([]rune(judged(Account{}, "Subject: "+strings.Repeat("é", 5000)+"\n").Subject)); n != 300 {
		t.Errorf("a subject of %d characters", n)
	}
	for field, want := range map[string]string{"<a@b>": "a@b", "<a>b@c>": "", "<a b@c>": "", "a@b": "", "<>": "", "<sha256:0>": "", "<" + strings.Repeat("a", 251) + ">": "", "<é@b>": ""} {
		if got := judged(Account{}, "Message-ID: "+field+"\n").ID; got != want && (want != "" || !strings.HasPrefix(got, hashed) || len(got) != 71) {
			t.Errorf("%q: %q", field, got)
		}
	}
	for _, field := range []string{"gisteren", "Fri, 31 Dec 9999 23:59:59 -2300", "Sat, 01 Jan 0000 00:00:00 +2300"} {
		if m := judged(Account{}, "Date: "+field+"\n"); !m.Date.Equal(now) {
			t.Errorf("%q: %v", field, m.Date)
		}
	}
	if m := judged(Account{}, "From: ans@voorbeeld.nl\ngeen veld\nFrom: ander@voorbeeld.nl\n"); m.Refused == nil || !m.Auto {
		t.Errorf("a broken header: %+v", m)
	}
}

func TestAutomatic(t *testing.T) {
	a := Account{User: "Redactie@voorbeeld.nl"}
	for fields, want := range map[string]bool{
		"From: ans@voorbeeld.nl\n":                                          false,
		"From: ans@voorbeeld.nl\nAuto-Submitted: no\n":                      false,
		"From: ans@voorbeeld.nl\nPrecedence: normal\nReturn-Path: <a@b>\n":  false,
		"From: redactie@voorbeeld.nl\n":                                     true,
		"From: MAILER-DAEMON@voorbeeld.nl\n":                                true,
		"From: no-reply@voorbeeld.nl\n":                                     true,
		"From: ans@voorbeeld.nl\nReturn-Path: <>\n":                         true,
		"From: ans@voorbeeld.nl\nAuto-Submitted: auto-replied; x=y\n":       true,
		"From: ans@voorbeeld.nl\nPrecedence: Bulk\n":                        true,
		"From: ans@voorbeeld.nl\nList-Id: <x.voorbeeld.nl>\n":               true,
		"From: ans@voorbeeld.nl\nX-Auto-Response-Suppress: DR, AutoReply\n": true,
		"From: ans@voorbeeld.nl\nContent-Type: Multipart/Report; x=y\n":     true,
	} {
		if got := judged(a, fields).Auto; got != want {
			t.Errorf("%q: %v", fields, got)
		}
	}
}

func TestAuthentication(t *testing.T) {
	const (
		own     = "Received: from smtp.ander.nl ([192.0.2.1]) by mx.voorbeeld.nl (Postfix) with ESMTPS; Sat, 21 Nov 2026\n"
		local   = "Received: from mx.voorbeeld.nl by opslag.hoster.nl with LMTP; Sat, 21 Nov 2026\n"
		foreign = "Received: from pc by smtp.ander.nl; Sat, 21 Nov 2026\n"
		from    = "From: ans@mail.gemeente.nl\n"
	)
	ar := func(results string) string { return "Authentication-Results: mx.voorbeeld.nl; " + results + "\n" }
	for _, test := range []struct {
		name, header string
		want         bool
	}{
		{"dmarc", ar("dmarc=pass header.from=mail.gemeente.nl") + own, true},
		{"dmarc below our own hop", own + ar("dmarc=pass (p=reject dis=none) header.from=mail.gemeente.nl") + foreign, true},
		{"dmarc below two hops of ours", local + own + ar("dmarc=pass"), true},
		{"dmarc in capitals", "AUTHENTICATION-RESULTS: MX.Voorbeeld.NL 1; DMARC=Pass header.from=GEMEENTE.nl\n", true},
		{"dmarc of another", ar("dmarc=pass header.from=ander.nl"), false},
		{"dmarc fails, though spf passes", ar("dmarc=fail header.from=mail.gemeente.nl; spf=pass smtp.mailfrom=x@gemeente.nl"), false},
		{"dmarc none, dkim passes", ar("dmarc=none; dkim=pass header.d=gemeente.nl header.s=k"), true},
		{"dkim by its identity", ar("dkim=pass header.i=@mail.gemeente.nl header.s=k header.b=abc"), true},
		{"dkim of another", ar("dkim=pass header.d=ander.nl"), false},
		{"dkim of a public suffix", ar("dkim=pass header.d=nl"), false},
		{"dkim without a domain", ar("dkim=pass"), false},
		{"dkim fails", ar("dkim=fail header.d=gemeente.nl"), false},
		{"one of two signatures", ar("dkim=fail header.d=gemeente.nl; dkim=pass header.d=gemeente.nl"), true},
		{"spf", ar("spf=pass smtp.mailfrom=bounce@post.gemeente.nl"), true},
		{"spf of another", ar("spf=pass smtp.mailfrom=x@ander.nl smtp.helo=gemeente.nl"), false},
		{"spf soft", ar("spf=softfail smtp.mailfrom=x@gemeente.nl"), false},
		{"none", ar("none"), false},
		{"no field", own, false},
		{"several fields above the first hop", ar("spf=fail") + ar("dkim=pass header.d=gemeente.nl") + own, true},

		{"a field of somebody else", strings.Replace(ar("dmarc=pass"), "mx.voorbeeld", "mx.ander", 1) + own, false},
		{"a forged one below ours", own + ar("dkim=none") + ar("dmarc=pass header.from=gemeente.nl"), false},
		{"a forged one below ours that says nothing", own + ar("none") + ar("dmarc=pass"), false},
		{"a forged one below the hop", ar("dkim=none") + own + ar("dmarc=pass"), false},
		{"a forged one below a foreign hop", own + foreign + ar("dmarc=pass"), false},
		{"below a third domain", local + "Received: from x by mx.derde.nl\n" + ar("dmarc=pass"), false},
		{"in a comment", ar("dkim=none (dmarc=pass; dmarc=pass)"), false},
		{"in a comment in a comment", ar("dkim=none (a (b) ; dmarc=pass ; )"), false},
		{"in an escaped comment", ar(`dkim=none (a \) ; dmarc=pass ; \( )`), false},
		{"in a quoted text", ar(`spf=fail reason="x; dmarc=pass header.from=gemeente.nl"`), false},
		{"in a quoted address", ar(`spf=pass smtp.mailfrom="x; dmarc=pass "@ander.nl`), false},
		{"out of a comment by a quoted address", ar(`spf=pass (domain of "a) ; dkim=pass header.d=gemeente.nl ("@ander.nl) smtp.mailfrom=ander.nl`), false},
		{"domain in the local part", ar(`spf=pass smtp.mailfrom="x@gemeente.nl"@ander.nl`), false},
		{"quotes in a comment", ar(`dkim=fail ("headers rsa verify failed") header.d=gemeente.nl; dmarc=pass`), true},
		{"a failure that quotes may hide", ar(`dkim=pass header.d=gemeente.nl (a "b) ; dmarc=fail (c")`), false},
		{"a comment that does not end", ar("dmarc=pass (x") + own, false},
		{"an unreadable field above a forged one", own + ar(`dkim=none (x`) + ar("dmarc=pass"), false},
		{"an unknown version above a forged one", "Authentication-Results: mx.voorbeeld.nl 1; onzin\n" + own + ar("dmarc=pass"), false},
	} {
		m := judged(Account{AuthServ: "mx.voorbeeld.nl"}, test.header+from)
		if got := m.Refused == nil; got != test.want || m.Auto == test.want {
			t.Errorf("%s: %v\n%s", test.name, got, test.header)
		}
	}
	if m := judged(Account{}, from); m.Refused != nil {
		t.Errorf("without AuthServ: %+v", m)
	}
}

// Headers at the limit, of what parsers are slow at.
func TestJudgeIsQuick(t *testing.T) {
	a := Account{AuthServ: "mx.voorbeeld.nl"}
	for _, pattern := range []string{
		"From: a\n", "From: |(", "From: |a@b.c,", "From: |\"", "From: |=?utf-8?q?a?= ", "From: |a:", "From: |a\n b", "From: |<", "Subject: |=?utf-8?q?a?= ", "Subject: |=?",
		"Received: by x.nl\n", "Authentication-Results: mx.voorbeeld.nl; |dkim=pass header.d=a ;", "Authentication-Results: |(", "Authentication-Results: x\n", "Message-ID: |<a@", "X\n", ":\n", "Date: |(", "Return-Path: |<",
		"Content-Type: |;a=b", "References: |<a@b> ",
	} {
		start, repeated, _ := strings.Cut(pattern, "|")
		if repeated == "" {
			start, repeated = "", pattern
		}
		header := start + strings.Repeat(repeated, maxHeader/len(repeated))
		began := time.Now()
		judged(a, header)
		if d := time.Since(began); d > 30*time.Second {
			t.Errorf("%q: %v", pattern, d)
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add([]byte(story("a", "Authentication-Results: mx.voorbeeld.nl; dmarc=pass (x \"y\")\nReceived: by x.nl\nReturn-Path: <>\n")))
	f.Add([]byte("From: \"a\\\n b\" <a@b.c> (x(y))\r\nSubject: =?koi8-r?B?8NLJ18XU?=\r\n\r\n"))
	f.Add([]byte("From: =?utf-8?q?a?= <a@b.c>,\nFrom: x:(((;\n"))
	a := Account{AuthServ: "mx.voorbeeld.nl", User: user}
	f.Fuzz(func(t *testing.T, header []byte) {
		var m Message
		start := time.Now()
		a.judge(&m, header, now)
		if d := time.Since(start); d > 30*time.Second {
			t.Errorf("%v for %d bytes", d, len(header))
		}
		if m.ID == "" || len(m.ID) > 320 || len([]rune(m.Subject)) > 300 || strings.ContainsAny(m.ID+m.From+m.Subject, "\r\n\x00") || m.From == "" && m.Refused == nil {
			t.Errorf("%+v", m)
		}
		mail, err := a.compose(m, now, "x", nil)
		if err != nil || strings.Count(string(mail), "\nTo:") != 1 {
			t.Errorf("%v\n%s", err, mail)
		}
	})
}

func FuzzIndex(f *testing.F) {
	f.Add([]byte(`{"account":"a","uidvalidity":1,"messages":[{"uid":1,"id":"a@b","date":"2026-11-21T12:00:00Z"},{"uid":2}],"replied":{"a@b":true}}`))
	f.Add([]byte(`{"messages":[{"uid":2},{"uid":1}]}`))
	f.Add([]byte(`{"messages":[{"uid":4294967295,"refused":{}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		ix := parseIndex(data)
		for _, m := range ix.Messages {
			if ix.find(m.UID).UID != m.UID {
				t.Errorf("%d is not found", m.UID)
			}
		}
		ix.merge(ix.Validity, []Message{{UID: 1}, {UID: 7}})
		ix.forget()
		if len(ix.list("nergens")) != 2 {
			t.Error("a message is lost")
		}
	})
}
