// Package register reads the list of signed forms of consent that a municipality keeps, as a table: one row a form.
//
//	formulier;datum;doel;wie;onder16;tot;status;fotos
//	2026-14;1-9-2026;website, sociale media;ouder;ja;1-9-2028;;
//
// The first row names the columns, in any order and case; those that are not needed may be left out. A photo or a page names its
// form ("Toestemming: formulier 2026-14"), and the row says the rest: so one withdrawn form takes away all its photos. In fotos
// may also stand the ids of photos (the names of their files on the site).
//
//	formulier   number or mark of the form, which is kept elsewhere; needed
//	datum       when it was signed
//	doel        website, sociale media, drukwerk, nieuwsbrief; none is not for the website
//	wie         who signed, as a role: ouder, voogd, zelf …; never a name
//	onder16     ja or nee: is there a child under 16 on the photos?
//	tot         the last day
//	status      empty, or ingetrokken
//	fotos       ids of photos, apart
//
// The list holds no names: a column that is not one of these is refused, and so is a word in wie that is no role. A row that
// cannot be understood makes its form count for nothing, and gives a notice; a row without a form's number gives only the notice.
// Limits: MaxSize bytes and MaxRows rows.
package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	rows "mijnopladers.nl/opladers/tools/read/csv"
	"mijnopladers.nl/opladers/tools/sheet"
	"mijnopladers.nl/opladers/tools/when"
)

// Name is the file with the list, in the folder of a municipality under content/.
const Name = "toestemmingen.csv"

// The limits of a list.
const (
	MaxSize = 4 << 20 // bytes
	MaxRows = 20_000
	maxRef  = 80 // characters of the number of a form
)

// columns are the names of the columns, in the order in which Format writes them.
var columns = []string{"formulier", "datum", "doel", "wie", "onder16", "tot", "status", "fotos"}

// meant are other names that people give to columns.
var meant = map[string]string{
	"nummer": "formulier", "nr": "formulier", "ref": "formulier", "kenmerk": "formulier", "formuliernummer": "formulier", "getekend": "datum", "waarvoor": "doel", "voor": "doel",
	"rol": "wie", "door": "wie", "onder 16": "onder16", "kind onder 16": "onder16", "geldig tot": "tot", "t/m": "tot", "foto": "fotos", "foto's": "fotos",
}

// Form is a row.
type Form struct {
	page.Form
	Line int // from 1
}

var (
	notTable = notice.Refuse("De lijst met toestemmingen heeft geen regel met kolommen.", "Zet op de eerste regel: "+strings.Join(columns, ";")+".")
	// A reference has a number in it, so that it is no name, and does not begin as a formula of Excel does.
	reference = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ./:#_-]*$`)
	photoID   = regexp.MustCompile(`^([0-9a-f]{16})(?:\.jpg|\.png)?$`)
	role      = regexp.MustCompile(`^(?:(?:de|van het kind|ouders?|moeder|vader|voogd(?:en)?|verzorgers?|begeleiders?|deelnemers?|zelf|betrokkenen?|leerkracht|medewerkers?|aanjager|volwassenen?|jongere|en|of)[ /,]*)+$`)
)

// Parse reads a list from its bytes, as a person saved it: in UTF-8, or as Excel has it. The notices have their line, and not their file.
// An error, a Dutch notice, says that nothing can be read.
func Parse(data []byte) ([]Form, []notice.Notice, error) {
	if len(data) > MaxSize {
		return nil, nil, notice.Refuse(fmt.Sprintf("De lijst met toestemmingen is groter dan %d MB.", MaxSize>>20), "Haal formulieren die al lang voorbij zijn eruit.")
	}
	table, err := rows.Rows(data)
	if err != nil {
		return nil, nil, err
	}
	return FromRows(table)
}

// FromRows reads a list from the cells of a table.
func FromRows(table [][]sheet.Cell) (forms []Form, notices []notice.Notice, err error) {
	head := slices.IndexFunc(table, func(row []sheet.Cell) bool {
		return slices.ContainsFunc(row, func(c sheet.Cell) bool { return strings.TrimSpace(c.Text) != "" })
	})
	if head < 0 {
		return nil, nil, nil // nothing in it
	}
	at, err := header(table[head])
	if err != nil {
		return nil, nil, err
	}
	if len(table)-head > MaxRows {
		return nil, nil, notice.Refuse(fmt.Sprintf("In de lijst met toestemmingen staan meer dan %d regels.", MaxRows), "Haal formulieren die al lang voorbij zijn eruit.")
	}
	for i, row := range table[head+1:] {
		cell := func(name string) string {
			if n, ok := at[name]; ok && n < len(row) {
				return text(row[n])
			}
			return ""
		}
		if !slices.ContainsFunc(columns, func(c string) bool { return cell(c) != "" }) {
			continue
		}
		f := Form{Form: form(cell), Line: head + i + 2}
		if len(f.Ref) > maxRef || !reference.MatchString(f.Ref) || !strings.ContainsAny(f.Ref, "123456789") {
			notices = append(notices, notice.Notice{
				Level: notice.Warning, Line: f.Line, Text: "In de lijst met toestemmingen staat een regel zonder nummer van een formulier. Die regel telt niet mee.",
				Hint: "Zet in de kolom formulier het nummer dat op het formulier staat, zoals 2026-14. Geen naam.",
			})
			continue
		}
		if slices.ContainsFunc(row, func(c sheet.Cell) bool { return c.Struck || c.NoResult }) && f.Problem == "" {
			f.Problem = "er is iets in doorgestreept, of een formule zonder uitkomst"
		}
		if f.Problem != "" {
			notices = append(notices, notice.Notice{
				Level: notice.Question, Line: f.Line, Text: "Van formulier " + f.Ref + " klopt de regel in de lijst met toestemmingen niet: " + f.Problem + ". De foto's erbij staan niet op de site.",
				Hint: "Verbeter de regel, en maak de site opnieuw.",
			})
		}
		forms = append(forms, f)
	}
	return forms, notices, nil
}

// text gives what a cell says; of a real date, the date.
func text(c sheet.Cell) string {
	if !c.At.IsZero() {
		return c.At.Day().String()
	}
	return strings.Join(strings.Fields(c.Text), " ")
}

func header(row []sheet.Cell) (map[string]int, error) {
	at := map[string]int{}
	for i, c := range row {
		name := strings.ToLower(strings.ReplaceAll(text(c), "’", "'"))
		if other := meant[name]; other != "" {
			name = other
		}
		_, again := at[name]
		switch {
		case name == "":
		case !slices.Contains(columns, name):
			return nil, notice.Refuse(fmt.Sprintf("In de lijst met toestemmingen staat een kolom ‘%s’, die opladers niet kent.", text(c)),
				"Haal de kolom weg. Namen en adressen horen niet in deze lijst. De kolommen zijn: "+strings.Join(columns, ", ")+".")
		case again:
			return nil, notice.Refuse(fmt.Sprintf("In de lijst met toestemmingen staat de kolom ‘%s’ twee keer.", name), "Haal er een weg.")
		default:
			at[name] = i
		}
	}
	if _, ok := at["formulier"]; !ok {
		return nil, notTable
	}
	return at, nil
}

// form reads a row. The first thing that is wrong with it is its Problem.
func form(cell func(string) string) (f page.Form) {
	fail := func(format string, args ...any) {
		if f.Problem == "" {
			f.Problem = fmt.Sprintf(format, args...)
		}
	}
	if strings.EqualFold(cell("status"), unclear) { // Format wrote that, after a notice about the row as it was typed
		fail("het verslag bij de lijst zegt wat er niet klopt")
	}
	f.Ref, f.By = cell("formulier"), strings.ToLower(cell("wie"))
	for _, d := range []struct {
		name string
		to   *string
	}{{"datum", &f.Date}, {"tot", &f.Until}} {
		if typed := cell(d.name); typed != "" {
			day, err := when.Date(typed)
			if err != nil {
				fail("de datum bij %s (%s) is niet te lezen", d.name, short(typed))
			} else {
				*d.to = day.Day().String()
			}
		}
	}
	for word := range strings.SplitSeq(strings.NewReplacer(" en ", ",", ";", ",", "+", ",", "/", ",").Replace(strings.ToLower(cell("doel"))), ",") {
		switch scope, ok := page.Scope(word); {
		case strings.TrimSpace(word) == "":
		case !ok:
			fail("bij doel staat ‘%s’; kies uit website, sociale media, drukwerk en nieuwsbrief", short(word))
		case !f.Scope.Has(scope):
			f.Scope = append(f.Scope, scope)
		}
	}
	if f.By != "" && !role.MatchString(f.By) {
		f.By = ""
		fail("bij wie staat geen rol; schrijf ouder, voogd of zelf, en nooit een naam")
	}
	switch under := strings.ToLower(cell("onder16")); under {
	case "":
	case "ja", "true", "waar", "x", "1":
		f.Under16 = true
	case "nee", "false", "onwaar", "0":
		if f.By != "" && page.MayConsentForChild(f.By) {
			fail("vanaf 16 jaar geeft iemand zelf toestemming; bij wie staat ‘%s’", f.By)
		}
	default:
		fail("bij onder16 staat ‘%s’; schrijf ja of nee", short(under))
	}
	if f.Under16 && !page.MayConsentForChild(f.By) {
		fail("voor een kind onder 16 tekent een ouder of voogd; zet dat bij wie")
	}
	switch status := strings.ToLower(cell("status")); {
	case status == "", status == "gegeven", status == "geldig", status == unclear:
	case strings.Contains(status, "ingetrok"):
		f.Status = page.ConsentWithdrawn
	default:
		fail("bij status staat ‘%s’; laat dat leeg, of schrijf ingetrokken", short(status))
	}
	for id := range strings.FieldsFuncSeq(strings.ToLower(cell("fotos")), func(c rune) bool { return strings.ContainsRune(" ,;", c) }) {
		if m := photoID.FindStringSubmatch(id); m != nil {
			f.Photos = append(f.Photos, m[1])
		} else {
			fail("bij fotos staat ‘%s’; dat is niet de naam van een foto op de site", short(id))
		}
	}
	return f
}

// short keeps what is repeated to people in bounds.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// unclear is the status that Format gives a form with a problem, so that it stays one.
const unclear = "onduidelijk"

// Format writes a list as Parse reads it, and as Excel in Dutch opens it.
func Format(forms []Form) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	err := w.Write(columns)
	for _, f := range forms {
		under, status := "", string(f.Status)
		if f.Under16 {
			under = "ja"
		}
		if f.Problem != "" && f.Status == "" {
			status = unclear
		}
		err = errors.Join(err, w.Write([]string{
			f.Ref, f.Date, strings.Join(f.Scope, ", "), f.By, under, f.Until, status, strings.Join(f.Photos, " "),
		}))
	}
	w.Flush()
	return b.Bytes(), errors.Join(err, w.Error())
}
