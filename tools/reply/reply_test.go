package reply

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
)

var noon = time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC)

var files = []File{
	{Name: "Fietsen met Ans.docx", Outcome: New, Since: noon, Pages: []Page{{"Fietsen met Ans", "https://example.nl/zutphen/verhalen/fietsen-met-ans/"}}, Notices: []notice.Notice{
		{Level: notice.Advice, Text: "Foto 2 heeft geen beschrijving.", Hint: "Klik in Word met rechts op de foto en kies Alternatieve tekst."},
	}},
	{Name: "agenda.xlsx", Outcome: Changed, Pages: []Page{{"Soep op het plein", "https://example.nl/zutphen/agenda/soep/"}}, Notices: []notice.Notice{
		{Level: notice.Advice, Text: "Er staat geen plaats bij."},
		{Level: notice.Warning, Line: 7, Text: "Het Einde is voor het begin.", Hint: "Kijk de tijden na."},
	}},
	{Name: "oud.doc", Outcome: Refused, Notices: []notice.Notice{
		{Level: notice.Error, Text: "Dit is een oud Word-bestand (.doc).", Hint: "Open het in Word en kies Opslaan als ‘Word-document (.docx)’."},
	}},
	{Name: "zelf aangepast.docx", Outcome: Kept, Pages: []Page{{Title: "Zelf"}}, Notices: []notice.Notice{
		{Level: notice.Warning, Text: "De samenvatting is op de site anders.\nOp de site: Wij koken samen.\nIn het bestand: Koken met de hele straat, elke week weer, met verse groenten uit de tuin."},
	}},
	{Name: "vraag.docx", Outcome: Waiting, Notices: []notice.Notice{{Level: notice.Question, Text: "Bij welke gemeente hoort dit verhaal?"}}},
	{Name: "gelijk.docx", Outcome: Unchanged, Pages: []Page{{Title: "Gelijk"}}},
	{Name: "gelijk met tip.docx", Outcome: Unchanged, Notices: []notice.Notice{{Level: notice.Advice, Text: "Het verhaal heeft geen datum."}}},
}

func questions() []Question {
	return []Question{
		{ID: "3f2a91bc", File: "Fietsen met Ans.docx", Text: "Wat is er te zien op foto 2?", Hint: "Schrijf één zin voor wie de foto niet kan zien.", Photos: [][]byte{picture(320, 240)}},
		{ID: "12345678", File: "Fietsen met Ans.docx", Text: "Is er toestemming voor foto 3?", Choices: []string{"ja", "nee"}, Photos: [][]byte{picture(160, 320)}, Rejected: "misschien"},
		{ID: "1e234567", File: "=cmd|' /C calc'!A0.docx", Text: "+31 @ -1", Choices: []string{"Zutphen, Warnsveld", "Lochem"}},
	}
}

func picture(width, height int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // memory does not fail
	}
	return b.Bytes()
}

// golden compares with a file of testdata, in which line ends are LF.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if flag.Lookup("update").Value.String() == "true" { // of package readtest

		if err := os.WriteFile("testdata/"+name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile("testdata/" + name); err != nil || got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s (%v)", name, got, want, err)
	}
}

func TestReport(t *testing.T) {
	got := string(Report(noon, "zutphen/verhalen", files, 3))
	if !strings.HasPrefix(got, "\ufeff") || strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		t.Error("not as Notepad wants it")
	}
	golden(t, "verslag.golden", strings.ReplaceAll(strings.TrimPrefix(got, "\ufeff"), "\r\n", "\n"))
}

func TestSameReport(t *testing.T) {
	a := Report(noon, "zutphen", files, 3)
	if !SameReport(a, Report(noon.AddDate(0, 1, 1), "zutphen", files, 3)) {
		t.Error("another date is not another report")
	}
	if SameReport(a, Report(noon, "zutphen", files, 2)) || SameReport(a, Report(noon, "zutphen", files[1:], 3)) || SameReport(a, nil) {
		t.Error("another report")
	}
}

func TestReportIsBounded(t *testing.T) {
	name := strings.Repeat("ab\u202e\x07", 2_000)
	many := slices.Repeat([]File{{Name: name, Outcome: Refused, Notices: slices.Repeat([]notice.Notice{{Text: name + "\n" + name}}, 100)}}, 5_000)
	got := Report(noon, name, many, 1)
	if len(got) > 2*maxReport || !bytes.Contains(got, []byte("… en nog ")) || bytes.ContainsAny(got, "\x07\u202e") {
		t.Error(len(got))
	}
	for i := range many {
		many[i].Notices = nil
	}
	if got := Report(noon, "", many, 0); !bytes.Contains(got, []byte("… en nog 3000 bestanden.")) {
		t.Error("not 2,000 files")
	}
}

func TestMail(t *testing.T) {
	golden(t, "mail.golden", Mail(noon, files, questions()))
	for l := range strings.Lines(Mail(noon, files, questions())) {
		if utf8.RuneCountInString(l) > 73 {
			t.Errorf("%q is longer than 72", l)
		}
	}
	if got := Mail(noon, nil, nil); strings.Contains(got, "Vraag") || !strings.Contains(got, "er is niets te melden") {
		t.Error(got)
	}
}

func TestChoose(t *testing.T) {
	places := []string{"Zutphen", "Lochem", "Súdwest-Fryslân", "Zuidlaren", "2026"}
	for in, want := range map[string]int{
		"zutphen": 0, " ZUTPHEN. ": 0, "L": 1, "sudwest": 2, "Súdwest Fryslân": 2, "Sudwest-Frysla\u0302n": 2, "Zui": 3, "zu": -1, "z": -1,
		"1": 0, "3.": 2, "nr. 4": 3, "keuze 2": 1, "2026": 4, "2": -1, "6": -1, "0": -1, "": -1, "?": -1, "Deventer": -1, "nummer": -1,
	} {
		if got, ok := Choose(in, places); ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %d, %v; want %d", in, got, ok, want)
		}
	}
	if got, ok := Choose("Zutphen", []string{"Zutphen-Noord", "Zutphen"}); !ok || got != 1 {
		t.Error("a whole choice goes before one that only begins so")
	}
}

func TestYes(t *testing.T) {
	for want, answers := range map[string][]string{
		"true true": {"ja", "J", "Ja!", "yes", "ja hoor", "ja, dat mag", "jawel", "JA graag", "ok", "oké", "Akkoord.", "dat mag", "is goed", "prima", "zeker",
			"geen bezwaar", "ja, geen probleem", "ja doe maar", "Hoi, ja hoor, van alle ouders", "TRUE", "WAAR"},
		"false true": {"nee", "n", "N.", "nee hoor", "liever niet", "Nee, dat wil zij niet", "mag niet", "zeker niet", "niet akkoord", "no", "nooit", "nee bedankt"},
		"unknown": {"", "?", "weet ik niet", "ik weet het niet", "geen idee", "misschien", "ja, maar niet op Facebook", "ja en nee", "ja/nee", "mag dat?", "alleen binnen",
			"ja, mits zonder naam", "n.v.t.", "nvt", "x", "Ans", "weet niet", "ik denk het wel", "niet zeker", "waar dan?", "dit is een lang verhaal waarin goed voorkomt"},
	} {
		for _, a := range answers {
			yes, ok := Yes(a)
			got := fmt.Sprint(yes, ok)
			if !ok {
				got = "unknown"
			}
			if got != want {
				t.Errorf("%q: %s, want %s", a, got, want)
			}
		}
	}
}
