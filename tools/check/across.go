package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/check/source"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/schema"
	"mijnopladers.nl/opladers/tools/store"
	"mijnopladers.nl/opladers/tools/theme"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	soon  = 60  // days before a consent ends that it is said
	stale = 400 // days after which an activity that is over is said to be
)

// photos checks who may be seen on the photos of pages today, and that nobody else is on the site.
func (r *run) photos(context.Context) error {
	rules, err := store.ReadRules(r.Config.Dir)
	if err != nil {
		return r.unread(err)
	}
	today, later := r.Now.Format(time.DateOnly), r.Now.AddDate(0, 0, soon).Format(time.DateOnly)
	may, mayNot := map[string]bool{}, map[string]string{} // by id; why not
	for file, e := range r.pages {
		for _, ph := range e.Page.Photos {
			if ph.File == "" {
				continue // which its page says
			}
			v := rules.Of(file).Judge(&page.Page{Common: page.Common{Announced: e.Page.Announced}}, &ph.Photo, today)
			id := strings.TrimSuffix(ph.File, path.Ext(ph.File))
			if v.OK() {
				may[id] = true
			} else {
				mayNot[id] = v.Why
			}
			if !e.Page.Draft {
				r.photo(file, ph, v, later)
			}
		}
	}
	for name := range r.public { // wherever it stands, and also one that no page has
		if id := store.PhotoID(path.Base(name)); id != "" && !may[id] {
			why := cmp.Or(mayNot[id], "geen pagina zegt wie erop staat")
			r.add(publicName+name, rule.Of("foto-op-site", 0, fmt.Sprintf("Deze foto hoort niet op de site: %s.", why), "Bouw de site opnieuw, en publiceer hem dan pas."))
		}
	}
	return nil
}

// unread makes of what keeps a step from being done a finding of the file to mend, unless that has an error already. What cannot be looked at
// for it is looked at when it is mended.
func (r *run) unread(err error) error {
	if slices.ContainsFunc(r.findings, func(f rule.Finding) bool { return f.Level == notice.Error && strings.Contains(err.Error(), f.File) }) {
		return nil
	}
	var n notice.Notice
	if !errors.As(err, &n) || n.File == "" {
		return err
	}
	r.add(strings.TrimPrefix(n.File, "content/"), rule.Of("bouwen", n.Line, n.Text, n.Hint))
	return nil
}

// photo checks one photo of a page, for which the verdict was given. A consent that ends before the day later is said to.
func (r *run) photo(file string, ph source.Photo, v page.Verdict, later string) {
	if v.State == page.StateRefused {
		return // somebody decided that
	}
	if !v.OK() {
		hint := "Vraag toestemming aan wie op de foto staat, of bij een kind onder 16 aan een ouder. Noteer het formulier in _vragen.xlsx of onder de foto. Is niemand herkenbaar, zeg dat dan."
		switch {
		case v.State == page.StateWithdrawn:
			hint = "U hoeft niets te doen. De foto komt niet terug."
		case v.First != "":
			hint = "U hoeft niets te doen. Op die dag komt de foto vanzelf op de site. Klopt de datum niet? Verbeter hem dan."
		}
		r.add(file, rule.Of("foto-zonder-toestemming", ph.Line, fmt.Sprintf("De foto %s staat niet op de site: %s.", ph.File, v.Why), hint).Quote(ph.File))
		return
	}
	if _, err := os.Stat(filepath.Join(r.Config.Dir, "content", filepath.FromSlash(path.Dir(file)), ph.File)); err != nil {
		r.add(file, rule.Of("foto-weg", ph.Line, fmt.Sprintf("De foto %s is er niet. De pagina staat zonder die foto op de site.", ph.File), "Zet de foto met de tekst opnieuw in de inbox, of haal hem bij fotos weg.").Quote(ph.File))
	}
	if v.State == page.StateValid && v.Last == "" {
		r.add(file, rule.Of("toestemming-verloopt", ph.Line, fmt.Sprintf("Wanneer de toestemming voor de foto %s eindigt, is niet bekend: er staat nergens een datum.", ph.File),
			"Vul bij toestemming in wanneer er getekend is (datum), of tot wanneer het mag (tot).").Quote(ph.File))
	}
	if last, err := page.ParseCivil(v.Last); err == nil && !last.IsZero() && v.Last <= later {
		text, hint := fmt.Sprintf("De toestemming voor de foto %s geldt tot en met %s.", ph.File, when.Full(last)), "Vraag of de foto mag blijven, en noteer de nieuwe datum. Anders gaat hij dan vanzelf van de site."
		if v.Term {
			text, hint = fmt.Sprintf("De gemeente bewaart de foto %s tot en met %s.", ph.File, when.Full(last)), "Mag de foto langer blijven? Vraag opnieuw toestemming. Anders gaat hij dan vanzelf van de site."
		}
		r.add(file, rule.Of("toestemming-verloopt", ph.Line, text, hint).Quote(ph.File))
	}
}

// agenda looks for what is odd about the activities together.
func (r *run) agenda(context.Context) error {
	s, err := agenda.Load(r.Config.Dir, r.Now)
	if err != nil {
		return r.unread(err)
	}
	list, err := s.Occurrences("", r.Now, r.Now.AddDate(0, 0, agenda.DaysAhead))
	if err != nil {
		return err
	}
	for _, p := range agenda.Clashes(list) {
		r.pair("botsing", p, "is op dezelfde plek en tijd als", "Bel wie de zaal verhuurt, en pas een van de twee aan.")
	}
	for _, p := range agenda.Duplicates(list) {
		r.pair("dubbel", p, "lijkt dezelfde activiteit als", "Is het dezelfde? Haal er een weg: opladers remove. Zijn het er twee? Geef ze elk een eigen naam.")
	}
	coming := map[string]bool{}
	for _, o := range list {
		coming[o.Source] = true
	}
	for _, a := range s.Activities {
		file := strings.TrimPrefix(a.Path, "/") + "/index.md"
		if coming[file] || a.Expires != "" || a.DeleteAfter != "" {
			continue
		}
		since := r.Now.AddDate(0, 0, -stale)
		if begin := a.Activity.Begin; begin.IsZero() || begin.In(r.Now.Location()).After(since) {
			continue
		}
		late, err := agenda.Expand(a.Page, a.Days, since, r.Now.AddDate(2, 0, 0))
		if err == nil && len(late) == 0 {
			r.add(file, rule.Of("activiteit-voorbij", r.line(file, "begin"), fmt.Sprintf("De activiteit ‘%s’ is langer dan een jaar voorbij.", a.Title), "Zet bij verloopt wanneer zij van de site mag, of haal haar weg: opladers remove "+path.Dir(file)+"."))
		}
	}
	return nil
}

func (r *run) pair(id string, p agenda.Pair, relation, hint string) {
	first := when.Day(page.WallTime(p.A.Begin)) + " om " + when.Time(page.WallTime(p.A.Begin))
	if p.A.AllDay {
		first = when.Day(page.WallTime(p.A.Begin))
	}
	text := fmt.Sprintf("‘%s’ %s ‘%s’ (%s), op %s", p.A.Title, relation, p.B.Title, path.Dir(p.B.Source), first)
	if p.Times > 1 {
		text += fmt.Sprintf(" en nog %d keer", p.Times-1)
	}
	r.add(p.A.Source, rule.Of(id, r.line(p.A.Source, "begin"), text+".", hint).Quote(p.B.Title, path.Dir(p.B.Source)))
}

// line gives the line of a key of the front matter of a page.
func (r *run) line(file, key string) int {
	if e := r.pages[file]; e != nil && e.Page.Lines[key] > 0 {
		return e.Page.Lines[key]
	}
	return 1
}

// address checks that the site knows where it will stand.
func (r *run) address(context.Context) error {
	if u, err := url.Parse(r.BaseURL); err == nil && u.Hostname() == config.NoHost {
		f := rule.Of("adres-ontbreekt", 0, "Het adres van de site is nog niet ingevuld.", "Zet in config.toml bij baseURL het adres waar de site komt te staan.")
		r.add(config.Name, f)
	}
	return nil
}

func (e *entry) hasTheme() bool { return e.Page.Kind == page.KindMunicipality && e.Page.Theme != nil }

// themes checks that the colours of each municipality can be read.
func (r *run) themes(context.Context) error {
	if !slices.ContainsFunc(slices.Collect(maps.Values(r.pages)), (*entry).hasTheme) {
		return nil
	}
	tokens := os.DirFS(filepath.Join(r.Config.Dir, "assets", "tokens"))
	if _, err := fs.Stat(tokens, "."); err != nil {
		return nil
	}
	look, err := theme.Load(tokens)
	if err != nil {
		return err
	}
	for file, e := range r.pages {
		unread := func(f rule.Finding) bool { return f.Rule == schema.BadColour }
		if !e.hasTheme() || slices.ContainsFunc(e.Findings, unread) {
			continue
		}
		made, remarks := look.Theme(e.Page.Theme)
		for _, n := range remarks {
			f := rule.Of("thema-contrast", r.line(file, "thema"), n.Text, n.Hint)
			f.Level = n.Level
			r.add(file, f)
		}
		if made == nil {
			continue
		}
		light, dark := look.Faint(made)
		for _, p := range append(light, dark...) {
			r.add(file, rule.Of("thema-contrast", r.line(file, "thema"), "Dit is niet goed te lezen: "+p.String()+".", "Kies een donkerder of lichtere kleur bij thema."))
		}
	}
	return nil
}
