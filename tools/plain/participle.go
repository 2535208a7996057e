package plain

import (
	"strings"
	"unicode/utf8"
)

// apart are the parts that come loose from a verb: aanmelden, ik meld aan, aangemeld. The longer ones first.
var apart = strings.Fields(`achteruit bijeen samen tegemoet tegen terecht terug teniet thuis vooruit voorop voort voor open omver onder achter
	bekend beschikbaar binnen buiten deel dicht door plaats kennis gelijk goed klaar kwijt langs leeg los mede mee mis mogelijk na neer
	omhoog om op over recht rond schoon stil stop toe uiteen uit vast vol vrij waar weer weg zeker aan af bij in hoog laag
	duidelijk groot goedkeur kapot ineen nat droog prijs stuk tentoon teleur thuis vol waar zwart wit`)

// participle reports whether a word in lower case is the participle of a verb, as it stands with worden: gemaakt, aangemeld, besteld.
// Weak participles are known by their form, strong ones by a list, and so are the words that look like one.
func participle(low string) bool {
	if len(low) < 5 || !strings.HasSuffix(low, "d") && !strings.HasSuffix(low, "t") && !strings.HasSuffix(low, "n") {
		return false
	}
	c := words().class[low]
	if c&notDone != 0 {
		return false
	}
	if c&strong != 0 || weak(low) {
		return true
	}
	for _, p := range apart {
		if rest, ok := strings.CutPrefix(low, p); ok && strings.HasPrefix(rest, "ge") {
			c := words().class[rest]
			if c&strong != 0 || c&notDone == 0 && weak(rest) {
				return true
			}
		}
	}
	return false
}

// weak reports whether a word has the form of a weak participle: ge- or another part without stress, and then -d or -t as its last
// sound asks ('t kofschip).
func weak(low string) bool {
	rest, ok := strings.CutPrefix(low, "ge")
	if !ok {
		for _, p := range []string{"be", "ver", "ont", "her"} {
			if rest, ok = strings.CutPrefix(low, p); ok {
				break
			}
		}
	}
	if !ok || len(rest) < 3 || !strings.ContainsAny(rest, "aeiouyëïüéöäèê") {
		return false
	}
	end := rest[len(rest)-1]
	stem := rest[:len(rest)-1]
	last, _ := utf8.DecodeLastRuneInString(stem)
	switch {
	case end != 'd' && end != 't':
		return false
	case strings.ContainsRune("tkfspx", last), strings.HasSuffix(stem, "ch"), strings.HasSuffix(stem, "sh"):
		// begroet has its own t, wie gelooft has none: a stem on f is one on v that is spoken hard
		return end == 't' && last != 't'
	case strings.ContainsRune("aeiouëïüé", last):
		// The d or t is of the stem itself, and after a long vowel: geleid, ontmoet, gevoed.
		return len(stem) > 2 && vowels(stem) > 1 || end == 'd' && strings.HasSuffix(stem, "ij")
	}
	return end == 'd'
}

// vowels counts the vowels that a word ends in.
func vowels(s string) int {
	return len(s) - len(strings.TrimRight(s, "aeiou"))
}

// inflected reports whether a word is a participle as it stands before a noun: georganiseerde, gemaakte, wonende.
func inflected(low string) bool {
	base, ok := strings.CutSuffix(low, "e")
	if !ok {
		return false
	}
	return strings.HasSuffix(base, "end") && len(base) > 5 || participle(base)
}
