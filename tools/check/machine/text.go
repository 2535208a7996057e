package machine

import (
	"strings"
	"time"
)

// security checks whom to tell about a leak (RFC 9116).
func (c *checker) security() {
	var contacts, canonical []string
	expires, languages := 0, 0
	c.lines(func(n int, line string) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			return
		}
		name, v, ok := strings.Cut(line, ":")
		if !ok || !isName(name) {
			c.at(n, "Deze regel is niet te lezen: '"+short(line)+"'.")
			return
		}
		v = strings.TrimSpace(v)
		switch strings.ToLower(name) {
		case "contact":
			contacts = append(contacts, v)
			if !strings.HasPrefix(v, "mailto:") && !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "tel:") {
				c.at(n, "Contact hoort met mailto:, https:// of tel: te beginnen.")
			}
			c.link("security Contact", v, n)
		case "expires":
			if expires++; expires == 2 {
				c.at(n, "Expires staat er twee keer.")
			}
			c.expires(n, v)
		case "canonical":
			canonical = append(canonical, v)
			if !strings.HasPrefix(v, "https://") {
				c.at(n, "Canonical hoort met https:// te beginnen.")
			}
			c.link("security Canonical", v, n)
		case "preferred-languages":
			if languages++; languages == 2 {
				c.at(n, "Preferred-Languages staat er twee keer.")
			}
		case "encryption", "acknowledgments", "policy", "hiring", "csaf":
			c.link("security "+name, v, n)
			if strings.HasPrefix(v, "http://") {
				c.at(n, name+" hoort met https:// te beginnen.")
			}
		}
	})
	switch {
	case len(contacts) == 0:
		c.at(0, "In security.txt staat niet wie een lek wil horen (Contact).")
	case expires == 0:
		c.at(0, "In security.txt staat niet tot wanneer het geldt (Expires).")
	case len(canonical) == 0:
		c.at(0, "In security.txt staat niet waar het staat (Canonical).")
	case c.o.BaseURL != "":
		want := strings.TrimSuffix(c.o.BaseURL, "/") + "/.well-known/security.txt"
		for _, v := range canonical {
			if v == want {
				return
			}
		}
		c.at(0, "Canonical in security.txt noemt niet "+want+".")
	}
}

// expires checks the last day of security.txt.
func (c *checker) expires(n int, v string) {
	t, err := time.Parse(time.RFC3339, v)
	switch {
	case err != nil:
		c.at(n, "Expires is geen tijd zoals 2027-11-18T00:00:00Z.")
	case c.o.Now.IsZero():
	case !t.After(c.o.Now):
		c.at(n, "security.txt geldt niet meer: Expires is voorbij.")
	case t.After(c.o.Now.AddDate(1, 0, 0)):
		c.at(n, "Expires ligt meer dan een jaar vooruit.")
	}
}

// maxRobots is how much of robots.txt search engines read.
const maxRobots = 500 << 10

// robots checks what search engines are told (RFC 9309).
func (c *checker) robots() {
	if len(c.data) > maxRobots {
		c.at(0, "robots.txt is groter dan 500 kB. Zoekmachines lezen de rest niet.")
	}
	agents, everyone, rules := 0, false, false
	c.lines(func(n int, line string) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			return
		}
		name, v, ok := strings.Cut(line, ":")
		v = strings.TrimSpace(v)
		if !ok || !isName(strings.TrimSpace(name)) {
			c.at(n, "Deze regel is niet te lezen: '"+short(line)+"'.")
			return
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "user-agent":
			if v == "" {
				c.at(n, "User-agent noemt niemand.")
			}
			if rules {
				everyone, rules = false, false // another group
			}
			agents++
			everyone = everyone || v == "*"
		case "disallow", "allow":
			rules = true
			switch {
			case agents == 0:
				agents = 1
				c.at(n, "Voor deze regel staat niet voor wie hij is (User-agent).")
			case v != "" && v[0] != '/' && v[0] != '*':
				c.at(n, "Een pad hoort met / te beginnen: '"+short(v)+"'.")
			case v == "/" && everyone && strings.EqualFold(strings.TrimSpace(name), "disallow"):
				c.at(n, "De hele site is voor zoekmachines verboden: niemand vindt haar.")
			}
		case "sitemap":
			c.absolute("robots Sitemap", v, n)
			if whole(v) && !c.ours(v) {
				c.at(n, "De kaart van de site staat op een andere site.")
			}
		case "crawl-delay", "host", "clean-param", "noindex", "content-signal":
		default:
			c.at(n, "Zoekmachines kennen '"+short(name)+"' niet.")
		}
	})
}
