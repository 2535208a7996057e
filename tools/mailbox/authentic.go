package mailbox

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/emersion/go-message/textproto"
	"github.com/emersion/go-msgauth/authres"
	"golang.org/x/net/publicsuffix"
)

// authentic says whether the receiving server, which calls itself authserv, believes that a message is from this address.
func authentic(h *textproto.Header, authserv, from string) bool {
	believed := false
	for _, r := range results(h, authserv) {
		switch r := r.(type) {
		case *authres.DMARCResult:
			if r.Value == authres.ResultFail {
				return false
			}
			believed = believed || r.Value == authres.ResultPass && aligned(cmp.Or(r.From, from), from)
		case *authres.DKIMResult: // some write only header.i, which is in header.d or below it
			believed = believed || r.Value == authres.ResultPass && aligned(cmp.Or(r.Domain, r.Identifier), from)
		case *authres.SPFResult:
			believed = believed || r.Value == authres.ResultPass && aligned(r.From, from)
		}
	}
	return believed
}

var receiver = regexp.MustCompile(`(?i)\bby\s+([a-z0-9.-]+)`)

// results gives what the receiving server found, from those fields that can only be its own: see the package comment.
func results(h *textproto.Header, authserv string) []authres.Result {
	var found []authres.Result
	ours := []string{organisation(authserv)}
	seen, hops := false, 0
	for f := h.Fields(); f.Next(); {
		switch f.Key() {
		case "Received":
			if seen {
				return found
			}
			value, _ := bare(f.Value())
			by := ""
			if host := receiver.FindStringSubmatch(value); host != nil {
				by = strings.ToLower(host[1])
			}
			if hops++; hops == 1 { // the server that keeps the mailbox, which may have a name of its own
				ours = append(ours, organisation(by))
			} else if _, known := publicsuffix.PublicSuffix(by); known && !slices.Contains(ours, organisation(by)) {
				return nil
			}
		case "Authentication-Results":
			value, ok := bare(f.Value())
			if !ok {
				return nil
			}
			id, list, err := authres.Parse(value)
			if !strings.EqualFold(id, authserv) {
				continue
			}
			if seen = true; err == nil {
				found = append(found, list...)
			}
			if hops > 0 {
				return found
			}
		}
	}
	return found
}

// bare leaves comments and quoted strings out of a structured field. The parser of the library does not know them, and senders
// choose what stands in them. It is not ok when they do not end, or when a comment has brackets within quotes: by RFC 5322 these
// end the comment, by the looks of it they do not.
func bare(value string) (text string, ok bool) {
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && (quoted || depth > 0):
			i++
		case c == '"':
			quoted = !quoted
		case c == '(' || c == ')':
			if quoted {
				if depth > 0 {
					return "", false
				}
				continue
			}
			if c == '(' {
				depth++
			} else if depth--; depth < 0 {
				return "", false
			}
			b.WriteByte(' ')
		case depth == 0 && !quoted:
			b.WriteByte(c)
		}
	}
	return b.String(), depth == 0 && !quoted
}

// aligned says whether a domain, or that of an address, is of the same organisation as that of from.
func aligned(domain, from string) bool {
	domain = host(domain)
	org := organisation(domain)
	return org != "" && org == organisation(host(from))
}

func host(address string) string {
	return strings.ToLower(strings.TrimSuffix(address[strings.LastIndexByte(address, '@')+1:], "."))
}

// organisation is the registered part of a domain, "" when it has none.
func organisation(domain string) string {
	org, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(strings.TrimSuffix(domain, ".")))
	if err != nil {
		return ""
	}
	return org
}
