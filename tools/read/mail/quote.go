package mail

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A line is one line of a mail as people see it.
type line struct {
	text  string // in single spaces, without the signs of quoting
	depth int    // of quotes of earlier mails
	body  int    // which text of the mail it stands in
	begin bool   // the mail program says that an earlier mail begins here
	raw   string // as it stands in plain text
	nodes []*html.Node
}

func (l line) blank() bool { return l.text == "" }

// A message that someone wrote, parted from what is around it.
type own struct {
	lines      []line
	salutation int  // how many of the lines are one
	closed     bool // a closing was left out
	forwarded  bool // a forwarded mail was left out
}

const (
	fewWords    = 12    // above a forwarded mail: "Ter info, groet Ans"
	maxClosing  = 12    // lines of a closing
	maxClosed   = 1_000 // characters of a closing
	maxHeading  = 30    // lines of the headers of an earlier mail
	maxForwards = 10    // mails that were forwarded again
)

var (
	forwardLine = regexp.MustCompile(`(?i)^(-{2,} *(doorgestuurd|forwarded|weitergeleitet).{0,30}-{2,}|begin (doorgestuurd bericht|forwarded message) *:|doorgestuurd bericht *:|forwarded message *:)$`)
	earlierLine = regexp.MustCompile(`(?i)^-{2,} *(oorspronkelijk|origineel|original|ursprüngliche).{0,30}-{2,}$|\S@\S.{0,40}\d[:.]\d\d >{2,3}$`)
	attribution = regexp.MustCompile(`(?i)^((op|on|am|le)\b.{4,250}\b(schreef|geschreven|wrote|schrieb)\b.{0,120}|.{2,150}\b(schreef|wrote)\b.{0,100}):$`)
	attributed  = regexp.MustCompile(`(?i)\S@\S|\b\d{1,2}[:.]\d{2}\b|het volgende:$`)
	rule        = regexp.MustCompile(`^[_=*-]{5,}$`)
)

// earlier finds where an earlier mail begins and where its text does. It is false when there is none.
func earlier(lines []line) (begin, text int, forwarded, ok bool) {
	quoted := len(lines) // the quote that is at the end
	for quoted > 0 && (lines[quoted-1].depth > 0 || lines[quoted-1].blank()) {
		quoted--
	}
	for i, l := range lines {
		if l.blank() {
			continue
		}
		begin, text, forwarded = i, i, false
		if strings.ContainsRune("-:>", rune(l.text[len(l.text)-1])) {
			if forwarded = forwardLine.MatchString(l.text); forwarded || earlierLine.MatchString(l.text) {
				text++
			}
		}
		headers := headerBlock(lines, text, text > i)
		switch {
		case headers > 0:
			text = headers
		case forwarded, text > i:
		case attributionEnd(lines, i) > 0:
			text = attributionEnd(lines, i)
		case l.begin, i >= quoted && l.depth > 0:
		default:
			continue
		}
		for begin > 0 && (lines[begin-1].blank() || rule.MatchString(lines[begin-1].text)) {
			begin--
		}
		return begin, text, forwarded, true
	}
	return len(lines), len(lines), false, false
}

// headerKeys are the names of headers above an earlier mail.
var headerKeys = map[string]string{
	"van": "from", "from": "from", "von": "from", "verzonden": "when", "verstuurd": "when", "sent": "when", "gesendet": "when", "datum": "when", "date": "when",
	"aan": "to", "to": "to", "an": "to", "cc": "cc", "kopie": "cc", "bcc": "cc", "onderwerp": "subject", "subject": "subject", "betreft": "subject",
	"betreff": "subject", "antwoord aan": "reply", "reply-to": "reply", "bijlage": "file", "bijlagen": "file", "attachments": "file", "prioriteit": "priority",
	"urgentie": "priority", "importance": "priority", "gevoeligheid": "priority",
}

// headerKey says which header of an earlier mail a line is, "" for none.
func headerKey(text string) string {
	key, _, ok := strings.Cut(text, ":")
	if !ok || len(key) > 20 {
		return ""
	}
	return headerKeys[strings.ToLower(strings.Trim(key, " *"))]
}

// headerBlock gives where the headers of an earlier mail end that begin at i, with empty lines above them; 0 when there are
// none. They say at least who wrote it, about what, and when or to whom; who wrote it comes first, unless a mark stands above them.
func headerBlock(lines []line, i int, marked bool) int {
	for i < len(lines) && (lines[i].blank() || rule.MatchString(lines[i].text)) {
		i++
	}
	if i == len(lines) || headerKey(lines[i].text) != "from" && !marked {
		return 0
	}
	found := map[string]bool{}
	last := i
	for at := i; at < min(len(lines), i+maxHeading) && !lines[at].blank() && at <= last+3; at++ { // addresses go on on the next lines
		if key := headerKey(lines[at].text); key != "" {
			found[key] = true
			last = at
		}
	}
	if !found["from"] || !found["subject"] || !found["when"] && !found["to"] {
		return 0
	}
	if strings.HasSuffix(lines[i].text, ":") && last+1 < len(lines) && !lines[last+1].blank() { // values stand on the next lines, as in a table
		last++
	}
	return last + 1
}

// attributionEnd gives where the words end that say who wrote what is quoted below, which may take three lines; 0 when there
// are none.
func attributionEnd(lines []line, i int) int {
	joined := ""
	for end := i; end < min(i+3, len(lines)) && !lines[end].blank(); end++ {
		joined = strings.TrimSpace(joined + " " + lines[end].text)
		if len(joined) > 500 {
			break
		}
		if strings.HasSuffix(joined, ":") && attribution.MatchString(joined) && attributed.MatchString(joined) {
			return end + 1
		}
	}
	return 0
}

// written gives what the sender wrote. Of a mail that was forwarded with no more than a few words that is the mail that was forwarded.
func written(lines []line, subject string, forwards int) own {
	if least := shallowest(lines); least > 0 { // nobody quotes it
		lines = unquoted(lines, least)
	}
	begin, text, forwarded, ok := earlier(lines)
	if !ok {
		return closing(lines)
	}
	rest := lines[text:]
	mine := lines[:begin:begin]
	if firstText(rest).depth > 0 {
		for _, l := range rest {
			if l.depth == 0 { // below or between what is quoted
				mine = append(mine, l)
			}
		}
	}
	o := closing(mine)
	count := words(o.lines[o.salutation:])
	isForward := forwarded || onward.MatchString(subject) || count == 0 && !answer.MatchString(subject)
	if isForward && count <= fewWords && forwards < maxForwards {
		inner := written(unquoted(rest, firstText(rest).depth), "", forwards+1)
		if words(inner.lines) > 0 {
			inner.closed = inner.closed || len(o.lines) > 0
			return inner
		}
	}
	o.forwarded = isForward && words(rest) > 0
	return o
}

func firstText(lines []line) line {
	for _, l := range lines {
		if !l.blank() {
			return l
		}
	}
	return line{}
}

// shallowest gives the least depth of text.
func shallowest(lines []line) int {
	least := -1
	for _, l := range lines {
		if !l.blank() && (least < 0 || l.depth < least) {
			least = l.depth
		}
	}
	return least
}

// unquoted gives the lines as they were before they were quoted so deep. Their first text begins no earlier mail then.
func unquoted(lines []line, depth int) []line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].depth = max(out[i].depth-depth, 0)
	}
	for i := range out {
		out[i].begin = false
		if !out[i].blank() {
			break
		}
	}
	return out
}

func words(lines []line) int {
	n := 0
	for _, l := range lines {
		n += len(strings.Fields(l.text))
	}
	return n
}

var (
	dashes     = regexp.MustCompile(`^(--|—|__+)$`)
	greeting   = regexp.MustCompile(`(?i)^((met|with) )?((heel )?veel |de )?((vriendelijke|hartelijke|warme|zonnige|lieve|sportieve|muzikale|groene|feestelijke|collegiale|beste|kind|best|warm|many)[ ,]*(en )?)*(groet(en|jes)?|regards|wishes|greetings)\b.{0,150}$|^(mvg|m\.v\.g\.?|m\.?vr\.? ?gr\.?|vr\.? ?gr\.?|hgr|gr\.?|grt?z?|hoogachtend|liefs|sincerely|yours|cheers)\b.{0,40}$`)
	device     = regexp.MustCompile(`(?i)^(verstuurd|verzonden|gestuurd|sent|gesendet|download|haal|get)\b.{0,40}\b(iphone|ipad|android|samsung|galaxy|outlook|huawei|smartphone|telefoon|mobiel|mobiele|phone|mail|gmail|yahoo|windows|xs4all|kpn|ziggo)\b.{0,60}$|^outlook (voor|for) (ios|android)\b.{0,60}$|^mail (voor|for) windows\b.{0,20}$`)
	disclaimer = regexp.MustCompile(`(?i)^(disclaimer|proclaimer)\b|\b(dit (e-?mail)?bericht|deze (e-?)?mail|de informatie|de inhoud|this (e-?mail|message|communication)|the (information|contents))\b.{0,200}\b(vertrouwelijk|persoonlijk|uitsluitend|geadresseerde|confidential|intended|privileged|solely)\b|^(denk|bedenk|please consider|think)\b.{0,60}\b(milieu|environment)\b`)
	salutation = regexp.MustCompile(`(?i)^(beste|hallo|hoi|hoihoi|hey|hee|hé|ha|dag|goede ?(morgen|middag|avond|dag)|goeie?(morgen|middag|avond)|geachte|lieve|dear|hi|hello|ls)\b[^.:;?]{0,60}$|^l\.s\.,?$`)
)

// dayOf begins the name of a feast: "Dag van de buren!"
var dayOf = regexp.MustCompile(`(?i)^dag van\b`)

// closing drops the closing of a mail with all that stands under it, when that is short, and counts the lines of the salutation.
func closing(lines []line) own {
	o := own{lines: lines}
	for o.drop(len(o.lines)); ; {
		n := len(o.lines)
		if n == 0 || !device.MatchString(o.lines[n-1].text) {
			break
		}
		o.closed = true
		o.drop(n - 1)
	}
	for _, pattern := range []*regexp.Regexp{disclaimer, dashes, greeting} {
		left, size := 0, 0 // below the line
		cut := -1
		for i := len(o.lines) - 1; i > 0 && left <= maxClosing && (size <= maxClosed || pattern == disclaimer); i-- {
			if pattern.MatchString(o.lines[i].text) && words(o.lines[:i]) > 0 {
				cut = i
			}
			if !o.lines[i].blank() {
				left++
				size += utf8.RuneCountInString(o.lines[i].text)
			}
		}
		if cut > 0 {
			o.closed = true
			o.drop(cut)
		}
	}
	for i, l := range o.lines {
		if l.blank() {
			continue
		}
		short := strings.ContainsAny(l.text[len(l.text)-1:], ",!") || len(strings.Fields(l.text)) <= 3
		if salutation.MatchString(l.text) && short && !dayOf.MatchString(l.text) && words(o.lines[i+1:]) > 0 {
			o.salutation = i + 1
		}
		break
	}
	return o
}

// drop drops the lines from i on, and the empty ones above them.
func (o *own) drop(i int) {
	for i > 0 && (o.lines[i-1].blank() && len(o.lines[i-1].nodes) == 0) {
		i--
	}
	o.lines = o.lines[:i]
}
