package browser

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"

	"mijnopladers.nl/opladers/tools/search"
)

// manyDocuments gives documents with the words of Dutch as they come: few of them often, most of them hardly ever, and many of these
// compounds. The title of the first has three words that are rare.
func manyDocuments(n int) ([]search.Document, []search.Municipality) {
	r := rand.New(rand.NewPCG(1, 2))
	begin := strings.Fields("b bl br d dr f g gr h k kl kr l m n p pl r s sch sl sp st str t v w z zw")
	middle := strings.Fields("a aa e ee i ie o oe oo u ui ij ei ou")
	end := strings.Fields("k l m n p r s t f g nd nk st rt cht")
	of := func(list []string) string { return list[r.IntN(len(list))] }
	words := make([]string, 60_000)
	for i := range words {
		switch {
		case i > 2000:
			words[i] = words[r.IntN(2000)] + words[r.IntN(2000)]
		default:
			words[i] = of(begin) + of(middle) + of(end)
		}
	}
	text := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[int(math.Pow(float64(len(words)), r.Float64()))-1] // Zipf
		}
		return strings.Join(out, " ")
	}
	var places []search.Municipality
	for i := range n / 50 {
		places = append(places, search.Municipality{Slug: fmt.Sprintf("gemeente-%d", i), Name: fmt.Sprintf("Gemeente %d", i)})
	}
	docs := make([]search.Document, n)
	for i := range docs {
		p := places[i%len(places)]
		docs[i] = search.Document{
			Title: text(4), Summary: text(14), Facts: text(8), Text: text(200), Municipality: p.Slug, Group: search.Group(i / len(places) % 6),
			URL: fmt.Sprintf("/%s/verhalen/pagina-%d/", p.Slug, i), When: fmt.Sprintf("2026-%02d-%02d", 1+i%12, 1+i%28),
		}
	}
	docs[0].Title = strings.Join([]string{words[30_001], words[40_001], words[50_001]}, " ")
	return docs, places
}

// counter counts what goes over the wire.
type counter struct {
	io.Writer
	sent *atomic.Int64
}

func (c counter) Write(data []byte) (int, error) {
	n, err := c.Writer.Write(data)
	c.sent.Add(int64(n))
	return n, err
}

// zipped is a response whose body is compressed.
type zipped struct {
	http.ResponseWriter
	body io.Writer
}

func (z zipped) WriteHeader(status int) {
	z.Header().Del("Content-Length")
	z.ResponseWriter.WriteHeader(status)
}

func (z zipped) Write(data []byte) (int, error) { return z.body.Write(data) }
