package collect

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo/alike"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
)

// A photo that comes to a page and looks the same as one that is on the site already, is asked about once. Both stay until somebody
// says that they are the same: then the best of the two is shown in both places, with the words of each. But when the other
// may not be on the site, because consent for it was refused or withdrawn, the new one is withheld until somebody says that it may.
const (
	aboutDouble  = "dubbel/"    // and the file of the photo, and of the other
	aboutRefused = "geweigerd/" // and the file of the photo, what is said of its consent, and the file of the other
)

var (
	doubleChoices  = []string{"Ja, gebruik de scherpste", "Nee, laat beide staan"}
	refusedChoices = []string{"Ja, deze foto mag", "Nee, niet plaatsen"}
)

// otherPhoto gives the file of the other photo that a question is about, "" when there is none.
func otherPhoto(about string) string {
	if strings.HasPrefix(about, aboutDouble) || strings.HasPrefix(about, aboutRefused) {
		return path.Base(about)
	}
	return ""
}

// doubles looks which photos of a page are on the site already, and asks about them.
func (c *collector) doubles(ctx context.Context, r *Report, d *draft, out *outcome) error {
	was := c.store.PhotosOf(d.Import)
	for i, p := range d.Photos { // a better one may have been chosen earlier in this run
		if best := chosen(was, p.Sources()[0], c.store.Master); best != nil && best.File != p.File {
			d.show(i, *best)
		}
	}
	d.unite()
	if d.Twin != "" { // first: is it the same story?
		return nil
	}
	for i := range d.Photos {
		other, found, err := c.double(ctx, d, i, was)
		if err == nil && found {
			err = c.askDouble(r, d, i, other, out)
		}
		if err != nil {
			return err
		}
	}
	d.unite()
	return nil
}

// double finds the photo that a photo of a page may be the same as, when that has not been settled. was are the photos of the page so
// far.
func (c *collector) double(ctx context.Context, d *draft, i int, was []store.PagePhoto) (other lookalike, found bool, err error) {
	p := &d.Photos[i]
	before := slices.IndexFunc(was, func(w store.PagePhoto) bool { return w.File == p.File })
	if before >= 0 {
		p.Twin = was[before].Twin
	}
	asStory := d.was != nil && d.was.Twin != "" // until now it was asked whether the whole story is double
	if c.keptOut(d, i) || d.gone[p.File] != "" || p.Print == nil || before >= 0 && p.Twin == "" && !asStory {
		return other, false, nil
	}
	if err := c.lookalikes.load(ctx); err != nil {
		return other, false, err
	}
	if settled := before < 0 && c.sameAgain(d, p); settled && !asStory {
		return other, false, nil
	}
	own := c.store.Place(d.Import)
	list := append(c.lookalikes.like(p.Photo, own), d.beside(i, was)...)
	asked := func(l lookalike) bool { return l.file == p.Twin }
	switch {
	case slices.ContainsFunc(list, asked):
		list = slices.DeleteFunc(list, func(l lookalike) bool { return !asked(l) && l.refused == "" })
	case p.Twin == "" && c.lookalikes.elsewhere(p.File, own): // with these very bytes: what it is like was asked there
		list = slices.DeleteFunc(list, func(l lookalike) bool { return l.refused == "" })
	}
	if p.Twin = ""; len(list) == 0 {
		return other, false, nil
	}
	other = foremost(list)
	p.Twin = other.file
	return other, true, nil
}

// sameAgain reports whether a photo that is new to its page takes the place of another copy of it there, of which nothing is to
// be asked: then the source has another copy now. Of one that is asked about, the question goes on.
func (c *collector) sameAgain(d *draft, p *store.ImportPhoto) bool {
	for _, w := range c.store.PhotosOf(d.Import) {
		stays := slices.ContainsFunc(d.Photos, func(o store.ImportPhoto) bool { return o.File == w.File })
		if !stays && w.Print != nil && alike.Same(*w.Print, *p.Print) {
			p.Twin = w.Twin
			return p.Twin == ""
		}
	}
	return false
}

// beside gives the photos of the same page that a photo may be the same as. Of two that are new, the second is asked about. was are
// the photos of the page so far.
func (d *draft) beside(i int, was []store.PagePhoto) []lookalike {
	var out []lookalike
	p := d.Photos[i]
	for j, o := range d.Photos {
		old := slices.ContainsFunc(was, func(w store.PagePhoto) bool { return w.File == o.File })
		if j != i && o.File != p.File && (j < i || old) && o.Print != nil && alike.Same(*o.Print, *p.Print) {
			out = append(out, lookalike{file: o.File, distance: alike.Distance(*o.Print, *p.Print)})
		}
	}
	return out
}

// askDouble carries out what was answered about a photo and another, or asks.
func (c *collector) askDouble(r *Report, d *draft, i int, other lookalike, out *outcome) error {
	p, ph := &d.Photos[i], d.Page.Photos[i]
	about, choices := aboutDouble+p.File+"/"+other.file, doubleChoices
	if other.refused != "" {
		if !d.judge(ph).OK() {
			return nil // it is not on the site, and asked about as soon as it would be
		}
		about, choices = aboutRefused+p.File+"/"+claim(ph)+"/"+other.file, refusedChoices
	}
	answer := c.answerTo(d, about)
	yes, ok := reply.Yes(answer)
	if at, chosen := reply.Choose(answer, choices); chosen {
		yes, ok = at == 0, true
	}
	if ok {
		d.answered = append(d.answered, questionID(d.Source, d.Page.Key, about))
	}
	switch {
	case ok && yes && other.refused == "":
		return c.merge(r, d, i, other)
	case ok:
		d.Answers[about] = answer
		if p.Twin = ""; !yes && other.refused != "" {
			p.Twin = other.file
			d.withhold(i)
		}
		return nil
	}
	n := notice.Notice{
		Level: notice.Question, File: d.Source, Text: c.doubleText(d, i, other),
		Hint: "Tot u antwoordt, blijven beide staan. Antwoordt u ja, dan komt op beide plaatsen de scherpste van de twee.",
		Ask:  &notice.Ask{About: about, Choices: choices, Photo: p.File, Rejected: answer},
	}
	if other.refused != "" {
		n.Hint = "Tot u antwoordt, staat deze foto niet op de site. Vraag het na bij wie op de foto staat."
		d.withhold(i)
	}
	n.Ask.How = n.Hint
	c.ask(&n, d.Source, d.Page.Key)
	out.notices = append(out.notices, n)
	if other.on != nil {
		d.leans = append(d.leans, other.dir())
		c.asked = append(c.asked, askedDouble{d.Source, other})
	}
	return nil
}

// doubleText asks whether a photo is the same as another.
func (c *collector) doubleText(d *draft, i int, other lookalike) string {
	where := "in hetzelfde verhaal"
	on := d.Page
	if other.on != nil {
		where = "van " + c.titled(other.dir())
		if p, err := c.store.Page(other.on.Path); err == nil {
			on = p
		}
	}
	n := 1 + slices.IndexFunc(on.Photos, func(ph *page.Photo) bool { return ph.File == other.file })
	this := fmt.Sprintf("Foto %d (%s) van ‘%s’", i+1, cmp.Or(d.names[d.Photos[i].File], d.Photos[i].File), d.Page.Title)
	same := "lijkt dezelfde als"
	if other.file == d.Photos[i].File {
		same = "is dezelfde als"
	}
	text := fmt.Sprintf("%s %s foto %d %s.", this, same, max(1, n), where)
	if other.refused == "" {
		return text + " Is het dezelfde foto?"
	}
	ph := d.Page.Photos[i]
	says := "dat niemand herkenbaar is"
	if !ph.NoPersons {
		says = "‘" + ph.Consent.Ref + "’"
	}
	return fmt.Sprintf("%s Van die foto %s. Bij deze foto staat: %s. Mag deze foto op de site?", text, other.refused, says)
}

// merge shows the best of two copies of a photo in all places of both.
func (c *collector) merge(r *Report, d *draft, i int, other lookalike) error {
	d.Photos[i].Twin = ""
	mine := d.Photos[i]
	if other.on == nil {
		j := slices.IndexFunc(d.Photos, func(p store.ImportPhoto) bool { return p.File == other.file })
		best := d.Photos[j]
		if better(mine, best) {
			best = mine
		}
		best.For = slices.Concat(d.Photos[j].Sources(), mine.Sources())
		d.show(i, best)
		d.show(j, best)
		return nil
	}
	best, lesser := mine, other.file
	at := slices.IndexFunc(other.on.Photos, func(p store.PagePhoto) bool { return p.File == other.file })
	theirs := store.ImportPhoto{PagePhoto: store.PagePhoto{Photo: other.on.Photos[at].Photo}, Data: c.store.Master(other.file)}
	if theirs.Data != nil && !better(mine, theirs) {
		theirs.For = mine.Sources()
		d.show(i, theirs)
		best, lesser = theirs, mine.File
	}
	for _, on := range c.store.WithPhoto(lesser) {
		if on.Source == d.Source && on.Key == d.Page.Key {
			continue
		}
		changed, err := c.store.Exchange(on, lesser, best, d.Day)
		if err != nil {
			return err
		}
		if changed {
			r.put(store.Changed, Entry{Page: on.Path, Source: on.Source}, nil)
		}
	}
	return nil
}

// better reports whether a copy of a photo shows more than another: it is larger, or has more in it.
func better(a, b store.ImportPhoto) bool {
	return cmp.Or(cmp.Compare(a.Width*a.Height, b.Width*b.Height), cmp.Compare(len(a.Data), len(b.Data))) > 0
}

// claim identifies what is said of the consent for a photo: when that changes, a refusal is asked about again.
func claim(ph *page.Photo) string {
	consent := page.Consent{}
	if ph.Consent != nil {
		consent = *ph.Consent
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%t %+v", ph.NoPersons, consent))
	return hex.EncodeToString(sum[:4])
}

// keptOut withholds a photo of which people answered that it may not be on the site, as long as the same is said of its consent. It
// keeps all answers about doubles of the photo.
func (c *collector) keptOut(d *draft, i int) (out bool) {
	if d.was == nil {
		return false
	}
	file := d.Photos[i].File
	refused := aboutRefused + file + "/"
	claimed := refused + claim(d.Page.Photos[i]) + "/"
	for about, answer := range d.was.Answers {
		if !strings.HasPrefix(about, aboutDouble+file+"/") && !strings.HasPrefix(about, refused) {
			continue
		}
		d.Answers[about] = answer
		at, ok := reply.Choose(answer, refusedChoices)
		out = out || strings.HasPrefix(about, claimed) && (ok && at == 1 || declined(answer))
	}
	if out {
		d.withhold(i)
	}
	return out
}

// withhold keeps a photo off the site, whatever its source and its page say of consent.
func (d *draft) withhold(i int) {
	ph := d.Page.Photos[i]
	ph.Withdraw()
	d.held[ph.File] = true
}

// askedDouble is a question that leans on a photo of another page.
type askedDouble struct {
	source string
	other  lookalike
}

// askAgain has the sources read again whose question about a photo leans on what changed in the same run: the other photo is gone,
// or was refused since.
func (c *collector) askAgain() {
	for _, a := range c.asked {
		still := slices.ContainsFunc(c.store.WithPhoto(a.other.file), func(i store.Imported) bool {
			return i.Path == a.other.on.Path && refusal(c.store, i, a.other.file) == a.other.refused
		})
		if !still {
			delete(c.ledger.next, a.source)
		}
	}
}
