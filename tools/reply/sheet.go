package reply

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	_ "image/jpeg" // thumbnails
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// The sheet: a title, a line of explanation, the names of the columns, and a row of every question. The choices stand
// on a second, hidden sheet: a list inside a cell ends at 255 characters and cannot have a comma in a choice.
const (
	sheetName   = "Vragen"
	choiceSheet = "Keuzes"
	firstRow    = 4
	photoSize   = 160       // pixels, half of the thumbnail, so that it is sharp on every screen
	maxLists    = 256 << 10 // bytes of all choices; without a list the choices are still in the text
	manual      = "Vul de gele vakken in, sla op en sluit het bestand. Bij de volgende keer verwerken wij uw antwoord."
	nothing     = "Er zijn nu geen vragen."
)

// columns are the columns of the sheet, with their widths in characters.
var columns = []struct {
	name  string
	width float64
}{{"Foto", 24}, {"Bestand", 18}, {"Vraag", 34}, {"Wat kunt u antwoorden", 34}, {answerHeader, 36}, {idHeader, 9}}

const (
	answerHeader = "Uw antwoord"
	idHeader     = "Kenmerk"
)

// Sheet makes _vragen.xlsx. All cells have the format for text, so that Excel keeps an answer such as 1-10 as it is
// typed and never runs what a stranger wrote. The questions are a table of Excel: it sorts whole rows, and tells a
// screen reader its header.
func Sheet(questions []Question) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{File: f}
	b.do(f.SetSheetName("Sheet1", sheetName))
	b.frame(len(questions))
	questions = questions[:min(len(questions), maxQuestions)]
	for i, q := range questions {
		b.question(firstRow+i, q)
	}
	b.choices(questions)
	if n := len(questions); n > 0 {
		plain := false
		b.do(f.AddTable(sheetName, &excelize.Table{Range: fmt.Sprintf("A%d:F%d", firstRow-1, firstRow+n-1), Name: "Vragen", ShowRowStripes: &plain}))
	}
	if types := b.ContentTypes; types != nil { // which excelize writes in the order of a map
		sort.Slice(types.Defaults, func(i, j int) bool { return types.Defaults[i].Extension < types.Defaults[j].Extension })
	}
	if b.err != nil {
		return nil, fmt.Errorf("make the sheet of questions: %w", b.err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write the sheet of questions: %w", err)
	}
	return out.Bytes(), nil
}

// A book is a workbook that remembers its first error.
type book struct {
	*excelize.File
	err error
}

func (b *book) do(err error) { b.err = cmp.Or(b.err, err) }

// frame makes all but the questions.
func (b *book) frame(questions int) {
	text := manual
	switch {
	case questions == 0:
		text = nothing
	case questions > maxQuestions:
		text += fmt.Sprintf(" Daarna komen er nog %d.", questions-maxQuestions)
	}
	b.do(b.SetDocProps(&excelize.DocProperties{Title: "Vragen", Creator: "opladers", Language: "nl-NL"}))
	b.do(b.SetAppProps(&excelize.AppProperties{Application: "opladers"}))
	b.text("A1", "Vragen over wat u hebt gestuurd", excelize.Style{Font: &excelize.Font{Family: "Calibri", Bold: true, Size: 16}})
	b.text("A2", text, excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 12}})
	b.do(b.SetRowHeight(sheetName, 1, 26))
	b.do(b.SetRowHeight(sheetName, 2, 24))
	if questions == 0 {
		return
	}
	for i, c := range columns {
		name := string(rune('A' + i))
		b.do(b.SetColWidth(sheetName, name, name, c.width))
		style := excelize.Style{Font: &excelize.Font{Family: "Calibri", Bold: true, Size: 11}, Fill: fill("DDE5EC"), Border: lines}
		if c.name == idHeader {
			style.Font = &excelize.Font{Family: "Calibri", Size: 8, Color: "5A5A5A"}
		}
		b.text(fmt.Sprint(name, firstRow-1), c.name, style)
	}
	first := fmt.Sprint("E", firstRow)
	b.do(b.SetPanes(sheetName, &excelize.Panes{
		Freeze: true, YSplit: firstRow - 1, TopLeftCell: fmt.Sprint("A", firstRow), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: first, ActiveCell: first, Pane: "bottomLeft"}},
	}))
	yes, a4, landscape, wide, high := true, 9, "landscape", 1, 0
	b.do(b.SetSheetProps(sheetName, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.do(b.SetPageLayout(sheetName, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	b.do(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", sheetName, firstRow-1, firstRow-1), Scope: sheetName}))
}

// question fills a row.
func (b *book) question(row int, q Question) {
	texts := append([]string{""}, q.cells()...)
	height := 2
	for i, text := range append(texts, "", "Vraag "+q.ID) {
		style := excelize.Style{Border: lines, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
		switch columns[i].name {
		case answerHeader:
			style.Fill = fill("FFF2AB")
			style.Protection = &excelize.Protection{Locked: false}
		case idHeader:
			style.Font = &excelize.Font{Family: "Calibri", Size: 8, Color: "5A5A5A"}
			style.Alignment = &excelize.Alignment{Vertical: "top", Horizontal: "fill"} // stays inside its cell
		default:
			height = max(height, linesOf(text, columns[i].width))
		}
		b.text(cell(i, row), text, style)
	}
	points, top := float64(15*height+6), 0
	var photos []*excelize.Picture
	for _, photo := range q.Photos {
		size, _, err := image.DecodeConfig(bytes.NewReader(photo))
		if err != nil || size.Width == 0 || size.Height == 0 {
			continue
		}
		scale := photoSize / float64(max(size.Width, size.Height, photoSize))
		photos = append(photos, &excelize.Picture{Extension: ".jpg", File: photo, Format: &excelize.GraphicOptions{
			AltText: line("Foto bij de vraag: "+q.Text, 250), ScaleX: scale, ScaleY: scale, OffsetX: 5, OffsetY: top + 5, LockAspectRatio: true, Positioning: "twoCell",
		}})
		top += int(float64(size.Height)*scale) + 10
	}
	points = max(points, float64(top)*0.85)                // as excelize counts; Excel itself would take 0.75
	b.do(b.SetRowHeight(sheetName, row, min(points, 409))) // the highest that Excel has
	for _, photo := range photos {
		b.do(b.AddPictureFromBytes(sheetName, cell(0, row), photo))
	}
}

// cells are the texts of a question: its file, what is asked and what one can answer.
func (q Question) cells() []string {
	return []string{line(q.File, 300), clean(q.Text, maxAsked), q.guidance()}
}

// choices writes the lists of choices, each once, and puts them under the cells for the answers.
func (b *book) choices(questions []Question) {
	var lists []string
	left := maxLists
	for i, q := range questions {
		choices := q.choices()
		list := strings.Join(choices, "\n")
		at := slices.Index(lists, list) + 1
		if at == 0 {
			left -= len(list)
		}
		if list == "" || left < 0 {
			continue
		}
		if lists == nil {
			_, err := b.NewSheet(choiceSheet)
			b.do(err)
			b.do(b.SetSheetVisible(choiceSheet, false))
		}
		if at == 0 {
			lists = append(lists, list)
			at = len(lists)
			b.do(b.SetSheetRow(choiceSheet, cell(0, at), &choices))
		}
		last, err := excelize.CoordinatesToCellName(len(choices), at, true)
		b.do(err)
		v := excelize.NewDataValidation(true) // without an error message: other text is fine too
		v.Sqref = cell(4, firstRow+i)
		v.SetSqrefDropList(fmt.Sprintf("%s!$A$%d:%s", choiceSheet, at, last))
		b.do(b.AddDataValidation(sheetName, v))
	}
}

// text writes a cell with a style.
func (b *book) text(at, s string, style excelize.Style) {
	style.NumFmt = 49 // text
	id, err := b.NewStyle(&style)
	b.do(err)
	b.do(b.SetCellStyle(sheetName, at, at, id))
	if s != "" {
		b.do(b.SetCellStr(sheetName, at, s))
	}
}

func cell(column, row int) string { return fmt.Sprint(string(rune('A'+column)), row) }

// linesOf estimates how many lines a text takes in a cell.
func linesOf(s string, width float64) int {
	n := 0
	for l := range strings.Lines(s) {
		n += 1 + int(float64(utf8.RuneCountInString(l))*1.05/width)
	}
	return n
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

var lines = []excelize.Border{
	{Type: "left", Color: "B5BEC6", Style: 1}, {Type: "right", Color: "B5BEC6", Style: 1},
	{Type: "top", Color: "B5BEC6", Style: 1}, {Type: "bottom", Color: "B5BEC6", Style: 1},
}
