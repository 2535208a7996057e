package page

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
	Scope   Strings       `yaml:"doel,omitempty"` // website, sociale media, drukwerk, nieuwsbrief
	By      string        `yaml:"wie,omitempty"`  // the role of who consented, never a name
	Under16 bool          `yaml:"onder16,omitempty"`
	Until   string        `yaml:"tot,omitempty"` // last day, 2006-01-02
	Status  ConsentStatus `yaml:"status,omitempty"`
}

// Withdraw notes that consent for the photo was withdrawn. What else is known of it stays.
func (p *Photo) Withdraw() {
	c := Consent{}
	if p.Consent != nil {
		c = *p.Consent
	}
	c.Status = ConsentWithdrawn
	p.Consent, p.NoPersons = &c, false
}

// ConsentStatus is the state of a consent that is not simply given.
type ConsentStatus string

// The states of a consent. An empty one is given.
const (
	ConsentMissing   ConsentStatus = "ontbreekt"
	ConsentWithdrawn ConsentStatus = "ingetrokken"
	ConsentRefused   ConsentStatus = "geweigerd" // somebody answered that the photo may not be on the site
)
