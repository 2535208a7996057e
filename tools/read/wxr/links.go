package wxr

import (
	"net/url"
	"path"
	"strings"
)

// links knows the addresses of the posts and pages of an export.
type links struct {
	site   *url.URL          // the root of the site; nil when the export does not say it
	hosts  map[string]bool   // without www
	exact  map[string]string // post id by address
	byName map[string]string // post id by slug; "" when more posts have it
	isPage map[string]bool   // the ids
}

func newLinks(e *export) *links {
	l := &links{hosts: map[string]bool{}, exact: map[string]string{}, byName: map[string]string{}, isPage: map[string]bool{}}
	for i, u := range e.sites {
		if i == 0 {
			l.site = u
		}
		l.hosts[host(u)] = true
	}
	for _, it := range e.items {
		if it.Type != "post" && it.Type != "page" || it.Status == "trash" {
			continue
		}
		l.isPage[it.ID] = true
		for _, address := range []string{it.Link, it.GUID} {
			if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Host != "" {
				if key := addressKey(u); l.exact[key] == "" {
					l.exact[key] = it.ID
				}
			}
		}
		if name := strings.ToLower(it.Name); name != "" {
			if _, twice := l.byName[name]; twice {
				l.byName[name] = ""
			} else {
				l.byName[name] = it.ID
			}
		}
	}
	return l
}

func host(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

// addressKey gives what counts of an address: not http or https, www, a slash at the end, or what counts visitors.
func addressKey(u *url.URL) string {
	key := host(u) + "/" + strings.Trim(strings.ToLower(u.Path), "/")
	if id := number(u); id != "" {
		key += "?" + id
	}
	return key
}

// number gives the number of a post in an address without a name.
func number(u *url.URL) string {
	q := u.Query()
	for _, name := range []string{"p", "page_id"} {
		if id := q.Get(name); isNumber.MatchString(id) {
			return id
		}
	}
	return ""
}

// find gives the address with which a page links to what href goes to, in full; post is the id of a post or page of this export.
func (l *links) find(href string) (address, post string) {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || u.Host == "" && u.Path == "" && u.RawQuery == "" {
		return href, ""
	}
	if u.Host == "" || u.Scheme == "" {
		if l.site == nil {
			return "", ""
		}
		u = l.site.ResolveReference(u)
	}
	if id := l.exact[addressKey(u)]; id != "" {
		return u.String(), id
	}
	if !l.hosts[host(u)] {
		return u.String(), ""
	}
	if id := number(u); l.isPage[id] {
		return u.String(), id
	}
	return u.String(), l.byName[strings.ToLower(path.Base(u.Path))]
}
