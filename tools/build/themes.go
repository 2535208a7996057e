package build

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/theme"
)

// hidden finds a colour that YAML takes for a comment, so that the page has no theme at all.
var hidden = regexp.MustCompile(`(?m)^thema:[ \t]*#[ \t]*[0-9a-fA-F]{3}`)

// writeThemes works out the colours of the municipalities and writes them where the templates look for design tokens.
func writeThemes(dir string, municipalities map[string]*page.Page) (notices []notice.Notice, err error) {
	look, err := theme.Load(os.DirFS(filepath.Join(dir, "assets", "tokens")))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	themes := map[string]*theme.Theme{}
	for _, slug := range slices.Sorted(maps.Keys(municipalities)) {
		file := "content/" + slug + "/_index.md"
		said := municipalities[slug].Municipality.Theme
		if said == nil {
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
			if err != nil {
				return nil, err
			}
			if !hidden.Match(data) {
				continue
			}
			said = &page.Theme{Empty: []string{""}}
		}
		if look == nil {
			notices = append(notices, notice.Notice{
				Level: notice.Warning, File: file, Text: "De kleuren bij thema werken niet: de site heeft geen map assets/tokens.", Hint: "Haal thema weg, of neem assets/tokens over van een nieuwe site.",
			})
			continue
		}
		made, remarks := look.Theme(said)
		for _, n := range remarks {
			n.File, n.Rule = file, "thema-contrast"
			notices = append(notices, n)
		}
		if made != nil {
			themes[slug] = made
		}
	}
	data, err := theme.Tokens(themes)
	if err != nil {
		return nil, err
	}
	_, err = atomic.WriteFile(filepath.Join(dir, store.StateDir, "hugo", "assets", "tokens", "themas.tokens.json"), data)
	return notices, err
}
