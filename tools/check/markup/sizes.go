package markup

import (
	"iter"
	"strconv"
	"strings"
)

// The phone for which pages are weighed: CSS pixels, and pixels of the screen for each of them.
const (
	phoneWidth = 360
	density    = 2
)

// candidate is one of the files of a picture (HTML Standard, 4.8.4.2.1).
type candidate struct {
	url   string
	width float64 // in pixels; 0 when it goes by density
	times float64
	ok    bool // its size can be read
}

// candidates are those of a srcset.
func candidates(set string) iter.Seq[candidate] {
	return func(yield func(candidate) bool) {
		for {
			set = strings.TrimLeft(set, " \n\t\r\f,")
			if set == "" {
				return
			}
			end := strings.IndexAny(set, " \n\t\r\f")
			if end < 0 {
				end = len(set)
			}
			c := candidate{url: set[:end], times: 1, ok: true}
			set = set[end:]
			if url := strings.TrimRight(c.url, ","); url != c.url {
				c.url = url
			} else {
				var size string
				size, set, _ = strings.Cut(set, ",")
				if size = strings.TrimSpace(size); size != "" {
					n, err := strconv.ParseFloat(size[:len(size)-1], 64)
					switch c.ok = err == nil && n > 0; size[len(size)-1] {
					case 'w':
						c.width = n
					case 'x':
						c.times = n
					default:
						c.ok = false
					}
				}
			}
			if !yield(c) {
				return
			}
		}
	}
}

// choose gives the candidate that a phone takes: the smallest that is sharp, else the largest.
func choose(set, sizes string) string {
	best, most := candidate{}, candidate{}
	wide := 0.0
	for c := range candidates(set) {
		if c.width > 0 && wide == 0 {
			wide = slot(sizes)
		}
		if c.width > 0 {
			c.times = c.width / wide
		}
		if c.times >= density && (best.url == "" || c.times < best.times) {
			best = c
		}
		if most.url == "" || c.times > most.times {
			most = c
		}
	}
	if best.url == "" {
		return most.url
	}
	return best.url
}

// slot is how wide a picture stands on the phone, in CSS pixels, by its attribute sizes. What is not understood is as wide as the screen.
func slot(sizes string) float64 {
	depth, from := 0, 0
	for i := 0; i <= len(sizes); i++ {
		if i < len(sizes) {
			switch sizes[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
			if sizes[i] != ',' || depth > 0 {
				continue
			}
		}
		part := strings.TrimSpace(sizes[from:i])
		from = i + 1
		if strings.HasPrefix(part, "(") {
			end := strings.LastIndexByte(part, ' ')
			// Of calc(a - b) the space is in the length.
			if c := strings.Index(part, "calc("); c > 0 {
				end = c - 1
			}
			if end < 0 || !onPhone(part[:end]) {
				continue
			}
			part = strings.TrimSpace(part[end:])
		}
		if n, ok := length(part); ok && n >= 1 {
			return n
		}
	}
	return phoneWidth
}

// length reads a length of CSS in pixels: 320px, 20rem, 50vw, and sums of them in calc().
func length(s string) (float64, bool) {
	if in, ok := strings.CutPrefix(s, "calc("); ok {
		sum, sign := 0.0, 1.0
		for word := range strings.FieldsSeq(strings.TrimSuffix(in, ")")) {
			switch word {
			case "+":
				sign = 1
			case "-":
				sign = -1
			default:
				n, ok := length(word)
				if !ok {
					return 0, false
				}
				sum += sign * n
			}
		}
		return sum, true
	}
	for _, u := range units {
		if number, ok := strings.CutSuffix(s, u.name); ok {
			n, err := strconv.ParseFloat(number, 64)
			return n * u.px, err == nil
		}
	}
	return 0, false
}

var units = []struct {
	name string
	px   float64
}{{"rem", 16}, {"em", 16}, {"px", 1}, {"vw", phoneWidth / 100.0}}

// onPhone tells whether a condition of CSS holds on the phone, with light colours. What is not understood does.
func onPhone(media string) bool {
	for part := range strings.SplitSeq(lower(media), " and ") {
		switch part = strings.Trim(part, " ()"); {
		case part == "print", strings.HasPrefix(part, "prefers-color-scheme:") && strings.HasSuffix(part, "dark"):
			return false
		}
		name, v, _ := strings.Cut(part, ":")
		n, ok := length(strings.TrimSpace(v))
		if ok && (name == "min-width" && n > phoneWidth || name == "max-width" && n < phoneWidth) {
			return false
		}
	}
	return true
}
