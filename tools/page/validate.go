package page

import (
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// Validate gives what a person should know of the page itself. Nothing here stops it from being stored.
func (p *Page) Validate() []notice.Notice {
	var out []notice.Notice
	advise := func(text, hint string) {
		out = append(out, notice.Notice{Level: notice.Advice, Text: text, Hint: hint})
	}
	if strings.TrimSpace(p.Title) == "" {
		out = append(out, notice.Notice{Level: notice.Warning, Text: "De pagina heeft geen titel.", Hint: "Geef de tekst een titel."})
	}
	if (p.Kind == KindStory || p.Kind == KindInitiative) && strings.TrimSpace(p.Body) == "" {
		advise("De pagina heeft geen tekst.", "Schrijf een paar zinnen.")
	}
	if p.Kind == KindStory && p.Announced == "" {
		advise("Het verhaal heeft geen datum. Het staat onderaan in de lijst.", "Schrijf boven de tekst een regel zoals aangekondigd: 2026-11-21, of begin in Word met een nieuw document.")
	}
	for _, ph := range p.Photos {
		if ph.Alt == "" && !ph.Decorative {
			advise("Foto "+ph.Name+" heeft geen beschrijving voor wie de foto niet kan zien.",
				"Klik in Word met rechts op de foto, kies Alternatieve tekst, en schrijf in één zin wat erop staat.")
		}
	}
	if a := p.Activity; a != nil && a.HasEndBeforeBegin() {
		out = append(out, notice.Notice{Level: notice.Warning, Text: "De activiteit " + p.Title + " eindigt voor zij begint.", Hint: "Kijk de tijden na."})
	}
	return out
}

// HasEndBeforeBegin reports an end that cannot be.
func (a *Activity) HasEndBeforeBegin() bool { return !a.End.IsZero() && a.End.Before(a.Begin) }
