package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/page"
)

const (
	maxAlt   = 250 // characters of a description
	minWidth = 480 // pixels: the width of the smallest size that is made
)

var (
	fileName = regexp.MustCompile(`(?i)^(?:(?:img|image|dsc[nf]?|dscf|pxl|p|foto|photo|afbeelding|whatsapp[ _]image|screenshot|schermafbeelding|scan|picture)?[ _-]*(?:\d[\d_ .:()-]*(?:at|om)?[\d_ .:()-]*)|` +
		`[0-9a-f]{12,}|[\w .()-]+\.(?:jpe?g|png|gif|webp|heic|avif|tiff?|bmp)|(?:foto|afbeelding|image|plaatje|picture|photo|img))\d*$`)
	photoOf = regexp.MustCompile(`(?i)^(?:(?:dit is |op )?(?:een |de |deze )?(?:foto|afbeelding|plaatje)(?: (?:van|waarop|met)| (?:zie je|zien we|ziet u|is te zien|staat|staan)|:)|(?:photo|image|picture) of) `)
	oneOf   = regexp.MustCompile(`(?i)^(?:een )?(?:foto|afbeelding|plaatje)(?: van|:) `) // after which the rest stands on its own
)

// photos checks the descriptions of the photos.
func (d *document) photos() {
	said := map[string]string{} // descriptions in the text
	for _, m := range inText.FindAllSubmatch(d.data[d.start:], -1) {
		said[string(m[2])] = strings.TrimSpace(string(m[1]))
	}
	for i, ph := range d.page.Photos {
		line := d.fields.line("fotos", i, "bestand")
		d.facts.Photos = append(d.facts.Photos, Photo{*ph, line})
		if ph.Alt == "" && !ph.Decorative && said[ph.File] == "" {
			d.add(rule.Of("alt-ontbreekt", line, fmt.Sprintf("De foto %s heeft geen beschrijving voor wie de foto niet kan zien.", ph.File),
				"Schrijf bij alt in één zin wat erop staat. Zegt de foto niets, schrijf dan decoratief: true.").Quote(ph.File))
		}
		d.described(i, ph)
		if ph.Width > 0 && ph.Width < minWidth && !ph.Decorative {
			d.add(rule.Of("foto-klein", line, fmt.Sprintf("De foto %s is maar %d pixels breed.", ph.File, ph.Width), "Vraag de maker om de originele foto.").Quote(ph.File))
		}
	}
}

// inText finds pictures in the text.
var inText = regexp.MustCompile(`!\[([^\]]*)\]\(<?([^)\s>]+)`)

// described checks the description that a photo has.
func (d *document) described(i int, ph *page.Photo) {
	alt := strings.TrimSpace(ph.Alt)
	if alt == "" {
		return
	}
	line := d.fields.line("fotos", i, "alt")
	switch prefix := photoOf.FindString(alt); {
	case fileName.MatchString(alt) && !strings.Contains(strings.TrimSpace(alt), ". "):
		d.add(rule.Of("alt-bestandsnaam", line, fmt.Sprintf("De beschrijving %s is de naam van een bestand.", short(alt, 60)), "Schrijf in één zin wat er op de foto staat.").Quote(alt, ph.File))
	case prefix != "":
		f := rule.Of("alt-foto-van", line, fmt.Sprintf("De beschrijving begint met ‘%s’.", strings.TrimSpace(prefix)), "Laat dat weg, en begin met wat er te zien is.").Quote(alt, ph.File)
		if one := oneOf.FindString(alt); one != "" {
			f = d.fixIn(f, line, alt, capital(alt[len(one):]))
		}
		d.add(f)
	}
	if n := utf8.RuneCountInString(alt); n > maxAlt {
		d.add(rule.Of("alt-lang", line, fmt.Sprintf("De beschrijving %s is %d tekens lang.", short(alt, 40), n), "Zeg in één of twee zinnen wat er te zien is. De rest hoort in de tekst.").Quote(alt, ph.File))
	}
	if strings.EqualFold(strings.Trim(alt, " ."), strings.Trim(ph.Caption, " .")) {
		d.add(rule.Of("alt-is-bijschrift", line, "De beschrijving van de foto is dezelfde zin als het bijschrift.", "Zeg in de beschrijving wat er te zien is, en in het bijschrift wat erbij hoort.").Quote(alt, ph.File))
	}
}

// fixIn replaces words of a value of front matter, when they stand once on its line.
func (d *document) fixIn(f rule.Finding, line int, old, with string) rule.Finding {
	from, to := 0, len(d.data)
	if line > 1 {
		from = d.breaks[line-2]
	}
	if line-1 < len(d.breaks) {
		to = d.breaks[line-1]
	}
	if at := bytes.Index(d.data[from:to], []byte(old)); at >= 0 && bytes.Count(d.data[from:to], []byte(old)) == 1 {
		return f.With(from+at, from+at+len(old), with)
	}
	return f
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
