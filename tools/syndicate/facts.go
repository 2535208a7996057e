package syndicate

import (
	"fmt"
	"strings"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// facts is what a parent must know of a date, a line each, in the words of the page. Names, telephone numbers and mail
// addresses stay on the page: a copy in somebody's calendar cannot be taken back.
func facts(a *page.Page, o *agenda.Occurrence) []string {
	var out []string
	add := func(label, text string) {
		if text = oneLine(text); text != "" {
			out = append(out, label+text)
		}
	}
	act := a.Activity
	add("", almanac.Note(o))
	add("", a.Summary)
	add("Voor wie: ", audience(act))
	add("Kosten: ", cost(act))
	add("Aanmelden: ", signUp(act))
	add("Neem mee: ", act.Bring)
	add("Bij slecht weer: ", act.BadWeather)
	add("Talen: ", strings.Join(act.Languages, ", "))
	return out
}

func audience(a *page.Activity) string {
	parts := []string{a.Audience}
	switch {
	case a.AgeFrom != nil && *a.AgeFrom > 0 && a.AgeTo != nil:
		parts = append(parts, age(*a.AgeFrom)+" tot en met "+age(*a.AgeTo))
	case a.AgeTo != nil:
		parts = append(parts, "tot en met "+age(*a.AgeTo))
	case a.AgeFrom != nil && *a.AgeFrom > 0:
		parts = append(parts, "vanaf "+age(*a.AgeFrom))
	}
	if a.WithChild != nil && *a.WithChild {
		parts = append(parts, "samen met je kind")
	}
	if a.Childcare != nil && *a.Childcare {
		parts = append(parts, "er is oppas")
	}
	return joined(parts)
}

// age writes an age in months as people say it.
func age(months int) string {
	switch {
	case months == 1:
		return "1 maand"
	case months < 24:
		return fmt.Sprintf("%d maanden", months)
	}
	return fmt.Sprintf("%d jaar", months/12)
}

func cost(a *page.Activity) string {
	price := ""
	if a.Price != nil && *a.Price == 0 {
		price = "gratis"
	} else if a.Price != nil {
		price = "€ " + strings.Replace(fmt.Sprintf("%.2f", *a.Price), ".", ",", 1)
	}
	return joined([]string{price, a.PriceNote, a.Scheme})
}

var signUpTexts = map[string]string{
	"nodig":   "Meld je aan.",
	"gewenst": "Aanmelden mag, het hoeft niet.",
	"niet":    "Dat hoeft niet. Loop gerust binnen.",
}

func signUp(a *page.Activity) string {
	text := signUpTexts[a.SignUp]
	if c, err := page.ParseCivil(a.SignUpBefore); err == nil && text != "" {
		text += " Dat kan tot " + when.Full(c) + "."
	}
	return text
}

func joined(parts []string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}
