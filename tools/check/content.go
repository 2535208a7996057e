package check

import (
	"context"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/check/source"
	"mijnopladers.nl/opladers/tools/personal"
)

// foreign is the end of the name of a page in another language: _index.en.md.
var foreign = regexp.MustCompile(`\.[a-z]{2}\.md$`)

// pictures are the extensions of masters.
var pictures = []string{".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"}

// content checks the pages under content/, and the masters of their photos.
func (r *run) content(ctx context.Context) error {
	root := filepath.Join(r.Config.Dir, "content")
	names, err := files(root, ".")
	if err != nil {
		return err
	}
	r.pages = map[string]*entry{}
	var mu sync.Mutex
	err = r.each(ctx, "pagina's", names, func(name string) error {
		look := func(check func(data []byte) *entry) (*entry, error) {
			return r.cache.look("content/"+name, filepath.Join(root, filepath.FromSlash(name)), false, check)
		}
		switch {
		case path.Ext(name) == ".md":
			e, err := look(func(data []byte) *entry {
				found, facts := source.Check(data, options(name))
				return &entry{Findings: found, Page: &facts}
			})
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			r.pages[name] = e
		case slices.Contains(pictures, strings.ToLower(path.Ext(name))):
			e, err := look(func(data []byte) *entry {
				found := traces(data, "Draai opladers check --fix, of zet de foto opnieuw in de inbox.")
				for i := range found {
					found[i].Fixes = true
				}
				return &entry{Findings: found}
			})
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for _, f := range e.Findings {
				r.add(name, f)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	known := r.known()
	for name, e := range r.pages {
		r.page(name, e, known)
	}
	return nil
}

// page adds what was found in a page itself.
func (r *run) page(name string, e *entry, known *personal.Known) {
	if e.Page.Draft {
		return
	}
	for _, f := range e.Findings {
		if !isOfOrganisation(f, known) {
			r.add(name, f)
		}
	}
	r.silences(name, e.Page.Silences)
}

// each calls f for each of names, side by side.
func (r *run) each(ctx context.Context, stage string, names []string, f func(name string) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		if i%100 == 0 {
			r.Progress(stage, i, len(names))
		}
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f(name)
		})
	}
	return g.Wait()
}

// isOfOrganisation reports whether a finding is about a number or address that is known to be that of an organisation.
func isOfOrganisation(f rule.Finding, known *personal.Known) bool {
	return (f.Rule == string(personal.Telephone) || f.Rule == string(personal.Mail)) && len(personal.Find(strings.Join(f.Quoted, " "), known)) == 0
}

// known gathers the numbers and addresses that pages and the configuration give as those of an organisation.
func (r *run) known() *personal.Known {
	known := personal.NewKnown()
	for _, e := range r.pages {
		for _, c := range e.Page.Contacts {
			known.Add(c)
		}
	}
	for _, c := range r.Config.Contacts {
		known.Add(c)
	}
	return known
}

// silences checks what a page says that it need not keep to.
func (r *run) silences(file string, list []source.Silence) {
	for _, s := range list {
		switch known, ok := rule.Get(s.Rule); {
		case !ok:
			r.add(file, rule.Of("onbekende-waarde", s.Line, "Er is geen controle die ‘"+s.Rule+"’ heet.", "De namen staan in "+rule.Docs+"."))
		case known.Firm:
			r.add(file, rule.Of("stil-zonder-reden", s.Line, "De controle "+s.Rule+" kan niet uit.", "Haal deze regels bij controle weg, en herstel wat de controle vond."))
		case s.Reason == "":
			r.add(file, rule.Of("stil-zonder-reden", s.Line, "Bij de controle "+s.Rule+" staat geen reden. Daarom telt zij gewoon mee.", "Schrijf bij reden waarom deze pagina haar niet hoeft te halen."))
		}
	}
}
