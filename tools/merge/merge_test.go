package merge

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// imported is a page as page.Format writes it.
const imported = `---
title: Soep op het plein
soort: verhaal
samenvatting: Koken met de hele straat.
aangekondigd: "2026-10-14"
bron: zutphen/verhalen/soep.docx
themas:
  - eten
fotos:
  - bestand: aaaaaaaaaaaaaaaa.jpg
    breedte: 2000
    hoogte: 1500
    kleur: "#c8ac82"
    alt: Een pan soep.
    bijschrift: De soep is bijna klaar.
    toestemming:
      status: ontbreekt
  - bestand: bbbbbbbbbbbbbbbb.jpg
    alt: Een lege kom.
    geen_herkenbare_personen: true
---

Het begon met een pan.

![Een pan soep.](aaaaaaaaaaaaaaaa.jpg)

Toen kwam de hele straat.
`

// with makes the replacements of old by new text, each of which must be possible just once.
func with(t testing.TB, text string, oldnew ...string) string {
	t.Helper()
	for i := 0; i < len(oldnew); i += 2 {
		if strings.Count(text, oldnew[i]) != 1 {
			t.Fatalf("%q is %d times in:\n%s", oldnew[i], strings.Count(text, oldnew[i]), text)
		}
		text = strings.Replace(text, oldnew[i], oldnew[i+1], 1)
	}
	return text
}

func merge(t testing.TB, base, source, own string) (string, []Edit) {
	t.Helper()
	b, err := NewBase([]byte(base))
	if err != nil {
		t.Fatal(err)
	}
	got, edits, err := Merge(b, []byte(source), []byte(own))
	if err != nil {
		t.Fatal(err)
	}
	return string(got), edits
}

func TestMerge(t *testing.T) {
	type list = []string
	const a, b = "fotos/aaaaaaaaaaaaaaaa.jpg", "fotos/bbbbbbbbbbbbbbbb.jpg"
	consent := "    toestemming:\n      status: ontbreekt\n"
	photoB := "  - bestand: bbbbbbbbbbbbbbbb.jpg\n    alt: Een lege kom.\n    geen_herkenbare_personen: true\n"
	photoC := "  - bestand: cccccccccccccccc.jpg\n    alt: Een lepel.\n"
	photos := imported[strings.Index(imported, "fotos:\n"):strings.LastIndex(imported, "---\n")]
	for name, test := range map[string]struct {
		source, page, want list // of replacements in the imported page; want in the page
		edits              []Edit
	}{
		"nothing": {},
		"the source changes a value": {
			source: list{"title: Soep op het plein", "title: Soep!"},
			page:   list{"soort: verhaal", "soort: 'verhaal' # vast"},
			want:   list{"title: Soep op het plein", "title: Soep!"},
		},
		"a person's value stays": {
			source: list{"soort: verhaal", "soort: initiatief"},
			page:   list{"title: Soep op het plein", "title: Onze soep"},
			want:   list{"soort: verhaal", "soort: initiatief"},
			edits:  []Edit{{"title", "Onze soep", "Soep op het plein"}},
		},
		"both the same": {
			source: list{"title: Soep op het plein", "title: Soep!"},
			page:   list{"title: Soep op het plein", "Title: 'Soep!'"},
		},
		"both differently": {
			source: list{"title: Soep op het plein", "title: Soep!"},
			page:   list{"title: Soep op het plein", "title: Onze soep"},
			edits:  []Edit{{"title", "Onze soep", "Soep!"}},
		},
		"another spelling is no edit": {
			source: list{"themas:\n  - eten", "themas:\n  - eten\n  - straat", "samenvatting: Koken met de hele straat.", "samenvatting: Samen koken."},
			page:   list{"themas:\n  - eten", "Themas: [ eten ]", "samenvatting: Koken met de hele straat.", "samenvatting: |-\n   Koken met de hele straat."},
			want:   list{"Themas: [ eten ]", "themas:\n  - eten\n  - straat", "samenvatting: |-\n   Koken met de hele straat.", "samenvatting: Samen koken."},
		},
		"new keys come where they belong": {
			source: list{"soort: verhaal\n", "soort: verhaal\nweight: 3\neenvoudig: |-\n  een\n\n  twee\n", "bron: zutphen", "volg: bron\nbron: zutphen"},
			page:   list{"soort: verhaal\n", "soort: verhaal\n\n# van ons\neigen: x\n"},
			want:   list{"soort: verhaal\n", "soort: verhaal\nweight: 3\neenvoudig: |-\n  een\n\n  twee\n", "bron: zutphen", "volg: bron\nbron: zutphen"},
			edits:  []Edit{{"eigen", "x", ""}},
		},
		"a first key": {
			source: list{"---\ntitle:", "---\nabc: 1\ntitle:"},
			page:   list{"---\ntitle:", "---\n# let op\ntitle:"},
			want:   list{"---\n# let op", "---\nabc: 1\n# let op"},
		},
		"a key goes": {
			source: list{"samenvatting: Koken met de hele straat.\n", "", "themas:\n  - eten\n", ""},
			page:   list{"samenvatting", "# over de hele straat\nsamenvatting", "themas:\n  - eten\n", "\n# alleen bij themas\nthemas:\n  - eten # lekker\n\n"},
			want:   list{"samenvatting: Koken met de hele straat.\n", "", "# alleen bij themas\nthemas:\n  - eten # lekker\n", ""},
		},
		"a key goes that a person edited": {
			source: list{"samenvatting: Koken met de hele straat.\n", ""},
			page:   list{"Koken met", "Samen koken met"},
			edits:  []Edit{{"samenvatting", "Samen koken met de hele straat.", ""}},
		},
		"what a person removed stays away": {
			source: list{"samenvatting: Koken", "samenvatting: Weer koken", "themas:\n  - eten\n", "themas:\n  - drinken\n"},
			page:   list{"samenvatting: Koken met de hele straat.\n", "", "themas:\n  - eten\n", "themas:\n"},
			edits:  []Edit{{"samenvatting", "", "Weer koken met de hele straat."}, {"themas", "", "drinken"}},
		},
		"a comment behind a value stays": {
			source: list{"title: Soep op het plein", "title: Soep!", "themas:\n  - eten", "themas:\n  - straat"},
			page:   list{"title: Soep op het plein", "title:  \"Soep op het plein\"   # niet \"op de markt\" ", "themas:", "themas: # kijk, bied"},
			want:   list{"title:  \"Soep op het plein\"   # niet", "title: Soep!   # niet", "  - eten", "  - straat"},
		},
		"follow one field": {
			source: list{"aangekondigd: \"2026-10-14\"", "aangekondigd: \"2026-10-15\""},
			page:   list{"title: Soep op het plein\n", "title: Onze soep\nvolg: [TITLE, samenvatting]\n", "samenvatting: Koken met de hele straat.\n", "", "eten", "soep"},
			want:   list{"title: Onze soep", "title: Soep op het plein", "soort: verhaal\n", "soort: verhaal\nsamenvatting: Koken met de hele straat.\n", "10-14", "10-15"},
			edits:  []Edit{{"themas", "soep", "eten"}, {"volg", "TITLE, samenvatting", ""}},
		},
		"follow all": {
			source: list{"Toen kwam", "Daarna kwam"},
			page: list{"title: Soep op het plein\n", "title: Onze soep\nvolg: bron\ndraft: true\n", "Een pan soep.\n    bij", "Pan!\n    bij",
				"Het begon met een pan.", "Het begon met twee pannen.\n\nHoera.", photoB, ""},
			want: list{"title: Onze soep", "title: Soep op het plein", "Pan!", "Een pan soep.",
				"Het begon met twee pannen.\n\nHoera.", "Het begon met een pan.", "Toen kwam", "Daarna kwam", consent, consent + photoB},
			edits: []Edit{{"volg", "bron", ""}, {"draft", "true", ""}},
		},
		"alt here, caption and a photo there": {
			source: list{"bijschrift: De soep is bijna klaar.", "bijschrift: Klaar!", photoB, photoB + photoC, "Toen kwam", "![Een lepel.](cccccccccccccccc.jpg)\n\nToen kwam"},
			page:   list{"alt: Een pan soep.", "alt: 'Een grote pan: soep.'"},
			want:   list{"bijschrift: De soep is bijna klaar.", "bijschrift: Klaar!", photoB, photoB + photoC, "Toen kwam", "![Een lepel.](cccccccccccccccc.jpg)\n\nToen kwam"},
			edits:  []Edit{{a + "/alt", "Een grote pan: soep.", "Een pan soep."}},
		},
		"a key and a photo are new": {
			source: list{photoB, photoB + photoC, consent, consent + "    maker: de buurt\n"},
			want:   list{photoB, photoB + photoC, consent, consent + "    maker: de buurt\n"},
		},
		"photos at another indent": {
			source: list{"bijschrift: De soep is bijna klaar.\n", "bijschrift: |-\n      Klaar!\n\n      Nu.\n    focus: 50 50\n", photoB, photoC + photoB, "kleur: \"#c8ac82\"\n    ", ""},
			page: list{photos, `fotos: # van het plein
# eerst de pan
-   bestand: aaaaaaaaaaaaaaaa.jpg
    breedte: 2000
    hoogte: 1500 # pixels
    kleur: "#c8ac82"
    alt: Een pan soep.
    bijschrift: De soep is bijna klaar.
    toestemming: {status: ontbreekt}

# dan de kom
- bestand: bbbbbbbbbbbbbbbb.jpg
  # mooi
  alt: Een lege kom.
  geen_herkenbare_personen: true

`},
			want: list{"    kleur: \"#c8ac82\"\n", "", "bijschrift: De soep is bijna klaar.\n", "bijschrift: |-\n      Klaar!\n\n      Nu.\n    focus: 50 50\n",
				"ontbreekt}\n", "ontbreekt}\n- bestand: cccccccccccccccc.jpg\n  alt: Een lepel.\n"},
		},
		"photos in flow style are written anew": {
			source: list{"    geen_herkenbare_personen: true", "    maker: de buurt\n    geen_herkenbare_personen: true"},
			page:   list{photoB, "  - {bestand: bbbbbbbbbbbbbbbb.jpg, alt: Een kom, geen_herkenbare_personen: true}\n", "soort: verhaal", "soort:   verhaal"},
			want: list{"  - {bestand: bbbbbbbbbbbbbbbb.jpg, alt: Een kom, geen_herkenbare_personen: true}\n",
				"  - bestand: bbbbbbbbbbbbbbbb.jpg\n    alt: Een kom\n    maker: de buurt\n    geen_herkenbare_personen: true\n"},
			edits: []Edit{{b + "/alt", "Een kom", "Een lege kom."}},
		},
		"a person removes a photo": {
			source: list{"Een lege kom.", "Een volle kom.", "Toen kwam", "Daarna kwam"},
			page:   list{photoB, ""},
			want:   list{"Toen kwam", "Daarna kwam"},
			edits:  []Edit{{b, "", "Een volle kom."}},
		},
		"the source drops a photo": {
			source: list{photoB, ""},
			page:   list{"  - bestand: bbbb", "  # pan en kom\n\n  # de kom\n  - bestand: bbbb"},
			want:   list{"  # de kom\n" + photoB, ""},
		},
		"the source drops all photos": {
			source: list{photos, "", "![Een pan soep.](aaaaaaaaaaaaaaaa.jpg)\n\n", ""},
			page:   list{"title: Soep op het plein", "title: Soep"},
			want:   list{photos, "", "![Een pan soep.](aaaaaaaaaaaaaaaa.jpg)\n\n", ""},
			edits:  []Edit{{"title", "Soep", "Soep op het plein"}},
		},
		"the source drops a photo that a person edited": {
			source: list{photoB, ""},
			page:   list{"Een lege kom.", "Een kom."},
			edits:  []Edit{{b + "/alt", "Een kom.", ""}},
		},
		"the source drops a photo that a person shows": {
			source: list{photoB, ""},
			page:   list{"Toen kwam", "![Kom](bbbbbbbbbbbbbbbb.jpg) Toen kwam"},
			edits:  []Edit{{"tekst", "![Kom](bbbbbbbbbbbbbbbb.jpg) Toen kwam de hele straat.", "Toen kwam de hele straat."}},
		},
		"a person adds a photo": {
			source: list{"Een lege kom.", "Een volle kom."},
			page:   list{photoB, photoC + photoB},
			want:   list{"Een lege kom.", "Een volle kom."},
			edits:  []Edit{{"fotos/cccccccccccccccc.jpg", "Een lepel.", ""}},
		},
		"the source reorders photos": {
			source: list{photoB, "", "fotos:\n", "fotos:\n" + photoB},
			page:   list{"    breedte: 2000\n", "    breedte: 2000\n    eigen: x\n"},
			want:   list{photoB, "", "fotos:\n", "fotos:\n" + photoB},
			edits:  []Edit{{a + "/eigen", "x", ""}},
		},
		"a person reorders photos": {
			source: list{photoB, photoB + photoC},
			page:   list{photoB, "", "fotos:\n", "fotos:\n" + photoB},
			want:   list{photoB, photoB + photoC},
			edits:  []Edit{{"fotos", "bbbbbbbbbbbbbbbb.jpg, aaaaaaaaaaaaaaaa.jpg", "aaaaaaaaaaaaaaaa.jpg, bbbbbbbbbbbbbbbb.jpg"}},
		},
		"the source withdraws consent": {
			source: list{"status: ontbreekt", "status: ingetrokken"},
			page:   list{consent, "    toestemming:\n      ref: formulier 12\n      doel: [website]\n    geen_herkenbare_personen: true\n"},
			want:   list{"    toestemming:\n      ref: formulier 12\n      doel: [website]\n    geen_herkenbare_personen: true\n", "    toestemming:\n      status: ingetrokken\n"},
		},
		"missing consent wins from nobody": {
			source: list{"alt: Een pan soep.", "alt: Soep."},
			page:   list{consent, "    toestemming:\n      ref: formulier 12\n      doel: [website]\n"},
			want:   list{"alt: Een pan soep.", "alt: Soep."},
			edits:  []Edit{{a + "/toestemming", "ref: formulier 12\ndoel:\n  - website", "status: ontbreekt"}},
		},
		"a list of photos that cannot be told apart": {
			source: list{"Een lege kom.", "Een volle kom.", "status: ontbreekt", "status: ingetrokken"},
			page:   list{"bestand: bbbbbbbbbbbbbbbb.jpg", "naam: kom", "fotos:\n", "fotos:\n  -\n"},
			want:   list{"  -\n", "", "naam: kom", "bestand: bbbbbbbbbbbbbbbb.jpg", "Een lege kom.", "Een volle kom.", "status: ontbreekt", "status: ingetrokken"},
		},
		"a whole in flow style": {
			source: list{"title: Soep op het plein", "title: Soep!"},
			page:   list{imported[:strings.Index(imported, "Het begon")], "---\n{title: Soep op het plein, soort: verhaal, tel: 0612345678}\n---\n\n"},
			want:   list{"{title: Soep op het plein, soort: verhaal, tel: 0612345678}", "title: Soep!\nsoort: verhaal\ntel: 0612345678"},
			edits: []Edit{{"samenvatting", "", "Koken met de hele straat."}, {"aangekondigd", "", "2026-10-14"}, {"bron", "", "zutphen/verhalen/soep.docx"},
				{"themas", "", "eten"}, {"tel", "0612345678", ""}, {a, "", "Een pan soep."}, {b, "", "Een lege kom."}},
		},
		"follow a photo that the source dropped": {
			source: list{photoB, ""},
			page:   list{"Een lege kom.", "Een kom.", "soort: verhaal\n", "soort: verhaal\nvolg: fotos\n"},
			want:   list{strings.Replace(photoB, "Een lege kom.", "Een kom.", 1), ""},
			edits:  []Edit{{"volg", "fotos", ""}},
		},
		"values that are hard to cut out": {
			source: list{"Koken met de hele straat.", "Samen.", "aangekondigd: \"2026-10-14\"\n", "", "themas:\n  - eten", "themas:\n  - soep"},
			page: list{"samenvatting: Koken met de hele straat.", "samenvatting: |\n   Koken met de hele straat.\n   # eigen",
				"aangekondigd: \"2026-10-14\"", "aangekondigd: |+\n  2026-10-14\n\n  ", "themas:\n  - eten", "themas: [ # alles\n  eten,\n  ]"},
			want:  list{"aangekondigd: |+\n  2026-10-14\n\n  \n", "", "themas: [ # alles\n  eten,\n  ]", "themas: # alles\n  - soep"},
			edits: []Edit{{"samenvatting", "Koken met de hele straat.\n# eigen", "Samen."}},
		},
		"order within a block, a number as text": {
			source: list{"soort: verhaal\n", "soort: verhaal\neigen:\n  b: 2\n  a: 1\n  tel: \"0612345670\"\n", consent, "    toestemming:\n      ref: x12\n      doel:\n        - website\n"},
			page:   list{"soort: verhaal\n", "soort: verhaal\neigen: {tel: 0612345670, a: \"1\", b: 2}\n", consent, "    toestemming: {doel: website, ref: x12, tot: }\n"},
		},
		"the first key of a photo": {
			source: list{"    alt: Een lege kom.\n", "", "Een pan soep.\n    bij", "Pan.\n    bij"},
			page:   list{"  - bestand: bbbbbbbbbbbbbbbb.jpg\n    alt: Een lege kom.\n", "  - alt: Een lege kom.\n    bestand: bbbbbbbbbbbbbbbb.jpg\n"},
			want:   list{"  - alt: Een lege kom.\n    bestand", "  - bestand", "Een pan soep.\n    bij", "Pan.\n    bij"},
		},
		"a photo twice": {
			source: list{photoB, photoB + strings.Replace(photoB, "Een lege kom.", "Weer die kom.", 1), "Een pan soep.\n    bij", "Pan.\n    bij"},
			page:   list{photoB, photoB + strings.Replace(photoB, "Een lege kom.", "Mijn kom.", 1)},
			want:   list{"Een pan soep.\n    bij", "Pan.\n    bij"},
			edits:  []Edit{{b + "#2/alt", "Mijn kom.", "Weer die kom."}},
		},
		"a photo twice, the first goes": {
			source: list{photoB, ""},
			page:   list{photoB, photoB + strings.Replace(photoB, "Een lege kom.", "Mijn kom.", 1)},
			want:   list{photoB, ""},
			edits:  []Edit{{b + "#2", "Mijn kom.", ""}},
		},
		"three edits by hand, two changes in the source": {
			source: list{"bron: zutphen/verhalen/soep.docx", "bron: zutphen/verhalen/soep 2.docx", "Toen kwam de hele straat.\n", "Toen kwam de hele straat.\n\nEn de buren.\n"},
			page: list{"title: Soep op het plein", "title: Onze soep # zo heet het", "alt: Een lege kom.", "alt: Een kom, leeg.",
				"Toen kwam de hele straat.", "Toen kwam de hele straat mee-eten."},
			want: list{"bron: zutphen/verhalen/soep.docx", "bron: zutphen/verhalen/soep 2.docx", "mee-eten.\n", "mee-eten.\n\nEn de buren.\n"},
			edits: []Edit{{"title", "Onze soep", "Soep op het plein"}, {b + "/alt", "Een kom, leeg.", "Een lege kom."},
				{"tekst", "Toen kwam de hele straat mee-eten.", "Toen kwam de hele straat."}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			source, own := with(t, imported, test.source...), with(t, imported, test.page...)
			want := with(t, own, test.want...)
			got, edits := merge(t, imported, source, own)
			if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if len(edits)+len(test.edits) > 0 && !reflect.DeepEqual(edits, test.edits) {
				t.Errorf("edits: %q\nwant:  %q", edits, test.edits)
			}
			if again, _ := merge(t, source, source, got); again != got {
				t.Errorf("merged again:\n%s", again)
			}
			// The same in a file from Windows.
			crlf := strings.NewReplacer("\n", "\r\n")
			if got, _ := merge(t, imported, source, bom+crlf.Replace(own)); got != bom+crlf.Replace(want) {
				t.Errorf("with CRLF: %q", got)
			}
		})
	}
}

func TestMergeOfPageThatNobodyEditedIsSource(t *testing.T) {
	source := with(t, imported, "eten", "drinken\n  - straat", "---\n\nHet begon", "eigen: [a, b]\n---\n\nHet  begon", "Toen", "\n\nToen")
	if got, edits := merge(t, imported, source, imported); got != source || edits != nil {
		t.Errorf("%s%v", got, edits)
	}
	crlf := strings.NewReplacer("\n", "\r\n")
	if got, _ := merge(t, imported, source, bom+crlf.Replace(imported)); got != bom+crlf.Replace(source) {
		t.Errorf("%q", got)
	}
}

func TestMergeWithoutBaseKeepsAll(t *testing.T) {
	own := with(t, imported, "title: Soep op het plein", "title: Onze soep", "Toen kwam", "En toen kwam", "themas:\n  - eten\n", "")
	got, edits, err := Merge(Base{}, []byte(imported), []byte(own))
	if string(got) != own || len(edits) != 3 || err != nil {
		t.Errorf("%s\n%v, %v", got, edits, err)
	}
}

func TestMergeOfBrokenPage(t *testing.T) {
	base, _ := NewBase([]byte(imported))
	for name, own := range map[string]string{
		"broken": with(t, imported, "title: Soep", "title: [Soep"),
		"tags":   with(t, imported, "title: Soep", "title: !!binary Soep"),
		"twice":  with(t, imported, "title: Soep", "Title: x\ntitle: Soep"),
		"large":  imported + strings.Repeat("a", page.MaxSize),
	} {
		got, edits, err := Merge(base, []byte(with(t, imported, "plein", "veld")), []byte(own))
		n := notice.From(err, "")
		if string(got) != own || edits != nil || err == nil || n.Hint == "" || !strings.HasPrefix(n.Text, "De pagina is niet bijgewerkt") {
			t.Errorf("%s: %v, %v", name, edits, err)
		}
	}
	// What does not fit is refused too.
	full := with(t, imported, "title: Soep", "eigen: "+strings.Repeat("a", page.MaxFrontMatter-1000)+"\ntitle: Soep")
	got, _, err := Merge(base, []byte(with(t, imported, "Koken met", strings.Repeat("b", 1000))), []byte(full))
	if n := notice.From(err, ""); string(got) != full || n.Hint == "" {
		t.Error(err)
	}
}

func TestLineThatLooksLikeAComment(t *testing.T) {
	source, own := with(t, imported, "verhaal\n", "initiatief\n"), with(t, imported, "soort: verhaal", "soort: \"\n# geen\n#\"")
	base := with(t, imported, "soort: verhaal", "soort: '# geen #'")
	if got, edits := merge(t, base, source, own); got != source || len(edits) > 0 {
		t.Errorf("%s\n%v", got, edits)
	}
}

func TestFollowIsAPersons(t *testing.T) {
	base := with(t, imported, "soort: verhaal\n", "soort: verhaal\nvolg: title\n")
	own := with(t, base, "volg: title", "volg: bron", "eten", "soep")
	got, edits := merge(t, base, base, own)
	if want := with(t, own, "soep\n", "eten\n"); got != want || len(edits) != 1 || edits[0].Field != "volg" {
		t.Errorf("%s\n%v", got, edits)
	}
}

func TestIndentedPage(t *testing.T) {
	photos := "fotos:\n  - bestand: a.jpg\n    alt: |-\n      een\n      twee\n"
	base := "---\ntitle: T\n---\n"
	got, _ := merge(t, base, "---\ntitle: T\nslug: |-\n  a\n\n  b\n"+photos+"---\n", "---\n  title: U\n---\n")
	want := "---\n  title: U\n  slug: |-\n    a\n\n    b\n  " + strings.ReplaceAll(strings.TrimSpace(photos), "\n", "\n  ") + "\n---\n"
	if got != want {
		t.Errorf("%s\n%s", got, want)
	}
}

// A base tells changes apart, and holds nothing of what the page says.
func TestNewBase(t *testing.T) {
	b, err := NewBase([]byte(imported))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(b)
	if err != nil || len(b.Fields) != 14 || len(b.Photos) != 2 || len(b.Blocks) != 3 || len(data) > 800 {
		t.Errorf("%s, %v", data, err)
	}
	for word := range strings.FieldsSeq(imported) {
		if len(word) > 3 && !strings.HasSuffix(word, ":") && !strings.Contains(word, ".jpg") && strings.Contains(string(data), word) {
			t.Errorf("%s is in %s", word, data)
		}
	}
	if b, err := NewBase([]byte(strings.Repeat("a\n\n", maxBlocks+1))); err != nil || len(b.Blocks) != 1 {
		t.Errorf("%d blocks, %v", len(b.Blocks), err)
	}
	// A herkomst.json of before, with only the hash of the page, still knows a page that nobody touched.
	source := with(t, imported, "eten", "drinken")
	if got, _, err := Merge(Base{Page: b.Page}, []byte(source), []byte(imported)); string(got) != source || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

func TestEmptyPage(t *testing.T) {
	source := with(t, imported, "title: Soep op het plein\n", "title: Soep op het plein\nslug: soep\n")
	for own, want := range map[string]string{
		"":                     "---\nslug: soep\n---\n",
		"Hallo.\n":             "---\nslug: soep\n---\n\nHallo.\n",
		"---\n---":             "---\nslug: soep\n---",
		"\n---\n# leeg\n---\n": "\n---\n# leeg\nslug: soep\n---\n",
	} {
		if got, edits := merge(t, imported, source, own); got != want || len(edits) < 7 {
			t.Errorf("%q: %q, %v", own, got, edits)
		}
	}
}

func TestEditsAreShort(t *testing.T) {
	_, edits := merge(t, imported, imported, imported+strings.Repeat("\n\n"+strings.Repeat("é", 300), 20))
	if len(edits) != 1 || len([]rune(edits[0].Page)) != maxShown {
		t.Error(fmt.Sprint(edits))
	}
}
