package page

import (
	"strings"
	"time"
)

// Photo is one picture of a page. The picture itself stands in the page's bundle under File.
type Photo struct {
	File       string   `yaml:"bestand"`           // file name in the bundle: the id of the photo and .jpg or .png
	Width      int      `yaml:"breedte,omitempty"` // pixels
	Height     int      `yaml:"hoogte,omitempty"`  // pixels
	Colour     string   `yaml:"kleur,omitempty"`   // average colour, #rrggbb
	Alt        string   `yaml:"alt,omitempty"`
	Decorative bool     `yaml:"decoratief,omitempty"`
	Caption    string   `yaml:"bijschrift,omitempty"`
	Focus      string   `yaml:"focus,omitempty"`
	Maker      string   `yaml:"maker,omitempty"`
	Consent    *Consent `yaml:"toestemming,omitempty"`
	NoPersons  bool     `yaml:"geen_herkenbare_personen,omitempty"`

	Name string `yaml:"-"` // what the picture is called in the source, for messages
	Data []byte `yaml:"-"` // the picture as it is in the source; nil when a page is read from content/
}

// Consent is the record that the people in a photo agreed. The signed form itself is kept elsewhere.
type Consent struct {
	Ref     string        `yaml:"ref,omitempty"`
	Date    string        `yaml:"datum,omitempty"`
	Scope   Strings       `yaml:"doel,omitempty"` // website, sociale media, drukwerk
	By      string        `yaml:"wie,omitempty"`  // the role of who consented, never a name
	Under16 bool          `yaml:"onder16,omitempty"`
	Until   string        `yaml:"tot,omitempty"` // last day, 2006-01-02
	Status  ConsentStatus `yaml:"status,omitempty"`
}

// ConsentStatus is the state of a consent that is not simply given.
type ConsentStatus string

// The states of a consent. An empty one is given.
const (
	ConsentMissing   ConsentStatus = "ontbreekt"
	ConsentWithdrawn ConsentStatus = "ingetrokken"
)

// Publishable says whether the photo may be on the website on the day (2006-01-02), and if not, why, in
// Dutch. A photo needs either consent for the website or the word that nobody can be recognised; what cannot be
// read counts as no. layouts/_partials/foto/mag.html follows the same rule.
func (p *Photo) Publishable(day string) (ok bool, why string) {
	c := p.Consent
	switch {
	case p.NoPersons:
		return true, ""
	case c == nil || c.Status == ConsentMissing:
		return false, "toestemming is niet bekend"
	case c.Status == ConsentWithdrawn:
		return false, "toestemming is ingetrokken"
	case c.Status != "":
		return false, "de status van de toestemming is " + string(c.Status)
	case strings.Trim(c.Ref, "0 ") == "":
		return false, "toestemming is niet bekend"
	case c.Until != "" && !isDay(c.Until):
		return false, "de datum van de toestemming (" + c.Until + ") is niet te lezen"
	case c.Until != "" && c.Until < day:
		return false, "de toestemming is voorbij (de laatste dag was " + c.Until + ")"
	case !c.Scope.Has("website"):
		return false, "toestemming geldt niet voor de website"
	}
	return true, ""
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
