package csv

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
	"mijnopladers.nl/opladers/tools/sheet"
)

func TestRows(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"semicolon":     {"a;b\n1,5;2\n", "[a b] [1,5 2]"},
		"comma":         {"a,b\r\n\"1,5\",2\r\n", "[a b] [1,5 2]"},
		"tab":           {"a\tb\n1\t2", "[a b] [1 2]"},
		"named":         {"sep=,\na;x,b\n", "[a;x b]"},
		"quoted":        {"a;\"b\nc \"\"d\"\"\"\n1;2", "[a b\nc \"d\"] [1 2]"},
		"empty line":    {"a;b\n\n1;2", "[a b] [] [1 2]"},
		"windows-1252":  {"caf\xe9;\x80\n", "[café €]"},
		"utf-16":        {"\xff\xfea\x00\t\x00b\x00", "[a b]"},
		"mark":          {"\xef\xbb\xbfa;b", "[a b]"},
		"stray quote":   {"a;5\" pijp\n", "[a 5\" pijp]"},
		"nothing":       {"", ""},
		"named, quoted": {"\"SEP=;\"\r\na;b,c\r\n", "[a b,c]"},
		"named, filled": {"sep=|;;;\na|b;c\n", "[a b;c]"},
		"one field":     {"\"a;b\"\n\"1;2\"", "[a b] [1 2]"},
		"big endian":    {"\x00a\x00;\x00b\x00\n", "[a b]"},
	} {
		rows, err := Rows([]byte(c.in))
		var got []string
		for _, row := range rows {
			var cells []string
			for _, cell := range row {
				cells = append(cells, cell.Text)
			}
			got = append(got, "["+strings.Join(cells, " ")+"]")
		}
		if s := strings.Join(got, " "); err != nil || s != c.want {
			t.Errorf("%s: %q, %v; want %q", name, s, err, c.want)
		}
	}
}

// pains 30: semicolons, encodings and the order of day and month.
func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.csv", func(file string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return Read(page.Source{Name: file, Data: data})
	})
}

func TestRead(t *testing.T) {
	src := page.Source{Name: "zutphen/agenda/agenda.csv", Data: []byte("Agenda\r\n\r\nDatum;Tijd;Activiteit;Waar\r\n10-10-2026;10.00;\"Appels; peren\";Bos\r\n;;;\r\n11-10;10.00;Noten;Bos\r\n")}
	pages, notices, err := Read(src)
	if err != nil || len(pages) != 1 || pages[0].Title != "Appels; peren" {
		t.Fatal(pages, err)
	}
	if got := fmt.Sprint(notices); !strings.Contains(got, "regel 6: ") && notices[0].Line != 6 {
		t.Error(got)
	}
}

func TestBounds(t *testing.T) {
	for name, data := range map[string]string{
		"size":    strings.Repeat("a", MaxSize+1),
		"rows":    strings.Repeat("a;b\n", sheet.MaxRows+1),
		"columns": strings.Repeat("a;", sheet.MaxColumns+1),
		"binary":  "a\x00\x00\x00",
	} {
		if _, err := Rows([]byte(data)); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Datum;Tijd;Activiteit;Waar;Leeftijd;Kosten;Aanmelden\n10-10-2026;10.00;x;y;0-4 jaar;2,50;ja\n"))
	f.Add([]byte("Naam,Voor wie,Contact\na,b,c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, _, err := Read(page.Source{Data: data})
		for _, p := range pages {
			if err != nil || p.Title == "" || p.Key == "" {
				t.Errorf("%+v, %v", p, err)
			}
		}
		readtest.Stored(t, pages)
	})
}
