package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

const (
	serverName = "mail.voorbeeld.nl"
	user       = "redactie@voorbeeld.nl"
	password   = "geheim-é"
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

// certificate makes one for a name, with its own authority.
func certificate(t testing.TB, name string) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: roots}
}

// servers are a mail server in this process: IMAP on 993 (TLS) and 143, SMTP on 465 (TLS) and 587.
type servers struct {
	Account
	t     testing.TB
	tls   *tls.Config
	ports map[string]string // port to the address that really listens
	user  *imapmemserver.User
	wire  record // of IMAP, within TLS
	post  post
}

func newServers(t testing.TB) *servers {
	s := &servers{t: t, ports: map[string]string{}, user: imapmemserver.NewUser(user, password)}
	if err := s.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	var client *tls.Config
	s.tls, client = certificate(t, serverName)
	s.Account = Account{Name: "redactie", IMAP: serverName + ":993", SMTP: serverName + ":465", User: user, Password: password, TLS: client, patience: 10 * time.Second,
		dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
			_, port, _ := net.SplitHostPort(addr)
			return new(net.Dialer).DialContext(ctx, network, s.ports[port])
		}}
	s.imap(tls.NewListener(s.listen("993"), s.tls), nil)
	s.imap(s.listen("143"), s.tls)
	s.smtp(tls.NewListener(s.listen("465"), s.tls), nil)
	s.smtp(s.listen("587"), s.tls)
	return s
}

// listen opens a port.
func (s *servers) listen(port string) net.Listener {
	s.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { l.Close() })
	s.ports[port] = l.Addr().String()
	return l
}

func (s *servers) imap(l net.Listener, startTLS *tls.Config) {
	memory := imapmemserver.New()
	memory.AddUser(s.user)
	options := &imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		TLSConfig:    startTLS,
		DebugWriter:  &s.wire,
		Logger:       log.New(io.Discard, "", 0),
		InsecureAuth: true, // a password must not go out in plain text even when the server would take it
	}
	server := imapserver.New(options)
	s.t.Cleanup(func() { server.Close() })
	go server.Serve(l)
}

func (s *servers) smtp(l net.Listener, startTLS *tls.Config) {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &mailing{post: &s.post}, nil }))
	server.TLSConfig, server.AllowInsecureAuth, server.Domain, server.ErrorLog = startTLS, true, serverName, log.New(io.Discard, "", 0)
	s.t.Cleanup(func() { server.Close() })
	go server.Serve(l)
}

// deliver puts a message in the mailbox.
func (s *servers) deliver(message string) imap.UID {
	s.t.Helper()
	data, err := s.user.Append("INBOX", literal{strings.NewReader(crlf(message))}, &imap.AppendOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	return data.UID
}

func crlf(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
}

type literal struct{ *strings.Reader }

func (l literal) Size() int64 { return int64(l.Len()) }

// story is a mail as people send them.
func story(id, rest string) string {
	return "From: Ans <Ans@Voorbeeld.nl>\nMessage-ID: <" + id + "@voorbeeld.nl>\nSubject: Soep\nDate: Sat, 21 Nov 2026 12:00:00 +0100\n" + rest + "\n\nEr was soep.\n"
}

// flags changes the flags of a message on the server, as another mail program would.
func (s *servers) flags(uid imap.UID, flags ...imap.Flag) {
	s.t.Helper()
	session := imapmemserver.NewUserSession(s.user)
	defer session.Close()
	if _, err := session.Select("INBOX", &imap.SelectOptions{}); err != nil {
		s.t.Fatal(err)
	}
	if err := session.Store(nil, imap.UIDSetNum(uid), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: flags}, nil); err != nil {
		s.t.Fatal(err)
	}
}

// post is what an SMTP server took.
type post struct {
	mu     sync.Mutex
	mails  []string // the envelope on the first line
	refuse error    // what every recipient gets
}

func (p *post) taken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mails
}

type mailing struct {
	post     *post
	in       bool
	envelope string
}

func (m *mailing) AuthMechanisms() []string { return []string{sasl.Plain} }

func (m *mailing) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, u, p string) error {
		if m.in = u == user && p == password; !m.in {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (m *mailing) Mail(from string, _ *smtp.MailOptions) error {
	if !m.in {
		return smtp.ErrAuthRequired
	}
	m.envelope = from
	return nil
}

func (m *mailing) Rcpt(to string, _ *smtp.RcptOptions) error {
	m.post.mu.Lock()
	defer m.post.mu.Unlock()
	m.envelope += " " + to
	return m.post.refuse
}

func (m *mailing) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	m.post.mu.Lock()
	defer m.post.mu.Unlock()
	m.post.mails = append(m.post.mails, m.envelope+"\n"+string(data))
	return err
}

func (m *mailing) Reset()        {}
func (m *mailing) Logout() error { return nil }

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
