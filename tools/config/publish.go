package config

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"mijnopladers.nl/opladers/tools/notice"
)

// The kinds of a Destination.
const (
	ToFolder  = "map"
	ToNetlify = "netlify"
	ToGit     = "git"
)

// Destination is a place where `opladers publish` puts the site. Secrets are not in the file.
type Destination struct {
	Name    string `toml:"naam"`   // "" is the kind
	Kind    string `toml:"soort"`  // ToFolder, ToNetlify or ToGit
	Address string `toml:"adres"`  // of the site there, with a slash at its end; "" is that of the site
	Path    string `toml:"pad"`    // of a folder; relative to the site in the file, absolute here
	Site    string `toml:"site"`   // at Netlify: its name or id
	API     string `toml:"api"`    // of a server that speaks as Netlify does; "" is Netlify
	Remote  string `toml:"remote"` // of git: the address of a repository; one that starts with a point is relative to the site in the file
	Branch  string `toml:"tak"`    // of git; "" is gh-pages
	Domain  string `toml:"domein"` // of git: what stands in the file CNAME
}

var (
	destinationName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,40}$`)
	netlifySite     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`)
	branchName      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)
)

// destinations reads [params.opladers.publiceren], or [[params.opladers.publiceren]] when there are more of them.
func (c *Config) destinations(data []byte) error {
	var file struct {
		Params struct {
			Opladers struct {
				Publish any `toml:"publiceren"`
			} `toml:"opladers"`
		} `toml:"params"`
	}
	if err := toml.Unmarshal(data, &file); err != nil || file.Params.Opladers.Publish == nil {
		return err
	}
	list := file.Params.Opladers.Publish
	switch v := list.(type) {
	case map[string]any:
		list = []any{v}
	case []any:
	default:
		return wrongDestination("het is geen tabel", "Begin met [params.opladers.publiceren] en zet eronder: soort = 'map', 'netlify' of 'git'.")
	}
	text, err := toml.Marshal(map[string]any{"publiceren": list})
	if err != nil {
		return err
	}
	var out struct {
		Publish []Destination `toml:"publiceren"`
	}
	decoder := toml.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&out); err != nil {
		var unknown *toml.StrictMissingError
		if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
			key := unknown.Errors[0].Key()
			return wrongDestination("‘"+key[len(key)-1]+"’ bestaat daar niet", "Kies uit naam, soort, adres, pad, site, remote, tak en domein.")
		}
		return wrongDestination("een waarde is geen tekst", "Zet waarden tussen aanhalingstekens.")
	}
	c.Destinations = out.Publish
	names := map[string]bool{}
	for i := range c.Destinations {
		d := &c.Destinations[i]
		if err := d.check(c.Dir); err != nil {
			return err
		}
		if names[d.Name] {
			return wrongDestination("twee plekken heten ‘"+d.Name+"’", "Geef elke plek een eigen naam.")
		}
		names[d.Name] = true
	}
	return nil
}

func wrongDestination(what, hint string) error {
	return notice.Notice{Level: notice.Error, File: Name, Text: "Bij publiceren klopt iets niet: " + what + ".", Hint: hint}
}

// check fills in what is left out, and reports what cannot be.
func (d *Destination) check(site string) error {
	if d.Name == "" {
		d.Name = d.Kind
	}
	switch {
	case !slices.Contains([]string{ToFolder, ToNetlify, ToGit}, d.Kind):
		return wrongDestination(fmt.Sprintf("soort is ‘%s’", d.Kind), "Kies 'map', 'netlify' of 'git'.")
	case !destinationName.MatchString(d.Name):
		return wrongDestination("naam is ‘"+d.Name+"’", "Een naam heeft alleen kleine letters, cijfers en streepjes.")
	case d.Kind == ToFolder && d.Path == "":
		return wrongDestination("er staat geen map bij", "Schrijf bij pad de map waar de site komt, zoals pad = '/var/www/opladers'.")
	case d.Kind == ToNetlify && !netlifySite.MatchString(d.Site):
		return wrongDestination("er staat geen site van Netlify bij", "Schrijf bij site de naam of het Project ID van app.netlify.com.")
	case d.Kind == ToNetlify && d.API != "" && !safeAPI(d.API):
		return wrongDestination("api is ‘"+d.API+"’", "Schrijf een adres dat met https:// begint, of laat api weg.")
	case d.Kind == ToGit && (d.Remote == "" || strings.HasPrefix(d.Remote, "-") || strings.ContainsAny(d.Remote, "\x00\r\n")):
		return wrongDestination("er staat geen repository bij", "Schrijf bij remote het adres, zoals remote = 'git@github.com:voorbeeld/site.git'.")
	}
	if d.Branch == "" {
		d.Branch = "gh-pages"
	}
	if !branchName.MatchString(d.Branch) || strings.Contains(d.Branch, "..") || strings.Contains(d.Branch, "//") || strings.HasSuffix(d.Branch, "/") || strings.HasSuffix(d.Branch, ".lock") {
		return wrongDestination("tak is ‘"+d.Branch+"’", "Schrijf de naam van een tak (branch), zoals gh-pages.")
	}
	if d.Domain != "" && !hostName.MatchString(d.Domain) {
		return wrongDestination("domein is ‘"+d.Domain+"’", "Schrijf alleen de naam, zoals www.voorbeeld.nl.")
	}
	if d.Address != "" {
		if u, err := url.Parse(d.Address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return wrongDestination("adres is ‘"+d.Address+"’", "Schrijf het zo: https://proef.voorbeeld.nl/")
		}
		d.Address = strings.TrimSuffix(d.Address, "/") + "/"
	}
	if strings.HasPrefix(d.Remote, ".") {
		d.Remote = filepath.Join(site, filepath.FromSlash(d.Remote))
	}
	if d.Kind != ToFolder {
		return nil
	}
	d.Path = filepath.FromSlash(d.Path)
	if !filepath.IsAbs(d.Path) {
		d.Path = filepath.Join(site, d.Path)
	}
	if rel, err := filepath.Rel(site, d.Path); err == nil && slices.Contains(append([]string{".opladers"}, published...), strings.Split(filepath.ToSlash(rel), "/")[0]) {
		return wrongDestination("pad is een map waar de site van gemaakt wordt ("+filepath.ToSlash(rel)+")", "Kies een map ernaast, zoals /var/www/opladers.")
	}
	return nil
}

// safeAPI reports whether a token may go to an address: not over the net in the clear.
func safeAPI(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname()))
}
