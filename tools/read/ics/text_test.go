package ics

import (
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// pains 10
func TestTitlesThatSayIt(t *testing.T) {
	for in, want := range map[string]struct {
		title  string
		status page.Status
		why    string
	}{
		"GEANNULEERD: Koffie":              {"Koffie", page.StatusCancelled, ""},
		"Geannuleerd - Koffie":             {"Koffie", page.StatusCancelled, ""},
		"Canceled: Koffie":                 {"Koffie", page.StatusCancelled, ""},
		"[Afgelast] Koffie":                {"Koffie", page.StatusCancelled, ""},
		"*** AFGELAST *** Koffie":          {"Koffie", page.StatusCancelled, ""},
		"GAAT NIET DOOR Koffie":            {"Koffie", page.StatusCancelled, ""},
		"Koffie GAAT NIET DOOR!":           {"Koffie", page.StatusCancelled, ""},
		"Koffie (gaat helaas niet door)":   {"Koffie", page.StatusCancelled, ""},
		"Koffie - vervalt":                 {"Koffie", page.StatusCancelled, ""},
		"AFGELAST wegens storm: Koffie":    {"Koffie", page.StatusCancelled, "wegens storm"},
		"VERPLAATST: Koffie":               {"Koffie", page.StatusMoved, ""},
		"Verplaatst naar zaal 2: Koffie":   {"Koffie", page.StatusMoved, "naar zaal 2"},
		"VOL: Koffie":                      {"Koffie", page.StatusFull, ""},
		"Koffie (volgeboekt)":              {"Koffie", page.StatusFull, ""},
		"Onder voorbehoud: Koffie":         {"Koffie", page.StatusTentative, ""},
		"Vol verwachting klopt ons hart":   {"Vol verwachting klopt ons hart", "", ""},
		"Vol-au-vent maken":                {"Vol-au-vent maken", "", ""},
		"Afgelast":                         {"Afgelast", "", ""},
		"Lezing over geannuleerde reizen":  {"Lezing over geannuleerde reizen", "", ""},
		"Koffie &#038; thee &#8211; samen": {"Koffie & thee – samen", "", ""},
		"<b>Koffie</b> voor 2 < 4":         {"Koffie voor 2 < 4", "", ""},
	} {
		if title, status, why := titleOf(in); title != want.title || status != want.status || why != want.why {
			t.Errorf("%s: %q %q %q", in, title, status, why)
		}
	}
}

func TestStems(t *testing.T) {
	for status, words := range called {
		for word := range strings.SplitSeq(words, "|") {
			if title, got, _ := titleOf(word + ": Koffie"); title != "Koffie" || got != status {
				t.Errorf("%s: %q is %q with status %q", status, word, title, got)
			}
		}
	}
}

// described reads an event with these lines.
func described(t *testing.T, lines string) *page.Page {
	t.Helper()
	pages, notices, err := Read(page.Source{Data: one("DTSTART:20261010T100000\n" + lines)})
	if err != nil || len(pages) != 1 {
		t.Fatal(readtest.Dump(pages, notices, err))
	}
	return pages[0]
}

// pains 4: the part of it about descriptions in HTML is of issue 4.
func TestDescriptions(t *testing.T) {
	for in, want := range map[string]string{
		`DESCRIPTION:<p>Kom <b>mee</b> &amp\; doe</p><ul><li>een</li><li>twee</li></ul><script>x()</script>`: "Kom **mee** & doe\n\n- een\n- twee",
		`DESCRIPTION:Regel 1\nRegel 2 <a href="https://voorbeeld.nl/a">hier</a>`:                             "Regel 1\\\nRegel 2 [hier](https://voorbeeld.nl/a)",
		`DESCRIPTION:<a href="javascript:x()">hier</a> en <img src=x onerror=y>daar`:                         "hier en daar",
		`DESCRIPTION:3 < 4 & <x> *`:                    `3 < 4 & \<x> \*`,
		`DESCRIPTION:Neem mee:\n- een tas\n- een mand`: "Neem mee:\n\n- een tas\n- een mand",
		`DESCRIPTION:Meld je aan<https://voorbeeld.nl> of ans@voorbeeld.nl<mailto:ans@voorbeeld.nl>`:         "Meld je aan (https://voorbeeld.nl) of ans@voorbeeld.nl (ans@voorbeeld.nl)",
		"DESCRIPTION:Kom je?\nX-ALT-DESC;FMTTYPE=text/html:<html><body><p>Kom <i>je</i>?</p></body></html>":  "Kom *je*?",
		"DESCRIPTION:Nieuwe tekst\nX-ALT-DESC;FMTTYPE=text/html:<html><body><p>Oude tekst</p></body></html>": "Nieuwe tekst",
		"DESCRIPTION:Kom je?\nX-ALT-DESC;FMTTYPE=text/html:<html><body></body></html>":                       "Kom je?",
		"DESCRIPTION:Zie de site\nURL:https://voorbeeld.nl/a_(b)":                                            "Zie de site\n\n[Meer informatie](<https://voorbeeld.nl/a_(b)>)",
		"URL:javascript:alert(1)":             "",
		"LOCATION:https://voorbeeld.nl/kaart": "[Meer informatie](https://voorbeeld.nl/kaart)",
		"ORGANIZER;CN=Ans:mailto:ans@voorbeeld.nl\nCONTACT:Ans\nATTENDEE:mailto:bo@voorbeeld.nl": "",
	} {
		if p := described(t, in); p.Body != want {
			t.Errorf("%s: %q, want %q", in, p.Body, want)
		}
	}
}

func TestNoWayIntoAMeeting(t *testing.T) {
	for _, in := range []string{
		`DESCRIPTION:Tot dan\n\nJoin Zoom Meeting\nhttps://us02web.zoom.us/j/123?pwd=geheim\n\nMeeting ID: 123\nPasscode: geheim\nOne tap mobile\n+31201234567\,\,123# Netherlands`,
		`DESCRIPTION:Tot dan\n________________\nMicrosoft Teams Hulp nodig?<https://aka.ms/JoinTeamsMeeting?omkt=nl-NL>\nNu deelnemen aan de vergadering<https://teams.microsoft.com/meet/123?p=geheim>\nVergadering-id: 123\nToegangscode: geheim\n________________`,
		"DESCRIPTION:<p>Tot dan</p><p><a href=\"https://teams.microsoft.com/l/meetup-join/geheim\">Klik hier om deel te nemen aan de vergadering</a></p><p>Wachtwoordcode: geheim</p>",
		"DESCRIPTION:Tot dan\nURL:https://meet.google.com/geheim",
		"DESCRIPTION:Tot dan\nLOCATION:https://zoom.us/j/geheim",
	} {
		p := described(t, in)
		if p.Body != "Tot dan" || p.Activity.Place != nil && p.Activity.Place.Name != "Online" {
			t.Errorf("%s: %q %+v", in, p.Body, p.Activity.Place)
		}
	}
	p := described(t, `DESCRIPTION:We praten online\, via https://zoom.us/j/geheim\, over opvoeden en slapen.`)
	if want := "We praten online, via (vraag de link) over opvoeden en slapen."; p.Body != want {
		t.Errorf("%q, want %q", p.Body, want)
	}
	if p := described(t, "LOCATION:Vergaderzaal\\; Microsoft Teams-vergadering"); p.Activity.Place.String() != "Vergaderzaal" {
		t.Error(p.Activity.Place)
	}
}

func TestPrivate(t *testing.T) {
	p := described(t, "CLASS:PRIVATE\nDESCRIPTION:Tandarts van Ans\nLOCATION:Tandarts")
	if text, err := p.Format(); err != nil || !p.Draft || strings.Contains(string(text), "Appels") || strings.Contains(string(text), "Tandarts") {
		t.Errorf("%s %v", text, err)
	}
}
