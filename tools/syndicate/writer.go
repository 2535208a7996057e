package syndicate

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/page"
)

// writer writes content lines: folded at 75 octets between characters, ended by CRLF (RFC 5545, 3.1).
type writer struct{ bytes.Buffer }

// line writes a content line. A value that came from a stranger cannot end it.
func (w *writer) line(s string) {
	s = plain(s)
	const limit = 75
	for room := limit; len(s) > room; room = limit - 1 { // the space that starts what is folded counts
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	w.WriteString(s + "\r\n")
}

// plain takes out what no line may hold: control characters, and bytes that are no UTF-8.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// text writes a property whose value is TEXT; nothing when there is none.
func (w *writer) text(name, value string) {
	if value = strings.TrimSpace(value); value != "" {
		w.line(name + ":" + escape.Replace(value))
	}
}

// at writes a property whose value is a date, or a time in a zone; nothing when there is none.
func (w *writer) at(name string, c page.Civil, zone string) {
	switch {
	case c.IsZero():
	case c.HasTime():
		w.line(name + ";TZID=" + zone + ":" + c.In(time.UTC).Format("20060102T150405"))
	default:
		w.line(name + ";VALUE=DATE:" + c.In(time.UTC).Format("20060102"))
	}
}

// utc writes a property whose value is a moment; nothing when there is none.
func (w *writer) utc(name string, t time.Time) {
	if !t.IsZero() {
		w.line(name + ":" + t.UTC().Format(utcLayout))
	}
}

const utcLayout = "20060102T150405Z"
