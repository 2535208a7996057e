// Package feed makes a calendar on the web a source like a file of the inbox. Fetch keeps a copy of it in a local folder, the
// spool, and gives the last copy that was good, also when the server is down or answers with something else. It reads no
// calendars: the caller's Check says whether an answer is one. Get fetches anything else on the web once, as safely and without a
// copy.
//
// # Spool
//
// agenda.ics is the last good copy, byte for byte as it came; its time is when it last became another. staat.json beside it holds
// what the next request needs: the validators of RFC 9110 (ETag, Last-Modified), the hash of the copy and since when it goes
// wrong. What is unchanged, because the server says so (304) or because the same came, writes nothing at all. A calendar with other
// DTSTAMP lines is the same: Google and Outlook renew them in each answer. Of a server that renews more than that, the copy changes
// each time; whether its events are the same is the caller's to see. The spool may be thrown away. Another URL is another feed: it
// starts without a copy.
//
// The copy is replaced only by a whole answer with status 200 that is not empty and that Check accepts, and by a rename. A kill
// between the two files leaves a copy with another hash than staat.json says: it counts when Check accepts it, and is fetched
// without conditions. The Content-Type is not looked at, because it is often wrong.
//
// # Safety
//
// Who may write a URL into a page does not get to look into the network where opladers runs:
//
//   - Only https and http; webcal and webcals are taken for https. At most 5 redirects, each judged as the first address, and
//     none from https to http.
//   - The address is judged at the moment of connecting (net.Dialer.Control), after DNS, so that a name cannot turn into another
//     address in between: only public ones, see public. Allowed names the exceptions: an address, a network, or the name of a
//     host, which is then trusted with whatever its DNS says.
//   - No proxy, also not the one of HTTP_PROXY: it would do the connecting, to addresses that we do not see. On a network that
//     reaches the web only through a proxy, feeds do not work.
//   - No cookies and no Referer. A password in the URL goes out over https only, and never to another host.
//   - A URL may be a secret, as the private address of a Google calendar is. Only its host is ever told, and only a hash kept.
//
// # Limits
//
// MaxSize bytes, counted after decompression; half a minute to connect and half a minute until the header of the answer, three
// quarters of a minute in all, second try included. One second try, when the connection breaks: that is most often chance. Not after a status: a server that
// says that it is busy (429, 503, Retry-After) is left alone until the next run.
//
// Fetch may run for several feeds at once. One run works at a time on a spool; the caller holds the lock.
package feed

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// MaxSize is how large a calendar may be.
const MaxSize = 32 << 20

// Request says what to fetch.
type Request struct {
	Name    string // whose calendar it is, for notices: "Zutphen"
	URL     string
	Spool   string             // folder of this feed alone
	Allowed []string           // addresses, networks (CIDR) and hosts (as in DNS: xn--…) that need not be public
	Check   func([]byte) error // says why an answer is no calendar
	Now     time.Time          // in the site's zone
	Version string             // of opladers, for the server

	kind
	roots    *x509.CertPool // for tests
	patience time.Duration  // for tests: 0 is half a minute
}

// kind is what is asked for, and how notices speak of it.
type kind struct {
	subject string
	hint    string // in the place of those that are about calendars
	accept  string // media types
	limit   int    // bytes
}

// Result is what there is of a feed.
type Result struct {
	File    string          // path of the last good copy; "" when there never was one
	Changed bool            // the copy is another one than before
	Notices []notice.Notice // of level Warning when there is a copy, else Error
	Every   time.Duration   // how long the calendar, or its server, asks to be left alone; at most a day, 0 when it asks nothing
	Failed  bool            // the server gave nothing that can be used
}

// Fetch brings the spool in step with the feed. What is wrong with the feed is in the notices; the error is a Dutch notice about
// the spool, or that of ctx, and the copy in the result is then still good.
func Fetch(ctx context.Context, r Request) (Result, error) {
	r.kind = kind{subject: "De agenda", accept: "text/calendar, */*;q=0.5", limit: MaxSize}
	if err := os.MkdirAll(r.Spool, 0o700); err != nil { // a calendar need not be for every user of the machine
		return Result{}, full(err)
	}
	if err := atomic.Recover(r.Spool); err != nil {
		return Result{}, full(err)
	}
	s := r.open()
	var result Result
	if s.Hash != "" || s.unsure {
		result.File = r.file()
	}
	a, err := r.load(ctx, s)
	switch {
	case ctx.Err() != nil:
		return result, ctx.Err()
	case err != nil:
		if s.FailedSince.IsZero() {
			s.FailedSince = r.Now
		}
		result.Failed = true
		n := notice.From(err, "")
		if result.File != "" {
			n.Level = notice.Warning
			n.Text += fmt.Sprintf(" Sinds %s wordt de laatste goede kopie gebruikt.", moment(s.FailedSince))
		}
		result.Notices = append(result.Notices, n)
	case a.body == nil:
		s.FailedSince = time.Time{}
	default:
		if result.Changed, err = atomic.WriteFile(r.file(), a.body); err != nil {
			return result, full(err)
		}
		result.File = r.file()
		s = state{Feed: s.Feed, From: a.from, ETag: a.etag, LastModified: a.lastModified, Hash: digest(a.body)}
	}
	result.Every = every(result.File, a.fresh)
	return result, full(s.save(r.Spool))
}

// Get gives what is at an address that is no calendar, with the care of Fetch and without a copy. More than limit bytes are
// refused. The error is a Dutch notice, or that of ctx. Of the request it takes URL, Allowed and Version.
func Get(ctx context.Context, r Request, limit int) ([]byte, error) {
	r.kind = kind{"Het bestand", "Kijk of er internet is en of het adres klopt. Probeer het later nog eens.", "application/json, */*;q=0.5", limit}
	a, err := r.ask(ctx, state{})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return a.body, err
}

// load gives what the server has; without a body when that is the copy.
func (r Request) load(ctx context.Context, s state) (answer, error) {
	a, err := r.ask(ctx, s)
	if err != nil {
		return a, err
	}
	if a.body == nil || digest(a.body) == s.Hash {
		return answer{fresh: a.fresh}, nil
	}
	if err := r.Check(a.body); err != nil {
		return a, r.refuse("is niet te gebruiken. "+notice.From(err, "").Text,
			"Open het adres in een browser. Komt er een webpagina in plaats van een agenda? Vraag dan om het adres van de agenda als iCal (.ics).")
	}
	return a, nil
}

// ask gives the answer of the server, at the second try when the connection breaks. The error is a Dutch notice.
func (r Request) ask(ctx context.Context, s state) (answer, error) {
	limited, cancel := context.WithTimeout(ctx, r.wait()*3/2)
	defer cancel()
	a, err := r.get(limited, s)
	if broken(err) {
		a, err = r.get(limited, s)
	}
	if err != nil {
		return answer{}, r.explain(err)
	}
	return a, nil
}

func (r Request) file() string { return filepath.Join(r.Spool, "agenda.ics") }

// refuse makes a notice about what was asked for. It names the host, and nothing else of the URL.
func (r Request) refuse(text, hint string) error {
	subject := r.subject
	if r.Name != "" {
		subject += " van " + r.Name
	}
	if u, err := address(r.URL); err == nil {
		subject += " op " + u.Host
	}
	return notice.Refuse(subject+" "+strings.TrimSuffix(text, ".")+".", cmp.Or(r.hint, hint))
}

// moment writes a date and time for people.
func moment(t time.Time) string {
	c := page.WallTime(t)
	return when.Long(c) + ", " + when.Time(c) + " uur"
}

// full says that the spool cannot be written.
func full(err error) error {
	if err == nil {
		return nil
	}
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return notice.Refuse("De kopie van een agenda kan niet bewaard worden ("+err.Error()+").", "Kijk of de schijf vol is en of in de map .opladers geschreven mag worden.")
}
