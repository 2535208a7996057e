// Package charset turns the bytes of a text file into a string.
//
// The encodings that Dutch offices produce are told apart by content: UTF-8 with or without a byte order
// mark, UTF-16 (what Excel calls "Unicode-tekst") with a mark or recognised by its zero bytes, and
// otherwise Windows-1252, in which every byte means something. Line ends become LF.
//
// Bytes that are no text (zero bytes outside UTF-16, many control characters) are not decoded. Other
// encodings are not guessed.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// sample is how many bytes decide whether something is text.
const sample = 4096

// Decode gives the text in data; ok is false when data is no text.
func Decode(data []byte) (text string, ok bool) {
	switch {
	case IsUTF16(data):
		order := unicode.LittleEndian
		if bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || data[0] == 0 {
			order = unicode.BigEndian
		}
		out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", false
		}
		data = out
	case !isText(data):
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		out, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return "", false
		}
		data = out
	}
	return lines.Replace(string(data)), true
}

var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// IsUTF16 reports whether data is UTF-16: by its mark, or because every other byte of a text in a Latin
// script is zero.
func IsUTF16(data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		return true
	}
	head := data[:min(len(data), sample)&^1]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most, least := max(zeros[0], zeros[1]), min(zeros[0], zeros[1])
	return len(head) >= 4 && least == 0 && most > len(head)/3
}

// isText allows a stray control character, but no zero byte.
func isText(data []byte) bool {
	head := data[:min(len(data), sample)]
	odd := 0
	for _, b := range head {
		if b == 0 {
			return false
		}
		if b < ' ' && !bytes.ContainsRune([]byte("\t\n\v\f\r\x1b"), rune(b)) {
			odd++
		}
	}
	return odd <= len(head)/100+1
}
