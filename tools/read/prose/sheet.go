package prose

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/sheet"
)

// What stands above a table may say its month and year: the last titles, and a short paragraph right above it.
const (
	maxTitles = 10
	maxNear   = 80 // characters
)

// minStory is how many characters around a list of initiatives are a story of their own.
const minStory = 250

// Pages makes the pages of a document that may be a list of initiatives or activities: when most of its text stands in tables that
// package sheet recognises, or in several forms, a page of every row, column or form, with its pictures. The text around them is a
// page as well when it is a story, else it is named in a notice. In a folder with activities any such table counts, and text is no
// story. When every row is asked about there is no page. Any other document is one page, as Page makes it.
func (b *Builder) Pages(src page.Source) ([]*page.Page, []notice.Notice, error) {
	agenda := InAgenda(src.Name)
	lists, rest := b.lists(agenda)
	outside := total(rest)
	if len(lists) == 0 || total(lists) <= outside && !agenda {
		return one(b.Page(src))
	}
	var pages []*page.Page
	notices := b.notices
	for _, bl := range lists {
		found, remarks, err := sheet.Pages(sheet.Document{Name: path.Base(src.Name), Created: b.Announced, Tables: []sheet.Table{{Rows: texts(bl.rows), Above: bl.above}}})
		if err != nil {
			return one(b.Page(src))
		}
		for _, p := range found {
			illustrate(p, bl.rows)
		}
		pages, notices = append(pages, found...), append(notices, remarks...)
	}
	asked := slices.ContainsFunc(notices, func(n notice.Notice) bool { return n.Level == notice.Question })
	if len(pages) == 0 && !asked {
		return one(b.Page(src))
	}
	around := *b
	around.out = rest
	story, _, err := around.Page(src)
	switch {
	case err != nil || story.Body == "" && story.Summary == "" || !slices.ContainsFunc(rest, func(bl Block) bool { return !bl.isTitle() }):
	case outside >= minStory && !agenda:
		story.Key = "verhaal"
		pages = append(pages, story)
	default:
		notices = append(notices, notice.Notice{Level: notice.Warning, Text: fmt.Sprintf("De tekst bij de tabel is weggelaten: ‘%s’.", excerpt(rest)),
			Hint: "Moet die op de site, zet hem dan in een eigen bestand."})
	}
	return pages, notices, nil
}

// InAgenda reports whether a source stands in a folder with activities.
func InAgenda(name string) bool {
	return slices.Contains(strings.Split(path.Dir(name), "/"), page.KindActivity.Section())
}

func one(p *page.Page, notices []notice.Notice, err error) ([]*page.Page, []notice.Notice, error) {
	if err != nil {
		return nil, notices, err
	}
	return []*page.Page{p}, notices, nil
}

func excerpt(blocks []Block) string {
	var all []string
	for _, b := range blocks {
		all = append(all, b.plain)
	}
	words := strings.Fields(strings.Join(all, " "))
	if len(words) > 12 {
		words = append(words[:12:12], "…")
	}
	return strings.Join(words, " ")
}

// lists parts the tables that are lists of initiatives or activities, as rows under a header, from the other blocks. Where tables are
// not the most of the text there are none, unless all counts.
func (b *Builder) lists(all bool) (lists, rest []Block) {
	forms, tables, rows := 0, 0, 0
	for _, bl := range b.out {
		if bl.role == table {
			tables += length(bl)
			rows += len(bl.rows)
			if formName(bl.rows) != "" && isForm(bl.rows) {
				forms++
			}
		}
	}
	if tables*2 <= total(b.out) && !all || rows > sheet.MaxRows {
		return nil, b.out
	}
	var titles []string
	near := ""
	for _, bl := range b.out {
		if rows, is := bl.asList(forms); is {
			bl.rows, bl.above = rows, append(slices.Clone(titles), near)
			near = ""
			lists = append(lists, bl)
		} else {
			rest = append(rest, bl)
		}
		switch {
		case bl.isTitle():
			titles, near = append(titles, bl.plain), ""
			titles = titles[max(0, len(titles)-maxTitles):]
		case bl.role == Text:
			if near = bl.plain; utf8.RuneCountInString(near) > maxNear {
				near = ""
			}
		}
	}
	return lists, rest
}

// isTitle reports whether a block is a title of what follows.
func (b Block) isTitle() bool { return b.role == Title || b.role == Subtitle || b.role == Heading }

// total is how many characters of text there are in blocks.
func total(blocks []Block) int {
	n := 0
	for _, b := range blocks {
		n += length(b)
	}
	return n
}

// asList gives a table as rows under a header when it is a list of initiatives or activities; forms is how many the document has.
func (b Block) asList(forms int) (rows [][]Cell, is bool) {
	if b.role != table {
		return nil, false
	}
	if isForm(b.rows) {
		return transposed(b.rows), forms > 1 && formName(b.rows) != ""
	}
	for _, rows := range [][][]Cell{b.rows, transposed(b.rows)} {
		if columns(rows) > 2 && len(rows) > 1 && isSheet(rows) {
			return rows, true
		}
	}
	return nil, false
}

// isSheet says whether package sheet makes pages of the rows. A list of people, with their names and how to reach them, is no list of
// initiatives: that has two fields that only initiatives have.
func isSheet(rows [][]Cell) bool {
	cells := texts(rows)
	if !sheet.IsTable(cells) {
		return false
	}
	pages, _, err := sheet.Pages(sheet.Document{Tables: []sheet.Table{{Rows: cells}}})
	if err != nil || len(pages) == 0 || pages[0].Kind == page.KindActivity {
		return err == nil
	}
	for _, row := range rows[:min(len(rows), sheet.MaxHeaderRow)] {
		known := 0
		for _, c := range row {
			if isLabel(c.name()) {
				known++
			}
		}
		if known >= 2 {
			return true
		}
	}
	return false
}

// texts gives the cells as those of a spreadsheet.
func texts(rows [][]Cell) [][]sheet.Cell {
	var all [][]sheet.Cell
	for _, row := range rows {
		var cells []sheet.Cell
		for _, c := range row {
			cell := sheet.Cell{Text: strings.Join(leaves(c.Blocks, nil), "\n")}
			if above := len(all) - 1; c.Covered && cell.Text == "" && above >= 0 && len(cells) < len(all[above]) {
				if cell = all[above][len(cells)]; cell.Text != "" {
					cell.Merged = true
				}
			}
			cells = append(cells, cell)
			cells = append(cells, make([]sheet.Cell, c.span()-1)...)
		}
		all = append(all, cells)
	}
	return all
}

// leaves adds the lines of text in blocks, also those of a table in them.
func leaves(blocks []Block, all []string) []string {
	for _, b := range blocks {
		if b.role == Code {
			all = append(all, b.plain)
		}
		for _, line := range b.lines {
			if s := plain(line); s != "" {
				all = append(all, s)
			}
		}
		for _, row := range b.rows {
			for _, c := range row {
				all = leaves(c.Blocks, all)
			}
		}
	}
	return all
}

// transposed makes rows of the columns.
func transposed(rows [][]Cell) [][]Cell {
	all := make([][]Cell, columns(rows))
	for i, row := range rows {
		at := 0
		for _, c := range row {
			all[at] = append(append(all[at], make([]Cell, i-len(all[at]))...), Cell{Blocks: c.Blocks})
			at += c.span()
		}
	}
	return all
}

// illustrate gives a page the pictures in the row that has its title.
func illustrate(p *page.Page, rows [][]Cell) {
	for _, row := range rows {
		var pictures []Block
		mine := false
		for _, c := range row {
			for _, b := range c.Blocks {
				mine = mine || strings.TrimSpace(b.plain) == p.Title
				if b.role == picture {
					pictures = append(pictures, b)
				}
			}
		}
		if mine && len(pictures) > 0 {
			p.Photos = photos(pictures)
			p.Body = strings.TrimSpace(p.Body + "\n\n" + write(pictures, nil))
			return
		}
	}
}
