package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/site"
)

const (
	securityFile = ".well-known/security.txt"
	// securityDays is how long security.txt holds: less than a year, as RFC 9116 asks, and longer than a site lies still.
	securityDays = 360
)

// organisation is what the front page says of who runs the site.
type organisation struct {
	Security string `json:"beveiliging"` // mail address, or a page on the web
}

// writeSecurity writes security.txt (RFC 9116): where somebody who finds a hole in the security of the site can tell it. Nobody is
// made up: when the front page names no contact there is no file, and the notice says so. A file of the site itself stays.
func writeSecurity(out, baseURL string, pages []site.Page, now time.Time) ([]notice.Notice, error) {
	file := filepath.Join(out, filepath.FromSlash(securityFile))
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	contact := organisationOf(pages).Security
	if contact == "" {
		return []notice.Notice{{
			Level: notice.Advice, File: "content/_index.md", Rule: "kopregels", Text: "Wie een lek in de beveiliging van de site vindt, kan dat nergens melden: er is geen security.txt.",
			Hint: "Zet in content/_index.md bij organisatie een mailadres achter beveiliging.",
		}}, nil
	}
	if strings.Contains(contact, "@") && !strings.Contains(contact, ":") {
		contact = "mailto:" + contact
	}
	u, err := url.Parse(contact)
	if err != nil || u.Scheme != "mailto" && u.Scheme != "https" && u.Scheme != "tel" || strings.ContainsAny(contact, " \t\r\n") {
		return []notice.Notice{{
			Level: notice.Warning, File: "content/_index.md", Text: fmt.Sprintf("Bij beveiliging staat ‘%s’. Dat is geen mailadres of adres op het web. Er is nu geen security.txt.", contact),
			Hint: "Schrijf een mailadres, of een adres dat met https:// begint.",
		}}, nil
	}
	expires := time.Date(now.Year(), now.Month(), now.Day()+securityDays, 0, 0, 0, 0, time.UTC)
	text := fmt.Sprintf("Contact: %s\nExpires: %s\nPreferred-Languages: nl, en\nCanonical: %s%s\n", contact, expires.Format(time.RFC3339), baseURL, securityFile)
	_, err = atomic.WriteFile(file, []byte(text))
	return nil, err
}

// organisationOf reads what the front page says of who runs the site, in the first language that does.
func organisationOf(pages []site.Page) organisation {
	for _, p := range pages {
		if p.Path != "/" {
			continue
		}
		var o organisation
		if data, err := json.Marshal(p.Params["organisatie"]); err == nil && json.Unmarshal(data, &o) == nil && o != (organisation{}) {
			o.Security = strings.TrimSpace(o.Security)
			return o
		}
	}
	return organisation{}
}
