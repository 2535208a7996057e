package ics

import (
	"regexp"
	"strings"
)

// A link to a meeting on the web lets everybody in who has it. So do the numbers and passwords that programs write around it.
var (
	private = regexp.MustCompile(`(?i)https?://(?:[a-z0-9-]+\.)*(?:teams\.microsoft\.com|teams\.live\.com|zoom\.us/[a-z]+/|zoom\.us|zoomgov\.com|meet\.google\.com|tel\.meet|webex\.com|gotomeet\.me|gotomeeting\.com|whereby\.com|meet\.jit\.si|aka\.ms/jointeams|dialin\.teams)[^\s<>()\[\]]*`)
	linked  = regexp.MustCompile(`\[((?:[^\[\]\\]|\\.)*)\]\(<?[^)]*\)|\(?` + `https?://[^\s<>()\[\]]+\)?`)
	around  = regexp.MustCompile(`(?i)^(?:` +
		`microsoft teams(?:[- ](?:vergadering|meeting)|.*(?:hulp nodig|need help).*)?|_+|-?::~.*` +
		`|(?:nu |neem )?deel(?:nemen)? (?:aan|via|met) .*|klik hier om deel te nemen.*|click here to join.*|join (?:the meeting|on |with |by |zoom).*` +
		`|of bel(?:len)?\b.*|or (?:call|dial|join).*|one tap mobile.*|dial by your location.*|find (?:a|your) local number.*|(?:een )?lokaal nummer zoeken.*` +
		`|(?:telefonische |phone )?(?:vergadering|vergaderings|meeting|conferentie|conference)[- ]?(?:id|number|nummer)\b.*` +
		`|(?:wachtwoord(?:code)?|toegangscode|passcode|password|pincode|pin|access code|meeting number)\s?:.*` +
		`|teams downloaden.*|download teams.*|meer informatie(?: over meet.*| ?\|.*)?|learn more(?: about meet.*| ?\|.*)?|opties voor vergadering.*|meeting options.*|.*\bpincode opnieuw instellen.*|reset.* pin` +
		`|(?:voor organisatoren|for organizers).*|meer telefoonnummers.*|more phone numbers.*|bewerk dit gedeelte niet.*|please do not edit this section.*|.*is inviting you to a scheduled zoom meeting.*` +
		`|.*\+\d[\d ()-]{6,}.*(?:,,|#).*)$`)
	marks = strings.NewReplacer(`\`, "", "*", "", "#", "")
)

// withoutMeeting takes the way into a meeting on the web out of Markdown, and reports whether there was one. A sentence of a
// person in which it stands is kept.
func withoutMeeting(markdown string) (string, bool) {
	if !strings.Contains(markdown, "://") || !private.MatchString(markdown) {
		return markdown, false
	}
	var kept []string
	for line := range strings.SplitSeq(markdown, "\n") {
		bare := oneLine(marks.Replace(linked.ReplaceAllString(line, "$1")))
		without := linked.ReplaceAllStringFunc(line, func(link string) string {
			if private.MatchString(link) {
				return "(vraag de link)"
			}
			return link
		})
		switch {
		case around.MatchString(strings.TrimLeft(bare, "->[ ")):
		case without == line:
			kept = append(kept, line)
		case len(strings.Fields(bare)) > 4:
			kept = append(kept, without)
		}
	}
	out := strings.TrimSpace(emptyLines.ReplaceAllString(strings.Join(kept, "\n"), "\n\n"))
	return strings.TrimRight(hardBreak.ReplaceAllString(out, "\n\n"), `\ `), true
}

var (
	emptyLines = regexp.MustCompile(`\n{3,}`)
	hardBreak  = regexp.MustCompile(`\\\n\n`)
)
