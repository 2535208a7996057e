package plain

import (
	"strings"
	"unicode/utf8"
)

// What a score of [Score.Flesch] means, after Douma (1960): each is where its class begins, and below Difficult a text is very
// difficult. Most people read from Normal on without trouble; a text for everybody is Easy.
const (
	Difficult  = 30.0
	FairlyHard = 45.0
	Normal     = 60.0
	FairlyEasy = 70.0
	Easy       = 80.0
	VeryEasy   = 90.0
)

// MinWords is how many words a text has at least before its score says something.
const MinWords = 100

// A Score is what the reading ease of a text is made of. The zero value is that of an empty text.
type Score struct {
	Words, Sentences, Syllables int
}

// Measure counts a text, which is one paragraph, heading or item of a list, without markup. A number counts as a word of one syllable,
// an abbreviation in capitals has one for each letter; addresses of the web and of mail do not count.
func Measure(text string) Score {
	text = bound(text)
	tokens := tokenize(text)
	return measure(tokens, split(text, tokens))
}

func measure(tokens []token, sentences []sentence) Score {
	var s Score
	for _, sentence := range sentences {
		before := s.Words
		for _, t := range tokens[sentence.from:sentence.to] {
			if !t.counts() {
				continue
			}
			switch {
			case t.kind == address:
				continue
			case t.kind == number:
				s.Syllables++
			case t.capitals == all && len(t.low) < 6 && !strings.ContainsAny(t.low, ".'-") && t.class&(small|shouted) == 0:
				s.Syllables += utf8.RuneCountInString(t.low)
			default:
				s.Syllables += syllables(t.low)
			}
			s.Words++
		}
		if s.Words > before {
			s.Sentences++
		}
	}
	return s
}

// Add returns the score of two texts together.
func (s Score) Add(t Score) Score {
	return Score{s.Words + t.Words, s.Sentences + t.Sentences, s.Syllables + t.Syllables}
}

// Flesch returns the reading ease of Flesch, with the figures that Douma (1960) found for Dutch: 206.8 - 0.77 x syllables per 100
// words - 0.93 x words per sentence. Higher is easier; most texts are between 0 and 100. Of an empty text it is 0.
func (s Score) Flesch() float64 {
	if s.Words == 0 || s.Sentences == 0 {
		return 0
	}
	words := float64(s.Words)
	return 206.8 - 0.77*100*float64(s.Syllables)/words - 0.93*words/float64(s.Sentences)
}
