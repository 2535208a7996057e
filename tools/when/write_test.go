package when

import (
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestWrite(t *testing.T) {
	at, err := page.ParseCivil("2026-03-07T09:05")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ got, want string }{
		{Long(at), "7 maart 2026"},
		{Full(at), "zaterdag 7 maart 2026"},
		{Day(at), "zaterdag 7 maart"},
		{Short(at), "za 7 mrt"},
		{Short(page.Date(2026, 12, 2)), "wo 2 dec"},
		{Range(at, page.Date(2026, 3, 9)), "7 t/m 9 maart 2026"},
		{Range(at, page.Date(2026, 4, 9)), "7 maart t/m 9 april 2026"},
		{Range(at, page.Date(2027, 3, 9)), "7 maart 2026 t/m 9 maart 2027"},
		{Time(at), "9.05"},
		{Time(page.Date(2026, 12, 2)), "0.00"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
