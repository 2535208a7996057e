package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// columns lists, for every field, the names that people give its column, in the normal form of key.
var columns = map[string]string{
	"date":      "datum|data|begindatum|startdatum|datum begin|wanneer|date",
	"lastDate":  "einddatum|datum einde|t/m datum|tot en met",
	"day":       "dag|weekdag|dag van de week",
	"time":      "tijd|tijden|tijdstip|hoe laat|tijd van tot|uur",
	"begin":     "begin|begintijd|starttijd|aanvang|start|van|vanaf|tijd van|aanvangstijd|tijd begin",
	"end":       "einde|eind|eindtijd|tot|tijd tot|tijd einde|sluit",
	"title":     "activiteit|titel|wat|onderwerp|evenement|naam activiteit|programma|naam|initiatief|bijeenkomst",
	"where":     "waar|locatie|plek|gebouw|accommodatie|ruimte",
	"place":     "plaats",
	"address":   "adres|straat|straat en huisnummer|adresgegevens",
	"postcode":  "postcode",
	"town":      "woonplaats|dorp|kern|stad|plaatsnaam",
	"audience":  "voor wie|doelgroep|voor",
	"age":       "leeftijd|leeftijden|leeftijdsgroep",
	"price":     "kosten|prijs|entree|toegang|bijdrage|eigen bijdrage|toegangsprijs",
	"signUp":    "aanmelden|aanmelding|opgave|opgeven|inschrijven|inschrijving|reserveren",
	"before":    "aanmelden voor|opgeven voor|aanmelden uiterlijk",
	"contact":   "contact|contactpersoon|contactgegevens|informatie bij|info|vragen",
	"status":    "status|gaat door",
	"category":  "categorie|soort|type|thema",
	"bring":     "meenemen|zelf meenemen",
	"languages": "taal|talen",
	"organiser": "organisatie|organisator|georganiseerd door|door wie|wie",
	"seats":     "max deelnemers|maximum|aantal plaatsen|maximaal aantal deelnemers",
	"partners":  "partners|partner|samen met|samenwerking",
	"seeks":     "zoekt|wij zoeken|we zoeken|gezocht",
	"join":      "hoe meedoen|meedoen",
	"schools":   "scholen|school",
	"text":      "omschrijving|toelichting|beschrijving|bijzonderheden|opmerkingen|opmerking|uitleg|tekst|extra informatie|inhoud",
}

// onlyInitiative are the columns of which one makes a table without dates a list of initiatives.
var onlyInitiative = []string{"audience", "where", "place", "contact", "partners", "seeks", "join", "text", "date"}

// byName maps a name in its normal form to the field.
var byName = func() map[string]string {
	all := map[string]string{}
	for field, list := range columns {
		for name := range strings.SplitSeq(list, "|") {
			all[name] = field
		}
	}
	return all
}()

const maxHeaderText = 60 // longer text is not the name of a column

// A header says which column holds which field.
type header struct {
	row    int
	kind   page.Kind
	names  []string       // as they stand in the sheet
	fields []string       // of each column, "" when not recognised
	at     map[string]int // the first column of a field
	dated  bool           // a column for the date; "Dag" and "Van" are one when a date stands in them
}

var brackets = regexp.MustCompile(`\(.*?\)|\[.*?\]`)

// key brings a name of a column in normal form: lower case, no accents, single spaces, only letters, digits and /.
func key(s string) string {
	if len(s) > maxHeaderText {
		return ""
	}
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '/':
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(s))
	return strings.Join(strings.Fields(plain), " ")
}

// field finds what a column holds: its whole name, its name without what is in brackets, or the longest known
// name among its words.
func field(name string) string {
	whole := key(name)
	if f := byName[whole]; f != "" {
		return f
	}
	words := strings.Fields(key(brackets.ReplaceAllString(name, " ")))
	if len(words) == 0 || len(words) > 6 {
		return ""
	}
	for n := min(len(words), 4); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			if f := byName[strings.Join(words[i:i+n], " ")]; f != "" && (n > 1 || i == 0 || len(words[i]) > 3) {
				return f
			}
		}
	}
	return ""
}

// findHeader takes the row that names the most columns.
func findHeader(rows [][]Cell) (header, bool) {
	best, score := header{}, 0
	lastDate := dates(rows)
	for i, cells := range rows[:min(len(rows), MaxHeaderRow)] {
		h := header{row: i, at: map[string]int{}}
		for col, c := range cells {
			f := ""
			if c.At.IsZero() && c.Clock == nil {
				f = field(c.Text)
			}
			if _, taken := h.at[f]; taken && f != "text" {
				f = ""
			}
			if f != "" {
				if _, taken := h.at[f]; !taken {
					h.at[f] = col
				}
			}
			h.fields, h.names = append(h.fields, f), append(h.names, c.Text)
		}
		for _, f := range []string{"date", "day", "begin"} {
			if col, ok := h.at[f]; ok && (f == "date" || lastDate(col) > i) {
				h.dated = true
			}
		}
		if h.kind = h.what(); (h.kind != "" && len(h.at) > score) || (score == 0 && len(best.names) < len(h.names)) {
			best = h
			if h.kind != "" {
				score = len(h.at)
			}
		}
	}
	return best, best.kind != ""
}

// dates gives a function that finds the last row with a date in a column, -1 when there is none.
func dates(rows [][]Cell) func(col int) int {
	known := map[int]int{}
	return func(col int) int {
		if last, ok := known[col]; ok {
			return last
		}
		known[col] = -1
		for i := len(rows) - 1; i >= 0 && known[col] < 0; i-- {
			if col < len(rows[i]) && rows[i][col].isDate() {
				known[col] = i
			}
		}
		return known[col]
	}
}

// isDate says whether there is a date in the cell, also one that needs a question; 10.12 is a time.
func (cell Cell) isDate() bool {
	if cell.Clock != nil || cell.Empty() {
		return false
	}
	if _, _, err := when.TimeRange(cell.Text); err == nil && cell.At.IsZero() {
		return false
	}
	_, err := cell.span()
	var noYear *when.YearError
	var wrong *when.WeekdayError
	var doubt *when.AmbiguousError
	return err == nil || errors.As(err, &noYear) || errors.As(err, &wrong) || errors.As(err, &doubt)
}

// what decides what the rows are, "" when this is no header.
func (h header) what() page.Kind {
	initiative := h.has("title") && key(h.names[h.at["title"]]) != "activiteit" && slices.ContainsFunc(onlyInitiative, h.has)
	clock := h.has("day") || h.has("time") || h.has("begin") || h.has("end")
	switch {
	case initiative && !clock && (!h.has("date") || key(h.names[h.at["date"]]) == "wanneer" && h.namedInitiative()):
		return page.KindInitiative
	case h.dated && len(h.at) >= 2:
		return page.KindActivity
	}
	return ""
}

// namedInitiative says whether the names in the table are called "initiatief" or "naam": then "Wanneer" is a
// text such as "elke dinsdag".
func (h header) namedInitiative() bool {
	k := key(h.names[h.at["title"]])
	return strings.Contains(k, "initiatief") || k == "naam"
}

func (h header) has(field string) bool {
	_, ok := h.at[field]
	return ok
}

// repeats recognises the header where it stands once more further down.
func (h header) repeats(cells []Cell) bool {
	same := 0
	for i, c := range cells {
		if i < len(h.names) && c.Text != "" && c.Text == h.names[i] {
			same++
		}
	}
	return same >= 2
}

func noHeader(names []string) error {
	var found []string
	for _, n := range names {
		if n = strings.Join(strings.Fields(n), " "); n != "" && len(n) <= maxHeaderText && len(found) < 12 {
			found = append(found, n)
		}
	}
	text := "Er is geen rij met kolomnamen gevonden."
	if len(found) > 0 {
		text = fmt.Sprintf("De kolom met de datum ontbreekt. Gevonden: %s.", strings.Join(found, ", "))
	}
	return notice.Refuse(text, "Zet boven de kolommen van activiteiten: Datum, Tijd, Activiteit, Waar. Of van initiatieven: Naam, Voor wie, Wanneer, Waar, Contact.")
}

// IsTable reports whether the rows have a header, so that a text may be a table.
func IsTable(rows [][]Cell) bool {
	_, ok := findHeader(rows)
	return ok
}
