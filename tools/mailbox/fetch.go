package mailbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

// batch is how many messages one command asks for: servers limit the length of a command (RFC 2683, 3.2.1.5).
const batch = 200

// Fetch brings the spool in step with the mailbox, and lists its messages in order of arrival. The list is good also when there
// is an error: it is then what the spool had, with what came in before it went wrong. The error is a Dutch notice, or that of
// ctx; at level Warning the mailbox holds more messages than are looked at.
func Fetch(ctx context.Context, a Account, spool string) ([]Message, error) {
	if err := os.MkdirAll(spool, 0o700); err != nil { // what people mail is not for every user of the machine
		return nil, full(err)
	}
	if err := atomic.Recover(spool); err != nil {
		return nil, full(err)
	}
	ix := readIndex(spool)
	ix.Sent = nil
	if ix.Account != a.identity() {
		ix = index{Account: a.identity(), Replied: ix.Replied}
		if err := ix.tidy(spool); err != nil {
			return nil, err
		}
	}
	limited, cancel := context.WithTimeout(ctx, maxRun)
	defer cancel()
	err := a.explain(ctx, a.IMAP, a.sync(limited, spool, &ix))
	if saveErr := ix.save(spool); err == nil {
		err = saveErr
	}
	return ix.list(spool), err
}

// Last lists the messages as the last Fetch left them, with what was answered since, and does not ask the server. False says that the spool is of
// another account, or was thrown away.
func Last(a Account, spool string) ([]Message, bool) {
	ix := readIndex(spool)
	if ix.Account != a.identity() {
		return nil, false
	}
	return ix.list(spool), true
}

// sync takes what the server has into the index and the spool: first what is there, then the headers that are new, then the
// messages that the spool lacks. What it did stays done when it fails half-way.
func (a Account) sync(ctx context.Context, spool string, ix *index) error {
	s, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	defer s.close()
	present, err := s.scan()
	if err != nil {
		return err
	}
	ix.merge(s.box.UIDValidity, present)
	if err := ix.tidy(spool); err != nil {
		return err
	}
	if err := ix.save(spool); err != nil { // a kill from here on loses no message that came in
		return err
	}

	// One byte more than is read, to know that there is more.
	header := &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, Peek: true, Partial: &imap.SectionPartial{Size: maxHeader + 1}}
	err = s.fetch(ix.lacking(func(m *Message) bool { return m.ID == "" }), header, maxHeader+1, func(uid uint32, arrived time.Time, data []byte) error {
		a.judge(ix.find(uid), data, arrived)
		return nil
	})
	if err != nil {
		return err
	}
	whole := &imap.FetchItemBodySection{Peek: true}
	missing := func(m *Message) bool { return m.ID != "" && m.Refused == nil && !exists(ix.file(spool, m)) }
	err = s.fetch(ix.lacking(missing), whole, 2*maxMessage, func(uid uint32, _ time.Time, data []byte) error { // servers count CRLF in ways of their own
		_, err := atomic.WriteFile(ix.file(spool, ix.find(uid)), data)
		return full(err)
	})
	if err != nil {
		return err
	}
	ix.forget()
	if s.box.NumMessages > maxMessages {
		return notice.Notice{Level: notice.Warning, Text: fmt.Sprintf("In postbus %s staan %d berichten. Alleen de nieuwste %d zijn bekeken.", a.Name, s.box.NumMessages, maxMessages),
			Hint: "Zet oude berichten in een andere map."}
	}
	return nil
}

// scan lists the newest messages of the folder, as far as that goes without their headers, in order of arrival.
func (s *session) scan() ([]Message, error) {
	n := s.box.NumMessages
	if n == 0 {
		return nil, nil
	}
	first := max(n, maxMessages) - maxMessages + 1
	cmd := s.Fetch(imap.SeqSet{{Start: first, Stop: n}}, &imap.FetchOptions{UID: true, Flags: true, RFC822Size: true})
	found, err := cmd.Collect()
	if err != nil {
		return nil, err
	}
	if len(found) != int(n-first+1) { // taking the rest for gone would throw it out of the spool
		return nil, errors.New("the server did not list all messages")
	}
	var present []Message
	for _, f := range found {
		m := Message{UID: uint32(f.UID), Answered: has(f.Flags, imap.FlagAnswered)}
		if f.RFC822Size > maxMessage {
			m.Refused = new(tooBig)
		}
		if m.UID != 0 && !has(f.Flags, imap.FlagDeleted) {
			present = append(present, m)
		}
	}
	slices.SortFunc(present, func(a, b Message) int { return cmp.Compare(a.UID, b.UID) })
	return slices.CompactFunc(present, func(a, b Message) bool { return a.UID == b.UID }), nil
}

func has(flags []imap.Flag, flag imap.Flag) bool {
	return slices.ContainsFunc(flags, func(f imap.Flag) bool { return strings.EqualFold(string(f), string(flag)) })
}

// fetch gives a section of each of these messages to use. A message that the server does not give is left out.
func (s *session) fetch(uids []imap.UID, section *imap.FetchItemBodySection, limit int64, use func(uid uint32, arrived time.Time, data []byte) error) error {
	for some := range slices.Chunk(uids, batch) {
		cmd := s.Fetch(imap.UIDSetNum(some...), &imap.FetchOptions{UID: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{section}})
		for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
			uid, arrived, data, err := s.read(msg, limit)
			if err != nil {
				return err // without cmd.Close, which would read where reading failed
			}
			if data == nil {
				continue
			}
			if err := use(uint32(uid), arrived, data); err != nil {
				s.conn.Close() // so that what is on its way ends
				cmd.Close()
				return err
			}
		}
		if err := cmd.Close(); err != nil {
			return err
		}
	}
	return nil
}

// read takes one message from a FETCH. There is no data when the server gave something else.
func (s *session) read(msg *imapclient.FetchMessageData, limit int64) (uid imap.UID, arrived time.Time, data []byte, err error) {
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			uid = item.UID
		case imapclient.FetchItemDataInternalDate:
			arrived = item.Time
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			if item.Literal.Size() > limit {
				s.conn.Close()
				io.Copy(io.Discard, item.Literal) // the library waits until somebody saw that it failed
				return 0, arrived, nil, errors.New("the server gives more than it said")
			}
			data = make([]byte, item.Literal.Size())
			if _, err := io.ReadFull(item.Literal, data); err != nil { // ReadAll would take a broken connection for the end
				return 0, arrived, nil, err
			}
		}
	}
	return uid, arrived, data, nil
}

// full says that the spool cannot be written.
func full(err error) error {
	if err == nil {
		return nil
	}
	return notice.Refuse("De post kan niet bewaard worden ("+err.Error()+").", "Kijk of de schijf vol is en of in de map geschreven mag worden.")
}
