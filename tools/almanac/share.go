package almanac

import (
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
)

// periods are the stretches of days that texts to share are about: from today on, because nobody knows on which day one is
// copied.
var periods = [...]struct {
	name string
	days int
}{{"week", 7}, {"maand", 31}}

// ShareTexts are what people copy about one period into a group app or a newsletter.
type ShareTexts struct {
	Message    string `json:"whatsapp"`
	Letter     string `json:"nieuwsbrief_txt"`
	LetterHTML string `json:"nieuwsbrief_html"` // a page that stands by itself
}

// Texts makes the texts about what is to do in a municipality from the day of now on: for each of the periods week and maand.
// baseURL is the address of the site.
func Texts(s *agenda.Site, municipality string, now time.Time, baseURL string) (map[string]ShareTexts, error) {
	texts := map[string]ShareTexts{}
	for _, period := range periods {
		d, err := newDigest(s, municipality, now, period.days, baseURL)
		if err != nil {
			return nil, err
		}
		html, err := d.letterHTML()
		if err != nil {
			return nil, err
		}
		texts[period.name] = ShareTexts{d.message(), d.letter(), html}
	}
	return texts, nil
}

// anyAddress stands in texts for the address of the site, which is known when the page is rendered: layouts/delen replaces it.
const anyAddress = "https://adres.invalid/"

type sharePage struct {
	generatedPage
	Texts map[string]ShareTexts `json:"teksten"` // by period
}

// share makes the page with texts of a municipality's agenda to copy.
func share(s *agenda.Site, slug string, now time.Time) (*sharePage, error) {
	texts, err := Texts(s, slug, now, anyAddress)
	return &sharePage{generatedPage{Title: "Deel de agenda", Type: "delen", Build: local}, texts}, err
}
