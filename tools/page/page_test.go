package page

import (
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

func TestPublishable(t *testing.T) {
	given := Consent{Ref: "formulier 2026-14", Scope: Strings{"website"}, Until: "2028-09-01"}
	withdrawn, elsewhere := given, given
	withdrawn.Status, elsewhere.Scope = ConsentWithdrawn, Strings{"drukwerk"}
	for name, test := range map[string]struct {
		photo Photo
		day   string
		want  bool
	}{
		"nothing known":   {Photo{}, "2026-12-01", false},
		"nobody to see":   {Photo{NoPersons: true}, "2026-12-01", true},
		"given":           {Photo{Consent: &given}, "2026-12-01", true},
		"on its last day": {Photo{Consent: &given}, "2028-09-01", true},
		"a day too late":  {Photo{Consent: &given}, "2028-09-02", false},
		"withdrawn":       {Photo{Consent: &withdrawn}, "2026-12-01", false},
		"for print only":  {Photo{Consent: &elsewhere}, "2026-12-01", false},
		"without a form":  {Photo{Consent: &Consent{Scope: Strings{"website"}}}, "2026-12-01", false},
	} {
		if ok, why := test.photo.Publishable(test.day); ok != test.want || !ok && why == "" {
			t.Errorf("%s: %v %q", name, ok, why)
		}
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
