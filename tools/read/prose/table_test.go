package prose

import (
	"fmt"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// tabled adds a table of rows; | parts the cells and / the paragraphs in one. A cell "foto" is a picture.
func tabled(b *Builder, text string) {
	var rows [][]Cell
	for line := range strings.Lines(text) {
		var row []Cell
		for cell := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "|") {
			row = append(row, Cell{Blocks: b.Inside(func() {
				for part := range strings.SplitSeq(strings.TrimSpace(cell), "/") {
					p := as(Text, part)
					if part == "foto" {
						photo, _ := b.Photo("foto.jpg", fmt.Append(nil, "\xff\xd8", len(rows)), "Een foto", false)
						p.Pieces = []Piece{photo}
					}
					if rest, is := strings.CutPrefix(part, "#"); is {
						p = as(Heading, rest)
					}
					b.Paragraph(p)
				}
			})})
		}
		rows = append(rows, row)
	}
	b.Table(rows)
}

func TestTables(t *testing.T) {
	long := strings.Repeat("Een lange zin over appels. ", 15)
	for in, want := range map[string]string{
		"Wat | Aantal\nappels | 3\n | ":           "| Wat | Aantal |\n| --- | --- |\n| appels | 3 |",
		"een":                                     "een",
		"een | twee":                              "een\n\ntwee",
		"een\ntwee":                               "een\n\ntwee",
		"foto | foto\nonder een | onder twee":     "![Een foto](foto-1)\n\nonder een\n\n![Een foto](foto-1)\n\nonder twee",
		long + "/x/y | b\n" + long + "/x/y | d":   strings.TrimSpace(long) + "\n\nx\n\ny\n\nb\n\n" + strings.TrimSpace(long) + "\n\nx\n\ny\n\nd",
		"Wat | Uitleg\nappels | " + long + "/x/y": "| Wat | Uitleg |\n| --- | --- |\n| appels | " + strings.TrimSpace(long) + " / x / y |",
		"a | b\n#Kop | tekst":                     "a\n\nb\n\n## Kop\n\ntekst",
		"Voor wie: | ouders\nWanneer | elke dinsdag/10.00 uur": "**Voor wie:** ouders\n\n**Wanneer:** elke dinsdag, 10.00 uur",
		"Voor wie | ouders\nAppels | 3\nPeren | 4":             "| Voor wie | ouders |\n| --- | --- |\n| Appels | 3 |\n| Peren | 4 |",
	} {
		var b Builder
		b.Paragraph(as(Title, "titel"))
		tabled(&b, in)
		p, _, err := b.Page(page.Source{})
		if err != nil || p.Body != want {
			t.Errorf("%q:\n%s\nwant\n%s (%v)", in, p.Body, want, err)
		}
	}
}

const sheetOfTwo = "Naam | Voor wie | Wanneer | Contact | Foto\nKoffie | ouders | elke dinsdag | Ans | foto\nWandelen | iedereen | vrijdag | Bep | "

func pagesOf(t *testing.T, before string, tables ...string) string {
	t.Helper()
	var b Builder
	for _, p := range typed(before) {
		b.Paragraph(p)
	}
	for _, text := range tables {
		tabled(&b, text)
	}
	pages, notices, err := b.Pages(page.Source{Name: "zutphen/initiatieven/lijst.docx"})
	var out strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&out, "%s:%s:", p.Kind, p.Title)
		if in := p.Initiative; in != nil {
			fmt.Fprintf(&out, "%s %s %s", in.ForWhom, in.When, in.Contact)
		}
		fmt.Fprintf(&out, ":%d\n", len(p.Photos))
	}
	for _, n := range notices {
		fmt.Fprintln(&out, n.Text)
	}
	if err != nil {
		fmt.Fprintln(&out, err)
	}
	return out.String()
}

func TestSheetOfInitiatives(t *testing.T) {
	const two = "initiatief:Koffie:ouders elke dinsdag Ans:1\ninitiatief:Wandelen:iedereen vrijdag Bep:0\n"
	story := strings.Repeat("Een lange zin over appels. ", 15)
	for name, c := range map[string]struct{ before, table, want string }{
		"alone":       {"=Initiatieven", sheetOfTwo, two},
		"with words":  {"=Initiatieven\nVul aan.", sheetOfTwo, two + "De tekst bij de tabel is weggelaten: ‘Initiatieven Vul aan.’.\n"},
		"and a story": {"=Onze initiatieven\n" + story, sheetOfTwo + strings.Repeat("\nX | a | b | c | d", 100), two + "initiatief:X:a b c:0\n:Onze initiatieven::0\n"},
		"in a story":  {"=Verhaal\n" + story + story, sheetOfTwo, ":Verhaal::1\n"},
		"by columns":  {"", "Naam | Koffie | Wandelen\nVoor wie | ouders | iedereen\nWanneer | elke dinsdag | vrijdag\nContact | Ans | Bep", strings.Replace(two, "Ans:1", "Ans:0", 1)},
		"of people":   {"=Team", "Naam | Functie | Contact\nAns | aanjager | ans@voorbeeld.nl\nBep | vrijwilliger | bep@voorbeeld.nl", ":Team::0\n"},
		"of dates":    {"", "Datum | Activiteit | Waar\n3 mei 2027 | Koffie | Bibliotheek\n4 mei 2027 | Wandelen | Park", "activiteit:Koffie::0\nactiviteit:Wandelen::0\n"},
	} {
		if got := pagesOf(t, c.before, c.table); !strings.HasPrefix(got, c.want) || name != "and a story" && got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestForms(t *testing.T) {
	const form = "Naam initiatief | Koffie\nVoor wie | ouders\nWanneer | elke dinsdag\nContact | Ans"
	other := strings.NewReplacer("Koffie", "Wandelen", "ouders", "iedereen").Replace(form)
	if got := pagesOf(t, "=Aanmeldformulier\nKom gerust langs.", form); got != "initiatief:Koffie::0\n" {
		t.Error(got)
	}
	if got := pagesOf(t, "", form, other); got != "initiatief:Koffie:ouders elke dinsdag Ans:0\ninitiatief:Wandelen:iedereen elke dinsdag Ans:0\n" {
		t.Error(got)
	}
	var b Builder
	b.Paragraph(as(Title, "Aanmeldformulier"))
	tabled(&b, form)
	p, _, _ := b.Page(page.Source{})
	if want := "## Aanmeldformulier\n\n**Voor wie:** ouders\n\n**Wanneer:** elke dinsdag\n\n**Contact:** Ans"; p.Body != want {
		t.Error(p.Body)
	}
}
