// Package xlsx reads spreadsheets of Excel, LibreOffice and Google Sheets (Office Open XML), with excelize.
//
// Every visible sheet becomes a table of package sheet, which finds the header and makes a page of every
// row; sheets that have no header are passed over as long as another has one. Cells give the text that they
// show. A number in a format that shows a date or time gives the real date or time beside it, whatever the
// format shows of it and whether days count from 1900 or 1904. Of a formula the last result counts.
//
// The date of the document (docProps/core.xml, created or else modified) is when its pages were announced.
//
// Limits: those of packages opc and sheet, before excelize sees the file; MaxSheets sheets. A panic of
// excelize is a refusal. Pictures, comments and hidden sheets are not read; .xls and .xlsb are other formats.
package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/sheet"
	"mijnopladers.nl/opladers/tools/when"
)

// The limits of a workbook, in bytes unpacked and in sheets.
const (
	MaxUnpacked = 64 << 20
	MaxSheets   = 100
)

var errDamaged = notice.Refuse("Het rekenblad is beschadigd en niet te lezen.", "Open het in Excel, kies Opslaan als ‘Excel-werkmap (.xlsx)’ en stuur het nieuwe bestand.")

// Read makes a page of every row of every visible sheet.
func Read(src page.Source) (pages []*page.Page, notices []notice.Notice, err error) {
	defer func() {
		if recover() != nil { // excelize on a crafted file
			pages, notices, err = nil, nil, errDamaged
		}
	}()
	pkg, err := opc.Open(src.Data)
	if errors.Is(err, opc.ErrTooBig) {
		return nil, nil, sheet.TooBig()
	}
	if err != nil {
		return nil, nil, errDamaged
	}
	if err := bounded(pkg); err != nil {
		return nil, nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(src.Data), excelize.Options{
		UnzipSizeLimit: MaxUnpacked, UnzipXMLSizeLimit: MaxUnpacked, // equal: nothing goes to a temporary file
		ShortDatePattern: "d-m-yyyy", LongDatePattern: "d mmmm yyyy",
	})
	if err != nil {
		return nil, nil, errDamaged
	}
	defer f.Close()
	tables, err := tablesOf(f)
	if err != nil {
		return nil, nil, err
	}
	return sheet.Pages(tables, created(pkg))
}

// rowNumber finds the numbers that rows give themselves.
var rowNumber = regexp.MustCompile(`<(?:\w+:)?row [^>]*?\br="(\d{5,})"`)

// bounded checks sizes that excelize would allocate for: all parts together, and a row far down.
func bounded(pkg *opc.Package) error {
	left := int64(MaxUnpacked)
	for _, name := range pkg.Names() {
		data, err := pkg.Part(name, left)
		if errors.Is(err, opc.ErrTooBig) {
			return sheet.TooBig()
		}
		if err != nil {
			return errDamaged
		}
		left -= int64(len(data))
		if strings.Contains(strings.ToLower(name), "worksheets/") {
			for _, m := range rowNumber.FindAllSubmatch(data, -1) {
				if n, err := strconv.Atoi(string(m[1])); err != nil || n > sheet.MaxRows {
					return sheet.TooBig()
				}
			}
		}
	}
	return nil
}

func tablesOf(f *excelize.File) ([]sheet.Table, error) {
	var tables []sheet.Table
	r := reader{f: f, dates: map[int]bool{}}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.epoch1904 = *props.Date1904
	}
	for i, name := range f.GetSheetList() {
		if i >= MaxSheets {
			break
		}
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		rows, err := r.rows(name)
		if err != nil {
			return nil, err
		}
		tables = append(tables, sheet.Table{Name: name, Rows: rows})
	}
	if len(tables) == 1 {
		tables[0].Name = ""
	}
	return tables, nil
}

type reader struct {
	f         *excelize.File
	epoch1904 bool
	dates     map[int]bool // per style: does it show a date or time?
	cells     int
}

// rows reads a sheet twice: as shown and as stored.
func (r *reader) rows(name string) ([][]sheet.Cell, error) {
	shown, err := r.f.GetRows(name)
	if err != nil {
		return nil, nil // a chart sheet, or a sheet whose part is missing
	}
	stored, err := r.f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, errDamaged
	}
	if len(shown) > sheet.MaxRows {
		return nil, sheet.TooBig()
	}
	table := make([][]sheet.Cell, len(shown))
	for i, row := range shown {
		if r.cells += len(row); len(row) > sheet.MaxColumns || r.cells > sheet.MaxCells {
			return nil, sheet.TooBig()
		}
		cells := make([]sheet.Cell, len(row))
		for j, text := range row {
			cells[j].Text = strings.TrimSpace(text)
			if i < len(stored) && j < len(stored[i]) && stored[i][j] != "" {
				r.moment(&cells[j], name, i, j, stored[i][j])
			}
		}
		table[i] = cells
	}
	return table, nil
}

// moment sets the date or time that a number in a date format stands for.
func (r *reader) moment(c *sheet.Cell, name string, row, col int, stored string) {
	serial, err := strconv.ParseFloat(stored, 64)
	if err != nil || math.IsNaN(serial) || serial < 0 || serial > 200_000 { // until the year 2447
		return
	}
	at, err := excelize.CoordinatesToCellName(col+1, row+1)
	if err != nil {
		return
	}
	style, err := r.f.GetCellStyle(name, at)
	if err != nil || !r.isDate(style) {
		return
	}
	t, err := excelize.ExcelDateToTime(serial, r.epoch1904)
	if err != nil {
		return
	}
	t = t.Add(30 * time.Second).Truncate(time.Minute) // a serial is not exact
	switch {
	case serial < 1 && !r.epoch1904, serial < 1 && serial > 0:
		c.Clock = &when.Clock{Hour: t.Hour(), Minute: t.Minute()}
	case t.Hour() == 0 && t.Minute() == 0:
		c.At = page.Date(t.Year(), t.Month(), t.Day())
	default:
		c.At = page.WallTime(t)
	}
}

var quoted = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]hms]*\]|_.|\*.`)

// isDate says whether a style shows a date or time.
func (r *reader) isDate(style int) bool {
	if known, ok := r.dates[style]; ok {
		return known
	}
	yes := false
	if s, err := r.f.GetStyle(style); err == nil {
		n := s.NumFmt
		yes = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
		if s.CustomNumFmt != nil {
			code := strings.ToLower(quoted.ReplaceAllString(*s.CustomNumFmt, ""))
			code = strings.ReplaceAll(code, "general", "")
			yes = strings.ContainsAny(code, "ydhmsj") // Dutch Excel writes jjjj for the year at times
		}
	}
	r.dates[style] = yes
	return yes
}

// created gives the date of the document, "" when it does not say.
func created(pkg *opc.Package) string {
	data, err := pkg.Part("docProps/core.xml", 1<<20)
	if err != nil {
		return ""
	}
	var core struct {
		Created  string `xml:"created"`
		Modified string `xml:"modified"`
	}
	if xml.Unmarshal(data, &core) != nil {
		return ""
	}
	for _, s := range []string{core.Created, core.Modified} {
		if day, err := time.Parse(time.DateOnly, fmt.Sprintf("%.10s", s)); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}
