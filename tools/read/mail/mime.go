package mail

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
	"golang.org/x/text/encoding/unicode"

	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/read/rtf/codepage"
)

// A part is one part of a mail, or the whole mail (RFC 2045). enmime reads its headers, forgiving what programs do wrong; the
// bodies are parted and decoded here, because a stranger decides how many there are and what is in them.
type part struct {
	*enmime.Part        // of the headers alone
	body         []byte // not decoded
	kids         []*part
}

// A splitter parts a mail and counts.
type splitter struct {
	parts  int
	broken bool // something is missing or was not understood
}

var parser = enmime.NewParser(enmime.MultipartWOBoundaryAsSinglePart(true), enmime.SetCustomParseMediaType(mediaType))

// mediaType reads a Content-Type or Content-Disposition; one that cannot be read is none.
func mediaType(s string) (string, map[string]string, []string, error) {
	t, params, invalid, err := mediatype.ParseWithOptions(s, mediatype.ParseOptions{StripMediaTypeInvalidCharacters: true})
	if err != nil {
		t, _, _ = strings.Cut(s, ";")
		return strings.ToLower(strings.TrimSpace(t)), map[string]string{}, nil, nil
	}
	return strings.ToLower(t), params, invalid, nil
}

// part reads data as a part at a depth.
func (s *splitter) part(data []byte, depth int) *part {
	head, body := cutHeader(data)
	if depth > 0 && !isHeader(head) {
		head, body = nil, data
	}
	limit := maxHeader
	if depth > 0 {
		limit = maxPartHeader
	}
	if s.parts++; len(head) > limit {
		head, s.broken = head[:limit], true
	}
	p := &part{Part: readHeader(head), body: body}
	if !strings.Contains(p.ContentType, "/") {
		p.ContentType = "text/plain"
	}
	if !strings.HasPrefix(p.ContentType, "multipart/") {
		return p
	}
	if depth == maxDepth {
		s.broken = true
		return p
	}
	bodies, closed := split(body, p.Boundary)
	if len(bodies) == 0 { // the header may be wrong
		line, _, _ := bytes.Cut(bytes.TrimLeft(body[:min(len(body), 200)], "\r\n"), []byte("\n"))
		guess, _ := strings.CutPrefix(strings.TrimRight(string(line), " \r"), "--")
		bodies, closed = split(body, guess)
	}
	s.broken = s.broken || !closed
	if len(bodies) == 0 && p.ContentType != "multipart/encrypted" { // what is there is its text
		p.ContentType = "text/plain"
	}
	for _, b := range bodies {
		if s.parts >= maxParts {
			s.broken = true
			break
		}
		kid := s.part(b, depth+1)
		if p.ContentType == "multipart/digest" && kid.Header.Get("Content-Type") == "" {
			kid.ContentType = "message/rfc822"
		}
		p.kids = append(p.kids, kid)
	}
	return p
}

// readHeader reads the headers of a part. Letters outside ASCII, which should not be there, are in Windows-1252 when they are not
// in UTF-8.
func readHeader(head []byte) *enmime.Part {
	text, ok := charset.Decode(head)
	if !ok {
		text = strings.ToValidUTF8(string(head), "")
	}
	for range 20 { // a line that makes no sense hides those below it
		if p, err := parser.ReadParts(strings.NewReader(text + "\n\n")); err == nil {
			return p
		}
		_, text, _ = strings.Cut(text, "\n")
	}
	return enmime.NewPart("text/plain")
}

// cutHeader parts the headers from the body, at the first empty line or where a part begins.
func cutHeader(data []byte) (head, body []byte) {
	for at := 0; at < len(data); {
		line, _, _ := bytes.Cut(data[at:], []byte("\n"))
		switch {
		case len(line) == 0, len(line) == 1 && line[0] == '\r':
			return data[:at], data[min(at+len(line)+1, len(data)):]
		case bytes.HasPrefix(line, []byte("--")):
			return data[:at], data[at:]
		}
		at += len(line) + 1
	}
	return data, nil
}

// isHeader says whether the first line has the name of a header, or there is no line at all.
func isHeader(head []byte) bool {
	return len(head) == 0 || headerName.Match(head[:min(len(head), 200)])
}

var headerName = regexp.MustCompile(`^[ \t]*[!-9;-~]+[ \t]*:`)

// split parts a body at the lines of its boundary. It is not closed when the last of them is missing.
func split(body []byte, boundary string) (bodies [][]byte, closed bool) {
	if boundary == "" {
		return nil, false
	}
	delimiter := []byte("--" + boundary)
	start := -1 // of the part
	for at := 0; ; {
		i := bytes.Index(body[at:], delimiter)
		if i < 0 {
			break
		}
		i += at
		at = i + len(delimiter)
		after := body[at:]
		final := bytes.HasPrefix(after, []byte("--"))
		line, _, _ := bytes.Cut(after[:min(len(after), 200)], []byte("\n"))
		if i > 0 && body[i-1] != '\n' || !final && len(bytes.TrimSpace(line)) > 0 {
			continue
		}
		if start >= 0 {
			bodies = append(bodies, bytes.TrimSuffix(bytes.TrimSuffix(body[start:max(i, start)], []byte("\n")), []byte("\r")))
		}
		if final {
			return bodies, true
		}
		start = min(at+len(line)+1, len(body))
	}
	if start >= 0 && start < len(body) {
		bodies = append(bodies, body[start:])
	}
	return bodies, false
}

// data decodes the body; ok is false when the way in which it was encoded is unknown or it is not encoded in that way.
func (p *part) data() (data []byte, ok bool) {
	encoding := strings.ToLower(strings.Trim(p.Header.Get("Content-Transfer-Encoding"), " \t\"';"))
	switch encoding {
	case "base64":
		return decodeBase64(p.body)
	case "quoted-printable":
		return decodeQuoted(p.body)
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "8bits", "7bits", "utf-8":
		return p.body, true
	}
	return p.body, false
}

func decodeBase64(body []byte) ([]byte, bool) {
	code := make([]byte, 0, len(body))
	odd := max(0, bytes.Count(body, []byte(" "))-bytes.Count(body, []byte("\n"))) // one at the end of a line is a habit
	for _, c := range body {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			code = append(code, c)
		case c != '=' && c != '\r' && c != '\n' && c != ' ' && c != '\t':
			odd++
		}
	}
	if odd*20 > len(body) { // words, whatever the headers say
		return body, false
	}
	if len(code)%4 == 1 {
		code = code[:len(code)-1]
		odd++
	}
	n, err := base64.RawStdEncoding.Decode(code, code)
	return code[:n], err == nil && odd == 0
}

// decodeQuoted decodes quoted-printable (RFC 2045, section 6.7). What is no escape stays as it is.
func decodeQuoted(body []byte) ([]byte, bool) {
	out, ok := make([]byte, 0, len(body)), true
	for i := 0; i < len(body); i++ {
		if body[i] != '=' {
			out = append(out, body[i])
			continue
		}
		if n, err := hex.Decode(out[len(out):cap(out)], body[i+1:min(i+3, len(body))]); n == 1 && err == nil {
			out = out[:len(out)+1]
			i += 2
			continue
		}
		line, _, _ := bytes.Cut(body[i+1:min(i+200, len(body))], []byte("\n"))
		if len(bytes.TrimSpace(line)) == 0 { // the line goes on
			i += len(line) + 1
			continue
		}
		out, ok = append(out, '='), false
	}
	return out, ok
}

// text decodes the body of a text. ok is false as for data, and when its character set is unknown.
func (p *part) text() (text string, ok bool) {
	data, ok := p.data()
	name := p.Charset
	if m := metaCharset.FindSubmatch(data[:min(len(data), 2048)]); m != nil && name == "" && p.ContentType == "text/html" {
		name = string(m[1])
	}
	set := codepage.Name(name)
	if set == nil || set == unicode.UTF8 && !looksUTF8(data) || charset.IsUTF16(data) || strings.EqualFold(name, "us-ascii") {
		text, isText := charset.Decode(data)
		return text, ok && isText && (set != nil || name == "")
	}
	return strings.ReplaceAll(codepage.Decode(set, data), "\r\n", "\n"), ok
}

// looksUTF8 says whether what is not ASCII is UTF-8, at least in part.
func looksUTF8(data []byte) bool {
	for _, r := range string(data) {
		if r > utf8.RuneSelf && r != utf8.RuneError {
			return true
		}
	}
	return utf8.Valid(data)
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{1,200}charset=["']?([\w.:-]{1,40})`)
