package syndicate

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/site"
)

func TestNews(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	story := func(name, title, language string, date time.Time, params map[string]any) site.Page {
		return site.Page{Path: name, Title: title, Language: language, Date: date, Params: params}
	}
	out := t.TempDir()
	page := filepath.Join(out, "zutphen/verhalen/b/index.html")
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(page, []byte(`<meta name="description" content="Zo begint het: 1 &lt; 2.">`), 0o644); err != nil {
		t.Fatal(err)
	}
	o := Options{
		Agenda: &agenda.Site{Names: map[string]string{"zutphen": "Zutphen", "lochem": "Lochem"}}, Out: out, BaseURL: "https://voorbeeld.nl/", Now: day(30),
		Pages: []site.Page{
			{Path: "/", Language: "nl"},
			story("/zutphen/verhalen", "Verhalen", "nl", day(1), nil),
			story("/zutphen/verhalen/a", "Oud", "nl", day(1), map[string]any{"samenvatting": "Een <b>  & twee", "slug": "oud-verhaal"}),
			story("/zutphen/verhalen/b", "Nieuw", "nl", day(2), map[string]any{"ook_in": []any{"lochem"}}),
			story("/zutphen/verhalen/b", "New", "en", day(2), nil),
			story("/zutphen/verhalen/c", "Zonder dag", "nl", time.Time{}, nil),
			story("/zutphen/initiatieven/d", "Groep", "nl", day(3), map[string]any{"ook_in": "lochem"}),
			story("/elders/verhalen/e", "Geen gemeente", "nl", day(4), nil),
		},
	}
	p, err := newPublisher(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.news(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"verhalen.xml":             {"Nieuw Zo begint het: 1 &lt; 2. https://voorbeeld.nl/zutphen/verhalen/b/", "Oud Een &lt;b&gt; &amp; twee https://voorbeeld.nl/zutphen/verhalen/oud-verhaal/", "Zonder dag  https://voorbeeld.nl/zutphen/verhalen/c/"},
		"zutphen/verhalen.xml":     {"Nieuw Zo begint het: 1 &lt; 2. https://voorbeeld.nl/zutphen/verhalen/b/", "Oud Een &lt;b&gt; &amp; twee https://voorbeeld.nl/zutphen/verhalen/oud-verhaal/", "Zonder dag  https://voorbeeld.nl/zutphen/verhalen/c/"},
		"lochem/verhalen.xml":      {"Nieuw Zo begint het: 1 &lt; 2. https://voorbeeld.nl/zutphen/verhalen/b/"},
		"initiatieven.xml":         {"Groep  https://voorbeeld.nl/zutphen/initiatieven/d/"},
		"zutphen/initiatieven.xml": {"Groep  https://voorbeeld.nl/zutphen/initiatieven/d/"},
		"lochem/initiatieven.xml":  {"Groep  https://voorbeeld.nl/zutphen/initiatieven/d/"},
	} {
		data, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		var feed struct {
			Items []struct {
				Title       string `xml:"title"`
				Link        string `xml:"link"`
				Description string `xml:"description"`
				GUID        string `xml:"guid"`
			} `xml:"channel>item"`
		}
		if err := xml.Unmarshal(data, &feed); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, i := range feed.Items {
			got = append(got, i.Title+" "+i.Description+" "+i.Link)
			if i.GUID != i.Link {
				t.Errorf("%s: %s is known as %s", name, i.Link, i.GUID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, want)
		}
	}
}
