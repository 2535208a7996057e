package collect

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	// Of the activities still to come of one source, more than this part may not go at once without a person: then a feed
	// was emptied by mistake, or half of it was read.
	maxGone = 0.3
	// shownGone is for how many days a series that is gone is shown as called off.
	shownGone = 42

	aboutGone  = "verdwenen"
	reasonGone = "Staat niet meer in de agenda."
)

var goneChoices = []string{"Ja, dat gaat niet door", "Nee, het blijft staan"}

// vanishedSources reports the sources that pages came from and that are not in the inbox any more. Their pages stay. It gives
// how many there are.
func (c *collector) vanishedSources(r *Report) (count int) {
	for source, pages := range c.imported {
		pages = slices.DeleteFunc(slices.Clone(pages), func(p store.Imported) bool { return c.adopted[p.Path] != "" })
		if len(pages) == 0 || c.here[source] || strings.HasPrefix(source, outside) || strings.HasPrefix(source, postFolder) && !slices.ContainsFunc(pages, c.toCome) {
			continue // who reads mail moves it
		}
		count++
		n := notice.Notice{
			Level: notice.Advice, File: source,
			Text: fmt.Sprintf("Dit bestand staat niet meer in de inbox. Wat ervan gemaakt is, blijft staan: %s.", folders(pages)),
			Hint: "Moet het weg? Vraag het de beheerder: die gebruikt `opladers remove`.",
		}
		if strings.HasPrefix(source, feedFolder) {
			n.Text = fmt.Sprintf("Deze agenda staat niet meer bij feeds van de gemeente. Wat ervan gemaakt is, blijft staan: %s.", folders(pages))
		}
		if slices.ContainsFunc(pages, c.toCome) { // parents may find it in the agenda
			n.Level = notice.Question
		}
		if to := c.moved[pages[0].Path]; to != "" {
			n.Level, n.Text = notice.Question, n.Text+" En "+to+" zegt hetzelfde. Is het verhaal naar een andere gemeente verplaatst?"
			n.Hint = "Moet de oude pagina weg? Gebruik `opladers remove " + path.Dir(pages[0].Path) + "`."
		} else if twin := r.twin(pages); twin != "" {
			n.Level, n.Text = notice.Question, n.Text+" En "+twin+" is nieuw. Heeft het bestand een andere naam gekregen?"
		}
		r.Add(n)
	}
	return count
}

// twin finds a source that is new in this run and that gave a page with the name of one of these: it looks as if the
// file was renamed, and then the site has the page twice.
func (r *Report) twin(pages []store.Imported) string {
	for _, e := range r.New {
		for _, p := range pages {
			number, ok := strings.CutPrefix(path.Dir(e.Page), path.Dir(p.Path)+"-")
			if _, err := strconv.Atoi(number); ok && err == nil {
				return e.Source
			}
		}
	}
	return ""
}

// afterAll says what can be said only when all sources were read: that a feed is down, and what is gone from which source.
func (c *collector) afterAll(r *Report) error {
	names := slices.Sorted(maps.Keys(c.outcomes))
	for _, name := range names {
		if out := c.outcomes[name]; out.doc.feed != nil {
			c.say(r, out, out.doc.feed.notices)
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		out := c.outcomes[name]
		return !out.whole || c.settled && out.again
	})
	if len(names) == 0 {
		return nil
	}
	if err := c.load(); err != nil {
		return err
	}
	for _, name := range names {
		if err := c.forgo(c.outcomes[name]); err != nil {
			return err
		}
	}
	for _, name := range names {
		gone, err := c.vanished(r, c.outcomes[name])
		if err != nil {
			return err
		}
		c.say(r, c.outcomes[name], gone)
	}
	return nil
}

// say adds to what is told of a document what is so in this run only, and is not remembered.
func (c *collector) say(r *Report, out *outcome, notices []notice.Notice) {
	for _, n := range notices {
		out.notices = append(out.notices, n)
		if r.Add(n); n.Level == notice.Question {
			out.told = reply.Waiting
		}
	}
}

// forgo forgets that a source shares activities that it has no more: then the municipality whose calendar it was need not list
// them, and nothing holds their pages when the other source lets go too.
func (c *collector) forgo(out *outcome) error {
	here := out.keys()
	let, err := c.store.Forgo(out.doc.name, func(key string) bool { return here[key] })
	if err != nil || len(let) == 0 {
		return err
	}
	for _, list := range c.imported {
		for _, i := range list {
			municipality := let[path.Dir(i.Path)]
			if municipality == "" {
				continue
			}
			_, err := c.store.Amend(i, c.at(), nil, func(p *page.Page) {
				p.AlsoIn = slices.DeleteFunc(p.AlsoIn, func(m string) bool { return m == municipality })
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// vanished carries out that rows or events are gone from a source that was read whole, and tells it: what was still to
// come is called off, so that nobody finds a closed door, and nobody who wrote it down is left without a word. What is over
// goes without one. When too much is gone at once, a person decides.
func (c *collector) vanished(r *Report, out *outcome) ([]notice.Notice, error) {
	gone, total := c.goneFrom(out)
	if len(gone) == 0 {
		return nil, nil
	}
	doc := out.doc
	if float64(len(gone)) > maxGone*float64(total) {
		n, yes, err := c.mayGo(doc, gone, total)
		if err != nil || !yes {
			return n, err
		}
	}
	var off, twice []string
	for _, g := range gone {
		p, err := c.store.Page(g.Path)
		if err != nil {
			return nil, err
		}
		if c.listedTwice(g, p, out.pages) {
			if err := c.store.Discard(&store.Import{Source: g.Source, Page: &page.Page{Key: g.Key}}); err != nil {
				return nil, err
			}
			twice = append(twice, named(p))
		} else {
			if _, err := c.store.Amend(g, c.at(), nil, func(p *page.Page) { callOff(p.Activity, c.Now) }); err != nil {
				return nil, err
			}
			off = append(off, named(p))
		}
		c.called[g.Path] = true
		r.Removed = append(r.Removed, Entry{Page: g.Path, Source: doc.name})
	}
	var notices []notice.Notice
	if len(off) > 0 {
		notices = append(notices, notice.Notice{
			Level: notice.Warning, File: doc.name, Text: "Dit staat niet meer in de agenda, en was al bekend: " + list(off) + ". Op de site staat nu: gaat niet door.",
			Hint: "Gaat het wel door? Zet het terug in de agenda. Moet het helemaal weg? Gebruik `opladers remove`.",
		})
	}
	if len(twice) > 0 {
		notices = append(notices, notice.Notice{Level: notice.Advice, File: doc.name, Text: "Dit stond er twee keer in en staat nu één keer op de site: " + list(twice) + "."})
	}
	return notices, nil
}

func (out *outcome) keys() map[string]bool {
	here := map[string]bool{}
	for _, p := range out.pages {
		here[p.Key] = true
	}
	return here
}

// goneFrom gives the activities still to come that are gone from a source, and how many it had that are still to come. What
// another source has too goes on with that.
func (c *collector) goneFrom(out *outcome) (gone []store.Imported, total int) {
	here := out.keys()
	var rest []store.Imported
	for _, source := range append([]string{out.doc.name}, c.formerly[out.doc.name]...) {
		for _, i := range c.imported[source] {
			switch {
			case c.called[i.Path]:
			case c.adopted[i.Path] != "", source == out.doc.name && here[i.Key], out.left[i.Name], c.spared(i):
				rest = append(rest, i)
			case c.toCome(i) && !c.handOver(i):
				gone = append(gone, i)
			}
		}
	}
	if total = len(gone); total == 0 {
		return nil, 0
	}
	for _, i := range rest {
		if c.toCome(i) {
			total++
		}
	}
	return gone, total
}

// spared reports that a page that is gone from its source stays, because a person said so.
func (c *collector) spared(i store.Imported) bool { return declined(i.Answers[aboutGone]) }

// handOver lets a page that is gone from its source follow another source that has the same activity. That is read in the next
// run.
func (c *collector) handOver(i store.Imported) bool {
	for _, other := range c.store.SharedWith(i) {
		out := c.outcomes[other.Source]
		if out == nil || !out.keys()[other.Key] {
			continue
		}
		if err := c.store.HandOver(i, other); err != nil {
			return false
		}
		delete(c.ledger.next, other.Source)
		c.called[i.Path] = true
		return true
	}
	return false
}

// mayGo asks whether so much may go at once.
func (c *collector) mayGo(doc document, gone []store.Imported, total int) (asked []notice.Notice, yes bool, err error) {
	h := sha256.New()
	var titles []string
	for _, g := range gone {
		fmt.Fprintf(h, "%q", g.Key)
		if p, err := c.store.Page(g.Path); err == nil {
			titles = append(titles, named(p))
		}
	}
	about := aboutGone + "/" + hex.EncodeToString(h.Sum(nil)[:6])
	municipality, _, _ := strings.Cut(gone[0].Path, "/")
	answer := c.given[questionID(doc.name, "", about)].of(municipality)
	yes, ok := reply.Yes(answer)
	if i, chosen := reply.Choose(answer, goneChoices); chosen {
		yes, ok = i == 0, true
	}
	if ok && yes {
		return nil, true, nil
	}
	if ok {
		for _, g := range gone {
			if _, err := c.store.Amend(g, c.at(), map[string]string{aboutGone: answer}, func(*page.Page) {}); err != nil {
				return nil, false, err
			}
		}
		return nil, false, nil
	}
	n := notice.Notice{
		Level: notice.Question, File: doc.name,
		Text: fmt.Sprintf("Wat nog komt, staat niet meer in de agenda: %d van de %d. Het gaat om %s. Klopt dat?", len(gone), total, list(titles)),
		Hint: "Tot u antwoordt, blijft alles op de site staan. Was het een vergissing? Herstel dan de agenda.",
		Ask:  &notice.Ask{About: about, Choices: goneChoices, Rejected: answer},
	}
	c.ask(&n, doc.name, "")
	return []notice.Notice{n}, false, nil
}

// listedTwice reports whether another page of the same source says that the same is at the same time.
func (c *collector) listedTwice(was store.Imported, gone *page.Page, pages []seenPage) bool {
	return slices.ContainsFunc(pages, func(s seenPage) bool {
		if s.Absent || store.Name(s.Title) != was.Name {
			return false
		}
		p, err := c.store.Page(s.Path)
		return err == nil && p.Activity != nil && p.Activity.Begin == gone.Activity.Begin
	})
}

// callOff says that an activity does not take place. A series is called off for the coming weeks, and ends then.
func callOff(a *page.Activity, now time.Time) {
	a.Status, a.Reason = page.StatusCancelled, reasonGone
	last := now.AddDate(0, 0, shownGone).Format("20060102")
	m := until.FindStringSubmatch(a.Recurrence)
	switch {
	case a.Recurrence == "" || strings.Contains(a.Recurrence, "COUNT="):
	case m == nil:
		a.Recurrence += ";UNTIL=" + last
	case m[1] > last:
		a.Recurrence = until.ReplaceAllString(a.Recurrence, "UNTIL="+last)
	}
}

// maxNamed is how many pages one notice names.
const maxNamed = 10

func named(p *page.Page) string {
	return fmt.Sprintf("‘%s’ (%s)", p.Title, when.Long(p.Activity.Begin.Day()))
}

// list writes names one after another, the first ones when there are many.
func list(names []string) string {
	if n := len(names) - maxNamed; n > 0 {
		names = append(slices.Clone(names[:maxNamed]), fmt.Sprintf("en nog %d", n))
	}
	return strings.Join(names, ", ")
}

// folders names the bundles of pages, under content/.
func folders(pages []store.Imported) string {
	var names []string
	for _, p := range pages {
		names = append(names, path.Dir(p.Path))
	}
	return list(names)
}

// toCome reports an activity that is not over. A page that is not there any more was removed by hand.
func (c *collector) toCome(i store.Imported) bool {
	p, err := c.store.Page(i.Path)
	return err == nil && p.Activity != nil && !p.Draft && !over(p.Activity, c.Now)
}

// until finds the end of a recurrence rule.
var until = regexp.MustCompile(`UNTIL=(\d{8})(?:T\d{6}Z?)?`)

// over reports an activity that is called off already or whose last day is past.
func over(a *page.Activity, now time.Time) bool {
	last := a.Begin
	if !a.End.IsZero() {
		last = a.End
	}
	for _, d := range a.ExtraDates {
		if last.Before(d) {
			last = d
		}
	}
	if m := until.FindStringSubmatch(a.Recurrence); m != nil && m[1] < now.Format("20060102") {
		return true
	}
	return a.Status == page.StatusCancelled || a.Recurrence == "" && last.Day().Before(page.WallTime(now).Day())
}
