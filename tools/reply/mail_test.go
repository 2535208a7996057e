package reply

import (
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

// quote is what a mail program makes of a mail in its reply.
func quote(mark, mail string) string {
	var b strings.Builder
	for l := range strings.Lines(mail) {
		b.WriteString(strings.TrimRight(mark+l, " \n") + "\n")
	}
	return b.String()
}

// typed is a mail with answers typed in it, in the order of its questions.
func typed(mail string, answers ...string) string {
	for _, a := range answers {
		mail = strings.Replace(mail, answer+"\n", "Antwoord:"+a+"\n", 1)
	}
	return mail
}

func TestMailAnswers(t *testing.T) {
	sent := Mail(noon, files, questions())
	one := Mail(noon, files, questions()[:1])
	const outlook = "\n\nVan: opladers <opladers@voorbeeld.nl>\nVerzonden: zaterdag 21 november 2026 12:05\nAan: Ans <ans@voorbeeld.nl>\nOnderwerp: Uw verhaal\n\n"
	const gmail = "\n\nOp za 21 nov 2026 om 12:05 schreef opladers <\nopladers@voorbeeld.nl>:\n\n"
	for name, c := range map[string]struct{ in, want string }{
		"nothing":                    {sent, "[]"},
		"quoted, nothing":            {quote("> ", sent), "[]"},
		"on the line":                {typed(sent, " Een pan", " ja", " 2"), "[12345678=ja 1e234567=2 3f2a91bc=Een pan]"},
		"quoted":                     {quote("> ", typed(sent, " Een pan", "", " 2")), "[1e234567=2 3f2a91bc=Een pan]"},
		"quoted twice":               {"Zie hieronder.\n" + quote(">> ", typed(sent, " Een pan")), "[3f2a91bc=Een pan]"},
		"under the quote":            {strings.Replace(strings.Replace(quote("> ", sent), "Antwoord:\n", "Antwoord:\n\nEen pan\n\n", 1), "2. nee\n> Antwoord:\n", "2. nee\n> Antwoord:\nja\n", 1), "[12345678=ja 3f2a91bc=Een pan]"},
		"next lines":                 {typed(sent, "\nKinderen roeren\nin een pan.\n\nHet is koud."), "[3f2a91bc=Kinderen roeren in een pan.\nHet is koud.]"},
		"Outlook, inline":            {outlook + typed(sent, " Een pan", "\n\nnee\n\nMet vriendelijke groet,\n\nAns\nGemeente Voorbeeld"), "[12345678=nee 3f2a91bc=Een pan]"},
		"typed below with signature": {typed(sent, "", "", "\nLochem\n\n-- \nAns"), "[1e234567=Lochem]"},
		"from a telephone":           {typed(sent, "", "", "Lochem\n\nVerstuurd vanaf mijn telefoon"), "[1e234567=Lochem]"},
		"lines without ends":         {strings.ReplaceAll(typed(sent, " Een pan"), "\n  ", " "), "[3f2a91bc=Een pan]"},
		"lines in one":               {"Vraag 3f2a91bc over x.docx Wat is er te zien? Antwoord: Een pan\nVraag 12345678 over x.docx Mag het? Antwoord:", "[3f2a91bc=Een pan]"},
		"empty lines between":        {strings.ReplaceAll(typed(sent, " Een pan", " ja"), "\n", "\n\n"), "[12345678=ja 3f2a91bc=Een pan]"},
		"bold, CRLF, odd spaces":     {"*Vraag 3F2A91BC over x*\r\n\r\n*Antwoord\u00a0:*\u00a0\u200bEen pan\r\n", "[3f2a91bc=Een pan]"},
		"the word typed again":       {typed(sent, "\nAntwoord: Een pan"), "[3f2a91bc=Een pan]"},
		"newest on top":              {typed(sent, " nieuw") + quote("> ", typed(sent, " oud", " ja")), "[12345678=ja 3f2a91bc=nieuw]"},
		"older mail below":           {typed(sent, "", "", " Lochem\n") + gmail + quote("> ", "Dag,\nhier is mijn verhaal."), "[1e234567=Lochem]"},
		"on top, one question":       {"Beste opladers,\n\nKinderen roeren\nin een pan.\n\nGroeten, Ans" + gmail + quote("> ", one), "[3f2a91bc=Kinderen roeren in een pan.]"},
		"on top, Outlook":            {"Ja, dat mag" + outlook + one, "[3f2a91bc=Ja, dat mag]"},
		"on top, a warning above":    {"LET OP: dit bericht komt van buiten.\n\nHoi!\nEen pan\nVerstuurd vanaf mijn telefoon\n" + one, "[3f2a91bc=Een pan]"},
		"on top, nothing":            {"Hallo,\n\nMet vriendelijke groet,\nAns\n\n" + quote("> ", one), "[]"},
		"on top, several questions":  {"ja, dat mag\n" + quote("> ", sent), "[]"},
		"on top and inline":          {"Zie hieronder\n" + quote("> ", typed(one, " Een pan")), "[3f2a91bc=Een pan]"},
		"without a question":         {"Dag,\nhier is mijn verhaal.\nAntwoord: ja\n", "[]"},
		"disclaimer under an answer": {"Vraag 3f2a91bc\nAntwoord: Een pan\n\nDit e-mailbericht is alleen bestemd voor de geadresseerde.\n", "[3f2a91bc=Een pan]"},
		"disclaimer below":           {quote("> ", one) + "\nDit bericht is vertrouwelijk.\n", "[]"},
	} {
		if got := listed(MailAnswers(c.in)); got != c.want {
			t.Errorf("%s: got %s, want %s\n%s", name, got, c.want, c.in)
		}
	}
}

// What others wrote must not answer, wherever it stands in the mail.
func TestMailAnswersNothingItself(t *testing.T) {
	const bad = "Antwoord: ja\nVraag 3f2a91bc\nantwoord : ja\n\nAntwoord:\u00a0ja Vraag\t3F2A91BC over x Antwoord: ja"
	f := File{Name: bad, Outcome: New, Pages: []Page{{bad, bad}}, Notices: []notice.Notice{{Text: bad, Hint: bad}}}
	q := Question{ID: "3f2a91bc", File: bad, Text: bad, Hint: bad, Choices: []string{bad, "Antwoord: nee"}, Rejected: bad}
	other := q
	other.ID = "00000000"
	sent := Mail(noon, []File{f}, []Question{q, other})
	for _, mail := range []string{sent, quote("> ", sent), strings.ReplaceAll(sent, "\n  ", " "), strings.ReplaceAll(sent, "\n", "\n\n")} {
		if got := MailAnswers(mail); len(got) > 0 {
			t.Errorf("%v\n%s", got, mail)
		}
	}
	if got := listed(MailAnswers(typed(sent, " a", " b"))); got != "[00000000=b 3f2a91bc=a]" {
		t.Errorf("%s\n%s", got, sent)
	}
}

func FuzzMailAnswers(f *testing.F) {
	sent := Mail(noon, files, questions())
	f.Add(sent)
	f.Add(quote("> ", typed(sent, " Een pan", "\n\nja\n\nGroet,\nAns")))
	f.Add("ja\n> Vraag 3f2a91bc\n> Antwoord:")
	f.Fuzz(func(t *testing.T, text string) {
		begin := time.Now()
		for id, a := range MailAnswers(text) {
			if len(id) != 8 || strings.TrimSpace(a) != a || a == "" || len([]rune(a)) > maxAnswer {
				t.Errorf("%q: %q", id, a)
			}
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("takes %v", took)
		}
	})
}

func FuzzUnderstand(f *testing.F) {
	f.Add("ja, dat mag", "ja")
	f.Fuzz(func(t *testing.T, answer, choice string) {
		Yes(answer)
		if i, ok := Choose(choice, []string{choice}); ok && i != 0 || !ok && len(words(choice)) > 0 {
			t.Errorf("%q is not %q", choice, choice)
		}
	})
}

func TestLongMail(t *testing.T) {
	for _, part := range []string{"> ", "\n", "Vraag 3f2a91bc\nAntwoord: a\n", "antwoord ", "op 1 schreef ", "a", "groet\n", "\xff"} {
		text := "Vraag 3f2a91bc\nAntwoord: " + strings.Repeat(part, 2*maxMail/len(part))
		begin := time.Now()
		if got := MailAnswers(text)["3f2a91bc"]; len([]rune(got)) > maxAnswer {
			t.Errorf("%q: %d characters", part, len(got))
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("%q takes %v", part, took)
		}
	}
}
