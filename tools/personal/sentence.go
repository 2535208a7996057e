package personal

import (
	"strings"
	"unicode/utf8"
)

// maxWords bounds a sentence: what is longer is taken apart.
const maxWords = 150

// span is a place in the text.
type span struct{ at, end int }

// sentence is a row of words that belong together.
type sentence struct {
	f     *finder
	words []word
	has   class // all that its words are
	digit bool
}

// sentences finds what only the words around it make personal. An address counts when a child stands in its sentence, the one before or
// the one behind it.
func (f *finder) sentences() {
	s := sentence{f: f, words: make([]word, 0, maxWords)}
	var waiting []span // addresses of the sentence before
	before := false    // a child in the sentence before
	for w := f.next(0); w.end > w.at; {
		s.words, s.has, s.digit = append(s.words[:0], w), w.class, w.number >= 0
		last := w
		for w = f.next(last.end); w.end > w.at && len(s.words) < maxWords && !f.ends(last, w); w = f.next(last.end) {
			s.words = append(s.words, w)
			s.has |= w.class
			s.digit = s.digit || w.number >= 0
			last = w
		}
		kid := s.has&(child|children|first|age) != 0 && s.child()
		if kid {
			f.addresses(waiting)
		}
		waiting = waiting[:0]
		if s.digit {
			for _, a := range s.addresses() {
				if kid || before {
					f.addresses([]span{a})
				} else {
					waiting = append(waiting, a)
				}
			}
			s.births()
		}
		if s.has&(school|pupil) != 0 {
			s.pupils()
		}
		before = kid
	}
}

func (f *finder) addresses(spans []span) {
	for _, a := range spans {
		f.hit(Address, a.at, a.end)
	}
}

// ends reports whether a sentence ends between two words: at a full stop before a capital or a digit, at a blank line or a new item.
func (f *finder) ends(last, next word) bool {
	gap := f.text[last.end:min(next.at, last.end+200)]
	if line := strings.IndexByte(gap, '\n'); line >= 0 {
		rest := strings.TrimLeft(gap[line+1:], " \t\r")
		if rest != "" && strings.IndexByte("-*#|+\n", rest[0]) >= 0 || strings.HasPrefix(rest, "•") {
			return true
		}
	}
	stop := strings.IndexAny(gap, ".!?")
	switch {
	case stop < 0, stop+1 == len(gap), strings.IndexByte(" \n\t\r\"')", gap[stop+1]) < 0 && gap[stop+1] < utf8.RuneSelf:
		return false
	case gap[stop] != '.':
	case last.class&(month|born|grown) != 0 && last.end-last.at <= 4, last.number >= 0 && last.number < 32 && next.class&month != 0:
		return false // geb. 3 mei; 3 okt. 2019; 3. mei
	}
	return next.capital || f.at(next.at) < 'a'
}

func (w word) textOf(f *finder) string { return f.text[w.at:w.end] }

// gap is what stands between word i and the next.
func (s *sentence) gap(i int) string {
	if i < 0 || i+1 >= len(s.words) {
		return ""
	}
	return s.f.text[s.words[i].end:s.words[i+1].at]
}

func (s *sentence) is(i int, c class) bool {
	return i >= 0 && i < len(s.words) && s.words[i].class&c != 0
}

// name reports whether word i can be a first name: by the list, or by its form.
func (s *sentence) name(i int) bool {
	if i < 0 || i >= len(s.words) || !s.words[i].capital {
		return false
	}
	w := s.words[i]
	if w.class&first != 0 {
		return true
	}
	lower := strings.ToLower(w.textOf(s.f))
	return w.class&(common|school|pupil|venue|grown|child|children|month|invites|age|thing|particle|born|birthday) == 0 && !ending(lower, venues) && !ending(lower, streets) &&
		!strings.HasSuffix(lower, "dag") && !strings.HasSuffix(lower, "ochtend") && !strings.HasSuffix(lower, "middag") && !strings.HasSuffix(lower, "avond")
}

// aged reports whether the age of a child stands behind word i: Sem (7), Sem, 7 jaar, Sem is 7.
func (s *sentence) aged(i int) bool {
	n := i + 1
	gap := s.gap(i)
	linked := false
	if n < len(s.words) && s.words[n].number < 0 && strings.TrimSpace(gap) == "" {
		switch strings.ToLower(s.words[n].textOf(s.f)) {
		case "van", "is", "wordt", "werd", "was":
			gap, n, linked = s.gap(n), n+1, true
			if n < len(s.words) && s.words[n].number < 0 { // is bijna 7
				switch strings.ToLower(s.words[n].textOf(s.f)) {
				case "bijna", "al", "net", "pas", "nu":
					gap, n = s.gap(n), n+1
				}
			}
		}
	}
	if n >= len(s.words) || s.words[n].number < 0 || s.words[n].number > 17 || s.words[n].end-s.words[n].at > 2 {
		return false
	}
	open := strings.TrimSpace(gap)
	behind := strings.TrimSpace(s.gap(n))
	if n+1 == len(s.words) {
		behind = strings.TrimSpace(s.f.text[s.words[n].end:min(len(s.f.text), s.words[n].end+2)])
	}
	years := s.is(n+1, age) && behind == "" && n+1 < len(s.words)
	switch {
	case open == "(" || open == ",(":
		return years || strings.HasPrefix(behind, ")") || strings.HasPrefix(behind, ",")
	case open == ",":
		return years
	case open == "" && linked:
		return years || behind != "" && strings.IndexByte(".,!?;)", behind[0]) >= 0 && !s.numberFollows(n)
	}
	return open == "" && years
}

// numberFollows tells 7.30 and 7,50 from 7.
func (s *sentence) numberFollows(n int) bool {
	return n+1 < len(s.words) && s.words[n+1].number >= 0 && len(s.gap(n)) == 1
}

// child reports whether the sentence names a child: with its age, or beside a word for a child.
func (s *sentence) child() bool {
	for i, w := range s.words {
		if !s.name(i) {
			if s.is(i, age) && i > 0 && s.words[i-1].number >= 0 && s.words[i-1].number < 18 && s.name(i+1) && strings.HasPrefix(strings.ToLower(w.textOf(s.f)), "jarige") {
				return true // de 7-jarige Sem
			}
			continue
		}
		if s.aged(i) || s.kinBefore(i) || s.kinBehind(i) {
			return true
		}
	}
	return false
}

// kinBefore reports a word for a child right before the name at i: dochter Fleur, ons zoontje (Sem), een jongen die Sem heet.
func (s *sentence) kinBefore(i int) bool {
	k := i - 1
	for n := 0; n < 2 && k > 0 && s.is(k, link) && !s.is(k, child|children); n++ {
		switch strings.ToLower(s.words[k].textOf(s.f)) {
		case "heet", "heten", "genaamd", "is", "en":
			k--
		default:
			return false
		}
	}
	if k > 0 && s.name(k) && s.is(k+1, link) { // kinderen Sem en Fleur
		k--
	}
	if !s.is(k, child|children) {
		return false
	}
	gap := strings.TrimSpace(s.gap(k))
	return gap == "" || gap == "," || gap == "(" || gap == ":"
}

// kinBehind reports it behind: Fleur, onze dochter; Fleur is een meisje.
func (s *sentence) kinBehind(i int) bool {
	gap := strings.TrimSpace(s.gap(i))
	if gap != "," && gap != "(" && !(gap == "" && i+1 < len(s.words) && s.words[i+1].textOf(s.f) == "is") {
		return false
	}
	for n := i + 1; n < len(s.words) && n <= i+4; n++ {
		if s.is(n, child) {
			return true
		}
		if !s.is(n, link) {
			return false
		}
	}
	return false
}
