package build

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// brokenLinks looks for the files and the places on pages that links in texts lead to, now that all of the site is in the folder out.
// Of links to pages that are not there the templates tell already.
func brokenLinks(out string, r *site.Result) ([]notice.Notice, error) {
	base, err := url.Parse(r.BaseURL)
	if err != nil {
		return nil, err
	}
	var found []notice.Notice
	told := map[string]bool{} // a page that is on the site in more languages has its links as often
	ids := map[string]map[string]bool{}
	for _, p := range r.Pages {
		for _, l := range p.Links {
			n, err := broken(l, out, base.Path, ids)
			if err != nil {
				return nil, err
			}
			if key := n.Error(); n.Text != "" && !told[key] {
				told[key] = true
				found = append(found, n)
			}
		}
	}
	return found, nil
}

// broken gives a notice without a text when a link is right.
func broken(l site.Link, out, base string, ids map[string]map[string]bool) (n notice.Notice, err error) {
	to, err := url.Parse(l.To)
	if err != nil {
		return n, nil // no link either
	}
	at := to.Path
	if at == "" {
		at = l.From
	}
	file := filepath.Join(out, filepath.FromSlash(strings.TrimPrefix(at, base)))
	info, err := os.Stat(file)
	if err == nil && info.IsDir() {
		file = filepath.Join(file, "index.html")
		_, err = os.Stat(file)
	}
	n = notice.Notice{Level: notice.Error, File: l.File, Line: l.Line, Rule: "link-kapot"}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		n.Text = fmt.Sprintf("De link naar %s gaat naar een bestand dat er niet is.", l.To)
		n.Hint = "Kijk of het adres klopt."
		return n, nil
	case err != nil:
		return n, err
	case to.Fragment == "" || filepath.Ext(file) != ".html":
		return notice.Notice{}, nil
	}
	if ids[file] == nil {
		if ids[file], err = idsOf(file); err != nil {
			return n, err
		}
	}
	if ids[file][to.Fragment] {
		return notice.Notice{}, nil
	}
	n.Rule = "link-plaats"
	n.Text = fmt.Sprintf("De link naar %s gaat naar een stuk van de pagina dat er niet is: #%s.", l.To, to.Fragment)
	n.Hint = "Laat # en wat erachter staat weg, of neem het over uit het adres van dat stuk."
	return n, nil
}

// idsOf reads which places on a page links can go to.
func idsOf(file string) (map[string]bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ids := map[string]bool{}
	for z := html.NewTokenizer(f); ; {
		switch z.Next() {
		case html.ErrorToken:
			return ids, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			for key, value, more := z.TagAttr(); ; key, value, more = z.TagAttr() {
				if string(key) == "id" {
					ids[string(value)] = true
				}
				if !more {
					break
				}
			}
		}
	}
}
