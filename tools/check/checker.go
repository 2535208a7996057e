package check

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/check/source"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/personal"
	"mijnopladers.nl/opladers/tools/store"
)

// Checker checks one site again and again, and keeps in memory what it found in each file. What it finds is what Run finds. The zero Checker is
// ready for use, also by several goroutines.
type Checker struct {
	running sync.Mutex // one run at a time
	cache   *cache
	file    string // of the cache
	agenda  agendaMemory

	mu       sync.Mutex
	contacts map[string][]string // that pages give as those of an organisation, by page; nil before they were read
}

// Run checks the whole site, as the function Run does. It writes nothing: see Save.
func (c *Checker) Run(ctx context.Context, o Options) (*Result, error) {
	result, err := c.run(ctx, o)
	if errors.Is(err, fs.ErrNotExist) && ctx.Err() == nil { // another run may have changed the site meanwhile
		result, err = c.run(ctx, o)
	}
	var missing *fs.PathError
	if errors.As(err, &missing) && errors.Is(err, fs.ErrNotExist) {
		return nil, notice.Refuse(fmt.Sprintf("Tijdens het nakijken verdween een bestand: %s. Misschien wordt de site net opnieuw gemaakt.", c.named(o, missing.Path)),
			"Wacht tot opladers op deze computer en in andere vensters klaar is. Kijk dan opnieuw na.")
	}
	return result, err
}

// named is how people know a file of the site.
func (c *Checker) named(o Options, file string) string {
	if rel, err := filepath.Rel(o.Config.Dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(file)
}

func (c *Checker) run(ctx context.Context, o Options) (*Result, error) {
	c.running.Lock()
	defer c.running.Unlock()
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	r := &run{Options: o, cache: c.open(o)}
	together := func(ctx context.Context) error { return c.agenda.check(ctx, r) }
	steps := []func(context.Context) error{r.content, r.site, r.photos, together, r.themes, r.address}
	if o.Online != nil {
		steps = append(steps, r.online)
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	r.built()
	result := &Result{Pages: len(r.pages), Files: len(r.public), Checked: r.cache.checked}
	r.judge(result)
	r.cache.settle()
	c.note(r.pages)
	return result, nil
}

// open gives what is remembered, ready for a run.
func (c *Checker) open(o Options) *cache {
	file := filepath.Join(o.Config.Dir, store.StateDir, cacheName)
	if c.cache == nil || c.file != file {
		c.cache, c.file = load(file), file
	}
	c.cache.begin(o.BaseURL)
	return c.cache
}

// Save writes what was found to disk, for other programs and the next one, when that is not what stands there.
func (c *Checker) Save() error {
	c.running.Lock()
	defer c.running.Unlock()
	if c.cache == nil {
		return nil
	}
	return c.cache.save(c.file)
}

// note keeps the contacts of all pages.
func (c *Checker) note(pages map[string]*entry) {
	contacts := map[string][]string{}
	for name, e := range pages {
		if len(e.Page.Contacts) > 0 {
			contacts[name] = e.Page.Contacts
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.contacts = contacts
}

// Page checks one page that was just saved, by its path under content/, and finds what Run finds in what that file alone tells, with the same
// lines: what stands in it, and whether its photos may be seen and its colours read. What takes other pages or the built site (links, the agenda) is
// left to Run. The contacts of organisations are those of the last run; the first call reads all pages for them. A file that is no page, or is not
// there, has no findings.
func (c *Checker) Page(ctx context.Context, o Options, file string) (*Result, error) {
	contacts, err := c.known(ctx, o)
	if err != nil {
		return nil, err
	}
	result := &Result{}
	data, err := os.ReadFile(filepath.Join(o.Config.Dir, "content", filepath.FromSlash(file)))
	if errors.Is(err, fs.ErrNotExist) || path.Ext(file) != ".md" {
		return result, nil
	}
	if err != nil {
		return nil, err
	}
	findings, facts := source.Check(data, options(file))
	e := &entry{Findings: findings, Page: &facts}
	r := &run{Options: o, pages: map[string]*entry{file: e}}
	known := personal.NewKnown()
	add := func(contacts []string) {
		for _, contact := range contacts {
			known.Add(contact)
		}
	}
	for name, list := range contacts {
		if name != file { // what it said before need not be so any more
			add(list)
		}
	}
	add(facts.Contacts)
	add(o.Config.Contacts)
	r.page(file, e, known)
	if err := errors.Join(r.photos(ctx), r.themes(ctx)); err != nil {
		return nil, err
	}
	// What keeps photos from being judged may be a file elsewhere, which Run names.
	r.findings = slices.DeleteFunc(r.findings, func(f rule.Finding) bool { return f.File != file })
	result.Pages, result.Checked = 1, 1
	r.judge(result)
	return result, nil
}

// known gives the contacts of all pages, by page.
func (c *Checker) known(ctx context.Context, o Options) (map[string][]string, error) {
	c.mu.Lock()
	contacts := c.contacts
	c.mu.Unlock()
	if contacts != nil {
		return contacts, nil
	}
	c.running.Lock()
	defer c.running.Unlock()
	o.Progress = func(string, int, int) {}
	r := &run{Options: o, cache: c.open(o)}
	if err := r.content(ctx); err != nil {
		return nil, err
	}
	maps.Copy(r.cache.next, maps.Collect(r.cache.ofSite())) // which were not looked at
	r.cache.settle()
	c.note(r.pages)
	return c.known(ctx, o)
}

// agendaMemory is what was found about the activities together. It holds as long as none of them changed, and for the hour: what is over leaves it at
// most that late.
type agendaMemory struct {
	key   [sha256.Size]byte
	found []rule.Finding
}

func (m *agendaMemory) check(ctx context.Context, r *run) error {
	h := sha256.New()
	fmt.Fprintln(h, r.Config.Dir, r.Now.Truncate(time.Hour))
	if info, err := os.Stat(filepath.Join(r.Config.Dir, filepath.FromSlash(agenda.HolidaysFile))); err == nil {
		fmt.Fprintln(h, info.Size(), info.ModTime().UnixNano())
	}
	for _, name := range slices.Sorted(maps.Keys(r.pages)) {
		if path.Base(name) == "_index.md" || strings.Contains(name, "/"+page.KindActivity.Section()+"/") {
			fmt.Fprintf(h, "%q %x\n", name, r.pages[name].Hash)
		}
	}
	if key := [sha256.Size]byte(h.Sum(nil)); key != m.key {
		before := len(r.findings)
		if err := r.agenda(ctx); err != nil {
			return err
		}
		m.key, m.found = key, slices.Clone(r.findings[before:])
		return nil
	}
	r.findings = append(r.findings, m.found...)
	return nil
}
