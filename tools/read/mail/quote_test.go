package mail

import (
	"strings"
	"testing"
)

// story gives what is left of a plain text.
func story(text, subject string) (string, own) {
	o := written(plainLines(text, false, false), subject, 0)
	return textOf(o.lines[o.salutation:]), o
}

func TestWritten(t *testing.T) {
	const quote = "\n> Hoe was het?\n> Groet, de redactie\n"
	const header = "Van: Ans <ans@example.nl>\nVerzonden: dinsdag 1 december 2026 10:00\nAan: Aanjager\nOnderwerp: Verhaal\n\n"
	for name, c := range map[string]struct{ in, subject, want string }{
		"no quote":         {"Een verhaal.\n\nMet twee alinea's.", "", "Een verhaal.\n\nMet twee alinea's."},
		"closing":          {"Een verhaal.\n\nMet vriendelijke groet,\n\nAns\naanjager\n06 12345678", "", "Een verhaal."},
		"closing, English": {"A story.\nKind regards,\nAns", "", "A story."},
		"mvg":              {"Een verhaal.\nMvg Ans", "", "Een verhaal."},
		"long closing":     {"Een verhaal.\nGroetjes\n" + strings.Repeat("Toch nog een regel.\n", 13), "", "Een verhaal.\nGroetjes\n" + strings.TrimSpace(strings.Repeat("Toch nog een regel.\n", 13))},
		"greeting is text": {"Groeten uit Zutphen\nwas de titel van de kaart.", "", "Groeten uit Zutphen\nwas de titel van de kaart."},
		"dashes":           {"Een verhaal.\n-- \nAns\nStraat 1", "", "Een verhaal."},
		"device":           {"Een verhaal.\n\nVerstuurd vanaf mijn iPhone", "", "Een verhaal."},
		"disclaimer":       {"Een verhaal.\nGroet, Ans\nDit bericht is vertrouwelijk en alleen voor de geadresseerde. " + strings.Repeat("Zeer lang. ", 200), "", "Een verhaal."},
		"salutation":       {"Beste redactie,\n\nEen verhaal.", "", "Een verhaal."},
		"bare salutation":  {"Hoi allemaal\nEen verhaal.", "", "Een verhaal."},
		"salutation alone": {"Hoi allemaal,", "", "Hoi allemaal,"},
		"first sentence":   {"Beste buren, dit is een verhaal over de straat.\nEn meer.", "", "Beste buren, dit is een verhaal over de straat.\nEn meer."},
		"day of":           {"Dag van de buren!\nEr was taart.", "", "Dag van de buren!\nEr was taart."},
		"reply, Gmail":     {"Het was leuk.\n\nOp di 1 dec 2026 om 10:00 schreef Redactie <redactie@voorbeeld.nl>:" + quote, "Re: Vraag", "Het was leuk."},
		"reply, English":   {"Het was leuk.\n\nOn Tue, 1 Dec 2026 at 10:00, Redactie\n<redactie@voorbeeld.nl> wrote:\n" + quote, "Re: Vraag", "Het was leuk."},
		"reply, Apple":     {"Het was leuk.\n\nOp 1 dec. 2026, om 10:00 heeft Redactie <redactie@voorbeeld.nl> het volgende geschreven:" + quote, "Re: Vraag", "Het was leuk."},
		"reply, GroupWise": {"Het was leuk.\n\n>>> Redactie <redactie@voorbeeld.nl> 1-12-2026 10:00 >>>\nHoe was het?", "Antw: Vraag", "Het was leuk."},
		"reply, Outlook":   {"Het was leuk.\n\n________________________________\n" + header + "Hoe was het?", "RE: Vraag", "Het was leuk."},
		"reply, old":       {"Het was leuk.\n\n-----Oorspronkelijk bericht-----\n" + header + "Hoe was het?", "RE: Vraag", "Het was leuk."},
		"reply below":      {"Op 1-12-2026 om 10:00 schreef Redactie:\n> Hoe was het?\nHet was leuk.\nGroet,\nAns", "Re: Vraag", "Het was leuk."},
		"reply between":    {"Redactie schreef op 1-12-2026 10:00:\n> Hoe was het?\nLeuk.\n> Wie kwamen er?\nIedereen.", "Re: Vraag", "Leuk.\nIedereen."},
		"bare quote":       {"Het was leuk." + quote, "Re: Vraag", "Het was leuk."},
		"quote of a poem":  {"Oma zei:\n> Wie goed doet\nEn zo is het.", "", "Oma zei:\nWie goed doet\nEn zo is het."},
		"a letter":         {"Op 3 mei schreef Ans in haar dagboek:\nHet regent.", "", "Op 3 mei schreef Ans in haar dagboek:\nHet regent."},
		"no subject":       {"Het was leuk.\n\nVan: Ans\nVerzonden: nu\nAan: x\nOnderwerp:\n\nHoe was het?", "RE:", "Het was leuk."},
		"an invitation":    {"Kom ook!\nVan: 10.00 uur\nDatum: 3 mei\nTot: 12.00 uur", "", "Kom ook!\nVan: 10.00 uur\nDatum: 3 mei\nTot: 12.00 uur"},
		"from where":       {"Van: Zutphen\nTot: Gorssel\nfietsten we.", "", "Van: Zutphen\nTot: Gorssel\nfietsten we."},
		"nothing said":     {header + "Hoe was het?", "RE: Vraag", ""},
		"forward":          {"Ter info, groet de aanjager\n\n" + header + "Beste aanjager,\nEen verhaal.\nGroetjes Ans", "FW: Verhaal", "Een verhaal."},
		"forward, Gmail":   {"---------- Forwarded message ---------\n" + header + "Een verhaal.", "Fwd: Verhaal", "Een verhaal."},
		"forward, Apple":   {"Begin doorgestuurd bericht:\n\n> Van: Ans\n> Onderwerp: Verhaal\n> Datum: 1 december 2026\n> Aan: Aanjager\n>\n> Een verhaal.\n", "Fwd: Verhaal", "Een verhaal."},
		"forward twice":    {header + header + "Een verhaal.", "FW: FW: Verhaal", "Een verhaal."},
		"forward reply":    {header + "Een verhaal.\n\n" + header + "Wilt u iets schrijven?", "FW: RE: Verhaal", "Een verhaal."},
		"forward, no mark": {header + "Een verhaal.", "Verhaal", "Een verhaal."},
		"forward and text": {"Dit is een eigen verhaal dat veel langer is dan een paar woorden boven een mail.\n\n" + header + "Bijzaak.", "FW: Verhaal", "Dit is een eigen verhaal dat veel langer is dan een paar woorden boven een mail."},
	} {
		if got, _ := story(c.in, c.subject); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if _, o := story("Dit is een eigen verhaal dat veel langer is dan een paar woorden boven een mail.\n\n"+header+"Bijzaak.", "FW: Verhaal"); !o.forwarded {
		t.Error("a forwarded mail is left out in silence")
	}
}

// TestHTML reads the marks that mail programs make in HTML.
func TestHTML(t *testing.T) {
	for in, want := range map[string]string{
		`<p>Leuk.</p><div class="gmail_quote"><div class="gmail_attr">Op di schreef <a>x</a>:</div><blockquote class="gmail_quote">Hoe?</blockquote></div>`:                                                                                  "Leuk.",
		`<div>Leuk.</div><hr><div id="divRplyFwdMsg"><b>Van:</b> A<br><b>Verzonden:</b> nu<br><b>Onderwerp:</b> x</div><div>Hoe?</div>`:                                                                                                      "Leuk.",
		`<div class="moz-cite-prefix">Op 1-12-2026 om 10:00 schreef A:</div><blockquote type="cite"><p>Hoe?</p></blockquote><p>Leuk.</p>`:                                                                                                    "Leuk.",
		`<div class="moz-forward-container"><br>-------- Doorgestuurd bericht --------<table><tr><th>Onderwerp: </th><td>Verhaal</td></tr><tr><th>Datum: </th><td>nu</td></tr><tr><th>Van: </th><td>Ans</td></tr></table><p>Leuk.</p></div>`: "Leuk.",
		`<p>Oma zei:</p><blockquote>Wie goed doet</blockquote>`: "Oma zei:\nWie goed doet",
		`<div class="gmail_quote"><div>Alleen dit.</div></div>`: "Alleen dit.",
		`<div>Een</div><div>&nbsp;</div><div>twee<br>drie</div><div style="display: none">weg</div><table><tr><td>vier</td><td>vijf</td></tr></table>`: "Een\n\ntwee\ndrie\nvier\nvijf",
		`<p>Een verhaal.</p><p>Met vriendelijke groet,</p><table><tr><td><img src="cid:x"></td><td>Ans</td></tr></table>`:                              "Een verhaal.",
	} {
		_, lines, err := htmlLines(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := textOf(written(lines, "Re: x", 0).lines); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestSubject(t *testing.T) {
	for in, want := range map[string]string{
		"RE: FW: Doorst: Antw: [lijst] Re[2]: Verhaal": "Verhaal",
		"Fwd:Verhaal":                  "Verhaal",
		"Fietsen: een verhaal":         "Fietsen: een verhaal",
		"Re:":                          "Re:",
		"[lijst]":                      "[lijst]",
		"Reünie: oproep":               "Reünie: oproep",
		" twee   spaties\r\n en meer ": "twee spaties en meer",
	} {
		if got := cleanSubject(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
