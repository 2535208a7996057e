// Package label knows the Dutch words with which people name the fields of an initiative, in a document
// ("Voor wie: ouders") and above a column of a spreadsheet, and puts the values in place.
//
//	label.Initiative(in, "Voor wie", "ouders met jonge kinderen")
//
// Lists are separated by commas or semicolons. A status is one of actief, pauze, gestopt and in-oprichting or
// words that mean the same; another status is not taken, so that the caller keeps the text.
package label

import (
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// Initiative sets the field that name means; false when there is no such field or the value is no value of it.
func Initiative(in *page.Initiative, name, value string) bool {
	field := map[string]*string{
		"voor wie": &in.ForWhom, "doelgroep": &in.ForWhom,
		"wanneer": &in.When, "dag en tijd": &in.When,
		"waar": &in.Place, "plaats": &in.Place, "locatie": &in.Place,
		"contact": &in.Contact, "contactpersoon": &in.Contact, "contactgegevens": &in.Contact,
		"hoe meedoen": &in.HowToJoin, "meedoen": &in.HowToJoin, "aanmelden": &in.HowToJoin,
		"hoe beginnen": &in.HowToRun, "zelf beginnen": &in.HowToRun,
		"gestart": &in.Started, "sinds": &in.Started,
	}
	list := map[string]*page.Strings{
		"partners": &in.Partners, "partner": &in.Partners, "samen met": &in.Partners,
		"zoekt": &in.Seeks, "wij zoeken": &in.Seeks, "we zoeken": &in.Seeks, "gezocht": &in.Seeks,
		"scholen": &in.Schools, "school": &in.Schools, "talen": &in.Languages, "taal": &in.Languages,
	}
	name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
	switch {
	case value == "":
		return false
	case name == "status":
		status := standing(value)
		if status == "" || in.Status != "" {
			return false
		}
		in.Status = status
	case field[name] != nil && *field[name] == "":
		*field[name] = value
	case list[name] != nil && *list[name] == nil:
		*list[name] = words(value)
	default:
		return false
	}
	return true
}

// words splits a list that people type on one line.
func words(s string) page.Strings {
	var list page.Strings
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
		if w = strings.TrimSuffix(strings.TrimSpace(w), "."); w != "" {
			list = append(list, w)
		}
	}
	return list
}

func standing(s string) string {
	switch strings.Trim(strings.ToLower(s), " .") {
	case "actief", "loopt", "lopend", "gestart":
		return "actief"
	case "pauze", "op pauze", "gepauzeerd", "tijdelijk gestopt":
		return "pauze"
	case "gestopt", "beëindigd", "afgelopen":
		return "gestopt"
	case "in oprichting", "in-oprichting", "idee", "start binnenkort":
		return "in-oprichting"
	}
	return ""
}
