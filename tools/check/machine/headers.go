package machine

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// block is what _headers says of a path.
type block struct {
	path    string
	line    int
	headers map[string]header
}

type header struct {
	value string
	line  int
}

// headers checks the headers that a host sends, as internet.nl does.
func (c *checker) headers() {
	var blocks []*block
	paths := map[string]bool{}
	c.lines(func(n int, line string) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#':
		case line[0] != ' ' && line[0] != '\t':
			if text[0] != '/' && !whole(text) || strings.Contains(text, " ") {
				c.at(n, "Hier hoort een pad te staan dat met / begint: '"+short(text)+"'.")
			}
			if paths[text] {
				c.at(n, "Het pad "+short(text)+" staat er twee keer.")
			}
			paths[text] = true
			blocks = append(blocks, &block{path: text, line: n, headers: map[string]header{}})
		default:
			name, v, ok := strings.Cut(text, ":")
			if !ok || !isName(name) {
				c.at(n, "Deze kopregel is niet te lezen: '"+short(text)+"'.")
				return
			}
			if len(blocks) == 0 {
				c.at(n, "Voor deze kopregel staat geen pad.")
				return
			}
			b := blocks[len(blocks)-1]
			name = strings.ToLower(name)
			if _, twice := b.headers[name]; twice {
				c.at(n, "De kopregel "+name+" staat er twee keer.")
			}
			b.headers[name] = header{strings.TrimSpace(v), n}
		}
	})
	c.everywhere(blocks)
	policies, home := 0, false
	for _, b := range blocks {
		if p, ok := b.headers["content-security-policy"]; ok {
			policies++
			home = home || b.path == "/" || b.path == "/*"
			c.policy(b, p)
		}
		if f, ok := b.headers["x-frame-options"]; ok && !strings.EqualFold(f.value, "deny") && !strings.EqualFold(f.value, "sameorigin") {
			c.at(f.line, "X-Frame-Options hoort DENY of SAMEORIGIN te zijn.")
		}
	}
	if !home {
		c.at(0, "De voorpagina heeft geen Content-Security-Policy.")
	}
}

// everywhere checks what must be sent with all files.
func (c *checker) everywhere(blocks []*block) {
	i := slices.IndexFunc(blocks, func(b *block) bool { return b.path == "/*" })
	if i < 0 {
		c.at(0, "Er zijn geen kopregels voor alle pagina's (/*).")
		return
	}
	all := blocks[i]
	need := func(name, say string, ok func(string) bool) {
		h, there := all.headers[strings.ToLower(name)]
		if !there {
			c.at(all.line, "Voor alle pagina's ontbreekt de kopregel "+name+".")
		} else if !ok(strings.ToLower(h.value)) {
			c.at(h.line, name+" "+say+".")
		}
	}
	need("Strict-Transport-Security", "hoort minstens een jaar te gelden: max-age=31536000", func(v string) bool {
		for part := range strings.SplitSeq(v, ";") {
			if age, ok := strings.CutPrefix(strings.TrimSpace(part), "max-age="); ok {
				n, err := strconv.Atoi(strings.Trim(age, `"`))
				return err == nil && n >= 31536000
			}
		}
		return false
	})
	need("X-Content-Type-Options", "hoort nosniff te zijn", func(v string) bool { return v == "nosniff" })
	need("Referrer-Policy", "hoort no-referrer of same-origin te zijn", func(v string) bool { return v == "no-referrer" || v == "same-origin" })
}

// policy checks a Content-Security-Policy.
func (c *checker) policy(b *block, p header) {
	say := func(text string) { c.at(p.line, "De Content-Security-Policy van "+short(b.path)+" "+text+".") }
	directives := map[string][]string{}
	for part := range strings.SplitSeq(strings.ToLower(p.value), ";") {
		f := strings.Fields(part)
		if len(f) == 0 {
			continue
		}
		if _, twice := directives[f[0]]; twice {
			say("noemt " + short(f[0]) + " twee keer")
		}
		directives[f[0]] = f[1:]
	}
	only := func(name string) {
		v, ok := directives[name]
		switch {
		case !ok:
			say("zegt niets over " + name)
		case len(v) != 1 || v[0] != "'none'" && v[0] != "'self'":
			say("laat bij " + name + " te veel toe")
		}
	}
	only("default-src")
	only("base-uri")
	// A page that is made to stand in the pages of others says who may have it.
	if strings.HasSuffix(strings.TrimSuffix(b.path, "*"), "/inbedden/") && len(directives["frame-ancestors"]) > 0 {
		if slices.Contains(directives["frame-ancestors"], "*") || slices.Contains(directives["frame-ancestors"], "http:") {
			say("laat bij frame-ancestors te veel toe")
		}
	} else {
		only("frame-ancestors")
	}
	if _, ok := directives["form-action"]; !ok {
		say("zegt niets over form-action")
	}
	for _, name := range slices.Sorted(maps.Keys(directives)) {
		for _, v := range directives[name] {
			switch {
			case name == "frame-ancestors", name == "default-src", name == "base-uri":
			case v == "'unsafe-inline'", v == "'unsafe-eval'", v == "'unsafe-hashes'", v == "http:", v == "https:", v == "*", strings.HasPrefix(v, "http://"),
				v == "data:" && (name == "default-src" || name == "script-src" || name == "object-src"):
				say("laat bij " + name + " te veel toe: " + short(v))
			}
		}
	}
}

// redirects checks where old addresses lead.
func (c *checker) redirects() {
	from := map[string]bool{}
	c.lines(func(n int, line string) {
		if i := strings.IndexByte(line, '#'); i >= 0 && strings.TrimSpace(line[:i]) == "" {
			return
		}
		f := strings.Fields(line)
		if len(f) == 0 {
			return
		}
		to := 1
		for to < len(f) && strings.Contains(f[to], "=") && f[to][0] != '/' && !whole(f[to]) {
			to++ // conditions on the question in the address
		}
		if to >= len(f) || f[0][0] != '/' && !whole(f[0]) || f[to][0] != '/' && !whole(f[to]) {
			c.at(n, "Deze doorverwijzing is niet te lezen: '"+short(strings.TrimSpace(line))+"'.")
			return
		}
		status, forced := "301", false
		if to+1 < len(f) && !strings.Contains(f[to+1], "=") {
			status, forced = strings.CutSuffix(f[to+1], "!")
		}
		switch status {
		case "200", "301", "302", "303", "307", "308", "404", "410", "451":
		default:
			c.at(n, "'"+short(status)+"' is geen status van een doorverwijzing, zoals 301.")
			return
		}
		key := strings.Join(append(f[:to:to], f[min(to+2, len(f)):]...), " ")
		switch {
		case from[key]:
			c.at(n, "Het adres "+short(f[0])+" staat er twee keer: alleen de eerste telt.")
		case f[0] == f[to] && status[0] == '3':
			c.at(n, "Het adres "+short(f[0])+" stuurt naar zichzelf.")
		case strings.Contains(f[to], ":splat") && !strings.HasSuffix(f[0], "*"):
			c.at(n, "Deze doorverwijzing gebruikt :splat zonder *.")
		case f[0] == "/*" && forced && status != "200":
			c.at(n, "Deze doorverwijzing stuurt alle bezoekers weg.")
		}
		from[key] = true
		if !strings.ContainsAny(f[to], ":*") || whole(f[to]) && !strings.Contains(f[to], "/:") {
			c.link("_redirects", f[to], n)
		}
	})
}
