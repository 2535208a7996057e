package host

import (
	"bytes"
	"fmt"
	"net/http"
	"net/textproto"
	"regexp"
	"strings"
	"sync"
)

// Rules is a file _headers.
type Rules []Rule

// Rule says what is sent along with the addresses that fit a path. In the path "*" stands for anything, and a part ":name" for
// one part of an address. As a whole part "*" stands for nothing too, with the slash before it: /en/* fits /enschede/ as well.
// Write /en/:part/* to mean what is below /en/.
type Rule struct {
	Path    string
	Headers []Header
}

// Header is one line of a rule.
type Header struct{ Name, Value string }

// Bytes writes the rules as a file.
func (r Rules) Bytes() []byte {
	var b bytes.Buffer
	for _, rule := range r {
		fmt.Fprintln(&b, rule.Path)
		for _, h := range rule.Headers {
			fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
		}
	}
	return b.Bytes()
}

// Parse reads a file. What it cannot read it leaves out, as a host does, and names in the error.
func Parse(data []byte) (Rules, error) {
	var rules Rules
	var bad []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		name, value, ok := strings.Cut(line, ":")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "/"):
			rules = append(rules, Rule{Path: line})
		case ok && len(rules) > 0 && token.MatchString(name) && strings.TrimSpace(value) != "" && !strings.ContainsFunc(value, control):
			last := &rules[len(rules)-1]
			last.Headers = append(last.Headers, Header{name, strings.TrimSpace(value)})
		default:
			bad = append(bad, line)
		}
	}
	if len(bad) > 0 {
		return rules, fmt.Errorf("%s: %d lines that cannot be read, the first is %q", HeadersFile, len(bad), bad[0])
	}
	return rules, nil
}

// token is the name of a header, as HTTP has it.
var token = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")

func control(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// For gives what is sent along with an address: of all rules that fit it, in their order. More values of one header mean that hosts
// may differ: some join them, others send the last.
func (r Rules) For(address string) http.Header { return r.compile().headers(address) }

// patterns are rules that are ready to be held against many addresses.
type patterns struct {
	rules Rules
	fits  []*regexp.Regexp // of each rule
}

func (r Rules) compile() patterns {
	p := patterns{r, make([]*regexp.Regexp, len(r))}
	for i, rule := range r {
		p.fits[i] = rule.pattern()
	}
	return p
}

func (p patterns) headers(address string) http.Header {
	out := http.Header{}
	for i, rule := range p.rules {
		if !p.fits[i].MatchString(address) {
			continue
		}
		for _, h := range rule.Headers {
			name := textproto.CanonicalMIMEHeaderKey(h.Name)
			out[name] = append(out[name], h.Value)
		}
	}
	return out
}

// latest holds the patterns of the file that was read last: a site with many municipalities has hundreds, and each file that a page
// needs is a request.
type latest struct {
	sync.Mutex
	data     []byte
	patterns patterns
}

func (l *latest) read(data []byte) patterns {
	l.Lock()
	defer l.Unlock()
	if !bytes.Equal(data, l.data) {
		rules, _ := Parse(data) // a host leaves out the lines that it cannot read
		l.data, l.patterns = data, rules.compile()
	}
	return l.patterns
}

// pattern follows @netlify/headers-parser: without regard to case, nor to a slash at the end.
func (r Rule) pattern() *regexp.Regexp {
	var parts []string
	for part := range strings.SplitSeq(r.Path, "/") {
		switch {
		case part == "":
		case strings.HasPrefix(part, ":"):
			parts = append(parts, "([^/]+)")
		case part == "*":
			parts = append(parts, "?(.*)")
		default:
			parts = append(parts, strings.ReplaceAll(regexp.QuoteMeta(part), `\*`, "(.*)"))
		}
	}
	pattern, err := regexp.Compile("(?is)^/" + strings.Join(parts, "/") + "/?$")
	if err != nil { // too long, or no UTF-8
		return nothing
	}
	return pattern
}

// nothing fits no address.
var nothing = regexp.MustCompile(`^\b$`)
