package address

import (
	"fmt"
	"testing"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"Kerkstraat 1, 7201 AB Zutphen":                            "|Kerkstraat 1|7201 AB|Zutphen",
		"Bibliotheek, Kerkstraat 1, 7201AB Zutphen":                "Bibliotheek|Kerkstraat 1|7201 AB|Zutphen",
		"Kerkstraat 1a 7201 ab Zutphen, Nederland":                 "|Kerkstraat 1a|7201 AB|Zutphen",
		"Kerkstraat 1a, 7201 AB Zutphen Nederland":                 "|Kerkstraat 1a|7201 AB|Zutphen",
		"Kerkstraat 1, Zutphen, 7201AB, Nederland":                 "|Kerkstraat 1|7201 AB|Zutphen",
		"Kerkstraat 1, 7201AB, Nederland, Zutphen":                 "|Kerkstraat 1|7201 AB|Zutphen",
		"De Hanzehof\nCoehoornsingel 1\n7201 AA Zutphen":           "De Hanzehof|Coehoornsingel 1|7201 AA|Zutphen",
		"Wijkcentrum (Kerkstraat 1, Zutphen)":                      "Wijkcentrum|Kerkstraat 1||Zutphen",
		"Kerkstraat 1, Zutphen":                                    "|Kerkstraat 1||Zutphen",
		"Kerkstraat 1 Zutphen":                                     "|Kerkstraat 1||Zutphen",
		"Bibliotheek Zutphen":                                      "Bibliotheek Zutphen|||",
		"Zaal 2, Bibliotheek":                                      "Zaal 2, Bibliotheek|||",
		"Het Zand 12, 7121 ZZ Aalten":                              "|Het Zand 12|7121 ZZ|Aalten",
		"Buurthuis 't Trefpunt - Kerkstraat 1-3 - 7201 AB Zutphen": "Buurthuis 't Trefpunt|Kerkstraat 1-3|7201 AB|Zutphen",
		"7201 AB Zutphen":                                          "||7201 AB|Zutphen",
	} {
		p := Parse(in)
		if got := fmt.Sprintf("%s|%s|%s|%s", p.Name, p.Street, p.PostalCode, p.Town); got != want {
			t.Errorf("Parse(%q) = %s, want %s", in, got, want)
		}
	}
	if Parse(" ,\n") != nil {
		t.Error("nothing is a place")
	}
}
