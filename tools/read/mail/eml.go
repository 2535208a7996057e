package mail

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"mime"
	"strings"
)

// eml writes a message of Outlook as a mail, for a caller who reads on. Nothing is encoded, so that mails in mails do not grow.
func (o *object) eml(depth int) []byte {
	var out bytes.Buffer
	h := o.header()
	for _, key := range []string{"From", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "Auto-Submitted", "List-Id", "Precedence"} {
		if value := h.Get(key); value != "" {
			fmt.Fprintf(&out, "%s: %s\r\n", key, strings.Join(strings.Fields(value), " "))
		}
	}
	b, _ := o.body()
	kind := "text/plain"
	if b.isHTML {
		kind = "text/html"
	}
	hash := sha256.New()
	for _, a := range o.attachments {
		hash.Write(a.values[idData].data)
	}
	boundary := fmt.Sprintf("%d-%x", depth, hash.Sum([]byte(b.text))[:16])
	fmt.Fprintf(&out, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=%q\r\n", boundary)
	part := func(kind, more string, data []byte) {
		fmt.Fprintf(&out, "\r\n--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: binary\r\n%s\r\n", boundary, kind, more)
		out.Write(data)
	}
	part(kind+"; charset=utf-8", "", []byte(b.text))
	for _, a := range o.attachments[:min(len(o.attachments), maxFiles)] {
		kind, name, data := "application/octet-stream", a.text(idLongName), a.values[idData].data
		if name == "" {
			name = a.text(idShortName)
		}
		if a.isMessage() && depth < maxDepth {
			kind, name, data = "message/rfc822", a.embedded.text(idSubject)+".eml", a.embedded.eml(depth+1)
		}
		more := "Content-Disposition: " + mime.FormatMediaType("attachment", map[string]string{"filename": name}) + "\r\n"
		if cid := strings.Trim(a.text(idContentID), "<> "); cid != "" && !strings.ContainsAny(cid, "\r\n") {
			more = strings.Replace(more, "attachment", "inline", 1) + "Content-ID: <" + cid + ">\r\n"
		}
		part(kind, more, data)
	}
	fmt.Fprintf(&out, "\r\n--%s--\r\n", boundary)
	return out.Bytes()
}
