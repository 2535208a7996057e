package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"text/template"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/theme"
	"mijnopladers.nl/opladers/tools/yearbook"
)

// The pages that people fill in are texts and not values, because they explain themselves: what is said with ## is for who reads,
// what stands behind # is an example in the form that it must have. Nothing of it is on the site until it is filled in.
//
//go:embed start
var startFiles embed.FS

var startPages = template.Must(template.ParseFS(startFiles, "start/*.md"))

// start fills in a page that people go on with. Titles and lists are written as JSON, which YAML reads whatever is in them.
func start(file string, values map[string]any) ([]byte, error) {
	var b bytes.Buffer
	err := startPages.ExecuteTemplate(&b, file, values)
	return b.Bytes(), err
}

func quote(v any) string {
	text, err := json.Marshal(v)
	if err != nil { // of texts there is none
		panic(err)
	}
	return string(text)
}

// newMunicipality makes all that a municipality needs: its page with what to fill in, its sections, its first annual report and its inbox.
func (a *app) newMunicipality(cfg *config.Config, name string) error {
	slug := page.Slug(name)
	if slug == "" {
		return usageError{fmt.Sprintf("Van %q kan geen adres gemaakt worden.", name)}
	}
	text, err := start("gemeente.md", map[string]any{"Title": quote(name), "Theme": theme.Suggest(slug)})
	if err != nil {
		return err
	}
	if err := a.write(cfg.Dir, slug+"/_index.md", text); err != nil {
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
	ask := &page.Page{Common: page.Common{Title: "Vraag", Summary: "Bij wie je terechtkunt in " + name + "."}}
	if err := a.create(cfg.Dir, slug+"/vraag/_index.md", ask); err != nil {
		return err
	}
	if err := a.report(cfg, a.now.Year(), slug, name, &page.Municipality{}); err != nil {
		return err
	}
	return a.next("Vul nu content/%s/_index.md in. Bij elk gegeven staat wat de bedoeling is. Wat u niet invult, staat niet op de site.\n"+
		"Begin met de aanjager, de ontmoetingsplekken, privacy en toegankelijkheid. Kijk daarna met: opladers build en opladers serve\n", slug)
}

// newReport makes the annual report of a municipality, with the schools and partners that take part now.
func (a *app) newReport(cfg *config.Config, name, municipality string) error {
	year, err := strconv.Atoi(name)
	if err != nil || year < 2000 || year > 2999 {
		return usageError{fmt.Sprintf("%q is geen jaar. Schrijf: opladers new jaarverslag %d", name, a.now.Year())}
	}
	m, err := findMunicipality(cfg, municipality)
	if err != nil {
		return err
	}
	if err := a.report(cfg, year, m.Slug, m.Page.Title, m.Page.Municipality); err != nil {
		return err
	}
	return a.next("Schrijf het verslag. Het komt op de site als de regel draft: true weg is. De cijfers telt de site zelf.\n")
}

func (a *app) report(cfg *config.Config, year int, slug, name string, m *page.Municipality) error {
	values := map[string]any{"Title": quote(fmt.Sprintf("%s in %d", name, year)), "Slug": slug, "Year": year, "Schools": "", "Partners": ""}
	if len(m.Schools) > 0 {
		values["Schools"] = quote(m.Schools)
	}
	if len(m.Partners) > 0 {
		values["Partners"] = quote(m.Partners)
	}
	text, err := start("jaarverslag.md", values)
	if err != nil {
		return err
	}
	return a.write(cfg.Dir, path.Join(yearbook.Dir, strconv.Itoa(year), slug+".md"), text)
}

// newPhoto makes a photo of the aanjager fit for the page of the municipality: upright, small, without what a telephone hides in it.
func (a *app) newPhoto(cfg *config.Config, name, municipality string) error {
	m, err := findMunicipality(cfg, municipality)
	if err != nil {
		return err
	}
	source, err := os.ReadFile(name)
	if err != nil {
		return notice.Refuse(fmt.Sprintf("De foto %s kan niet gelezen worden.", name), "Kijk of de naam klopt.")
	}
	codec, end := a.codec()
	defer end()
	master, err := codec.NewMaster(source)
	if err != nil {
		return notice.From(err, name)
	}
	file := master.ID + master.Ext
	if err := a.write(cfg.Dir, path.Join(m.Slug, file), master.Data); err != nil {
		return err
	}
	return a.next("Zet dit in content/%s/_index.md, met bij alt wat er op de foto staat en bij ref welk formulier er getekend is. Zonder ref komt de foto niet op de site.\n\n"+
		"aanjager:\n  foto: %s\nfotos:\n  - bestand: %s\n    breedte: %d\n    hoogte: %d\n    alt: \"\"\n"+
		"    toestemming: {ref: \"\", doel: [website], tot: %d-12-31}\n",
		m.Slug, file, file, master.Width, master.Height, a.now.Year()+2)
}
