// Package config reads what opladers itself needs from a site's config.toml: the table [params.opladers].
// The rest of the file is Hugo's.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"mijnopladers.nl/opladers/tools/notice"
)

// Name is the configuration file in the site's folder.
const Name = "config.toml"

// NoHost is the name of the server of a site that has no address yet (RFC 2606).
const NoHost = "vul-in.example"

// Config is the table [params.opladers].
type Config struct {
	Dir     string `toml:"-"` // the site's folder, absolute
	BaseURL string `toml:"-"` // of the site, with a slash at its end; "" when it has none
	Title   string `toml:"-"` // of the site
	// Languages are the folders in the website of the languages that do not stand at its root.
	Languages []string `toml:"-"`
	Inbox     string   `toml:"inbox"` // folder with sources; relative to Dir in the file, absolute here
	// Widths of the photos on the site, in pixels, ascending. Templates read the same key.
	Widths []int `toml:"breedtes"`
	AVIF   bool  `toml:"avif"` // photos also as AVIF: smaller, and slow to make; templates read it too

	// Offline says whether phones keep the agenda of the week for when there is no internet; nil is yes. Templates read the same key.
	Offline *bool `toml:"offline"`

	Mailboxes []Mailbox `toml:"postbus"`
	Networks  []string  `toml:"netwerken"` // private networks and hosts that calendars may be fetched from

	Contacts     []string      `toml:"-"` // numbers and addresses of the site itself (params.contact) and of helplines
	Destinations []Destination `toml:"-"` // where the site is published; the first is meant when nobody says which

	mounts []string // folders that Hugo mounts
}

// Mailbox is a mailbox that stories are sent to. Its password is not in the file.
type Mailbox struct {
	Name       string `toml:"naam"`
	IMAP       string `toml:"imap"` // host:port
	SMTP       string `toml:"smtp"` // host:port; none is no answers
	User       string `toml:"gebruiker"`
	Folder     string `toml:"map"`
	From       string `toml:"afzender"`   // of the answers
	AuthServer string `toml:"controleur"` // see tools/mailbox: Account.AuthServ
}

// hostName is the name of a server as it stands in an address on the web.
// wrongKind is in what the library says of a value of another kind than asked for, with the kinds of Go.
var wrongKind = regexp.MustCompile(`cannot decode TOML|cannot store`)

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// published are the folders of a site from which it is made, and the site itself: none of them can be an inbox.
var published = []string{".", "content", "static", "assets", "layouts", "i18n", "public"}

// Load reads config.toml in a site's folder. The error is a Dutch notice.
func Load(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(dir, Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notice.Refuse(fmt.Sprintf("In de map %s staat geen %s. Dit is geen site van opladers.", dir, Name),
			"Ga naar de map van de site, noem hem met --site, of begin met `opladers new site`.")
	}
	if err != nil {
		return nil, err
	}
	var file struct {
		BaseURL   string         `toml:"baseURL"`
		Title     string         `toml:"title"`
		Default   string         `toml:"defaultContentLanguage"`
		Languages map[string]any `toml:"languages"`
		Module    struct {
			Mounts []struct {
				Source string `toml:"source"`
			} `toml:"mounts"`
		} `toml:"module"`
		Params struct {
			Opladers Config `toml:"opladers"`
			Contact  struct {
				Mail string `toml:"mail"`
				Tel  string `toml:"tel"`
			} `toml:"contact"`
			Helplines []struct {
				Tel string `toml:"tel"`
			} `toml:"hulplijnen"`
		} `toml:"params"`
	}
	if err := toml.Unmarshal(data, &file); err != nil {
		n := notice.Notice{Level: notice.Error, File: Name, Text: "De instellingen kunnen niet gelezen worden: " + err.Error() + ".", Hint: "Herstel deze regel."}
		var bad *toml.DecodeError
		if errors.As(err, &bad) {
			n.Line, _ = bad.Position()
			if key := bad.Key(); wrongKind.MatchString(err.Error()) && len(key) > 0 {
				n.Text = "De instellingen kunnen niet gelezen worden: de waarde van ‘" + key[len(key)-1] + "’ is van een verkeerde soort: een getal waar tekst hoort, of andersom."
			}
		}
		return nil, n
	}
	c := file.Params.Opladers
	names := map[string]bool{}
	for _, m := range c.Mailboxes {
		if m.Name == "" || m.IMAP == "" || m.User == "" || names[m.Name] {
			return nil, notice.Notice{
				Level: notice.Error, File: Name, Text: "Een postbus heeft een eigen naam, een server (imap) en een gebruiker nodig.",
				Hint: "Vul bij [[params.opladers.postbus]] aan: naam, imap en gebruiker.",
			}
		}
		names[m.Name] = true
	}
	for _, m := range file.Module.Mounts {
		c.mounts = append(c.mounts, m.Source)
	}
	c.Contacts = append(c.Contacts, file.Params.Contact.Mail, file.Params.Contact.Tel)
	for _, h := range file.Params.Helplines {
		c.Contacts = append(c.Contacts, h.Tel)
	}
	c.Dir, c.Title = dir, file.Title
	delete(file.Languages, file.Default)
	c.Languages = slices.Sorted(maps.Keys(file.Languages))
	if file.BaseURL != "" {
		c.BaseURL = strings.TrimSuffix(file.BaseURL, "/") + "/"
	}
	if c.Inbox == "" {
		c.Inbox = "inbox"
	}
	if !filepath.IsAbs(c.Inbox) {
		c.Inbox = filepath.Join(dir, filepath.FromSlash(c.Inbox))
	}
	if rel, err := filepath.Rel(dir, c.Inbox); err == nil && slices.Contains(published, strings.Split(filepath.ToSlash(rel), "/")[0]) {
		return nil, notice.Notice{
			Level: notice.Error, File: Name, Text: "De inbox staat in een map van de site zelf (" + filepath.ToSlash(rel) + "). Dan komt alles wat erin staat op de site.",
			Hint: "Kies een andere map bij inbox.",
		}
	}
	if len(c.Widths) == 0 {
		c.Widths = []int{480, 660, 800, 1200, 1600} // 660: what phones of 360 pixels at 2 and of 412 at 1.75 ask for
	}
	slices.Sort(c.Widths)
	for _, n := range c.Networks {
		_, addrErr := netip.ParseAddr(n)
		_, prefixErr := netip.ParsePrefix(n)
		if addrErr != nil && prefixErr != nil && !hostName.MatchString(n) {
			return nil, notice.Notice{
				Level: notice.Error, File: Name, Text: "Bij netwerken staat ‘" + n + "’. Dat is geen server, adres of netwerk.",
				Hint: "Schrijf de naam van een server (agenda.voorbeeld.nl), een adres (10.1.2.3) of een netwerk (10.1.0.0/16).",
			}
		}
	}
	return &c, c.destinations(data)
}

// Complete reports a mounted folder that is not there, as a Dutch notice: Hugo would skip it without a word, and make a
// site without its templates. A hidden folder is ours to make, and a site may do without static files.
func (c *Config) Complete() error {
	for _, source := range c.mounts {
		info, err := os.Stat(filepath.Join(c.Dir, filepath.FromSlash(source)))
		if !strings.HasPrefix(source, ".") && source != "static" && (err != nil || !info.IsDir()) {
			return notice.Refuse(fmt.Sprintf("De map %s van de site is er niet.", source), "Haal haar terug, of haal haar uit "+Name+".")
		}
	}
	return nil
}
