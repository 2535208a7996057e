package when

import (
	"errors"
	"fmt"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"10-10-2021":                   "2021-10-10",
		"1/5/2024":                     "2024-05-01",
		"01/05/2024":                   "2024-05-01",
		"1.5.2024":                     "2024-05-01",
		"1 5 2024":                     "2024-05-01",
		"1 - 5 - 2024":                 "2024-05-01",
		"9-11-'89":                     "1989-11-09",
		"9-11-’89":                     "1989-11-09",
		"9-11-89":                      "1989-11-09",
		"9-11-26":                      "2026-11-09",
		"9/11/69":                      "2069-11-09",
		"9/11/70":                      "1970-11-09",
		"20240501":                     "2024-05-01",
		"2024-05-01":                   "2024-05-01",
		"2024/5/1":                     "2024-05-01",
		"2024.05.01":                   "2024-05-01",
		"2024-05-01 00:00:00":          "2024-05-01",
		"2024-05-01T00:00":             "2024-05-01",
		"01-05-2024 0:00":              "2024-05-01",
		"25 dec. 2023":                 "2023-12-25",
		"25 dec 2023":                  "2023-12-25",
		"25 december 2023":             "2023-12-25",
		"25 DECEMBER 2023":             "2023-12-25",
		"25-dec-23":                    "2023-12-25",
		"25-dec-2023":                  "2023-12-25",
		"25dec2023":                    "2023-12-25",
		"25 december, 2023":            "2023-12-25",
		"25 december '23":              "2023-12-25",
		"25 dec. 23":                   "2023-12-25",
		"1 jan 2026":                   "2026-01-01",
		"1 febr. 2026":                 "2026-02-01",
		"1 feb 2026":                   "2026-02-01",
		"1 mrt. 2026":                  "2026-03-01",
		"1 maart 2026":                 "2026-03-01",
		"1 apr. 2026":                  "2026-04-01",
		"1 mei 2026":                   "2026-05-01",
		"1 mei. 2026":                  "2026-05-01",
		"1 jun. 2026":                  "2026-06-01",
		"1 juli 2026":                  "2026-07-01",
		"1 aug. 2026":                  "2026-08-01",
		"1 sept. 2026":                 "2026-09-01",
		"1 sep 2026":                   "2026-09-01",
		"1 okt. 2026":                  "2026-10-01",
		"1 nov. 2026":                  "2026-11-01",
		"1 October 2026":               "2026-10-01",
		"October 1, 2026":              "2026-10-01",
		"1 may 2026":                   "2026-05-01",
		"1e september 2026":            "2026-09-01",
		"2de mei 2026":                 "2026-05-02",
		"zondag 10 oktober 2021":       "2021-10-10",
		"zo 10 okt. 2021":              "2021-10-10",
		"zo. 10 okt. 2021":             "2021-10-10",
		"Zo, 10-10-2021":               "2021-10-10",
		"zo 10/10/'21":                 "2021-10-10",
		"op zondag 10 oktober 2021":    "2021-10-10",
		"zondag de 10e oktober 2021":   "2021-10-10",
		"10 oktober 2021 (zondag)":     "2021-10-10",
		"10-10-2021 zo":                "2021-10-10",
		"10 oktober 2021, zondag":      "2021-10-10",
		"ma 5 oktober 2026":            "2026-10-05",
		"di 6 okt 2026":                "2026-10-06",
		"wo 7 okt 2026":                "2026-10-07",
		"woe 7 okt 2026":               "2026-10-07",
		"do 8 okt 2026":                "2026-10-08",
		"vr 9 okt 2026":                "2026-10-09",
		"vrij. 9 okt 2026":             "2026-10-09",
		"za 10 okt 2026":               "2026-10-10",
		"zat 10 okt 2026":              "2026-10-10",
		"donderdag 29 februari 2024":   "2024-02-29",
		"  10\u00a0oktober\u00a02026 ": "2026-10-10",
		"10–10–2026":                   "2026-10-10",
		"10-10-2026.":                  "2026-10-10",
	} {
		got, err := Date(in)
		if err != nil || got.String() != want {
			t.Errorf("Date(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
}

func TestTimeRange(t *testing.T) {
	for in, want := range map[string]string{
		"8.15 uur":                           "8.15 uur",
		"9.12 u.":                            "9.12 uur",
		"19:30":                              "19.30 uur",
		"19:30 uur":                          "19.30 uur",
		"19:30:00":                           "19.30 uur",
		"19u30":                              "19.30 uur",
		"19.30u":                             "19.30 uur",
		"20u":                                "20.00 uur",
		"20 u.":                              "20.00 uur",
		"20 uur":                             "20.00 uur",
		"20.00":                              "20.00 uur",
		"9,30 uur":                           "9.30 uur",
		"09h30":                              "9.30 uur",
		"8 uur":                              "8.00 uur ?",
		"10":                                 "10.00 uur ?",
		"half 6":                             "5.30 uur ?",
		"half zes":                           "5.30 uur ?",
		"Half 10 uur":                        "9.30 uur ?",
		"half 6 's middags":                  "17.30 uur",
		"half acht 's avonds":                "19.30 uur",
		"half 1":                             "0.30 uur ?",
		"kwart over 9":                       "9.15 uur ?",
		"kwart voor 9":                       "8.45 uur ?",
		"tien over 9":                        "9.10 uur ?",
		"5 voor half 6":                      "5.25 uur ?",
		"vijf over half zes":                 "5.35 uur ?",
		"negen uur":                          "9.00 uur ?",
		"9 uur 's ochtends":                  "9.00 uur",
		"3 uur 's middags":                   "15.00 uur",
		"'s avonds 8 uur":                    "20.00 uur",
		"'s avonds om half 8":                "19.30 uur",
		"7.30 pm":                            "19.30 uur",
		"vanaf 14.00 uur":                    "14.00 uur",
		"Vanaf half 6":                       "5.30 uur ?",
		"om 10.00 uur":                       "10.00 uur",
		"aanvang: 20.00 uur":                 "20.00 uur",
		"inloop vanaf 9.30 uur":              "9.30 uur",
		"ca. 10.00 uur":                      "10.00 uur",
		"9.00-17.30 uur":                     "9.00 uur - 17.30 uur",
		"9.00 - 17.30 uur":                   "9.00 uur - 17.30 uur",
		"9.00–17.30 uur":                     "9.00 uur - 17.30 uur",
		"9:00 — 17:30":                       "9.00 uur - 17.30 uur",
		"13.00 tot 13.30 uur":                "13.00 uur - 13.30 uur",
		"van 13.00 tot 13.30 uur":            "13.00 uur - 13.30 uur",
		"13.00 uur tot 13.30 uur":            "13.00 uur - 13.30 uur",
		"13.00 t/m 15.00":                    "13.00 uur - 15.00 uur",
		"13.00 uur tot en met 15.00 uur":     "13.00 uur - 15.00 uur",
		"tussen 10.00 en 12.00 uur":          "10.00 uur - 12.00 uur",
		"10-12 uur":                          "10.00 uur ? - 12.00 uur ?",
		"10 - 12u":                           "10.00 uur ? - 12.00 uur ?",
		"van 10 tot 12 uur":                  "10.00 uur ? - 12.00 uur ?",
		"10u-12u":                            "10.00 uur ? - 12.00 uur ?",
		"9u30-11u":                           "9.30 uur - 11.00 uur ?",
		"10 tot half 1":                      "10.00 uur ? - 12.30 uur ?",
		"10.30 tot half 1":                   "10.30 uur - 12.30 uur",
		"9 tot 5":                            "9.00 uur ? - 17.00 uur ?",
		"10.00 (2 uur)":                      "10.00 uur - 12.00 uur",
		"14 uur (duur: 1 uur)":               "14.00 uur - 15.00 uur",
		"22 tot 1 uur":                       "22.00 uur - 1.00 uur ?",
		"11-10":                              "error",
		"9.30 - 8":                           "error",
		"10-11 (2 uur)":                      "error",
		"tot 11 (2 uur)":                     "error",
		"half 10 tot 12.00 uur":              "9.30 uur ? - 12.00 uur",
		"half 10 tot 14.00 uur":              "9.30 uur - 14.00 uur",
		"van half 10 tot kwart voor 12":      "9.30 uur ? - 11.45 uur ?",
		"22.00 - 01.00 uur":                  "22.00 uur - 1.00 uur",
		"20.00 - 24.00 uur":                  "20.00 uur - 24.00 uur",
		"19.30 - ":                           "19.30 uur",
		"19.30 tot laat":                     "19.30 uur",
		"tot 12 uur":                         "- 12.00 uur ?",
		"tot 12.30 uur":                      "- 12.30 uur",
		"hele dag":                           "",
		"De hele dag":                        "",
		"10.00 uur - 12.00 uur (inloop)":     "error",
		"25.00 uur":                          "error",
		"9.75":                               "error",
		"24.30":                              "error",
		"half 13":                            "error",
		"ochtend":                            "error",
		"in overleg":                         "error",
		"":                                   "error",
		"10.00 en 12.00 en 14.00 uur":        "error",
		"9.00 - 10.00 en 11.00 - 12.00":      "error",
		"kwart over":                         "error",
		"999999999999999999999999":           "error",
		"10.00 uur tot in de kleine uurtjes": "error",
	} {
		begin, end, err := TimeRange(in)
		got := shown(begin, end)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("TimeRange(%q) = %q (%v), want %q", in, got, err, want)
		}
	}
}

func shown(begin, end *Clock) string {
	show := func(c *Clock) string {
		if c.Loose {
			return c.String() + " ?"
		}
		return c.String()
	}
	switch {
	case begin == nil && end == nil:
		return ""
	case begin == nil:
		return "- " + show(end)
	case end == nil:
		return show(begin)
	}
	return show(begin) + " - " + show(end)
}

func TestReadDates(t *testing.T) {
	for in, want := range map[string]string{
		"zo 10 okt. 2021 10.00 - 12.00 uur":           "2021-10-10 10.00 uur - 12.00 uur",
		"zo 10 okt. 2021, van 10.00 tot 12.00 uur":    "2021-10-10 10.00 uur - 12.00 uur",
		"zondag 10 oktober 2021 om 20u":               "2021-10-10 20.00 uur",
		"10-10-2021 10:00":                            "2021-10-10 10.00 uur",
		"2021-10-10T10:00:00":                         "2021-10-10 10.00 uur",
		"20211010 19.30 uur":                          "2021-10-10 19.30 uur",
		"10 t/m 12 oktober 2026":                      "2026-10-10..2026-10-12 ",
		"10 - 12 oktober 2026":                        "2026-10-10..2026-10-12 ",
		"10-12 okt. 2026":                             "2026-10-10..2026-10-12 ",
		"za 10 tot en met ma 12 oktober 2026":         "2026-10-10..2026-10-12 ",
		"10-10-2026 t/m 12-10-2026":                   "2026-10-10..2026-10-12 ",
		"30 december t/m 2 januari 2027":              "2026-12-30..2027-01-02 ",
		"30 december 2026 - 2 januari 2027":           "2026-12-30..2027-01-02 ",
		"10 t/m 12 oktober 2026 van 9.00 - 17.30 uur": "2026-10-10..2026-10-12 9.00 uur - 17.30 uur",
	} {
		s, err := Read(in, page.Civil{})
		got := s.First.String()
		if s.Last != s.First {
			got += ".." + s.Last.String()
		}
		if got += " " + shown(s.Begin, s.End); err != nil || got != want {
			t.Errorf("Read(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestNeverAGuess(t *testing.T) {
	for in, want := range map[string]string{
		"zo 10 okt.":                     "year: 2027-10-10",
		"10 oktober":                     "year: 2026-10-10",
		"10-10":                          "year: 2026-10-10",
		"1/3":                            "year: 2027-03-01",
		"29 februari":                    "year: 2028-02-29",
		"zo 10 okt. 10.00 - 12.00 uur":   "year: 2027-10-10",
		"za 10/10 19:30":                 "year: 2026-10-10",
		"10-10 10.00 uur":                "year: 2026-10-10",
		"za 10 okt. 2021":                "in ‘za 10 okt. 2021’ klopt de dag niet: 10 oktober 2021 is een zondag",
		"5/13/2024":                      "‘5/13/2024’ is niet zeker: is het 13 mei 2024?",
		"31 februari 2026":               "‘31 februari 2026’ is niet te lezen: deze dag bestaat niet",
		"29-2-2026":                      "‘29-2-2026’ is niet te lezen: deze dag bestaat niet",
		"0-0-2026":                       "‘0-0-2026’ is niet te lezen: deze dag bestaat niet",
		"1-1-1026":                       "‘1-1-1026’ is niet te lezen: deze dag bestaat niet",
		"12-10-2026 t/m 10-10-2026":      "‘12-10-2026 t/m 10-10-2026’ is niet te lezen: de laatste dag komt voor de eerste",
		"morgen":                         "‘morgen’ is niet te lezen: dit is geen datum",
		"oktober 2026":                   "‘oktober 2026’ is niet te lezen: dit is geen datum",
		"12 brumaire 2026":               "‘12 brumaire 2026’ is niet te lezen: dit is geen datum",
		"10 oktober 2026 wordt gezellig": "‘10 oktober 2026 wordt gezellig’ is niet te lezen: ‘wordt gezellig’ is geen datum of tijd",
		"":                               "‘’ is niet te lezen: hier staat niets",
	} {
		_, err := Read(in, page.Civil{})
		got := fmt.Sprint(err)
		if year := new(YearError); errors.As(err, &year) {
			got = "year: " + year.Near(page.Date(2026, 10, 1)).String()
		}
		if got != want {
			t.Errorf("Read(%q): %s; want %s", in, got, want)
		}
	}
	if _, err := Date(string(make([]byte, MaxLength+1))); err == nil {
		t.Error("a long text is read")
	}
}

// pains 8: a date without a time is no moment, so that no zone moves it.
func TestDateHasNoTime(t *testing.T) {
	p, err := Read("10 oktober 2026", page.Civil{})
	if err != nil || p.First.HasTime() || p.Begin != nil || p.First != page.Date(2026, 10, 10) {
		t.Error(p, err)
	}
}

func TestClockOn(t *testing.T) {
	day := page.Date(2026, 12, 31)
	if got := (Clock{Hour: 24}).On(day).String(); got != "2027-01-01T00:00" {
		t.Error(got)
	}
	if got := (Clock{Hour: 9, Minute: 30}).On(day).String(); got != "2026-12-31T09:30" {
		t.Error(got)
	}
}
