// Package mailbox makes a mailbox a source like a folder of the inbox. Fetch brings what is new into a local folder, the
// spool, over IMAP (RFC 3501); Answer sends one reply over SMTP (RFC 5321). It knows nothing of pages.
//
// # Spool
//
// A message is <uidvalidity>-<uid>.eml, the bytes that the server gave; index.json beside them holds what was read from their
// headers, so that an unchanged mailbox costs one listing and no parsing. Fetching changes nothing on the server: the folder is
// opened read-only. A message that is gone from the server, or marked as deleted, leaves the spool. When the server is down,
// Fetch gives the last good copy with the error. The spool may be thrown away, except for one thing: that an answer was sent
// when the server failed to write it down. A message is identified by its Message-ID; without a usable one, by the hash of its
// header. A second message with the same one is refused, so that nobody can take the place of another's message.
//
// # Safety of the connection
//
// Always TLS 1.2 or later with a certificate for the name of the server. Port 143 (IMAP), 587 and 25 (SMTP) begin in plain text
// and must offer STARTTLS; every other port is TLS from its first byte. There is no way around this and the password never goes
// out before it. Connecting, and each moment of silence of the server, may last two minutes, all of Fetch half an hour. Errors
// are Dutch notices which never repeat what a server says, because it may repeat what we sent.
//
// Servers that want OAuth and take no passwords (Microsoft 365) are not supported.
//
// # Who sent it
//
// Anybody can write any From address. Without AuthServ nothing is checked: then From is a claim, and whoever knows an address
// that may send can send in its name. With AuthServ the judgement of the receiving server counts, which it writes in an
// Authentication-Results field (RFC 8601): DMARC passed, or DKIM or SPF passed for the same organisation as From (relaxed
// alignment by the public suffix list). A failed DMARC decides against. Everything else is refused and never answered, which is
// also what happens to mail that a server hands from one of its own users to another without such a field, or that somebody
// dragged into the mailbox.
//
// This leans on the server: it must add that field to all mail from outside, and should remove fields in which a stranger uses
// its name. Because not all servers remove them, all fields above the first Received field count, which a sender cannot reach,
// or else only the topmost one; and none below a Received field that names a host of a third domain. A field that can be read in
// two ways, by quotes or brackets, makes the message refused. SPF says only that the sending server may speak for a domain: two
// customers of one careless provider can pass for each other.
//
// # Answers
//
// At most one to a message, also when the connection breaks at the worst moment: the index is marked before the sending, and
// unmarked when the server refused. At most 20 to one address between two calls of Fetch. Never to what may be a machine
// (RFC 3834, see automatic), so that no loop can start. Only to the From address.
//
// One run works at a time on a spool; the caller holds the lock.
package mailbox

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"regexp"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// Limits.
const (
	maxMessages = 5000             // of a mailbox: the newest
	maxMessage  = 60 << 20         // bytes of a message
	maxHeader   = 256 << 10        // bytes of its header
	maxAnswers  = 20               // to one address between two calls of Fetch
	maxRun      = 30 * time.Minute // of a call of Fetch or Answer
)

// Account is a mailbox in the configuration.
type Account struct {
	Name     string // names the mailbox in notices, its spool and the variable of its password
	IMAP     string // host:port; 993 is TLS, 143 STARTTLS
	SMTP     string // host:port; 465 is TLS, 587 STARTTLS; "" when no answers are sent
	User     string
	Password string      // the caller takes it from the environment, see PasswordVariable
	Folder   string      // "" is INBOX
	From     string      // address of the answers; "" is User
	AuthServ string      // the name that the receiving server writes in Authentication-Results; "" when From is not checked
	TLS      *tls.Config // for tests: the authorities that are trusted

	dial     func(ctx context.Context, network, addr string) (net.Conn, error) // for tests
	patience time.Duration                                                     // for tests: 0 is two minutes
}

// PasswordVariable is the environment variable with the password of the mailbox of this name.
func PasswordVariable(name string) string {
	return "OPLADERS_POSTBUS_" + strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToUpper(name))
}

// Message is a message in the mailbox.
type Message struct {
	File     string         `json:"-"`                 // in the spool; "" when it is refused
	UID      uint32         `json:"uid"`               // its number in the mailbox, which may change
	ID       string         `json:"id,omitempty"`      // Message-ID without brackets, or "sha256:…"
	From     string         `json:"from,omitempty"`    // address in lower case; "" when it has not exactly one
	Subject  string         `json:"subject,omitempty"` // one line of at most 300 characters
	Date     time.Time      `json:"date,omitzero"`     // when it was sent, or else when it arrived; in UTC
	Answered bool           `json:"answered,omitempty"`
	Auto     bool           `json:"auto,omitempty"`    // must not be answered; what is refused for another reason may be
	Refused  *notice.Notice `json:"refused,omitempty"` // why it does not count

	spool string
}

// plain is an address as people have them. Quoted local parts, domain literals and letters beyond ASCII are refused: they are
// rare, and two programs can read them in two ways.
var plain = regexp.MustCompile(`^[a-z0-9!#$%&'*+/=?^_{|}~.-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}$`)

// from is the address of the answers, "" when there is none.
func (a Account) from() string {
	if from := strings.ToLower(cmp.Or(a.From, a.User)); plain.MatchString(from) {
		return from
	}
	return ""
}

func (a Account) folder() string { return cmp.Or(a.Folder, "INBOX") }

// identity changes when the spool is of another mailbox, or its messages were judged by another rule.
func (a Account) identity() string {
	return strings.Join([]string{a.IMAP, a.User, a.folder(), a.AuthServ, a.from()}, "\n")
}
