package charset

import "testing"

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"caf\xc3\xa9\r\n":                 "café\n",
		"\xef\xbb\xbfcaf\xc3\xa9":         "café",
		"caf\xe9 \x80 2,50":               "café € 2,50",
		"\xff\xfec\x00a\x00f\x00\xe9\x00": "café",
		"\xfe\xff\x00c\x00a\x00f\x00\xe9": "café",
		"c\x00a\x00f\x00e\x00":            "cafe",
		"\x00c\x00a\x00f\x00e":            "cafe",
		"a\rb":                            "a\nb",
		"":                                "",
	} {
		if got, ok := Decode([]byte(in)); !ok || got != want {
			t.Errorf("Decode(%q) = %q, %v", in, got, ok)
		}
	}
	for _, in := range []string{"\x00\x00\x00\x00", "MZ\x90\x00\x03", "\x01\x02\x03\x04\x05"} {
		if got, ok := Decode([]byte(in)); ok {
			t.Errorf("Decode(%q) = %q, want no text", in, got)
		}
	}
}
