package page

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// docs/inhoud.md explains every front matter key, and no other.
func TestEveryKeyIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/inhoud.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string][]string{} // the kinds that a key is documented for
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9_.]+)` \\| ([a-z, ]+) \\|").FindAllStringSubmatch(string(text), -1) {
		documented[m[1]] = append(documented[m[1]], strings.Split(m[2], ", ")...)
	}
	want := map[string][]string{}
	for kind, typ := range map[string]reflect.Type{
		"alle": reflect.TypeFor[Common](), "gemeente": reflect.TypeFor[Municipality](), "verhaal": reflect.TypeFor[Story](),
		"initiatief": reflect.TypeFor[Initiative](), "activiteit": reflect.TypeFor[Activity](),
		"jaarverslag": reflect.TypeFor[Report](),
	} {
		for _, key := range allKeys(typ, "") {
			if strings.HasPrefix(key, "fotos.") {
				want[key] = append(want[key], "foto")
			} else {
				want[key] = append(want[key], kind)
			}
		}
	}
	for key, kinds := range want {
		for _, kind := range kinds {
			if !slices.Contains(documented[key], kind) {
				t.Errorf("docs/inhoud.md does not explain %s of %s", key, kind)
			}
		}
	}
	for key, kinds := range documented {
		for _, kind := range kinds {
			if !slices.Contains(want[key], kind) {
				t.Errorf("docs/inhoud.md explains %s of %s, which no page has", key, kind)
			}
		}
	}
}

// allKeys lists the keys of a struct type; of a struct within, as outer.inner.
func allKeys(t reflect.Type, prefix string) []string {
	var out []string
	for f := range t.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if key == "" || key == "-" {
			continue
		}
		inner := f.Type
		for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map}, inner.Kind()) {
			inner = inner.Elem()
		}
		ours := inner.Kind() == reflect.Struct && inner.PkgPath() == reflect.TypeFor[Page]().PkgPath() && inner != reflect.TypeFor[Civil]()
		if !ours || f.Type.Kind() == reflect.Map {
			out = append(out, prefix+key)
		}
		if ours {
			if key == "fotos" {
				out = append(out, key)
			}
			out = append(out, allKeys(inner, prefix+key+".")...)
		}
	}
	return out
}

const activity = `---
title: "Koffie: met kleuters"
soort: activiteit
ook_in:
  - lochem
begin: 2026-12-02T09:30
einde: 2026-12-02T11:00
herhaling: FREQ=WEEKLY;BYDAY=WE
uitzonderingen:
  - datum: "2026-12-09"
kosten: 2.5
plaats:
  naam: De Lantaarn
zelf: bedacht
fotos:
  - bestand: a.jpg
    alt: Een kop koffie.
    geen_herkenbare_personen: true
---

Kom langs.
`

func TestParseThenFormatChangesNothing(t *testing.T) {
	p, err := Parse([]byte(activity))
	if err != nil {
		t.Fatal(err)
	}
	if p.Activity == nil || p.Activity.Begin.String() != "2026-12-02T09:30" || p.Activity.Place.Name != "De Lantaarn" {
		t.Fatalf("activity not read: %+v", p.Activity)
	}
	got, err := p.Format()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != activity {
		t.Errorf("got:\n%s\nwant:\n%s", got, activity)
	}
}

func TestParseForgivesAndRefuses(t *testing.T) {
	p, err := Parse([]byte("\xef\xbb\xbf---\r\ntitle: Van Windows\r\nook_in: lochem\r\n---\r\nTekst\r\n"))
	if err != nil || p.Title != "Van Windows" || !p.AlsoIn.Has("Lochem") || p.Body != "Tekst\n" {
		t.Errorf("a file from Windows: %+v, %v", p, err)
	}
	if p, err := Parse([]byte("Alleen tekst.\n")); err != nil || p.Body != "Alleen tekst.\n" {
		t.Errorf("no front matter: %+v, %v", p, err)
	}
	for name, text := range map[string]string{
		"broken yaml": "---\ntitle: [\n---\n",
		"bad date":    "---\nsoort: activiteit\nbegin: morgen\n---\n",
		"too large":   strings.Repeat("a", MaxSize+1),
	} {
		if _, err := Parse([]byte(text)); err == nil || notice.From(err, "").Hint == "" {
			t.Errorf("%s: %v; want a notice with a hint", name, err)
		}
	}
}

func TestParseReadsKeysAndKindsInAnyCase(t *testing.T) {
	p, err := Parse([]byte("---\nTitle: Soep\nsoort: ' Verhaal '\nFotos:\n  - bestand: a.jpg\nThemas: [eten]\nEigen: x\n---\n"))
	if err != nil || p.Title != "Soep" || p.Kind != KindStory || len(p.Photos) != 1 || !p.Story.Themes.Has("eten") || fmt.Sprint(p.Extra) != "[{Eigen x}]" {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := Parse([]byte("---\nsoort: Recept\n---\n")); err != nil || p.Kind != "Recept" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := Parse([]byte("---\ntitle: a\nTitle: b\n---\n")); err == nil {
		t.Error("a key twice is read")
	}
}

// Small input that costs a YAML parser seconds, gigabytes or its stack.
func TestParseIsBounded(t *testing.T) {
	laughs := "a: &a [x, x]\n"
	for c := 'b'; c < 'm'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%c, *%c, *%c]\n", c, c, c-1, c-1, c-1)
	}
	for name, text := range map[string]string{
		"lists":    "title: " + strings.Repeat("[", 20_000),
		"maps":     "title: " + strings.Repeat("{a: ", 5_000),
		"pairs":    "title: [" + strings.Repeat("a: ", 5_000),
		"items":    "title:\n  " + strings.Repeat("- ", 10_000),
		"keys":     strings.Repeat("? ", 10_000),
		"stairs":   stairs(300),
		"tags":     "title: " + strings.Repeat("!a ", 7_000),
		"laughs":   laughs,
		"merge":    "title: a\n<<: {b: c}",
		"tokens":   strings.Repeat("[]", 10_000),
		"too much": "title: " + strings.Repeat("a", MaxFrontMatter),
	} {
		begin := time.Now()
		_, err := Parse([]byte("---\n" + text + "\n---\n"))
		if n := notice.From(err, ""); err == nil || n.Hint == "" || !strings.HasPrefix(n.Text, "In het blok") && name != "too much" {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(begin); took > 200*time.Millisecond {
			t.Errorf("%s: refused after %v", name, took)
		}
	}
}

func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestFormatWritesNothingThatParseRefuses(t *testing.T) {
	p := &Page{Common: Common{Title: "Veel", Summary: strings.Repeat("a", MaxFrontMatter)}}
	if _, err := p.Format(); err == nil || notice.From(err, "").Hint == "" {
		t.Error(err)
	}
}

func TestAdopt(t *testing.T) {
	p, err := Parse([]byte("---\ntitle: Koffie\nBegin: 2026-12-02T09:30\nkosten: 2.5\naanmelden_tel: 0612345670\nplaats: {naam: De Lantaarn}\ntalen: Nederlands\ncontact: Ans\neigen: 1\n---\n"))
	if err != nil {
		t.Fatal(err)
	}
	p.Activity = &Activity{Contact: "van de lezer"}
	if err := p.Adopt(KindActivity); err != nil {
		t.Fatal(err)
	}
	a := p.Activity
	got := fmt.Sprint(p.Kind, a.Begin, *a.Price, a.SignUpTel, a.Place, a.Languages, a.Contact, p.Extra)
	if want := "activiteit2026-12-02T09:30 2.50612345670De Lantaarn [Nederlands] van de lezer[{eigen 1}]"; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	p, _ = Parse([]byte("---\nbegin: morgen\n---\n"))
	if err := p.Adopt(KindActivity); err == nil || !strings.Contains(err.Error(), "‘begin’") || notice.From(err, "").Hint == "" {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(activity))
	f.Add([]byte("---\n- a\n---\n"))
	f.Add([]byte("---\n? [a]\n: b\nfotos: {}\n---\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if err != nil {
			return
		}
		_, _ = p.Format() // may refuse, must not panic
		_ = p.Adopt(KindActivity)
	})
}

func TestCivil(t *testing.T) {
	for in, want := range map[string]string{
		"2026-12-02":                "2026-12-02",
		"2026-12-02 09:30":          "2026-12-02T09:30",
		"2026-12-02T09:30:15":       "2026-12-02T09:30:15",
		"2026-12-02T08:30:00Z":      "2026-12-02T09:30", // winter time
		"2026-07-02T07:30:00Z":      "2026-07-02T09:30", // summer time
		"2026-12-02T09:30:00+01:00": "2026-12-02T09:30",
	} {
		if c, err := ParseCivil(in); err != nil || c.String() != want {
			t.Errorf("%s: %s, %v; want %s", in, c, err, want)
		}
	}
	for _, in := range []string{"", "2 december", "2026-13-01", "2026-02-30"} {
		if c, err := ParseCivil(in); err == nil {
			t.Errorf("%q was read as %s", in, c)
		}
	}
	// A date never passes through a zone: it stays that day everywhere.
	if got := Date(2026, 12, 2).In(time.FixedZone("ver weg", -11*3600)).Format(time.DateOnly); got != "2026-12-02" {
		t.Errorf("got %s", got)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Fietsen leren op het plein!": "fietsen-leren-op-het-plein",
		"Boekjes & Babbels":           "boekjes-en-babbels",
		"Kleine Bözzels, café":        "kleine-bozzels-cafe",
		"Oude IJsselstreek":           "oude-ijsselstreek",
		"قهوة":                        "",
		strings.Repeat("woord ", 30):  "woord-woord-woord-woord-woord-woord-woord-woord-woord-woord",
		strings.Repeat("a", 100):      strings.Repeat("a", maxSlug),
		"../../etc/passwd":            "etc-passwd",
	} {
		if got := Slug(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestEmptyPhotoIsNone(t *testing.T) {
	p, err := Parse([]byte("---\nfotos:\n  -\n  - bestand: a.jpg\n---\n"))
	if err != nil || len(p.Photos) != 1 || p.Photos[0].File != "a.jpg" {
		t.Errorf("%+v, %v", p, err)
	}
}
