package plain

import "strings"

// one are the letters that are one vowel together; the longest first.
var one = []string{
	"aai", "ooi", "oei", "eeu", "ieu", "eau", "oeu",
	"aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ij", "ei", "ai", "au", "ou", "oi", "ay", "ey", "oy", "uy",
}

// mute are the ends of words from English that have a silent e.
var mute = strings.Fields(`website site online offline deadline pipeline timeline hotline intake cake game update upgrade date software hardware home
	iphone smartphone space workspace interface live lifestyle style like vibe bike mountainbike skate fulltime parttime template baseline
	performance service image league catalogue clue core score store time tape quote escape include pride drive airline grade trade`)

// foreign are letters in words from English that are one vowel there and two in Dutch.
var foreign = strings.Fields(`team coach beam deal leas board goal steak jeans toast stream break teach lead read road roam load speak cream dream foam soap mail`)

// syllables counts the syllables of a word in lower case, at least one. It follows the spelling: a group of letters is a vowel, and a
// trema begins a new one.
func syllables(low string) int {
	var b [64]byte
	n := 0
	sound := false
	for _, r := range low {
		if n == len(b) {
			break
		}
		c := byte('.')
		switch r {
		case 'é', 'è', 'ê', 'á', 'à', 'â', 'ó', 'ò', 'ô', 'í', 'ì', 'î', 'ú', 'ù', 'û':
			c = bare(r)
		case 'ë', 'ä':
			c = 'E'
		case 'ï':
			c = 'I'
		case 'ü':
			c = 'U'
		case 'ö':
			c = 'O'
		case 'ç':
			c = 's'
		default:
			if r < 128 {
				c = byte(r)
			}
		}
		b[n] = c
		sound = sound || strings.IndexByte("aeiouyEIUO", c) >= 0
		n++
	}
	w := string(b[:n])
	if !sound {
		return max(1, strings.Count(w, ".")) // BSO would be spelt, and is not in lower case: see Measure
	}
	count := 0
	for i := 0; i < n; {
		size := vowel(w, i)
		if size == 0 {
			i++
			continue
		}
		count++
		i += size
	}
	singular := strings.TrimSuffix(w, "s")
	for _, m := range mute {
		if strings.HasSuffix(w, m) || strings.HasSuffix(singular, m) {
			if strings.HasSuffix(m, "e") {
				count--
			}
			break
		}
	}
	if strings.Contains(w, "ea") || strings.Contains(w, "oa") {
		for _, f := range foreign {
			if i := strings.Index(w, f); i >= 0 && !(i+len(f) < n && w[i+len(f)] == 'a') && !strings.Contains(w, "idea") && !strings.Contains(w, "theat") {
				count--
				break
			}
		}
	}
	return max(1, count)
}

// vowel returns how many letters the vowel at i has, 0 when there is none.
func vowel(w string, i int) int {
	c := w[i]
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'E', 'I', 'U', 'O':
	case 'y':
		if i+1 < len(w) && strings.IndexByte("aeou", w[i+1]) >= 0 && (i == 0 || w[i-1] == '-') {
			return 0 // yoga
		}
	default:
		return 0
	}
	if c == 'u' && i > 0 && w[i-1] == 'q' {
		return 0
	}
	rest := w[i:]
	for _, v := range one {
		if !strings.HasPrefix(rest, v) {
			continue
		}
		after := byte(0)
		if len(rest) > len(v) {
			after = rest[len(v)]
		}
		switch {
		case v == "ieu" && (after == 's' || after == 'z' || after == 'r') && !strings.HasSuffix(w, "milieus"):
			return 1 // se-ri-eus
		case v == "ie" && after == 'e':
			return 1 // fi-nan-ci-eel
		case v == "eu" && after == 'm' && len(rest) == 3:
			return 1 // mu-se-um
		case v == "ei" && i > 0 && after == 'j':
			return 1 // be-ij-
		case v == "ui" && after == 'j':
			return 1
		}
		return len(v)
	}
	if c == 'i' && strings.HasPrefix(rest, "ij") {
		return 2
	}
	return 1
}

func bare(r rune) byte {
	switch r {
	case 'é', 'è', 'ê':
		return 'e'
	case 'á', 'à', 'â':
		return 'a'
	case 'ó', 'ò', 'ô':
		return 'o'
	case 'í', 'ì', 'î':
		return 'i'
	}
	return 'u'
}
