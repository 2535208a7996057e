package plain

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data
var data embed.FS

// A class says what a word can be in a sentence; words.txt has the words of each.
type class uint32

const (
	become       class = 1 << iota // a form of worden
	be                             // a form of zijn that can help a verb
	verb                           // a verb that begins a new clause when it follows a form of worden
	modal                          // a verb that stands with worden at the end of a clause
	opens                          // begins a clause
	relative                       // begins a clause behind a noun: die, dat
	determiner                     // stands before a noun: een, de
	preposition                    // stands before a noun phrase
	strong                         // a participle that its form does not show
	notDone                        // looks like a participle, and is none
	intransitive                   // a participle with zijn that is active: gegaan
	shouted                        // a word that people put in capitals for emphasis
	weekday                        // a day or a month
	adverb                         // can stand between worden and its participle in a cluster
	comparing                      // dan, als, zoals
	degree                         // can stand between een and an adjective: een goed bezocht feest
	loose                          // comes loose from a verb: aan in aanmelden, ik meld aan
	act                            // a participle that with zijn too says that somebody did it: gevraagd
)

// small are the classes of small words: what is in none of them can be a noun.
const small = become | be | verb | modal | opens | relative | determiner | preposition | adverb | comparing

var classes = map[string]class{
	"worden": become, "zijn": be, "werkwoord": verb, "hulpwerkwoord": modal, "zinsdeel": opens, "betrekkelijk": relative,
	"lidwoord": determiner, "voorzetsel": preposition, "deelwoord": strong, "geen-deelwoord": notDone, "gaan": intransitive,
	"nadruk": shouted, "dag": weekday, "bijwoord": adverb, "vergelijking": comparing, "graad": degree, "daad": act, "los": loose,
}

// An abbreviation of afkortingen.tsv.
type abbreviation struct {
	full   []string
	safe   bool // the first of full can always stand in its place
	stop   bool // it is written with a full stop behind it
	dotted bool // it is an abbreviation only with that full stop
	ends   bool // its full stop can end a sentence
	doubt  bool // it is also a word: only before a number or a small letter is it an abbreviation
	amount bool // only behind a number: 10.00 u.
	date   bool // only beside a number, a day or t/m: za. 3 oktober
	common bool // readers know it better than its full words
}

// A lexeme is what the tables have of a word in lower case, without a full stop behind it.
type lexeme struct {
	class class
	short *abbreviation
	first *node // the phrases that begin with it
}

type lexicon struct {
	lexemes map[string]*lexeme
	loud    map[string]abbreviation // of capitals: CJG
	ends    []ending
}

// An ending is what a long word can end in: -participatie.
type ending struct {
	of    string
	entry *entry
}

// of returns the lexeme of a word, to add to it.
func (l *lexicon) of(w string) *lexeme {
	k := l.lexemes[w]
	if k == nil {
		k = &lexeme{}
		l.lexemes[w] = k
	}
	return k
}

// is reports whether a word is of a class.
func is(w string, c class) bool {
	k := dutch().lexemes[w]
	return k != nil && k.class&c != 0
}

// dutch is the lexicon, made once of the files in data.
var dutch = sync.OnceValue(func() *lexicon {
	l := &lexicon{lexemes: map[string]*lexeme{}, loud: map[string]abbreviation{}}
	for _, line := range lines("woorden.txt") {
		name, list, _ := strings.Cut(line, ":")
		c := classes[name]
		if c == 0 {
			panic("plain: woorden.txt: unknown class " + name)
		}
		for _, w := range strings.Fields(list) {
			l.of(w).class |= c
		}
	}
	for _, line := range lines("afkortingen.tsv") {
		f := append(strings.Split(line, "\t"), "", "")
		key := f[0]
		full, safe := strings.CutPrefix(f[1], "=")
		has := func(flag string) bool { return slices.Contains(strings.Fields(f[2]), flag) }
		a := abbreviation{
			safe: safe, ends: has("slot"), doubt: has("twijfel"), amount: has("getal"), date: has("datum"), common: has("bekend"),
		}
		if full != "" {
			a.full = strings.Split(full, " | ")
		}
		if key == strings.ToUpper(key) || has("letters") {
			l.loud[key] = a
			continue
		}
		key, a.stop = strings.CutSuffix(key, ".")
		a.dotted = a.stop && !strings.Contains(key, ".")
		k := l.of(strings.ToLower(key))
		if old := k.short; old != nil { // with and without its full stop
			a.dotted, a.stop, a.ends, a.doubt = false, a.stop || old.stop, a.ends || old.ends, a.doubt || old.doubt
		}
		k.short = &a
	}
	for rule, file := range map[Rule]string{Jargon: "jargon.tsv", VagueTime: "tijd.tsv", DoubleNegative: "ontkenning.tsv"} {
		for _, line := range lines(file) {
			if err := l.add(rule, line); err != nil {
				panic("plain: " + file + ": " + err.Error())
			}
		}
	}
	return l
})

// lines returns the lines of a file in data without remarks and empty lines.
func lines(name string) []string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// A node is a place in the tree of phrases: the words so far, and what can follow.
type node struct {
	next  map[string]*node
	entry *entry
}

// An entry is a phrase that could be plainer.
type entry struct {
	rule    Rule
	instead []string
	safe    bool // the first of instead can always stand in its place
	sense   string
	unless  []condition
}

// A condition takes a remark away.
type condition struct {
	where string // na: the word before; voor: the word behind; zin: any word nearby in the sentence
	words map[string]bool
	not   bool // it takes the remark away when none of the words is there
}

// add reads a line: phrases, what to write instead, its sense, and conditions; with tabs between them.
func (l *lexicon) add(rule Rule, line string) error {
	f := append(strings.Split(line, "\t"), "", "", "")
	e := &entry{rule: rule, sense: f[2]}
	instead, safe := strings.CutPrefix(f[1], "=")
	e.safe = safe
	if instead != "" {
		e.instead = strings.Split(instead, " | ")
	}
	for c := range strings.FieldsSeq(f[3]) {
		where, list, ok := strings.Cut(c, ":")
		cond := condition{words: map[string]bool{}}
		cond.where, cond.not = strings.CutPrefix(where, "+")
		cond.where = strings.TrimPrefix(cond.where, "-")
		if !ok || cond.where != "na" && cond.where != "voor" && cond.where != "zin" {
			return fmt.Errorf("bad condition %q in %q", c, line)
		}
		for w := range strings.SplitSeq(list, ",") {
			cond.words[w] = true
		}
		e.unless = append(e.unless, cond)
	}
	for phrase := range strings.SplitSeq(f[0], " | ") {
		if end, ok := strings.CutPrefix(phrase, "-"); ok {
			l.ends = append(l.ends, ending{end, e})
			continue
		}
		forms := [][]string{nil}
		for slot := range strings.FieldsSeq(phrase) {
			var longer [][]string
			for _, w := range inflect(slot) {
				for _, form := range forms {
					longer = append(longer, append(form[:len(form):len(form)], w))
				}
			}
			forms = longer
		}
		for _, form := range forms {
			if err := l.insert(form, e); err != nil {
				return fmt.Errorf("%w in %q", err, line)
			}
		}
	}
	return nil
}

func (l *lexicon) insert(form []string, e *entry) error {
	var n *node
	for i, w := range form {
		if strings.ContainsAny(w, "*+") {
			return fmt.Errorf("a sign too many in %q", w)
		}
		if i == 0 {
			k := l.of(w)
			if k.first == nil {
				k.first = &node{next: map[string]*node{}}
			}
			n = k.first
			continue
		}
		next := n.next[w]
		if next == nil {
			next = &node{next: map[string]*node{}}
			n.next[w] = next
		}
		n = next
	}
	if n.entry != nil && n.entry != e {
		return fmt.Errorf("%q is there twice", strings.Join(form, " "))
	}
	n.entry = e
	return nil
}

// inflect returns the forms that a slot stands for: this/that lists words, doelgroep+en has an ending more, and participeren* is a
// verb on -eren with all that it can be.
func inflect(slot string) []string {
	var out []string
	for w := range strings.SplitSeq(slot, "/") {
		if verb, ok := strings.CutSuffix(w, "*"); ok {
			out = append(out, conjugate(verb)...)
			continue
		}
		parts := strings.Split(w, "+")
		for i, end := range parts {
			if i == 0 {
				out = append(out, w[:len(parts[0])])
			} else {
				out = append(out, parts[0]+end)
			}
		}
	}
	return out
}

// conjugate returns all that a verb on -eren can be: participeren, participeert, geparticipeerd.
func conjugate(verb string) []string {
	stem, long := strings.CutSuffix(verb, "eren")
	e := "e"
	if !long {
		stem, e = strings.TrimSuffix(verb, "ëren"), "ë" // initiëren, initieert
	}
	ge := "ge" + stem
	switch stem[0] {
	case 'e':
		ge = "geë" + stem[1:]
	case 'i':
		ge = "geï" + stem[1:]
	case 'u':
		ge = "geü" + stem[1:]
	}
	return []string{
		verb, stem + "eer", stem + "eert", stem + "eerde", stem + "eerden", stem + e + "rend", stem + e + "rende", ge + "eerd", ge + "eerde",
	}
}
