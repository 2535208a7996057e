// Package csv reads a text file with a table: what Excel calls "CSV (gescheiden door lijstscheidingsteken)" and what other
// programs export.
//
// The encoding (UTF-8, UTF-16, Windows-1252) is found by package charset. The delimiter is the one of ; tab , and | that
// gives the most rows the same number of fields. Quoted fields may hold delimiters, quotes and line ends, as in RFC 4180;
// a line "sep=;" at the top, as Excel writes it, is obeyed. A stray quote is text. A file of which each line became one quoted field is
// taken apart. What the rows mean, also whether 3/10 is in March or October, is up to package sheet.
//
// Limits: MaxSize bytes and the rows and columns of package sheet. Fixed-width tables are not read.
package csv

import (
	"encoding/csv"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/sheet"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 16 << 20

// Read makes a page of every row.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	rows, err := Rows(src.Data)
	if err != nil {
		return nil, nil, err
	}
	return sheet.Pages(sheet.Document{Name: path.Base(src.Name), Tables: []sheet.Table{{Rows: rows}}})
}

// Rows reads the cells. Rows keep the place that they have in the file, counting rows, not lines.
func Rows(data []byte) ([][]sheet.Cell, error) {
	if len(data) > MaxSize {
		return nil, sheet.TooBig()
	}
	text, ok := charset.Decode(data)
	if !ok {
		return nil, notice.Refuse("Het bestand is geen tekst en dus geen CSV-bestand.", "Open het in Excel en kies Opslaan als ‘Excel-werkmap (.xlsx)’.")
	}
	rows, err := split(text)
	if inner, ok := unwrapped(rows); err == nil && ok && strings.Contains(text, `"`) {
		return split(inner)
	}
	return rows, err
}

// split reads the rows of a text.
func split(text string) ([][]sheet.Cell, error) {
	comma, text := delimiter(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = comma, -1, true, true
	var rows [][]sheet.Cell
	cells := 0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, notice.Refuse("Het CSV-bestand is niet te lezen: "+err.Error()+".", "Open het in Excel en kies Opslaan als ‘Excel-werkmap (.xlsx)’.")
		}
		if cells += len(record); len(rows) >= sheet.MaxRows || len(record) > sheet.MaxColumns || cells > sheet.MaxCells {
			return nil, sheet.TooBig()
		}
		// The reader skips empty lines; a row must keep the number that people see.
		for line, _ := r.FieldPos(0); len(rows) < line-1 && noBreaks(rows); {
			rows = append(rows, nil)
		}
		row := make([]sheet.Cell, len(record))
		for i, field := range record {
			row[i].Text = strings.TrimSpace(field)
		}
		rows = append(rows, row)
	}
}

// noBreaks reports whether no field so far holds a line end, so that rows are lines.
func noBreaks(rows [][]sheet.Cell) bool {
	if len(rows) == 0 {
		return true
	}
	for _, c := range rows[len(rows)-1] {
		if strings.Contains(c.Text, "\n") {
			return false
		}
	}
	return true
}

// named is the line that names the delimiter, which some programs put in quotes or follow with it.
var named = regexp.MustCompile(`(?i)^"?sep=([;,|\t])"?[;,|\t]*$`)

// unwrapped takes rows apart that are one quoted field each: what Excel makes of a file when it opens it with another delimiter and
// saves it.
func unwrapped(rows [][]sheet.Cell) (text string, ok bool) {
	var b strings.Builder
	many := 0
	for _, row := range rows {
		if len(row) > 1 {
			return "", false
		}
		for _, c := range row {
			if strings.ContainsAny(c.Text, ";,\t") {
				many++
			}
			b.WriteString(c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String(), many > 1
}

// delimiter finds the delimiter of a table, and the text without a line that names it.
func delimiter(text string) (rune, string) {
	if first, rest, ok := strings.Cut(text, "\n"); ok {
		if m := named.FindStringSubmatch(first); m != nil {
			return rune(m[1][0]), rest
		}
	}
	best, most := ';', 0
	for _, d := range []rune{';', '\t', ',', '|'} {
		counts := map[int]int{} // how many rows have so many fields
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = d, -1, true, true
		for range 50 {
			record, err := r.Read()
			if err != nil {
				break
			}
			counts[len(record)]++
		}
		for fields, rows := range counts {
			if score := rows * (fields - 1); score > most {
				best, most = d, score
			}
		}
	}
	return best, text
}
