package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

func (a *app) newCommand() *cobra.Command {
	var municipality string
	cmd := &cobra.Command{
		Use:   "new site|gemeente|verhaal|initiatief|activiteit NAAM",
		Short: "Begint iets nieuws dat meteen goed is",
		Example: "  opladers new site mijn-site\n  opladers new gemeente Brummen\n" +
			"  opladers new verhaal \"Soep op het plein\" --gemeente brummen",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 || strings.TrimSpace(args[1]) == "" {
				return usageError{"Zeg wat er moet komen en hoe het heet: opladers new gemeente Brummen"}
			}
			what, name := strings.ToLower(args[0]), strings.TrimSpace(args[1])
			if what == "site" {
				return a.newSite(name)
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			if what == string(page.KindMunicipality) {
				return a.newMunicipality(cfg, name)
			}
			kind, err := parseKind(what)
			if err != nil {
				return usageError{fmt.Sprintf("%q kan niet nieuw. Kies site, gemeente, verhaal, initiatief of activiteit.", what)}
			}
			return a.newPage(cfg, kind, name, page.Slug(municipality))
		},
	}
	cmd.Flags().StringVar(&municipality, "gemeente", "", "de `GEMEENTE` waar de pagina bij hoort")
	return cmd
}

// newSite makes a folder with the look of the site and nothing in it.
func (a *app) newSite(dir string) error {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(a.site, dir)
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return notice.Refuse(fmt.Sprintf("De map %s is niet leeg.", dir), "Kies een andere naam.")
	}
	if a.dryRun {
		fmt.Fprintf(a.stdout, "Plan: een nieuwe site in %s.\n", dir)
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.CopyFS(dir, opladers.Look); err != nil {
		return err
	}
	for _, sub := range []string{"content", "inbox"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	ignore := strings.Join([]string{"/public/", "/" + store.StateDir + "/", ".opladers-*", ""}, "\n")
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(ignore), 0o644); err != nil {
		return err
	}
	home := &page.Page{Common: page.Common{Title: "#Opladers", Summary: "Opvoeden doe je samen."}}
	if err := a.create(dir, "_index.md", home); err != nil {
		return err
	}
	for _, kind := range []page.Kind{page.KindStory, page.KindInitiative, page.KindActivity} {
		section := store.Section("alle gemeenten", kind)
		if err := a.create(dir, kind.Section()+"/_index.md", section); err != nil {
			return err
		}
	}
	return a.next("De site staat in %s. Zet in config.toml bij baseURL het adres van uw site. Maak daarna een gemeente:\n  opladers new gemeente NAAM --site %q\n", dir, dir)
}

// newMunicipality makes the page, the sections and the inbox of a municipality.
func (a *app) newMunicipality(cfg *config.Config, name string) error {
	slug := page.Slug(name)
	if slug == "" {
		return usageError{fmt.Sprintf("Van %q kan geen adres gemaakt worden.", name)}
	}
	p := &page.Page{
		Common:       page.Common{Title: name, Kind: page.KindMunicipality, Summary: "Wat ouders in " + name + " samen doen."},
		Municipality: &page.Municipality{Phase: "verkenning", Villages: page.Strings{name}},
	}
	if err := a.create(cfg.Dir, slug+"/_index.md", p); err != nil {
		return err
	}
	for _, kind := range []page.Kind{page.KindStory, page.KindInitiative, page.KindActivity} {
		if err := a.create(cfg.Dir, path.Join(slug, kind.Section(), "_index.md"), store.Section(name, kind)); err != nil {
			return err
		}
		if a.dryRun {
			continue
		}
		if err := os.MkdirAll(filepath.Join(cfg.Inbox, slug, kind.Section()), 0o755); err != nil {
			return err
		}
	}
	return a.next("Vul nu de aanjager, de ontmoetingsplekken en de vakantieregio in, in content/%s/_index.md.\n", slug)
}

// newPage makes a page to fill in. It is a draft: it comes on the site when that line is taken out.
func (a *app) newPage(cfg *config.Config, kind page.Kind, name, municipality string) error {
	s, err := store.Open(cfg.Dir)
	if err != nil {
		return err
	}
	if municipality == "" && len(s.Municipalities) == 1 {
		municipality = s.Municipalities[0].Slug
	}
	if s.Municipality(municipality) == nil {
		var names []string
		for _, m := range s.Municipalities {
			names = append(names, m.Slug)
		}
		return usageError{fmt.Sprintf("Zeg met --gemeente bij welke gemeente dit hoort: %s.", strings.Join(names, ", "))}
	}
	today := a.now.Format(time.DateOnly)
	p := &page.Page{
		Common: page.Common{Title: name, Kind: kind, Draft: true, Announced: today, Summary: "In één zin: waar gaat dit over?"},
		Body:   "Schrijf hier de tekst. Haal de regel `draft: true` weg als hij klaar is.\n",
	}
	switch kind {
	case page.KindStory:
		p.Story = &page.Story{Themes: page.Strings{"kijk"}}
	case page.KindInitiative:
		p.Initiative = &page.Initiative{Status: "actief", ForWhom: "ouders van jonge kinderen", When: "elke week", Place: "", Contact: ""}
	case page.KindActivity:
		day := page.WallTime(a.now).Day().AddDays(7)
		at := func(hour int) page.Civil { return page.WallTime(day.In(time.UTC).Add(time.Duration(hour) * time.Hour)) }
		p.Activity = &page.Activity{Begin: at(10), End: at(12), Place: &page.Place{Name: "Naam van de plek", Town: s.Municipality(municipality).Page.Title}}
	}
	if err := a.create(cfg.Dir, path.Join(municipality, kind.Section(), p.Address(), "index.md"), p); err != nil {
		return err
	}
	return a.next("Vul de pagina in. Zij komt op de site als de regel draft: true weg is.\n")
}

// create writes a page that is not there yet, and says where.
func (a *app) create(site, name string, p *page.Page) error {
	err := store.Create(site, name, p, a.dryRun)
	if errors.Is(err, fs.ErrExist) {
		return notice.Refuse(fmt.Sprintf("content/%s bestaat al.", name), "Kies een andere naam.")
	}
	if err != nil {
		return err
	}
	a.made("content/" + name)
	return nil
}

// made says what was made, or would be.
func (a *app) made(name string) {
	a.created = append(a.created, name)
	switch {
	case a.json:
	case a.dryRun:
		fmt.Fprintf(a.stdout, "Plan: maak %s\n", name)
	default:
		fmt.Fprintf(a.stdout, "Gemaakt: %s\n", name)
	}
}

// next says what to do now; with --json it prints the one object instead.
func (a *app) next(format string, args ...any) error {
	if a.json {
		return a.printJSON(map[string][]string{"created": a.created})
	}
	if !a.dryRun {
		fmt.Fprintf(a.stdout, format, args...)
	}
	return nil
}
