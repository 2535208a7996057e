package feed

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"

	"mijnopladers.nl/opladers/tools/notice"
)

const (
	maxRedirects = 5
	maxHeader    = 64 << 10 // bytes of the header of an answer
	maxHost      = 255      // characters of the name of a host, with its port
)

var redirects = []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect}

// answer is what a server gave.
type answer struct {
	body               []byte // nil when it says that nothing changed
	from               string // hash of the address that gave it
	etag, lastModified string
	fresh              time.Duration // see freshness
}

// wait is how long one step may take.
func (r Request) wait() time.Duration { return cmp.Or(r.patience, 30*time.Second) }

// transport makes connections, without a proxy.
func (r Request) transport() *http.Transport {
	return &http.Transport{
		DialContext: r.dial, TLSClientConfig: &tls.Config{RootCAs: r.roots}, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: r.wait(), ResponseHeaderTimeout: r.wait(), MaxResponseHeaderBytes: maxHeader,
	}
}

// Transport makes connections to public addresses and to those that are allowed, as Request does, without a proxy.
func Transport(allowed []string) *http.Transport { return Request{Allowed: allowed}.transport() }

// get asks for what is at the address. It follows redirects itself, because http.Client would tell the next host in a Referer where it came
// from, and that is a secret.
func (r Request) get(ctx context.Context, s state) (answer, error) {
	u, err := address(r.URL)
	if err != nil {
		return answer{}, r.refuse("heeft een adres dat niet klopt: "+err.Error(), "Zet bij feeds in _index.md van de gemeente een adres dat begint met https://.")
	}
	user := u.User
	t := r.transport()
	defer t.CloseIdleConnections()
	for range maxRedirects + 1 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
		if err != nil {
			return answer{}, err
		}
		req.Header.Set("User-Agent", strings.TrimSuffix("opladers/"+r.Version, "/")+" (+https://mijnopladers.nl)")
		req.Header.Set("Accept", r.accept)
		if user != nil {
			password, _ := user.Password()
			req.SetBasicAuth(user.Username(), password)
		}
		from := sum([]byte(u.String()))
		if from == s.From {
			for key, value := range map[string]string{"If-None-Match": s.ETag, "If-Modified-Since": s.LastModified} {
				if value != "" {
					req.Header.Set(key, value)
				}
			}
		}
		res, err := t.RoundTrip(req)
		if err != nil {
			return answer{}, err
		}
		if slices.Contains(redirects, res.StatusCode) {
			res.Body.Close()
			next, err := redirect(u, res.Header.Get("Location"))
			if err != nil {
				return answer{}, r.refuse("verwijst door naar een adres dat niet mag: "+err.Error(), "Vraag de eigenaar van de agenda om het goede adres.")
			}
			if next.Scheme != u.Scheme || next.Host != u.Host {
				user = nil
			}
			u = next
			continue
		}
		a, err := r.read(res, s.From == from && s.ETag+s.LastModified != "")
		a.from = from
		return a, err
	}
	return answer{}, r.refuse(fmt.Sprintf("verwijst meer dan %d keer door", maxRedirects), "Vraag de eigenaar van de agenda om het goede adres.")
}

// read takes the body from an answer.
func (r Request) read(res *http.Response, conditional bool) (answer, error) {
	defer res.Body.Close()
	switch code := res.StatusCode; {
	case code == http.StatusNotModified && conditional:
		return answer{fresh: freshness(res.Header)}, nil
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return answer{}, r.refuse(fmt.Sprintf("is niet voor iedereen (code %d)", code), "Maak de agenda openbaar, of vraag om het geheime adres in iCal-indeling.")
	case code == http.StatusNotFound || code == http.StatusGone:
		return answer{}, r.refuse(fmt.Sprintf("staat niet meer op dat adres (code %d)", code),
			"Vraag om het nieuwe adres. Bestaat de agenda niet meer? Haal haar dan weg bij feeds in _index.md van de gemeente.")
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return answer{}, r.refuse(fmt.Sprintf("is nu niet te krijgen: de server heeft het te druk (code %d)", code), "De volgende keer wordt het opnieuw geprobeerd.")
	case code != http.StatusOK:
		return answer{}, r.refuse(fmt.Sprintf("is nu niet te krijgen: de server geeft een fout (code %d)", code),
			"De volgende keer wordt het opnieuw geprobeerd. Blijft het zo? Vraag het de eigenaar van de agenda.")
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, int64(r.limit)+1)) // of the text: the transport has decompressed it
	switch {
	case err != nil:
		return answer{}, err
	case len(body) > r.limit:
		return answer{}, r.refuse(fmt.Sprintf("is groter dan %d MB", r.limit>>20), "Vraag om een agenda over een kortere periode.")
	case len(bytes.TrimSpace(body)) == 0:
		return answer{}, r.refuse("is helemaal leeg", "De volgende keer wordt het opnieuw geprobeerd. Blijft het zo? Vraag het de eigenaar van de agenda.")
	}
	a := answer{body: body, fresh: freshness(res.Header)}
	if v := res.Header.Get("ETag"); sendable(v) {
		a.etag = v
	}
	if v := res.Header.Get("Last-Modified"); sendable(v) {
		a.lastModified = v
	}
	return a, nil
}

// address reads the URL of a calendar. The error is Dutch, and repeats nothing of it.
func address(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, errors.New("het is niet te lezen")
	}
	switch u.Scheme {
	case "https", "http":
	case "webcal", "webcals":
		u.Scheme = "https"
	default:
		return nil, errors.New("het begint niet met https://")
	}
	odd := func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("-._:[]", c)
	}
	if u.Hostname() == "" || len(u.Host) > maxHost || strings.ContainsFunc(u.Host, odd) {
		return nil, errors.New("de naam van de server klopt niet")
	}
	if u.User != nil && u.Scheme != "https" {
		return nil, errors.New("een wachtwoord mag alleen met https://")
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// redirect gives the address to which a server refers.
func redirect(u *url.URL, location string) (*url.URL, error) {
	if location == "" {
		return nil, errors.New("het ontbreekt")
	}
	next, err := u.Parse(location)
	if err != nil {
		return nil, errors.New("het is niet te lezen")
	}
	next.User = nil // nobody here chose that
	secure := u.Scheme == "https"
	if next, err = address(next.String()); err == nil && secure && next.Scheme != "https" {
		err = errors.New("van https:// naar http://")
	}
	return next, err
}

// broken reports a connection that ended half-way.
func broken(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
}

// explain says in Dutch what went wrong with a server, without the text of the error, which can hold the URL.
func (r Request) explain(err error) error {
	var known notice.Notice
	var slow net.Error
	var unknown *net.DNSError
	var certificate *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	again := "Kijk of er internet is en of het adres klopt. De volgende keer wordt het opnieuw geprobeerd."
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &unknown) && unknown.IsNotFound:
		return r.refuse("is niet te vinden: die server bestaat niet", again)
	case errors.As(err, &certificate):
		return r.refuse("is niet opgehaald: het certificaat van de server klopt niet", "Kijk of het adres klopt. Zo ja, vraag de beheerder van de server of het certificaat verlopen is.")
	case errors.As(err, &plain):
		return r.refuse("is niet opgehaald: de server heeft geen beveiligde verbinding", "Vraag om een adres met https://. Is dat er niet, begin het adres dan met http://.")
	case broken(err):
		return r.refuse("kwam niet helemaal over: de verbinding brak af", again)
	case errors.As(err, &slow) && slow.Timeout():
		return r.refuse("is niet opgehaald: de server antwoordt niet op tijd", again)
	}
	return r.refuse("is niet opgehaald: de server is niet bereikbaar of antwoordt niet goed", again)
}
