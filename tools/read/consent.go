package read

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

var (
	refForm   = regexp.MustCompile(`(?i)^(?:toestemmings)?(?:formulier|formulieren|nr\.?|nummer|form|ref|kenmerk)\.?(?: (?:nr\.?|nummer))? *:? *([\p{L}\d./-]*\d[\p{L}\d./-]*)$`)
	bareForm  = regexp.MustCompile(`(?i)^(?:[a-z]+[-/.])*\d[\d./-]*(?:[a-z]\d*)?$`)
	moreRefs  = regexp.MustCompile(`,| en `)
	withdrawn = regexp.MustCompile(`(?i)ingetrok|intrek`)
	denied    = regexp.MustCompile(`(?i)niet|geen|nooit|zonder|zoek|kwijt|volgt|ontbre|verval|verlop|weiger|concept|\btot|t/m`)
	denial    = regexp.MustCompile(`(?i)^(?:er is |nog |de |let op:? )*(?:geen toestemming\b|toestemming.*(?:ingetrok|niet|geen|nog|volgt|ontbre|verval|verlop|weiger))`)
	untilDate = regexp.MustCompile(`(?i)^(?:geldig |is geldig )?(?:tot en met|tot|t/m|t\.m\.) (.+)$`)
	givenDate = regexp.MustCompile(`(?i)^(?:d\.?d\.?|datum|gegeven op|getekend op|getekend|gegeven|op) ?:? (.+)$`)
	under16   = regexp.MustCompile(`(?i)\(?(?:kind(?:eren)? )?(?:onder (?:de )?16|jonger dan 16|<\s?16)(?: jaar)?\)?`)
	byRole    = regexp.MustCompile(`(?i)^(?:door |van |gegeven door )?(?:de )?((?:ouders?|verzorgers?|moeder|vader|voogd|begeleiders?|deelnemers?|zelf|betrokkenen?)(?: ?(?:/|en|of) ?(?:ouders?|verzorgers?|voogd|moeder|vader))?)$`)
	andWords  = regexp.MustCompile(`(?i) en | & |\s*\+\s*|/`)
)

// Consent understands what a person says of the consent for a photo: "Geen herkenbare personen", or what stands behind
// "Toestemming:". A problem says, in Dutch, why the photo may not be published.
func Consent(text string) (c *page.Consent, noPersons bool, problem string) {
	text = strings.Join(strings.Fields(text), " ")
	if noPersonsLine.MatchString(text) {
		return nil, true, ""
	}
	if m := consentLine.FindStringSubmatch(text); m != nil {
		text = m[1] + m[2]
	}
	c, problem = parseConsent(text)
	return c, false, problem
}

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
		if withdrawn.MatchString(part) {
			c.Status = page.ConsentWithdrawn
			return c, "de toestemming is ingetrokken"
		}
		if under16.MatchString(part) {
			c.Under16 = true
			part = strings.Trim(under16.ReplaceAllString(part, " "), " ().")
		}
		switch until, given, by := untilDate.FindStringSubmatch(part), givenDate.FindStringSubmatch(part), byRole.FindStringSubmatch(part); {
		case part == "":
		case until != nil:
			day, err := when.Date(until[1])
			if err != nil {
				fail("de datum ‘%s’ van de toestemming is niet te lezen", until[1])
				continue
			}
			c.Until = earliest(c.Until, day.String())
		case c.Ref == "" && areRefs(part):
			c.Ref = part
		case c.Ref != "" && isRef(part) && refForm.MatchString(part): // more people on the photo; a bare number may be a year
			c.Ref += " en " + part
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

// isRef says whether the words name a form and say nothing else: "formulier niet ontvangen" and "formulier 12 (intern)"
// name none. A bare number that is a date may as well be the last day.
func isRef(s string) bool {
	if m := refForm.FindStringSubmatch(s); m != nil {
		return !denied.MatchString(m[1])
	}
	_, err := when.Date(s)
	return err != nil && bareForm.MatchString(s) && !denied.MatchString(s)
}

// areRefs says the same of words that may name more forms.
func areRefs(s string) bool {
	return !slices.ContainsFunc(moreRefs.Split(s, -1), func(ref string) bool { return !isRef(strings.TrimSpace(ref)) })
}

// check looks at a consent that a reader found in front matter; problem says why it does not hold.
func check(c *page.Consent) (problem string) {
	fail := func(format string, args ...any) {
		c.Status, problem = page.ConsentMissing, fmt.Sprintf(format, args...)
	}
	switch status := strings.ToLower(strings.TrimSpace(string(c.Status))); {
	case withdrawn.MatchString(status + " " + c.Ref):
		c.Status = page.ConsentWithdrawn
		return "de toestemming is ingetrokken"
	case status == "" || status == "gegeven":
		c.Status = ""
	case status == string(page.ConsentMissing):
		fail("de toestemming ontbreekt")
	default:
		fail("de status ‘%s’ van de toestemming is onbekend", status)
	}
	if c.Status == "" && !areRefs(c.Ref) {
		fail("in de toestemming staat geen formulier")
	}
	if c.Until != "" {
		if day, err := when.Date(c.Until); err == nil {
			c.Until = day.String()
		} else {
			fail("de datum ‘%s’ van de toestemming is niet te lezen", c.Until)
		}
	}
	return problem
}

// earliest gives the earlier of two days (2006-01-02), of which either may be "".
func earliest(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// consents notes what one line says of a photo. A refusal stays, whatever another line or label says.
func consents(p *page.Photo, c *page.Consent, noPersons bool) {
	switch old := p.Consent; {
	case old != nil && old.Status != "":
	case c != nil && c.Status == "" && old != nil:
		c.Until = earliest(old.Until, c.Until)
		p.Consent = c
	case c != nil:
		p.Consent = c
	}
	p.NoPersons = (p.NoPersons || noPersons) && (p.Consent == nil || p.Consent.Status == "")
}

// addScope reads for what the consent is: "website en sociale media".
func addScope(c *page.Consent, part string) bool {
	var all page.Strings
	for _, word := range andWords.Split(part, -1) {
		word = strings.ToLower(strings.TrimSpace(word))
		for _, lead := range []string{"alleen ", "ook ", "voor ", "op ", "de "} {
			word = strings.TrimPrefix(word, lead)
		}
		scope, ok := page.Scope(word)
		if !ok {
			return false
		}
		all = append(all, scope)
	}
	for _, scope := range all {
		if !c.Scope.Has(scope) {
			c.Scope = append(c.Scope, scope)
		}
	}
	return true
}
