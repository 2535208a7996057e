package source

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"mijnopladers.nl/opladers/tools/check/rule"
)

// empty are the words of links that say nothing of where they lead.
var empty = strings.Split("hier|klik hier|klik|hier klikken|klik op deze link|deze link|de link|link|lees meer|lees verder|meer|meer lezen|meer info|meer informatie|verder|"+
	"deze pagina|deze site|deze website|website|de website|site|download|downloaden|bekijk|bekijk hier|kijk hier|via deze link|zie hier|lees hier meer|"+
	"hier lezen|pdf|document|formulier|aanmelden via deze link", "|")

// document types that open outside the page, by extension.
var downloads = strings.Fields(".pdf .doc .docx .odt .xls .xlsx .ods .ppt .pptx .zip .rtf .csv .mp3 .mp4 .epub")

var (
	bareAddress = regexp.MustCompile(`(?i)^(https?://|www\.)\S+$`)
	nameOfSite  = regexp.MustCompile(`(?i)^(?:https?://)?(?:www\.)?([a-z0-9-]+\.)+[a-z]{2,}/?$`)
	saysType    = regexp.MustCompile(`(?i)\((pdf|word|docx?|odt|excel|xlsx?|ods|powerpoint|pptx?|zip|rtf|csv|mp3|mp4|epub|geluid|film|video)\b[^)]*\)`)
	saysSize    = regexp.MustCompile(`(?i)\d\s?(kb|mb|gb)\b`)
)

// link checks a link, and keeps it for what needs other files. seen are the links so far: where each text leads.
func (d *document) link(n ast.Node, to, text string, seen map[string]string) {
	line := d.at(n)
	d.facts.Links = append(d.facts.Links, Link{To: to, Line: line})
	plain := strings.ToLower(strings.Trim(strings.Join(strings.Fields(text), " "), " .,:;!?>»→…"))
	quoted := func(f rule.Finding) rule.Finding { return f.Quote(text, to) }
	switch {
	case plain == "":
		d.add(quoted(rule.Of("link-zonder-tekst", line, fmt.Sprintf("De link naar %s heeft geen tekst.", to), "Schrijf tussen de haken waar de link heen gaat, zoals [de agenda van Zutphen].")))
		return
	case slices.Contains(empty, plain):
		d.add(quoted(rule.Of("link-tekst", line, fmt.Sprintf("De link %s zegt niet waar hij heen gaat.", short(text, 40)), "Maak een link van de woorden die zeggen wat er te vinden is, zoals: de agenda van Zutphen.")))
	case bareAddress.MatchString(plain) && !nameOfSite.MatchString(plain):
		d.add(quoted(rule.Of("link-adres", line, fmt.Sprintf("Het adres %s staat zelf in de tekst.", short(text, 60)), "Schrijf in gewone woorden wat er te vinden is, en maak daar de link van.")))
	}
	if strings.HasPrefix(strings.ToLower(to), "http://") {
		d.add(quoted(rule.Of("link-onveilig", line, fmt.Sprintf("De link naar %s begint met http.", to), "Probeer het adres met https. Werkt dat, gebruik dat dan.")))
	}
	address, _, _ := strings.Cut(to, "?")
	address, _, _ = strings.Cut(address, "#")
	if ext := strings.ToLower(path.Ext(address)); slices.Contains(downloads, ext) && !(saysType.MatchString(text) && saysSize.MatchString(text)) {
		d.add(quoted(rule.Of("link-bestand", line, fmt.Sprintf("De link %s gaat naar een bestand, en zegt niet welke soort en hoe groot.", short(text, 40)),
			fmt.Sprintf("Zet er de soort en de grootte achter, zoals: %s (%s, 50 kB).", strings.TrimSpace(text), strings.TrimPrefix(ext, ".")))))
	}
	if other, ok := seen[plain]; ok && other != to && !slices.Contains(empty, plain) {
		d.add(quoted(rule.Of("link-zelfde-tekst", line, fmt.Sprintf("De link %s gaat naar %s, en eerder op de pagina naar %s.", short(text, 40), to, other), "Geef de twee links elk hun eigen woorden.")))
	} else if !ok {
		seen[plain] = to
	}
}
