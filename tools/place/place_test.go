package place

import (
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

var all = []Municipality{
	{Slug: "lochem", Names: []string{"Lochem", "Laren", "Gorssel"}},
	{Slug: "oude-ijsselstreek", Names: []string{"Oude IJsselstreek", "Ulft"}},
	{Slug: "zutphen", Names: []string{"Zutphen", "Warnsveld"}},
}

func TestFolder(t *testing.T) {
	for source, want := range map[string]string{
		"zutphen/verhalen/a.docx":        "zutphen",
		"Zutphen/a.docx":                 "zutphen",
		"Oude IJsselstreek/agenda/a.ics": "oude-ijsselstreek",
		"brummen/a.docx":                 "",
		"zutphen.docx":                   "",
	} {
		if got := Folder(source, all); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

func TestOf(t *testing.T) {
	tests := []struct {
		body  string
		want  string
		level notice.Level
	}{
		{"We fietsen in Warnsveld.", "zutphen", ""},
		{"Soep in Zutphen, Warnsveld en weer Zutphen.", "zutphen", ""},
		{"Nieuwe laren voor het speelveld.", "", notice.Error}, // no capital: no village
		{"De Zutphense markt.", "", notice.Error},              // part of a word
		{"Van Ulft naar Lochem.", "", notice.Question},
	}
	for _, test := range tests {
		got, err := Of(&page.Page{Body: test.body}, all)
		level := notice.Level("")
		if err != nil {
			level = notice.From(err, "").Level
		}
		if got != test.want || level != test.level {
			t.Errorf("%q: %q, %q; want %q, %q", test.body, got, level, test.want, test.level)
		}
	}
}
