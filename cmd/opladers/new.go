package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
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
		Use:   "new site|gemeente|verhaal|initiatief|activiteit|jaarverslag|foto NAAM",
		Short: "Begint iets nieuws dat meteen goed is",
		Example: "  opladers new site mijn-site\n  opladers new gemeente Brummen\n" +
			"  opladers new verhaal \"Soep op het plein\" --gemeente brummen\n  opladers new jaarverslag 2026 --gemeente brummen\n  opladers new foto noor.jpg --gemeente brummen",
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
			switch what {
			case string(page.KindReport):
				return a.newReport(cfg, name, page.Slug(municipality))
			case "foto":
				return a.newPhoto(cfg, name, page.Slug(municipality))
			}
			kind, err := parseKind(what)
			if err != nil {
				return usageError{fmt.Sprintf("%q kan niet nieuw. Kies site, gemeente, verhaal, initiatief, activiteit, jaarverslag of foto.", what)}
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
	if err := errors.Join(os.CopyFS(dir, opladers.Look), os.CopyFS(dir, opladers.Pages)); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(dir, "inbox"), 0o755); err != nil {
		return err
	}
	if err := noAddress(filepath.Join(dir, config.Name)); err != nil {
		return err
	}
	ignore := strings.Join([]string{"/public/", "/" + store.StateDir + "/", ".opladers-*", ""}, "\n")
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte(ignore), 0o644); err != nil {
		return err
	}
	home := &page.Page{Common: page.Common{Title: "#Opladers", Summary: "Opvoeden doe je samen."}}
	if err := a.create(dir, "_index.md", home); err != nil {
		return err
	}
	if err := a.create(dir, "zoeken/_index.md", &page.Page{Common: page.Common{Title: "Zoeken"}}); err != nil {
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

// address is the line of config.toml with the address of the site.
var address = regexp.MustCompile(`(?m)^baseURL = .*$`)

// noAddress makes the address of a new site one that cannot be: with that of another site, links and calendars would lead there. Check
// keeps it from being published.
func noAddress(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(file, address.ReplaceAll(data, []byte("baseURL = 'https://"+config.NoHost+"/' # vul hier het adres van uw site in")), 0o644)
}

// newPage makes a page to fill in. It is a draft: it comes on the site when that line is taken out.
func (a *app) newPage(cfg *config.Config, kind page.Kind, name, municipality string) error {
	m, err := findMunicipality(cfg, municipality)
	if err != nil {
		return err
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
		p.Activity = &page.Activity{Begin: at(10), End: at(12), Place: &page.Place{Name: "Naam van de plek", Town: m.Page.Title}}
	}
	if err := a.create(cfg.Dir, path.Join(m.Slug, kind.Section(), p.Address(), "index.md"), p); err != nil {
		return err
	}
	return a.next("Vul de pagina in. Zij komt op de site als de regel draft: true weg is.\n")
}

// findMunicipality gives the municipality that was named, or the only one there is.
func findMunicipality(cfg *config.Config, slug string) (*store.Municipality, error) {
	s, err := store.Unindexed(cfg.Dir)
	if err != nil {
		return nil, err
	}
	if slug == "" && len(s.Municipalities) == 1 {
		return s.Municipalities[0], nil
	}
	if m := s.Municipality(slug); m != nil {
		return m, nil
	}
	var names []string
	for _, m := range s.Municipalities {
		names = append(names, m.Slug)
	}
	return nil, usageError{fmt.Sprintf("Zeg met --gemeente bij welke gemeente dit hoort: %s.", strings.Join(names, ", "))}
}

// create writes a page that is not there yet, and says where.
func (a *app) create(site, name string, p *page.Page) error {
	data, err := p.Format()
	if err != nil {
		return err
	}
	return a.write(site, name, data)
}

// write writes the text of a page, as create does.
func (a *app) write(site, name string, data []byte) error {
	err := store.Create(site, name, data, a.dryRun)
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
