// Package page holds the nouns of opladers: a Page of one of five kinds, its photos, and the Source
// that it came from.
//
// A page is one Markdown file with YAML front matter in content/. The keys are Dutch, because staff
// read and edit them; docs/inhoud.md explains every key, and a test keeps that table complete. Keys that
// opladers does not know are kept as they are.
package page

import (
	"github.com/goccy/go-yaml"
)

// Kind is what a page is about: the value of the front matter key "soort".
type Kind string

// The kinds of pages. A page without one of these is an ordinary page of the site.
const (
	KindMunicipality Kind = "gemeente"
	KindStory        Kind = "verhaal"
	KindInitiative   Kind = "initiatief"
	KindActivity     Kind = "activiteit"
	KindReport       Kind = "jaarverslag"
)

// Section is the folder under a municipality that holds pages of this kind, "" when there is none.
func (k Kind) Section() string {
	switch k {
	case KindStory:
		return "verhalen"
	case KindInitiative:
		return "initiatieven"
	case KindActivity:
		return "agenda"
	}
	return ""
}

// KindOfSection is the reverse of Section: the kind of the pages in a folder, "" when it is no section.
func KindOfSection(folder string) Kind {
	for _, k := range []Kind{KindStory, KindInitiative, KindActivity} {
		if k.Section() == folder {
			return k
		}
	}
	return ""
}

// Page is one page of the site: its front matter, split in what all kinds share and what one kind has,
// and its text in Markdown.
type Page struct {
	Common
	// One of these is set, by Kind; none for an ordinary page.
	Municipality *Municipality
	Story        *Story
	Initiative   *Initiative
	Activity     *Activity
	Report       *Report

	Extra yaml.MapSlice // front matter keys that opladers does not know, in their order
	Body  string        // Markdown; pictures are written ![alt](file), file being a Photo's File

	// What follows is not written.

	// Key tells apart the pages that come from one source: a UID, or what identifies a row. Empty
	// when the source is one page. A link to ](pagina:KEY) goes to another page of the same source.
	Key    string
	Sender string   // mail address that the page was sent from, in lower case
	Places []string // names that the source itself gives as the place: categories of an export
}

// Common holds the front matter of every kind of page.
type Common struct {
	Title       string    `yaml:"title"`
	Kind        Kind      `yaml:"soort,omitempty"`
	Sample      bool      `yaml:"voorbeeld,omitempty"`
	Draft       bool      `yaml:"draft,omitempty"`
	Slug        string    `yaml:"slug,omitempty"`
	Aliases     Strings   `yaml:"aliases,omitempty"`
	Weight      int       `yaml:"weight,omitempty"`
	Summary     string    `yaml:"samenvatting,omitempty"`
	Simple      string    `yaml:"eenvoudig,omitempty"`
	AlsoIn      Strings   `yaml:"ook_in,omitempty"`
	Featured    bool      `yaml:"uitgelicht,omitempty"`
	Announced   string    `yaml:"aangekondigd,omitempty"`
	Updated     string    `yaml:"bijgewerkt,omitempty"`
	Publish     string    `yaml:"publiceren,omitempty"`
	Expires     string    `yaml:"verloopt,omitempty"`
	DeleteAfter string    `yaml:"verwijderen_na,omitempty"`
	Review      string    `yaml:"beoordeling,omitempty"`
	Source      string    `yaml:"bron,omitempty"`
	Follow      Strings   `yaml:"volg,omitempty"`
	Checks      []Silence `yaml:"controle,omitempty"`
	Photos      []*Photo  `yaml:"fotos,omitempty"`
}

// Silence says that a page need not keep to a rule of `opladers check`, and why.
type Silence struct {
	Rule   string `yaml:"regel"`
	Reason string `yaml:"reden"`
	Text   string `yaml:"tekst,omitempty"` // only what is about these words; "" is all that the rule finds on the page
}

// Story is what only a story (verhaal) has.
type Story struct {
	Themes     Strings `yaml:"themas,omitempty"`
	Initiative string  `yaml:"initiatief,omitempty"`
	Activity   string  `yaml:"activiteit,omitempty"`
	AuthorRole string  `yaml:"auteur_rol,omitempty"`
	Media      *Media  `yaml:"media,omitempty"`
}

// Media is a recording that belongs to a story.
type Media struct {
	URL        string `yaml:"url,omitempty"`
	Transcript string `yaml:"transcript,omitempty"`
}

// Initiative is what only an initiative (initiatief) has.
type Initiative struct {
	Status    string             `yaml:"status,omitempty"`
	ForWhom   string             `yaml:"voor_wie,omitempty"`
	When      string             `yaml:"wanneer,omitempty"`
	Place     string             `yaml:"plaats,omitempty"`
	Contact   string             `yaml:"contact,omitempty"`
	Seeks     Strings            `yaml:"zoekt,omitempty"`
	HowToJoin string             `yaml:"hoe_meedoen,omitempty"`
	HowToRun  string             `yaml:"hoe_beginnen,omitempty"`
	Started   string             `yaml:"gestart,omitempty"`
	Figures   map[string]Figures `yaml:"jaarcijfers,omitempty"`
	Schools   Strings            `yaml:"scholen,omitempty"`
	Partners  Strings            `yaml:"partners,omitempty"`
	Languages Strings            `yaml:"talen,omitempty"`
	Successor string             `yaml:"opvolger,omitempty"`
}

// Figures are the counts of one initiative in one year.
type Figures struct {
	Participants int `yaml:"deelnemers,omitempty"`
	Meetings     int `yaml:"bijeenkomsten,omitempty"`
}

// Municipality is what only the _index.md of a municipality (gemeente) has.
type Municipality struct {
	CBSCode       string         `yaml:"cbs_code,omitempty"`
	Phase         string         `yaml:"fase,omitempty"`
	HolidayRegion string         `yaml:"vakantieregio,omitempty"`
	Villages      Strings        `yaml:"kernen,omitempty"`
	Organiser     *Organiser     `yaml:"aanjager,omitempty"`
	MeetingPlaces []MeetingPlace `yaml:"ontmoetingsplekken,omitempty"`
	Schools       Strings        `yaml:"scholen,omitempty"`
	Partners      Strings        `yaml:"partners,omitempty"`
	Emergency     *Emergency     `yaml:"noodbericht,omitempty"`
	Feeds         []Feed         `yaml:"feeds,omitempty"`
	Senders       Strings        `yaml:"afzenders,omitempty"`
	Helplines     []Helpline     `yaml:"hulplijnen,omitempty"`
	Theme         *Theme         `yaml:"thema,omitempty"`
	Privacy       *Privacy       `yaml:"privacy,omitempty"`
	Accessibility *Statement     `yaml:"toegankelijkheid,omitempty"`
}

// Report is what only an annual report (jaarverslag) has. Of which year and municipality it is says its path.
type Report struct {
	Schools  Strings  `yaml:"scholen,omitempty"` // that took part in that year
	Partners Strings  `yaml:"partners,omitempty"`
	Figures  []Figure `yaml:"cijfers,omitempty"` // what the site cannot count itself
}

// Figure is one figure of an annual report.
type Figure struct {
	Name  string `yaml:"naam"`
	Count string `yaml:"aantal"` // a number, or a few words
}

// Organiser is the aanjager: the community builder whom parents can call.
type Organiser struct {
	Name      string  `yaml:"naam,omitempty"`
	Photo     string  `yaml:"foto,omitempty"`
	Phone     string  `yaml:"tel,omitempty"`
	WhatsApp  string  `yaml:"whatsapp,omitempty"`
	Mail      string  `yaml:"mail,omitempty"`
	Hours     string  `yaml:"spreekuur,omitempty"`
	Languages Strings `yaml:"talen,omitempty"`
	Stand     string  `yaml:"vervanger,omitempty"`
	AwayUntil string  `yaml:"afwezig_tot,omitempty"`
}

// MeetingPlace is a place where parents meet.
type MeetingPlace struct {
	Name    string `yaml:"naam"`
	Address string `yaml:"adres,omitempty"`
	Hours   string `yaml:"openingstijden,omitempty"`
	For     string `yaml:"voor,omitempty"`
}

// Feed is a calendar that the municipality keeps elsewhere.
type Feed struct {
	URL        string `yaml:"url"`
	Kind       string `yaml:"soort,omitempty"`
	Initiative string `yaml:"initiatief,omitempty"`
}

// Helpline is a number or address for who needs help now.
type Helpline struct {
	Name string `yaml:"naam"`
	For  string `yaml:"voor,omitempty"`
	Tel  string `yaml:"tel,omitempty"`
	URL  string `yaml:"url,omitempty"`
}

// Privacy names who answers for personal data in this municipality.
type Privacy struct {
	Controller string        `yaml:"verantwoordelijke,omitempty"`
	Officer    string        `yaml:"fg,omitempty"`
	Contact    string        `yaml:"contact,omitempty"`    // where people ask for their rights
	Processors Strings       `yaml:"verwerkers,omitempty"` // who work for the controller, such as the host of the site
	Statement  string        `yaml:"verklaring,omitempty"` // address of the controller's own statement
	Retention  yaml.MapSlice `yaml:"bewaartermijnen,omitempty"`
}

// Statement is the municipality's accessibility statement; opladers never invents one.
type Statement struct {
	Status   string `yaml:"status,omitempty"`
	Register string `yaml:"register,omitempty"`
	Date     string `yaml:"datum,omitempty"`
	Signer   string `yaml:"ondertekenaar,omitempty"` // a function, not a name
}
