package check

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/check/machine"
	"mijnopladers.nl/opladers/tools/check/markup"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/photo/trace"
)

// publicName is how files of the site are named in findings, wherever they stand.
const publicName = "public/"

// sheet is what an HTML file of the site says. Numbers are of the words of the cache.
type sheet struct {
	Lang                   string
	Links, Lines           []uint32 // addresses with the lines where they stand first
	IDs                    []uint32
	Alternates             []uint32 // a language and an address, in turn
	Loads                  []uint32
	Bytes                  int
	Hidden, Redirect, Part bool
}

// site checks the built site.
func (r *run) site(ctx context.Context) error {
	r.public = map[string]*entry{}
	if r.Public == "" {
		return nil
	}
	if _, err := os.Stat(r.Public); err != nil {
		return err
	}
	names, err := files(r.Public, atomic.Prefix) // all that package publish ships
	if err != nil {
		return err
	}
	var mu sync.Mutex
	err = r.each(ctx, "site", names, func(name string) error {
		kind := strings.ToLower(path.Ext(name))
		picture := slices.Contains(pictures, kind)
		key := publicName + name
		if path.Base(name) == "security.txt" { // it expires
			key += " " + r.Now.Format(time.DateOnly)
		}
		e, err := r.cache.look(key, filepath.Join(r.Public, filepath.FromSlash(name)), picture, func(data []byte) *entry {
			switch {
			case kind == ".html", kind == ".htm":
				return r.sheet(name, data)
			case picture:
				return &entry{Findings: traces(data, "Bouw de site opnieuw. Staat de foto in static/? Haal de gegevens daar uit de foto.")}
			}
			found, links := machine.Check(name, data, machine.Options{BaseURL: r.BaseURL, Now: r.Now})
			e := &entry{Findings: found}
			for _, l := range links {
				e.Links = append(e.Links, r.cache.number(l.To))
			}
			return e
		})
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		r.public[name] = e
		return nil
	})
	if err != nil {
		return err
	}
	t := newTargets(r)
	for _, name := range slices.Sorted(maps.Keys(r.public)) {
		e := r.public[name]
		for _, f := range e.Findings {
			if !r.saidAtSource(name, f) {
				r.add(publicName+name, f)
			}
		}
		r.links(t, name, e)
		if e.Sheet != nil {
			r.weight(t, name, e.Sheet)
			r.languages(t, name, e.Sheet)
		}
	}
	return nil
}

func (r *run) sheet(name string, data []byte) *entry {
	found, facts := markup.Check(name, data, markup.Options{BaseURL: r.BaseURL})
	s := &sheet{Lang: facts.Lang, Bytes: facts.Bytes, Hidden: facts.Hidden, Redirect: facts.Redirect, Part: facts.Part}
	seen := map[string]bool{}
	for _, l := range facts.Links {
		if !seen[l.To] {
			seen[l.To] = true
			s.Links, s.Lines = append(s.Links, r.cache.number(l.To)), append(s.Lines, uint32(l.Line))
		}
	}
	for _, id := range facts.IDs {
		s.IDs = append(s.IDs, r.cache.number(id))
	}
	for _, l := range facts.Loads {
		s.Loads = append(s.Loads, r.cache.number(l))
	}
	for _, lang := range slices.Sorted(maps.Keys(facts.Alternates)) {
		s.Alternates = append(s.Alternates, r.cache.number(lang), r.cache.number(facts.Alternates[lang]))
	}
	return &entry{Findings: found, Sheet: s}
}

// authors are the rules that pages break because of what their authors wrote: found in the page itself too, on the line to mend.
var authors = []string{"kop-sprong", "kop-leeg", "link-tekst", "link-zonder-tekst", "tabel-zonder-kop", "alt-bestandsnaam", "alt-ontbreekt", "html-fout"}

// saidAtSource reports whether what is wrong with a page of the site was found in its file under content/.
func (r *run) saidAtSource(name string, f rule.Finding) bool {
	e := r.pages[r.sourceOf(name)]
	return slices.Contains(authors, f.Rule) && e != nil && slices.ContainsFunc(e.Findings, func(s rule.Finding) bool { return s.Rule == f.Rule })
}

// sourceOf gives the file under content/ of an HTML file of the site, in whatever language; "" when it has none.
func (r *run) sourceOf(name string) string {
	address := "/" + strings.TrimSuffix(name, "index.html")
	if file := r.Addresses[address]; file != "" {
		return file
	}
	if _, rest, ok := strings.Cut(address[1:], "/"); ok {
		return r.Addresses["/"+rest]
	}
	return ""
}

// targets knows where the addresses of the site lead.
type targets struct {
	run   *run
	base  string                     // path of the site: /
	host  string                     // of the site, as addresses begin: https://mijnopladers.nl/
	known map[uint32]string          // file of the site that an address leads to; "" is elsewhere or nowhere
	lost  map[uint32]bool            // addresses that lead nowhere
	ids   map[string]map[uint32]bool // by file
}

func newTargets(r *run) *targets {
	t := &targets{run: r, base: "/", host: r.BaseURL, known: map[uint32]string{}, lost: map[uint32]bool{}, ids: map[string]map[uint32]bool{}}
	if u, err := url.Parse(r.BaseURL); err == nil && u.Path != "" {
		t.base = u.Path
	}
	return t
}

// file gives the file that an address on a page leads to. Nowhere is for one of this site that has none.
func (t *targets) file(from string, number uint32) (file string, nowhere bool) {
	address := t.run.cache.Words[number]
	if strings.HasPrefix(address, "#") || strings.HasPrefix(address, "?") || address == "" {
		return from, false
	}
	own := strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") || strings.HasPrefix(address, t.host) || strings.HasPrefix(address, "webcal:")
	if !own && (strings.Contains(address, ":") || strings.HasPrefix(address, "//")) {
		return "", false
	}
	if !own { // it depends on the page
		return t.find(path.Join(t.base, path.Dir(from), address) + trailing(address))
	}
	file, ok := t.known[number]
	if !ok {
		if rest, is := strings.CutPrefix(address, "webcal:"); is {
			address = "https:" + rest
		}
		if rest, is := strings.CutPrefix(address, t.host); is {
			address = t.base + rest
		} else if strings.Contains(address, "://") {
			t.known[number] = ""
			return "", false // the calendar of another site
		}
		file, nowhere = t.find(address)
		t.known[number], t.lost[number] = file, nowhere
	}
	return file, t.lost[number]
}

func trailing(address string) string {
	if strings.HasSuffix(address, "/") {
		return "/"
	}
	return ""
}

// find gives the file of the site for an address that begins with its path.
func (t *targets) find(address string) (file string, nowhere bool) {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	name, err := url.PathUnescape(strings.TrimPrefix(address, t.base))
	name = strings.TrimPrefix(name, "/")
	if err != nil {
		return "", true
	}
	for _, candidate := range []string{name, path.Join(name, "index.html")} {
		if t.run.public[candidate] != nil {
			return candidate, false
		}
	}
	return "", true
}

// has reports whether a page has a place.
func (t *targets) has(file, id string) bool {
	e := t.run.public[file]
	if e == nil || e.Sheet == nil {
		return true
	}
	ids := t.ids[file]
	if ids == nil {
		ids = make(map[uint32]bool, len(e.Sheet.IDs))
		for _, n := range e.Sheet.IDs {
			ids[n] = true
		}
		t.ids[file] = ids
	}
	n, ok := t.run.cache.numbers[id]
	return ok && ids[n]
}

// links checks where the addresses in a file of the site lead.
func (r *run) links(t *targets, name string, e *entry) {
	list, lines := e.Links, []uint32(nil)
	if e.Sheet != nil {
		list, lines = e.Sheet.Links, e.Sheet.Lines
	}
	for i, number := range list {
		line := 0
		if lines != nil {
			line = int(lines[i])
		}
		file, nowhere := t.file(name, number)
		address := r.cache.Words[number]
		if nowhere {
			r.add(publicName+name, rule.Of("link-kapot", line, fmt.Sprintf("Het adres %s is er niet.", address), "Bouw de site opnieuw. Blijft het zo? Meld het aan wie de site onderhoudt."))
			continue
		}
		_, fragment, _ := strings.Cut(address, "#")
		if fragment == "" || file == "" {
			continue
		}
		if id, err := url.PathUnescape(fragment); err != nil || !t.has(file, id) {
			r.add(publicName+name, rule.Of("link-plaats", line, fmt.Sprintf("Het adres %s gaat naar een stuk van de pagina dat er niet is.", address), "Bouw de site opnieuw. Blijft het zo? Meld het aan wie de site onderhoudt."))
		}
	}
}

const (
	// maxView is what a first view of a page may be, in bytes of files as they stand on the disk; texts travel packed.
	maxView = 500_000
	packed  = 4 // how much smaller a text is on its way, about
)

// weight sums what a phone fetches before somebody scrolls.
func (r *run) weight(t *targets, name string, s *sheet) {
	if s.Redirect || s.Part {
		return
	}
	total := s.Bytes / packed
	heaviest, most := name, int64(s.Bytes/packed)
	for _, n := range s.Loads {
		file, _ := t.file(name, n)
		e := r.public[file]
		if e == nil {
			continue
		}
		size := e.Size
		if ext := path.Ext(file); ext == ".css" || ext == ".js" || ext == ".svg" {
			size /= packed
		}
		total += int(size)
		if size > most {
			heaviest, most = file, size
		}
	}
	if total > maxView {
		r.add(publicName+name, rule.Of("pagina-zwaar", 0, fmt.Sprintf("De pagina is ongeveer %d kB. Het zwaarste is %s, met %d kB.", total/1000, heaviest, most/1000),
			fmt.Sprintf("Houd een pagina onder %d kB: minder foto's bovenaan, of kleinere.", maxView/1000)))
	}
}

// languages checks that the other languages of a page lead back to it.
func (r *run) languages(t *targets, name string, s *sheet) {
	for i := 0; i+1 < len(s.Alternates); i += 2 {
		lang := r.cache.Words[s.Alternates[i]]
		file, nowhere := t.file(name, s.Alternates[i+1])
		if nowhere {
			continue // link-kapot says it
		}
		other := r.public[file]
		if other == nil || other.Sheet == nil || other.Sheet.Redirect {
			r.add(publicName+name, rule.Of("taal-wissel", 0, fmt.Sprintf("In de taal %s is deze pagina er niet: %s.", lang, r.cache.Words[s.Alternates[i+1]]), "Bouw de site opnieuw. Blijft het zo? Meld het aan wie de site onderhoudt."))
			continue
		}
		if back := alternate(r, other.Sheet, s.Lang); back == "" || back != alternate(r, s, s.Lang) {
			r.add(publicName+name, rule.Of("taal-wissel", 0, fmt.Sprintf("De pagina in de taal %s noemt deze pagina niet.", lang), "Bouw de site opnieuw. Blijft het zo? Meld het aan wie de site onderhoudt."))
		}
	}
}

func alternate(r *run, s *sheet, lang string) string {
	for i := 0; i+1 < len(s.Alternates); i += 2 {
		if strings.EqualFold(r.cache.Words[s.Alternates[i]], lang) {
			return r.cache.Words[s.Alternates[i+1]]
		}
	}
	return ""
}

// traces finds what a picture says of where and by whom it was made.
func traces(data []byte, hint string) []rule.Finding {
	found := trace.Find(data)
	if len(found) == 0 {
		return nil
	}
	return []rule.Finding{rule.Of("herkomst-in-foto", 0, "In de foto staat nog: "+strings.Join(found, ", ")+".", hint)}
}
