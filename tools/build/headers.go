package build

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/search"
	"mijnopladers.nl/opladers/tools/site"
)

// policy is the Content-Security-Policy of every page: all comes from the site itself, and nothing is inline. Scripts may read the
// search index (connect-src), and a form may lead to the search page (form-action).
const policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"

// writeHeaders writes _headers, in which hosts such as Netlify read what to send along with each page. Only the agenda that
// other sites embed (/<gemeente>/inbedden/) may stand in a frame. A host may join the lines of all rules that fit a page, or let
// one win; so the rule for all pages says nothing of frames, and every other place is named.
func writeHeaders(out string, pages []site.Page, activities *agenda.Site) error {
	places := map[string]bool{"/": true, "/404.html": true}
	for _, p := range pages {
		first, _, _ := strings.Cut(strings.TrimPrefix(p.Path, "/"), "/")
		if _, municipality := activities.Names[first]; first != "" && !municipality {
			places["/"+first+"/*"] = true
		}
	}
	for slug := range activities.Names {
		places["/"+slug+"/"] = true
		for _, kind := range []page.Kind{page.KindStory, page.KindInitiative, page.KindActivity} {
			places["/"+slug+"/"+kind.Section()+"/*"] = true
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n  Strict-Transport-Security: max-age=31536000\n")
	fmt.Fprintf(&b, "/%s/*\n  Cache-Control: public, max-age=31536000, immutable\n", search.Dir) // other bytes have another name
	for _, place := range slices.Sorted(maps.Keys(places)) {
		fmt.Fprintf(&b, "%s\n  Content-Security-Policy: %s; frame-ancestors 'none'\n  X-Frame-Options: DENY\n", place, policy)
	}
	for _, slug := range slices.Sorted(maps.Keys(activities.Names)) {
		fmt.Fprintf(&b, "/%s/inbedden/*\n  Content-Security-Policy: %s; frame-ancestors https:\n", slug, policy)
	}
	_, err := atomic.WriteFile(filepath.Join(out, "_headers"), b.Bytes())
	return err
}
