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
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/text/unicode/norm"

	"mijnopladers.nl/opladers/tools/mailbox"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/place"
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
	BaseURL      string                             // of the site, for the reports in the inbox
	Mailboxes    []mailbox.Account                  // sources like folders
	Networks     []string                           // private networks and hosts that feeds may be in
	Getenv       func(string) string                // for addresses of feeds that are secret; may be nil
	Version      string                             // of opladers, for the servers of feeds
	Codec        *photo.Codec                       // nil is the one that the program is built with
	DryRun       bool                               // decide, but write nothing
	Progress     func(done, total int, name string) // may be nil
	Waiting      func()                             // called when another run has to end first; may be nil
	Memory       *Memory                            // of a process that collects again and again; may be nil
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
	s, err := store.Unindexed(o.Site)
	if err != nil {
		return nil, err
	}
	if o.Municipality != "" && s.Municipality(o.Municipality) == nil {
		return nil, UnknownMunicipality(o.Municipality)
	}
	s.DryRun, o.Codec = o.DryRun, cmp.Or(o.Codec, photo.DefaultCodec())
	o.Memory.lend(s)
	if err := s.EnsureSections(); err != nil {
		return nil, err
	}
	r := NewReport()
	docs, err := o.documents(s, r)
	if err == nil {
		docs, err = registers(s, r, docs)
	}
	if err != nil {
		return nil, err
	}
	c := newCollector(o, s)
	if len(o.Paths) == 0 && !o.DryRun {
		docs = append(docs, c.fetchFeeds(ctx, r)...)
		docs = append(docs, c.fetchPost(ctx, r)...)
		c.Memory.only(c.onWeb)
	}
	c.ledger.start = time.Now().UnixNano() // what is as new as this may change yet without another time
	c.expect(docs)
	c.readAnswers(r, docs)
	done := 0
	for result := range convertInOrder(ctx, docs, c.convert) {
		if err := ctx.Err(); err != nil {
			return nil, err // this result may be half of one
		}
		if err := c.keep(ctx, r, result); err != nil {
			return nil, err
		}
		if done++; o.Progress != nil {
			o.Progress(done, len(docs), result.doc.name)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := c.atRest(r); err != nil {
		return nil, err
	}
	if len(o.Paths) == 0 && !r.noInbox {
		if err := c.tell(r, docs); err != nil {
			return nil, err
		}
		c.reply(ctx, r, docs)
		c.Memory.retry(c.again)
	}
	r.sort()
	return r, nil
}

// documents finds what there is to collect.
func (o *Options) documents(s *store.Store, r *Report) ([]document, error) {
	if len(o.Paths) == 0 {
		f, err := find(o.Inbox, "", o.storyFolder(s))
		r.Refused, r.told = append(r.Refused, f.refused...), f.told
		if errors.Is(err, fs.ErrNotExist) {
			r.noInbox = true
			r.Add(notice.Notice{Level: notice.Error, Text: "De inbox " + o.Inbox + " is er niet. Er is niets opgehaald.", Hint: "Maak de map, of zet de goede in config.toml."})
			return nil, nil
		}
		return f.docs, err
	}
	var docs []document
	for _, p := range o.Paths {
		d, refused, err := o.named(s, p)
		if err != nil {
			return nil, err
		}
		docs, r.Refused = append(docs, d...), append(r.Refused, refused...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(docs, func(d document) bool { // named twice
		again := seen[d.path]
		seen[d.path] = true
		return again
	}), nil
}

// named finds the documents of a path on the command line. Under the inbox a document has its name there; elsewhere its
// own name, in a folder that tells it apart from one of the same name somewhere else.
func (o *Options) named(s *store.Store, p string) ([]document, []notice.Notice, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return nil, nil, err
	}
	if name := filepath.Base(abs); page.Hidden(name) && abs != o.Inbox {
		return nil, []notice.Notice{{
			Level: notice.Error, File: name, Text: "Bestanden waarvan de naam zo begint, worden overgeslagen.", Hint: "Geef het bestand een andere naam.",
		}}, nil
	}
	if info, err := os.Stat(abs); err != nil || info.IsDir() {
		f, err := find(abs, o.sourceName(abs), o.storyFolder(s))
		if err != nil {
			return nil, []notice.Notice{unreadable(filepath.Base(abs), err)}, nil
		}
		return f.docs, f.refused, nil
	}
	doc := document{name: o.sourceName(abs), file: file{path: abs}}
	if strings.HasPrefix(doc.name, outside) {
		return []document{doc}, nil, nil
	}
	// In the inbox its folder says which loose photos belong to it.
	f, err := find(filepath.Dir(abs), path.Dir(doc.name), o.storyFolder(s))
	if i := slices.IndexFunc(f.docs, func(d document) bool { return d.name == doc.name }); err == nil && i >= 0 {
		doc.photos = f.docs[i].photos
	}
	return []document{doc}, nil, nil
}

// outside starts the names of sources that are not in the inbox.
const outside = "buiten-de-inbox-"

// sourceName gives a path its name as a source.
func (o *Options) sourceName(abs string) string {
	inbox, err := filepath.EvalSymlinks(o.Inbox)
	real, realErr := filepath.EvalSymlinks(abs)
	if err == nil && realErr == nil {
		if rel, err := filepath.Rel(inbox, real); err == nil && filepath.IsLocal(rel) {
			return strings.TrimPrefix(norm.NFC.String(filepath.ToSlash(rel)), ".")
		}
	}
	sum := sha256.Sum256([]byte(filepath.Dir(abs)))
	return outside + hex.EncodeToString(sum[:4]) + "/" + norm.NFC.String(filepath.Base(abs))
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
	*index
	store      *store.Store
	ledger     *ledger
	places     []place.Municipality
	here       map[string]bool       // the names of the sources of this run
	onWeb      map[string]bool       // the names by which Memory knows those that are asked for on the web
	adopted    map[string]string     // the new source of pages whose source is gone, by the page's path
	moved      map[string]string     // the source in another municipality that says the same, by the page's path
	called     map[string]bool       // activities that this run called off, by the page's path
	formerly   map[string][]string   // what the source of pages was called before, by its name now
	given      map[string]given      // answers by the id of their question
	sheets     map[string]sheetState // lists of questions, by folder
	twins      *twins
	lookalikes *lookalikes
	asked      []askedDouble
	outcomes   map[string]*outcome // of each document, for the report to its folder
	again      bool                // a source could not be read, and perhaps can be in a moment
	memory     *semaphore.Weighted // pixels that are decoded at this moment
}

type origin struct{ source, key string }

func newCollector(o Options, s *store.Store) *collector {
	return &collector{
		Options: o, store: s, ledger: openLedger(&o, s), places: places(s), index: &index{}, here: map[string]bool{}, onWeb: map[string]bool{},
		adopted: map[string]string{}, moved: map[string]string{}, called: map[string]bool{}, formerly: map[string][]string{}, given: map[string]given{}, sheets: map[string]sheetState{},
		twins: newTwins(s), lookalikes: &lookalikes{store: s, codec: o.Codec}, outcomes: map[string]*outcome{}, memory: semaphore.NewWeighted(photoBudget),
	}
}

// expect notes which sources there are, so that others are known to be gone.
func (c *collector) expect(docs []document) {
	for _, d := range docs {
		c.here[d.name] = true
	}
	for _, m := range c.store.Municipalities { // also without a copy: it is not gone
		for _, f := range m.Page.Municipality.Feeds {
			c.here[feedName(m.Slug, f.URL)] = true
		}
	}
	c.settled = len(c.Paths) == 0 && c.ledger.settled(c)
}

// gone reports whether a source is not there any more.
func (c *collector) gone(source string) bool {
	if c.here[source] || strings.HasPrefix(source, outside) || strings.HasPrefix(source, postFolder) {
		return false
	}
	_, err := os.Lstat(filepath.Join(c.Inbox, filepath.FromSlash(source)))
	return errors.Is(err, fs.ErrNotExist)
}

// converted is a document on its way to the store.
type converted struct {
	doc     document
	seen    *seen // what came of it before, when nothing changed
	whole   bool  // the document was read, and every page of it is in imports
	locked  bool  // the document, or a photo of it, could not be opened: it may be later
	imports []*draft
	notices []notice.Notice // refusals, questions and remarks, by their level
	left    map[string]bool // names of activities that the document has and that wait for a person
	err     error           // the run cannot go on
}

// draft is an import with what is known of it besides.
type draft struct {
	*store.Import
	was      *store.Imported   // the page that an earlier run made of it, nil when it is new
	names    map[string]string // what photos are called in the source, by their file
	rejected map[string]string // answers that could not be understood, by what they are about
	answered []string          // the ids of the questions that are answered
	held     map[string]bool   // files of photos that are withheld, for another reason than what the page says
	gone     map[string]string // the day on which photos were withdrawn for good, by their files
	rules    *page.Rules       // that decide on its photos
	leans    []string          // folders of the pages that its questions are about too
}

// convert takes one document through the stages up to the store. It runs beside others.
func (c *collector) convert(ctx context.Context, doc document) (result converted) {
	result.doc = doc
	if len(c.Paths) == 0 {
		if result.seen = c.unchanged(doc); result.seen != nil {
			return result
		}
	}
	note := func(n notice.Notice) {
		n.File = cmp.Or(n.File, doc.name)
		result.notices = append(result.notices, n)
	}
	go c.load() // while the document is read
	if result.whole = doc.letter != nil && doc.letter.answers != nil; result.whole {
		return result
	}
	src, refused, locked, err := doc.open()
	result.locked = locked
	if err != nil {
		note(notice.From(err, doc.name))
		return result
	}
	result.notices = append(result.notices, refused...)
	pages, notices, err := readSafely(src)
	notices = append(notices, suited(pages)...)
	for _, n := range notices {
		note(n)
	}
	if err != nil {
		note(notice.From(err, doc.name))
		return result
	}
	if result.err = c.load(); result.err != nil {
		return result
	}
	result.whole = true
	result.left = map[string]bool{}
	for _, n := range notices { // a row or event that was asked about is no page now, and may be one already
		result.whole = result.whole && (n.Level != notice.Question || len(n.Left) > 0)
		for _, title := range n.Left {
			result.left[store.Name(title)] = true
		}
	}
	keys := map[string]bool{}
	for _, p := range pages {
		keys[p.Key] = true
	}
	for _, p := range pages {
		if doc.letter != nil {
			p.Sender = doc.letter.From
		}
		ids := photoIDs(p)
		said := identity(p, ids)
		was := c.earlier(origin{doc.name, p.Key}, said, keys)
		municipality, err := c.place(p, doc, was)
		if err != nil {
			n := notice.From(err, doc.name)
			c.ask(&n, doc.name, p.Key)
			note(n)
			result.whole = false
			continue
		}
		d := &draft{
			Import: &store.Import{
				Municipality: municipality.Slug, Source: doc.name, Page: p, Day: c.day(), At: c.at(), Identity: said, Answers: map[string]string{},
			},
			names: map[string]string{}, rejected: map[string]string{}, held: map[string]bool{}, gone: map[string]string{},
			rules: c.store.Rules().Of(municipality.Slug),
		}
		pin(d, was, keys)
		if was != nil {
			d.Twin = was.Twin
		}
		p.Source = doc.name
		doc.feed.place(p)
		p.Sample = p.Sample || municipality.Page.Sample
		lost, notices := c.photos(ctx, d, ids)
		for _, n := range notices {
			note(n)
		}
		for _, n := range refused {
			lost = append(lost, n.File)
		}
		if was != nil && (locked || doc.isCopied(lost, c.ledger.start)) { // without the photo, what people answered about it would go too
			note(notice.Notice{
				Level: notice.Error, Text: "Een foto is nog niet te lezen. De pagina blijft zoals zij is. Misschien wordt de foto nog gekopieerd, of is zij open in een ander programma.",
				Hint: "Wacht een minuut, en haal dan opnieuw op.",
			})
			result.locked, result.whole, result.imports = true, false, nil
			return result
		}
		c.answer(d)
		result.imports = append(result.imports, d)
	}
	return result
}

func (c *collector) day() string { return c.Now.Format(time.DateOnly) }
func (c *collector) at() string  { return c.Now.Format(time.RFC3339) }
