package collect

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/when"
)

// What a question can be about, beside what page and place ask; aboutTwin is followed by the folder of the other page.
const (
	aboutTwin  = "zelfde/"
	aboutReuse = "ander/" // and the identity of what the source says now
)

// The answers to choose from.
var (
	consentChoices = []string{"Niemand is herkenbaar", "Niet plaatsen"} // no prefix of the first may be a refusal
	twinChoices    = []string{"Ja, hetzelfde verhaal", "Nee, een ander verhaal"}
	reuseChoices   = []string{"Ja, een nieuw verhaal", "Nee, het komt in de plaats"}
	newChoices     = []string{"Ja, een ander verhaal", "Nee, het blijft weg"}
)

// pictureName is the name of a file, which describes nothing.
var pictureName = regexp.MustCompile(`(?i)^\S+\.(jpe?g|png|heic|webp|avif|gif|tiff?|bmp)$`)

// maxAlt is how long a description of a photo may be, in characters.
const maxAlt = 300

// questionID names a question about a page of a source.
func questionID(source, key, about string) string {
	sum := sha256.Sum256([]byte(source + "\x00" + key + "\x00" + about))
	return hex.EncodeToString(sum[:4])
}

// ask gives a question of a page its id.
func (c *collector) ask(n *notice.Notice, source, key string) {
	if n.Ask != nil {
		n.Ask.ID = questionID(source, key, n.Ask.About)
	}
}

// answerTo gives what a person answered, now or before, to a question about a page; "" when nobody did.
func (c *collector) answerTo(d *draft, about string) string {
	answer := c.given[questionID(d.Source, d.Page.Key, about)].of(d.Municipality)
	if answer == "" && d.was != nil {
		answer = d.was.Answers[about]
	}
	return answer
}

// answer brings the answers about a page into it, as if its source said so.
func (c *collector) answer(d *draft) {
	try := func(about string, understood func(answer string) bool) {
		switch answer := c.answerTo(d, about); {
		case answer == "":
		case understood(answer):
			d.Answers[about] = answer
			d.answered = append(d.answered, questionID(d.Source, d.Page.Key, about))
		default:
			d.rejected[about] = answer
		}
	}
	if d.Page.Announced == "" && d.Page.Kind == page.KindStory {
		try(page.AboutDate, func(answer string) bool {
			day, err := when.Date(answer)
			if err == nil {
				d.Page.Announced = day.String()
			}
			return err == nil
		})
	}
	for _, ph := range d.Page.Photos {
		if ph.Alt == "" && !ph.Decorative {
			try(page.AboutAlt+ph.File, func(answer string) bool {
				alt := strings.Join(strings.Fields(answer), " ")
				if len([]rune(alt)) > maxAlt || pictureName.MatchString(alt) {
					return false
				}
				ph.Alt = alt
				return true
			})
		}
		if v := d.judge(ph); asksFor(v) {
			try(page.AboutConsent+ph.File, func(answer string) bool { return d.consents(ph, answer) })
		}
	}
}

// asksFor reports a photo of which consent is asked: one that may not be on the site, and of which nobody refused that.
func asksFor(v page.Verdict) bool {
	return !v.OK() && v.State != page.StateWithdrawn && v.State != page.StateRefused
}

// consents brings an answer about consent into a photo. It is understood when it settles whether the photo may be on the site, or
// did so in an earlier run and is over now: then the page keeps what it says.
func (d *draft) consents(ph *page.Photo, answer string) bool {
	if declined(answer) {
		if !ph.NoPersons && (ph.Consent == nil || ph.Consent.Status == page.ConsentMissing) { // until the source itself says something
			ph.Consent = &page.Consent{Status: page.ConsentRefused}
		}
		return true
	}
	before := d.was != nil && d.was.Answers[page.AboutConsent+ph.File] == answer
	if i, ok := reply.Choose(answer, consentChoices); ok && i == 0 {
		ph.Consent, ph.NoPersons = nil, true
		return true
	}
	if word, rest, ok := strings.Cut(answer, ","); ok && strings.EqualFold(strings.TrimSpace(word), "ja") {
		answer = rest
	}
	consent, noPersons, problem := read.Consent(answer)
	v := d.judge(&page.Photo{File: ph.File, Consent: consent, NoPersons: noPersons})
	if problem != "" || !v.OK() && !(before && v.State == page.StateExpired) {
		return false
	}
	ph.Consent, ph.NoPersons = consent, noPersons
	return true
}

// lacks says in Dutch why an answer does not settle the consent for a photo.
func (d *draft) lacks(answer string) string {
	consent, noPersons, problem := read.Consent(answer)
	if yes, ok := reply.Yes(answer); ok && yes && (consent == nil || consent.Ref == "") {
		return "typ erbij welk formulier het is"
	}
	return cmp.Or(problem, d.judge(&page.Photo{Consent: consent, NoPersons: noPersons}).Why)
}

// declined reports an answer that keeps a photo off the site.
func declined(answer string) bool {
	if yes, ok := reply.Yes(answer); ok && !yes {
		return true
	}
	i, ok := reply.Choose(answer, consentChoices)
	return ok && i == 1
}

// remarks says what a person should know of a page as it is now, and asks what there is to ask.
func (c *collector) remarks(d *draft, res *store.Result) []notice.Notice {
	if res.Page == nil { // it cannot be read, which is said already
		return nil
	}
	for i, ph := range res.Page.Photos { // the names that Word gives to pictures say nothing
		ph.Name = fmt.Sprintf("%d (%s)", i+1, cmp.Or(d.names[ph.File], ph.File))
	}
	notices := res.Page.Validate()
	for _, ph := range res.Page.Photos {
		if n := small(ph); n != nil {
			notices = append(notices, *n)
		}
		switch v := d.rules.Judge(res.Page, ph, d.Day); {
		case d.gone[ph.File] != "":
			notices = append(notices, withdrawn(ph, d.gone[ph.File]))
		case !v.OK() && !d.held[ph.File] && !declined(d.Answers[page.AboutConsent+ph.File]):
			notices = append(notices, withheld(ph, v))
		}
	}
	for i, n := range notices {
		if n.Ask != nil {
			c.ask(&notices[i], d.Source, d.Page.Key)
			n.Ask.Rejected = d.rejected[n.Ask.About]
			if n.Ask.Rejected != "" && strings.HasPrefix(n.Ask.About, page.AboutConsent) {
				n.Ask.Why = d.lacks(n.Ask.Rejected)
			}
		}
	}
	return notices
}

// withheld says that a photo is not on the site and whom to ask. Consent that was withdrawn is not asked for.
func withheld(ph *page.Photo, v page.Verdict) notice.Notice {
	n := notice.Notice{
		Level: notice.Warning,
		Text:  fmt.Sprintf("Foto %s staat niet op de site: %s.", ph.Name, v.Why),
	}
	if ph.Alt != "" {
		n.Text += " Op de foto: ‘" + strings.TrimRight(ph.Alt, ".") + "’."
	}
	if !asksFor(v) {
		return n
	}
	n.Hint = v.Ask(ph)
	if v.State != page.StateUnclear {
		n.Hint += " Zet onder de foto: \"Toestemming: formulier …, website, tot …\". Of: \"Geen herkenbare personen\"."
	}
	n.Ask = &notice.Ask{
		About: page.AboutConsent + ph.File, Photo: ph.File, Choices: consentChoices,
		How: "Is er toestemming? Typ dan: formulier 2026-14, website, tot 1-9-2028.",
	}
	switch {
	case v.State == page.StateExpired:
		n.Ask.How = "Is er opnieuw toestemming? Typ dan ook wanneer er getekend is: formulier 2026-14, getekend 1-9-2026, website, tot 1-9-2028."
	case ph.Consent != nil && ph.Consent.Under16:
		n.Ask.How = "Is er toestemming? Typ dan: formulier 2026-14, website, door ouder, kind onder 16, tot 1-9-2028."
	}
	return n
}

// withdrawn says that a photo does not come back.
func withdrawn(ph *page.Photo, day string) notice.Notice {
	return notice.Notice{
		Level: notice.Warning,
		Text:  fmt.Sprintf("Foto %s komt niet op de site: de toestemming is op %s ingetrokken. Dat geldt ook voor een kopie, en voor een foto die er erg op lijkt.", ph.Name, day),
		Hint:  "Haal de foto uit het bestand. Is het een andere foto, of is er opnieuw toestemming? Vraag dan de beheerder: die gebruikt `opladers consent withdraw --restore " + ph.File + "`.",
	}
}

// twin looks whether a new story is on the site already, from another source. Until a person says so, it is a draft.
func (c *collector) twin(r *Report, d *draft, out *outcome) (same bool, err error) {
	if d.Page.Kind != page.KindStory {
		return false, nil
	}
	if d.was == nil {
		d.Twin = c.twins.like(d.Import)
	}
	c.twins.add(c.store.Place(d.Import), d.Page)
	if d.Twin == "" || !c.store.Has(d.Twin) && !c.store.WasRemoved(d.Twin) {
		d.Twin = ""
		return false, nil
	}
	about := aboutTwin + d.Twin
	answer := c.answerTo(d, about)
	yes, ok := reply.Yes(answer)
	if i, chosen := reply.Choose(answer, twinChoices); chosen {
		yes, ok = i == 0, true
	}
	n := notice.Notice{
		Level: notice.Question, File: d.Source, Text: fmt.Sprintf("Is ‘%s’ hetzelfde verhaal als %s? Het lijkt er erg op.", d.Page.Title, c.titled(d.Twin)),
		Hint: "Tot u antwoordt, staat het niet op de site. Haal anders een van de twee bestanden weg.",
		Ask:  &notice.Ask{About: about, Choices: twinChoices},
	}
	switch {
	case !ok:
		d.Page.Draft = true
		c.ask(&n, d.Source, d.Page.Key)
		n.Ask.Rejected = answer
		out.notices = append(out.notices, n)
		return false, nil
	case !yes:
		d.Answers[about], d.Twin = answer, ""
		return false, nil
	}
	if d.was != nil {
		r.Removed = append(r.Removed, Entry{Page: d.was.Path, Source: d.Source})
	}
	if first, ok := c.twinSource(d.Twin); ok && c.gone(first.Source) { // the source has another name and says something else
		if err := c.store.Discard(d.Import); err != nil || !c.store.Adopt(first, d.Import) {
			return true, err
		}
		c.adopted[first.Path], d.Twin = d.Source, ""
		return false, nil
	}
	out.pages = append(out.pages, seenPage{Key: d.Page.Key, Absent: true})
	out.notices = append(out.notices, removedNotice(d.Source, &store.Removed{Same: d.Twin}))
	return true, c.store.Merged(d.Import, d.Twin)
}

// reused looks whether a file has a wholly other story than the page that was made of it: people save a new story under the
// name of an old one. Until a person says so, the page stays as it is.
func (c *collector) reused(d *draft, out *outcome) (wait bool, err error) {
	if d.was == nil || d.Page.Kind != page.KindStory || d.was.Identity == d.Identity {
		return false, nil
	}
	old, err := c.store.Page(d.was.Path)
	if err != nil || !another(old, d.Page) {
		return false, nil // a page that cannot be read is for the store
	}
	about := aboutReuse + d.Identity
	answer := c.answerTo(d, about)
	yes, ok := reply.Yes(answer)
	if i, chosen := reply.Choose(answer, reuseChoices); chosen {
		yes, ok = i == 0, true
	}
	switch {
	case ok && yes:
		err := c.store.Release(d.Import)
		d.was, d.Twin, d.Answers = nil, "", map[string]string{}
		return false, err
	case ok:
		return false, nil
	}
	n := notice.Notice{
		Level: notice.Question, File: d.Source,
		Text: fmt.Sprintf("In dit bestand staat een heel ander verhaal dan eerst. Is het een nieuw verhaal, naast %s?", c.titled(path.Dir(d.was.Path))),
		Hint: "Tot u antwoordt, blijft de pagina zoals zij is. Geef een nieuw verhaal liever een eigen bestand.",
		Ask:  &notice.Ask{About: about, Choices: reuseChoices, Rejected: answer},
	}
	c.ask(&n, d.Source, d.Page.Key)
	out.notices = append(out.notices, n)
	out.pages = append(out.pages, seenPage{Key: d.Page.Key, Path: d.was.Path, Title: old.Title})
	return true, nil
}

// titled names a page by its title and its place.
func (c *collector) titled(dir string) string {
	if p, err := c.store.Page(dir + "/index.md"); err == nil {
		return "‘" + p.Title + "’ (" + dir + ")"
	}
	return dir
}

// removed looks whether a page was removed for good. When its source says something else since, it is asked about.
func (c *collector) removed(d *draft, out *outcome) (away bool, err error) {
	gone, changed := c.store.Removal(d.Import)
	if gone == nil {
		return false, nil
	}
	n := removedNotice(d.Source, gone)
	if gone.Same != "" && d.Page.Activity != nil { // it stands in two calendars
		first, still := c.elsewhere(d)
		if changed {
			if err := c.store.Readmit(gone, d.Import, !still); err != nil || !still {
				return false, err
			}
		}
		out.pages = append(out.pages, seenPage{Key: d.Page.Key, Absent: true})
		if p, err := c.store.Page(first.Path); still && err == nil && p.Activity != nil && (p.Activity.Begin != d.Page.Activity.Begin || p.Activity.Status != d.Page.Activity.Status) {
			n := notice.Notice{
				Level: notice.Warning, File: d.Source, Text: "‘" + d.Page.Title + "’ staat ook in " + first.Source + ", met een andere tijd of status. Op de site staat wat daar staat.",
				Hint: "Maak de twee agenda's gelijk, of haal de activiteit uit een van de twee.",
			}
			if d.Page.Activity.Status == page.StatusCancelled { // nobody may find a closed door
				n.Level = notice.Question
			}
			out.notices = append(out.notices, n)
		}
		return true, nil
	}
	if changed {
		about := "verwijderd/" + gone.Day
		answer := c.answerTo(d, about)
		yes, ok := reply.Yes(answer)
		if i, chosen := reply.Choose(answer, newChoices); chosen {
			yes, ok = i == 0, true
		}
		if ok {
			if err := c.store.Readmit(gone, d.Import, yes); err != nil || yes {
				return false, err
			}
		} else {
			n.Level, n.Text = notice.Question, n.Text+" Maar het bestand is sindsdien veranderd. Is het een ander verhaal?"
			n.Ask = &notice.Ask{About: about, Choices: newChoices, Rejected: answer}
			c.ask(&n, d.Source, d.Page.Key)
		}
	}
	out.pages = append(out.pages, seenPage{Key: d.Page.Key, Absent: true})
	out.notices = append(out.notices, n)
	return true, nil
}
