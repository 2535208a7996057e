package collect

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/register"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
)

// outcome is what came of a document, for the report to its folder.
type outcome struct {
	told     string // one of the outcomes of package reply
	since    string // the day on which that was so first
	pages    []seenPage
	counts   map[store.Outcome]int
	notices  []notice.Notice
	answered []string // ids of questions
	until    string   // the last day on which the same comes of it

	doc   document
	again bool            // nothing changed since the last run
	whole bool            // its document was read, and what it has is in pages or left
	left  map[string]bool // names of activities that it has and that wait for a person; see store.Name
}

// keep stores what came of a document and writes it in the report.
func (c *collector) keep(ctx context.Context, r *Report, result converted) error {
	if result.err != nil {
		return result.err
	}
	out := &outcome{counts: map[store.Outcome]int{}, notices: result.notices, doc: result.doc, whole: result.whole, left: result.left}
	c.outcomes[result.doc.name] = out
	if result.seen != nil {
		c.repeat(r, result.doc, out, result.seen)
		return nil
	}
	if err := c.load(); err != nil {
		return err
	}
	c.rematch(result)
	for _, old := range c.adopt(result.imports) {
		c.formerly[result.doc.name] = append(c.formerly[result.doc.name], old)
		if result.doc.feed == nil {
			r.Add(notice.Notice{Level: notice.Advice, File: result.doc.name, Text: "Dit bestand heette eerst " + old + ". De pagina is dezelfde gebleven."})
		}
	}
	c.link(result.imports)
	for _, d := range result.imports {
		if err := c.storePage(ctx, r, d, out); err != nil {
			return err
		}
	}
	for _, n := range out.notices {
		r.Add(n)
	}
	out.told, out.since = out.tell(), c.day()
	if was := c.ledger.Documents[result.doc.name]; was != nil && out.told == reply.Unchanged && was.lasts() {
		out.told, out.since = was.Outcome, was.Since
	}
	c.remember(result, out)
	return nil
}

// tell gives the outcome of a document in one word.
func (out *outcome) tell() string {
	has := func(level notice.Level) bool {
		return slices.ContainsFunc(out.notices, func(n notice.Notice) bool { return n.Level == level })
	}
	switch {
	case has(notice.Error) && !slices.ContainsFunc(out.pages, func(p seenPage) bool { return !p.Absent }):
		return reply.Refused
	case has(notice.Question):
		return reply.Waiting
	case out.counts[store.New] > 0:
		return reply.New
	case out.counts[store.Changed] > 0:
		return reply.Changed
	case slices.ContainsFunc(out.pages, func(p seenPage) bool { return len(p.Edits) > 0 }):
		return reply.Kept
	}
	return reply.Unchanged
}

// storePage stores one page.
func (c *collector) storePage(ctx context.Context, r *Report, d *draft, out *outcome) error {
	if away, err := c.removed(d, out); err != nil || away {
		return err
	}
	if wait, err := c.reused(d, out); err != nil || wait {
		return err
	}
	if same, err := c.twin(r, d, out); err != nil || same {
		return err
	}
	if same, err := c.shared(d, out); err != nil || same {
		return err
	}
	if err := c.doubles(ctx, r, d, out); err != nil {
		return err
	}
	res, err := c.store.Put(d.Import)
	if unfit := (*store.Unfit)(nil); errors.As(err, &unfit) {
		out.notices = append(out.notices, notice.Notice{
			Level: notice.Error, File: d.Source, Text: "‘" + d.Page.Title + "’ kan niet op de site: " + unfit.Error() + ".", Hint: "Kijk vooral de datums na.",
		})
		out.pages = append(out.pages, seenPage{Key: d.Page.Key, Title: d.Page.Title, Absent: true})
		return nil
	}
	if err != nil {
		return err
	}
	e := Entry{Page: res.Path, Source: d.Source}
	p := seenPage{Key: d.Page.Key, Path: res.Path, Title: d.Page.Title, Edits: res.Edits}
	r.put(res.Outcome, e, res.Edits)
	if a := d.Page.Activity; a != nil {
		c.know(store.Imported{Source: d.Source, Key: d.Page.Key, Path: res.Path, UID: a.UID, Print: store.Print(d.Page), Name: store.Name(d.Page.Title)})
	}
	for _, ph := range d.Photos {
		c.lookalikes.add(ph.Photo)
	}
	out.counts[res.Outcome]++
	out.pages = append(out.pages, p)
	out.answered = append(out.answered, d.answered...)
	if res.Page != nil {
		for _, ph := range res.Page.Photos {
			if v := d.rules.Judge(res.Page, ph, d.Day); v.OK() && v.Last != "" && (out.until == "" || v.Last < out.until) {
				out.until = v.Last
			}
		}
	}
	for _, n := range append(res.Notices, c.remarks(d, res)...) {
		if n.File == "" {
			n.File = d.Source
		}
		out.notices = append(out.notices, n)
	}
	return nil
}

func removedNotice(source string, gone *store.Removed) notice.Notice {
	n := notice.Notice{Level: notice.Advice, File: source}
	if gone.Same != "" {
		n.Text = "Dit is hetzelfde als " + gone.Same + " en staat daarom niet nog eens op de site."
		n.Hint = "Klopt dat niet? Geef het verhaal een andere titel en zet het onder een andere naam in de map."
		return n
	}
	n.Text = fmt.Sprintf("De pagina %s is op %s verwijderd en komt niet terug.", gone.Page, gone.Day)
	n.Hint = fmt.Sprintf("Moet zij toch terug? Gebruik `opladers remove --restore %s`.", gone.Page)
	return n
}

// repeat reports of a source that did not change what was reported of it before.
func (c *collector) repeat(r *Report, doc document, out *outcome, was *seen) {
	c.ledger.next[doc.name] = was
	out.pages, out.told, out.since = was.Pages, was.Outcome, was.Since
	out.again, out.whole, out.left = true, was.Whole, was.Left
	for _, p := range was.Pages {
		if p.Absent {
			continue
		}
		r.put(store.Unchanged, Entry{Page: p.Path, Source: doc.name}, p.Edits)
		out.counts[store.Unchanged]++
	}
	for _, n := range was.Notices {
		n.Notice.Ask = n.Ask
		out.notices = append(out.notices, n.Notice)
		r.Add(n.Notice)
	}
}

// unchanged gives what came of a document before, when the same would come of it now.
func (c *collector) unchanged(doc document) *seen {
	was := c.ledger.unchanged(doc, c.day(), c.store.File)
	if was == nil {
		return nil
	}
	for _, n := range was.Notices {
		if n.Ask == nil {
			continue
		}
		if answer := c.given[n.Ask.ID].answer; answer != "" && answer != n.Ask.Rejected {
			return nil // a question was answered
		}
	}
	return was
}

// remember notes what came of a document, for the next run, and what was said of it.
func (c *collector) remember(result converted, out *outcome) {
	if result.locked {
		c.again = true
	}
	if result.doc.Time == 0 || result.locked {
		return // its time is not known, or it was open in Word
	}
	was := &seen{Until: out.until, Files: result.doc.stamps(), At: c.ledger.start, Day: c.day(), Pages: out.pages, Whole: result.whole, Left: result.left,
		Outcome: out.told, Since: out.since}
	for _, n := range out.notices {
		was.Notices = append(was.Notices, seenNotice{n, n.Ask})
	}
	c.again = c.again || was.refused() && slices.ContainsFunc(was.Files, func(f stamp) bool { return recent(f, was.At) })
	for _, p := range out.pages {
		if !p.Absent {
			dir := path.Dir(p.Path)
			was.Content = append(was.Content, stamp{Path: dir}, stamp{Path: p.Path})
		}
	}
	for _, d := range result.imports {
		if len(d.Photos) > 0 { // what decides on them
			was.Content = append(was.Content, stamp{Path: path.Join(d.Municipality, register.Name)}, stamp{Path: path.Join(d.Municipality, store.ProvenanceName)})
		}
		if slices.ContainsFunc(out.pages, func(p seenPage) bool { return p.Absent && p.Key == d.Page.Key }) {
			was.Content = append(was.Content, stamp{Path: path.Join(d.Municipality, store.ProvenanceName)}) // says that it is removed
		}
		if d.Twin != "" {
			was.Content = append(was.Content, stamp{Path: d.Twin})
		}
		for _, dir := range d.leans {
			was.Content = append(was.Content, stamp{Path: dir}, stamp{Path: path.Join(dir, "index.md")})
		}
	}
	c.ledger.add(result.doc.name, was)
}

// link makes addresses of the links between the pages of one source; a link to a page that is not there keeps its text.
func (c *collector) link(imports []*draft) {
	if !slices.ContainsFunc(imports, func(d *draft) bool { return strings.Contains(d.Page.Body, "](pagina:") }) {
		return
	}
	address := map[string]string{}
	for _, d := range imports {
		if !c.isRemoved(d) {
			address[d.Page.Key] = "/" + c.store.Place(d.Import) + "/"
		}
	}
	for _, d := range imports {
		d.Page.Body = between.ReplaceAllStringFunc(d.Page.Body, func(link string) string {
			m := between.FindStringSubmatch(link)
			if to := address[m[2]]; to != "" {
				return "[" + m[1] + "](" + to + m[3] + ")"
			}
			return m[1]
		})
	}
}

// between is a link to another page of the same source.
var between = regexp.MustCompile(`\[((?:[^\[\]\\]|\\.|!\[[^\]]*\]\([^)]*\))*)\]\(pagina:([^)#\s]+)(#[^)\s]*)?\)`)
