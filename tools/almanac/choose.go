package almanac

import (
	"slices"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// chosenBy is what visitors choose a date by, beside its day. What is not known is not there: nothing is claimed.
type chosenBy struct {
	Town     string `json:"woonplaats,omitempty"`
	Ages     string `json:"leeftijd,omitempty"` // in months: 0-48, 24- or -48
	Free     bool   `json:"gratis,omitempty"`
	Category string `json:"categorie,omitempty"`
	InOrOut  string `json:"waar,omitempty"` // binnen, buiten or both
}

// choices are the values that occur among dates, so that nobody can choose what is never there.
type choices struct {
	Towns      []string `json:"plaatsen,omitempty"`
	Categories []string `json:"categorieen,omitempty"`
	InOrOut    []string `json:"waar,omitempty"`
	Ages       bool     `json:"leeftijd,omitempty"`
	Free       bool     `json:"gratis,omitempty"`
}

// choosing tells by what one chooses a date of an activity that is at a place.
func choosing(a *page.Activity, at *page.Place) chosenBy {
	c := chosenBy{Category: strings.ToLower(oneLine(a.Category)), Free: a.Price != nil && *a.Price == 0}
	if at != nil {
		c.Town = oneLine(at.Town)
	}
	if a.AgeFrom != nil || a.AgeTo != nil {
		c.Ages = number(a.AgeFrom) + "-" + number(a.AgeTo)
	}
	var where []string
	for _, word := range []string{"binnen", "buiten"} {
		if strings.Contains(strings.ToLower(a.InOrOut), word) {
			where = append(where, word)
		}
	}
	c.InOrOut = strings.Join(where, " ")
	return c
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func choicesOf(list []occurrenceData) choices {
	var c choices
	for _, o := range list {
		c.Towns = append(c.Towns, o.Town)
		c.Categories = append(c.Categories, o.Category)
		c.InOrOut = append(c.InOrOut, strings.Fields(o.InOrOut)...)
		c.Ages = c.Ages || o.Ages != ""
		c.Free = c.Free || o.Free
	}
	c.Towns, c.Categories, c.InOrOut = distinct(c.Towns), distinct(c.Categories), distinct(c.InOrOut)
	return c
}

// distinct sorts and leaves out what is empty or there already, in whatever case it was typed.
func distinct(list []string) []string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	slices.SortFunc(list, func(a, b string) int {
		if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return slices.CompactFunc(list, strings.EqualFold)
}
