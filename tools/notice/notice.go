// Package notice holds what a person must know about a source or a page.
//
// A Notice is data, not a log line: readers return notices beside their result, and the report at the
// end of a run prints them. Text and Hint are Dutch, because staff and aanjagers read them: Text says
// what is the matter and why, Hint names the next action. A Notice is also an error, so that a reader
// that refuses a source returns the same value that the report prints.
package notice

import (
	"errors"
	"fmt"
	"io/fs"
)

// Level says how serious a notice is.
type Level string

// The levels, most serious first.
const (
	Error    Level = "error"    // a source was refused, or a page must not be published
	Question Level = "question" // a person has to decide before the source can go on
	Warning  Level = "warning"  // done, but part of the source was left out or is doubtful
	Advice   Level = "advice"   // done; this would make it better
)

// Notice is one remark to a person.
type Notice struct {
	Level Level  `json:"level"`
	File  string `json:"file"`           // path under the inbox or under content/, with slashes
	Line  int    `json:"line,omitempty"` // line or row from 1; 0 when it is about the whole file
	Text  string `json:"text"`           // Dutch: what is the matter, and why
	Hint  string `json:"hint,omitempty"` // Dutch: what to do now
	Rule  string `json:"rule,omitempty"` // the check that it is about, as in docs/controles.md; "" is none
	Ask   *Ask   `json:"-"`              // set when an answer in words can settle it

	// Left are the titles of the rows or events that a reader left out until a person decides: they are not gone. A question
	// without them is about the whole source.
	Left []string `json:"-"`
}

// Ask makes of a notice a question that a person can answer without opening the source again.
type Ask struct {
	ID       string   // eight hexadecimal digits; the same question has the same one in every run
	About    string   // what the answer is for: "datum", "alt/<photo>"
	How      string   // Dutch: how to answer
	Choices  []string // the answers to choose from; nil when any text will do
	Photo    string   // file name of the photo that it is about, for a thumbnail
	Rejected string   // an earlier answer that could not be understood
	Why      string   // Dutch: what Rejected lacks; "" when nothing more is known
}

// Error gives the notice on one line: place, text and hint.
func (n Notice) Error() string {
	s := n.Text
	if n.Hint != "" {
		s += " " + n.Hint
	}
	switch {
	case n.File != "" && n.Line > 0:
		return fmt.Sprintf("%s, regel %d: %s", n.File, n.Line, s)
	case n.File != "":
		return n.File + ": " + s
	}
	return s
}

// Refuse makes the error with which a reader refuses a source. The caller fills in File.
func Refuse(text, hint string) error {
	return Notice{Level: Error, Text: text, Hint: hint}
}

// Unreadable refuses a file that cannot be opened or read, by the error of package os.
func Unreadable(err error, file string) Notice {
	n := Notice{Level: Error, File: file, Text: "Het bestand kan niet gelezen worden.", Hint: "Kijk of u het zelf kunt openen, en probeer het opnieuw."}
	switch {
	case errors.Is(err, fs.ErrPermission):
		n.Text, n.Hint = "Het bestand mag niet gelezen worden.", "Sluit het in andere programma's, of geef opladers het recht om te lezen."
	case errors.Is(err, fs.ErrNotExist):
		n.Text, n.Hint = "Het bestand is er niet.", "Kijk of de naam klopt."
	}
	return n
}

// From gives the notice inside err, or a notice of level Error that carries err's text.
func From(err error, file string) Notice {
	var n Notice
	if !errors.As(err, &n) {
		n = Notice{Level: Error, Text: err.Error()}
	}
	if n.File == "" {
		n.File = file
	}
	return n
}
