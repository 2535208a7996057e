package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/host"
)

const address = "https://mijnopladers.nl/"

var (
	headTag   = regexp.MustCompile(`<(?:meta|link)[^>]*>`)
	attribute = regexp.MustCompile(`([a-z:-]+)="?([^">]*)"?`)
	titleTag  = regexp.MustCompile(`<title>([^<]*)</title>`)
	dataBlock = regexp.MustCompile(`(?s)<script type="?application/ld\+json"?>(.*?)</script>`)
)

// head reads what a page says of itself, by rel or name.
func head(page []byte) map[string][]string {
	out := map[string][]string{}
	for _, m := range titleTag.FindAllSubmatch(page, -1) {
		out["title"] = append(out["title"], html.UnescapeString(string(m[1])))
	}
	for _, tag := range headTag.FindAllString(string(page), -1) {
		a := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
			a[m[1]] = html.UnescapeString(m[2])
		}
		key := a["rel"] + a["name"] + a["property"]
		out[key] = append(out[key], a["href"]+a["content"])
	}
	return out
}

// pagesOf gives the pages of the site by their address, without what is for a copy elsewhere.
func pagesOf(files map[string][]byte) map[string][]byte {
	out := map[string][]byte{}
	for name, data := range files {
		if path.Base(name) == "index.html" {
			out[address+strings.TrimSuffix(name, "index.html")] = data
		}
	}
	return out
}

// The sample as it is published, and what is true of it for others than people.
func TestPublished(t *testing.T) {
	public := sample(t, t.TempDir())
	t.Run("what machines read", func(t *testing.T) { machinesRead(t, public) })
	t.Run("internet.nl", func(t *testing.T) { internetNL(t, public) })
	t.Run("nginx sends the same", func(t *testing.T) { nginxSends(t, public) })
	t.Run("caddy sends the same", func(t *testing.T) { caddySends(t, public) })
}

// language gives the folder of the language that an address is in: "" for Dutch, else en/ and the like.
func language(url string) string {
	return regexp.MustCompile(`^(en|uk|ar|tr|pl)/`).FindString(strings.TrimPrefix(url, address))
}

func machinesRead(t *testing.T, public string) {
	all := files(t, public)
	pages := pagesOf(all)
	here := func(url string) bool { // whether a file or page of the site has this address
		name, ok := strings.CutPrefix(url, address)
		return ok && (all[name] != nil || pages[url] != nil)
	}

	t.Run("each page says what it is", func(t *testing.T) {
		for url, page := range pages {
			h := head(page)
			for _, key := range []string{"title", "description", "canonical", "og:title", "og:description", "og:type", "og:url", "og:image", "og:image:alt", "og:site_name", "manifest", "icon", "apple-touch-icon"} {
				if len(h[key]) != 1 || strings.TrimSpace(h[key][0]) == "" {
					t.Errorf("%s: %s is %q", url, key, h[key])
				}
			}
			if h["canonical"][0] != url || h["og:url"][0] != h["canonical"][0] {
				t.Errorf("%s calls itself %s", url, h["canonical"])
			}
			for _, key := range []string{"og:image", "alternate"} {
				for _, link := range h[key] {
					if !here(link) {
						t.Errorf("%s names %s, which is not there", url, link)
					}
				}
			}
		}
	})

	t.Run("sitemap and robots", func(t *testing.T) {
		var list struct {
			URLs []struct {
				Loc     string `xml:"loc"`
				LastMod string `xml:"lastmod"`
			} `xml:"url"`
		}
		for name, data := range all { // the one at the root names those of the languages
			if path.Base(name) == "sitemap.xml" && name != "sitemap.xml" {
				if err := xml.Unmarshal(data, &list); err != nil {
					t.Fatal(err)
				}
				if loc := "<loc>" + address + name + "</loc>"; !bytes.Contains(all["sitemap.xml"], []byte(loc)) {
					t.Errorf("the sitemap does not name %s", loc)
				}
			}
		}
		listed := map[string]bool{}
		for _, u := range list.URLs {
			h := head(pages[u.Loc])
			if listed[u.Loc] || len(h["canonical"]) != 1 || h["canonical"][0] != u.Loc || len(h["robots"]) > 0 {
				t.Errorf("in the sitemap: %s (%v)", u.Loc, h["robots"])
			}
			if day, err := time.Parse(time.DateOnly, u.LastMod); u.LastMod != "" && (err != nil || day.After(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))) {
				t.Errorf("%s changed on %s", u.Loc, u.LastMod)
			}
			listed[u.Loc] = true
		}
		for url, page := range pages {
			hidden := len(head(page)["robots"]) > 0
			if must := regexp.MustCompile(`/(afdrukken|inbedden|delen|offline|ontwerp)/`).MatchString(url); must != hidden {
				t.Errorf("%s: noindex is %v", url, hidden)
			}
			if wanted := regexp.MustCompile(`/(verhalen|initiatieven|agenda)/([^/]+/)?$`).MatchString(url) && !hidden; wanted && !listed[url] && !regexp.MustCompile(`/(archief|abonneren)/$`).MatchString(url) {
				t.Errorf("%s is not in the sitemap", url)
			}
		}
		if !bytes.Contains(all["robots.txt"], []byte("Sitemap: "+address+"sitemap.xml")) || bytes.Contains(all["robots.txt"], []byte("Disallow: /")) {
			t.Errorf("robots.txt: %s", all["robots.txt"])
		}
	})

	t.Run("JSON-LD", func(t *testing.T) {
		count := map[string]int{}
		for url, page := range pages {
			kinds := map[string]int{}
			for _, thing := range things(t, url, page) {
				kinds[thing["@type"].(string)]++
				for _, problem := range check(thing, here) {
					t.Errorf("%s: %s", url, problem)
				}
			}
			for kind, n := range kinds {
				count[kind] += n
			}
			want := map[string]bool{
				"BreadcrumbList": url != address && url != address+language(url) && !strings.HasSuffix(url, "/inbedden/"), "Article": regexp.MustCompile(`/[^/]+/verhalen/[^/]+/$`).MatchString(strings.TrimPrefix(url, "https:/")),
				"Organization": url == address, "WebSite": url == address,
			}
			for kind, want := range want {
				if n := kinds[kind]; (n == 1) != want && !(kind == "BreadcrumbList" && n == 1) {
					t.Errorf("%s has %d of %s", url, n, kind)
				}
			}
		}
		if count["Event"] < 20 || count["Article"] < 10 {
			t.Errorf("%v", count)
		}
	})

	t.Run("the home screen of a phone", func(t *testing.T) {
		var manifest struct {
			Name, StartURL, Scope, Display, Lang string
			Icons                                []struct{ Src, Sizes, Type, Purpose string }
		}
		if err := json.Unmarshal(bytes.Replace(all["opladers.webmanifest"], []byte("start_url"), []byte("StartURL"), 1), &manifest); err != nil {
			t.Fatal(err)
		}
		if manifest.Name != "#Opladers" || manifest.StartURL != "/" || manifest.Lang != "nl" || len(manifest.Icons) != 4 {
			t.Errorf("%+v", manifest)
		}
		for _, icon := range manifest.Icons {
			data := all[strings.TrimPrefix(icon.Src, "/")]
			if icon.Type == "image/svg+xml" && len(data) > 0 {
				continue
			}
			size, err := png.DecodeConfig(bytes.NewReader(data))
			if err != nil || icon.Sizes != fmt.Sprintf("%dx%d", size.Width, size.Height) {
				t.Errorf("%+v is %dx%d: %v", icon, size.Width, size.Height, err)
			}
		}
	})
}

// things reads the JSON-LD of a page.
func things(t *testing.T, url string, page []byte) []map[string]any {
	t.Helper()
	var out []map[string]any
	for _, m := range dataBlock.FindAllSubmatch(page, -1) {
		var block struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal(m[1], &block); err != nil || block.Context != "https://schema.org" || len(block.Graph) == 0 {
			t.Errorf("%s: %v in %s", url, err, m[1])
		}
		out = append(out, block.Graph...)
	}
	return out
}

// required are the properties without which search engines pass over a thing: those of Google's documentation, and what the people of
// this site asked for. A dot goes into what is within.
var required = map[string][]string{
	"Event":          {"@id", "name", "url", "startDate", "eventStatus", "eventAttendanceMode", "location.name", "location.address", "organizer.name"},
	"Article":        {"headline", "url", "image", "datePublished", "dateModified", "author.name", "author.url", "publisher.name", "publisher.logo.url", "mainEntityOfPage"},
	"Organization":   {"name", "url", "logo.url", "slogan", "areaServed.name"},
	"WebSite":        {"name", "url", "publisher.@id"},
	"BreadcrumbList": {"itemListElement.name", "itemListElement.item"},
}

// check names what is wrong with a thing of schema.org.
func check(thing map[string]any, here func(url string) bool) []string {
	var out []string
	kind, _ := thing["@type"].(string)
	bad := func(format string, args ...any) {
		out = append(out, kind+": "+fmt.Sprintf(format, args...))
	}
	if required[kind] == nil {
		bad("nobody asked for it")
	}
	for _, property := range required[kind] {
		if values := dig(thing, strings.Split(property, ".")); len(values) == 0 || slices.Contains(values, "") {
			bad("no %s", property)
		}
	}
	for _, property := range []string{"url", "image", "logo.url", "publisher.logo.url", "author.url", "itemListElement.item", "offers.url"} {
		for _, v := range dig(thing, strings.Split(property, ".")) {
			if !here(fmt.Sprint(v)) {
				bad("%s leads to %v, which is not there", property, v)
			}
		}
	}
	for _, property := range []string{"startDate", "endDate", "previousStartDate", "datePublished", "dateModified"} {
		for _, v := range dig(thing, []string{property}) {
			_, dayErr := time.Parse(time.DateOnly, fmt.Sprint(v))
			if _, err := time.Parse(time.RFC3339, fmt.Sprint(v)); err != nil && dayErr != nil {
				bad("%s is %v", property, v)
			}
		}
	}
	if kind == "Event" {
		status, _ := thing["eventStatus"].(string)
		status = strings.TrimPrefix(status, "https://schema.org/")
		if !slices.Contains([]string{"EventScheduled", "EventCancelled", "EventRescheduled", "EventPostponed"}, status) || (status == "EventRescheduled") != (thing["previousStartDate"] != nil) {
			bad("%s, before: %v", status, thing["previousStartDate"])
		}
		if thing["offers"] != nil {
			for _, property := range []string{"offers.price", "offers.priceCurrency", "offers.availability", "offers.url"} {
				if len(dig(thing, strings.Split(property, "."))) == 0 {
					bad("no %s", property)
				}
			}
		}
	}
	if kind == "BreadcrumbList" {
		places := dig(thing, []string{"itemListElement", "position"})
		for i, p := range places {
			if p != float64(i+1) {
				bad("positions %v", places)
			}
		}
		if len(places) < 2 {
			bad("%d steps", len(places))
		}
	}
	return out
}

// dig gives the values at a path of properties, in all members of lists.
func dig(value any, properties []string) []any {
	switch v := value.(type) {
	case []any:
		var out []any
		for _, member := range v {
			out = append(out, dig(member, properties)...)
		}
		return out
	case map[string]any:
		if len(properties) > 0 {
			return dig(v[properties[0]], properties[1:])
		}
	case nil:
		return nil
	}
	if len(properties) > 0 {
		return nil
	}
	return []any{value}
}

// internetNL holds the table of internet.nl (standards that a Dutch government site is tested on) against each answer. One page of each municipality differs,
// so that schools can embed the agenda; internet.nl looks at the front page.
func internetNL(t *testing.T, public string) {
	server := httptest.NewServer(host.Headers(os.DirFS(public), host.Files(os.DirFS(public))))
	defer server.Close()
	hashed := regexp.MustCompile(`[._-][0-9a-f]{16,}[._-]|^[0-9a-f]{16}-|-\d+\.woff2$`)
	forbidden := []string{"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "data:", "http:", "*", "https:"}
	for name := range files(t, public) {
		if name == host.HeadersFile || name == host.RedirectsFile {
			continue
		}
		url := "/" + strings.TrimSuffix(name, "index.html")
		r, err := http.Get(server.URL + url)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		r.Body.Close()
		for header, values := range r.Header {
			if len(values) > 1 {
				t.Errorf("%s: %s is sent %d times: hosts differ in what they do then", url, header, len(values))
			}
		}
		h := r.Header.Get
		age, _ := strconv.Atoi(strings.TrimPrefix(h("Strict-Transport-Security"), "max-age="))
		if r.StatusCode != http.StatusOK || age < 31536000 || h("X-Content-Type-Options") != "nosniff" || !slices.Contains([]string{"no-referrer", "same-origin"}, h("Referrer-Policy")) {
			t.Errorf("%s: %s, %v", url, r.Status, r.Header)
		}
		if kept := strings.Contains(h("Cache-Control"), "immutable"); kept && !hashed.MatchString(path.Base(name)) && path.Ext(name) != ".txt" {
			t.Errorf("%s is kept for a year, and its name says nothing of its contents", url)
		}
		switch filepath.Ext(name) {
		case ".ics":
			if h("Content-Type") != "text/calendar; charset=utf-8" {
				t.Errorf("%s: %s", url, h("Content-Type"))
			}
		case ".html":
			framed := strings.HasSuffix(url, "/inbedden/")
			policy := map[string]string{}
			for _, directive := range strings.Split(h("Content-Security-Policy"), ";") {
				kind, value, _ := strings.Cut(strings.TrimSpace(directive), " ")
				policy[kind] = value
				for _, word := range strings.Fields(value) {
					if slices.Contains(forbidden, word) && !(framed && kind == "frame-ancestors") {
						t.Errorf("%s: %s", url, directive)
					}
				}
			}
			for kind, allowed := range map[string][]string{"default-src": {"'none'", "'self'"}, "base-uri": {"'none'", "'self'"}, "form-action": {"'none'", "'self'"}, "frame-ancestors": {"'none'", "'self'"}} {
				if !slices.Contains(allowed, policy[kind]) && !(framed && kind == "frame-ancestors") {
					t.Errorf("%s: %s is %q", url, kind, policy[kind])
				}
			}
			if slices.Contains([]string{"DENY", "SAMEORIGIN"}, h("X-Frame-Options")) == framed || h("Cache-Control") != "no-cache" {
				t.Errorf("%s: %v", url, r.Header)
			}
		}
	}
}
