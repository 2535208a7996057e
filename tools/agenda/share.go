package agenda

import "time"

// Periods are the stretches of days that texts to share are about: from today on, because nobody knows on which day one is
// copied.
var Periods = [...]struct {
	Name string
	Days int
}{{"week", 7}, {"maand", 31}}

// anyAddress stands in texts for the address of the site, which is known when the page is rendered: layouts/delen replaces it.
const anyAddress = "https://adres.invalid/"

type sharePage struct {
	generatedPage
	Texts map[string]map[string]string `json:"teksten"` // by period and kind
}

// share makes the page with texts of a municipality's agenda to copy.
func (s *Site) share(slug string, now time.Time) (*sharePage, error) {
	p := &sharePage{
		generatedPage: generatedPage{Title: "Deel de agenda", Type: "delen", Build: local},
		Texts:         map[string]map[string]string{},
	}
	for _, period := range Periods {
		d, err := s.Digest(slug, now, period.Days, anyAddress)
		if err != nil {
			return nil, err
		}
		letter, err := d.LetterHTML()
		if err != nil {
			return nil, err
		}
		p.Texts[period.Name] = map[string]string{"whatsapp": d.Message(), "nieuwsbrief_txt": d.Letter(), "nieuwsbrief_html": letter}
	}
	return p, nil
}
