package mailbox

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"mijnopladers.nl/opladers/tools/notice"
)

// conn ends when its context ends, or when the other side is silent for too long. It stands below TLS, and takes no deadlines
// from above: those of the libraries are not ours to set, and some wait for ever.
type conn struct {
	net.Conn
	patience time.Duration
	stop     func() bool
}

func (c *conn) Read(p []byte) (int, error) {
	c.Conn.SetReadDeadline(time.Now().Add(c.patience))
	return c.Conn.Read(p)
}

func (c *conn) Write(p []byte) (int, error) {
	c.Conn.SetWriteDeadline(time.Now().Add(c.patience))
	return c.Conn.Write(p)
}

func (c *conn) Close() error {
	c.stop()
	return c.Conn.Close()
}

func (c *conn) SetDeadline(time.Time) error      { return nil }
func (c *conn) SetReadDeadline(time.Time) error  { return nil }
func (c *conn) SetWriteDeadline(time.Time) error { return nil }

// connect opens a connection, and says how to protect it. It is TLS already, unless the port is one that begins in plain text.
func (a Account) connect(ctx context.Context, addr string, startTLS ...string) (c net.Conn, config *tls.Config, begin bool, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, nil, false, notice.Refuse(fmt.Sprintf("Het adres %q van de mailserver van postbus %s klopt niet.", addr, a.Name), "Schrijf het in config.toml als naam:poort, zoals imap.voorbeeld.nl:993.")
	}
	config = &tls.Config{}
	if a.TLS != nil {
		config = a.TLS.Clone()
	}
	config.ServerName, config.InsecureSkipVerify, config.MinVersion = host, false, max(config.MinVersion, tls.VersionTLS12)
	patience := cmp.Or(a.patience, 2*time.Minute)
	dial := a.dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: patience}).DialContext
	}
	raw, err := dial(ctx, "tcp", addr)
	if err != nil {
		return nil, nil, false, err
	}
	link := &conn{raw, patience, context.AfterFunc(ctx, func() { raw.Close() })}
	for _, p := range startTLS {
		if p == port {
			return link, config, true, nil
		}
	}
	secure := tls.Client(link, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		link.Close()
		return nil, nil, false, err
	}
	return secure, config, false, nil
}

// session is a folder of the mailbox that is open.
type session struct {
	*imapclient.Client
	conn net.Conn
	box  *imap.SelectData
}

// open logs in and opens the folder.
func (a Account) open(ctx context.Context, readOnly bool) (*session, error) {
	if a.Password == "" {
		return nil, notice.Refuse(fmt.Sprintf("Het wachtwoord van postbus %s ontbreekt.", a.Name), "Zet het in de omgevingsvariabele "+PasswordVariable(a.Name)+".")
	}
	c, config, begin, err := a.connect(ctx, a.IMAP, "143")
	if err != nil {
		return nil, err
	}
	s := &session{conn: c}
	if !begin {
		s.Client = imapclient.New(c, nil)
	} else if s.Client, err = imapclient.NewStartTLS(c, &imapclient.Options{TLSConfig: config}); err != nil {
		c.Close()
		if no := new(imap.Error); errors.As(err, &no) {
			return nil, a.insecure(a.IMAP)
		}
		return nil, err
	}
	if err := s.Login(a.User, a.Password).Wait(); err != nil {
		s.close()
		if no := new(imap.Error); errors.As(err, &no) && no.Type == imap.StatusResponseTypeNo && no.Code != imap.ResponseCodeUnavailable {
			return nil, a.badLogin(a.IMAP)
		}
		return nil, err
	}
	if s.box, err = s.Select(a.folder(), &imap.SelectOptions{ReadOnly: readOnly}).Wait(); err != nil {
		s.close()
		if no := new(imap.Error); errors.As(err, &no) {
			return nil, notice.Refuse(fmt.Sprintf("De map %s van postbus %s is er niet of gaat niet open.", a.folder(), a.Name), "Zet de goede map in config.toml, of laat haar weg voor het postvak IN.")
		}
		return nil, err
	}
	return s, nil
}

// close ends the connection without a goodbye, for which one would have to wait.
func (s *session) close() {
	s.conn.Close()
	s.Client.Close()
}

// submission connects to the server that sends answers, and logs in.
func (a Account) submission(ctx context.Context) (*smtp.Client, error) {
	c, config, begin, err := a.connect(ctx, a.SMTP, "587", "25")
	if err != nil {
		return nil, err
	}
	var client *smtp.Client
	no := new(smtp.SMTPError)
	if !begin {
		client = smtp.NewClient(c)
	} else if client, err = smtp.NewClientStartTLS(c, config); err != nil {
		c.Close()
		var broken net.Error
		if errors.As(err, &no) && no.Code < 500 || errors.As(err, &broken) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, err
		}
		return nil, a.insecure(a.SMTP)
	}
	if err = client.Hello("localhost"); err == nil {
		login := sasl.NewPlainClient("", a.User, a.Password)
		if !client.SupportsAuth(sasl.Plain) && client.SupportsAuth(sasl.Login) {
			login = sasl.NewLoginClient(a.User, a.Password)
		}
		if err = client.Auth(login); errors.As(err, &no) && no.Code >= 500 {
			err = a.badLogin(a.SMTP)
		}
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return client, nil
}

func (a Account) badLogin(server string) error {
	return notice.Refuse(fmt.Sprintf("De mailserver %s weigert de aanmelding van %s (postbus %s).", server, a.User, a.Name),
		"Kijk of de gebruiker klopt, en zet het goede wachtwoord in de omgevingsvariabele "+PasswordVariable(a.Name)+". Sommige aanbieders geven een apart wachtwoord voor programma's.")
}

func (a Account) insecure(server string) error {
	return notice.Refuse(fmt.Sprintf("De mailserver %s van postbus %s biedt geen beveiligde verbinding. Het wachtwoord is niet verstuurd.", server, a.Name),
		"Kijk in config.toml of het adres en de poort kloppen: 993 om op te halen, 465 of 587 om te versturen.")
}

// explain says in Dutch what went wrong with a server. The end of the caller's context stays what it is.
func (a Account) explain(ctx context.Context, server string, err error) error {
	var known notice.Notice
	var certificate *tls.CertificateVerificationError
	var other tls.RecordHeaderError
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &certificate):
		return notice.Refuse(fmt.Sprintf("Het certificaat van de mailserver %s (postbus %s) klopt niet. Het wachtwoord is niet verstuurd.", server, a.Name),
			"Kijk of de naam van de server in config.toml klopt. Zo ja, vraag de beheerder van de server of het certificaat verlopen is.")
	case errors.As(err, &other):
		return a.insecure(server)
	}
	return notice.Refuse(fmt.Sprintf("De mailserver %s van postbus %s is niet bereikbaar of antwoordt niet goed.", server, a.Name),
		"Kijk of er internet is en of het adres in config.toml klopt. De volgende keer wordt het opnieuw geprobeerd.")
}
