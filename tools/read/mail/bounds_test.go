package mail

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestBounds gives mails that were made to take time or memory.
func TestBounds(t *testing.T) {
	const n = 1 << 20
	many := func(s string) string { return strings.Repeat(s, n/len(s)) }
	var nested strings.Builder
	for i := range n / 80 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=\"b%d\"\n\n--b%d\n", i, i)
	}
	var envelope []byte
	for range maxDepth + 3 { // each holds the one before it twice
		o := newObject()
		a := newObject()
		a.values[idLongName] = value{kindString8, []byte("winmail.dat")}
		a.values[idData] = value{kindBinary, envelope}
		o.attachments = []*object{a}
		envelope = writeTNEF(o)
	}
	tnef := "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
	for name, in := range map[string]string{
		"headers":      many("A: b\n"),
		"header":       "Subject: " + many("x"),
		"words":        "Subject: " + many("=?utf-8?q?a?= "),
		"continued":    "Content-Type: text/plain" + many(";\n a=b"),
		"names":        "Content-Disposition: attachment" + many("; filename*0=b") + "\n\nx",
		"references":   "References: " + many("<a@b> ") + "\n\nx",
		"parts":        "Content-Type: multipart/mixed; boundary=b\n\n" + many("--b\n\n"),
		"nested":       nested.String(),
		"alternatives": "Content-Type: multipart/alternative; boundary=b\n\n" + many("--b\nContent-Type: text/html\n\n<p>a</p>\n"),
		"delimiters":   "Content-Type: multipart/mixed; boundary=b\n\n" + many("--bb"),
		"base64":       "Content-Transfer-Encoding: base64\n\n" + many("!"),
		"quoted":       "Content-Transfer-Encoding: quoted-printable\n\n" + many("=\n="),
		"lines":        "A: b\n\n" + many("a\n"),
		"quotes":       "A: b\n\n" + many(">"),
		"quoted lines": "A: b\n\n" + many("> a\nb\n"),
		"from":         "A: b\n\n" + many("Van: a\n"),
		"attributions": "A: b\n\n" + many("Op a schreef b\n"),
		"greetings":    "A: b\n\n" + many("Groet\n\n"),
		"devices":      "A: b\n\na\n" + many("Verstuurd vanaf mijn iPhone\n"),
		"flowed":       "Content-Type: text/plain; format=flowed\n\n" + many("a \n"),
		"tags":         "Content-Type: text/html\n\n" + many("<b>"),
		"divs":         "Content-Type: text/html\n\n" + many("<div>"),
		"tables":       "Content-Type: text/html\n\n" + many("<table><td>a"),
		"breaks":       "Content-Type: text/html\n\n" + many("a<br>"),
		"pictures":     "Content-Type: text/html\n\n" + many("<img src=cid:a>"),
		"tnef":         tnef + base64.StdEncoding.EncodeToString([]byte("\x78\x9f\x3e\x22\x01\x00"+many("\x02\x02\x90\x06\x00\x00\x00\x00\x00\x00\x00"))),
		"envelopes":    tnef + base64.StdEncoding.EncodeToString(envelope),
	} {
		start := time.Now()
		m, err := Eml([]byte("From: a@example.nl\n" + in))
		check(t, m, err, len(in))
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// TestEntries gives a compound file whose folders stand in each other, which package mscfb does not survive.
func TestEntries(t *testing.T) {
	file := compound(newObject().storage("Root Entry", 32))
	directory := binary.LittleEndian.Uint32(file[48:])
	entry := file[512*(directory+1)+128:][:128]
	binary.LittleEndian.PutUint32(entry[76:], 1) // it stands in itself
	if _, err := Msg(file); err == nil {
		t.Error("a folder in itself is read")
	}
	root := &storage{name: "Root Entry", storage: true}
	at := root
	for range maxEntries {
		kid := &storage{name: "a", storage: true}
		at.kids, at = []*storage{kid}, kid
	}
	start := time.Now()
	if _, err := readMsg(compound(root)); err == nil {
		t.Error("too many entries are read")
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Error(took)
	}
	if _, err := Msg(bytes.Repeat([]byte{0}, maxSize+1)); fmt.Sprint(err) != errTooBig.Error() {
		t.Error(err)
	}
	if _, err := Eml(bytes.Repeat([]byte{0}, maxSize+1)); fmt.Sprint(err) != errTooBig.Error() {
		t.Error(err)
	}
}
