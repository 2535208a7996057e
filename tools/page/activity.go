package page

import (
	"slices"
	"strings"
)

// Activity is what only an activity (activiteit) has: one event, or one series of events.
type Activity struct {
	Begin          Civil       `yaml:"begin"`
	End            Civil       `yaml:"einde,omitempty"` // of the first one; of an all-day activity its last day, inclusive
	AllDay         bool        `yaml:"hele_dag,omitempty"`
	Zone           string      `yaml:"tijdzone,omitempty"`     // IANA name, "" is Europe/Amsterdam
	Recurrence     string      `yaml:"herhaling,omitempty"`    // RRULE value of RFC 5545, without "RRULE:"; UNTIL as the RFC has it, in UTC or a date
	ExtraDates     []Civil     `yaml:"extra_datums,omitempty"` // RDATE of RFC 5545
	Holidays       string      `yaml:"vakanties,omitempty"`    // school holidays: overslaan, ook or alleen
	PublicHolidays string      `yaml:"feestdagen,omitempty"`   // likewise
	Status         Status      `yaml:"status,omitempty"`
	Reason         string      `yaml:"reden,omitempty"` // of the status
	Exceptions     []Exception `yaml:"uitzonderingen,omitempty"`
	UID            string      `yaml:"uid,omitempty"`
	Sequence       int         `yaml:"volgnummer,omitempty"`

	Category     string   `yaml:"categorie,omitempty"`
	Audience     string   `yaml:"doelgroep,omitempty"`
	AgeFrom      *int     `yaml:"leeftijd_van,omitempty"` // months
	AgeTo        *int     `yaml:"leeftijd_tot,omitempty"` // months, inclusive
	WithChild    *bool    `yaml:"met_kind,omitempty"`
	Childcare    *bool    `yaml:"oppas,omitempty"`
	InOrOut      string   `yaml:"binnen_buiten,omitempty"`
	BadWeather   string   `yaml:"slecht_weer,omitempty"`
	Private      bool     `yaml:"besloten,omitempty"`
	Languages    Strings  `yaml:"talen,omitempty"`
	Interpreter  *bool    `yaml:"tolk,omitempty"`
	Price        *float64 `yaml:"kosten,omitempty"` // euros; 0 is free, nil is unknown
	PriceNote    string   `yaml:"kosten_toelichting,omitempty"`
	Scheme       string   `yaml:"regeling,omitempty"`
	SignUp       string   `yaml:"aanmelden,omitempty"` // nodig, gewenst or niet
	SignUpURL    string   `yaml:"aanmelden_url,omitempty"`
	SignUpTel    string   `yaml:"aanmelden_tel,omitempty"`
	SignUpMail   string   `yaml:"aanmelden_mail,omitempty"`
	SignUpBefore string   `yaml:"aanmelden_voor,omitempty"`
	Seats        int      `yaml:"plaatsen,omitempty"`
	Bring        string   `yaml:"meenemen,omitempty"`
	Place        *Place   `yaml:"plaats,omitempty"`
	Access       *Access  `yaml:"toegankelijk,omitempty"`
	Initiative   string   `yaml:"initiatief,omitempty"`
	Organisers   Strings  `yaml:"organisatoren,omitempty"`
	Partners     Strings  `yaml:"partners,omitempty"`
	Contact      string   `yaml:"contact,omitempty"`
	Pictograms   Strings  `yaml:"pictogrammen,omitempty"`
}

// Status says whether an activity, or one date of it, takes place.
type Status string

// What an activity does on holidays: a value of Holidays and PublicHolidays. Empty is HolidaysToo.
const (
	HolidaysSkip = "overslaan"
	HolidaysToo  = "ook"
	HolidaysOnly = "alleen"
)

// The statuses of an activity. An empty status is StatusOn.
const (
	StatusOn        Status = "gaat-door"
	StatusCancelled Status = "gaat-niet-door"
	StatusMoved     Status = "verplaatst"
	StatusFull      Status = "vol"
	StatusTentative Status = "onder-voorbehoud"
)

// cancelled are words that people write for StatusCancelled.
var cancelled = []Status{"afgelast", "geannuleerd", "afgezegd", "vervalt", "vervallen"}

// UnmarshalYAML reads a status in any case, with spaces too, and the other words for StatusCancelled.
func (s *Status) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	*s = Status(strings.Join(strings.Fields(strings.ToLower(text)), "-"))
	if slices.Contains(cancelled, *s) {
		*s = StatusCancelled
	}
	return nil
}

// Exception is one date of a series that differs. Without a Status the date is no part of the series
// (EXDATE of RFC 5545); with one it stays visible (RECURRENCE-ID).
type Exception struct {
	Date      Civil  `yaml:"datum"` // the start by the rule; a date alone means any occurrence on that day
	Status    Status `yaml:"status,omitempty"`
	Begin     Civil  `yaml:"begin,omitempty"`
	End       Civil  `yaml:"einde,omitempty"`
	Title     string `yaml:"title,omitempty"`
	Place     string `yaml:"plaats,omitempty"`
	Reason    string `yaml:"reden,omitempty"`
	Following bool   `yaml:"en_verder,omitempty"` // also for all later dates (RANGE=THISANDFUTURE)
}

// Place is where an activity is.
type Place struct {
	Name       string   `yaml:"naam,omitempty"`
	Street     string   `yaml:"straat,omitempty"`
	PostalCode string   `yaml:"postcode,omitempty"`
	Town       string   `yaml:"woonplaats,omitempty"`
	Lat        *float64 `yaml:"lat,omitempty"`
	Lon        *float64 `yaml:"lon,omitempty"`
	Transit    string   `yaml:"ov,omitempty"`
	Parking    string   `yaml:"parkeren,omitempty"`
}

// Access says for whom the place is fit; nil is unknown.
type Access struct {
	Wheelchair *bool `yaml:"rolstoel,omitempty"`
	Pushchair  *bool `yaml:"kinderwagen,omitempty"`
	Changing   *bool `yaml:"verschoonplek,omitempty"`
	Feeding    *bool `yaml:"voeden,omitempty"`
	Quiet      *bool `yaml:"prikkelarm,omitempty"`
}

// String writes the place on one line, as an address; "" for nil.
func (p *Place) String() string {
	if p == nil {
		return ""
	}
	return joined(p.Name, p.Street, strings.TrimSpace(p.PostalCode+" "+p.Town))
}

// Short writes the name and the town; "" for nil.
func (p *Place) Short() string {
	if p == nil {
		return ""
	}
	if p.Name == "" {
		return joined(p.Street, p.Town)
	}
	return joined(p.Name, p.Town)
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
