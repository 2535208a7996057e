package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/personal"
	"mijnopladers.nl/opladers/tools/plain"
)

const (
	worstShown = 2 // sentences that are shown with a low score
)

// language checks whether the page is in plain Dutch. The words of others, in quotations, stay theirs.
func (d *document) language() {
	if !d.o.Dutch {
		return
	}
	var total plain.Score
	var texts []*passage // that count for it
	for i := range d.passages {
		p := &d.passages[i]
		if p.role == quoted {
			continue
		}
		remarks, score := plain.CheckAndMeasure(p.text)
		for _, r := range remarks {
			if r.Rule == plain.LongSentence && (p.role == cell || p.role == heading) || r.Rule == plain.Acronym && d.explains(r.Words) {
				continue
			}
			f := rule.Of(string(r.Rule), d.lineOf(p, r.At), r.Text, r.Hint).Quote(r.Words)
			if from, to, ok := p.span(r.At, r.End); ok && r.Replace != "" {
				f = f.With(from, to, r.Replace)
			}
			d.add(f)
		}
		if p.role != paragraph && p.role != item || len(p.pieces) == 0 {
			continue
		}
		total = total.Add(score)
		texts = append(texts, p)
	}
	if total.Words < plain.MinWords || total.Flesch() >= plain.Normal {
		return
	}
	var worst []sentence
	for _, p := range texts {
		for _, s := range plain.Sentences(p.text) {
			if score := plain.Measure(p.text[s[0]:s[1]]); score.Words > 4 {
				worst = append(worst, sentence{p.text[s[0]:s[1]], d.lineOf(p, s[0]), score.Flesch()})
			}
		}
	}
	slices.SortStableFunc(worst, func(a, b sentence) int { return cmp.Compare(a.flesch, b.flesch) })
	worst = worst[:min(worstShown, len(worst))]
	hint := "Begin met de moeilijkste zinnen:"
	for _, s := range worst {
		hint += fmt.Sprintf(" regel %d %s", s.line, short(s.text, 120))
	}
	d.add(rule.Of("leesbaarheid", worst[0].line, fmt.Sprintf("De tekst leest moeilijk: %.0f punten, en vanaf %.0f leest hij gewoon (Flesch-Douma).", total.Flesch(), float64(plain.Normal)),
		hint+". Maak er korte zinnen van, met korte woorden."))
}

// explains reports whether the page says what an abbreviation is short for: it stands between brackets, behind the whole name.
func (d *document) explains(letters string) bool {
	return slices.ContainsFunc(d.passages, func(p passage) bool { return strings.Contains(p.text, " ("+letters) })
}

type sentence struct {
	text   string
	line   int
	flesch float64
}

// people looks for personal data in what is to be published. Which numbers and addresses are those of an organisation the page alone does not know.
func (d *document) people() {
	for i := range d.passages {
		p := &d.passages[i]
		for _, h := range personal.Find(p.text, nil) {
			text, hint := personalText(h)
			d.add(rule.Of(string(h.Kind), d.lineOf(p, h.At), text, hint).Quote(whole(p.text, h)...))
		}
	}
	for _, f := range d.fields {
		if strings.HasPrefix(f.text, "https://") || strings.HasPrefix(f.text, "http://") {
			d.behind(f.line, f.text, "")
		}
	}
}

// behind looks for personal data in the address of a link, which who clicks gets to see. What its words show is said of those.
func (d *document) behind(line int, to, words string) {
	if len(personal.Find(words, nil)) > 0 {
		return
	}
	for _, h := range personal.Find(to, nil) {
		text, hint := personalText(h)
		d.add(rule.Of(string(h.Kind), line, text, hint).Quote(whole(to, h)...))
	}
}

// whole gives the words of a hit so that they are found again without the text: a number behind wa.me/ with that.
func whole(text string, h personal.Hit) []string {
	if len(personal.Find(h.Words, nil)) > 0 {
		return []string{h.Words}
	}
	from, end := strings.LastIndexAny(text[:h.At], " \n")+1, len(text)
	if i := strings.IndexAny(text[h.End:], " \n"); i >= 0 {
		end = h.End + i
	}
	return []string{h.Words, text[from:end]}
}

func personalText(h personal.Hit) (text, hint string) {
	words := short(h.Words, 60)
	switch h.Kind {
	case personal.Telephone:
		return "Hier staat een telefoonnummer: " + words + ". Het is niet van de aanjager of van een organisatie die de site kent.",
			"Is het van een ouder of vrijwilliger? Haal het weg, en verwijs naar de aanjager. Is het van een organisatie? Zet het bij contact, of zeg bij controle waarom het mag."
	case personal.Mail:
		return "Hier staat een mailadres van een persoon: " + words + ".", "Gebruik een adres van de organisatie, of verwijs naar de aanjager."
	case personal.BSN:
		return "Hier staat iets dat een burgerservicenummer kan zijn: " + words + ".", "Haal het weg. Is het iets anders? Schrijf erbij wat het is, zoals KvK-nummer."
	case personal.Address:
		return "Hier staat waar een kind woont: " + words + ".", "Haal het adres weg. Noem hooguit de wijk of het dorp."
	case personal.BirthDate:
		return "Hier staat wanneer iemand geboren is: " + words + ".", "Haal de datum weg. Noem hooguit de leeftijd."
	case personal.ChildSchool:
		return "Hier staat een kind met achternaam en school of groep: " + words + ".", "Noem alleen de voornaam, of laat de school weg."
	case personal.Account:
		return "Hier staat een rekeningnummer: " + words + ".", "Is het van een persoon? Haal het weg. Is het van een vereniging of stichting? Zeg bij controle dat het mag."
	}
	return "Hier staat een link naar een besloten groep: " + words + ".", "Haal de link weg. Laat ouders zich aanmelden bij de aanjager."
}
