package sheet

import (
	"fmt"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/label"
)

// labels are the names that people write before a colon in the description of an event, in the normal form of key. They are
// fewer than those of columns: "Voor: …" may begin any sentence.
var labels = map[string]string{
	"leeftijd": "age", "leeftijden": "age", "kosten": "price", "prijs": "price", "entree": "price", "toegang": "price", "eigen bijdrage": "price",
	"aanmelden": "signUp", "aanmelding": "signUp", "opgave": "signUp", "opgeven": "signUp", "inschrijven": "signUp", "reserveren": "signUp",
	"voor wie": "audience", "doelgroep": "audience", "meenemen": "bring", "zelf meenemen": "bring", "contact": "contact", "contactpersoon": "contact",
	"talen": "languages", "taal": "languages", "aantal plaatsen": "seats", "maximum": "seats",
}

// Label brings a line such as "Kosten: € 2,50" of a text about an activity into its field. False says that it is no such line,
// that the field has a value, or that the text means more than the field can hold: then it stays in the text.
func Label(a *page.Activity, name, value string) bool {
	switch labels[key(name)] {
	case "age":
		from, to, ok := ages(value)
		if ok = ok && a.AgeFrom == nil && a.AgeTo == nil; ok {
			a.AgeFrom, a.AgeTo = from, to
		}
		return ok
	case "price":
		if amount, note := price(value); amount != nil && a.Price == nil {
			a.Price, a.PriceNote = amount, note
			return true
		}
	case "signUp":
		said := *a
		if a.SignUp == "" && signUp(&said, value) {
			*a = said
			return true
		}
	case "audience":
		return set(&a.Audience, value)
	case "bring":
		return set(&a.Bring, value)
	case "contact":
		return set(&a.Contact, value)
	case "languages":
		if in := new(page.Initiative); len(a.Languages) == 0 && label.Initiative(in, "talen", value) {
			a.Languages = in.Languages
			return true
		}
	case "seats":
		n := 0
		if _, err := fmt.Sscanf(value, "%d", &n); err == nil && n > 0 && fmt.Sprint(n) == value && a.Seats == 0 {
			a.Seats = n
			return true
		}
	}
	return false
}

func set(field *string, value string) bool {
	if *field != "" {
		return false
	}
	*field = value
	return true
}
