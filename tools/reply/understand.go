package reply

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var (
	yesWords = []string{"ja", "jawel", "jazeker", "jep", "yes", "yep"}
	noWords  = []string{"nee", "neen", "nope", "no", "niet", "geen", "nooit"}
	mildYes  = []string{"j", "y", "ok", "oke", "okay", "akkoord", "prima", "goed", "klopt", "juist", "graag", "mag", "zeker", "natuurlijk", "uiteraard", "waar", "true"}
	mildNo   = []string{"n", "onwaar", "false", "onjuist"}
	doubt    = []string{"misschien", "wellicht", "soms", "twijfel", "twijfelen", "idee", "onbekend", "denk", "geloof", "maar", "mits", "tenzij", "behalve", "alleen", "als", "zonder", "eerst"}
	phrases  = strings.NewReplacer("n v t", "misschien", "geen bezwaar", "akkoord", "geen probleem", "akkoord", "doe maar", "akkoord", "weet niet", "misschien", "niet zeker", "misschien")
)

// Yes understands an answer to a question of yes or no. ok is false when it is neither or not without doubt or
// condition ("ja, maar niet op Facebook", "weet ik niet", "mag dat?"): consent is asked again before it is guessed.
func Yes(answer string) (yes, ok bool) {
	s := phrases.Replace(strings.Join(words(answer), " "))
	typed := strings.Fields(s)
	has := func(list []string) bool {
		return slices.ContainsFunc(typed, func(w string) bool { return slices.Contains(list, w) })
	}
	short := len(typed) <= 4
	says, denies := has(yesWords), has(noWords)
	if !says && !denies && short { // "dat mag", and not the same word in a story
		says, denies = has(mildYes), has(mildNo)
	}
	unsure := has(doubt) || strings.Contains(answer, "?") || denies && has([]string{"weet", "weten"})
	return says, says != denies && !unsure
}

// Choose understands an answer to a question with choices: a choice, its first letters when no other has them, or its
// number. Case, accents, spaces and punctuation do not matter.
func Choose(answer string, choices []string) (int, bool) {
	typed := strings.Join(words(answer), "")
	if typed == "" {
		return 0, false
	}
	var same, begin []int
	for i, c := range choices {
		c = strings.Join(words(c), "")
		if c == typed {
			same = append(same, i)
		}
		if strings.HasPrefix(c, typed) {
			begin = append(begin, i)
		}
	}
	for _, prefix := range []string{"nummer", "keuze", "optie", "nr"} {
		typed = strings.TrimPrefix(typed, prefix)
	}
	n, err := strconv.Atoi(typed)
	numbered := err == nil && n >= 1 && n <= len(choices)
	switch {
	case len(same) == 1:
		return same[0], true
	case numbered && (len(begin) == 0 || len(begin) == 1 && begin[0] == n-1):
		return n - 1, true
	case !numbered && len(same) == 0 && len(begin) == 1:
		return begin[0], true
	}
	return 0, false
}

var accents = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ñ", "n", "ó", "o", "ò", "o", "ô", "o", "ö", "o", "ø", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ÿ", "y", "ij", "ij", "ß", "ss")

// words gives the words of s in lower case and without accents, also those that stand loose behind their letter.
func words(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, accents.Replace(strings.ToLower(s)))
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
