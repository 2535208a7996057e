// Package xlsx reads spreadsheets of Excel, LibreOffice and Google Sheets (Office Open XML, ECMA-376).
//
// Every sheet becomes a table of package sheet, which finds the header and makes a page of every row. The XML is read once. A cell
// gives the text that it shows: numbers with a decimal comma, and with the currency, the percent sign, the zeros and the words of
// their format. A number in a format that shows a date or time gives the real date or time beside it, whatever the format shows of
// it and whether days count from 1900 or 1904. Of a formula the last result counts; when the file has none, the cell says so. The
// value of a merged cell stands in all its rows, in its first column. What is hidden or struck through is marked.
//
// The date of the document is when it was made (docProps/core.xml), never when it was saved. Excel gives each workbook that is made
// from the menu of Windows the date of its own template: those dates count for nothing.
//
// Limits: those of packages opc, xmltree and sheet; MaxUnpacked bytes of a part, MaxSheets sheets, of a hidden sheet maxHidden
// rows. Colours, pictures and comments are not read; .xls and .xlsb are other formats.
package xlsx

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/xmltree"
	"mijnopladers.nl/opladers/tools/sheet"
)

// The limits of a workbook.
const (
	MaxUnpacked = 32 << 20 // bytes, of all parts together
	MaxSheets   = 100
	maxHidden   = sheet.MaxHeaderRow
)

var errDamaged = notice.Refuse("Het rekenblad is beschadigd en niet te lezen.", "Open het in Excel, kies Opslaan als ‘Excel-werkmap (.xlsx)’ en stuur het nieuwe bestand.")

type node = xmltree.Node

// A workbook is what the sheets of a workbook share.
type workbook struct {
	pkg     *opc.Package
	left    int64 // bytes that may still be unpacked
	strings []text
	styles  []style
	from    time.Time // day 0
	cells   int       // so far
}

// Read makes a page of every row of every visible sheet.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	tables, created, err := Tables(src.Data)
	if err != nil {
		return nil, nil, err
	}
	return sheet.Pages(sheet.Document{Name: path.Base(src.Name), Created: created, Tables: tables})
}

// Tables reads the cells of every sheet, and the date of the document. The error is a Dutch notice.
func Tables(data []byte) (tables []sheet.Table, created string, err error) {
	tables, created, err = tablesOf(data)
	switch {
	case errors.Is(err, opc.ErrTooBig), errors.Is(err, xmltree.ErrTooBig):
		return nil, "", sheet.TooBig()
	case err != nil:
		return nil, "", errDamaged
	}
	return tables, created, nil
}

func tablesOf(data []byte) (tables []sheet.Table, created string, err error) {
	pkg, err := opc.Open(data)
	if err != nil {
		return nil, "", err
	}
	b := &workbook{pkg: pkg, left: MaxUnpacked, from: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	main := pkg.Main("spreadsheetml")
	root, err := b.part(main)
	if err != nil {
		return nil, "", err
	}
	if is(root.Child("workbookPr").Attr("date1904")) {
		b.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	rels := pkg.Rels(main)
	if err := b.shared(rels); err != nil {
		return nil, "", err
	}
	for k := range root.Child("sheets").Kids() {
		rel := rels[k.Attr("id")]
		if k.Name != "sheet" || rel.Target == "" || !strings.HasSuffix(rel.Type, "/worksheet") || len(tables) == MaxSheets {
			continue
		}
		t := sheet.Table{Name: k.Attr("name"), Hidden: k.Attr("state") != "" && k.Attr("state") != "visible"}
		if !pkg.Has(rel.Target) {
			continue
		}
		if err := b.sheet(&t, rel.Target); err != nil {
			return nil, "", err
		}
		tables = append(tables, t)
	}
	return tables, b.created(), nil
}

// part reads a part as XML.
func (b *workbook) part(name string) (*node, error) {
	data, err := b.pkg.Part(name, b.left)
	if err != nil {
		return nil, err
	}
	b.left -= int64(len(data))
	return xmltree.Parse(data)
}

// A text is a string of the workbook.
type text struct {
	plain  string
	struck bool // all of it
}

// shared reads the strings and the styles, which a workbook may do without.
func (b *workbook) shared(rels map[string]opc.Rel) error {
	if name := opc.ByType(rels, "/sharedStrings"); b.pkg.Has(name) && name != "" {
		root, err := b.part(name)
		if err != nil {
			return err
		}
		for k := range root.Kids() {
			if k.Name == "si" {
				b.strings = append(b.strings, textOf(k))
			}
		}
	}
	if name := opc.ByType(rels, "/styles"); b.pkg.Has(name) && name != "" {
		root, err := b.part(name)
		if err != nil {
			return err
		}
		b.styles = stylesOf(root)
	}
	return nil
}

// textOf reads a string, in one piece or in several with looks of their own. How it is pronounced (rPh) is no part of it.
func textOf(n *node) text {
	var b strings.Builder
	runs, struck := 0, 0
	for k := range n.Kids() {
		switch k.Name {
		case "t":
			b.WriteString(k.Content())
		case "r":
			s := k.Child("t").Content()
			b.WriteString(s)
			if strings.TrimSpace(s) != "" {
				runs++
				if s := k.Child("rPr", "strike"); s != nil && on(s) {
					struck++
				}
			}
		}
	}
	return text{plain: unescape(b.String()), struck: runs > 0 && runs == struck}
}

// unescape replaces what stands for characters that XML cannot hold: _x000D_ is a carriage return.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "_x")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n, err := strconv.ParseUint(after[:min(4, len(after))], 16, 16)
		if err != nil || len(after) < 5 || after[4] != '_' {
			b.WriteString("_x")
			s = after
			continue
		}
		if n >= ' ' || n == '\n' || n == '\t' {
			b.WriteRune(rune(n))
		}
		s = after[5:]
	}
}

// is reads a boolean attribute, on an element that is there to switch something on.
func is(s string) bool    { return s == "1" || s == "true" || s == "on" }
func on(n *node) bool     { return n.Attr("val") == "" || is(n.Attr("val")) }
func number(s string) int { n, _ := strconv.Atoi(s); return n }

// templates are the days on which the empty workbooks were made that Windows copies.
var templates = []string{"2006-09-16", "2015-06-05"}

// created gives the day on which the document was made, "" when it does not say.
func (b *workbook) created() string {
	root, err := b.part("docProps/core.xml")
	if err != nil {
		return ""
	}
	s := root.Child("created").Content()
	day, err := time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
	if err != nil || slices.Contains(templates, day.Format(time.DateOnly)) {
		return ""
	}
	return day.Format(time.DateOnly)
}
