package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/notice"
)

// Online asks other sites whether they have the pages that links lead to.
type Online struct {
	Transport http.RoundTripper // that of package feed: links are of strangers, and must not reach into the network of who checks
	Version   string            // of opladers, for the servers

	patience time.Duration // for one answer; 0 is 20 seconds
}

const (
	hosts        = 8 // that are asked side by side, each one question at a time
	maxRedirects = 10
)

// answer is what came of asking for an address.
type answer struct {
	status int
	moved  string // where it is now, when that is for good
	err    error
}

// online asks for each address once.
func (r *run) online(ctx context.Context) error {
	type place struct {
		file string
		line int
	}
	places, byHost := map[string][]place{}, map[string][]string{}
	for _, file := range slices.Sorted(maps.Keys(r.pages)) {
		if r.pages[file].Page.Draft {
			continue
		}
		for _, l := range r.pages[file].Page.Links {
			u, err := url.Parse(l.To)
			if err != nil || l.Image || u.Scheme != "https" && u.Scheme != "http" || r.BaseURL != "" && strings.HasPrefix(l.To, r.BaseURL) {
				continue
			}
			u.Fragment = ""
			address := u.String()
			if places[address] == nil {
				byHost[u.Host] = append(byHost[u.Host], address)
			}
			places[address] = append(places[address], place{file, l.Line})
		}
	}
	var mu sync.Mutex
	answers := map[string]answer{}
	queue := make(chan []string)
	var workers sync.WaitGroup
	for range hosts {
		workers.Go(func() {
			for list := range queue {
				for _, address := range list {
					a := r.Online.ask(ctx, address)
					mu.Lock()
					answers[address] = a
					r.Progress("links", len(answers), len(places))
					mu.Unlock()
				}
			}
		})
	}
	for _, host := range slices.Sorted(maps.Keys(byHost)) {
		queue <- byHost[host]
	}
	close(queue)
	workers.Wait()
	if len(byHost) > 1 && !slices.ContainsFunc(slices.Collect(maps.Values(answers)), func(a answer) bool { return a.err == nil }) {
		f := rule.Of("link-elders-kapot", 0, "Geen enkele andere site gaf antwoord. De links naar andere sites zijn dus niet nagekeken.",
			"Kijk of deze computer internet heeft, en typ daarna opnieuw: opladers check --online")
		f.Level = notice.Advice
		r.add("", f)
		return ctx.Err()
	}
	for address, list := range places {
		f, bad := answers[address].finding(address)
		for _, p := range list {
			if bad {
				f.Line = p.line
				r.add(p.file, f)
			}
		}
	}
	return ctx.Err()
}

// ask asks for an address: its head, or where a server does not tell that, its begin.
func (o *Online) ask(ctx context.Context, address string) answer {
	patience := o.patience
	if patience == 0 {
		patience = 20 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	a := o.try(ctx, http.MethodHead, address)
	if a.err == nil && a.status >= 400 && a.status != http.StatusTooManyRequests {
		a = o.try(ctx, http.MethodGet, address)
	}
	return a
}

func (o *Online) try(ctx context.Context, method, address string) (a answer) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return answer{err: err}
	}
	req.Header.Set("User-Agent", strings.TrimSuffix("opladers/"+o.Version, "/")+" (+https://mijnopladers.nl)")
	forGood := true
	client := http.Client{Transport: o.Transport, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		next.Header.Del("Referer")
		status := next.Response.StatusCode
		forGood = forGood && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		if len(via) >= maxRedirects {
			return errors.New("too many redirects")
		}
		return nil
	}}
	res, err := client.Do(req)
	if err != nil {
		return answer{err: err}
	}
	_, _ = io.CopyN(io.Discard, res.Body, 4096)
	res.Body.Close()
	a.status = res.StatusCode
	if final := res.Request.URL.String(); forGood && final != address {
		a.moved = final
	}
	return a
}

// finding says what is the matter with a link; false when nothing is, or when nobody can tell.
func (a answer) finding(address string) (f rule.Finding, bad bool) {
	say := func(level notice.Level, text, hint string) (rule.Finding, bool) {
		f := rule.Of("link-elders-kapot", 0, text, hint).Quote(address)
		f.Level = level
		return f, true
	}
	var unknown *net.DNSError
	switch {
	case errors.As(a.err, &unknown) && unknown.IsNotFound:
		return say(notice.Warning, fmt.Sprintf("De site van %s bestaat niet.", address), "Kijk of het adres klopt. Zo ja, zoek een andere link of haal hem weg.")
	case a.err != nil:
		return say(notice.Advice, fmt.Sprintf("De site van %s gaf geen antwoord.", address), "Probeer de link zelf. Werkt hij niet, zoek dan een andere of haal hem weg.")
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		return say(notice.Warning, fmt.Sprintf("De pagina %s is er niet meer.", address), "Zoek waar zij nu staat, of haal de link weg.")
	case a.status >= 500:
		return say(notice.Advice, fmt.Sprintf("De site van %s gaf een fout (%d).", address, a.status), "Probeer de link later zelf.")
	case a.status < 400 && a.moved != "":
		return say(notice.Advice, fmt.Sprintf("De pagina %s is voorgoed verhuisd.", address), "Gebruik het nieuwe adres: "+a.moved)
	}
	return rule.Finding{}, false // there, or only for people
}
