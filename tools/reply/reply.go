// Package reply makes what goes back to the people who sent something, and reads the answers that come back.
//
// They have no terminal: they work on Windows with Word, Excel and mail. In every folder of the inbox stand
//
//	_verslag.txt   Report: what happened with each file, and what to do now
//	_vragen.xlsx   Sheet: what only they can say, with a yellow cell for each answer
//
// and who sent a mail gets a Mail with both in it. Answers reads a sheet that was filled in, MailAnswers a mail that
// came back, and Yes and Choose understand an answer. The same input gives the same bytes, so that SameReport and
// SameSheet can tell that there is nothing to write.
//
// A question is known by its id, eight hexadecimal digits that the caller makes. Sheet and Mail write it as
// "Vraag 3f2a91bc", which no program takes for a number, and an answer is found by that text alone, wherever its row or
// line went. Who sorts a sheet keeps the rows whole; the drop-down lists stay where they were, and outside Excel the photos
// may too, but the choices stand in the text as well and any text is taken.
//
// Limits: maxFiles files and maxReport bytes in a report, maxQuestions questions in a sheet or mail (the others wait
// until these are answered), maxText characters of a notice, maxAsked of a question and maxAnswer of an answer. Texts
// from strangers lose control characters, and in a sheet they are text also when they look like a formula.
package reply

import (
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// The outcomes of a file, in the order in which a report tells them.
const (
	Refused   = "geweigerd"
	Waiting   = "wacht op antwoord"
	Kept      = "bewaard"
	New       = "nieuw"
	Changed   = "gewijzigd"
	Unchanged = "ongewijzigd"
)

// The limits of what is written and read.
const (
	maxFiles     = 2_000
	maxReport    = 1 << 20 // bytes
	maxNotices   = 30      // of one file
	maxQuestions = 200
	maxChoices   = 500
	maxText      = 2_000 // characters of a notice
	maxAsked     = 1_000 // characters of a question
	maxAnswer    = 2_000 // characters
)

// File is what happened with one file.
type File struct {
	Name    string
	Outcome string    // one of the outcomes above
	Since   time.Time // the day on which that happened; zero when it is not known
	Pages   []Page
	Notices []notice.Notice
}

// Page is a page that came of a file.
type Page struct {
	Title   string
	Address string // on the site
}

// Question is what only a person can say.
type Question struct {
	ID       string // 8 hexadecimal digits, the same on every run
	File     string
	Text     string
	Hint     string
	Choices  []string // nil: any text
	Photos   [][]byte // JPEGs of at most 320 pixels, one under another: none, or two at most
	Rejected string   // an earlier answer that was not understood
	Why      string   // what it lacks, when that is known
}

// guidance says what one can answer.
func (q Question) guidance() string {
	var lines []string
	if q.Rejected != "" {
		lines = append(lines, Objection(q.Rejected, q.Why))
	}
	if hint := clean(q.Hint, maxAsked); hint != "" {
		lines = append(lines, hint)
	}
	var choices []string
	for i, c := range q.choices() {
		choices = append(choices, fmt.Sprintf("%d. %s", i+1, c))
	}
	switch n := len(choices); {
	case n > 10:
		lines = append(lines, "U kunt kiezen uit: "+strings.Join(choices, ", "))
	case n > 0:
		lines = append(append(lines, "U kunt kiezen uit:"), choices...)
	case len(lines) == 0:
		lines = append(lines, "Typ uw antwoord.")
	}
	return clean(strings.Join(lines, "\n"), 2*maxAsked)
}

// Objection says that an answer does not do, and why when that is known.
func Objection(answer, why string) string {
	if why == "" {
		return fmt.Sprintf("Uw antwoord ‘%s’ is niet begrepen.", line(answer, 200))
	}
	return fmt.Sprintf("Uw antwoord ‘%s’ is nog niet genoeg: %s.", line(answer, 200), line(why, 200))
}

// choices gives the choices as they are shown.
func (q Question) choices() []string {
	var out []string
	for _, c := range q.Choices[:min(len(q.Choices), maxChoices)] {
		out = append(out, line(c, 100))
	}
	return out
}
