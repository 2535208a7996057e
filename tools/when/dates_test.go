package when

import (
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestDates(t *testing.T) {
	try(t, page.Civil{}, map[string]string{
		"zaterdag en zondag 10 en 11 oktober 2026":                 "10 en 11 oktober 2026",
		"elke dinsdag 1 en 15 december 2026":                       "1 en 15 december 2026",
		"van 9.30 tot 11.00 uur op 6 oktober 2026":                 "6 oktober 2026, 9.30-11.00 uur",
		"zo 4 okt 2026 11-17":                                      "4 oktober 2026, 11.00-17.00 uur",
		"10 oktober 2026 en 17 oktober":                            "10 en 17 oktober 2026",
		"30 december 2026 t/m 2 januari":                           "30 december 2026 t/m 2 januari 2027",
		"12 t/m 16 oktober 2026 behalve 14 oktober":                "12, 13, 15 en 16 oktober 2026",
		"za 10 okt 2026\n10.00 - 12.00 uur":                        "10 oktober 2026, 10.00-12.00 uur",
		"10 en 17 oktober 2026":                                    "10 en 17 oktober 2026",
		"10 & 17 oktober 2026":                                     "10 en 17 oktober 2026",
		"10, 17 en 24 okt 2026":                                    "10, 17 en 24 oktober 2026",
		"10, 17, 24 okt. 2026":                                     "10, 17 en 24 oktober 2026",
		"10 okt, 17 okt en 24 okt 2026":                            "10, 17 en 24 oktober 2026",
		"10 oktober 2026 en 7 november 2026":                       "10 oktober 2026 en 7 november 2026",
		"10 oktober en 7 november 2026":                            "10 oktober 2026 en 7 november 2026",
		"19 december en 9 januari 2027":                            "19 december 2026 en 9 januari 2027",
		"10-10-2026 en 17-10-2026":                                 "10 en 17 oktober 2026",
		"10-10-2026, 17-10-2026 en 24-10-2026":                     "10, 17 en 24 oktober 2026",
		"10/10, 17/10 en 24/10/2026":                               "10, 17 en 24 oktober 2026",
		"10 en 17-10-2026":                                         "10 en 17 oktober 2026",
		"10-10-2026; 17-10-2026":                                   "10 en 17 oktober 2026",
		"za 10 en zo 11 oktober 2026":                              "10 en 11 oktober 2026",
		"za 10 okt 2026 en zo 11 okt 2026 van 11.00 tot 17.00 uur": "10 en 11 oktober 2026, 11.00-17.00 uur",
		"zaterdag 10 en zaterdag 17 oktober 2026, 10.00 uur":       "10 en 17 oktober 2026, 10.00 uur",
		"10/11 oktober 2026":                                       "10 en 11 oktober 2026",
		"10 oktober 2026, 17 en 24 november 2026":                  "10 oktober 2026 en 17 en 24 november 2026",
		"10 t/m 12 en 17 t/m 18 oktober 2026":                      "10, 11, 12, 17 en 18 oktober 2026",
		"10 t/m 12 oktober 2026":                                   "10 t/m 12 oktober 2026",
		"10-12 oktober 2026, hele dag":                             "10 t/m 12 oktober 2026, hele dag",
		"12 oktober t/m 16 oktober 2026":                           "12 t/m 16 oktober 2026",
		"ma 12 t/m vr 16 oktober 2026, 9.00-12.00 uur":             "12 t/m 16 oktober 2026, 9.00-12.00 uur",
		"van 12 t/m 16 oktober 2026":                               "12 t/m 16 oktober 2026",
		"van 12 oktober 2026 tot en met 16 oktober 2026":           "12 t/m 16 oktober 2026",
		"10-10-26 - 12-10-26":                                      "10 t/m 12 oktober 2026",
		"zaterdagmiddag 10 oktober 2026 2 uur":                     "10 oktober 2026, 14.00 uur",
		"za 10 oktober 2026 hele dag":                              "10 oktober 2026, hele dag",
		"za 10 oktober 2026 van 2 tot 4 uur 's middags":            "10 oktober 2026, 14.00-16.00 uur",
		"10 oktober 2026 vanaf 14 uur":                             "10 oktober 2026, 14.00 uur",
		"10 oktober 2026 tot 12 uur":                               "10 oktober 2026, tot 12 uur",
		"10 oktober 2026, 10.00 uur e.v.":                          "10 oktober 2026, 10.00 uur",
		"10 oktober 2026 (10.00-12.00 uur)":                        "10 oktober 2026, 10.00-12.00 uur",
		"10 oktober 2026 - 10.00 uur":                              "10 oktober 2026, 10.00 uur",
		"datum: 10 oktober 2026":                                   "10 oktober 2026",
		"1 okt. t/m 3 okt. '26":                                    "1 t/m 3 oktober 2026",
		"10 okt, 17 en 24 nov 2026":                                "10 oktober 2026 en 17 en 24 november 2026",
		"10 okt 2026, 10-12 uur":                                   "10 oktober 2026, 10 uur tot 12 uur",
		"10 okt 2026, 9.30-11":                                     "10 oktober 2026, 9.30 uur tot 11 uur",
		"10 oktober 2026, 17 uur":                                  "10 oktober 2026, 17.00 uur",
		"10-12-2026 10-12":                                         "10 december 2026, 10 uur tot 12 uur",
		"10-12-2026, 10-12":                                        "10 december 2026, 10 uur tot 12 uur",
		"za 10 en 17 oktober 2026":                                 "10 en 17 oktober 2026",
		"zaterdag 10, 17 en 24 oktober 2026 van 10.00-12.00 uur":   "10, 17 en 24 oktober 2026, 10.00-12.00 uur",
		"10 oktober 2026 (za) 10.00 uur":                           "10 oktober 2026, 10.00 uur",
		"vr 9/10/2026 20:00":                                       "9 oktober 2026, 20.00 uur",
		"zo 10/10/'21 14u":                                         "10 oktober 2021, 14.00 uur",
		"dinsdagen 6, 13 en 20 oktober 2026":                       "6, 13 en 20 oktober 2026",
		"op 6, 13 en 20 oktober 2026":                              "6, 13 en 20 oktober 2026",
		"van 2 tot 4 uur 's middags":                               "14.00-16.00 uur",
	})
}

func TestOnlyTimes(t *testing.T) {
	try(t, page.Civil{}, map[string]string{
		"vanaf 14 uur": "14.00 uur",
		"hele dag":     "hele dag",
		"9.30-11.00":   "9.30-11.00 uur",
	})
}
