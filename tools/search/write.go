package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

const (
	perPiece  = 10    // documents
	pieceSize = 9_000 // bytes of words, about 4 kB compressed
	minTyped  = 4     // letters of a word whose typing mistakes are sought from its end
)

// ManifestName is the one file whose address does not change. Dir holds all others.
const (
	ManifestName = "zoek.json"
	Dir          = "zoek"
)

type manifest struct {
	Dir       string           `json:"map"`
	Documents int              `json:"aantal"`
	PerPiece  int              `json:"per"`
	Places    [][]any          `json:"gemeenten"` // [slug, name, documents in each group]; "" are those of the whole site
	Shared    map[string][]int `json:"ook"`       // documents that are of another municipality too
	Words     []string         `json:"woorden"`   // how the first word of each piece begins
	Backward  []string         `json:"achter"`
}

type writer struct {
	docs   []Document
	places []Municipality
	m      manifest
	cell   []int  // of each document: a group of a municipality
	pieces []File // without the folder
}

// arrange says which documents are whose. They are in order.
func (w *writer) arrange() {
	w.m = manifest{Documents: len(w.docs), PerPiece: perPiece, Shared: map[string][]int{}, Words: []string{}, Backward: []string{}}
	row := map[string]int{}
	none := slices.Repeat([]any{0}, int(groups))
	for i, p := range append(slices.Clone(w.places), Municipality{}) {
		row[p.Slug] = i
		w.m.Places = append(w.m.Places, append([]any{p.Slug, p.Name}, none...))
	}
	for i, d := range w.docs {
		r := row[d.Municipality]
		count := &w.m.Places[r][2+int(d.Group)]
		*count = (*count).(int) + 1
		w.cell = append(w.cell, r*int(groups)+int(d.Group))
		for _, slug := range d.AlsoIn {
			if _, ok := row[slug]; ok && slug != d.Municipality {
				w.m.Shared[slug] = append(w.m.Shared[slug], i)
			}
		}
	}
}

func (w *writer) write(x *indexer) ([]File, error) {
	order := make([]int32, len(x.terms))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return bytes.Compare([]byte(x.terms[a]), []byte(x.terms[b])) })
	total := float32(0)
	for _, n := range x.length {
		total += n
	}
	average := max(total/float32(max(len(x.docs), 1)), 1)

	var words cutter
	var backward []string
	for _, t := range order {
		list := x.lists[t]
		if len(list) == 0 {
			continue
		}
		words.add(x.terms[t], quote(x.terms[t])+":"+w.postings(list, x.length, average))
		if len([]rune(x.terms[t])) >= minTyped {
			backward = append(backward, reverse(x.terms[t]))
		}
	}
	w.m.Words = w.cut("w", words, "{", "}")
	slices.Sort(backward)
	var back cutter
	for _, t := range backward {
		back.add(t, quote(t))
	}
	w.m.Backward = w.cut("a", back, "[", "]")
	for i := 0; i < len(w.docs); i += perPiece {
		var rows [][]any
		for _, d := range w.docs[i:min(i+perPiece, len(w.docs))] {
			row := []any{d.Title, d.URL, d.Summary, d.When, d.Over, d.Status, d.Often}
			for row[len(row)-1] == "" || row[len(row)-1] == 0 {
				row = row[:len(row)-1]
			}
			rows = append(rows, row)
		}
		data, err := encode(rows)
		if err != nil {
			return nil, err
		}
		w.pieces = append(w.pieces, File{fmt.Sprintf("d%d.json", i/perPiece), data})
	}
	sum := sha256.New()
	for _, p := range w.pieces {
		fmt.Fprintf(sum, "%s %d\n", p.Name, len(p.Data))
		sum.Write(p.Data)
	}
	w.m.Dir = hex.EncodeToString(sum.Sum(nil))[:12]
	data, err := encode(w.m)
	if err != nil {
		return nil, err
	}
	files := []File{{ManifestName, data}}
	for _, p := range w.pieces {
		files = append(files, File{Dir + "/" + w.m.Dir + "/" + p.Name, p.Data})
	}
	return files, nil
}

// postings writes the list of a word.
func (w *writer) postings(list []posting, length []float32, average float32) string {
	type impact struct {
		doc  int32
		many int
	}
	out := make([]impact, len(list))
	for i, p := range list {
		norm := 1 - lengthShare + lengthShare*length[p.doc]/average
		out[i] = impact{p.doc, max(1, int(maxImpact*p.weight/(p.weight+steepness*norm)+0.5))}
	}
	var b []byte
	b = append(b, '[')
	if len(out) > maxPostings {
		b = append(strconv.AppendInt(b, -int64(len(out)), 10), ',')
		byCell := map[int][]impact{}
		for _, p := range out {
			c := w.cell[p.doc]
			byCell[c] = append(byCell[c], p)
		}
		most := max(leastOfCell, maxPostings/len(byCell))
		out = out[:0]
		for _, in := range byCell {
			slices.SortFunc(in, func(a, b impact) int {
				if a.many != b.many {
					return b.many - a.many
				}
				return int(a.doc - b.doc)
			})
			out = append(out, in[:min(most, len(in))]...)
		}
		slices.SortFunc(out, func(a, b impact) int { return int(a.doc - b.doc) })
	}
	previous := int32(0)
	for i, p := range out {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(p.doc-previous)*(maxImpact+1)+int64(p.many), 10)
		previous = p.doc
	}
	return string(append(b, ']'))
}

// A cutter puts lines in order into pieces.
type cutter struct {
	first, last []string // word of each piece
	pieces      [][]byte
}

func (c *cutter) add(word, line string) {
	n := len(c.pieces)
	if n == 0 || len(c.pieces[n-1])+len(line) > pieceSize {
		c.first, c.last, c.pieces = append(c.first, word), append(c.last, word), append(c.pieces, nil)
		n++
	} else {
		c.pieces[n-1] = append(c.pieces[n-1], ',')
	}
	c.pieces[n-1] = append(c.pieces[n-1], line...)
	c.last[n-1] = word
}

// cut makes files of the pieces, and gives what tells where each begins: no more of its first word than is needed.
func (w *writer) cut(letter string, c cutter, open, closing string) []string {
	starts := []string{}
	for i, data := range c.pieces {
		w.pieces = append(w.pieces, File{fmt.Sprintf("%s%d.json", letter, i), slices.Concat([]byte(open), data, []byte(closing))})
		start := ""
		if i > 0 {
			for _, r := range c.first[i] {
				if start += string(r); start > c.last[i-1] {
					break
				}
			}
		}
		starts = append(starts, start)
	}
	return starts
}

func reverse(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

func quote(s string) string {
	data, err := encode(s)
	if err != nil {
		return `""` // a string is always text
	}
	return string(data)
}

// encode writes JSON that is no HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
