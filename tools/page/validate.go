package page

import (
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// Validate gives what a person should know of the page itself. Nothing here stops it from being stored.
func (p *Page) Validate() []notice.Notice {
	var out []notice.Notice
	advise := func(text, hint string, ask *notice.Ask) {
		out = append(out, notice.Notice{Level: notice.Advice, Text: text, Hint: hint, Ask: ask})
	}
	if strings.TrimSpace(p.Title) == "" {
		out = append(out, notice.Notice{Level: notice.Warning, Text: "De pagina heeft geen titel.", Hint: "Geef de tekst een titel."})
	}
	if (p.Kind == KindStory || p.Kind == KindInitiative) && strings.TrimSpace(p.Body) == "" {
		advise("De pagina heeft geen tekst.", "Schrijf een paar zinnen.", nil)
	}
	if p.Kind == KindStory && p.Announced == "" {
		advise("Het verhaal heeft geen datum. Het staat onderaan in de lijst.", "Zet onder de titel een regel: Datum: 21 november 2026.",
			&notice.Ask{About: AboutDate, How: "Typ de datum, zoals 21 november 2026."})
	}
	for _, ph := range p.Photos {
		if ph.Alt == "" && !ph.Decorative {
			advise("Foto "+ph.Name+" heeft geen beschrijving voor wie de foto niet kan zien.",
				"Klik in Word met rechts op de foto, kies Alternatieve tekst, en schrijf in één zin wat erop staat.",
				&notice.Ask{About: AboutAlt + ph.File, Photo: ph.File, How: "Schrijf in één zin wat er op de foto staat."})
		}
	}
	if p.Municipality != nil {
		out = append(out, p.Municipality.Emergency.Check()...)
	}
	if p.Activity != nil {
		out = append(out, p.Activity.check(p.Title)...)
	}
	return out
}

// What a question about a page can be about; the last two are followed by the file name of a photo.
const (
	AboutDate    = "datum"
	AboutAlt     = "alt/"
	AboutConsent = "toestemming/"
)
