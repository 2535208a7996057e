package register

import (
	"reflect"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestParse(t *testing.T) {
	forms, notices, err := Parse([]byte("Formulier;Datum;Doel;Wie;Onder16;Geldig tot;Status;Foto's\r\n" +
		"2026-14;1-9-2026;website en sociale media;Ouder/verzorger;ja;2028-09-01;;1f0c5a2b3c4d5e6f.jpg, 0123456789abcdef\r\n" +
		";;;;;;;\r\n" +
		"2026-15;;drukwerk;zelf;nee;;Ingetrokken op 3 mei;\r\n"))
	if err != nil || len(notices) > 0 || len(forms) != 2 {
		t.Fatalf("%v, %v, %v", forms, notices, err)
	}
	want := page.Form{
		Consent: page.Consent{Ref: "2026-14", Date: "2026-09-01", Scope: page.Strings{"website", "sociale media"}, By: "ouder/verzorger", Under16: true, Until: "2028-09-01"},
		Photos:  []string{"1f0c5a2b3c4d5e6f", "0123456789abcdef"},
	}
	if !reflect.DeepEqual(forms[0].Form, want) || forms[0].Line != 2 {
		t.Errorf("%+v", forms[0])
	}
	if forms[1].Status != page.ConsentWithdrawn || forms[1].Line != 4 {
		t.Errorf("%+v", forms[1])
	}
}

// Each of these rows names its form and must not count.
func TestRowsThatDoNotCount(t *testing.T) {
	for row, want := range map[string]string{
		"7;gisteren;website;ouder;;;;":      "datum bij datum (gisteren)",
		"7;;website;ouder;;ooit;;":          "datum bij tot (ooit)",
		"7;;overal;ouder;;;;":               "bij doel staat ‘overal’",
		"7;;website;Noor de Vries;;;;":      "bij wie staat geen rol",
		"7;;website;;ja;;;":                 "tekent een ouder of voogd",
		"7;;website;zelf;ja;;;":             "tekent een ouder of voogd",
		"7;;website;begeleider;ja;;;":       "tekent een ouder of voogd",
		"7;;website;ouder;nee;;;":           "vanaf 16 jaar",
		"7;;website;ouder;misschien;;;":     "bij onder16 staat",
		"7;;website;ouder;;;in aanvraag;":   "bij status staat",
		"7;;website;ouder;;;;groepsfoto 12": "bij fotos staat ‘groepsfoto’",
	} {
		forms, notices, err := Parse([]byte("formulier;datum;doel;wie;onder16;tot;status;fotos\n" + row))
		if err != nil || len(forms) != 1 || !strings.Contains(forms[0].Problem, want) {
			t.Errorf("%s: %+v, %v", row, forms, err)
		} else if len(notices) != 1 || notices[0].Line != 2 || notices[0].Hint == "" || strings.Contains(notices[0].Text, "Noor") {
			t.Errorf("%s: %+v", row, notices)
		}
	}
	for _, row := range []string{";;website;;;;;", "Noor de Vries;;website;;;;;", "=1+1;;website;;;;;"} {
		forms, notices, err := Parse([]byte("formulier;datum;doel;wie;onder16;tot;status;fotos\n" + row))
		if err != nil || len(forms) != 0 || len(notices) != 1 || notices[0].Line != 2 {
			t.Errorf("%s: %+v, %v, %v", row, forms, notices, err)
		}
	}
}

func TestListsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"formulier;naam\n1;Noor":                            "kolom ‘naam’",
		"formulier;nr\n1;2":                                 "kolom ‘formulier’ twee keer",
		"doel;wie\nwebsite;ouder":                           "geen regel met kolommen",
		"formulier\n" + strings.Repeat("1\n", MaxRows+1):    "meer dan",
		"formulier\n" + strings.Repeat("1234567\n", 600000): "groter dan 4 MB",
		"PK\x03\x04\x00\x00\xff\xfe":                        "geen tekst",
	} {
		if _, _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
	if forms, notices, err := Parse([]byte("\n\n")); len(forms)+len(notices) > 0 || err != nil {
		t.Errorf("an empty list: %v, %v, %v", forms, notices, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("formulier;datum;doel;wie;onder16;tot;status;fotos\n2026-14;1-9-2026;website;ouder;ja;1-9-2028;;0123456789abcdef"))
	f.Add([]byte("sep=,\nnr,tot\n\"a 1\",2028-01-01\n1,x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		forms, notices, err := Parse(data)
		if err != nil {
			return
		}
		for _, n := range notices {
			if n.Line < 2 || n.Text == "" {
				t.Errorf("%+v", n)
			}
		}
		text, err := Format(forms)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := Parse(text)
		if err != nil || len(again) != len(forms) {
			t.Fatalf("%q: %v, %d forms, then %d", text, err, len(forms), len(again))
		}
		for i := range forms {
			a, b := forms[i].Form, again[i].Form
			if (a.Problem == "") != (b.Problem == "") && a.Status == "" || a.Ref != b.Ref || a.Until != b.Until || a.Under16 && b.Problem == "" && !b.Under16 {
				t.Fatalf("%+v became %+v", a, b)
			}
		}
	})
}
