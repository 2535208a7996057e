package collect

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/merge"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/store"
)

// Entry is a page in the report.
type Entry struct {
	Page   string `json:"page"`   // path under content/
	Source string `json:"source"` // path under the inbox
	// Edits are, of a page in Kept, what a person wrote and what the source says instead.
	Edits []merge.Edit `json:"edits,omitempty"`
}

// Report says what a run came down to. It is the JSON of `opladers collect`.
type Report struct {
	New       []Entry         `json:"new"`
	Changed   []Entry         `json:"changed"`
	Kept      []Entry         `json:"kept"` // edited by a person, whose edits stayed
	Removed   []Entry         `json:"removed"`
	Unchanged int             `json:"unchanged"`
	Refused   []notice.Notice `json:"refused"`
	Questions []notice.Notice `json:"questions"`
	Notices   []notice.Notice `json:"notices"`

	Asked      int             `json:"-"` // how many questions stand in the lists of the inbox
	Objections []notice.Notice `json:"-"` // which answers in those lists do not do

	noInbox bool     // nothing can be said of what vanished
	told    []string // folders of the inbox that have a report
}

// NewReport is a report of nothing: its lists are empty, not absent.
func NewReport() *Report {
	return &Report{
		New: []Entry{}, Changed: []Entry{}, Kept: []Entry{}, Removed: []Entry{},
		Refused: []notice.Notice{}, Questions: []notice.Notice{}, Notices: []notice.Notice{},
	}
}

// Add puts a notice in the list that its level belongs in.
func (r *Report) Add(n notice.Notice) {
	switch n.Level {
	case notice.Error:
		r.Refused = append(r.Refused, n)
	case notice.Question:
		r.Questions = append(r.Questions, n)
	default:
		r.Notices = append(r.Notices, n)
	}
}

// put notes what came of a page, and the edits of a person that stayed on it.
func (r *Report) put(outcome store.Outcome, e Entry, edits []merge.Edit) {
	switch {
	case outcome == store.New:
		r.New = append(r.New, e)
	case outcome == store.Changed:
		r.Changed = append(r.Changed, e)
	case outcome == store.Unchanged && len(edits) == 0:
		r.Unchanged++
	}
	if len(edits) > 0 {
		e.Edits = edits
		r.Kept = append(r.Kept, e)
	}
}

const editHint = "Moet de tekst uit het bestand erop? Zet bovenaan de pagina op de site: volg: bron."

// fieldNames are what people call the fields of a page.
var fieldNames = map[string]string{
	"tekst": "de tekst", "title": "de titel", "samenvatting": "de samenvatting", "aangekondigd": "de datum", "themas": "de lijst van thema's",
	"alt": "de beschrijving van een foto", "bijschrift": "het bijschrift van een foto", "toestemming": "de toestemming voor een foto",
}

// EditText says in Dutch what a person wrote on a page and what its source says instead.
func EditText(title string, e merge.Edit) string {
	field := fieldNames[path.Base(e.Field)]
	if field == "" {
		field = "‘" + e.Field + "’"
	}
	return fmt.Sprintf("Van ‘%s’ is %s op de site aangepast. Dat blijft zo. Op de site: %s In het bestand: %s", title, field, quoted(e.Page), quoted(e.Source))
}

// quoted writes a text as a sentence of its own.
func quoted(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	switch {
	case s == "":
		return "(niets)."
	case strings.ContainsAny(s[len(s)-1:], ".!?"):
		return "‘" + s + "’"
	}
	return "‘" + s + "’."
}

func (r *Report) sort() {
	for _, list := range [][]notice.Notice{r.Refused, r.Questions, r.Notices} {
		slices.SortStableFunc(list, func(a, b notice.Notice) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
}
