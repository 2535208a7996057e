package main

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/publish"
)

// publishReport is the JSON of `opladers publish`. In a dry run live is false, and the rest says what would be.
type publishReport struct {
	Target    string          `json:"target"`
	Deploy    string          `json:"deploy"`
	Previous  string          `json:"previous"`
	Live      bool            `json:"live"`
	Blocked   bool            `json:"blocked"` // by errors: nothing was published
	Files     int             `json:"files"`
	Uploaded  int             `json:"uploaded"`
	Bytes     int64           `json:"bytes"`
	Removed   int             `json:"removed"`
	Unchanged int             `json:"unchanged"`
	Seconds   float64         `json:"seconds"` // besides the build
	New       []publishedPage `json:"new"`
	Changed   []publishedPage `json:"changed"`
	Gone      []publishedPage `json:"gone"`
	Travel    []string        `json:"travel,omitempty"` // in a dry run: the files that would go along
	Errors    []notice.Notice `json:"errors"`
	Warnings  int             `json:"warnings"` // that `opladers check` gives
	Advice    int             `json:"advice"`

	base      string   // address of the site
	title     string   // of the site
	languages []string // that have a folder in the site
	result    *publish.Result
}

// publishedPage is a page that visitors see new, changed, or no longer.
type publishedPage struct {
	Address string `json:"address"`
	Title   string `json:"title"` // "" when it is not known

	path string
}

// fill works out what is reported from what was done.
func (r *publishReport) fill(dryRun bool) {
	r.New, r.Changed, r.Gone = []publishedPage{}, []publishedPage{}, []publishedPage{}
	r.Blocked = len(r.Errors) > 0
	p := r.result
	if p == nil {
		return
	}
	r.Deploy, r.Previous, r.Live, r.Files, r.Uploaded, r.Bytes = p.Deploy, p.Previous, p.Live, p.Files, p.Uploaded, p.Bytes
	r.Removed, r.Unchanged, r.Seconds = len(p.Gone), p.Unchanged, math.Round(p.Seconds*100)/100
	if dryRun {
		for _, f := range slices.Concat(p.New, p.Changed) {
			r.Travel = append(r.Travel, f.Path)
		}
	}
	r.New, r.Changed, r.Gone = r.pages(p.New), r.pages(p.Changed), r.pages(p.Gone)
}

// pages picks the pages out of files, by their addresses.
func (r *publishReport) pages(files []publish.File) []publishedPage {
	out := []publishedPage{}
	for _, f := range files {
		if path.Ext(f.Path) == ".html" && path.Base(f.Path) != host.NotFound {
			address := f.Path
			if path.Base(address) == "index.html" {
				address = strings.TrimSuffix(address, "index.html")
			}
			out = append(out, publishedPage{Address: r.base + address, Title: strings.TrimSuffix(f.Title, " – "+r.title), path: address})
		}
	}
	return out
}

// printPublished says in Dutch what visitors see now, and what to do when that is not right.
func (a *app) printPublished(r *publishReport, back bool) {
	a.endProgress()
	if r.Warnings+r.Advice > 0 {
		fmt.Fprintf(a.stdout, "Nagekeken: %s en %s. U ziet ze met: opladers check\n", many(r.Warnings, "1 waarschuwing", "%d waarschuwingen"), many(r.Advice, "1 tip", "%d tips"))
	}
	if r.Blocked {
		a.printNotices("Herstel eerst", r.Errors)
		switch {
		case back:
			fmt.Fprintln(a.stdout, "\nDe site gaat niet terug naar de vorige versie. Wat bezoekers zien, is niet veranderd.")
		default:
			fmt.Fprintf(a.stdout, "\nDe site is niet online gezet: er %s. Wat bezoekers zien, is niet veranderd.\n", many(len(r.Errors), "is 1 fout", "zijn %d fouten"))
			fmt.Fprintln(a.stdout, "Herstel dit, en doe het opnieuw: opladers publish")
		}
		return
	}
	p := r.result
	if p.Known && len(p.New)+len(p.Changed)+len(p.Gone) == 0 {
		fmt.Fprintln(a.stdout, "Er is niets veranderd: bezoekers zien deze versie al.")
		return
	}
	who := "Bezoekers zien nu"
	switch {
	case a.dryRun:
		who = "Plan: bezoekers zien straks"
	case !r.Live:
		who = "Deze versie staat klaar en is nog niet te zien. Nieuw erin is"
	case back:
		who = "Bezoekers zien nu weer de vorige versie"
	}
	fmt.Fprintf(a.stdout, "%s: %s.\n", who, r.summary())
	if r.Previous != "" && p.Known {
		a.printPages("Nieuw", r.own(r.New))
		a.printPages("Gewijzigd", r.own(r.Changed))
		a.printPages("Weg", r.own(r.Gone))
	}
	if a.dryRun && !back {
		a.printPaths("Deze bestanden gaan mee", r.Travel)
	}
	a.printNext(r, back)
}

// many says a number with its word.
func many(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(more, n)
}

// summary says in a line what is new, changed and gone.
func (r *publishReport) summary() string {
	p := r.result
	if r.Previous == "" {
		return fmt.Sprintf("%s, voor het eerst op deze plek (%s)", many(len(r.New), "1 pagina", "%d pagina's"), r.base)
	}
	if !p.Known {
		return "een andere versie. Wat er precies veranderde is niet bekend"
	}
	if len(r.New)+len(r.Changed)+len(r.Gone) == 0 {
		return fmt.Sprintf("dezelfde pagina's, met %s", many(len(p.New)+len(p.Changed)+len(p.Gone), "1 ander bestand (zoals een agenda of foto)", "%d andere bestanden (zoals agenda's en foto's)"))
	}
	var parts []string
	for _, part := range []struct {
		list             []publishedPage
		one, more, short string // the first part says what is counted
	}{
		{r.New, "1 nieuwe pagina", "%d nieuwe pagina's", ""}, {r.Changed, "1 gewijzigde pagina", "%d gewijzigde pagina's", "%d gewijzigd"}, {r.Gone, "1 pagina is weg", "%d pagina's zijn weg", "%d weg"},
	} {
		switch n := len(r.own(part.list)); {
		case n > 0 && len(parts) > 0:
			parts = append(parts, fmt.Sprintf(part.short, n))
		case n > 0:
			parts = append(parts, many(n, part.one, part.more))
		}
	}
	if n := r.translated(); n > 0 {
		parts = append(parts, many(n, "1 pagina in een andere taal", "%d in andere talen"))
	}
	return strings.Join(parts, ", ")
}

// own are the pages in the first language of the site: stories and activities themselves before the lists that they are in.
func (r *publishReport) own(list []publishedPage) []publishedPage {
	out := slices.DeleteFunc(slices.Clone(list), r.foreign)
	slices.SortStableFunc(out, func(a, b publishedPage) int { return strings.Count(b.path, "/") - strings.Count(a.path, "/") })
	return out
}

func (r *publishReport) foreign(p publishedPage) bool {
	part, _, below := strings.Cut(p.path, "/")
	return below && slices.Contains(r.languages, part)
}

// translated counts the pages in other languages.
func (r *publishReport) translated() (n int) {
	for _, list := range [][]publishedPage{r.New, r.Changed, r.Gone} {
		n += len(list) - len(r.own(list))
	}
	return n
}

func (a *app) printPages(heading string, list []publishedPage) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s:\n", heading)
	for i, p := range list {
		if i == maxShown {
			fmt.Fprintf(a.stdout, "  … en nog %d. Met --json ziet u alles.\n", len(list)-i)
			return
		}
		if p.Title != "" {
			fmt.Fprintf(a.stdout, "  %s\n    %s\n", p.Title, p.Address)
		} else {
			fmt.Fprintf(a.stdout, "  %s\n", p.Address)
		}
	}
}

// printNext says what it cost, and how to go on.
func (a *app) printNext(r *publishReport, back bool) {
	seconds := strings.Replace(fmt.Sprintf("%.1f", r.Seconds), ".", ",", 1)
	fmt.Fprintln(a.stdout)
	switch {
	case a.dryRun && back:
		fmt.Fprintln(a.stdout, "Er is niets veranderd. Zo gaat u terug: opladers publish --rollback")
	case a.dryRun:
		fmt.Fprintf(a.stdout, "Van %d bestanden gaan er %d mee (%s). Er is niets veranderd. Zo zet u de site online: opladers publish\n", r.Files, r.Uploaded, weight(r.Bytes))
	case !r.Live:
		fmt.Fprintln(a.stdout, "Bezoekers zien nog de oude site: Netlify publiceert niet vanzelf (Deploys staat op slot).")
		fmt.Fprintln(a.stdout, "Kies op app.netlify.com deze versie en dan Publish deploy, of zet het slot eraf.")
	case back:
		fmt.Fprintf(a.stdout, "Klaar in %s seconden. Nog een versie terug: opladers publish --rollback\n", seconds)
		fmt.Fprintln(a.stdout, "De fout staat nog in content/. Herstel hem daar, en zet de site dan weer online: opladers publish")
	default:
		fmt.Fprintf(a.stdout, "Van %d bestanden gingen er %d mee (%s), in %s seconden. De site staat op %s\n", r.Files, r.Uploaded, weight(r.Bytes), seconds, r.base)
		if r.Previous != "" {
			fmt.Fprintln(a.stdout, "Niet goed? Zo gaat u terug: opladers publish --rollback")
		}
	}
}

// weight says how many bytes in words.
func weight(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1e6:
		return fmt.Sprintf("%d kB", n/1000)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
}
