package syndicate

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/site"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// now is the day on which the tests publish.
const now = "2026-12-01"

// small is a site with two municipalities and two initiatives.
var small = map[string]string{
	"zutphen/_index.md":                          "title: Zutphen\nsoort: gemeente\nvakantieregio: midden",
	"lochem/_index.md":                           "title: Lochem\nsoort: gemeente",
	"zutphen/initiatieven/de-huiskamer/index.md": "title: De huiskamer\nsoort: initiatief",
	"zutphen/initiatieven/stil/index.md":         "title: Nog stil\nsoort: initiatief",
}

// write writes a site: pages by their paths below content, of which activities are written without index.md.
func write(t *testing.T, pages ...map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, m := range pages {
		for name, text := range m {
			if filepath.Ext(name) == "" {
				name, text = name+"/index.md", "soort: activiteit\n"+text
			}
			if filepath.Ext(name) == ".md" {
				text = "---\n" + text + "\n---\n"
			}
			file := filepath.Join(dir, "content", name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// publish writes what others subscribe to of a site on a day, and gives the files.
func publish(t *testing.T, dir, day string) map[string]string {
	t.Helper()
	out := t.TempDir()
	publishTo(t, dir, day, out)
	files := map[string]string{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(out, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func publishTo(t *testing.T, dir, day, out string) {
	t.Helper()
	at := moment(day)
	s, err := agenda.Load(dir, at)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Notices {
		if n.Level == notice.Warning { // the worst pages have those
			continue
		}
		t.Errorf("%v", n)
	}
	if err := Write(Options{Agenda: s, Pages: rendered(t, dir), Out: out, BaseURL: "https://voorbeeld.nl/", Now: at}); err != nil {
		t.Fatal(err)
	}
}

// rendered lists the pages of a site as Hugo does.
func rendered(t *testing.T, dir string) []site.Page {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "content/*/*/*/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []site.Page
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := page.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(filepath.Join(dir, "content"), filepath.Dir(file))
		out = append(out, site.Page{Path: "/" + filepath.ToSlash(rel), Title: p.Title, Params: map[string]any{"title": p.Title, "slug": p.Slug, "samenvatting": p.Summary}})
	}
	return out
}

// unfold joins the folded lines of a calendar.
func unfold(calendar string) string { return strings.ReplaceAll(calendar, "\r\n ", "") }

// has reports the lines that a calendar must have and has not.
func has(t *testing.T, name, calendar string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\r\n"+unfold(calendar), "\r\n"+line+"\r\n") {
			t.Errorf("%s: no %s in\n%s", name, line, unfold(calendar))
		}
	}
}

func hasNot(t *testing.T, name, text string, not ...string) {
	t.Helper()
	for _, s := range not {
		if strings.Contains(unfold(text), s) {
			t.Errorf("%s: %s is in\n%s", name, s, unfold(text))
		}
	}
}

// everyCase holds an activity of each kind.
var everyCase = map[string]string{
	"zutphen/agenda/koffie": `title: "Koffie; met thee, en één lange titel die over het einde van de regel gaat: ëëëëëëëë"
samenvatting: Kom erbij zitten.
begin: 2026-11-25T09:30
einde: 2026-11-25T11:00
herhaling: FREQ=WEEKLY;BYDAY=WE;UNTIL=20270210
ook_in: [lochem]
initiatief: de-huiskamer
aangekondigd: 2026-10-01
categorie: ontmoeten
doelgroep: ouders
leeftijd_van: 6
leeftijd_tot: 48
met_kind: true
kosten: 0
aanmelden: niet
talen: [Nederlands, Arabisch]
uitzonderingen:
  - datum: 2026-12-09
  - datum: 2026-12-16
    status: gaat-niet-door
    reden: De zaal is bezet.
  - datum: 2027-01-13T09:30
    status: verplaatst
    begin: 2027-01-14T10:00
plaats: {naam: De Lantaarn, straat: Voorbeeldstraat 1, postcode: 0000 AA, woonplaats: Zutphen, lat: 52.14, lon: 6.2}
toegankelijk: {rolstoel: true, prikkelarm: false}`,
	"zutphen/agenda/feest":                "title: Feest\nbegin: 2026-12-05\neinde: 2026-12-06\nkosten: 2.5\nkosten_toelichting: per gezin\nstatus: vol",
	"zutphen/agenda/nacht":                "title: Nachtzwemmen\nbegin: 2026-12-11T20:00\neinde: 2026-12-12T00:00\nstatus: onder-voorbehoud\naanmelden: nodig\naanmelden_mail: nacht@example.nl\naanmelden_voor: 2026-12-10",
	"zutphen/agenda/los":                  "title: Losse dagen\nbegin: 2026-12-02T14:00\neinde: 2026-12-02T15:00\nextra_datums: [2026-12-04T14:00, 2027-01-08T15:30]",
	"zutphen/agenda/verzet":               "title: Knutselen\nbegin: 2026-12-10T10:00\nplaats: {naam: De Haven}",
	"zutphen/agenda/afgelast":             "title: Dansen\nbegin: 2026-12-20T10:00\nstatus: gaat-niet-door\nreden: De juf is ziek.\nbijgewerkt: 2026-11-29",
	"zutphen/agenda/londen":               "title: Verhalen van ver\nbegin: 2026-12-03T19:00\neinde: 2026-12-03T20:00\ntijdzone: Europe/London",
	"zutphen/agenda/vorig":                "title: Vorig jaar\nbegin: 2025-12-02",
	"zutphen/agenda/te-oud":               "title: Te oud\nbegin: 2025-11-30",
	"lochem/agenda/soep":                  "title: Soep\nbegin: 2026-12-03T17:30\neinde: 2026-12-03T19:00\nuid: soep@example.nl\nvolgnummer: 2\naangekondigd: 2026-11-20\ninitiatief: zutphen/initiatieven/de-huiskamer",
	"lochem/agenda/herfst":                "title: Wandelen\nbegin: 2026-10-20T09:30\neinde: 2026-10-20T10:30\nherhaling: FREQ=WEEKLY;COUNT=30",
	"lochem/_index.md":                    "title: Lochem\nsoort: gemeente\nnoodbericht: {tekst: Het stormt. Blijf thuis., vanaf: 2026-12-01, tot: 2026-12-03, alles_vervalt: true}",
	"zutphen/herkomst.json":               `{"verwijderd": [{"bron": "x", "pagina": "zutphen/agenda/weg", "op": "2026-11-30", "activiteit": {"uid": "weg@example.nl", "begin": "2026-12-08T09:00", "einde": "2026-12-08T10:00", "herhaling": "FREQ=WEEKLY;COUNT=2", "volgnummer": 3}}]}`,
	"zutphen/agenda/verzet/herkomst.json": `{"kalender": {"inhoud": "x", "begin": "2026-12-10T10:00", "volgnummer": 1, "gewijzigd": "2026-11-28T12:00:00+01:00", "was": "2026-12-02T09:30", "was_plaats": "De Lantaarn"}}`,
}

// TestGolden shows every file of a site that holds every case; go test -update writes them anew.
func TestGolden(t *testing.T) {
	files := publish(t, write(t, small, everyCase), now)
	for name, got := range files {
		golden := filepath.Join("testdata", filepath.FromSlash(name))
		if *update && name != schemaName {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if name == schemaName {
			golden = schemaName
		}
		if want, err := os.ReadFile(golden); err != nil || got != string(want) {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s differs (%v) at %d: %.200q, want %.200q", name, err, i, got[i:], want[i:])
		}
	}
}

func TestGoldenHasNoFileTooMany(t *testing.T) {
	files := publish(t, write(t, small, everyCase), now)
	for name := range modified(t, "testdata") {
		if rel, _ := filepath.Rel("testdata", name); files[filepath.ToSlash(rel)] == "" {
			t.Errorf("%s is published no more", rel)
		}
	}
}

func TestASecondWriteChangesNothing(t *testing.T) {
	dir, out := write(t, small, everyCase), t.TempDir()
	publishTo(t, dir, now, out)
	before := modified(t, out)
	publishTo(t, dir, now+"T23:59", out) // only the day counts
	for name, at := range modified(t, out) {
		if !at.Equal(before[name]) {
			t.Errorf("%s was written again", name)
		}
	}
}

func modified(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	out := map[string]time.Time{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		out[name] = info.ModTime()
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatal(out, err)
	}
	return out
}

func TestAnotherActivityChangesNoOther(t *testing.T) {
	with := publish(t, write(t, small, everyCase), now)
	changed := map[string]string{"zutphen/agenda/feest": "title: Groot feest\nbegin: 2026-12-07\nkosten: 5"}
	for name, after := range publish(t, write(t, small, everyCase, changed), now) {
		own := name == "zutphen/agenda/feest/agenda.ics"
		all := filepath.Dir(name) == "." && name != schemaName || filepath.Dir(name) == "zutphen" || strings.HasPrefix(name, "zutphen/agenda/delen")
		if before := with[name]; before != after && !own && !all {
			t.Errorf("%s changed too", name)
		}
		if all && strings.HasSuffix(name, ".ics") && event(after, "lochem-agenda-herfst") != event(with[name], "lochem-agenda-herfst") {
			t.Errorf("%s: another event changed", name)
		}
	}
}

// event gives the first event of a UID that starts so.
func event(calendar, uid string) string {
	for _, part := range strings.Split(unfold(calendar), "BEGIN:VEVENT\r\n")[1:] {
		if strings.HasPrefix(part, "UID:"+uid) {
			return strings.SplitAfter(part, "END:VEVENT\r\n")[0]
		}
	}
	return ""
}

func TestCalendarsAreWellFormed(t *testing.T) {
	hostile := map[string]string{
		"zutphen/agenda/kwaad": `title: "Feest\r\nATTACH:http://example.nl\u0007\u0085; het, \\einde` + strings.Repeat("é", 90) + `"
begin: 2026-12-05T10:00
einde: 2026-12-05T09:00
samenvatting: "regel een\nregel twee"
uid: "x\r\nSTATUS:CANCELLED"`,
	}
	files := publish(t, write(t, small, everyCase, hostile), now)
	n := 0
	for name, text := range files {
		if filepath.Ext(name) != ".ics" {
			continue
		}
		n++
		for line := range bytes.Lines([]byte(text)) {
			if len(line) > 77 || !bytes.HasSuffix(line, []byte("\r\n")) || bytes.ContainsAny(line[:len(line)-2], "\r\n\a") || !validUTF8(line) {
				t.Errorf("%s: line of %d octets: %q", name, len(line), line)
			}
		}
		for _, begin := range []string{"VCALENDAR", "VTIMEZONE", "VEVENT"} {
			if strings.Count(text, "BEGIN:"+begin+"\r\n") != strings.Count(text, "END:"+begin+"\r\n") {
				t.Errorf("%s: %s is not closed", name, begin)
			}
		}
	}
	if n != 3+2+12 {
		t.Errorf("%d calendars", n)
	}
	got := files["zutphen/agenda/kwaad/agenda.ics"]
	has(t, "hostile", got, `UID:x\nSTATUS:CANCELLED`, "STATUS:CONFIRMED")
	hasNot(t, "hostile", got, "\r\nATTACH", "\r\nSTATUS:CANCELLED", "DTEND")
}

func validUTF8(b []byte) bool { return bytes.Equal(bytes.ToValidUTF8(b, nil), b) }
