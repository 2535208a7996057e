package markup

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// No page breaks the check, and findings are of its lines.
func FuzzCheck(f *testing.F) {
	for _, x := range faults {
		if len(x.page) < 10_000 {
			f.Add(x.page)
		}
	}
	for _, s := range clean {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		found, facts := Check("a.html", []byte(page), site)
		lines := strings.Count(page, "\n") + 1
		last := 0
		for _, x := range found {
			if x.Line < last || x.Line > lines || x.Text == "" || !strings.HasSuffix(x.Text, ".") {
				t.Errorf("%d lines, after %d: %+v", lines, last, x)
			}
			last = x.Line
		}
		for _, l := range facts.Links {
			if l.Line < 1 || l.Line > lines || l.Attr == "" {
				t.Errorf("%d lines: %+v", lines, l)
			}
		}
	})
}

// The scanner sees the tags that x/net/html sees, and the attributes that it keeps.
func FuzzScanner(f *testing.F) {
	for _, s := range clean {
		f.Add(s)
	}
	for _, x := range faults {
		if len(x.page) < 10_000 {
			f.Add(x.page)
		}
	}
	f.Add("<script><!-- <script> </script> --> </script><p>")
	f.Fuzz(func(t *testing.T, page string) {
		if !utf8.ValidString(page) || strings.ContainsAny(page, "\x00\r&") || strings.Contains(page, "<![") { // they are normalised there, and CDATA is for the parser
			return
		}
		var ours, theirs []string
		s := scanner{src: page, fault: func(int, string) {}}
		end := 0
		for tok := s.next(); tok.kind != endOfFile; tok = s.next() {
			if tok.start != end || tok.end <= tok.start {
				t.Fatalf("token %+v after %d", tok, end)
			}
			end = tok.end
			if tok.kind == startTag {
				line := tok.name
				var seen []string
				for i := range s.attrs {
					if a := &s.attrs[i]; !slices.Contains(seen, a.name) {
						seen = append(seen, a.name)
						line += " " + a.name + "=" + a.val()
					}
				}
				ours = append(ours, line)
			} else if tok.kind == endTag {
				ours = append(ours, "/"+tok.name)
			}
		}
		z := html.NewTokenizer(strings.NewReader(page))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			switch tok := z.Token(); kind {
			case html.StartTagToken, html.SelfClosingTagToken:
				line := tok.Data
				if tok.Data == "noscript" || tok.Data == "plaintext" { // text to them, elements to us
					return
				}
				for _, a := range tok.Attr {
					line += " " + a.Key + "=" + a.Val
				}
				theirs = append(theirs, line)
			case html.EndTagToken:
				theirs = append(theirs, "/"+tok.Data)
			}
		}
		if strings.Join(ours, "\n") != strings.Join(theirs, "\n") {
			t.Errorf("%q\nours   %q\ntheirs %q", page, ours, theirs)
		}
	})
}
