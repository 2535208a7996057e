package when

import (
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestBounds(t *testing.T) {
	try(t, page.Civil{}, map[string]string{
		"elke dinsdag vanaf 6 oktober 2026":                            "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"vanaf 6 oktober 2026 elke dinsdag":                            "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"vanaf dinsdag 6 oktober 2026 elke dinsdag":                    "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag m.i.v. 6 oktober 2026":                           "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag, start 6 oktober 2026":                           "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag met ingang van 1 oktober 2026":                   "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag (vanaf 6-10-2026)":                               "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"dinsdag 6 oktober 2026 en daarna elke week":                   "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"6 oktober 2026, wekelijks":                                    "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"wekelijks vanaf 6 oktober 2026":                               "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag t/m 15 december 2026":                            "elke dinsdag t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"elke dinsdag tot en met 15-12-2026":                           "elke dinsdag t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"wekelijks op dinsdag tot 16 december 2026":                    "elke dinsdag t/m 16 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261216",
		"elke dinsdag van 6 oktober t/m 15 december 2026":              "elke dinsdag van 6 oktober t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"elke dinsdag van 6 oktober 2026 t/m 15 december":              "elke dinsdag van 6 oktober t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"elke dinsdag tussen 6 oktober en 15 december 2026":            "elke dinsdag van 6 oktober t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"elke dinsdag in de periode 6 oktober t/m 15 december 2026":    "elke dinsdag van 6 oktober t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"elke dinsdag 6 oktober 2026 t/m 15 december 2026":             "elke dinsdag van 6 oktober t/m 15 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"van 1-9-2026 t/m 1-7-2027 elke maandag om 10 uur":             "elke maandag van 7 september 2026 t/m 1 juli 2027, 10 uur | FREQ=WEEKLY;BYDAY=MO;UNTIL=20270701",
		"di 6 okt t/m di 15 dec 2026, wekelijks 9.30-11.00":            "elke dinsdag van 6 oktober t/m 15 december 2026, 9.30-11.00 uur | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
		"elke dinsdag van 15 september t/m 15 juni 2027":               "elke dinsdag van 15 september 2026 t/m 15 juni 2027 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270615",
		"wekelijks t/m 4 juni vanaf 6 oktober 2026":                    "elke dinsdag van 6 oktober 2026 t/m 4 juni 2027 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270604",
		"wekelijks vanaf 6 oktober 2026 t/m 4 juni":                    "elke dinsdag van 6 oktober 2026 t/m 4 juni 2027 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270604",
		"elke dag van 12 t/m 16 oktober 2026":                          "elke dag van 12 t/m 16 oktober 2026 | FREQ=DAILY;UNTIL=20261016",
		"elke woensdag in januari en februari 2027":                    "elke woensdag van 6 januari t/m 28 februari 2027 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270228",
		"elke woensdag in januari 2027":                                "elke woensdag van 6 t/m 31 januari 2027 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270131",
		"elke woensdag van januari t/m maart 2027":                     "elke woensdag van 6 januari t/m 31 maart 2027 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270331",
		"elke woensdag in december 2026 en januari 2027":               "elke woensdag van 2 december 2026 t/m 31 januari 2027 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270131",
		"elke woensdag in de maanden november t/m februari 2027":       "elke woensdag van 4 november 2026 t/m 28 februari 2027 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270228",
		"elke woensdag in januari en maart 2027":                       "elke woensdag in januari en maart van 6 januari t/m 31 maart 2027 | FREQ=WEEKLY;BYMONTH=1,3;BYDAY=WE;UNTIL=20270331",
		"elke dinsdag behalve in mei t/m augustus":                     "elke dinsdag behalve in mei t/m augustus | FREQ=WEEKLY;BYMONTH=1,2,3,4,9,10,11,12;BYDAY=TU",
		"elke dinsdag van september t/m juni":                          "elke dinsdag behalve in juli en augustus | FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=TU",
		"elke dinsdag vanaf 6 oktober 2026, 10 keer":                   "elke dinsdag van 6 oktober t/m 8 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208",
		"10 bijeenkomsten, elke dinsdag vanaf 6 oktober 2026":          "elke dinsdag van 6 oktober t/m 8 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208",
		"elke dinsdag en donderdag vanaf 6 oktober 2026, 5x":           "elke dinsdag en donderdag van 6 t/m 20 oktober 2026 | FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261020",
		"elke dinsdag, eerste keer 6 oktober 2026":                     "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag. Start 6 oktober 2026.":                          "elke dinsdag vanaf 6 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"iedere dinsdag in oktober 2026":                               "elke dinsdag van 6 t/m 31 oktober 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261031",
		"elke dinsdag 6 oktober t/m 15 december 2026 9.30 - 11.00 uur": "elke dinsdag van 6 oktober t/m 15 december 2026, 9.30-11.00 uur | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215",
	})
}

func TestExcept(t *testing.T) {
	try(t, page.Civil{}, map[string]string{
		"elke dinsdag van 6 oktober 2026 t/m 4 juni 2027, niet van 20 december t/m 3 januari":   "elke dinsdag van 6 oktober 2026 t/m 4 juni 2027, niet op 22 en 29 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270604",
		"elke dinsdag van 10 tot 12, oktober 2026":                                              "elke dinsdag van 6 t/m 31 oktober 2026, 10 uur tot 12 uur | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261031",
		"elke dinsdag, niet in schoolvakanties":                                                 "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag (niet in de schoolvakanties)":                                             "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag behalve in de schoolvakantie":                                             "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag, behalve schoolvakanties en feestdagen":                                   "elke dinsdag, niet in schoolvakanties, niet op feestdagen | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag m.u.v. schoolvakanties":                                                   "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag m.u.v. de schoolvakanties en feestdagen":                                  "elke dinsdag, niet in schoolvakanties, niet op feestdagen | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag muv vakanties":                                                            "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag met uitzondering van vakanties":                                           "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag, niet tijdens vakanties":                                                  "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag, geen vakanties":                                                          "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag excl. schoolvakanties":                                                    "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag buiten de schoolvakanties":                                                "elke dinsdag, niet in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag uitgezonderd feestdagen":                                                  "elke dinsdag, niet op feestdagen | FREQ=WEEKLY;BYDAY=TU",
		"elke maandag, niet op feestdagen":                                                      "elke maandag, niet op feestdagen | FREQ=WEEKLY;BYDAY=MO",
		"elke maandag, niet op officiële feestdagen":                                            "elke maandag, niet op feestdagen | FREQ=WEEKLY;BYDAY=MO",
		"elke maandag, niet in schoolvakanties en niet op feestdagen":                           "elke maandag, niet in schoolvakanties, niet op feestdagen | FREQ=WEEKLY;BYDAY=MO",
		"elke dinsdag, ook in de vakanties":                                                     "elke dinsdag, ook in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag, gaat ook door in schoolvakanties":                                        "elke dinsdag, ook in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dag in de schoolvakanties":                                                        "elke dag, alleen in schoolvakanties | FREQ=DAILY",
		"elke dinsdag alleen in schoolvakanties":                                                "elke dinsdag, alleen in schoolvakanties | FREQ=WEEKLY;BYDAY=TU",
		"elke dag tijdens de schoolvakanties van 10.00 tot 12.00 uur":                           "elke dag, 10.00-12.00 uur, alleen in schoolvakanties | FREQ=DAILY",
		"elke donderdag behalve 24 en 31 december 2026":                                         "elke donderdag, niet op 24 en 31 december 2026 | FREQ=WEEKLY;BYDAY=TH",
		"elke donderdag, niet op 24 december 2026":                                              "elke donderdag, niet op 24 december 2026 | FREQ=WEEKLY;BYDAY=TH",
		"elke dinsdag van 6 oktober 2026 t/m 4 juni 2027 m.u.v. 25 december en schoolvakanties": "elke dinsdag van 6 oktober 2026 t/m 4 juni 2027, niet in schoolvakanties, niet op 25 december 2026 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270604",
		"elke vrijdag van 6 oktober 2026 t/m 4 juni 2027 m.u.v. 25 december en 1 januari":       "elke vrijdag van 9 oktober 2026 t/m 4 juni 2027, niet op 25 december 2026 en 1 januari 2027 | FREQ=WEEKLY;BYDAY=FR;UNTIL=20270604",
		"elke dinsdag niet van 20 december 2026 t/m 3 januari 2027":                             "elke dinsdag, niet op 22 en 29 december 2026 | FREQ=WEEKLY;BYDAY=TU",
		"elke dinsdag, behalve in juli en augustus":                                             "elke dinsdag behalve in juli en augustus | FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=TU",
		"elke dinsdag, ook op 17 oktober 2026":                                                  "elke dinsdag, ook op 17 oktober 2026 | FREQ=WEEKLY;BYDAY=TU",
		"12 t/m 16 oktober 2026 behalve 14 oktober 2026":                                        "12, 13, 15 en 16 oktober 2026",
	})
}
