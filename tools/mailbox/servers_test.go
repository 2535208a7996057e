package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"mijnopladers.nl/opladers/tools/mailbox/mailboxtest"
)

const (
	serverName = mailboxtest.Name
	user       = mailboxtest.User
	password   = mailboxtest.Password
)

// record keeps what goes over a connection, for the test to look at.
type record struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.Write(p)
}

// take gives what was recorded since the last time.
func (r *record) take() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.b.Reset()
	return r.b.String()
}

// servers are a mail server in this process: IMAP on 993 (TLS) and 143, SMTP on 465 (TLS) and 587.
type servers struct {
	Account
	*mailboxtest.Server
	t     testing.TB
	ports map[string]string // port to the address that really listens
	wire  record            // of IMAP, within TLS
}

func newServers(t testing.TB) *servers {
	s := &servers{Server: mailboxtest.New(t), t: t, ports: map[string]string{}}
	s.Account = Account{Name: "redactie", IMAP: serverName + ":993", SMTP: serverName + ":465", User: user, Password: password, TLS: s.Client, patience: 10 * time.Second,
		dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
			_, port, _ := net.SplitHostPort(addr)
			return new(net.Dialer).DialContext(ctx, network, s.ports[port])
		}}
	s.ServeIMAP(tls.NewListener(s.listen("993"), s.Config), nil, &s.wire)
	s.ServeIMAP(s.listen("143"), s.Config, &s.wire)
	s.ServeSMTP(tls.NewListener(s.listen("465"), s.Config), nil)
	s.ServeSMTP(s.listen("587"), s.Config)
	return s
}

// listen opens a port.
func (s *servers) listen(port string) net.Listener {
	l := mailboxtest.Listen(s.t)
	s.ports[port] = l.Addr().String()
	return l
}

// story is a mail as people send them.
func story(id, rest string) string {
	return "From: Ans <Ans@Voorbeeld.nl>\nMessage-ID: <" + id + "@voorbeeld.nl>\nSubject: Soep\nDate: Sat, 21 Nov 2026 12:00:00 +0100\n" + rest + "\n\nEr was soep.\n"
}

// flags changes the flags of a message on the server, as another mail program would.
func (s *servers) flags(uid imap.UID, flags ...imap.Flag) {
	s.t.Helper()
	session := imapmemserver.NewUserSession(s.Mailbox)
	defer session.Close()
	if _, err := session.Select("INBOX", &imap.SelectOptions{}); err != nil {
		s.t.Fatal(err)
	}
	if err := session.Store(nil, imap.UIDSetNum(uid), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: flags}, nil); err != nil {
		s.t.Fatal(err)
	}
}

// script is a server that says what the test wants: to a line, the answer with the longest key that the line begins with, after its
// tag or not; %s in it is the tag. After an answer of "!" the line breaks.
func (s *servers) script(port, greeting string, answers map[string]string, config *tls.Config) {
	l := s.listen(port)
	answer := func(line string) string {
		tag, command, _ := strings.Cut(line, " ")
		best := ""
		for key := range answers {
			if len(key) > len(best) && (strings.HasPrefix(line, key) || strings.HasPrefix(command, key)) {
				best = key
			}
		}
		return strings.ReplaceAll(answers[best], "%s", tag)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if config != nil {
				c = tls.Server(c, config)
			}
			go func() {
				defer c.Close()
				io.WriteString(c, greeting)
				lines := bufio.NewScanner(c)
				for lines.Scan() {
					s.wire.Write(lines.Bytes())
					said, broken := strings.CutSuffix(answer(lines.Text()), "!")
					io.WriteString(c, said)
					if broken {
						return
					}
				}
			}()
		}
	}()
}
