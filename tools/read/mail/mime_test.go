package mail

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

// TestParts reads mails that are made in an unusual or a wrong way: what is their text, which files do they have, are they broken?
func TestParts(t *testing.T) {
	const mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
	const alternative = "Content-Type: multipart/alternative; boundary=b\n\n"
	for name, c := range map[string]struct {
		in, text string
		files    []string
		broken   bool
	}{
		"no Content-Type":       {in: "\nTekst.", text: "Tekst."},
		"no boundary":           {in: "Content-Type: multipart/mixed\n\n--b\n\nTekst.\n--b--\n", text: "Tekst."},
		"wrong boundary":        {in: "Content-Type: multipart/mixed; boundary=c\n\n--b\n\nTekst.\n--b--\n", text: "Tekst."},
		"no parts":              {in: mixed + "Tekst.", text: "Tekst.", broken: true},
		"not closed":            {in: mixed + "--b\n\nTekst.", text: "Tekst.", broken: true},
		"no empty line":         {in: "Content-Type: multipart/mixed; boundary=b\n--b\n\nTekst.\n--b--\n", text: "Tekst."},
		"part without headers":  {in: mixed + "--b\nTekst zonder kop.\n--b--\n", text: "Tekst zonder kop."},
		"boundary in boundary":  {in: mixed + "--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\nTekst.\n--bb--\n--b--\n", text: "Tekst."},
		"boundary in text":      {in: mixed + "--b\n\nEen --b\nTwee\n--b--\n", text: "Een --b\nTwee"},
		"unknown charset":       {in: "Content-Type: text/plain; charset=klingon\n\ncaf\xe9", text: "café", broken: true},
		"wrong charset":         {in: "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xc3\xa9", text: "café"},
		"no UTF-8":              {in: "Content-Type: text/plain; charset=utf-8\n\ncaf\xe9", text: "café"},
		"some UTF-8":            {in: "Content-Type: text/plain; charset=utf-8\n\ncaf\xc3\xa9 \xe9", text: "café \ufffd"},
		"charset in HTML":       {in: "Content-Type: text/html\n\n<meta http-equiv=x content='text/html; charset=iso-8859-2'>\xb3", text: "ł"},
		"unknown encoding":      {in: "Content-Transfer-Encoding: x-eigen\n\nTekst.", text: "Tekst.", broken: true},
		"no base64":             {in: "Content-Transfer-Encoding: base64\n\nDit is gewoon een tekst.", text: "Dit is gewoon een tekst.", broken: true},
		"base64 and more":       {in: "Content-Transfer-Encoding: base64\n\nRGl0IGlzIGVl%biBsYW5nZXJlIHRla3N0Lg==\n", text: "Dit is een langere tekst.", broken: true},
		"quoted and wrong":      {in: "Content-Transfer-Encoding: quoted-printable\n\n1+1=2, caf=E9 en=20\nmeer=\n lang", text: "1+1=2, café en\nmeer lang", broken: true},
		"empty HTML":            {in: alternative + "--b\n\nDe tekst staat hier.\n--b\nContent-Type: text/html\n\n<p>&nbsp;</p>\n--b--\n", text: "De tekst staat hier."},
		"HTML says less":        {in: alternative + "--b\n\nEen heel verhaal met alle woorden.\n--b\nContent-Type: text/html\n\n<p>Zie tekst</p>\n--b--\n", text: "Een heel verhaal met alle woorden."},
		"HTML too deep":         {in: "Content-Type: text/html\n\n" + strings.Repeat("<div>", 600) + "Tekst.", text: "Tekst.", broken: true},
		"signed":                {in: "Content-Type: multipart/signed; boundary=b\n\n--b\n\nTekst.\n--b\nContent-Type: application/pgp-signature; name=handtekening.asc\n\nx\n--b--\n", text: "Tekst."},
		"signed in the text":    {in: "\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- - een\ntwee\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n", text: "- een\ntwee"},
		"text attached":         {in: mixed + "--b\n\nTekst.\n--b\nContent-Disposition: attachment; filename=lijst.txt\n\nx\n--b--\n", text: "Tekst.", files: []string{"lijst.txt"}},
		"name in 8 bits":        {in: mixed + "--b\nContent-Disposition: attachment; filename=\"b\xe9\xe9ld.docx\"\n\nx\n--b--\n", files: []string{"bééld.docx"}},
		"name in words":         {in: mixed + "--b\nContent-Disposition: attachment; filename=\"=?utf-8?B?YsOp?=\n =?utf-8?B?w6lsZC5kb2N4?=\"\n\nx\n--b--\n", files: []string{"bééld.docx"}},
		"name in parts":         {in: mixed + "--b\nContent-Disposition: attachment; filename*0*=utf-8''b%C3; filename*1*=%A9; filename*2=ld.docx\n\nx\n--b--\n", files: []string{"béld.docx"}},
		"name of another disk":  {in: mixed + "--b\nContent-Disposition: attachment; filename=\"C:\\\\Mijn map\\\\a/b\\\\..\\\\verhaal.docx\"\n\nx\n--b--\n", files: []string{"verhaal.docx"}},
		"name that is a folder": {in: mixed + "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=..\n\nx\n--b--\n", files: []string{"bijlage-1.pdf"}},
		"mail in mail":          {in: mixed + "--b\nContent-Type: message/rfc822\n\nSubject: Fwd: Een verhaal\n\nx\n--b--\n", files: []string{"Een verhaal.eml"}},
		"report":                {in: "Content-Type: multipart/report; boundary=b\n\n--b\n\nNiet bezorgd.\n--b\nContent-Type: message/rfc822\n\nA: b\n--b--\n", text: "Niet bezorgd."},
		"broken envelope":       {in: mixed + "--b\n\nTekst.\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n\nx\n--b--\n", text: "Tekst.", broken: true},
	} {
		m, err := Eml([]byte("From: ans@example.nl\n" + c.in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var files []string
		for _, f := range append(m.Documents, m.Photos...) {
			files = append(files, f.Name)
		}
		broken := slices.ContainsFunc(m.Notices, func(n notice.Notice) bool { return strings.Contains(n.Text, "beschadigd") })
		if m.Text != c.text || !slices.Equal(files, c.files) || broken != c.broken {
			t.Errorf("%s: %q %q %v, want %q %q %v", name, m.Text, files, broken, c.text, c.files, c.broken)
		}
	}
	for _, in := range []string{
		"Content-Type: multipart/encrypted; boundary=b\n\n--b--\n",
		"Content-Type: application/x-pkcs7-mime\n\nx",
		"A: b\n\n-----BEGIN PGP MESSAGE-----\nx\n",
	} {
		if _, err := Eml([]byte("From: ans@example.nl\n" + in)); fmt.Sprint(err) != errEncrypted.Error() {
			t.Errorf("%s: %v", in, err)
		}
	}
}

// TestOldMac reads a mail whose lines end as on a Mac of long ago.
func TestOldMac(t *testing.T) {
	if m, err := Eml([]byte("From: ans@example.nl\rSubject: x\r\rEen.\rTwee.\r")); err != nil || m.Subject != "x" || m.Text != "Een.\nTwee." {
		t.Errorf("%+v %v", m, err)
	}
}

func TestHeaders(t *testing.T) {
	for in, want := range map[string]string{
		"From: Ans <Ans@Example.nl>\nDate: Mon, 30 Nov 2026 23:30:00 -0800":                    "ans@example.nl 2026-11-30 false",
		"From: \"ans@weg.nl\" <ans@example.nl>, b@example.nl\nDate: 1 Dec 2026 8:00 +0100":     "ans@example.nl 2026-12-01 false",
		"From: Ans\nSender: b@example.nl\nDate: 2026-12-01 08:00:00":                           "b@example.nl 2026-12-01 false",
		"From: ans@example.nl\nDate: gisteren\nReceived: by x; Tue, 1 Dec 2026 08:00:00 +0100": "ans@example.nl 2026-12-01 false",
		"From: ans@example.nl\nDate: Tue, 1 Dec 2026 08:00:00 (CET)\nList-Id: <a.b>":           "ans@example.nl 2026-12-01 true",
		"From: ans@example.nl\nPrecedence: bulk":                                               "ans@example.nl  true",
		"From: ans@example.nl\nAuto-Submitted: no":                                             "ans@example.nl  false",
		"From: no-reply@example.nl":                                                            "no-reply@example.nl  true",
		"From: ans@example.nl\nSubject: Out of Office: ans":                                    "ans@example.nl  true",
	} {
		m, err := Eml([]byte(in + "\n\nx"))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(m.From, " ", m.Date, " ", m.Auto); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
