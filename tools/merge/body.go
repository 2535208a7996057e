package merge

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// piece is a block of the merged text: one of the page or of the source.
type piece struct {
	side *text
	i    int
}

func (p piece) block() *block { return &p.side.blocks[p.i] }

// run gives the blocks from-to of a side.
func run(side *text, from, to int) []piece {
	var out []piece
	for i := from; i < to; i++ {
		out = append(out, piece{side, i})
	}
	return out
}

func (t *text) all() []piece { return run(t, 0, len(t.blocks)) }

func norms(pieces []piece) []string {
	var out []string
	for _, p := range pieces {
		out = append(out, p.block().norm)
	}
	return out
}

func hashes(t *text) []string {
	var out []string
	for _, b := range t.blocks {
		out = append(out, hash(b.norm))
	}
	return out
}

// text merges the body. A body in which nothing changes comes back as it is.
func (m *merger) text() (body string, edits []Edit) {
	own, source := split(m.page.body), split(m.source.body)
	base := m.base.Blocks
	if m.follows(textField) {
		base = hashes(&own)
	}
	changes := compare(base, &own, &source)
	by := func(side func(change) bool) bool { return slices.ContainsFunc(changes, side) }
	out, edits := combine(changes, &own, &source)
	body = m.page.body
	if !slices.Equal(out, own.all()) {
		body = m.join(out, &own)
		if by(func(c change) bool { return c.byPage }) && (!keepsNotes(out, base, &own, &source) || !reads(body, out)) {
			out = own.all()
			body, edits = m.page.body, []Edit{{textField, raw(out), raw(source.all())}}
		}
	}
	m.blocks = norms(out)
	return body, edits
}

// reads says whether a body has just these blocks.
func reads(body string, pieces []piece) bool {
	t := split(body)
	return slices.Equal(norms(t.all()), norms(pieces))
}

// raw gives blocks as a person reads them in an Edit.
func raw(pieces []piece) string {
	var out []string
	size := 0
	for _, p := range pieces {
		out = append(out, unix(p.block().raw))
		if size += len(p.block().raw); size > utf8.UTFMax*maxShown {
			break // more than is shown
		}
	}
	return shorten(strings.Join(out, "\n\n"))
}

// change is a stretch of the last import's blocks, a0-a1, that became p0-p1 of the page and s0-s1 of the source.
type change struct {
	a0, a1, p0, p1, s0, s1 int
	byPage, bySource       bool // neither when both made the same of it
}

// compare finds what either side changed. Changes of the two sides that only touch each other stay apart.
func compare(base []string, own, source *text) []change {
	page, theirs := diff(base, hashes(own)), diff(base, hashes(source))
	var out []change
	var dp, ds int // how far the page and the source have grown
	for len(page)+len(theirs) > 0 {
		var c change
		if len(theirs) == 0 || len(page) > 0 && !later(page[0], theirs[0]) {
			c.a0, c.a1 = page[0].a0, page[0].a1
		} else {
			c.a0, c.a1 = theirs[0].a0, theirs[0].a1
		}
		c.p0, c.s0 = c.a0+dp, c.a0+ds
		for {
			if len(page) > 0 && c.meets(page[0]) {
				c.byPage, dp, page = true, dp+c.grow(page[0]), page[1:]
			} else if len(theirs) > 0 && c.meets(theirs[0]) {
				c.bySource, ds, theirs = true, ds+c.grow(theirs[0]), theirs[1:]
			} else {
				break
			}
		}
		c.p1, c.s1 = c.a1+dp, c.a1+ds
		if slices.Equal(norms(run(own, c.p0, c.p1)), norms(run(source, c.s0, c.s1))) {
			c.byPage, c.bySource = false, false
		}
		out = append(out, c)
	}
	return out
}

func later(h, other hunk) bool {
	return h.a0 > other.a0 || h.a0 == other.a0 && h.a1 > other.a1
}

// meets says whether a hunk is about the same blocks, or the same place between two.
func (c *change) meets(h hunk) bool {
	return h.a0 < c.a1 && c.a0 < h.a1 || h.a0 == c.a0 && h.a1 == c.a1
}

// grow takes a hunk into the change, and says by how many blocks its side grows.
func (c *change) grow(h hunk) int {
	c.a1 = max(c.a1, h.a1)
	return h.b1 - h.b0 - (h.a1 - h.a0)
}

// combine puts the merged text together, and gives the edits that stay.
func combine(changes []change, own, source *text) (out []piece, edits []Edit) {
	at := 0 // in the page
	var last change
	var put []piece // for the last change
	for i, c := range changes {
		page, theirs := run(own, c.p0, c.p1), run(source, c.s0, c.s1)
		if c.byPage {
			edits = append(edits, Edit{textField, raw(page), raw(theirs)})
		}
		out = append(out, run(own, at, c.p0)...)
		fromSource := c.bySource && !c.byPage
		if i > 0 && last.a1 == c.a0 { // what both added stands there once, as the page has it
			if k := overlap(put, page); last.bySource && !last.byPage && !fromSource {
				out = out[:len(out)-k]
			} else if fromSource {
				theirs = theirs[overlap(put, theirs):]
			}
		}
		put = page
		if fromSource {
			put = theirs
		}
		out = append(out, put...)
		last, at = c, c.p1
	}
	return append(out, run(own, at, len(own.blocks))...), edits
}

// overlap is how many blocks at the end of a are the first of b.
func overlap(a, b []piece) int {
	const most = 50
	for k := min(len(a), len(b), most); k > 0; k-- {
		if slices.Equal(norms(a[len(a)-k:]), norms(b[:k])) {
			return k
		}
	}
	return 0
}

// join writes blocks with their own bytes, and between them the white space that the page or else the source has there.
func (m *merger) join(pieces []piece, own *text) string {
	if len(pieces) == 0 {
		return ""
	}
	var b strings.Builder
	end := m.page.eol
	b.WriteString(own.lead)
	if n := len(own.blocks); n > 0 {
		end = own.blocks[n-1].after
	} else if m.page.head != "" && !strings.Contains(own.lead, "\n") {
		b.WriteString(m.page.eol)
	}
	ours := func(p piece, s string) string {
		if p.side == own {
			return s
		}
		return m.page.ends(unix(s))
	}
	for i, p := range pieces {
		b.WriteString(ours(p, p.block().raw))
		if i+1 == len(pieces) {
			b.WriteString(end)
			break
		}
		switch next := pieces[i+1]; {
		case p.side == next.side && p.i+1 == next.i:
			b.WriteString(ours(p, p.block().after))
		case p.side == own && p.i+1 < len(own.blocks):
			b.WriteString(p.block().after)
		case next.side == own && next.i > 0:
			b.WriteString(own.blocks[next.i-1].after)
		default:
			b.WriteString(m.page.eol + m.page.eol)
		}
	}
	return b.String()
}
