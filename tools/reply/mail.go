package reply

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// What the mail that we send says, and the reader of answers knows it by.
const (
	thanks    = "Bedankt voor uw bericht. Het is verwerkt op "
	answer    = "Antwoord: "
	endOfAll  = "Einde van de vragen."
	signature = "-- \nopladers\n" // RFC 3676, section 4.3
)

// Mail makes the text of the mail that answers one, in lines of 72 characters that end in LF. Its subject is the
// caller's. An answer can be typed under each question.
func Mail(when time.Time, files []File, questions []Question) string {
	w := &writer{width: 72}
	w.text("", "", thanks+moment(when)+".")
	w.summary(files)
	n := min(len(questions), maxQuestions)
	if n > 0 {
		w.WriteByte('\n')
		w.text("", "", asks(n)+" Beantwoord dit bericht en typ uw antwoord achter of onder het woord Antwoord. Laat de regels die met Vraag beginnen staan.")
	}
	w.files(files)
	report := &writer{width: 72}
	report.WriteString(plain(w.String()))
	if n > 0 {
		report.heading("Vragen")
	}
	for _, q := range questions[:n] {
		report.WriteByte('\n')
		report.text("Vraag "+q.ID+" over ", "  ", plain(line(q.File, 300)))
		report.text("  ", "  ", plain(clean(q.Text, maxAsked)))
		report.text("  ", "  ", plain(q.guidance()))
		report.WriteString(answer + "\n")
	}
	if n > 0 {
		fmt.Fprintf(report, "\n%s\n", endOfAll)
	}
	return report.String() + "\n" + signature
}

var ours = regexp.MustCompile(`(?i)\b(antwoord\s*):|\b(vraag)(\s+[0-9a-f]{8})`)

// plain changes what the reader of answers would take for a question or an answer of its own, so that no text of
// others, such as the name of a file, can speak for who answers.
func plain(s string) string {
	return ours.ReplaceAllStringFunc(s, func(m string) string {
		if before, ok := strings.CutSuffix(m, ":"); ok {
			return before + ";"
		}
		return m[:len("vraag")] + ":" + m[len("vraag"):]
	})
}
