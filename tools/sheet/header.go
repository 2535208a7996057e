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
	"date":       "datum|data|datums|begindatum|startdatum|datum begin|wanneer|date|datum/tijd|datum en tijd|datum tijd|dag en datum|datum en dag|dag/datum|dag en tijd|dag/tijd",
	"lastDate":   "einddatum|datum einde|t/m datum|tot en met",
	"day":        "dag|weekdag|dag van de week",
	"month":      "maand",
	"year":       "jaar|jaartal",
	"repeat":     "herhaling|frequentie|hoe vaak|terugkerend",
	"time":       "tijd|tijden|tijdstip|hoe laat|tijd van tot|van tot|van/tot|uur|van tot uur",
	"begin":      "begin|begintijd|starttijd|aanvang|start|van|vanaf|tijd van|aanvangstijd|tijd begin",
	"end":        "einde|eind|eindtijd|tot|tijd tot|tijd einde|sluit",
	"title":      "activiteit|activiteiten|titel|wat|onderwerp|evenement|naam activiteit|programma|bijeenkomst|titel activiteit|omschrijving activiteit",
	"whatWhere":  "wat waar|wat/waar|wat en waar|activiteit/locatie|activiteit en locatie|activiteit locatie|activiteit en plaats|activiteit/plaats",
	"initiative": "initiatief|naam initiatief|initiatieven",
	"name":       "naam",
	"where":      "waar|locatie|plek|gebouw|accommodatie|ruimte",
	"place":      "plaats",
	"address":    "adres|straat|straat en huisnummer|adresgegevens",
	"postcode":   "postcode",
	"town":       "woonplaats|dorp|kern|stad|plaatsnaam",
	"audience":   "voor wie|doelgroep|voor",
	"age":        "leeftijd|leeftijden|leeftijdsgroep",
	"price":      "kosten|prijs|kosten pp|entree|toegang|bijdrage|eigen bijdrage|toegangsprijs",
	"signUp":     "aanmelden|aanmelding|opgave|opgeven|inschrijven|inschrijving|reserveren",
	"before":     "aanmelden voor|opgeven voor|aanmelden uiterlijk",
	"contact":    "contact|contactpersoon|contactgegevens|informatie bij|info|vragen",
	"status":     "status|gaat door|gaat het door|stand van zaken",
	"category":   "categorie|soort|type|thema",
	"bring":      "meenemen|zelf meenemen",
	"languages":  "taal|talen",
	"organiser":  "organisatie|organisator|organisatoren|georganiseerd door|door wie|wie",
	"seats":      "max deelnemers|maximum|aantal plaatsen|maximaal aantal deelnemers",
	"partners":   "partners|partner|samen met|samenwerking",
	"seeks":      "zoekt|wij zoeken|we zoeken|gezocht",
	"join":       "hoe meedoen|meedoen",
	"schools":    "scholen|school",
	"text":       "omschrijving|toelichting|beschrijving|bijzonderheden|opmerkingen|opmerking|uitleg|tekst|extra informatie|inhoud",
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
	second bool           // the row below has names too

	from, to int // the columns of the table
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

// name is what a cell says as the name of a column.
func (cell Cell) name() string {
	if cell.True {
		return "Waar"
	}
	return cell.Text
}

// findHeader takes the row that names the most columns.
func findHeader(rows [][]Cell) (header, bool) {
	best, score := header{}, 0
	lastDate := dates(rows)
	for i, cells := range rows[:min(len(rows), MaxHeaderRow)] {
		h := newHeader(cells, 0, MaxColumns)
		h.row = i
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
	if best.kind != "" && best.row+1 < len(rows) {
		best.below(rows[best.row+1])
	}
	return best, best.kind != ""
}

// newHeader takes the names of the columns of a table that stands in the columns from, up to to.
func newHeader(cells []Cell, from, to int) header {
	h := header{at: map[string]int{}, from: from, to: to}
	for col, c := range cells {
		f := ""
		if col >= from && col < to && c.At.IsZero() && c.Clock == nil {
			f = field(c.name())
		}
		if _, taken := h.at[f]; taken && f != "text" {
			f = ""
		}
		if _, taken := h.at[f]; f != "" && !taken {
			h.at[f] = col
		}
		h.fields, h.names = append(h.fields, f), append(h.names, c.name())
	}
	for _, f := range []string{"whatWhere", "initiative", "name"} { // what the row is called when nothing else says so
		if col, ok := h.at[f]; ok && !h.has("title") {
			h.at["title"] = col
			delete(h.at, f)
		}
	}
	return h
}

// below takes a second row of names: "van" and "tot" under "Tijd".
func (h *header) below(cells []Cell) {
	at := map[string]int{}
	for col, c := range cells {
		f := field(c.name())
		if c.Empty() || c.Merged {
			continue
		}
		if _, taken := h.at[f]; f == "" || taken && h.at[f] != col {
			return
		}
		at[f] = col
	}
	if len(at) < 2 {
		return
	}
	for len(h.fields) < len(cells) { // the second row may be the wider one
		h.fields, h.names = append(h.fields, ""), append(h.names, "")
	}
	for f, col := range at {
		if old := h.fields[col]; old != "" {
			delete(h.at, old)
		}
		h.at[f], h.fields[col], h.names[col] = col, f, cells[col].name()
	}
	h.second = true
}

// asHeader recognises the names of columns further down in a table.
func asHeader(cells []Cell) (header, bool) {
	for _, c := range cells {
		if f := byName[strings.Trim(strings.ToLower(c.Text), " :")]; f == "date" || f == "title" { // cheap, for every row
			h := newHeader(cells, 0, MaxColumns)
			h.dated = h.has("date")
			h.kind = h.what()
			return h, h.kind == page.KindActivity && h.has("title") && len(h.at) >= min(3, h.filled())
		}
	}
	return header{}, false
}

func (h header) filled() int {
	n := 0
	for _, name := range h.names {
		if name != "" {
			n++
		}
	}
	return n
}

// apart parts the tables that stand side by side under one row of names: where the first name comes again, with a date and a title.
func (h header) apart() []header {
	if h.kind != page.KindActivity {
		return []header{h}
	}
	cells := make([]Cell, len(h.names))
	first := -1
	for col, name := range h.names {
		if cells[col].Text = name; first < 0 && h.fields[col] != "" {
			first = col
		}
	}
	for col := first + 2; first >= 0 && col < len(cells); col++ {
		if key(cells[col].Text) != key(cells[first].Text) {
			continue
		}
		left, right := newHeader(cells, h.from, col), newHeader(cells, col, h.to)
		if left.has("date") && left.has("title") && right.has("date") && right.has("title") {
			left.row, left.kind, left.dated = h.row, h.kind, true
			right.row, right.kind, right.dated = h.row, h.kind, true
			return append([]header{left}, right.apart()...)
		}
	}
	return []header{h}
}

// own gives the cells of the table; they keep their places.
func (h header) own(cells []Cell) []Cell {
	if h.from == 0 && h.to >= len(cells) {
		return cells
	}
	mine := make([]Cell, len(cells))
	if h.from < len(cells) {
		copy(mine[h.from:], cells[h.from:min(h.to, len(cells))])
	}
	return mine
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
			if col < len(rows[i]) && (rows[i][col].isDate() || rows[i][col].isDay()) {
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
	if !cell.At.IsZero() {
		return true
	}
	if _, _, err := when.TimeRange(cell.Text); err == nil {
		return false
	}
	plan, err := when.Read(cell.Text, page.Civil{})
	var noYear *when.YearError
	var wrong *when.WeekdayError
	var doubt *when.AmbiguousError
	return err == nil && (!plan.First.IsZero() || plan.Recurrence != "") || errors.As(err, &noYear) || errors.As(err, &wrong) || errors.As(err, &doubt)
}

// isDay says whether there is a day of a month that stands elsewhere: "wo 2" on a tab "december 2026".
func (cell Cell) isDay() bool {
	return cell.At.IsZero() && cell.Clock == nil && justDays.MatchString(strings.TrimSpace(cell.Text)) && weekdayIn(cell.Text) >= 0
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
		if i < len(h.names) && c.Text != "" && c.name() == h.names[i] {
			same++
		}
	}
	return same >= 2
}

func noHeader(names, hidden []string) error {
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
	if len(hidden) > 0 {
		text += " Verborgen zijn: " + list(hidden) + "."
	}
	return notice.Refuse(text, "Zet boven de kolommen van activiteiten: Datum, Tijd, Activiteit, Waar. Of van initiatieven: Naam, Voor wie, Wanneer, Waar, Contact.")
}
