package agenda

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/atomic"
)

// daysAhead is how far the pages of the site look: a school year and a bit.
const daysAhead = 400

// occurrenceData is an occurrence as templates read it; layouts/_partials/agenda uses these keys.
type occurrenceData struct {
	Page         string `json:"pagina"`
	Municipality string `json:"gemeente"`
	Title        string `json:"titel"`
	Day          string `json:"dag"`
	LastDay      string `json:"laatste_dag"`
	Begin        string `json:"begin"`
	End          string `json:"einde,omitempty"`
	AllDay       bool   `json:"hele_dag"`
	Place        string `json:"plaats,omitempty"`
	Status       string `json:"status"`
	Reason       string `json:"reden,omitempty"`
	Was          string `json:"was,omitempty"`
}

type dataPage struct {
	Title string            `json:"title"`
	Build map[string]string `json:"build"`

	Occurrences []occurrenceData `json:"voorkomens"`
	Pages       map[string][]int `json:"paginas"`
}

// hidden keeps a page out of the site: templates ask for it by name.
var hidden = map[string]string{"render": "never", "list": "never"}

// WriteData gives Hugo what takes place: pages below dir, a mount of content. Of those of package agenda, none stands
// anywhere else, so that what is left of an earlier run is taken away. Files that are right already are not touched.
func (s *Site) WriteData(dir string, now time.Time) error {
	files, err := s.dataPages(now)
	if err != nil {
		return err
	}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if _, wanted := files[filepath.ToSlash(rel)]; err != nil || wanted {
			return err
		}
		return os.Remove(name)
	})
	if err != nil {
		return err
	}
	for name, data := range files {
		if _, err := atomic.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			return err
		}
	}
	return nil
}

// dataPages makes a page gegevens/agenda-<gemeente> for each municipality, that is not rendered and whose parameters
// templates read. They are page parameters and no data files, because Hugo renders every page again that reads a data file
// when any of them changes.
func (s *Site) dataPages(now time.Time) (map[string][]byte, error) {
	section, err := frontMatter(map[string]any{"title": "Gegevens", "build": hidden})
	if err != nil {
		return nil, err
	}
	slugs := slices.Sorted(maps.Keys(s.Names))
	pages := make([][]byte, len(slugs))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, slug := range slugs {
		g.Go(func() error {
			data, err := s.data(slug, now)
			if err == nil {
				pages[i], err = frontMatter(data)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	files := map[string][]byte{"gegevens/_index.md": section}
	for i, slug := range slugs {
		files["gegevens/agenda-"+slug+".md"] = pages[i]
	}
	return files, nil
}

func (s *Site) data(slug string, now time.Time) (*dataPage, error) {
	y, m, d := now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	list, err := s.Occurrences(slug, today, today.AddDate(0, 0, daysAhead))
	if err != nil {
		return nil, err
	}
	p := &dataPage{Title: "Agenda " + s.Names[slug], Build: hidden, Pages: map[string][]int{}}
	for i, o := range list {
		path := "/" + strings.TrimSuffix(o.Source, "/index.md")
		p.Pages[path] = append(p.Pages[path], i)
		p.Occurrences = append(p.Occurrences, o.data(path))
	}
	return p, nil
}

func (o Occurrence) data(path string) occurrenceData {
	layout := time.RFC3339
	last := o.End
	if o.AllDay {
		layout = time.DateOnly
		last = o.End.AddDate(0, 0, -1)
	}
	d := occurrenceData{
		Page: path, Municipality: o.Municipality, Title: o.Title, AllDay: o.AllDay, Reason: o.Reason,
		Day: o.Begin.Format(time.DateOnly), LastDay: o.Begin.Format(time.DateOnly),
		Begin: o.Begin.Format(layout), Place: o.Place.Short(), Status: string(o.Status),
	}
	if !last.IsZero() {
		d.LastDay, d.End = last.Format(time.DateOnly), last.Format(layout)
	}
	if !o.Was.IsZero() {
		d.Was = o.Was.Format(layout)
	}
	return d
}

// frontMatter writes front matter as JSON, which Hugo reads as well: for thousands of dates YAML takes far longer.
func frontMatter(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", " ")
	return append(text, '\n'), err
}
