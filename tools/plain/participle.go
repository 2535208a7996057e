package plain

import (
	"strings"
	"unicode/utf8"
)

// participle reports whether a word in lower case is the participle of a verb, as it stands with worden: gemaakt, aangemeld, besteld.
// Weak participles are known by their form, strong ones by a list, and so are the words that look like one.
func participle(low string) bool {
	if len(low) < 5 || !strings.HasSuffix(low, "d") && !strings.HasSuffix(low, "t") && !strings.HasSuffix(low, "n") {
		return false
	}
	if is(low, notDone) {
		return false
	}
	if is(low, strong) || weak(low) {
		return true
	}
	if rest := root(low); rest != low {
		return is(rest, strong) || !is(rest, notDone) && weak(rest)
	}
	return false
}

// root returns a participle without the part that comes loose from its verb: gebleven of thuisgebleven.
func root(low string) string {
	const longest = len("beschikbaar")
	for i := 2; i+2 < len(low) && i <= longest; i++ {
		if low[i] == 'g' && low[i+1] == 'e' && is(low[:i], loose) {
			return low[i:]
		}
	}
	return low
}

// weak reports whether a word has the form of a weak participle: ge- or another part without stress, and then -d or -t as its last
// sound asks ('t kofschip).
func weak(low string) bool {
	rest, ge := strings.CutPrefix(low, "ge")
	if !ge {
		ok := false
		for _, p := range []string{"be", "ver", "ont", "her"} {
			if rest, ok = strings.CutPrefix(low, p); ok {
				break
			}
		}
		if !ok || endsIn(rest, present, 0) ||
			strings.HasSuffix(rest, "end") && !endsIn(rest, []string{"kend", "wend", "iend", "oend", "eend"}, 0) {
			return false
		}
	}
	if len(rest) < 3 || endsIn(rest, nounEnds, 3) {
		return false
	}
	end, stem := rest[len(rest)-1], rest[:len(rest)-1]
	last, size := utf8.DecodeLastRuneInString(stem)
	long := vowels(stem[:len(stem)-size]) > 1 || strings.HasSuffix(stem[:len(stem)-size], "ij")
	switch {
	case end != 'd' && end != 't' || !strings.ContainsAny(stem, "aeiouyëïüéöäèê"):
		return false
	case last == 'f':
		// straffen, gestraft; but leven, geleefd and golven, gegolfd
		return (end == 't') == (!long && vowels(stem[:len(stem)-1]) == 1)
	case last == 's' && end == 'd':
		return long || vowels(stem[:len(stem)-1]) == 0 // verhuisd, begrensd
	case last == 's' && long && !ge:
		return false // verhuist
	case strings.ContainsRune("kspx", last), strings.HasSuffix(stem, "ch"), strings.HasSuffix(stem, "sh"):
		return end == 't'
	case last == 't', end == 't' && vowels(stem) > 2:
		return false
	case strings.ContainsRune("aeiouëïüé", last):
		// The d or t is of the stem itself, behind a long vowel: geleid, ontmoet, gevoed.
		return len(stem) > 2 && vowels(stem) > 1
	case strings.HasSuffix(stem, "ij"):
		return end == 'd'
	}
	return end == 'd'
}

// present are ends of strong verbs in the present: bespreekt is no participle, besproken is.
var present = strings.Fields(`spreekt breekt trekt kijkt zoekt denkt drinkt steekt schenkt klinkt ruikt duikt wijkt gelijkt kruipt helpt koopt roept
	grijpt knijpt slaapt loopt zuipt druipt werpt krimpt sluit giet schiet spuit niet fluit vreet eet laat staat gaat slaat valt weet wijt rijdt
	sloot stond vond bond bood hield liet vocht gold spoot streed sneed trad
	wrijft blijkt zinkt schrikt hangt vecht spuit vliet zit schuit stoot`)

// nounEnds are ends of nouns that have the form of a participle: gemeenteraad, bedrijfsgebied.
var nounEnds = strings.Fields(`heid recht tijd lijst dienst gebied beleid akkoord markt wereld kracht macht raad plicht besluit feest post bord
	beeld grond winst tocht stand graad schrift tekst land bond band boot fout haard hoed voet woord kast last wand strijd avond kind hoofd eend
	brood draad goed lucht inhoud geest taart gast pand nood bestand verband wind mond hand held eed held`)

func endsIn(s string, ends []string, more int) bool {
	for _, e := range ends {
		if len(s) >= len(e)+more && strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
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
