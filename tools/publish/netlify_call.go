package publish

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"

	"mijnopladers.nl/opladers/tools/notice"
)

const (
	tries     = 6
	firstWait = time.Second
	longest   = 2 * time.Minute // that we wait because Netlify asks for it

	maxAnswer = 64 << 20 // bytes; a list of 100,000 files has about 20 million
	maxError  = 64 << 10
)

// request is one question to Netlify.
type request struct {
	method, path string
	json         []byte                   // what is sent, or
	file         func() (*os.File, error) // a file, opened anew for each try
	size         int64                    // of it
	upload       bool                     // an upload is refused at random with 401 now and then; anything else means it
	once         bool                     // do not try again
}

// call asks, and reads the answer into out, which may be nil. It tries again when Netlify is busy or out of order.
func (n *Netlify) call(ctx context.Context, r request, out any) error {
	for try := 1; ; try++ {
		again, wait, err := n.try(ctx, r, out)
		if err == nil {
			return nil
		}
		if !again || r.once || try == tries || ctx.Err() != nil {
			if cause := context.Cause(ctx); cause != nil {
				return cause
			}
			return err
		}
		backoff := firstWait << (try - 1)
		if n.Wait > 0 {
			backoff = n.Wait
		}
		backoff += rand.N(backoff) // not all at the same moment
		if err := pause(ctx, min(max(wait, backoff), longest)); err != nil {
			return err
		}
	}
}

// try asks once. again says whether it may go well another time, and wait how long Netlify wants us to stay away.
func (n *Netlify) try(ctx context.Context, r request, out any) (again bool, wait time.Duration, err error) {
	var body io.Reader
	if r.json != nil {
		body = bytes.NewReader(r.json)
	}
	if r.file != nil {
		f, err := r.file()
		if err != nil {
			return false, 0, err
		}
		defer f.Close()
		body = f
	}
	req, err := http.NewRequestWithContext(ctx, r.method, cmp.Or(n.API, NetlifyAPI)+r.path, body)
	if err != nil {
		return false, 0, err
	}
	req.Header.Set("Authorization", "Bearer "+n.Token)
	req.Header.Set("User-Agent", "opladers")
	req.Header.Set("Content-Type", "application/json")
	if r.file != nil {
		req.ContentLength = r.size
		req.Header.Set("Content-Type", "application/octet-stream")
		if r.size == 0 {
			req.Body = http.NoBody
		}
	}
	answer, err := n.client().Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return false, 0, ctx.Err()
		}
		return true, 0, unreachable(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		text, _ := io.ReadAll(io.LimitReader(answer.Body, maxError))
		return n.mayGoWell(answer.StatusCode, r), askedToWait(answer.Header, time.Now()), refused(answer.StatusCode, text)
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return true, 0, unreachable(err)
	}
	if out == nil {
		return false, 0, nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return false, 0, unclear("no JSON")
	}
	return false, 0, nil
}

func (n *Netlify) mayGoWell(status int, r request) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests:
		return true
	case http.StatusUnauthorized:
		return r.upload
	}
	// A deploy that was made after all, before the answer got lost, would be made twice; it would never be whole, and so never be seen.
	return status >= 500
}

func (n *Netlify) client() *http.Client {
	if n.Client != nil {
		return n.Client
	}
	return netlifyClient
}

// netlifyClient follows no redirect: the token is for one host. A file of 100 MB may take a while.
var netlifyClient = &http.Client{
	Timeout:       10 * time.Minute,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout: 15 * time.Second, ResponseHeaderTimeout: 2 * time.Minute, MaxIdleConnsPerHost: uploads, ForceAttemptHTTP2: true,
	},
}

// askedToWait reads how long a server wants us to stay away: Retry-After in seconds or as a date (RFC 9110), or Netlify's
// X-RateLimit-Reset, a moment in seconds since 1970 or as a date.
func askedToWait(h http.Header, now time.Time) time.Duration {
	if s := h.Get("Retry-After"); s != "" {
		if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 1e6 {
			return time.Duration(n) * time.Second
		}
		if t, err := http.ParseTime(s); err == nil {
			return max(0, t.Sub(now))
		}
	}
	s := h.Get("X-RateLimit-Reset")
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 && n < 1e12 {
		return max(0, time.Unix(n, 0).Sub(now))
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05 MST"} {
		if t, err := time.Parse(layout, s); err == nil {
			return max(0, t.Sub(now))
		}
	}
	return 0
}

// refused says in Dutch why Netlify did not do it.
func refused(status int, body []byte) error {
	var said struct {
		Message string `json:"message"`
	}
	_ = json.Unmarshal(body, &said) // else there is no message
	why := fmt.Sprint(status)
	if said.Message != "" {
		why += ": " + short(said.Message)
	}
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return notice.Refuse("Netlify laat ons niet toe. De oude site staat er nog.", "Maak op app.netlify.com, bij User settings en Applications, een nieuw token, en zet dat in OPLADERS_NETLIFY.")
	case http.StatusNotFound:
		return notice.Refuse("Netlify kent deze site of deze versie niet ("+why+").", "Kijk of site in config.toml klopt: de naam of het Project ID op app.netlify.com.")
	case http.StatusUnprocessableEntity:
		return notice.Refuse("Netlify neemt deze versie niet aan ("+why+"). De oude site staat er nog.", "Doe het opnieuw.")
	case http.StatusTooManyRequests:
		return notice.Refuse("Netlify heeft het te druk met ons. De oude site staat er nog.", "Wacht tien minuten en doe het opnieuw.")
	}
	return notice.Refuse("Netlify doet het niet ("+why+"). De oude site staat er nog.", "Kijk op www.netlifystatus.com of er een storing is, en doe het later opnieuw.")
}

// unreachable leaves the address out, which says nothing to a person.
func unreachable(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return notice.Refuse("Netlify is niet te bereiken ("+short(err.Error())+"). De oude site staat er nog.", "Kijk of er internet is, en doe het opnieuw.")
}

// short makes what a server says fit for a message: one line, without control characters.
func short(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return strings.TrimSuffix(s, ".")
}
