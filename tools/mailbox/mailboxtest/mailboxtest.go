// Package mailboxtest is a mail server in the process of a test: IMAP and SMTP with TLS, which keep everything in memory.
package mailboxtest

import (
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

// Who may log in, and what the certificate says.
const (
	Name     = "mail.voorbeeld.nl"
	User     = "redactie@voorbeeld.nl"
	Password = "geheim-é"
)

// Server is a mail server with one mailbox.
type Server struct {
	Mailbox *imapmemserver.User
	Config  *tls.Config // of the server
	Client  *tls.Config // trusts it
	Post    Post

	t testing.TB
}

// New makes a server that does not listen yet. Its certificate is also for 127.0.0.1.
func New(t testing.TB) *Server {
	s := &Server{t: t, Mailbox: imapmemserver.NewUser(User, Password)}
	if err := s.Mailbox.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	s.Config, s.Client = Certificate(t, Name)
	return s
}

// Listen opens a port of this machine until the test ends.
func Listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// ServeIMAP serves a listener. With startTLS, which may be nil, a client can begin TLS; wire, which may be nil, gets what goes over
// the connection.
func (s *Server) ServeIMAP(l net.Listener, startTLS *tls.Config, wire io.Writer) {
	memory := imapmemserver.New()
	memory.AddUser(s.Mailbox)
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		TLSConfig:    startTLS,
		DebugWriter:  wire,
		Logger:       log.New(io.Discard, "", 0),
		InsecureAuth: true, // a password must not go out in plain text even when the server would take it
	})
	s.t.Cleanup(func() { server.Close() })
	go server.Serve(l)
}

// ServeSMTP serves a listener.
func (s *Server) ServeSMTP(l net.Listener, startTLS *tls.Config) {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &mailing{post: &s.Post}, nil }))
	server.TLSConfig, server.AllowInsecureAuth, server.Domain, server.ErrorLog = startTLS, true, Name, log.New(io.Discard, "", 0)
	s.t.Cleanup(func() { server.Close() })
	go server.Serve(l)
}

// Deliver puts a message in the mailbox.
func (s *Server) Deliver(message string) imap.UID {
	s.t.Helper()
	data, err := s.Mailbox.Append("INBOX", literal{strings.NewReader(crlf(message))}, &imap.AppendOptions{})
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

// Certificate makes one for a name and 127.0.0.1, with its own authority.
func Certificate(t testing.TB, name string) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
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

// Post is what an SMTP server took.
type Post struct {
	mu     sync.Mutex
	mails  []string // the envelope on the first line
	Refuse error    // what every recipient gets
}

// Taken gives the mails, with their envelope on the first line.
func (p *Post) Taken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mails
}

type mailing struct {
	post     *Post
	in       bool
	envelope string
}

func (m *mailing) AuthMechanisms() []string { return []string{sasl.Plain} }

func (m *mailing) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, u, p string) error {
		if m.in = u == User && p == Password; !m.in {
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
	return m.post.Refuse
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
