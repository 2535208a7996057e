package page

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// maxSlug bounds the length of a name in an address, in bytes.
const maxSlug = 60

var slugWords = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ij", "ij", "&", " en ", "€", " euro ")

// Slug makes the name of a page in its address: lower-case ASCII letters and digits with hyphens between
// words, at most 60 long, cut at a word. It is "" when s has no letter or digit that survives.
func Slug(s string) string {
	strip := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)))
	s, _, err := transform.String(strip, slugWords.Replace(strings.ToLower(s)))
	if err != nil {
		return ""
	}
	words := strings.FieldsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	out := ""
	for _, w := range words {
		if out != "" && len(out)+1+len(w) > maxSlug {
			break
		}
		if out != "" {
			out += "-"
		}
		out += w[:min(len(w), maxSlug)]
	}
	return out
}

// Address is the name that the page gets in its address when it is new. A single activity has its date in it,
// because the same activity comes back.
func (p *Page) Address() string {
	name := p.Slug
	if name == "" {
		name = p.Title
	}
	slug := Slug(name)
	if slug == "" {
		slug = string(p.Kind)
	}
	if a := p.Activity; a != nil && a.Recurrence == "" && !a.Begin.IsZero() {
		slug += "-" + a.Begin.Day().String()
	}
	return slug
}

// Fold makes of two texts that people take for the same one text: its letters and digits, of any script, in lower case and
// without marks. Of a text without any, it is that text.
func Fold(s string) string {
	strip := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)))
	plain, _, err := transform.String(strip, strings.ToLower(s))
	if err != nil {
		return s
	}
	words := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return strings.TrimSpace(s)
	}
	return strings.Join(words, " ")
}
