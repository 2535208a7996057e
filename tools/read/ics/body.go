package ics

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/markup"
	"mijnopladers.nl/opladers/tools/read/prose"
)

var (
	tag       = regexp.MustCompile(`(?i)</?(?:p|br|div|span|a|b|i|u|ul|ol|li|strong|em|html|body|table|h[1-6]|font|html-blob)(?:\s[^<>]*)?/?>`)
	breaking  = regexp.MustCompile(`(?i)<(?:p|br|div|li|tr|h[1-6])[\s/>]`)
	bracketed = regexp.MustCompile(`\s*<((?:https?://|mailto:|tel:)[^<>\s]+)>`)
)

func isHTML(s string) bool { return strings.Contains(s, "<") && tag.MatchString(s) }

// body writes what is said about an event as Markdown: its description and its own address on the web. A summary is what the
// description puts above itself in bold.
func (r *reader) body(c *component, e *event) (summary, body string) {
	if text := description(c); text != "" {
		summary, body = r.prose(e, text)
	}
	for _, s := range []*string{&summary, &body} {
		clean, found := withoutMeeting(*s)
		if *s = clean; found {
			r.note(notice.Warning, e, "de link en de codes van de onlinevergadering zijn weggelaten: wie ze heeft, kan meedoen.", "Schrijf in de agenda hoe ouders de link kunnen krijgen.")
		}
	}
	for _, link := range []string{c.text("URL"), c.text("LOCATION")} {
		link = linkTo(link)
		if u, err := url.Parse(link); err != nil || u.Host == "" || private.MatchString(link) || strings.Contains(body, link) {
			continue
		}
		if strings.ContainsAny(link, "()") {
			link = "<" + link + ">"
		}
		body = strings.TrimSpace(body + "\n\n[Meer informatie](" + link + ")")
	}
	return summary, body
}

// prose makes Markdown of a text, in HTML or plain.
func (r *reader) prose(e *event, text string) (summary, body string) {
	if len(text) > maxText {
		text = short(text, maxText)
		r.note(notice.Warning, e, "de tekst is te lang; het einde is weggelaten.", "Maak de tekst in de agenda korter.")
	}
	var b prose.Builder
	b.Paragraph(prose.Paragraph{Role: prose.Title, Pieces: []prose.Piece{{Text: e.page.Title}}})
	if isHTML(text) {
		if !breaking.MatchString(text) { // Google
			text = strings.ReplaceAll(text, "\n", "<br>")
		}
		if _, err := markup.Into(&b, text, markup.Options{}); err != nil {
			r.note(notice.Warning, e, "de tekst is te ingewikkeld en niet overgenomen.", "Maak de tekst in de agenda eenvoudiger.")
		}
	} else {
		addPlain(&b, text)
	}
	p, notices, err := b.Page(page.Source{})
	for _, n := range notices {
		r.note(n.Level, e, n.Text, n.Hint)
	}
	if err != nil { // no text
		return "", ""
	}
	return p.Summary, p.Body
}

// linkTo gives a web address that is safe to link to, or "".
func linkTo(s string) string {
	if s = strings.TrimSpace(s); strings.HasPrefix(s, "www.") {
		s = "https://" + s
	}
	if !webAddress.MatchString(s) {
		return ""
	}
	return prose.Address(s)
}

// addPlain adds plain text: an empty line parts paragraphs, and the addresses that Outlook puts behind words in <> are linked as
// they are.
func addPlain(b *prose.Builder, text string) {
	if strings.Contains(text, "<") {
		text = bracketed.ReplaceAllStringFunc(text, func(s string) string {
			return " (" + strings.TrimPrefix(strings.TrimPrefix(bracketed.FindStringSubmatch(s)[1], "mailto:"), "tel:") + ")"
		})
	}
	var pieces []prose.Piece
	flush := func() {
		b.Paragraph(prose.Paragraph{Pieces: pieces})
		pieces = nil
	}
	for line := range strings.Lines(entities(text)) {
		if line = oneLine(line); line == "" {
			flush()
			continue
		}
		if len(pieces) > 0 {
			pieces = append(pieces, prose.Piece{LineEnd: true})
		}
		pieces = append(pieces, prose.Piece{Text: line})
	}
	flush()
}

// description gives the description of an event: in HTML when there is such a version with all the words of the plain one. Outlook
// also writes an empty one, and programs that change a text leave the HTML as it was.
func description(c *component) string {
	text, _ := c.get("DESCRIPTION")
	plain := text.text()
	rich := c.text("X-ALT-DESC")
	if styled, ok := c.get("STYLED-DESCRIPTION"); ok && rich == "" && styled.param("VALUE") != "URI" {
		rich = styled.text()
	}
	if data, ok := strings.CutPrefix(text.param("ALTREP"), "data:text/html,"); ok && rich == "" { // Thunderbird
		rich, _ = url.PathUnescape(data)
	}
	if !isHTML(rich) || !strings.Contains(letters(markup.Text(rich)), letters(bracketed.ReplaceAllString(plain, ""))) {
		return plain
	}
	return rich
}

// letters are what two versions of a text have in common, whatever stands between the words.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
