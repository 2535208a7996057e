// Package ods reads spreadsheets in OpenDocument (ISO/IEC 26300, OASIS OpenDocument 1.3), as LibreOffice, Google Sheets and Excel
// write them.
//
// Every sheet becomes a table of package sheet, which finds the header and makes a page of every row. A cell gives the text that
// it shows, without the comment on it; a date or time gives the real one beside it. Of a formula the last result counts; when the
// file has none, the cell says so. The value of a merged cell stands in all its rows, in its first column. What is hidden,
// filtered out or struck through is marked.
//
// A row or cell may say that it stands there thousands of times (number-rows-repeated, number-columns-repeated), which is how the
// empty rest of a sheet is written. What is empty is skipped, not made; what is not counts against the limits.
//
// The date of the document is when it was made (meta:creation-date), never when it was saved.
//
// Limits: those of packages opc, xmltree and sheet; maxPart bytes of a part, maxSheets sheets, of a hidden sheet maxHidden rows.
// Encrypted documents are refused. Colours, pictures and comments are not read.
package ods

import (
	"bytes"
	"errors"
	"path"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/xmltree"
	"mijnopladers.nl/opladers/tools/sheet"
)

// The limits of a document.
const (
	maxPart   = 32 << 20 // bytes, one part with text
	maxSheets = 100
	maxHidden = sheet.MaxHeaderRow
)

var (
	errDamaged   = notice.Refuse("Het rekenblad (.ods) is beschadigd en niet te lezen.", "Open het in LibreOffice, sla het opnieuw op en stuur het nieuwe bestand.")
	errLocked    = errors.New("the document is encrypted")
	errEncrypted = notice.Refuse("Het rekenblad is beveiligd met een wachtwoord.", "Open het in LibreOffice, kies Opslaan als en haal het vinkje weg bij ‘Met wachtwoord opslaan’.")
)

type node = xmltree.Node

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
	case errors.Is(err, errLocked):
		return nil, "", errEncrypted
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
	if locked(pkg) {
		return nil, "", errLocked
	}
	root, err := part(pkg, "content.xml")
	if err != nil {
		return nil, "", err
	}
	r := &reader{looks: map[string]look{}}
	if common, err := part(pkg, "styles.xml"); err == nil {
		r.styles(common.Child("styles"))
	}
	r.styles(root.Child("automatic-styles"))
	for k := range root.Child("body", "spreadsheet").Kids() {
		if k.Name != "table" || len(tables) == maxSheets {
			continue
		}
		t := sheet.Table{Name: k.Attr("name"), Hidden: r.looks[k.Attr("style-name")].hidden, HiddenRows: map[int]bool{}, HiddenColumns: map[int]bool{}}
		s := &table{reader: r, Table: &t, merged: map[int]merge{}}
		if err := s.read(k, false); err != nil {
			return nil, "", err
		}
		tables = append(tables, t)
	}
	if meta, err := part(pkg, "meta.xml"); err == nil {
		created = day(text(meta.Child("meta", "creation-date")))
	}
	return tables, created, nil
}

// locked reports whether the manifest says that the content is encrypted.
func locked(pkg *opc.Package) bool {
	if pkg.Locked() || pkg.Has("encrypted-package") {
		return true
	}
	manifest, err := pkg.Part("META-INF/manifest.xml", maxPart)
	return err == nil && bytes.Contains(manifest, []byte("encryption-data"))
}

func part(pkg *opc.Package, name string) (*node, error) {
	data, err := pkg.Part(name, maxPart)
	if err != nil {
		return nil, err
	}
	return xmltree.Parse(data)
}

// day gives the date of a time, "" when it is none.
func day(s string) string {
	t, err := time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
	if err != nil {
		return ""
	}
	return t.Format(time.DateOnly)
}
