// Package collect is the pipeline: it brings what people have into content/.
//
//	read -> place -> photo -> validate -> store
//
// Run reads as that pipeline. The value only moves forward: each document is opened once, read into pages, and
// each page gets its municipality and kind, its photos and its remarks before the store writes it. Documents are
// converted side by side and stored in the order of their names, so that the same inbox always gives the same
// content. What fails is refused with its reason; the rest goes on.
package collect

import (
	"cmp"
	"context"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/place"
	"mijnopladers.nl/opladers/tools/read"
	"mijnopladers.nl/opladers/tools/store"
)

// Options say what to collect.
type Options struct {
	Site         string                             // the site's folder
	Inbox        string                             // the folder with sources
	Paths        []string                           // only these files or folders; none is the whole inbox
	Municipality string                             // slug: for sources that are in no municipality's folder, and over any other
	Kind         page.Kind                          // likewise
	Now          time.Time                          // in the site's zone; decides only whether consent still holds
	DryRun       bool                               // decide, but write nothing
	Progress     func(done, total int, name string) // may be nil
	Waiting      func()                             // called when another run has to end first; may be nil
}

// Entry is a page in the report.
type Entry struct {
	Page   string `json:"page"`   // path under content/
	Source string `json:"source"` // path under the inbox
}

// Report says what a run came down to. It is the JSON of `opladers collect`.
type Report struct {
	New       []Entry         `json:"new"`
	Changed   []Entry         `json:"changed"`
	Kept      []Entry         `json:"kept"` // edited by a person: left as they are
	Removed   []Entry         `json:"removed"`
	Unchanged int             `json:"unchanged"`
	Refused   []notice.Notice `json:"refused"`
	Questions []notice.Notice `json:"questions"`
	Notices   []notice.Notice `json:"notices"`
}

// Run collects. The error is what stopped the run; what was wrong with single sources is in the report.
func Run(ctx context.Context, o Options) (*Report, error) {
	if !o.DryRun {
		unlock, err := store.Lock(ctx, o.Site, o.Waiting)
		if err != nil {
			return nil, err
		}
		defer unlock()
	}
	s, err := store.Open(o.Site)
	if err != nil {
		return nil, err
	}
	s.DryRun = o.DryRun
	if err := s.EnsureSections(); err != nil {
		return nil, err
	}
	r := NewReport()
	docs, err := o.documents(s, r)
	if err != nil {
		return nil, err
	}
	c := &collector{Options: o, store: s, places: places(s), memory: semaphore.NewWeighted(pixelBudget)}
	done := 0
	for result := range convertInOrder(ctx, docs, c.convert) {
		if err := c.keep(r, result); err != nil {
			return nil, err
		}
		if done++; o.Progress != nil {
			o.Progress(done, len(docs), result.doc.name)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(o.Paths) == 0 {
		r.vanished(s, docs)
	}
	r.sort()
	return r, nil
}

// documents finds what there is to collect.
func (o *Options) documents(s *store.Store, r *Report) ([]document, error) {
	if len(o.Paths) == 0 {
		docs, refused, err := find(o.Inbox, "", o.storyFolder(s))
		r.Refused = append(r.Refused, refused...)
		return docs, err
	}
	var docs []document
	for _, p := range o.Paths {
		d, refused, err := o.named(s, p)
		if err != nil {
			return nil, err
		}
		docs, r.Refused = append(docs, d...), append(r.Refused, refused...)
	}
	return docs, nil
}

// named finds the documents of a path on the command line. Under the inbox it has its name there; elsewhere
// its own name.
func (o *Options) named(s *store.Store, p string) ([]document, []notice.Notice, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return nil, nil, err
	}
	name := filepath.Base(abs)
	if rel, err := filepath.Rel(o.Inbox, abs); err == nil && filepath.IsLocal(rel) {
		name = filepath.ToSlash(rel)
	}
	if name == "." {
		name = ""
	}
	docs, refused, err := find(abs, name, o.storyFolder(s))
	if err == nil {
		return docs, refused, nil
	}
	if _, err := readBounded(abs, maxSource); err != nil {
		return nil, []notice.Notice{unreadable(name, err)}, nil
	}
	return []document{{name: name, path: abs}}, nil, nil
}

// storyFolder tells a folder that is one story from the folders of municipalities and sections.
func (o *Options) storyFolder(s *store.Store) func(string) bool {
	return func(name string) bool {
		base := path.Base(name)
		return name != "" && page.KindOfSection(strings.ToLower(base)) == "" && s.Municipality(page.Slug(base)) == nil
	}
}

type collector struct {
	Options
	store  *store.Store
	places []place.Municipality
	memory *semaphore.Weighted // pixels that are decoded at this moment
}

// converted is a document on its way to the store.
type converted struct {
	doc     document
	imports []*store.Import
	notices []notice.Notice // refusals, questions and remarks, by their level
}

// convert takes one document through the stages up to the store. It runs beside others.
func (c *collector) convert(ctx context.Context, doc document) (result converted) {
	result.doc = doc
	note := func(n notice.Notice) {
		n.File = cmp.Or(n.File, doc.name)
		result.notices = append(result.notices, n)
	}
	src, refused, err := doc.open()
	if err != nil {
		note(notice.From(err, doc.name))
		return result
	}
	result.notices = append(result.notices, refused...)
	pages, notices, err := read.Read(src)
	for _, n := range notices {
		note(n)
	}
	if err != nil {
		note(notice.From(err, doc.name))
		return result
	}
	for _, p := range pages {
		municipality, err := c.place(p, doc.name)
		if err != nil {
			note(notice.From(err, doc.name))
			continue
		}
		in := &store.Import{Municipality: municipality.Slug, Source: doc.name, Page: p}
		p.Source = doc.name
		p.Sample = p.Sample || municipality.Page.Sample
		for _, n := range c.photos(ctx, in) {
			note(n)
		}
		for _, n := range p.Validate() {
			note(n)
		}
		result.imports = append(result.imports, in)
	}
	return result
}

// place decides the municipality and the kind of a page.
func (c *collector) place(p *page.Page, source string) (*store.Municipality, error) {
	slug := cmp.Or(c.Municipality, place.Folder(source, c.places))
	if slug == "" {
		var err error
		if slug, err = place.Text(p, c.places); err != nil {
			return nil, err
		}
	}
	m := c.store.Municipality(slug)
	if m == nil {
		return nil, notice.Refuse("De gemeente "+slug+" bestaat niet op deze site.", "Kijk of de naam klopt, of maak haar met `opladers new gemeente`.")
	}
	p.Kind = cmp.Or(c.Kind, p.Kind, folderKind(source), page.KindStory)
	p.Own()
	return m, nil
}

// folderKind is the kind of the pages in the section that a source stands in, "" when it stands in none.
func folderKind(source string) page.Kind {
	for dir := path.Dir(source); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if kind := page.KindOfSection(strings.ToLower(path.Base(dir))); kind != "" {
			return kind
		}
	}
	return ""
}

// keep stores what came of a document and writes it in the report.
func (c *collector) keep(r *Report, result converted) error {
	for _, n := range result.notices {
		r.Add(n)
	}
	for _, in := range result.imports {
		outcome, at, err := c.store.Put(in)
		if err != nil {
			return err
		}
		r.put(outcome, Entry{Page: at, Source: in.Source})
	}
	return nil
}

func places(s *store.Store) []place.Municipality {
	var out []place.Municipality
	for _, m := range s.Municipalities {
		names := append([]string{m.Page.Title}, m.Page.Municipality.Villages...)
		out = append(out, place.Municipality{Slug: m.Slug, Names: names})
	}
	return out
}

// convertInOrder runs convert beside itself on a few documents at a time and yields the results in order.
func convertInOrder(ctx context.Context, docs []document, convert func(context.Context, document) converted) func(func(converted) bool) {
	return func(yield func(converted) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		// A slot is a result that is being made or waits to be stored: a bound on memory.
		queue := make(chan chan converted, 2*runtime.GOMAXPROCS(0))
		go func() {
			defer close(queue)
			for _, d := range docs {
				slot := make(chan converted, 1)
				select {
				case queue <- slot:
					go func() { slot <- convert(ctx, d) }()
				case <-ctx.Done():
					return
				}
			}
		}()
		for slot := range queue {
			if !yield(<-slot) {
				return
			}
		}
	}
}

// NewReport is a report of nothing: its lists are empty, not absent.
func NewReport() *Report {
	return &Report{
		New: []Entry{}, Changed: []Entry{}, Kept: []Entry{}, Removed: []Entry{},
		Refused: []notice.Notice{}, Questions: []notice.Notice{}, Notices: []notice.Notice{},
	}
}

// Add puts a notice in the list that its level belongs in.
func (r *Report) Add(n notice.Notice) {
	switch n.Level {
	case notice.Error:
		r.Refused = append(r.Refused, n)
	case notice.Question:
		r.Questions = append(r.Questions, n)
	default:
		r.Notices = append(r.Notices, n)
	}
}

func (r *Report) put(outcome store.Outcome, e Entry) {
	switch outcome {
	case store.New:
		r.New = append(r.New, e)
	case store.Changed:
		r.Changed = append(r.Changed, e)
	case store.Kept:
		r.Kept = append(r.Kept, e)
	case store.Unchanged:
		r.Unchanged++
	}
}

// vanished reports the sources that pages came from and that are not in the inbox any more. Their pages stay.
func (r *Report) vanished(s *store.Store, docs []document) {
	here := map[string]bool{}
	for _, d := range docs {
		here[d.name] = true
	}
	for source, pages := range s.Imported() {
		if here[source] {
			continue
		}
		slices.Sort(pages)
		r.Add(notice.Notice{
			Level: notice.Advice, File: source,
			Text: "Dit bestand staat niet meer in de inbox. De pagina's die ervan gemaakt zijn, blijven staan (" + pages[0] + ").",
			Hint: "Moet de pagina weg? Verwijder dan de map van de pagina.",
		})
	}
}

func (r *Report) sort() {
	for _, list := range [][]notice.Notice{r.Refused, r.Questions, r.Notices} {
		slices.SortStableFunc(list, func(a, b notice.Notice) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
}
