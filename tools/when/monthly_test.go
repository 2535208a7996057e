package when

import (
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestMonthly(t *testing.T) {
	try(t, page.Civil{}, map[string]string{
		"elke 2e dinsdag van de maand":                                                 "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"iedere tweede dinsdag van de maand":                                           "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"elke tweede dinsdag":                                                          "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"de 2e dinsdag van de maand":                                                   "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"2e dinsdag v/d maand":                                                         "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"2de dinsdag van elke maand":                                                   "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"elke 2e di van de maand":                                                      "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"op de tweede dinsdag van iedere maand":                                        "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"maandelijks op de tweede dinsdag":                                             "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"elke maand op de 2e dinsdag":                                                  "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"elke maand de tweede dinsdag":                                                 "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"elke maand, 2e dinsdag":                                                       "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"tweede dinsdag per maand":                                                     "elke 2e dinsdag | FREQ=MONTHLY;BYDAY=2TU",
		"elke eerste en derde woensdag":                                                "elke 1e en 3e woensdag | FREQ=MONTHLY;BYDAY=1WE,3WE",
		"elke 1e en 3e woensdag van de maand":                                          "elke 1e en 3e woensdag | FREQ=MONTHLY;BYDAY=1WE,3WE",
		"elke 1ste, 3de en 5de woensdag":                                               "elke 1e, 3e en 5e woensdag | FREQ=MONTHLY;BYDAY=1WE,3WE,5WE",
		"iedere eerste, derde en laatste vrijdag van de maand":                         "elke 1e, 3e en laatste vrijdag | FREQ=MONTHLY;BYDAY=1FR,3FR,-1FR",
		"elke eerste woensdag en donderdag van de maand":                               "elke 1e woensdag en donderdag | FREQ=MONTHLY;BYDAY=1WE,1TH",
		"de laatste vrijdag van de maand":                                              "elke laatste vrijdag | FREQ=MONTHLY;BYDAY=-1FR",
		"elke laatste vrijdag":                                                         "elke laatste vrijdag | FREQ=MONTHLY;BYDAY=-1FR",
		"iedere voorlaatste vrijdag van de maand":                                      "elke voorlaatste vrijdag | FREQ=MONTHLY;BYDAY=-2FR",
		"elke een na laatste vrijdag van de maand":                                     "elke voorlaatste vrijdag | FREQ=MONTHLY;BYDAY=-2FR",
		"de eerste zondag van de maand van 11.00 tot 13.00 uur":                        "elke 1e zondag, 11.00-13.00 uur | FREQ=MONTHLY;BYDAY=1SU",
		"elke 1e zaterdagmiddag van de maand 14.00 uur":                                "elke 1e zaterdag, 14.00 uur | FREQ=MONTHLY;BYDAY=1SA",
		"elke 15e van de maand":                                                        "elke maand op de 15e | FREQ=MONTHLY;BYMONTHDAY=15",
		"de 1e en de 15e van de maand":                                                 "elke maand op de 1e en 15e | FREQ=MONTHLY;BYMONTHDAY=1,15",
		"elke maand op de 15e":                                                         "elke maand op de 15e | FREQ=MONTHLY;BYMONTHDAY=15",
		"maandelijks op de 1e":                                                         "elke maand op de 1e | FREQ=MONTHLY;BYMONTHDAY=1",
		"op de eerste dag van de maand":                                                "elke maand op de 1e | FREQ=MONTHLY;BYMONTHDAY=1",
		"elke laatste dag van de maand":                                                "elke maand op de laatste dag | FREQ=MONTHLY;BYMONTHDAY=-1",
		"elke eerste dinsdag van de maand behalve in juli en augustus":                 "elke 1e dinsdag behalve in juli en augustus | FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=1TU",
		"elke 1e dinsdag in januari, april, juli en oktober vanaf 1 januari 2027":      "elke 1e dinsdag in januari, april, juli en oktober vanaf 5 januari 2027 | FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU",
		"de eerste dinsdag van oktober 2026":                                           "6 oktober 2026",
		"laatste vrijdag van november 2026, 15.00 uur":                                 "27 november 2026, 15.00 uur",
		"Elke eerste dinsdag v.d. maand":                                               "elke 1e dinsdag | FREQ=MONTHLY;BYDAY=1TU",
		"elke laatste do vd maand 20.00u":                                              "elke laatste donderdag, 20.00 uur | FREQ=MONTHLY;BYDAY=-1TH",
		"elke vierde donderdag van de maand vanaf half acht":                           "elke 4e donderdag, half 8 | FREQ=MONTHLY;BYDAY=4TH",
		"elke 1e woensdag van september t/m mei":                                       "elke 1e woensdag behalve in juni t/m augustus | FREQ=MONTHLY;BYMONTH=1,2,3,4,5,9,10,11,12;BYDAY=1WE",
		"elke 1e woensdag (september t/m mei)":                                         "elke 1e woensdag behalve in juni t/m augustus | FREQ=MONTHLY;BYMONTH=1,2,3,4,5,9,10,11,12;BYDAY=1WE",
		"1e en 3e woensdag van de maand van 9.30 tot 11 uur (niet in schoolvakanties)": "elke 1e en 3e woensdag, 9.30 uur tot 11 uur, niet in schoolvakanties | FREQ=MONTHLY;BYDAY=1WE,3WE",
		"elke 2e dinsdag van de maand 9.30-11.00 m.u.v. schoolvakanties":               "elke 2e dinsdag, 9.30-11.00 uur, niet in schoolvakanties | FREQ=MONTHLY;BYDAY=2TU",
	})
}

func TestYearly(t *testing.T) {
	try(t, page.Civil{}, map[string]string{
		"jaarlijks op 5 december":                               "elk jaar op 5 december | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
		"elk jaar op 5 december":                                "elk jaar op 5 december | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
		"ieder jaar 5 december":                                 "elk jaar op 5 december | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
		"elke 5 december":                                       "elk jaar op 5 december | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
		"5 december (jaarlijks)":                                "elk jaar op 5 december | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
		"jaarlijks vanaf 5 december 2026":                       "elk jaar op 5 december vanaf 5 december 2026 | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
		"jaarlijks op de eerste zaterdag van juni":              "elk jaar op de 1e zaterdag van juni | FREQ=YEARLY;BYMONTH=6;BYDAY=1SA",
		"elk jaar op de laatste zondag van september 12.00 uur": "elk jaar op de laatste zondag van september, 12.00 uur | FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU",
		"om de 2 jaar op 5 december vanaf 5 december 2026":      "om de 2 jaar op 5 december vanaf 5 december 2026 | FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=5",
		"elke 29 februari":                                      "elk jaar op 29 februari | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
	})
}
