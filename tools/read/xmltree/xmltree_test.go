package xmltree

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"
)

// show writes a tree again, without prefixes of elements.
func show(n *Node) string {
	if n.Name == "" {
		return n.Text
	}
	var b strings.Builder
	b.WriteString("<" + n.Name)
	for _, a := range n.Attrs {
		b.WriteString(" " + a.Name + "=" + a.Value)
	}
	b.WriteString(">")
	for k := range n.Kids() {
		b.WriteString(show(k))
	}
	return b.String() + "</>"
}

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		`<?xml version="1.0"?><a:b xmlns:a="x" a:c='d"'><!-- no > --><e/>f<g >h</g ></a:b>`: `<b xmlns:a=x a:c=d"><e></>f<g>h</></>`,
		"<a>x &amp;&lt;&#65;&#x42;&eacute;&#0; & <![CDATA[<b>&amp;]]></a>":                  "<a>x &<AB&eacute;&#0; & <b>&amp;</>",
		"\xef\xbb\xbf<a>é</a>":                  "<a>é</>",
		"<a>\xe9</a>":                           "<a>é</>",
		"\xff\xfe<\x00a\x00/\x00>\x00":          "<a></>",
		"<a><b>left open</a>":                   "<a><b>left open</></>",
		"":                                      "no well-formed XML",
		"text":                                  "no well-formed XML",
		"<a>":                                   "no well-formed XML",
		"<a></b></a>":                           "no well-formed XML",
		"<a b=c/>":                              "no well-formed XML",
		"<a><":                                  "no well-formed XML",
		`<!DOCTYPE a SYSTEM "file:///x"><a/>`:   "a document type",
		"<a>" + strings.Repeat("<b>", MaxDepth): "more elements than the limits allow",
		"<a>" + strings.Repeat("<b/>", MaxNodes) + "</a>":           "more elements than the limits allow",
		"<a" + strings.Repeat(` b=""`, MaxNodes+1) + "/>":           "more elements than the limits allow",
		"<a>" + strings.Repeat("<b/>", 3) + "<!--" + "-->" + "</a>": "<a><b></><b></><b></></>",
	} {
		got := ""
		if n, err := Parse([]byte(in)); err != nil {
			got = err.Error()
		} else {
			got = show(n)
		}
		if got != want {
			t.Errorf("%.80q: %.200s, want %s", in, got, want)
		}
	}
}

func TestNode(t *testing.T) {
	root, err := Parse([]byte(`<w:a w:id="1"><w:b r:id="2" w:id="3">een<c/>twee</w:b></w:a>`))
	if err != nil {
		t.Fatal(err)
	}
	b := root.Child("b")
	if b.Attr("id") != "2" || b.Foreign("id") != "2" || root.Foreign("id") != "" || b.Content() != "eentwee" {
		t.Error(show(root))
	}
	if none := root.Child("x", "y"); none != nil || none.Attr("z") != "" || none.Content() != "" {
		t.Error("an element that is not there")
	}
	for range root.Child("x").Kids() {
		t.Error("a child of nothing")
	}
}

// FuzzParse compares with the standard library where that reads the document, and bounds the time.
func FuzzParse(f *testing.F) {
	f.Add(`<a:b xmlns:a="x" a:c='d"'><!-- no --><e/>f &amp; &#65;<![CDATA[<]]></a:b>`)
	f.Add("<a><b></a></b>")
	f.Add(strings.Repeat("<a", 100) + strings.Repeat("&", 100))
	f.Fuzz(func(t *testing.T, in string) {
		start := time.Now()
		root, err := Parse([]byte(in))
		if d := time.Since(start); d > 30*time.Second {
			t.Error("takes", d)
		}
		want, fine := standard(in)
		if !fine || errors.Is(err, ErrTooBig) || strings.Contains(in, "\r") { // which becomes \n there
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if got := names(root); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	})
}

// names writes the names and texts of a tree.
func names(n *Node) string {
	if n.Name == "" {
		return n.Text
	}
	s := "<" + n.Name + ">"
	for k := range n.Kids() {
		s += names(k)
	}
	return s + "</>"
}

// standard writes the same of what encoding/xml reads; false when that does not.
func standard(in string) (string, bool) {
	d := xml.NewDecoder(strings.NewReader(in))
	var b strings.Builder
	depth := 0
	for {
		token, err := d.Token()
		if err != nil {
			return b.String(), err.Error() == "EOF" && b.Len() > 0
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth == 0 && b.Len() > 0 { // a second document
				return "", false
			}
			depth++
			b.WriteString("<" + token.Name.Local + ">")
		case xml.EndElement:
			depth--
			b.WriteString("</>")
		case xml.CharData:
			if depth > 0 {
				b.Write(token)
			}
		case xml.Directive:
			return "", false
		}
	}
}
