package prose

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var word = regexp.MustCompile(`[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*`)

// abbreviations keep their capitals also when nothing else in the text has them.
var abbreviations = strings.Fields("AVG AZC BBQ BSO CJG COA DJ EHBO EU GGD HBO ISK LHBTI MBO NL NT2 PGB PO ROC TV VMBO VO VVE VWO WMO ZZP II III IV VI VII VIII IX XI XII")

// isShouting says whether a text is in capitals: more than one word or five letters, and more than nine in ten of its letters.
func isShouting(s string) bool {
	letters, capitals := 0, 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return (letters > 5 || letters > 3 && len(strings.Fields(s)) > 1) && capitals*10 > letters*9
}

// A speller knows how a text writes its words.
type speller map[string]string

// spelling learns from the text, and from the folders of the source, which have the name of a municipality. A word that the text
// writes in lower case is an ordinary one, a word with a capital inside a sentence is a name.
func spelling(blocks []Block, source string) speller {
	s := speller{}
	for _, a := range abbreviations {
		s[strings.ToLower(a)] = a
	}
	for _, name := range word.FindAllString(path.Dir(source), -1) {
		s[strings.ToLower(name)] = capital(strings.ToLower(name))
	}
	lower := map[string]bool{}
	for _, b := range blocks {
		if isShouting(b.plain) {
			continue
		}
		for _, at := range word.FindAllStringIndex(b.plain, -1) {
			w := b.plain[at[0]:at[1]]
			before := strings.TrimRight(b.plain[:at[0]], " ‘“\"'(")
			last, _ := utf8.DecodeLastRuneInString(before)
			key := strings.ToLower(w)
			switch {
			case w == key:
				lower[key] = true
			case w == strings.ToUpper(w) && utf8.RuneCountInString(w) > 1:
				s[key] = w
			case before != "" && !strings.ContainsRune(".!?:•-–|", last) && s[key] == "":
				s[key] = w
			}
		}
	}
	for w := range lower {
		delete(s, w)
	}
	return s
}

// sentence writes a text in capitals as a sentence; begin says whether its first word begins one.
func (s speller) sentence(text string, begin bool) string {
	return word.ReplaceAllStringFunc(text, func(w string) string {
		first := begin
		begin = false
		key := strings.ToLower(w)
		if known := s[key]; known != "" {
			return known
		}
		if first {
			return capital(key)
		}
		return key
	})
}

// capital writes a word with a capital: Zutphen, IJssel.
func capital(w string) string {
	if rest, is := strings.CutPrefix(w, "ij"); is {
		return "IJ" + rest
	}
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[n:]
}

// quiet writes the title and the headings that are in capitals as sentences.
func quiet(title string, blocks []Block, source string) string {
	var s speller
	for i, b := range blocks {
		if b.role != Heading || !isShouting(b.plain) {
			continue
		}
		if s == nil {
			s = spelling(blocks, source)
		}
		begin := true
		for _, line := range b.lines {
			for j := range line {
				line[j].Text = s.sentence(line[j].Text, begin)
				begin = begin && word.FindString(line[j].Text) == ""
			}
		}
		blocks[i].plain = plain(b.lines...)
	}
	if isShouting(title) {
		return spelling(blocks, source).sentence(title, true)
	}
	return title
}
