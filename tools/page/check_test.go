package page

import (
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

// What is written by hand and will not be as meant is told.
func TestValidateActivity(t *testing.T) {
	for text, want := range map[string]string{
		"begin: 2026-12-02T09:30\neinde: 2026-12-02T11:00\nstatus: gaat-niet-door\nvakanties: overslaan\nfeestdagen: ook": "",
		"begin: 2026-12-02T09:30\nstatus:":                                         "",
		"begin: 2026-12-02\nstatus: misschien":                                     "de status ‘misschien’",
		"begin: 2026-12-02\nvakanties: niet":                                       "bij vakanties ‘niet’",
		"begin: 2026-12-02\nfeestdagen: nee":                                       "bij feestdagen ‘nee’",
		"einde: 2026-12-02T11:00":                                                  "een einde, maar geen begin",
		"begin: 2026-12-02T11:00\neinde: 2026-12-02T09:30":                         "eindigt voor zij begint",
		"begin: 2026-12-02\nuitzonderingen: [{status: vol}]":                       "zonder datum",
		"begin: 2026-12-02\nuitzonderingen: [{datum: 2026-12-09, status: anders}]": "de status ‘anders’",
		"begin: 2026-12-02\nuitzonderingen: [{datum: 2026-12-09, begin: 2026-12-09T11:00, einde: 2026-12-09T10:00}]": "bij de uitzondering van 2026-12-09",
	} {
		p, err := Parse([]byte("---\ntitle: Koffie\nsoort: activiteit\n" + text + "\n---\n"))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		got := p.Validate()
		if want == "" && len(got) > 0 {
			t.Errorf("%s: %+v", text, got)
		}
		if want != "" && (len(got) != 1 || got[0].Level != notice.Warning || got[0].Hint == "" ||
			!strings.HasPrefix(got[0].Text, "De activiteit ‘Koffie’ ") || !strings.Contains(got[0].Text, want)) {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func TestStatusInOtherWords(t *testing.T) {
	for text, want := range map[string]Status{
		"afgelast": StatusCancelled, "Gaat niet door": StatusCancelled, "geannuleerd": StatusCancelled, "VOL": StatusFull,
		"onder voorbehoud": StatusTentative, "misschien": "misschien", "~": "",
	} {
		p, err := Parse([]byte("---\ntitle: T\nsoort: activiteit\nbegin: 2026-12-02\nstatus: " + text + "\n---\n"))
		if err != nil || p.Activity.Status != want {
			t.Errorf("%s: %q %v", text, p.Activity.Status, err)
		}
	}
}
