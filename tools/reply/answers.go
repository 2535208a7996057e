package reply

import (
	"archive/zip"
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"mijnopladers.nl/opladers/tools/notice"
)

// The limits of a sheet that comes back. excelize takes up to ninety times the size of the XML in memory.
const (
	maxSheet    = 64 << 20 // bytes, packed and unpacked: programs write thumbnails as PNG
	maxSheetXML = 2 << 20  // bytes unpacked, without pictures
	maxSheets   = 20
	maxRows     = 10_000
	maxCells    = 500_000
)

var (
	errSheet    = notice.Refuse("Het bestand met vragen is niet te lezen.", "Sla het op als ‘Excel-werkmap (.xlsx)’ zonder wachtwoord. Of verwijder het: dan krijgt u een nieuw bestand.")
	errSheetBig = notice.Refuse("Het bestand met vragen is te groot geworden.", "Verwijder het. U krijgt dan een nieuw bestand.")
	errNoIDs    = notice.Refuse("In het bestand met vragen is de kolom ‘"+idHeader+"’ weg. Daardoor is niet te zien welk antwoord bij welke vraag hoort.",
		"Verwijder het bestand. U krijgt dan een nieuw bestand.")
)

// Answers gives the answers in a sheet that people filled in, by the id of the question. An answer stands in the row of
// the id, in the column under "Uw antwoord"; when that heading is gone, left of the id. So rows and columns may be
// sorted, hidden, added and removed, sheets may be renamed and copied, and any program may have saved it. Of a question
// that is there twice the last answer counts. The error is a Dutch notice.
func Answers(sheet []byte) (map[string]string, error) {
	rows, err := rowsOf(sheet)
	if err != nil {
		return nil, err
	}
	answers := map[string]string{}
	for _, r := range rows {
		if r.answer != "" {
			answers[r.id] = r.answer
		}
	}
	return answers, nil
}

// SameSheet says whether a sheet asks just these questions, in any order and filled in or not, so that it need not be
// written.
func SameSheet(existing []byte, questions []Question) bool {
	rows, err := rowsOf(existing)
	if err != nil {
		return false
	}
	var have, want []string
	for _, r := range rows {
		have = append(have, r.asked)
	}
	for _, q := range questions[:min(len(questions), maxQuestions)] {
		want = append(want, asked(append(q.cells(), "Vraag "+q.ID)))
	}
	slices.Sort(have)
	slices.Sort(want)
	return slices.Equal(have, want)
}

// A row asks a question.
type row struct{ id, asked, answer string }

// asked joins the cells of a question for comparison.
func asked(cells []string) string { return strings.Join(strings.Fields(strings.Join(cells, " ")), " ") }

var idCell = regexp.MustCompile(`^\s*Vraag ([0-9a-f]{8})\s*$`)

// rowsOf finds the rows with questions in all sheets.
func rowsOf(data []byte) (rows []row, err error) {
	defer func() {
		if recover() != nil { // excelize on a crafted file
			rows, err = nil, errSheet
		}
	}()
	if err := bounded(data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxSheet, UnzipXMLSizeLimit: maxSheet, // equal: nothing goes to a temporary file
		ShortDatePattern: "d-m-yyyy", LongDatePattern: "d mmmm yyyy",
	})
	if err != nil {
		return nil, errSheet
	}
	defer f.Close()
	cells, headed := maxCells, false
	names := f.GetSheetList()
	for _, name := range names[:min(len(names), maxSheets)] {
		table, err := tableOf(f, name, &cells)
		if err != nil {
			return nil, err
		}
		column := answerColumn(table)
		headed = headed || column >= 0
		for _, texts := range table {
			if r, ok := rowOf(texts, column); ok {
				rows = append(rows, r)
			}
		}
	}
	if headed && len(rows) == 0 {
		return nil, errNoIDs
	}
	return rows, nil
}

// bounded looks at the sizes before excelize does. archive/zip gives no more than the directory says.
func bounded(data []byte) error {
	if len(data) > maxSheet {
		return errSheetBig
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errSheet
	}
	var all, xml uint64
	for _, f := range r.File {
		size := f.UncompressedSize64
		if all += size; !slices.Contains([]string{".png", ".jpg", ".jpeg"}, strings.ToLower(path.Ext(f.Name))) {
			xml += size
		}
		if size > maxSheet || all > maxSheet || xml > maxSheetXML {
			return errSheetBig
		}
	}
	return nil
}

// tableOf reads the cells of a sheet, of which there may be left in all.
func tableOf(f *excelize.File, name string, left *int) ([][]string, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, nil // a chart
	}
	defer rows.Close()
	var table [][]string
	for rows.Next() {
		texts, err := rows.Columns()
		if err != nil {
			return nil, errSheet
		}
		if len(texts) == 0 {
			continue
		}
		table = append(table, texts)
		if *left -= len(texts); *left < 0 || len(table) > maxRows {
			return nil, errSheetBig
		}
	}
	return table, nil
}

// answerColumn finds the column for the answers by its heading, -1 when it is gone.
func answerColumn(table [][]string) int {
	for _, texts := range table {
		for i, text := range texts {
			if strings.EqualFold(strings.TrimSpace(text), answerHeader) {
				return i
			}
		}
	}
	return -1
}

// rowOf reads a row that has an id.
func rowOf(texts []string, column int) (row, bool) {
	at := slices.IndexFunc(texts, idCell.MatchString)
	if at < 0 {
		return row{}, false
	}
	if column < 0 {
		column = at - 1
	}
	r := row{id: idCell.FindStringSubmatch(texts[at])[1]}
	var others []string
	for i, text := range texts {
		if i == column {
			r.answer = clean(text, maxAnswer)
		} else {
			others = append(others, text)
		}
	}
	r.asked = asked(others)
	return r, true
}
