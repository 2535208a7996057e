// Package codepage knows the character sets in which mail, web pages and Rich Text come, by the name that the Internet gives them
// and by the number that Windows gives them, and decodes them.
//
// Names are those of the Encoding Standard of WHATWG, which takes ISO-8859-1 and ASCII for Windows-1252 as every browser does, and of
// the IANA registry. Numbers are Windows' code page identifiers; those that nobody writes any more are unknown.
package codepage

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var numbers = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 855: charmap.CodePage855, 858: charmap.CodePage858,
	866: charmap.CodePage866, 874: charmap.Windows874, 932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR,
	950: traditionalchinese.Big5, 1200: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), 10000: charmap.Macintosh,
	20127: charmap.Windows1252, 20866: charmap.KOI8R, 21866: charmap.KOI8U, 50220: japanese.ISO2022JP, 50221: japanese.ISO2022JP,
	50222: japanese.ISO2022JP, 51932: japanese.EUCJP, 51949: korean.EUCKR, 54936: simplifiedchinese.GB18030, 65001: unicode.UTF8,
}

// Number gives the character set of a Windows code page, nil when it is unknown.
func Number(n int) encoding.Encoding {
	name := ""
	switch {
	case n >= 1250 && n <= 1258:
		name = "windows-" + strconv.Itoa(n)
	case n > 28590 && n < 28607:
		name = "iso-8859-" + strconv.Itoa(n-28590)
	}
	if e, err := htmlindex.Get(name); err == nil {
		return e
	}
	return numbers[n]
}

// Name gives the character set with a name, nil when it is unknown.
func Name(s string) encoding.Encoding {
	s = strings.ToLower(strings.Trim(s, " \t\"';"))
	s = strings.TrimPrefix(s, "charset=") // seen: charset="charset=utf-8"
	e, err := htmlindex.Get(s)
	if err != nil {
		e, err = ianaindex.IANA.Encoding(s)
	}
	if n, wrong := strconv.Atoi(strings.TrimPrefix(s, "cp")); err != nil && wrong == nil {
		return Number(n)
	}
	if err != nil || e == encoding.Replacement {
		return nil
	}
	return e
}

// Decode decodes data, whose bytes that mean nothing become U+FFFD. Text in a Latin script that is said to be in another
// character set and is UTF-8 by its bytes is UTF-8: programs forget to change the label, and no text looks so by chance.
func Decode(e encoding.Encoding, data []byte) string {
	if e == unicode.UTF8 || isLatin(e) && utf8.Valid(data) {
		return strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "\ufffd")
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

func isLatin(e encoding.Encoding) bool {
	return e == charmap.Windows1252 || e == charmap.ISO8859_1 || e == charmap.ISO8859_15
}
