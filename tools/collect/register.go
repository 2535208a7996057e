package collect

import (
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read"
	"mijnopladers.nl/opladers/tools/read/csv"
	"mijnopladers.nl/opladers/tools/read/ods"
	"mijnopladers.nl/opladers/tools/read/xlsx"
	"mijnopladers.nl/opladers/tools/register"
	"mijnopladers.nl/opladers/tools/sheet"
	"mijnopladers.nl/opladers/tools/store"
)

// registers brings the lists of forms of consent in the inbox (<gemeente>/toestemmingen.xlsx, .ods or .csv) into content/, before any photo
// is judged, and gives the other documents. A list that cannot be read leaves the one of before.
func registers(s *store.Store, r *Report, docs []document) (rest []document, err error) {
	said := map[string]bool{} // what the list in the inbox says better, with its rows
	for _, d := range docs {
		name, ext, _ := strings.Cut(strings.ToLower(path.Base(d.name)), ".")
		var municipality *store.Municipality
		if name == "toestemmingen" && slices.Contains([]string{"xlsx", "ods", "csv"}, ext) && !strings.Contains(path.Dir(d.name), "/") {
			municipality = s.Municipality(page.Slug(path.Dir(d.name)))
		}
		if municipality == nil {
			rest = append(rest, d)
			continue
		}
		forms, notices, err := readRegister(d, ext)
		if err != nil {
			r.Add(notice.From(err, d.name))
			continue
		}
		for _, n := range notices {
			n.File = d.name
			r.Add(n)
		}
		said[path.Join("content", municipality.Slug, register.Name)] = true
		if err := s.Register(municipality.Slug, forms); err != nil {
			return nil, err
		}
	}
	for _, n := range s.Rules().Notices {
		if !said[n.File] {
			r.Add(n)
		}
	}
	return rest, nil
}

// readRegister reads a list of forms in any format. Its first sheet with something in it counts.
func readRegister(d document, ext string) ([]register.Form, []notice.Notice, error) {
	data, err := readBounded(d.path, read.MaxSource)
	if err != nil {
		return nil, nil, unreadable(d.name, err)
	}
	var tables []sheet.Table
	switch ext {
	case "xlsx":
		tables, _, err = xlsx.Tables(data)
	case "ods":
		tables, _, err = ods.Tables(data)
	default:
		var rows [][]sheet.Cell
		rows, err = csv.Rows(data)
		tables = []sheet.Table{{Rows: rows}}
	}
	if err != nil {
		return nil, nil, err
	}
	for _, t := range tables {
		forms, notices, err := register.FromRows(t.Rows)
		if err != nil || len(forms)+len(notices) > 0 {
			return forms, notices, err
		}
	}
	return nil, nil, nil
}
