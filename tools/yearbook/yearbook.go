// Package yearbook counts what the content of a site says of a municipality in a year, for its annual report.
//
// A report is a page that people write: content/jaarverslag/2026/lochem.md. Pages gives Hugo the figures that stand beside its text,
// as a headless page gegevens/jaarverslag-2026-lochem, and an index of each year. Each thing counts once, in its own municipality
// and not where it is listed too (ook_in), so that the figures of all municipalities add up. What is not on the site any more
// does not count. The same content and moment give the same figures.
package yearbook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// Dir is the folder under content/ in which the reports stand, by year.
const Dir = "jaarverslag"

// Figures are what the site counted for one report; layouts/jaarverslag reads these keys.
type Figures struct {
	Activities   int      `json:"activiteiten"` // times that something took place
	Initiatives  int      `json:"initiatieven"`
	Schools      int      `json:"scholen"`
	Stories      int      `json:"verhalen"`
	Meetings     int      `json:"bijeenkomsten"` // that initiatives themselves counted
	Participants int      `json:"deelnemers"`
	Which        []string `json:"welke"`         // the initiatives that count, by path
	Until        string   `json:"tot,omitempty"` // the day that was counted to, while the year goes on
}

// report is an annual report that people wrote.
type report struct {
	municipality string
	year         int
	file         string // under content/
	page         *page.Page
}

// hidden keeps a page out of the site: templates ask for it by name.
var hidden = map[string]string{"render": "never", "list": "never"}

// Pages gives the front matter of pages for Hugo, by their path below content: the figures of every report on the site, and the
// indexes that nobody wrote. The notices name reports of a municipality that there is not.
func Pages(site string, s *agenda.Site, now time.Time) (map[string]any, []notice.Notice, error) {
	content := filepath.Join(site, "content")
	reports, notices, err := load(content, s, now)
	if err != nil || !exists(filepath.Join(content, Dir)) {
		return nil, notices, err
	}
	pages := map[string]any{}
	if !exists(filepath.Join(content, Dir, "_index.md")) {
		pages[Dir+"/_index.md"] = map[string]any{"title": "Jaarverslagen"}
	}
	counted := map[string]*counter{}
	for _, r := range reports {
		year := strconv.Itoa(r.year)
		if index := path.Join(Dir, year, "_index.md"); !exists(filepath.Join(content, index)) {
			pages[index] = map[string]any{"title": "Jaarverslagen van " + year}
		}
		if counted[r.municipality] == nil {
			counted[r.municipality] = newCounter(content, s, r.municipality, now)
		}
		figures, err := counted[r.municipality].count(r.year, r.page)
		if err != nil {
			return nil, nil, err
		}
		pages[fmt.Sprintf("gegevens/jaarverslag-%s-%s.md", year, r.municipality)] = map[string]any{
			"title": r.page.Title, "build": hidden, "cijfers": figures,
		}
	}
	return pages, notices, nil
}

// load finds the reports that are on the site, in order of their paths. Pages that cannot be read are Hugo's to name.
func load(content string, s *agenda.Site, now time.Time) (reports []report, notices []notice.Notice, err error) {
	years, err := os.ReadDir(filepath.Join(content, Dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, y := range years {
		year, err := strconv.Atoi(y.Name())
		if err != nil || !y.IsDir() {
			continue
		}
		for name, p := range pagesIn(content, path.Join(Dir, y.Name())) {
			if !p.Public(now) {
				continue
			}
			r := report{municipality: name, year: year, file: path.Join(Dir, y.Name(), name+".md"), page: p}
			if !exists(filepath.Join(content, filepath.FromSlash(r.file))) {
				r.file = path.Join(Dir, y.Name(), name, "index.md")
			}
			if _, ok := s.Names[name]; !ok {
				notices = append(notices, notice.Notice{
					Level: notice.Warning, File: "content/" + r.file,
					Text: "Dit jaarverslag is van ‘" + name + "’. Die gemeente is er niet op deze site.",
					Hint: "Geef het bestand de naam van de map van de gemeente, zoals lochem.md.",
				})
				continue
			}
			reports = append(reports, r)
		}
	}
	slices.SortFunc(reports, func(a, b report) int { return strings.Compare(a.file, b.file) })
	slices.SortFunc(notices, func(a, b notice.Notice) int { return strings.Compare(a.File, b.File) })
	return reports, notices, nil
}

// pagesIn reads the pages in a folder under content, by the name in their address: name/index.md or name.md. A translation
// (name.en.md) is no page of its own.
func pagesIn(content, dir string) map[string]*page.Page {
	out := map[string]*page.Page{}
	entries, err := os.ReadDir(filepath.Join(content, filepath.FromSlash(dir)))
	if err != nil {
		return out // no such folder: there are none
	}
	for _, e := range entries {
		name, file := e.Name(), filepath.Join(content, filepath.FromSlash(dir), e.Name())
		if e.IsDir() {
			file = filepath.Join(file, "index.md")
		} else if name = strings.TrimSuffix(name, ".md"); name == e.Name() || strings.ContainsAny(name, "._") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if p, err := page.Parse(data); err == nil {
			out[name] = p
		}
	}
	return out
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
