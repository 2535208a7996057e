package sheet

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

// A question says which rows it is about, so that the caller knows that they are not gone.
func TestLeft(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"no date":             {"Datum | Wat\n | A\n10-10-2026 | B", "[A]"},
		"as on its page":      {"Datum | Wat\n10 oktober | AFGELAST:  Koffie", "[Koffie]"},
		"told together":       {"Datum | Wat" + strings.Repeat("\n10 oktober | A\n11 oktober | B", 2), "[A B A B]"},
		"time":                {"Datum | Tijd | Wat\n10-10-2026 | straks | A\n10-10-2026 | half 3 | B\n10-10-2026 | 11-10 | C", "[A] [B] [C]"},
		"repetition":          {"Datum | Wat | Herhaling\n10-10-2026 | A | soms", "[A]"},
		"an error":            {"Datum | Wat\n#REF! | A", "[A]"},
		"without a title":     {"Datum | Tijd | Wat\n10-10-2026 | 10.00 |", "[deze regel]"},
		"an initiative":       {"Naam | Voor wie | Contact\n | ouders | Ans", "[deze regel]"},
		"a whole sheet":       {"ma | di | wo | do | vr\n1 | 2 | 3 | 4 | 5", "[]"},
		"what is no question": {"Datum | Tijd | Wat\n10-10-2026 | tot 12 | A", ""},
	} {
		_, notices, err := Pages(Document{Tables: []Table{table("Datum | Wat\n1-1-2026 | Goed"), table(c.in)}})
		var got []string
		for _, n := range notices {
			if n.Level == notice.Question {
				got = append(got, fmt.Sprint(n.Left))
			} else if n.Left != nil {
				t.Error(name, n)
			}
		}
		if s := strings.Join(got, " "); err != nil || s != c.want {
			t.Errorf("%s: %s, want %s; %v", name, s, c.want, err)
		}
	}
}

// A row that is struck through has a page, and a question about it.
func TestLeftOfAStruckRow(t *testing.T) {
	rows := table("Datum | Wat\n10-10-2026 | A").Rows
	rows[1][1].Struck = true
	pages, notices, err := Pages(Document{Tables: []Table{{Rows: rows}}})
	if err != nil || len(pages) != 1 || len(notices) != 1 || fmt.Sprint(notices[0].Left) != "[A]" {
		t.Error(pages, notices, err)
	}
}

// Titles above a table in a text say the month and the year.
func TestAbove(t *testing.T) {
	in := table("Datum | Wat\nwo 7 | A\n8 oktober | B")
	for _, c := range []struct {
		above []string
		want  string
	}{
		{[]string{"Activiteiten oktober 2026"}, "2026-10-07 A\n2026-10-08 B\n"},
		{[]string{"Agenda 2026-2027", "Oktober"}, "2026-10-07 A\n2026-10-08 B\n"},
	} {
		in.Above = c.above
		if got := begins(t, Document{Tables: []Table{in}}); got != c.want {
			t.Errorf("%q: got\n%s", c.above, got)
		}
	}
}

// "Waar" in the header is a boolean in a spreadsheet in Dutch.
func TestTrueIsWhere(t *testing.T) {
	in := table("Datum | Wat | ja\n7-10-2026 | A | Huis")
	in.Rows[0][2].True = true
	pages, notices, err := Pages(Document{Tables: []Table{in}})
	if err != nil || len(notices) > 0 || pages[0].Activity.Place.String() != "Huis" {
		t.Error(pages, notices, err)
	}
}
