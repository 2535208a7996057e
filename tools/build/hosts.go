package build

import (
	"net/url"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

// forHosts writes what hosts and browsers read beside the pages: the service worker, security.txt, _redirects and _headers.
func (o *Options) forHosts(out string, rendered *site.Result, activities *agenda.Site) ([]notice.Notice, error) {
	base, err := url.Parse(rendered.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := writeWorker(out, base.Path, o.Config.Offline == nil || *o.Config.Offline); err != nil {
		return nil, err
	}
	notices, err := writeSecurity(out, rendered.BaseURL, rendered.Pages, o.Now)
	if err != nil {
		return nil, err
	}
	if err := writeRedirects(out, base.Path, rendered.Pages); err != nil {
		return nil, err
	}
	return notices, writeHeaders(out, activities.Names)
}
