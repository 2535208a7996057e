package collect

import (
	"cmp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/store"
)

// Entry is a page in the report.
type Entry struct {
	Page   string `json:"page"`   // path under content/
	Source string `json:"source"` // path under the inbox
}

// Report says what a run came down to. It is the JSON of `opladers collect`.
type Report struct {
	New       []Entry         `json:"new"`
	Changed   []Entry         `json:"changed"`
	Kept      []Entry         `json:"kept"` // edited by a person: left as they are
	Removed   []Entry         `json:"removed"`
	Unchanged int             `json:"unchanged"`
	Refused   []notice.Notice `json:"refused"`
	Questions []notice.Notice `json:"questions"`
	Notices   []notice.Notice `json:"notices"`

	noInbox bool // nothing can be said of what vanished
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

func (r *Report) put(outcome store.Outcome, e Entry) {
	switch outcome {
	case store.New:
		r.New = append(r.New, e)
	case store.Changed:
		r.Changed = append(r.Changed, e)
	case store.Kept:
		r.Kept = append(r.Kept, e)
	case store.Unchanged:
		r.Unchanged++
	}
}

func (r *Report) sort() {
	for _, list := range [][]notice.Notice{r.Refused, r.Questions, r.Notices} {
		slices.SortStableFunc(list, func(a, b notice.Notice) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
}
