package build

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/search"
)

const (
	// policy is the Content-Security-Policy of every page: all comes from the site itself, and nothing is inline. Scripts may read the
	// search index, and a form may lead to the search page. Data blocks such as JSON-LD are no scripts and need no leave.
	policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
	// frameDir is the folder of a municipality with the one page that other sites may show in a frame.
	frameDir = "inbedden"

	always = "public, max-age=31536000, immutable"
	askUs  = "no-cache" // may be kept, and is asked about each time
)

// assetDirs are the folders of which a file never changes: its name holds a hash or a version.
var assetDirs = []string{"css", "fonts", PhotoDir, "js", "qr", search.Dir}

// headers says what hosts send along with the website in out (see package host). A host may join the values that different rules
// have for an address, or let one win; so no two rules name the same header for one address. That is why the policy does not stand
// with the rule for all: the agenda that other sites embed has another one, and every other place is named. docs/nginx.conf says
// the same for nginx, and a test compares them.
func headers(out string, municipalities map[string]string) (host.Rules, error) {
	rules := host.Rules{
		{Path: "/*", Headers: []host.Header{
			{Name: "Strict-Transport-Security", Value: "max-age=31536000"},
			{Name: "X-Content-Type-Options", Value: "nosniff"},
			{Name: "Referrer-Policy", Value: "same-origin"},
		}},
		{Path: "/*.ics", Headers: []host.Header{{Name: "Content-Type", Value: "text/calendar; charset=utf-8"}}},
		{Path: "/*.webmanifest", Headers: []host.Header{{Name: "Content-Type", Value: "application/manifest+json"}}},
		{Path: "/.well-known/security.txt", Headers: []host.Header{{Name: "Content-Type", Value: "text/plain; charset=utf-8"}}},
		{Path: "/" + workerName, Headers: []host.Header{{Name: "Cache-Control", Value: askUs}}},
	}
	for _, dir := range assetDirs {
		rules = append(rules, host.Rule{Path: "/" + dir + "/:bestand", Headers: []host.Header{{Name: "Cache-Control", Value: always}}})
	}
	p := places{out: out, municipalities: municipalities}
	if err := p.in(""); err != nil {
		return nil, err
	}
	for _, place := range append([]string{"/", "/404.html"}, p.closed...) {
		rules = append(rules, host.Rule{Path: place, Headers: []host.Header{
			{Name: "Content-Security-Policy", Value: policy + "; frame-ancestors 'none'"}, {Name: "X-Frame-Options", Value: "DENY"}, {Name: "Cache-Control", Value: askUs},
		}})
	}
	for _, place := range p.framed {
		rules = append(rules, host.Rule{Path: place, Headers: []host.Header{
			{Name: "Content-Security-Policy", Value: policy + "; frame-ancestors https:"}, {Name: "Cache-Control", Value: askUs},
		}})
	}
	return rules, nil
}

func writeHeaders(out string, municipalities map[string]string) error {
	rules, err := headers(out, municipalities)
	if err != nil {
		return err
	}
	_, err = atomic.WriteFile(filepath.Join(out, host.HeadersFile), rules.Bytes())
	return err
}

// places are the paths of rules for all the pages of a website, of which no two fit one address.
type places struct {
	out            string
	municipalities map[string]string // by slug

	closed, framed []string
}

// in adds what is in a folder of the website, "" or "/zutphen". Only a folder in which a frame is allowed somewhere is gone through.
func (p *places) in(dir string) error {
	entries, err := os.ReadDir(filepath.Join(p.out, filepath.FromSlash(dir)))
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && (dir != "" || !slices.Contains(assetDirs, e.Name())) {
			names = append(names, e.Name())
		}
	}
	for _, name := range names {
		sub := dir + "/" + name
		switch {
		case p.isFramed(sub):
			p.framed = append(p.framed, sub+"/")
		case p.holdsFrame(sub):
			p.closed = append(p.closed, sub+"/")
			if err := p.in(sub); err != nil {
				return err
			}
		case slices.ContainsFunc(names, func(other string) bool { return other != name && strings.HasPrefix(other, name) }):
			p.closed = append(p.closed, sub+"/", sub+"/:deel/*") // /en/* would fit /enschede/ too
		default:
			p.closed = append(p.closed, sub+"/*")
		}
	}
	return nil
}

// isFramed reports whether a folder is the page for frames of a municipality: /zutphen/inbedden, or that in another language.
func (p *places) isFramed(dir string) bool {
	parts := strings.Split(strings.TrimPrefix(dir, "/"), "/")
	return len(parts) >= 2 && len(parts) <= 3 && parts[len(parts)-1] == frameDir && p.municipalities[parts[len(parts)-2]] != ""
}

// holdsFrame reports whether there is such a page in a folder: of a municipality, or of a language.
func (p *places) holdsFrame(dir string) bool {
	for slug := range p.municipalities {
		for _, sub := range []string{path.Join(dir, frameDir), path.Join(dir, slug, frameDir)} {
			if info, err := os.Stat(filepath.Join(p.out, filepath.FromSlash(sub))); err == nil && info.IsDir() && p.isFramed(sub) {
				return true
			}
		}
	}
	return false
}
