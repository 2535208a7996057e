package consent

import (
	"context"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Proof says where photos were looked for and what was found.
type Proof struct {
	Searched int   `json:"searched"` // files
	Found    []Hit `json:"found"`
}

// Prove looks for photos that were taken away in all that opladers writes: public/, content/, .opladers/ and the cache. Pictures are compared
// by their names, their bytes and what they look like; in public/ nothing may name them either.
func Prove(ctx context.Context, o Options, t Targets) (*Proof, error) {
	hits, n, err := o.search(ctx, &t, o.places())
	p := &Proof{Searched: n, Found: []Hit{}}
	for _, h := range hits {
		h.Path = o.short(h.Path)
		p.Found = append(p.Found, h)
	}
	return p, err
}

// short gives a path in the site as people know it.
func (o *Options) short(file string) string {
	if rel, err := filepath.Rel(o.Site, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return file
}

const (
	maxCommits = 20
	patience   = 20 * time.Second // for git
)

// Commit is a commit that has one of the photos.
type Commit struct {
	Hash string `json:"hash"`
	Day  string `json:"day"`
}

// History lists commits in the site's git repository in which files of photos, by ids, came, changed or went, the last first; at most
// maxCommits. more says that there are more. Without git or a repository there are none.
func History(ctx context.Context, site string, ids []string) (commits []Commit, more bool) {
	git, err := exec.LookPath("git")
	if err != nil || len(ids) == 0 {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	args := []string{"-C", site, "log", "--all", "-n", "21", "--format=%h %cs", "--"}
	for _, id := range ids[:min(len(ids), 200)] {
		args = append(args, ":(top,glob)**/"+id+".*")
	}
	out, err := exec.CommandContext(ctx, git, args...).Output()
	if err != nil {
		return nil, false
	}
	for line := range strings.Lines(string(out)) {
		if hash, day, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			commits = append(commits, Commit{hash, day})
		}
	}
	if len(commits) > maxCommits {
		return commits[:maxCommits], true
	}
	return commits, false
}

// ByHand lists in Dutch what is left to do by a person after photos, by ids, were taken away: what opladers cannot reach. sources are
// those of the inbox that still have them.
func ByHand(ids, sources []string, commits []Commit, more bool) []string {
	var out []string
	for _, s := range sources {
		switch {
		case strings.HasPrefix(s, "post/"):
			out = append(out, "De mail "+path.Base(s)+" staat nog in de postbus. Verwijder haar daar, ook uit de prullenbak.")
		default:
			out = append(out, "Het bestand "+s+" in de inbox heeft de foto nog. Haal de foto eruit, en vraag wie het stuurde om dat ook te doen.")
		}
	}
	if len(commits) > 0 {
		hashes := make([]string, len(commits))
		for i, c := range commits {
			hashes[i] = c.Hash
		}
		text := "In de geschiedenis van git staat de foto nog: " + strings.Join(hashes, ", ")
		if more {
			text += " en meer"
		}
		globs := make([]string, len(ids))
		for i, id := range ids {
			globs[i] = "--path-glob '*/" + id + ".*'"
		}
		if len(globs) > 5 {
			globs = append(slices.Clone(globs[:5]), "…")
		}
		out = append(out, text+". Zo gaat zij daar weg: git filter-repo --invert-paths "+strings.Join(globs, " ")+
			" Daarmee verandert de hele geschiedenis: iedereen moet opnieuw klonen, en de server moet geforceerd worden bijgewerkt. Vraag een ontwikkelaar.")
	}
	return append(out,
		"Zet de nieuwe site online met `opladers publish`: tot dan zien bezoekers nog de oude.",
		"Oude versies die nog bij uw host staan: gooi ze daarna weg met `opladers publish --forget`. Leeg ook de tussenopslag van een CDN.",
		"Sociale media, nieuwsbrieven en mails waar de foto in stond: verwijder de foto daar, of vraag erom.",
		"Drukwerk: haal posters en folders weg.",
		"Zoekmachines: vraag Google en Bing om de foto te vergeten (Verouderde inhoud verwijderen).",
		"Maakt u foto's met workers (NATS)? Daar staan kopieën nog 30 dagen.",
		"Reservekopieën, en computers en telefoons waar de foto nog op staat. Van een map in de cloud ook de prullenbak.",
		"De kleine foto in _vragen.xlsx verdwijnt vanzelf bij het volgende ophalen.",
	)
}
