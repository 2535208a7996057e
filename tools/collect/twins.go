package collect

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// Two stories are twins when half of what is in either is in both, in runs of shingle words. A story of fewer than
// minWords says too little to tell.
const (
	shingle  = 4
	sketched = 64 // hashes kept of a story: the smallest ones (a bottom-k sketch, Broder 1997)
	minWords = 30
	halfSame = 0.5
	unlike   = 0.05 // of two versions of one story: they are two stories
)

// twins finds stories that are on the site already. It reads the stories of a municipality when the first new one comes.
type twins struct {
	store  *store.Store
	loaded map[string]bool
	sketch map[string][]uint64            // by folder of the page
	having map[string]map[uint64][]string // by municipality: the folders whose sketch has a hash
}

func newTwins(s *store.Store) *twins {
	return &twins{store: s, loaded: map[string]bool{}, sketch: map[string][]uint64{}, having: map[string]map[uint64][]string{}}
}

// like gives the folder of the page that a new story is most like, "" when there is none.
func (t *twins) like(in *store.Import) string {
	if !t.loaded[in.Municipality] {
		t.loaded[in.Municipality] = true
		for _, dir := range t.store.Pages(in.Municipality, page.KindStory) {
			if p, err := t.store.Page(dir + "/index.md"); err == nil {
				t.add(dir, p)
			}
		}
	}
	mine := sketch(in.Page)
	shared := map[string]int{}
	for _, h := range mine {
		for _, dir := range t.having[in.Municipality][h] {
			shared[dir]++
		}
	}
	best, most := "", halfSame
	for dir := range shared {
		if s := resemblance(mine, t.sketch[dir]); s > most || s == most && (best == "" || dir < best) {
			best, most = dir, s
		}
	}
	return best
}

// another reports whether two texts are long enough to tell, and have next to nothing in common.
func another(a, b *page.Page) bool {
	x, y := sketch(a), sketch(b)
	return x != nil && y != nil && resemblance(x, y) < unlike
}

func (t *twins) add(dir string, p *page.Page) {
	municipality, _, _ := strings.Cut(dir, "/")
	if t.sketch[dir] != nil {
		return
	}
	t.sketch[dir] = sketch(p)
	if t.having[municipality] == nil {
		t.having[municipality] = map[uint64][]string{}
	}
	for _, h := range t.sketch[dir] {
		t.having[municipality][h] = append(t.having[municipality][h], dir)
	}
}

// sketch gives the smallest hashes of the runs of words of a story, in order; nil when it is too short.
func sketch(p *page.Page) []uint64 {
	words := strings.FieldsFunc(strings.ToLower(p.Title+" "+p.Summary+" "+p.Body), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) < minWords {
		return nil
	}
	var all []uint64
	for i := range len(words) - shingle + 1 {
		h := fnv.New64a()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w + " "))
		}
		all = append(all, h.Sum64())
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(len(all), sketched)]
}

// resemblance estimates how much of two stories is the same, from 0 to 1.
func resemblance(a, b []uint64) float64 {
	union, both, i, j := 0, 0, 0, 0
	for ; union < sketched && (i < len(a) || j < len(b)); union++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	if union == 0 {
		return 0
	}
	return float64(both) / float64(union)
}
