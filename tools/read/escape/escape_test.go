package escape

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

func TestEscapesOnlyWhatIsNeeded(t *testing.T) {
	for in, want := range map[string]string{
		"jan_de_boer@zutphen.nl": "jan_de_boer@zutphen.nl",
		"_nadruk_":               `\_nadruk\_`,
		"3 < 4 & 5 > 2":          "3 < 4 & 5 > 2",
		"<b>":                    `\<b>`,
		"AT&amp;T":               `AT\&amp;T`,
		"1. eerst":               `1\. eerst`,
		"# kop":                  `\# kop`,
		"#samen":                 "#samen",
		"- streepje":             `\- streepje`,
		"-5 graden":              "-5 graden",
		"{{< figure >}}":         `\{\{< figure >}}`,
		"[x](y)":                 `\[x\](y)`,
		"een\ntwee\n\ndrie":      "een\\\ntwee\n\ndrie",
	} {
		if got := Paragraphs(in); got != want {
			t.Errorf("Paragraphs(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShortcodesBecomeText(t *testing.T) {
	for in, want := range map[string]string{
		"{{< ref \"/\" >}}": "{\u200b{< ref \"/\" >}}",
		"{{%/* x */%}}":     "{\u200b{%/* x */%}}",
		"{{{{<x>}}":         "{{{\u200b{<x>}}",
		"{{ x }} {< %}":     "{{ x }} {< %}",
	} {
		if got := Shortcodes(in); got != want || Shortcodes(got) != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestDense(t *testing.T) {
	for in, refused := range map[string]bool{
		strings.Repeat("*a_ ", 1_001):       true,
		strings.Repeat("*a_ \n \n", 2_000):  false,
		strings.Repeat(`\*a\_ `, 2_000):     false,
		strings.Repeat("gewoon ", 100_000):  false,
		strings.Repeat("~~a ", 1_001) + "x": true,
		strings.Repeat("- ", 100):           true,
		"a\n" + strings.Repeat("> 1. ", 30): true,
		"- > 1. diep\n\n* * *\n\n-----":     false,
	} {
		if err := Dense(in); (err != nil) != refused {
			t.Errorf("%.20q: %v", in, err)
		}
	}
}

var tags = regexp.MustCompile(`</?p>|<br ?/?>|<a [^>]*>|</a>`)

// FuzzParagraphs checks against goldmark that text stays text.
func FuzzParagraphs(f *testing.F) {
	for _, s := range []string{"a*b*c", "1. x", "> q", "a | b\n--- | ---\n1 | 2", "x\n===", "    code", "[^1]: n", ": def", "<b>x</b>", "&lt;", "~~x~~", "`a`", "- [ ] x", "x\n: y", "a\\"} {
		f.Add(s)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.DefinitionList, extension.TaskList),
		goldmark.WithRendererOptions(html.WithUnsafe()))
	entities := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&")
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, "\x00\ufffd\v\f\u0085\u2028\u2029") || strings.ToValidUTF8(s, "") != s {
			return
		}
		var out bytes.Buffer
		if err := md.Convert([]byte(Paragraphs(s)), &out); err != nil {
			t.Fatal(err)
		}
		got := strings.Fields(entities.Replace(tags.ReplaceAllString(out.String(), " ")))
		want := strings.Fields(s)
		if strings.Join(got, " ") != strings.Join(strings.Fields(tags.ReplaceAllString(s, " ")), " ") && strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q becomes %q", s, out.String())
		}
	})
}
