package schema

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
)

// broken tells of a block that is no YAML: where, what is most likely the matter, and how to mend it when that is plain. A repair
// counts as plain when the block can be read with it, or the next mistake is further on.
func (c *checker) broken(err error) {
	at := wrongLine(err)
	p := Problem{Rule: Unreadable, Line: c.number(at), Text: "Op deze regel of erboven gaat het mis. Daardoor kan de site de gegevens tussen de regels --- niet lezen.",
		Hint: "Op elke regel hoort een woord, een dubbele punt, een spatie en een waarde. Zet een waarde met vreemde tekens tussen aanhalingstekens."}
	for _, l := range []int{at, at - 1, at + 1} {
		if l < 1 || l > len(c.lines) {
			continue
		}
		for _, r := range c.repairs(l) {
			if c.helps(r.fix, at) {
				p.Line, p.Text, p.Hint, p.Fix = c.number(l), r.text, r.hint, r.fix
				c.problems = append(c.problems, p)
				return
			}
		}
	}
	if at >= 1 && at <= len(c.lines) {
		p.Text, p.Hint = explain(c.words(c.lines[at-1]), p.Text, p.Hint)
	}
	c.problems = append(c.problems, p)
}

// wrongLine is the line of the block that the parser stumbles over, from 1; 0 when it does not say.
func wrongLine(err error) int {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil && e.GetToken().Position != nil {
		return e.GetToken().Position.Line
	}
	return 0
}

// helps reports whether a fix gets the parser past a line.
func (c *checker) helps(fix *Fix, at int) bool {
	after := &checker{front: cut(fix.Apply(c.data))}
	if after.state != closed || len(after.lines) < len(c.lines)-1 {
		return false
	}
	_, err := after.parse()
	return err == nil || wrongLine(err) > at+1
}

// repair is a way to mend a line, with what was wrong.
type repair struct {
	fix        *Fix
	text, hint string
}

var (
	keyAndValue = regexp.MustCompile(`^(\s*(?:- +)?)([\p{L}_][\p{L}\p{N}_-]*):[ \t]+(\S.*?)\s*$`)
	tightColon  = regexp.MustCompile(`^\s*(?:- +)?[\p{L}_][\p{L}\p{N}_-]*(:)[^\s/:].*$`)
	equals      = regexp.MustCompile(`^\s*[\p{L}_][\p{L}\p{N}_-]*(\s*=\s*)\S`)
	item        = regexp.MustCompile(`^\s*- +(\S.*?)\s*$`)
	indent      = regexp.MustCompile(`^[ \t]*`)
)

// repairs gives what may be wrong with a line of the block, the most likely first.
func (c *checker) repairs(number int) []repair {
	l := c.lines[number-1]
	words := c.words(l)
	var out []repair
	add := func(at, end int, with, text, hint string) {
		out = append(out, repair{&Fix{l.at + at, l.at + end, with}, text, hint})
	}
	if space := indent.FindString(words); strings.Contains(space, "\t") {
		out = append(out, repair{c.untab(), "Voor deze regel staat een tab. Met tabs kan de site de gegevens niet lezen.", "Gebruik twee spaties in plaats van een tab."})
	}
	if m := tightColon.FindStringSubmatchIndex(words); m != nil {
		add(m[2], m[3], ": ", "Achter de dubbele punt ontbreekt een spatie.", "Zet een spatie achter de dubbele punt.")
	}
	if m := equals.FindStringSubmatchIndex(words); m != nil {
		add(m[2], m[3], ": ", "Tussen het woord en de waarde staat een is-teken.", "Schrijf een dubbele punt en een spatie.")
	}
	m := keyAndValue.FindStringSubmatchIndex(words)
	from, end := 0, 0
	if m != nil {
		from, end = m[6], m[7]
	} else if m := item.FindStringSubmatchIndex(words); m != nil {
		from, end = m[2], m[3]
	}
	if end > 0 {
		value := words[from:end]
		switch value[0] {
		case '[':
			add(end, end, "]", "Achter de lijst ontbreekt het haakje ].", "Zet een ] achter het laatste woord.")
		case '{':
			add(end, end, "}", "Achter dit blokje ontbreekt het haakje }.", "Zet een } achter het laatste woord.")
		case '"', '\'':
			inner := value[1:]
			if len(inner) > 0 && inner[len(inner)-1] == value[0] {
				inner = inner[:len(inner)-1]
			} else if strings.IndexByte(inner, value[0]) >= 0 {
				inner = value // "Soep" en brood
			}
			add(from, end, quoted(inner), "De aanhalingstekens om deze waarde kloppen niet: er is er een te veel of te weinig.", "Zet er één aan het begin en één aan het einde. Schrijf binnenin \\\" of ’.")
		}
		text, _ := explain(words, "Deze waarde heeft aanhalingstekens nodig.", "")
		if value[0] != '[' && value[0] != '{' { // of which it would make one word
			add(from, end, quoted(value), text, "Zet de waarde tussen aanhalingstekens: "+quoted(short(value)))
		}
	}
	if space := indent.FindString(words); number > 1 && strings.Contains(words, ":") {
		before := indent.FindString(c.words(c.lines[number-2]))
		for _, with := range []string{before, "", before + "  "} {
			if with != space {
				add(0, len(space), with, "Voor deze regel staan te veel of te weinig spaties.", "Zet hem recht onder de regel erboven, of twee spaties verder als hij daarbij hoort.")
			}
		}
	}
	return out
}

// untab makes the fix that writes two spaces for each tab before a line, in the whole block.
func (c *checker) untab() *Fix {
	first, last := -1, 0
	for i, l := range c.lines {
		if strings.Contains(indent.FindString(c.words(l)), "\t") {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	var b strings.Builder
	at, end := c.lines[first].at, c.lines[last].end
	for rest := string(c.data[at:end]); rest != ""; {
		line, next, more := strings.Cut(rest, "\n")
		space := indent.FindString(line)
		b.WriteString(strings.ReplaceAll(space, "\t", "  ") + line[len(space):])
		if more {
			b.WriteByte('\n')
		}
		rest = next
	}
	return &Fix{at, end, b.String()}
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// explain says what is likely wrong with a line.
func explain(line, text, hint string) (string, string) {
	m := keyAndValue.FindStringSubmatch(line)
	switch {
	case m != nil && strings.ContainsAny(m[3][:1], "@`%&*!|>"):
		return "De waarde begint met " + m[3][:1] + ". Dat teken betekent hier iets anders.", hint
	case m != nil && (strings.Contains(m[3], ": ") || strings.HasSuffix(m[3], ":")):
		return "In deze waarde staat een dubbele punt. De site denkt dat daar een nieuw gegeven begint.", hint
	case m == nil && !strings.Contains(line, ":") && item.FindString(line) == "":
		return "Op deze regel staat geen woord met een dubbele punt. Hij hoort niet tussen de regels ---.", "Zet gewone tekst onder de tweede regel ---. Of zet er een woord en een dubbele punt voor."
	}
	return text, hint
}

var dashes = regexp.MustCompile(`^\s*(?:-{2}|-{4,}|[-–—]*[–—][-–—]*|- ?- ?-|_{3,}|\*{3,}|={3,})\s*$`)

// unclosed tells of a block without an end. A line that looks like one, as Word makes it of ---, was meant; else it belongs at the
// first blank line below the keys.
func (c *checker) unclosed() {
	p := Problem{Rule: Unreadable, Line: c.opening, Text: "Het blok met gegevens begint met --- en houdt nergens op. De site leest nu niets van deze pagina.",
		Hint: "Zet onder de laatste regel met gegevens een regel met alleen ---."}
	for i, l := range c.lines {
		words := c.words(l)
		if dashes.MatchString(words) && i > 0 {
			p.Line, p.Text = c.opening+i+1, "Onder het blok met gegevens staat ‘"+short(strings.TrimSpace(words))+"’. De site verwacht drie streepjes."
			p.Hint, p.Fix = "Schrijf op deze regel alleen ---.", &Fix{l.at, l.end, "---"}
			break
		}
		if strings.TrimSpace(words) == "" && i > 0 {
			if p.Fix = (&Fix{l.at, l.at, "---" + c.newline()}); !c.readsAfter(p.Fix) {
				p.Fix = nil
				continue
			}
			break
		}
		if i > 200 {
			break
		}
	}
	c.problems = append(c.problems, p)
}

// readsAfter reports whether a fix makes a block of keys.
func (c *checker) readsAfter(fix *Fix) bool {
	after := &checker{front: cut(fix.Apply(c.data))}
	if after.state != closed {
		return false
	}
	root, err := after.parse()
	all, ok := entries(root)
	return err == nil && ok && len(all) > 0
}

func (c *checker) newline() string {
	if bytes.Contains(c.data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// absent tells of a file without a block, or with one that does not begin as it should.
func (c *checker) absent() {
	first := line{}
	number, at := 0, bytes.IndexFunc(c.data, func(r rune) bool { return r > ' ' && r != '\ufeff' })
	if at >= 0 {
		number = bytes.Count(c.data[:at], []byte("\n"))
		end := len(c.data)
		if i := bytes.IndexByte(c.data[at:], '\n'); i >= 0 {
			end = at + i
		}
		first = line{at, at + len(bytes.TrimRight(c.data[at:end], "\r "))}
	}
	words := c.words(first)
	begins := Problem{Rule: Unreadable, Line: number + 1}
	switch {
	case words == "+++" || words == "{":
		begins.Text = "De gegevens boven de tekst zijn anders geschreven dan opladers ze leest: ze beginnen met " + words + "."
		begins.Hint = "Schrijf ze tussen twee regels ---, met achter elk woord een dubbele punt."
	case words == "---":
		begins.Text, begins.Hint = "Het blok met gegevens is leeg en houdt nergens op.", "Zet er een titel in, en daaronder een regel met alleen ---."
	case dashes.MatchString(words) && c.readsAfter(&Fix{first.at, first.end, "---"}):
		begins.Text = "Boven de gegevens staat ‘" + words + "’. De site verwacht drie streepjes en leest nu niets van deze pagina."
		begins.Hint, begins.Fix = "Schrijf op deze regel alleen ---.", &Fix{first.at, first.end, "---"}
	case keyAndValue.MatchString(words) && c.readsAfter(&Fix{first.at, first.at, "---" + c.newline()}):
		begins.Text = "De gegevens beginnen zonder een regel met ---. De site leest nu niets van deze pagina."
		begins.Hint, begins.Fix = "Zet boven de eerste regel een regel met alleen ---.", &Fix{first.at, first.at, "---" + c.newline()}
	default:
		begins = Problem{Rule: Required, Line: 1, Key: "title", Text: "Boven de tekst staan geen gegevens. Daardoor heeft de pagina geen titel.",
			Hint: "Zet bovenaan drie regels: ---, dan title: en de titel, en dan weer ---."}
	}
	c.problems = append(c.problems, begins)
}
