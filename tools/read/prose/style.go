package prose

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	headingName  = regexp.MustCompile(`^(?:heading|kop|überschrift|titre|titolo|encabezado) ?([1-9])(?: char)?$`)
	contentsName = regexp.MustCompile(`^(?:toc(?: .*|\d)|inhopg.*|contents(?: .*|\d)|inhoud(?: .*|\d)|kop ?van ?inhoudsopgave)$`)
)

// StyleRole recognises the style of a paragraph by the name that word processors give it, Dutch or English; another
// name is Text.
func StyleRole(name string) (role Role, level int) {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if m := headingName.FindStringSubmatch(name); m != nil {
		level, _ := strconv.Atoi(m[1])
		return Heading, level
	}
	switch name {
	case "title", "titel":
		return Title, 0
	case "tussenkop", "tussenkopje", "kopje", "subkop", "subkopje":
		return Heading, 2
	case "subtitle", "ondertitel", "subtitel", "intro", "introductie", "inleiding", "lead":
		return Subtitle, 0
	case "quote", "citaat", "intense quote", "intensequote", "duidelijk citaat", "duidelijkcitaat", "intens citaat", "block text", "quotations", "block quotation", "citaten", "blokcitaat":
		return Quote, 0
	case "caption", "bijschrift", "illustration", "figure", "illustratie", "afbeelding", "figuur", "fotobijschrift", "onderschrift":
		return Caption, 0
	}
	if contentsName.MatchString(name) {
		return Contents, 0
	}
	return Text, 0
}
