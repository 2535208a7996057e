package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the length, in letters, after which what looks like a word is none; maxNumber likewise of digits.
const (
	maxWord   = 40
	maxNumber = 4
)

// Words gives the words of a text: its runs of letters and digits, in lower case and without accents. A single letter is no word,
// and a long number (of a telephone, say) is nothing that people search for. assets/js/zoek/woord.js does the same.
func Words(text string) []string {
	var out []string
	eachWord(text, func(w string) { out = append(out, w) })
	return out
}

func eachWord(text string, visit func(string)) {
	text = fold(text)
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		letters, digits := 0, 0
		for _, r := range w {
			letters++
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		if letters > 1 && letters <= maxWord && (digits < letters || digits <= maxNumber) {
			visit(w)
		}
	}
}

// Terms gives what the words of a question are looked up by: their stems, without words that say nothing.
func Terms(text string) []string {
	var out []string
	eachWord(text, func(w string) {
		if !stop[w] {
			out = append(out, Stem(w))
		}
	})
	return out
}

// fold takes the accents off, and the capitals.
func fold(text string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			text = norm.NFKD.String(text)
			text = strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, text)
			break
		}
	}
	return strings.ToLower(text)
}

// stop are words that say nothing of a page.
var stop = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`aan al als altijd ben bij daar dan dat de der deze die dit door dus een en er ga gaat geen
		had heb hebben heeft hem het hier hij hoe hun ik in is ja je jij jou jouw jullie kan kun maar me meer men met mij mijn moet
		na naar net niet niets nog nu of om omdat ons onze ook op over te tegen toch toen tot uit van veel voor want waren was wat
		we wel werd wie wij wil word wordt ze zich zij zijn zo zonder zou`) {
		out[w] = true
	}
	return out
}()
