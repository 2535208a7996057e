package page

import "time"

// Public reports whether the page is on the site at now: no draft, from its day of publication, until it
// expires. It follows Hugo, to which config.toml gives the same keys.
func (p *Page) Public(now time.Time) bool {
	if p.Draft {
		return false
	}
	zone, err := Zone("")
	if err != nil {
		return false
	}
	if c, err := ParseCivil(p.Publish); err == nil && c.In(zone).After(now) {
		return false
	}
	if c, err := ParseCivil(p.Expires); err == nil && !c.In(zone).After(now) {
		return false
	}
	return true
}
