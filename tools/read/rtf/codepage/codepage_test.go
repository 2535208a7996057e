package codepage

import (
	"testing"

	"golang.org/x/text/encoding"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		by       encoding.Encoding
		in, want string
	}{
		{Name("ISO-8859-1"), "caf\xe9 \x80", "café €"},
		{Name("iso-8859-1"), "caf\xc3\xa9", "café"}, // the label is wrong
		{Name("charset=utf-8"), "\xef\xbb\xbfcaf\xc3\xa9 \xff", "café \ufffd"},
		{Name("cp850"), "caf\x82", "café"},
		{Name("IBM437"), "caf\x82", "café"},
		{Name("iso-2022-jp"), "\x1b$B$\"\x1b(B", "あ"},
		{Number(1251), "\xe4\xe0", "да"},
		{Number(28592), "\xb3", "ł"},
		{Number(932), "\x82\xa0", "あ"},
		{Number(10000), "caf\x8e", "café"},
		{Number(1200), "c\x00\xe9\x00", "cé"},
	} {
		if c.by == nil {
			t.Errorf("%q: unknown", c.in)
		} else if got := Decode(c.by, []byte(c.in)); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
	for _, name := range []string{"", "klingon", "iso-2022-kr", "cp99"} {
		if Name(name) != nil {
			t.Errorf("%q is known", name)
		}
	}
	if Number(0) != nil || Number(1361) != nil {
		t.Error("an unknown number is known")
	}
}
