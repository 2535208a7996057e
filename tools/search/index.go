package search

import (
	"cmp"
	"slices"
	"strings"
)

// Group is what kind of document it is. Its order is that of the documents of one municipality.
type Group int

// The groups.
const (
	Soon   Group = iota // an activity in the coming two weeks
	Coming              // an activity with a date to come
	Initiative
	Story
	Other // a municipality, or an explanation
	Past  // an activity that is over
	groups
)

// Document is a page that can be found.
type Document struct {
	Title, Summary string
	Facts          string // what counts more than text: place, for whom
	Text           string
	URL            string
	Municipality   string   // slug; "" for a page of the whole site
	AlsoIn         []string // slugs
	Group          Group
	When           string // for people: 2026-11-24T09:30 or 2026-11-24
	Over           string // from that moment (RFC 3339) When is of the past
	Status         string // of that date, when it is not as planned
	Often          int    // how many pages there are of the same activity on other dates
}

// Municipality is a place that people can search in.
type Municipality struct{ Slug, Name string }

// File is a part of the index.
type File struct {
	Name string
	Data []byte
}

const (
	maxText     = 20_000 // bytes of a text that count
	maxPostings = 2_000  // documents that a word leads to
	leastOfCell = 5      // of which so many of each group are kept
	maxImpact   = 15
	steepness   = 3.0 // how soon more of the same stops counting: k1 of BM25
	lengthShare = 0.4 // how much the length of a document counts: b of BM25
	partShare   = 0.4 // how much a compound counts for its parts
	minPart     = 4   // letters
)

// How much a word counts by where it stands.
const (
	inTitle   = 8.0
	inSummary = 2.5
	inFacts   = 2.0
	inText    = 1.0
	mostText  = 4.0 // of one word in one text
)

type posting struct {
	doc    int32
	weight float32
}

type indexer struct {
	docs   []Document
	length []float32 // of each document
	ids    map[string]int32
	terms  []string
	lists  [][]posting
	forms  map[string]int32 // of words as they stand there, to a term; -1 for none
	sum    []float32        // of the document at hand, by term
	text   []float32
	seen   []int32
}

// Build makes the index. It changes the order of docs.
func Build(docs []Document, places []Municipality) ([]File, error) {
	order := map[string]int{"": len(places)}
	names := map[string]string{}
	for i, p := range places {
		order[p.Slug], names[p.Slug] = i, p.Name
	}
	slices.SortStableFunc(docs, func(a, b Document) int {
		return cmp.Or(
			cmp.Compare(order[a.Municipality], order[b.Municipality]), cmp.Compare(a.Group, b.Group),
			compareWhen(a, b), strings.Compare(a.Title, b.Title), strings.Compare(a.URL, b.URL),
		)
	})
	x := &indexer{docs: docs, length: make([]float32, len(docs)), ids: map[string]int32{}, forms: map[string]int32{}}
	for i := range docs {
		x.add(int32(i), &docs[i], names[docs[i].Municipality])
	}
	x.compounds()
	w := &writer{docs: docs, places: places}
	w.arrange()
	return w.write(x)
}

// compareWhen puts what comes first first, and of what is over the last.
func compareWhen(a, b Document) int {
	if a.Group <= Coming {
		return strings.Compare(a.When, b.When)
	}
	return strings.Compare(b.When, a.When)
}

// add reads a document.
func (x *indexer) add(doc int32, d *Document, place string) {
	x.field(d.Title, inTitle)
	x.field(d.Summary, inSummary)
	x.field(d.Facts, inFacts)
	x.field(place, inText)
	text := d.Text
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	eachWord(withoutAddresses(text), func(w string) {
		x.length[doc]++
		if t := x.term(w); t >= 0 && x.text[t] < mostText {
			x.count(t, inText)
			x.text[t] += inText
		}
	})
	for _, t := range x.seen {
		x.lists[t] = append(x.lists[t], posting{doc, x.sum[t]})
		x.sum[t], x.text[t] = 0, 0
	}
	x.seen = x.seen[:0]
}

func (x *indexer) field(text string, weight float32) {
	eachWord(withoutAddresses(text), func(w string) {
		if t := x.term(w); t >= 0 {
			x.count(t, weight)
		}
	})
}

func (x *indexer) count(t int32, weight float32) {
	if x.sum[t] == 0 {
		x.seen = append(x.seen, t)
	}
	x.sum[t] += weight
}

// term gives the number of a word's stem; -1 when the word does not count.
func (x *indexer) term(word string) int32 {
	if t, ok := x.forms[word]; ok {
		return t
	}
	word = strings.Clone(word) // not the whole text with it
	stem := ""
	if !stop[word] {
		stem = Stem(word)
	}
	if stem == "" {
		x.forms[word] = -1
		return -1
	}
	t, ok := x.ids[stem]
	if !ok {
		t = int32(len(x.terms))
		x.ids[stem] = t
		x.terms, x.lists, x.sum, x.text = append(x.terms, stem), append(x.lists, nil), append(x.sum, 0), append(x.text, 0)
	}
	x.forms[word] = t
	return t
}

// withoutAddresses takes out what is no word but part of a mail address or a link.
func withoutAddresses(text string) string {
	if !strings.Contains(text, "@") && !strings.Contains(text, "://") {
		return text
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(f string) bool {
		return strings.Contains(f, "@") || strings.Contains(f, "://")
	}), " ")
}

// compounds has the documents of a compound count for its parts, when both are words of the site by themselves.
func (x *indexer) compounds() {
	words := make([]string, 0, len(x.forms))
	for w := range x.forms {
		words = append(words, w)
	}
	slices.Sort(words)
	taken := make([]bool, len(x.terms))     // apart
	wholes := make([][]int32, len(x.terms)) // of a part, the compounds that it is in
	for _, w := range words {
		whole := x.forms[w]
		if whole < 0 || taken[whole] {
			continue
		}
		if a, b, ok := x.parts(w, whole); ok {
			taken[whole] = true
			wholes[a] = append(wholes[a], whole)
			if b != a {
				wholes[b] = append(wholes[b], whole)
			}
		}
	}
	lists := slices.Clone(x.lists) // without what is added here
	sum := make([]float32, len(x.docs))
	for part, in := range wholes {
		if len(in) == 0 {
			continue
		}
		var docs []int32
		add := func(list []posting, share float32) {
			for _, p := range list {
				if sum[p.doc] == 0 {
					docs = append(docs, p.doc)
				}
				sum[p.doc] += p.weight * share
			}
		}
		add(x.lists[part], 1)
		for _, whole := range in {
			add(x.lists[whole], partShare)
		}
		slices.Sort(docs)
		list := make([]posting, len(docs))
		for i, d := range docs {
			list[i], sum[d] = posting{d, sum[d]}, 0
		}
		lists[part] = list
	}
	x.lists = lists
}

// parts gives the words that a compound is made of: the first that fit.
func (x *indexer) parts(w string, whole int32) (a, b int32, ok bool) {
	for i := minPart; i <= len(w)-minPart; i++ {
		b, ok := x.forms[w[i:]]
		if !ok || b < 0 || b == whole {
			continue
		}
		a, ok := x.forms[w[:i]]
		if !ok { // verjaardag-s-feest
			a, ok = x.forms[strings.TrimSuffix(w[:i], "s")]
		}
		if ok && a >= 0 && a != whole {
			return a, b, true
		}
	}
	return 0, 0, false
}
