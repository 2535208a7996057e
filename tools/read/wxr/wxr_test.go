package wxr

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// uploads are the files that came with the export; those of 2011 without their folders.
var uploads = []page.File{
	{Name: "uploads/2024/05/Pan.jpg", Data: []byte("\xff\xd8 pan")}, {Name: "uploads/2024/05/prei.jpg", Data: []byte("\xff\xd8 prei")}, {Name: "uploads/2023/01/prei.jpg", Data: []byte("\xff\xd8 andere prei")},
	{Name: "mand-300x200.jpg", Data: []byte("\xff\xd8 mand")}, {Name: "VUUR.JPG", Data: []byte("\xff\xd8 vuur")},
}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.xml", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: file, Data: data, Photos: uploads})
	})
}

const head = `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://opladers.voorbeeld.nl</link>`

// post makes an item.
func post(id int, content, more string) string {
	return fmt.Sprintf("<item><title>Bericht nummer %d</title><link>https://opladers.voorbeeld.nl/2024/bericht-%[1]d/</link><content:encoded><![CDATA[%s]]></content:encoded>"+
		"<wp:post_id>%[1]d</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name>bericht-%[1]d</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>%[3]s</item>\n", id, content, more)
}

func read(items string, photos ...page.File) ([]*page.Page, []notice.Notice, error) {
	return Read(page.Source{Name: "export.xml", Data: []byte(head + items + "</channel></rss>"), Photos: photos})
}

// An export of forty posts arrives whole: links between them are rewritten in each of the ways in which they are written, and half
// of the photos is missing without harm.
func TestForty(t *testing.T) {
	towns := []string{"Zutphen", "Lochem", "Aalten"}
	ways := []string{"https://opladers.voorbeeld.nl/2024/bericht-%d/", "http://www.opladers.voorbeeld.nl/2024/bericht-%d", "/2024/bericht-%d/", "https://opladers.voorbeeld.nl/?p=%d", "//opladers.voorbeeld.nl/bericht-%d/?utm_source=brief"}
	var items strings.Builder
	var photos []page.File
	for i := range 40 {
		name := fmt.Sprintf("foto-%d.jpg", i)
		content := fmt.Sprintf("Verhaal %d uit %s.\n\n<a href=\""+ways[i%len(ways)]+"\">Verder</a>\n\n<img src=\"https://opladers.voorbeeld.nl/wp-content/uploads/2024/01/foto-%d-300x200.jpg\" alt=\"Foto %[4]d\">", i, towns[i%3], 1000+(i+1)%40, i)
		items.WriteString(post(1000+i, content, fmt.Sprintf(`<category domain="category" nicename="%s">%s</category>`, strings.ToLower(towns[i%3]), towns[i%3])))
		if i%2 == 0 {
			photos = append(photos, page.File{Name: "wp-content/uploads/2024/01/" + name, Data: []byte("\xff\xd8" + name)})
		}
	}
	pages, notices, err := read(items.String(), photos...)
	if err != nil || len(pages) != 40 || len(notices) != 20 {
		t.Fatal(len(pages), notices, err)
	}
	for i, p := range pages {
		want := fmt.Sprintf("Verhaal %d uit %s.\n\n[Verder](pagina:wp-%d)", i, towns[i%3], 1000+(i+1)%40)
		if i%2 == 0 {
			want += fmt.Sprintf("\n\n![Foto %d](foto-1)", i)
		} else if text := notices[i/2].Text; !strings.Contains(text, fmt.Sprintf("foto-%d-300x200.jpg", i)) {
			t.Error(text)
		}
		if p.Body != want || p.Key != fmt.Sprintf("wp-%d", 1000+i) || p.Title != fmt.Sprintf("Bericht nummer %d", 1000+i) || p.Announced != "2024-01-02" ||
			p.Slug != fmt.Sprintf("bericht-%d", 1000+i) || p.Draft || !slices.Equal(p.Places, []string{towns[i%3]}) || !p.Story.Themes.Has(towns[i%3]) {
			t.Fatalf("%d: got %+v, want %q", i, p, want)
		}
	}
}

func TestContent(t *testing.T) {
	for in, want := range map[string]string{
		"een\ntwee\n\ndrie":                              "een\\\ntwee\n\ndrie",
		"Zo <strong>a</strong>\n<div>b</div>\nc":         "Zo **a**\n\nb\n\nc",
		"<p>al\neen alinea</p>":                          "al\\\neen alinea",
		"a<br />\nb":                                     "a\\\nb",
		"[caption]<img src='x/weg.jpg'> Onder[/caption]": "Onder",
		"[[caption]] en [naam] en [a b]":                 `\[caption\] en \[naam\] en \[a b\]`,
		"[onbekend kleur=\"rood\"]tekst[/onbekend]":      "tekst",
		"[video mp4='a.mp4'] tekst [video mp4='https://voorbeeld.nl/b.mp4'][/video]":                            "tekst\n\n[Bekijk de video](https://voorbeeld.nl/b.mp4)",
		"[et_pb_blurb title=\"Een %22kop%22\"]<p>tekst</p>[/et_pb_blurb]":                                       "## Een \"kop\"\n\ntekst",
		"<a href='mailto:a@voorbeeld.nl'>m</a> <a href='#x'>x</a> <a href='https://elders.nl/bericht-1/'>e</a>": "[m](mailto:a@voorbeeld.nl) x [e](https://elders.nl/bericht-1/)",
		"<!-- wp:block {\"ref\":7} /-->":                                                                        "gedeeld",
	} {
		pages, _, err := read(post(1, "Begin\n\n"+in, "") + strings.Replace(post(7, `<!-- wp:paragraph --><p>gedeeld</p><!-- /wp:paragraph --><!-- wp:block {"ref":7} /-->`, ""), ">post<", ">wp_block<", 1))
		if err != nil {
			t.Errorf("%s: %v", in, err)
		} else if got := strings.TrimPrefix(pages[0].Body, "Begin\n\n"); !strings.HasPrefix(got, want) || !strings.Contains(in, "wp:block") && got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

// A photo is the one of its month, the largest that there is, and never another one with the same name.
func TestMedia(t *testing.T) {
	file := func(name string) page.File { return page.File{Name: name, Data: []byte(name)} }
	for _, c := range []struct {
		src, want string
		files     []page.File
	}{
		{"uploads/2024/01/a-300x200.jpg", "uploads/2024/01/a.jpg", []page.File{file("uploads/2024/01/a-300x200.jpg"), file("uploads/2024/01/a.jpg")}},
		{"uploads/2024/01/a-300x200.jpg", "a-scaled.jpg", []page.File{file("a-scaled.jpg"), file("a-300x200.jpg")}},
		{"uploads/2024/01/a-300x200.jpg", "a-300x200.jpg", []page.File{file("a-300x200.jpg")}},
		{"uploads/2024/01/a.jpg?w=100", "uploads/2024/01/a.jpg", []page.File{file("uploads/2023/01/a.jpg"), file("uploads/2024/01/a.jpg")}},
		{"uploads/2024/01/a.jpg", "", []page.File{file("uploads/2023/01/a.jpg")}},
		{"uploads/2024/01/a.jpg", "", []page.File{file("x/a.jpg"), file("y/a.jpg")}},
		{"uploads/2024/01/B%20c.jpg", "map/b C.JPG", []page.File{file("map/b C.JPG")}},
	} {
		if _, got, _ := newMedia(&export{}, c.files).picture("https://voorbeeld.nl/wp-content/" + c.src); string(got) != c.want {
			t.Errorf("%s: %q, want %q", c.src, got, c.want)
		}
	}
}

func TestNasty(t *testing.T) {
	for name, c := range map[string]struct{ items, want string }{
		"too many":   {strings.Repeat("<item><title>", maxItems+1), "meer dan 20000"},
		"too large":  {post(1, strings.Repeat("a", maxContent+1), ""), "Groter dan 2 MB"},
		"deep":       {post(1, "x", strings.Repeat("<a>", 1e5)), ""},
		"nested":     {post(1, strings.Repeat("<div>", 1e5), ""), "te ingewikkeld"},
		"shared":     {strings.Replace(post(7, strings.Repeat(`<!-- wp:block {"ref":7} /-->`, 100), ""), ">post<", ">wp_block<", 1) + post(1, `x<!-- wp:block {"ref":7} /-->`, ""), ""},
		"shortcodes": {post(1, strings.Repeat("[a b=c]", 5e4), ""), "Zonder tekst"},
		"brackets":   {post(1, strings.Repeat("[a ", 2e5), ""), ""},
		"marks":      {post(1, strings.Repeat("<!-- wp:a ", 1e5), ""), "Zonder tekst"},
		"captions":   {post(1, strings.Repeat("[caption]<img", 3e4), ""), "Zonder tekst"},
	} {
		begin := time.Now()
		pages, notices, err := read(c.items)
		if dump := fmt.Sprint(notices, err); !strings.Contains(dump, c.want) {
			t.Errorf("%s: %.300s", name, dump)
		}
		if took := time.Since(begin); took > 30*time.Second || c.want == "" && len(pages) != 1 {
			t.Errorf("%s: %v, %d pages", name, took, len(pages))
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.xml")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(string(data))
	}
	f.Add(head + post(1, "[gallery][caption]<img>[/caption][[a]]", ""))
	f.Fuzz(func(t *testing.T, text string) {
		pages, _, err := Read(page.Source{Name: "x.xml", Data: []byte(text), Photos: uploads})
		if (err == nil) != (len(pages) > 0) {
			t.Error("no page and no refusal")
		}
		for _, p := range pages {
			if p.Key == "" || p.Title == "" || len(p.Body) > 1000+100*len(text) {
				t.Errorf("%+v", p)
			}
		}
	})
}
