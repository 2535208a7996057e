// Package address splits a Dutch address, as people type it on one or more lines, in its parts.
//
//	Parse("Bibliotheek, Kerkstraat 1, 7201 AB Zutphen")
//	Parse("Kerkstraat 1 7201AB Zutphen")
//
// Parts are told apart by commas, line ends and parentheses, and by what they look like: a postal code with what
// follows is the town, words with a house number are the street. What looks like nothing is the name of
// the place, so no word is lost. An address is not looked up, and a street is not told from a building that
// ends in a number except by the endings of Dutch street names.
package address

import (
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

var (
	separators = regexp.MustCompile(`\s*[,;\n()]\s*|\s+[-–|]\s+`)
	postal     = regexp.MustCompile(`\b([1-9]\d{3})\s?([A-Za-z]{2})\b`)
	street     = regexp.MustCompile(`(?i)^(.*?(?:straat|weg|laan|plein|hof|kade|gracht|singel|steeg|dijk|pad|dreef|markt|park|ring|wal|allee|brink|plantsoen|str\.)) (\d+(?:\s?[a-z]\b)?(?:[-/]\d+(?:\s?[a-z]\b)?)?)(.*)$`)
	numbered   = regexp.MustCompile(`^\p{L}[\p{L}. '’-]+ \d+\s?[A-Za-z]?(?:-\d+)?$`)
	country    = regexp.MustCompile(`(?i)^(nederland|the netherlands|netherlands|nl)$`)
	abroad     = regexp.MustCompile(`(?i)\s(nederland|the netherlands|netherlands)$`)
	room       = regexp.MustCompile(`(?i)^(zaal|lokaal|kamer|ruimte|gebouw|groep|etage|verdieping|vloer|hal) `)
)

// Parse splits text; nil when there is nothing in it.
func Parse(text string) *page.Place {
	p := &page.Place{}
	var names []string
	rest := text
	if m := postal.FindStringSubmatchIndex(rest); m != nil {
		p.PostalCode = rest[m[2]:m[3]] + " " + strings.ToUpper(rest[m[4]:m[5]])
		after := separators.Split(strings.TrimLeft(rest[m[1]:], " ,;\n\t"), 2)
		if p.Town = strings.TrimSpace(abroad.ReplaceAllString(after[0], "")); country.MatchString(p.Town) {
			p.Town = ""
		}
		rest = rest[:m[0]]
		if len(after) > 1 {
			rest += "\n" + after[1]
		}
	}
	for part := range strings.SplitSeq(separators.ReplaceAllString(rest, "\n"), "\n") {
		part = strings.Join(strings.Fields(part), " ")
		m := street.FindStringSubmatch(part)
		switch {
		case part == "" || country.MatchString(part):
		case p.Street == "" && m != nil:
			p.Street = m[1] + " " + m[2]
			if tail := strings.TrimSpace(m[3]); tail != "" && p.Town == "" {
				p.Town = tail
			} else if tail != "" {
				names = append(names, tail)
			}
		case p.Street == "" && numbered.MatchString(part) && !room.MatchString(part) && (p.PostalCode != "" || len(names) > 0):
			p.Street = part
		case p.Street != "" && p.Town == "" && !strings.ContainsAny(part, "0123456789"):
			p.Town = part
		default:
			names = append(names, part)
		}
	}
	p.Name = strings.Join(names, ", ")
	if *p == (page.Place{}) {
		return nil
	}
	return p
}
