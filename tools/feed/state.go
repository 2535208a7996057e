package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
)

// state is what is known of the copy in the spool. It is written as staat.json.
type state struct {
	Feed         string    `json:"feed"`           // hash of the URL
	From         string    `json:"from,omitempty"` // hash of the address that gave the copy, after redirects: the validators hold for it
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Hash         string    `json:"hash,omitempty"` // of the copy, see digest; "" when there is none
	FailedSince  time.Time `json:"failed_since,omitzero"`

	unsure bool // there is a good copy, and it is not the one that this tells of
}

func stateFile(spool string) string { return filepath.Join(spool, "staat.json") }

// open reads the state of the spool, and looks whether the copy is what it says.
func (r Request) open() state {
	none := state{Feed: sum([]byte(r.URL))}
	data, err := os.ReadFile(stateFile(r.Spool))
	if err != nil {
		return none
	}
	s := parseState(data)
	if s.Feed != none.Feed {
		return none
	}
	none.FailedSince = s.FailedSince
	body, err := os.ReadFile(r.file())
	if err != nil {
		return none
	}
	if digest(body) != s.Hash {
		none.unsure = r.Check(body) == nil
		return none
	}
	return s
}

// parseState reads staat.json. One that makes no sense is empty: all is fetched again.
func parseState(data []byte) state {
	var s state
	if json.Unmarshal(data, &s) != nil || !sendable(s.ETag) || !sendable(s.LastModified) {
		return state{}
	}
	return s
}

// sendable reports a value that can stand in a header.
func sendable(v string) bool {
	return len(v) <= 1000 && !strings.ContainsFunc(v, func(c rune) bool { return c < ' ' || c > '~' })
}

func (s state) save(spool string) error {
	data, err := json.MarshalIndent(s, "", "\t")
	if err == nil {
		_, err = atomic.WriteFile(stateFile(spool), data)
	}
	return err
}

// digest is the hash of a calendar without its DTSTAMP lines: Google and Outlook write in all of them when they were asked.
func digest(body []byte) string {
	h := sha256.New()
	for line := range bytes.Lines(body) {
		if !bytes.HasPrefix(line, []byte("DTSTAMP")) {
			h.Write(line)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}
