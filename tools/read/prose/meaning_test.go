package prose

import (
	"strconv"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// typed makes paragraphs of lines, in which =, # and ! are a title, a heading and bold, 24: is the size of the letters, and / ends a
// line inside a paragraph.
func typed(text string) []Paragraph {
	var list []Paragraph
	for line := range strings.Lines(text) {
		p := Paragraph{Size: 11}
		line = strings.TrimSuffix(line, "\n")
		if size, rest, is := strings.Cut(line, ":"); is {
			if n, err := strconv.ParseFloat(size, 64); err == nil {
				p.Size, line = n, rest
			}
		}
		bold := false
		switch {
		case strings.HasPrefix(line, "="):
			p.Role, line = Title, line[1:]
		case strings.HasPrefix(line, "#"):
			p.Role, p.Level, line = Heading, 1, line[1:]
		case strings.HasPrefix(line, "!"):
			bold, line = true, line[1:]
		}
		for i, part := range strings.Split(line, "/") {
			if i > 0 {
				p.Pieces = append(p.Pieces, Piece{LineEnd: true})
			}
			p.Pieces = append(p.Pieces, Piece{Text: part, Bold: bold})
		}
		list = append(list, p)
	}
	return list
}

func TestManualLists(t *testing.T) {
	for in, want := range map[string]string{
		"•\tappels\n•\tperen":                        "- appels\n- peren",
		"•appels\n•peren\n\nklaar":                   "- appels\n- peren\n\nklaar",
		"- appels\nperen":                            `\- appels` + "\n\nperen",
		"– Kom je?\nJa.\n– Mooi.":                    "– Kom je?\n\nJa.\n\n– Mooi.",
		"-5 graden\n-6 graden":                       "-5 graden\n\n-6 graden",
		"o rood\no groen":                            "- rood\n- groen",
		"\uf0b7 een\n\uf0b7 twee":                    "- een\n- twee",
		"1. een\n2. twee\n3. drie":                   "1. een\n2. twee\n3. drie",
		"1) een\n2) twee":                            "1. een\n2. twee",
		"4. vier\n5. vijf":                           "4. vier\n5. vijf",
		"1. een\n3. drie":                            `1\. een` + "\n\n" + `3\. drie`,
		"10.00 uur inloop\n11.00 uur koffie":         "10.00 uur inloop\n\n11.00 uur koffie",
		"a) een\nb) twee":                            "- a) een\n- b) twee",
		"b) een\nc) twee":                            "b) een\n\nc) twee",
		"1. een\n- rood\n- groen\n2. twee":           "1. een\n   - rood\n   - groen\n2. twee",
		"Neem mee:/- laarzen/- een jas/Tot dan":      "Neem mee:\n\n- laarzen\n- een jas\n\nTot dan",
		"Zij zei:/- ja":                              "Zij zei:\\\n\\- ja",
		"tekst\n_________\nmeer":                     "tekst\n\nmeer",
		"1. een\n2. twee\n1. weer een\n2. weer twee": "1. een\n2. twee\n\n1) weer een\n2) weer twee",
		"1. een\n2. twee\n- los":                     "1. een\n2. twee\n\n\\- los",
		"* zie onder\n** ook":                        `\* zie onder` + "\n\n" + `\*\* ook`,
	} {
		if got := made(t, append(typed("=titel\nbegin"), typed(in)...)...).Body; got != "begin\n\n"+want {
			t.Errorf("%q:\n%s\nwant\n%s", in, got, want)
		}
	}
}

func TestMarkOfItemGoesWithItsLook(t *testing.T) {
	p := made(t, Paragraph{Pieces: []Piece{{Text: " • "}, {Text: "vet", Bold: true}}}, Paragraph{Pieces: []Piece{{Text: "•  •"}}})
	if p.Body != "- **vet**\n- •" {
		t.Error(p.Body)
	}
}

func TestTitles(t *testing.T) {
	for in, want := range map[string]string{
		"20:Appels plukken\nWij plukten appels in de boomgaard.":                        "Appels plukken|Wij plukten appels in de boomgaard.",
		"20:Appels\n20:plukken\nWij plukten appels in de boomgaard.":                    "Appels plukken|Wij plukten appels in de boomgaard.",
		"12:Appels plukken\nWij plukten appels in de boomgaard.":                        "Bestand|Appels plukken\n\nWij plukten appels in de boomgaard.",
		"20:Appels\n#Kop\ntekst":                                                        "Kop|Appels\n\ntekst",
		"!Appels plukken\nWij plukten appels.":                                          "Appels plukken|Wij plukten appels.",
		"!Wij plukten appels in de boomgaard.\ntekst":                                   "Bestand: Wij plukten appels in de boomgaard.|tekst",
		"!Appels plukken\n!Een dag in de boomgaard.\ntekst":                             "Appels plukken: Een dag in de boomgaard.|tekst",
		"!Datum: 3 mei\ntekst":                                                          "Bestand|**Datum: 3 mei**\n\ntekst",
		"=Appels\n!Een dag in de mooie boomgaard\ntekst":                                "Appels: Een dag in de mooie boomgaard|tekst",
		"=Appels\n!Wat\ntekst een\n!Wanneer\ntekst twee":                                "Appels|## Wat\n\ntekst een\n\n## Wanneer\n\ntekst twee",
		"=Appels\ntekst\n!Wat doen we?\ntekst een":                                      "Appels|tekst\n\n## Wat doen we?\n\ntekst een",
		"tekst\n!Wat\ntekst een":                                                        "Bestand|tekst\n\n## Wat\n\ntekst een",
		"tekst\n!Kom allemaal!\ntekst een\n!Slot":                                       "Bestand|tekst\n\n**Kom allemaal!**\n\ntekst een\n\n**Slot**",
		"#Appels\ntekst\n!Wat\ntekst een":                                               "Appels|tekst\n\n**Wat**\n\ntekst een",
		"=Appels\n#APPELS\ntekst":                                                       "Appels|tekst",
		"=APPELS PLUKKEN BIJ DE GGD IN ZUTPHEN\nMet Ans van de GGD plukten wij appels.": "Appels plukken bij de GGD in Zutphen|Met Ans van de GGD plukten wij appels.",
		"=KOFFIE MET ANS EN DE VVN\nWij dronken met Ans van de VVN koffie.":             "Koffie met Ans en de VVN|Wij dronken met Ans van de VVN koffie.",
		"=IJSSEL 2026\ntekst":                                                           "IJssel 2026|tekst",
		"=AZC\ntekst":                                                                   "AZC|tekst",
		"=Koffie bij het AZC\n#WAT WE DEDEN\ntekst":                                     "Koffie bij het AZC|## Wat we deden\n\ntekst",
	} {
		var b Builder
		for _, p := range typed(in) {
			b.Paragraph(p)
		}
		p, _, err := b.Page(page.Source{Name: "zutphen/verhalen/bestand.docx"})
		if err != nil {
			t.Fatal(in, err)
		}
		got := p.Title
		if p.Summary != "" {
			got += ": " + p.Summary
		}
		if got += "|" + p.Body; got != want {
			t.Errorf("%q:\n%s\nwant\n%s", in, got, want)
		}
	}
}

func TestNoteOfTitleIsKept(t *testing.T) {
	var b Builder
	one := b.Footnote("1", func() { b.Paragraph(words("bij de titel")) })
	two := b.Footnote("2", func() { b.Paragraph(words("bij de tekst")) })
	b.Paragraph(Paragraph{Role: Title, Pieces: []Piece{{Text: "Appels"}, one}})
	b.Paragraph(Paragraph{Pieces: []Piece{{Text: "Tekst"}, two}})
	p, _, _ := b.Page(page.Source{})
	if want := "Tekst[^2]\n\nbij de titel\n\n[^2]: bij de tekst"; p.Body != want {
		t.Errorf("%q", p.Body)
	}
}
