package reply

import (
	"regexp"
	"strings"
)

// maxMail is how much of a mail is read, in bytes.
const maxMail = 1 << 20

var (
	asksLine   = regexp.MustCompile(`(?i)^[*_]*vraag\s+([0-9a-f]{8})\b`)
	answerMark = regexp.MustCompile(`(?i)\bantwoord[*_ ]*:[*_]*`)
	// What follows is no answer: the lines above a mail that is quoted, the end of ours, and how people end one.
	quoteHead = regexp.MustCompile(`(?i)^(?:(?:van|from|von|de) ?: .*|-{2,} ?(?:oorspronkelijk|original|doorgestuurd|forwarded).*|begin doorgestuurd.*|_{5,}|` +
		`(?:op|on) .*\d.*\b(?:schreef|heeft|wrote)\b.*)$`)
	ourWords = regexp.MustCompile(`(?i)^(?:` + regexp.QuoteMeta(thanks) + `|` + regexp.QuoteMeta(inShort) + `|` + regexp.QuoteMeta(endOfAll) + `)`)
	closing  = regexp.MustCompile(`(?i)^(?:--|(?:m\.?v\.?g|groet(?:en|jes)?|gr|(?:met )?(?:vriendelijke|hartelijke|zonnige) groet(?:en)?)\b.{0,40}|` +
		`(?:verstuurd|verzonden) (?:vanaf|vanuit|met|via) .*|sent from .*|(?:outlook|download outlook|get outlook) (?:voor|for) .*|` +
		`disclaimer.*|(?:dit (?:e-?mail)?bericht|deze e-?mail|de informatie in (?:dit|deze)) .*(?:vertrouwelijk|bestemd|geadresseerde).*)$`)
	salutation = regexp.MustCompile(`(?i)^(?:(?:hallo|hoi|hi|dag|beste|geachte|goeden?(?:morgen|middag|avond|dag)|l\.?s\.?)(?:(?: [\p{L}.]+){0,4}[,!]|(?: [\p{L}.]+)?)|` +
		`(?:let op|\[?extern\]?|caution)\b.*)$`)
)

// MailAnswers gives the answers in the text of a mail that answers one of Mail, by the id of the question: what stands
// behind or under "Antwoord:", until the next question, a quoted mail or the end of the mail. Lines may be quoted to
// any depth or not at all. Of a question that is there twice the first answer counts, because the newest mail is on top.
//
// When the mail has one question and nothing at its place, the text above our mail is the answer: so most people answer.
// Text below it is none: mail servers put their disclaimers there.
func MailAnswers(text string) map[string]string {
	answers := map[string]string{}
	var id string // the question that we are in
	var in bool   // behind its "Antwoord:"
	var typed []string
	asked := map[string]bool{}
	keep := func() {
		if s := joined(typed); s != "" && answers[id] == "" {
			answers[id] = s
		}
		in, typed = false, nil
	}
	lines := mailLines(text)
	for _, l := range lines {
		if m := asksLine.FindStringSubmatch(l.text); m != nil {
			keep()
			id = strings.ToLower(m[1])
			asked[id] = true
		}
		mark := answerMark.FindStringIndex(l.text)
		switch {
		case id == "":
		case !in && mark != nil:
			in, typed = true, []string{l.text[mark[1]:]}
		case in && (quoteHead.MatchString(l.text) || ourWords.MatchString(l.text) || closing.MatchString(l.text)):
			keep()
			id = ""
		case in && mark != nil && mark[0] == 0: // typed once more
			typed = append(typed, l.text[mark[1]:])
		case in:
			typed = append(typed, l.text)
		}
	}
	keep()
	if len(answers) == 0 && len(asked) == 1 {
		if s := above(lines); s != "" {
			for id := range asked {
				answers[id] = s
			}
		}
	}
	return answers
}

type mailLine struct {
	text   string // without quotes
	quoted bool
}

func mailLines(text string) []mailLine {
	text = strings.ToValidUTF8(text[:min(len(text), maxMail)], "")
	var lines []mailLine
	for l := range strings.Lines(text) {
		bare := strings.TrimLeft(line(l, maxMail), "> ")
		lines = append(lines, mailLine{bare, strings.HasPrefix(strings.TrimSpace(l), ">")})
	}
	return lines
}

// joined makes one text of typed lines: mail programs break lines, an empty line parts paragraphs.
func joined(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			b.WriteByte('\n')
			continue
		}
		b.WriteString(l + " ")
	}
	var out []string
	for p := range strings.Lines(b.String()) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return clean(strings.Join(out, "\n"), maxAnswer)
}

// above gives what a person typed above the mail that is quoted, without a salutation and what comes with the closing.
func above(lines []mailLine) string {
	var typed []string
	for _, l := range lines {
		if l.quoted || quoteHead.MatchString(l.text) || ourWords.MatchString(l.text) || asksLine.MatchString(l.text) || closing.MatchString(l.text) {
			break
		}
		if len(typed) > 0 || l.text != "" && !salutation.MatchString(l.text) {
			typed = append(typed, l.text)
		}
	}
	return joined(typed)
}
