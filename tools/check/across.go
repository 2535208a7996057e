package check

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/theme"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	soon  = 60  // days before a consent ends that it is said
	stale = 400 // days after which an activity that is over is said to be
)

// photos checks who may be seen on the photos of pages today, and that nobody else is on the site.
func (r *run) photos(context.Context) error {
	today := r.Now.Format(time.DateOnly)
	later := r.Now.AddDate(0, 0, soon).Format(time.DateOnly)
	may, mayNot := map[string]bool{}, map[string]string{} // by id; why not
	for file, e := range r.pages {
		for _, ph := range e.Page.Photos {
			id := strings.TrimSuffix(ph.File, path.Ext(ph.File))
			ok, why := ph.Publishable(today)
			if ok {
				may[id] = true
			} else {
				mayNot[id] = why
			}
			if e.Page.Draft {
				continue
			}
			if !ok {
				r.add(file, rule.Of("foto-zonder-toestemming", ph.Line, fmt.Sprintf("De foto %s staat niet op de site: %s.", ph.File, why), consentHint(why)).Quote(ph.File))
				continue
			}
			if _, err := os.Stat(filepath.Join(r.Config.Dir, "content", filepath.FromSlash(path.Dir(file)), ph.File)); err != nil {
				r.add(file, rule.Of("foto-weg", ph.Line, fmt.Sprintf("De foto %s is er niet. De pagina staat zonder die foto op de site.", ph.File), "Zet de foto met de tekst opnieuw in de inbox, of haal hem bij fotos weg.").Quote(ph.File))
			}
			if ph.NoPersons || ph.Consent == nil || ph.Consent.Until == "" || ph.Consent.Until > later {
				continue
			}
			until, err := page.ParseCivil(ph.Consent.Until)
			if err == nil {
				r.add(file, rule.Of("toestemming-verloopt", ph.Line, fmt.Sprintf("De toestemming voor de foto %s geldt tot en met %s.", ph.File, when.Full(until)), "Vraag of de foto mag blijven, en noteer de nieuwe datum. Anders gaat hij dan vanzelf van de site.").Quote(ph.File))
			}
		}
	}
	for name := range r.public {
		id, _, ok := strings.Cut(path.Base(name), "-")
		if why := mayNot[id]; ok && why != "" && !may[id] && path.Dir(name) == "foto" {
			r.add(publicName+name, rule.Of("foto-op-site", 0, fmt.Sprintf("Deze foto hoort niet op de site: %s.", why), "Bouw de site opnieuw, en publiceer hem dan pas."))
		}
	}
	return nil
}

func consentHint(why string) string {
	if strings.Contains(why, "ingetrokken") {
		return "U hoeft niets te doen. Wilt u de foto ook uit het bestand halen? Zie docs/handleiding.md."
	}
	return "Vraag toestemming aan wie op de foto staat, of bij een kind onder 16 aan een ouder. Noteer het formulier in _vragen.xlsx of onder de foto. Is niemand herkenbaar, zeg dat dan."
}

// agenda looks for what is odd about the activities together.
func (r *run) agenda(context.Context) error {
	s, err := agenda.Load(r.Config.Dir, r.Now)
	if err != nil {
		return err
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

// themes checks that the colours of each municipality can be read.
func (r *run) themes(context.Context) error {
	tokens := os.DirFS(filepath.Join(r.Config.Dir, "assets", "tokens"))
	if _, err := fs.Stat(tokens, "."); err != nil {
		return nil
	}
	look, err := theme.Load(tokens)
	if err != nil {
		return err
	}
	for file, e := range r.pages {
		if e.Page.Kind != page.KindMunicipality || e.Page.Theme == nil {
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
