package mail

import (
	"mime"
	netmail "net/mail"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"

	"mijnopladers.nl/opladers/tools/read/rtf/codepage"
)

// readHeaders takes what the headers say of a mail.
func (m *Message) readHeaders(h textproto.MIMEHeader) {
	m.ID = firstID(h.Get("Message-Id"))
	m.From = sender(h)
	m.Subject = cleanSubject(decodeWords(h.Get("Subject")))
	m.Date = date(h)
	m.Auto = isAutomatic(h, decodeWords(h.Get("Subject")))
	for _, key := range []string{"References", "In-Reply-To"} {
		for _, id := range messageID.FindAllStringSubmatch(h.Get(key), maxReferences) {
			if !slices.Contains(m.InReplyTo, id[1]) {
				m.InReplyTo = append(m.InReplyTo, id[1])
			}
		}
	}
}

const maxReferences = 100

var (
	messageID = regexp.MustCompile(`<([^<>\s]{1,900})>`)
	bareMail  = regexp.MustCompile(`[\w.+%'=&/-]+@[\w-]+(?:\.[\w-]+)*`)
)

func firstID(s string) string {
	if m := messageID.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	id, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return strings.Trim(id, "<>")
}

// sender gives the address in lower case of who wrote the mail, or else of who sent it.
func sender(h textproto.MIMEHeader) string {
	for _, key := range []string{"From", "Sender", "Return-Path"} {
		value := h.Get(key)
		if list, err := enmime.ParseAddressList(value); err == nil && len(list) > 0 && bareMail.MatchString(list[0].Address) {
			return strings.ToLower(list[0].Address)
		}
		found := bareMail.FindAllString(value, maxReferences)
		if len(found) > 0 { // behind a name that is an address too
			return strings.ToLower(found[len(found)-1])
		}
	}
	return ""
}

var layouts = []string{
	"Mon, _2 Jan 2006 15:04:05", "_2 Jan 2006 15:04:05", "Mon, _2 Jan 2006", "_2 Jan 2006", "Mon Jan _2 15:04:05 2006", "Mon Jan _2 15:04:05 MST 2006",
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", "Mon, _2 Jan 06 15:04:05",
}

var zone = regexp.MustCompile(` *(?:[+-]\d{3,4}|[+-]\d\d:\d\d|\(?[A-Z]{1,5}\)?)(?: +\(.{0,60}\))?$`)

// date gives the day on which the mail was written, as the sender's clock had it, or else on which the last server received it.
func date(h textproto.MIMEHeader) string {
	candidates := []string{h.Get("Date"), h.Get("Resent-Date")}
	if _, at, ok := strings.Cut(h.Get("Received"), ";"); ok {
		candidates = append(candidates, at)
	}
	for _, s := range candidates {
		s = strings.Join(strings.Fields(s), " ")
		t, err := netmail.ParseDate(s)
		for i := 0; err != nil && i < len(layouts); i++ {
			if t, err = time.Parse(layouts[i], s); err != nil {
				t, err = time.Parse(layouts[i], zone.ReplaceAllString(s, ""))
			}
		}
		if err == nil && t.Year() > 1900 {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

var (
	prefix = regexp.MustCompile(`^(?i:\s*(?:re|fwd?|fw|antw|aw|wg|doorst|doorgest|doorgestuurd|betr\.?)(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:|\s*\[[^\[\]]{1,40}\])\s*`)
	onward = regexp.MustCompile(`^(?i:\s*\[[^\[\]]{1,40}\])*\s*(?i:fwd?|fw|doorst|doorgest|doorgestuurd|wg)(?:\[\d{1,3}\])?\s*:`)
	answer = regexp.MustCompile(`^(?i:\s*\[[^\[\]]{1,40}\])*\s*(?i:re|antw|aw|betr\.?)(?:\[\d{1,3}\])?\s*:`)
)

// cleanSubject drops what mail programs and lists put before a subject.
func cleanSubject(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for {
		rest := prefix.ReplaceAllString(s, "")
		if rest == s || rest == "" {
			return s
		}
		s = rest
	}
}

var (
	autoSubject = regexp.MustCompile(`(?i)^(automatisch antwoord|automatic reply|auto(matische)?[- ]?(reply|respon[sd]e?)|afwezig(heid|heidsassistent)?\b.{0,3}:|out of (the )?office|undeliverable|onbestelbaar|delivery status notification|returned mail)`)
	autoSender  = regexp.MustCompile(`(?i)^(mailer-daemon|postmaster|no-?reply|noreply|do-?not-?reply|bounces?)([+@-]|$)`)
)

// isAutomatic says whether no person waits for an answer (RFC 3834, RFC 2919).
func isAutomatic(h textproto.MIMEHeader, subject string) bool {
	auto := strings.ToLower(strings.TrimSpace(h.Get("Auto-Submitted")))
	if auto != "" && !strings.HasPrefix(auto, "no") {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Precedence"))) {
	case "bulk", "list", "junk", "auto_reply", "auto-reply":
		return true
	}
	for _, key := range []string{"List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "Feedback-Id"} {
		if h.Get(key) != "" {
			return true
		}
	}
	return strings.TrimSpace(h.Get("Return-Path")) == "<>" || autoSubject.MatchString(subject) || autoSender.MatchString(sender(h)) ||
		strings.HasPrefix(strings.ToLower(h.Get("Content-Type")), "multipart/report")
}

var encodedWord = regexp.MustCompile(`=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=`)

// decodeWords decodes the encoded words in a header (RFC 2047). Programs cut words in the middle of a character, so words
// in one character set that stand together are decoded together.
func decodeWords(s string) string {
	var out strings.Builder
	var raw []byte
	set, end := "", 0 // of the words so far, and where the last one ends
	flush := func() {
		if e := codepage.Name(set); e != nil {
			out.WriteString(codepage.Decode(e, raw))
		} else {
			out.WriteString(strings.ToValidUTF8(string(raw), "\ufffd"))
		}
		raw = nil
	}
	for _, m := range encodedWord.FindAllStringSubmatchIndex(s, -1) {
		name, _, _ := strings.Cut(s[m[2]:m[3]], "*") // RFC 2231 puts a language behind it
		between := s[end:m[0]]
		if end == 0 || strings.TrimSpace(between) != "" || !strings.EqualFold(name, set) {
			flush()
			if end == 0 || strings.TrimSpace(between) != "" {
				out.WriteString(between)
			}
		}
		code := s[m[6]:m[7]]
		if strings.EqualFold(s[m[4]:m[5]], "b") {
			data, _ := decodeBase64([]byte(code))
			raw = append(raw, data...)
		} else {
			data, _ := decodeQuoted([]byte(strings.ReplaceAll(code, "_", " ")))
			raw = append(raw, data...)
		}
		set, end = name, m[1]
	}
	flush()
	out.WriteString(s[end:])
	return out.String()
}

var extended = regexp.MustCompile(`(?i);\s*(?:file)?name\*(\d{0,3})(\*?)\s*=\s*(?:"([^"]*)"|([^;\s]*))`)

// fileName gives the name of the file that a part is. RFC 2231 parts long names and says their character set, which the standard
// library reads in UTF-8 alone.
func (p *part) fileName() string {
	for _, key := range []string{"Content-Disposition", "Content-Type"} {
		var raw []byte
		set := ""
		for i, m := range extended.FindAllStringSubmatch(p.Header.Get(key), maxReferences) {
			value := m[3] + m[4]
			if n, _ := strconv.Atoi(m[1]); n != i && m[1] != "" {
				continue
			}
			if m[2] == "*" || m[1] == "" {
				if parts := strings.SplitN(value, "'", 3); i == 0 && len(parts) == 3 {
					set, value = parts[0], parts[2]
				}
				if s, err := url.PathUnescape(value); err == nil {
					value = s
				}
			}
			raw = append(raw, value...)
		}
		if e := codepage.Name(set); e != nil && len(raw) > 0 {
			return codepage.Decode(e, raw)
		}
	}
	name := decodeWords(p.FileName)
	if name == "" {
		_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
		if err == nil {
			name = decodeWords(params["name"])
		}
	}
	return name
}
