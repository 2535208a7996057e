package mailbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/emersion/go-imap/v2"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

// index is what is known of the messages in the spool. It is written as index.json.
type index struct {
	Account  string          `json:"account"`            // see Account.identity
	Validity uint32          `json:"uidvalidity"`        // the UIDs mean something only with it
	Messages []Message       `json:"messages,omitempty"` // by UID; without ID as long as the header did not come in
	Replied  map[string]bool `json:"replied,omitempty"`  // IDs of messages to which an answer went out
	Sent     map[string]int  `json:"sent,omitempty"`     // answers to each address since the last Fetch
}

var (
	tooBig = notice.Notice{Level: notice.Error, Text: fmt.Sprintf("Het bericht is groter dan %d MB en is niet opgehaald.", maxMessage>>20),
		Hint: "Stuur kleinere foto's, of verdeel ze over meer berichten."}
	notGiven = notice.Notice{Level: notice.Error, Text: "De mailserver gaf dit bericht nog niet.", Hint: "De volgende keer wordt het opnieuw geprobeerd."}
	double   = notice.Notice{Level: notice.Error, Text: "Dit bericht heeft hetzelfde kenmerk als een eerder bericht en telt daarom niet mee.",
		Hint: "Verwijder het uit de postbus als het een kopie is, of stuur het opnieuw als nieuw bericht."}
)

func indexFile(spool string) string { return filepath.Join(spool, "index.json") }

// readIndex reads the index of a spool. One that is not there or makes no sense is empty: all is fetched again.
func readIndex(spool string) index {
	data, err := os.ReadFile(indexFile(spool))
	if err != nil {
		return index{}
	}
	return parseIndex(data)
}

func parseIndex(data []byte) index {
	var ix index
	if json.Unmarshal(data, &ix) != nil {
		return index{}
	}
	last := uint32(0)
	for _, m := range ix.Messages {
		if m.UID <= last {
			return index{}
		}
		last = m.UID
	}
	return ix
}

func (ix *index) save(spool string) error {
	data, err := json.MarshalIndent(ix, "", "\t")
	if err == nil {
		_, err = atomic.WriteFile(indexFile(spool), data)
	}
	return full(err)
}

func (ix *index) file(spool string, m *Message) string {
	return filepath.Join(spool, fmt.Sprintf("%d-%d.eml", ix.Validity, m.UID))
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// find gives the message with this UID, which must be there.
func (ix *index) find(uid uint32) *Message {
	i, _ := slices.BinarySearchFunc(ix.Messages, uid, func(m Message, uid uint32) int { return cmp.Compare(m.UID, uid) })
	return &ix.Messages[i]
}

// merge takes over what the server has. What is known of a message stays, except whether it is answered.
func (ix *index) merge(validity uint32, present []Message) {
	known := map[uint32]Message{}
	if validity == ix.Validity {
		for _, m := range ix.Messages {
			known[m.UID] = m
		}
	}
	for i, m := range present {
		if old, ok := known[m.UID]; ok && old.ID != "" {
			old.Answered = m.Answered
			present[i] = old
		}
	}
	ix.Validity, ix.Messages = validity, present
}

// lacking lists the messages of which something must still come in.
func (ix *index) lacking(what func(*Message) bool) []imap.UID {
	var uids []imap.UID
	for i := range ix.Messages {
		if what(&ix.Messages[i]) {
			uids = append(uids, imap.UID(ix.Messages[i].UID))
		}
	}
	return uids
}

var spooled = regexp.MustCompile(`^\d+-\d+\.eml$`)

// tidy removes the files of messages that are not in the index.
func (ix *index) tidy(spool string) error {
	keep := map[string]bool{}
	for i := range ix.Messages {
		keep[filepath.Base(ix.file(spool, &ix.Messages[i]))] = true
	}
	entries, err := os.ReadDir(spool)
	if err != nil {
		return full(err)
	}
	for _, e := range entries {
		if spooled.MatchString(e.Name()) && !keep[e.Name()] {
			if err := os.Remove(filepath.Join(spool, e.Name())); err != nil {
				return full(err)
			}
		}
	}
	return nil
}

// forget drops the marks of answers to messages that are gone from the mailbox.
func (ix *index) forget() {
	present := map[string]bool{}
	for _, m := range ix.Messages {
		if m.ID == "" { // it could be any of them
			return
		}
		present[m.ID] = true
	}
	maps.DeleteFunc(ix.Replied, func(id string, _ bool) bool { return !present[id] })
}

// list gives the messages as they stand in the spool.
func (ix *index) list(spool string) []Message {
	messages := slices.Clone(ix.Messages)
	seen := map[string]bool{}
	for i := range messages {
		m := &messages[i]
		m.spool = spool
		m.Answered = m.Answered || ix.Replied[m.ID]
		file := ix.file(spool, m)
		switch {
		case m.ID == "":
			m.Refused, m.Auto = new(notGiven), true
		case seen[m.ID]:
			m.Refused, m.Auto = new(double), true
		case m.Refused == nil && !exists(file):
			m.Refused = new(notGiven)
		case m.Refused == nil:
			m.File = file
		}
		seen[m.ID] = true
	}
	return messages
}
