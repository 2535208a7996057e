package page

import (
	"strings"
	"testing"
)

// municipality reads a page of a municipality with this message.
func municipality(t *testing.T, message string) *Page {
	t.Helper()
	p, err := Parse([]byte("---\ntitle: Zutphen\nsoort: gemeente\nvoorbeeld: nee\nnoodbericht: " + message + "\n---\n"))
	if err != nil {
		t.Fatalf("%s: %v", message, err)
	}
	return p
}

// Who warns of a storm types words, in haste; the municipality must not be gone by them.
func TestEmergency(t *testing.T) {
	const day = "2026-10-24"
	for message, test := range map[string]struct {
		text, from, until string
		cancels           bool   // on day
		says              string // the one warning
	}{
		"Storm":          {text: "Storm"},
		"{TEKST: Storm}": {text: "Storm"},
		"":               {says: "geen tekst"},
		"[a, b]":         {says: "geen tekst"},
		"{text: Storm}":  {says: "geen tekst"},
		"{tekst: Storm, vanaf: 2026-10-24, tot: 2026-10-25, alles_vervalt: true}":      {"Storm", day, "2026-10-25", true, ""},
		"{tekst: Storm, vanaf: 24-10-2026, tot: '1-11-2026', alles_vervalt: Ja}":       {"Storm", day, "2026-11-01", true, ""},
		"{tekst: Storm, vanaf: 2026-10-24, tot: 2026-10-25, alles_vervalt: nee}":       {"Storm", day, "2026-10-25", false, ""},
		"{tekst: Storm, vanaf: 2026-10-24, tot: 2026-10-25, alles_vervalt: misschien}": {"Storm", day, "2026-10-25", false, "‘alles_vervalt: misschien’"},
		"{tekst: Storm, alles_vervalt: ja}":                                            {text: "Storm", says: "maar geen dag"},
		"{tekst: Storm, vanaf: 2026-10-24, alles_vervalt: ja}":                         {"Storm", day, "", true, "Alleen op 2026-10-24 vervalt alles."},
		"{tekst: Storm, tot: 2026-10-24, alles_vervalt: ja}":                           {"Storm", "", day, true, ""},
		"{tekst: Storm, vanaf: gisteren}":                                              {"Storm", "gisteren", "", false, "‘vanaf: gisteren’"},
		"{tekst: Storm, tot: 2026-02-30}":                                              {"Storm", "", "2026-02-30", false, "‘tot: 2026-02-30’"},
		"{tekst: Storm, vanaf: 2026-10-24, tot: 2026-10-20, alles_vervalt: ja}":        {"Storm", day, "2026-10-20", false, "eindigt voor het begint"},
	} {
		p := municipality(t, message)
		e := p.Municipality.Emergency
		if e == nil {
			if message != "" {
				t.Errorf("%s: gone", message)
			}
			continue
		}
		on, err := ParseCivil(day)
		if err != nil {
			t.Fatal(err)
		}
		if e.Text != test.text || e.From != test.from || e.Until != test.until || e.Cancels(on) != test.cancels || e.Cancels(on.AddDays(-1)) {
			t.Errorf("%s: %+v, cancels %v", message, e, e.Cancels(on))
		}
		notices := p.Validate()
		if test.says == "" && len(notices) > 0 || test.says != "" && (len(notices) != 1 || !strings.Contains(notices[0].Text, test.says) || notices[0].Hint == "") {
			t.Errorf("%s: %+v", message, notices)
		}
	}
	if (*Emergency)(nil).Cancels(Civil{}) || (*Emergency)(nil).Check() != nil {
		t.Error("no message does something")
	}
}

func TestEmergencyIsWrittenPlainly(t *testing.T) {
	text, err := municipality(t, "{tekst: Storm, vanaf: 24-10-2026, alles_vervalt: ja}").Format()
	if want := "noodbericht:\n  tekst: Storm\n  vanaf: \"2026-10-24\"\n  alles_vervalt: true\n"; err != nil || !strings.Contains(string(text), want) {
		t.Errorf("%s %v", text, err)
	}
}

func TestAnswers(t *testing.T) {
	p, err := Parse([]byte("---\ntitle: T\nsoort: activiteit\nvoorbeeld: ja\nHele_dag: Ja\nbesloten: nee\ntolk: \"ja\"\nuitzonderingen:\n- {datum: 2026-12-02, en_verder: ja}\nzelf: ja\n---\n"))
	if err != nil {
		t.Fatal(err)
	}
	if a := p.Activity; !p.Sample || !a.AllDay || a.Private || a.Interpreter == nil || !*a.Interpreter || !a.Exceptions[0].Following || p.Extra[0].Value != "ja" {
		t.Errorf("%+v %+v", p, p.Activity)
	}
	for _, key := range []string{"draft", "uitgelicht"} { // Hugo or a template would take it for no
		if _, err := Parse([]byte("---\ntitle: T\n" + key + ": ja\n---\n")); err == nil {
			t.Errorf("%s: ja is read, but not by Hugo", key)
		}
	}
}
