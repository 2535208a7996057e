package search

import "strings"

// A rule replaces an ending when enough letters stand before it, the last of them one of after ("" allows any).
type rule struct {
	ending, put string
	least       int
	after       string
}

const (
	vowels     = "aeiouy"
	consonants = "bcdfghjklmnpqrstvwxz"
)

// stemRules are groups of rules. Of each group the first rule that fits is followed. assets/js/zoek/stam.js has the same ones.
var stemRules = [][]rule{
	{ // more than one
		{"eaus", "eau", 2, ""}, {"eurs", "eur", 2, ""}, {"aars", "aar", 3, ""}, {"ies", "ie", 3, "dknrt"}, {"tes", "te", 3, ""},
		{"ers", "er", 3, ""}, {"els", "el", 3, ""}, {"ens", "en", 3, ""}, {"ems", "em", 3, ""}, {"jes", "je", 2, ""},
		{"arns", "arn", 2, ""}, {"ys", "y", 2, ""}, {"os", "o", 3, consonants + "ie"}, {"s", "", 4, "bdgmp"},
	},
	{ // small
		{"ngetje", "ng", 1, ""}, {"lletje", "l", 1, ""}, {"mmetje", "m", 1, ""}, {"nnetje", "n", 1, ""}, {"rretje", "r", 1, ""},
		{"ampje", "amp", 1, consonants}, {"ompje", "omp", 1, consonants}, {"mpje", "m", 1, ""}, {"tje", "t", 2, "cfhkps"}, {"aartje", "aart", 1, ""}, {"aatje", "aat", 1, ""}, {"eetje", "eet", 1, ""},
		{"ootje", "oot", 1, ""}, {"atje", "at", 1, consonants}, {"etje", "et", 1, consonants}, {"otje", "ot", 1, consonants},
		{"antje", "ant", 1, consonants}, {"entje", "ent", 1, consonants}, {"untje", "unt", 1, consonants}, {"tje", "", 2, ""}, {"je", "", 3, ""},
	},
	{{"heden", "heid", 1, ""}, {"ingen", "", 4, ""}, {"ing", "", 4, ""}},
	{{"eeen", "ee", 1, ""}, {"ieen", "ie", 1, ""}, {"en", "", 3, consonants}, {"e", "", 3, consonants}},
	{ // one letter twice, and letters that change at the end
		{"bb", "b", 1, ""}, {"dd", "d", 1, ""}, {"ff", "f", 1, ""}, {"gg", "g", 1, ""}, {"kk", "k", 1, ""}, {"ll", "l", 1, ""}, {"mm", "m", 1, ""},
		{"nn", "n", 1, ""}, {"pp", "p", 1, ""}, {"rr", "r", 1, ""}, {"ss", "s", 1, ""}, {"tt", "t", 1, ""}, {"v", "f", 2, ""}, {"z", "s", 2, ""},
	},
	{ // somebody does it
		{"elt", "el", 2, ""}, {"ert", "er", 2, ""}, {"uilt", "uil", 1, ""}, {"pt", "p", 2, ""}, {"kt", "k", 2, ""}, {"mt", "m", 2, ""},
		{"gt", "g", 2, ""}, {"dt", "d", 2, ""},
	},
	{{"kinder", "kind", 0, ""}, {"kleder", "kled", 0, ""}},
}

// irregular are stems that no rule finds.
var irregular = map[string]string{
	"eier": "ei", "lieder": "lied", "blader": "blad", "sted": "stad", "led": "lid", "eten": "et", "oma": "oma", "omas": "oma", "opas": "opa",
}

// Stem gives what the forms of a Dutch word have in common: fiets for fietsen and fietsje, verhal for verhaal and verhalen. It
// expects what Words gives. It is no word that people know, and it need not be: what counts is that it is the same.
func Stem(word string) string {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return word
		}
	}
	if s, ok := irregular[word]; ok {
		return s
	}
	if len(word) < 4 {
		return short(word)
	}
	for _, group := range stemRules {
		for _, r := range group {
			rest, ok := strings.CutSuffix(word, r.ending)
			if ok && len(rest) >= r.least && (r.after == "" || rest != "" && strings.Contains(r.after, rest[len(rest)-1:])) {
				word = rest + r.put
				break
			}
		}
	}
	if s, ok := irregular[word]; ok {
		return s
	}
	return short(word)
}

// short makes one of the two vowels of a last syllable: verhaal is verhal, as verhalen has it.
func short(word string) string {
	n := len(word)
	if n > 2 && word[n-3] == word[n-2] && strings.IndexByte("aeou", word[n-2]) >= 0 && strings.IndexByte(vowels, word[n-1]) < 0 {
		return word[:n-2] + word[n-1:]
	}
	return word
}
