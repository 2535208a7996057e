package holiday

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// The limits of a table. That of the whole country over a century fits in them.
const (
	MaxBytes  = 1 << 20
	maxRows   = 1000
	maxLength = 60 // days of one holiday; the summer has 44
)

const (
	required = "verplicht"
	advised  = "advies"
)

var header = []string{"schooljaar", "vakantie", Regions[0], Regions[1], Regions[2], "status"}

// ParseCSV reads a table as CSV writes it: semicolons between the columns, and in each region a period 2026-10-17/2026-10-25. The
// error is a Dutch notice with the line.
func ParseCSV(data []byte) (*Table, error) {
	if len(data) > MaxBytes {
		return nil, tooLarge()
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = ';', len(header), true
	var rows []Row
	for n := 0; ; n++ {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			line := 0
			if e := new(csv.ParseError); errors.As(err, &e) {
				line = e.Line
			}
			return nil, refuseLine(line, "Deze regel heeft niet de zes kolommen van de tabel.")
		}
		line, _ := r.FieldPos(0)
		if n == 0 {
			if !slices.Equal(record, header) {
				return nil, refuseLine(line, "De eerste regel noemt niet de kolommen "+strings.Join(header, ";")+".")
			}
			continue
		}
		row, why := parseRow(record)
		if why == "" {
			why = row.wrong()
		}
		if why == "" && (&Table{rows: rows}).find(row) >= 0 {
			why = "Deze vakantie staat er twee keer in."
		}
		if why == "" && n > maxRows {
			why = fmt.Sprintf("De tabel heeft meer dan %d regels.", maxRows)
		}
		if why != "" {
			return nil, refuseLine(line, why)
		}
		rows = append(rows, row)
	}
	t := newTable(rows)
	if why := t.overlap(); why != "" {
		return nil, refuseLine(0, why)
	}
	return t, nil
}

func tooLarge() error {
	return notice.Refuse(fmt.Sprintf("De tabel met schoolvakanties is groter dan %d kB.", MaxBytes>>10), "Kijk of dit het goede bestand is.")
}

func refuseLine(line int, text string) error {
	return notice.Notice{Level: notice.Error, Line: line, Text: text,
		Hint: "Een regel ziet er zo uit: 2026-2027;herfstvakantie;2026-10-10/2026-10-18;2026-10-17/2026-10-25;2026-10-17/2026-10-25;advies"}
}

// parseRow reads one line; why says in Dutch what is wrong with it.
func parseRow(record []string) (row Row, why string) {
	row = Row{Year: strings.Clone(record[0]), Name: strings.Clone(record[1]), Required: record[5] == required}
	if !row.Required && record[5] != advised {
		return row, fmt.Sprintf("De status is ‘%s’. Kies %s of %s.", short(record[5]), required, advised)
	}
	for i, text := range record[2:5] {
		first, last, _ := strings.Cut(text, "/")
		var err [2]error
		row.Periods[i].First, err[0] = parseDay(first)
		row.Periods[i].Last, err[1] = parseDay(last)
		if text != "" && errors.Join(err[:]...) != nil {
			return row, fmt.Sprintf("‘%s’ is geen begin en einde.", short(text))
		}
	}
	return row, ""
}

func parseDay(s string) (page.Civil, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return page.Civil{}, err
	}
	return page.Date(t.Date()), nil
}

// short keeps a stranger's text in a message to a size that can be read.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// CSV writes the table.
func (t *Table) CSV() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, strings.Join(header, ";"))
	for _, r := range t.rows {
		fmt.Fprintf(&b, "%s;%s;", r.Year, r.Name)
		for _, p := range r.Periods {
			fmt.Fprintf(&b, "%s/%s;", p.First, p.Last)
		}
		status := advised
		if r.Required {
			status = required
		}
		fmt.Fprintln(&b, status)
	}
	return b.Bytes()
}

var schoolYear = regexp.MustCompile(`^\d{4}-\d{4}$`)

// wrong says in Dutch what cannot be in a row, "" when it can.
func (r Row) wrong() string {
	if !schoolYear.MatchString(r.Year) {
		return fmt.Sprintf("‘%s’ is geen schooljaar. Schrijf 2026-2027.", short(r.Year))
	}
	if !slices.Contains(names, r.Name) {
		return fmt.Sprintf("‘%s’ is geen schoolvakantie. Kies %s.", short(r.Name), strings.Join(names, ", "))
	}
	begin, err := parseDay(r.Year[:4] + "-08-01")
	end, err2 := parseDay(r.Year[5:] + "-09-30")
	if days := int(end.Sub(begin).Hours() / 24); err != nil || err2 != nil || days != 425 && days != 426 { // a year, August and September
		return fmt.Sprintf("‘%s’ is geen schooljaar. Schrijf 2026-2027.", r.Year)
	}
	for i, p := range r.Periods {
		what := fmt.Sprintf("De %s %s van regio %s ", r.Name, r.Year, Regions[i])
		switch {
		case p.First.IsZero() || p.Last.IsZero():
			return what + "ontbreekt."
		case p.Last.Before(p.First):
			return fmt.Sprintf("%seindigt voor zij begint (%s t/m %s).", what, when.Long(p.First), when.Long(p.Last))
		case p.Last.Sub(p.First) >= maxLength*24*time.Hour:
			return fmt.Sprintf("%sduurt langer dan %d dagen (%s).", what, maxLength, p)
		case p.First.Before(begin), end.Before(p.Last):
			return fmt.Sprintf("%svalt buiten dat schooljaar (%s).", what, p)
		}
	}
	return ""
}

// overlap says in Dutch which two holidays of a region share a day, "" when none do.
func (t *Table) overlap() string {
	for i, d := range t.days {
		for j := 1; j < len(d.school); j++ {
			a, b := d.school[j-1], d.school[j]
			if !a.Last.Before(b.First) {
				return fmt.Sprintf("In regio %s vallen de %s (%s) en de %s (%s) samen.", Regions[i], a.name, a.Period, b.name, b.Period)
			}
		}
	}
	return ""
}

// find gives the index of the row of the same holiday, -1 when there is none.
func (t *Table) find(row Row) int {
	return slices.IndexFunc(t.rows, func(r Row) bool { return r.Year == row.Year && r.Name == row.Name })
}
