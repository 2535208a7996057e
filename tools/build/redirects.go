package build

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/site"
)

// writeRedirects writes _redirects: where the old addresses of pages (aliases in their front matter) lead. Hugo makes a page for each as
// well (layouts/alias.html), for hosts that do not read the file; because of that page the line ends in "!", without which
// Netlify would show it instead. What is not there is said in the language of its part of the site.
func writeRedirects(out, base string, pages []site.Page) error {
	var b bytes.Buffer
	seen := map[string]bool{}
	for _, p := range pages {
		for _, alias := range p.Aliases {
			place := path.Join(base, strings.TrimSuffix(alias, "index.html"))
			if !strings.HasPrefix(alias, "/") {
				place = path.Join(p.Address, "..", alias)
			}
			from := (&url.URL{Path: place}).EscapedPath()
			if path.Ext(from) == "" {
				from += "/"
			}
			if from == p.Address || p.Address == "" || seen[from] {
				continue
			}
			seen[from] = true
			fmt.Fprintf(&b, "%s %s 301!\n", from, p.Address)
		}
	}
	parts, err := filepath.Glob(filepath.Join(out, "*", host.NotFound))
	if err != nil {
		return err
	}
	for _, name := range parts {
		part := path.Join("/", base, filepath.Base(filepath.Dir(name)))
		fmt.Fprintf(&b, "%s/* %s/%s 404\n", part, part, host.NotFound)
	}
	if b.Len() == 0 {
		return nil
	}
	_, err = atomic.WriteFile(filepath.Join(out, host.RedirectsFile), b.Bytes())
	return err
}
