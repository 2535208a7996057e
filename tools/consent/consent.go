// Package consent answers for the photos of a site: which may be on it, and taking one back for good.
//
// Whether a photo may be on the site is decided in one place, page.Rules; List shows what it says of every photo.
//
// # Taking back
//
// Withdraw takes photos away wherever opladers has them: a photo, all photos of a page, all photos of a form, or whatever a picture
// file shows. It goes in steps, each of which can be repeated, so that a run that was killed is finished by the next:
//
//  1. It is remembered (herkomst.json of the municipality): the hash of the picture as it was sent, that of the master, and what
//     it looks like. From then on no collect brings it back, under any name, in any municipality, resized or compressed again.
//  2. What visitors see goes: the derivatives in public/ (sizes, crops, pictures for sharing).
//  3. The masters go out of content/, and the pages say that consent was withdrawn. Their text stays.
//  4. The copies go: the quarantine, the journal of undo, letters in the spool, and the cache of derivatives.
//
// After that the caller builds the site, so that feeds, search and pages do not name it any more, and Prove looks whether anything
// is left. What opladers cannot reach, ByHand lists.
//
// A copy is known by its name (which begins with the photo's id), by its bytes, and by what it looks like (package photo/alike). So
// a photo of the same scene a moment later goes too; somebody who consented is on it as well. Reinstate takes a mistake back.
//
// Of the derivatives of one photo in one folder, which are always made from one decode, the smallest is looked at.
//
// # JSON
//
// `opladers consent list --json` prints {"photos":[Entry],"notices":[]}, withdraw and expire {"photos":[ids],"forms":["gemeente/form"],
// "pages":[],"removed":[paths],"kept":[ids],"sources":[],"notices":[],"built":bool,"proof":{"searched":n,"found":[{"path","names",
// "how"}]},"by_hand":[]}; proof is null with --dry-run. withdraw --restore prints {"restored":[]}. What is found makes the exit status 3.
//
// # Expiry
//
// Expire takes away what may not be shown any longer. Consent that ended may be renewed, so the master waits in quarantine; when
// the municipality's time for keeping photos is over too, no copy is kept.
package consent

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/store"
)

// Options say of which site.
type Options struct {
	Site         string    // its folder
	Inbox        string    // the folder with sources; they are only named
	Cache        string    // folder of the derivatives of photos
	Municipality string    // slug: only the photos and forms of this one; "" is all
	Now          time.Time // in the site's zone
	Codec        *photo.Codec
	DryRun       bool // look, but change nothing
	Waiting      func()
	Progress     func(done, total int) // may be nil
}

func (o *Options) day() string { return o.Now.Format(time.DateOnly) }

func (o *Options) at() string { return o.Now.Format(time.RFC3339) }

// sources gives of the sources of photos those that are still there, as far as that can be seen.
func (o *Options) sources(s *store.Store, ids map[string]bool) []string {
	return slices.DeleteFunc(s.Sources(ids), func(source string) bool {
		folder, _, _ := strings.Cut(source, "/")
		return o.Inbox != "" && exists(filepath.Join(o.Inbox, folder)) && !exists(filepath.Join(o.Inbox, filepath.FromSlash(source)))
	})
}

func (o *Options) quarantine() string { return filepath.Join(o.Site, store.StateDir, "quarantaine") }

// PublicDir is the folder of a site that visitors see.
const PublicDir = "public"

// workers is how many files are looked at beside each other.
var workers = runtime.GOMAXPROCS(0)
