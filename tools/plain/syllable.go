package plain

import "strings"

// mute are the ends of words from English that have a silent e.
var mute = strings.Fields(`website site online offline deadline pipeline timeline hotline intake cake game update upgrade software hardware home
	house iphone smartphone space workspace interface live lifestyle style like vibe bike skate fulltime parttime template baseline
	performance service league catalogue escape drive airline trade`)

// foreign are letters in words from English that are one vowel there and two in Dutch.
var foreign = strings.Fields(`team coach beam deal leas board goal steak dead jeans toast stream break teach lead learn road roam cream dream foam soap`)

// syllables counts the syllables of a word in lower case, at least one. It follows the spelling: letters that are one vowel together
// make a syllable, and a trema begins a new one.
func syllables(low string) int {
	w := low
	if !plainASCII(low) {
		b := make([]byte, 0, len(low))
		for _, r := range low {
			b = append(b, letter(r))
		}
		w = string(b)
	}
	count, english := 0, false
	for i := 0; i < len(w); {
		size := vowel(w, i)
		if size > 0 {
			count++
			english = english || (w[i] == 'e' || w[i] == 'o') && i+1 < len(w) && w[i+1] == 'a'
		}
		i += max(1, size)
	}
	if strings.HasSuffix(w, "e") || strings.HasSuffix(w, "es") {
		singular := strings.TrimSuffix(w, "s")
		for _, m := range mute {
			if strings.HasSuffix(singular, m) {
				count--
				break
			}
		}
	}
	if english {
		for _, f := range foreign {
			if i := strings.Index(w, f); i >= 0 && (i+len(f) == len(w) || w[i+len(f)] != 'a') && !strings.Contains(w, "idea") && !strings.Contains(w, "theat") {
				count--
				break
			}
		}
	}
	return max(1, count)
}

// letter returns a letter without its accent; in capitals when it has a trema, which begins a syllable.
func letter(r rune) byte {
	switch r {
	case 'é', 'è', 'ê':
		return 'e'
	case 'á', 'à', 'â':
		return 'a'
	case 'ó', 'ò', 'ô':
		return 'o'
	case 'í', 'ì', 'î':
		return 'i'
	case 'ú', 'ù', 'û':
		return 'u'
	case 'ë', 'ä':
		return 'E'
	case 'ï':
		return 'I'
	case 'ü':
		return 'U'
	case 'ö':
		return 'O'
	}
	if r < 128 {
		return byte(r)
	}
	return '.'
}

// vowel returns how many letters the vowel at i has, 0 when there is none.
func vowel(w string, i int) int {
	next := byte(0)
	if i+1 < len(w) {
		next = w[i+1]
	}
	switch w[i] {
	case 'a', 'e', 'i', 'o', 'u', 'E', 'I', 'U', 'O':
	case 'y':
		if sounds(next) && (i == 0 || w[i-1] == '-') {
			return 0 // yo-ga
		}
		return 1
	default:
		return 0
	}
	if w[i] == 'u' && i > 0 && w[i-1] == 'q' {
		return 0
	}
	if !sounds(next) && next != 'j' {
		return 1
	}
	return together(w, i)
}

// sounds reports whether a letter can be part of a vowel.
func sounds(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// together returns how many letters from i on are one vowel.
func together(w string, i int) int {
	rest := w[i:]
	after := byte(0) // the letter behind three
	if len(rest) > 3 {
		after = rest[3]
	}
	if len(rest) > 2 {
		switch rest[:3] {
		case "ieu":
			if (after == 's' || after == 'z' || after == 'r') && !strings.HasSuffix(w, "milieus") {
				return 1 // se-ri-eus
			}
			return 3
		case "aai", "ooi", "oei", "eeu", "eau", "oeu":
			return 3
		case "iee":
			return 1 // fi-nan-ci-eel
		}
	}
	if rest == "eum" {
		return 1 // mu-se-um
	}
	switch rest[:2] {
	case "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ij", "ei", "ai", "au", "ou", "oi", "ay", "ey", "oy", "uy", "Ie":
		return 2
	}
	return 1
}
