package store

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Calendar is what subscribers of an activity need beside its page: how often it changed and what it was before. It stands
// in herkomst.json of the page ("kalender") and is written by collect alone, so that every build of one content is the same.
type Calendar struct {
	Hash     string `json:"inhoud"`               // of when, where and whether it takes place
	Sequence int    `json:"volgnummer,omitempty"` // counts the changes (SEQUENCE of RFC 5545)
	Changed  string `json:"gewijzigd,omitempty"`  // moment of the last change, in RFC 3339
	Was      string `json:"was,omitempty"`        // the begin before a single activity was moved
	WasPlace string `json:"was_plaats,omitempty"` // its place before that
}

// CalendarOf reads the state of the activity in a bundle's folder; the zero Calendar when there is none.
func CalendarOf(bundle string) Calendar {
	var p struct {
		Calendar Calendar `json:"kalender"`
	}
	data, err := os.ReadFile(filepath.Join(bundle, ProvenanceName))
	if err != nil || json.Unmarshal(data, &p) != nil {
		return Calendar{}
	}
	return p.Calendar
}
