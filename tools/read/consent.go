package read

import (
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

var (
	refWord   = regexp.MustCompile(`(?i)formulier|^(?:nr|nummer|form|ref|kenmerk)\b`)
	refToken  = regexp.MustCompile(`^[\p{L}\d][\p{L}\d./-]*\d[\p{L}\d./-]*$`)
	untilDate = regexp.MustCompile(`(?i)^(?:geldig |is geldig )?(?:tot en met|tot|t/m|t\.m\.) (.+)$`)
	givenDate = regexp.MustCompile(`(?i)^(?:d\.?d\.?|datum|gegeven op|getekend op|getekend|gegeven|op) ?:? (.+)$`)
	under16   = regexp.MustCompile(`(?i)\(?(?:kind(?:eren)? )?(?:onder (?:de )?16|jonger dan 16|<\s?16)(?: jaar)?\)?`)
	byRole    = regexp.MustCompile(`(?i)^(?:door |van |gegeven door )?(?:de )?((?:ouders?|verzorgers?|moeder|vader|voogd|begeleiders?|deelnemers?|zelf|betrokkenen?)(?: ?(?:/|en|of) ?(?:ouders?|verzorgers?|voogd|moeder|vader))?)$`)
	andWords  = regexp.MustCompile(`(?i) en | & |\s*\+\s*|/`)
)

// parseConsent reads what stands behind "Toestemming:". Every part must be understood, because an unknown one may limit the
// consent: else, and without a reference, the status is missing and problem says why.
func parseConsent(text string) (c *page.Consent, problem string) {
	c = &page.Consent{}
	fail := func(format string, args ...any) {
		c.Status = page.ConsentMissing
		if problem == "" {
			problem = fmt.Sprintf(format, args...)
		}
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.Trim(part, " .")
		if under16.MatchString(part) {
			c.Under16 = true
			part = strings.Trim(under16.ReplaceAllString(part, " "), " ().")
		}
		switch until, given, by := untilDate.FindStringSubmatch(part), givenDate.FindStringSubmatch(part), byRole.FindStringSubmatch(part); {
		case part == "":
		case strings.EqualFold(part, "ingetrokken"):
			c.Status = page.ConsentWithdrawn
			return c, "de toestemming is ingetrokken"
		case until != nil:
			day, err := when.Date(until[1])
			if err != nil {
				fail("de datum ‘%s’ van de toestemming is niet te lezen", until[1])
				continue
			}
			c.Until = day.String()
		case c.Ref == "" && (refWord.MatchString(part) || refToken.MatchString(part)):
			c.Ref = part
		case given != nil:
			day, err := when.Date(given[1])
			if err != nil {
				fail("de datum ‘%s’ van de toestemming is niet te lezen", given[1])
				continue
			}
			c.Date = day.String()
		case by != nil:
			c.By = strings.ToLower(by[1])
		case !addScope(c, part):
			fail("‘%s’ in de regel over toestemming is niet te begrijpen", part)
		}
	}
	if c.Ref == "" {
		fail("in de regel over toestemming staat geen formulier")
	}
	return c, problem
}

// addScope reads for what the consent is: "website en sociale media".
func addScope(c *page.Consent, part string) bool {
	var all page.Strings
	for _, word := range andWords.Split(part, -1) {
		word = strings.ToLower(strings.TrimSpace(word))
		for _, lead := range []string{"alleen ", "ook ", "voor ", "op ", "de "} {
			word = strings.TrimPrefix(word, lead)
		}
		switch word {
		case "website", "site", "websites", "internet":
			all = append(all, "website")
		case "sociale media", "social media", "socials", "social", "facebook", "instagram", "linkedin":
			all = append(all, "sociale media")
		case "drukwerk", "print", "folder", "folders", "krant", "flyer", "flyers", "poster", "posters":
			all = append(all, "drukwerk")
		default:
			return false
		}
	}
	for _, scope := range all {
		if !c.Scope.Has(scope) {
			c.Scope = append(c.Scope, scope)
		}
	}
	return true
}
