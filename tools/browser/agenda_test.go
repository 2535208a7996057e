package browser

import (
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// changed is a site in which nothing goes as planned. It is built on Monday 23 November 2026.
var changed = content(map[string]string{
	"_index.md":                "title: Thuis",
	"agenda/_index.md":         "title: Agenda",
	"zutphen/_index.md":        "title: Zutphen\nsoort: gemeente\naanjager: {naam: Sam, tel: 06 - 00 00 00 01}\nnoodbericht: {tekst: Code rood., tot: 2026-11-24}",
	"zutphen/agenda/_index.md": "title: Agenda",
	"zutphen/agenda/koffie/index.md": `title: Koffie <b>
soort: activiteit
samenvatting: Koffie & thee.
begin: 2026-11-24T09:30
einde: 2026-11-24T11:00
herhaling: FREQ=WEEKLY;COUNT=6
ook_in: [lochem]
kosten: 2.5
plaats: {naam: De Haven, straat: Voorbeeldkade 1, postcode: 0000 AA, woonplaats: Zutphen}
uitzonderingen:
  - {datum: 2026-12-01T09:30, status: gaat-niet-door, reden: De zaal heeft lekkage.}
  - {datum: 2026-12-08T09:30, status: verplaatst, begin: 2026-12-09T10:00, plaats: De Lantaarn}
  - {datum: 2026-12-15T09:30, status: vol}
  - {datum: 2026-12-22T09:30, status: onder-voorbehoud}`,
	"zutphen/agenda/soep/index.md":      "title: Soep\nsoort: activiteit\nbegin: 2026-11-26T17:00",
	"zutphen/agenda/tocht/index.md":     "title: Lampionnentocht\nsoort: activiteit\nbegin: 2026-11-11T17:30",
	"lochem/_index.md":                  "title: Lochem\nsoort: gemeente",
	"lochem/agenda/_index.md":           "title: Agenda",
	"lochem/agenda/wandeling/index.md":  "title: Wandeling\nsoort: activiteit\nbegin: 2026-11-28\nstatus: gaat-niet-door\nreden: Het bos is dicht.\nkosten: 0",
	"lochem/agenda/verplaatst/index.md": "title: Feest\nsoort: activiteit\nbegin: 2026-12-05T20:00\neinde: 2026-12-06T01:00",
})

func content(pages map[string]string) fs.FS {
	files := fstest.MapFS{}
	for name, text := range pages {
		files[name] = &fstest.MapFile{Data: []byte("---\n" + text + "\n---\nTekst.\n"), Mode: 0o644}
	}
	return files
}

var (
	element = regexp.MustCompile(`<[^>]*>`)
	line    = regexp.MustCompile(`(?s)<li class="?afspraak.*?</li>`)
	heading = regexp.MustCompile(`(?s)<h[23] class="?dag__kop.*?</h[23]>`)
)

// text is what a page or a part of it says, in the order in which it is read.
func text(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(element.ReplaceAllString(s, " "))), " ")
}

func texts(found []string) []string {
	out := make([]string, len(found))
	for i, s := range found {
		out[i] = text(s)
	}
	return out
}

// site gives the pages of a built site by their address.
func site(t *testing.T, public string) map[string]string {
	t.Helper()
	pages := map[string]string{}
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "index.html" {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(public, filepath.Dir(name))
		pages[strings.TrimSuffix("/"+filepath.ToSlash(rel), ".")+"/"] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pages["/"] = pages["//"]
	return pages
}

func TestAgenda(t *testing.T) {
	public := buildSite(t, changed)
	pages := site(t, public)

	t.Run("pains 10: what changed is told before the title, with what it was", func(t *testing.T) {
		for _, page := range []string{"/zutphen/agenda/", "/lochem/agenda/", "/agenda/"} {
			got := texts(line.FindAllString(pages[page], -1))
			for _, want := range []string{
				"9.30–11.00 uur Gaat niet door Koffie <b> De zaal heeft lekkage.",
				"10.00–11.30 uur Verplaatst Koffie <b> Was eerst op dinsdag 8 december 2026, 9.30 uur.",
				"9.30–11.00 uur Vol Koffie <b>",
				"9.30–11.00 uur Nog niet zeker Koffie <b>",
			} {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
					t.Errorf("%s does not say %q but\n%s", page, want, strings.Join(got, "\n"))
				}
			}
		}
		for page, want := range map[string]string{
			"/lochem/agenda/wandeling/":          "Gaat niet door Dit geldt voor zaterdag 28 november 2026. Het bos is dicht.",
			"/zutphen/agenda/tocht/":             "Is geweest",
			"/zutphen/agenda/koffie/":            "Eerstvolgende keer dinsdag 24 november 2026 9.30–11.00 uur Gaat niet door dinsdag 1 december 2026 9.30–11.00 uur De zaal heeft lekkage. Verplaatst woensdag 9 december 2026 10.00–11.30 uur De Lantaarn Was eerst op dinsdag 8 december 2026, 9.30 uur.",
			"/zutphen/agenda/afdrukken/2026-12/": "dinsdag 1 december 9.30–11.00 uur Gaat niet door Koffie <b> De Haven, Zutphen De zaal heeft lekkage.",
		} {
			if !strings.Contains(text(pages[page]), want) {
				t.Errorf("%s does not say %q:\n%s", page, want, text(pages[page]))
			}
		}
	})

	t.Run("pains 12: without JavaScript every date has its weekday and year", func(t *testing.T) {
		full := regexp.MustCompile(`^(maan|dins|woens|donder|vrij|zater|zon)dag \d+ \w+ 202\d`)
		for page, pattern := range map[string]*regexp.Regexp{
			"/": heading, "/agenda/": heading, "/zutphen/": heading, "/zutphen/agenda/": heading, "/zutphen/inbedden/": heading,
			"/zutphen/agenda/koffie/":       regexp.MustCompile(`(?s)<time datetime="?20.*?</time>`),
			"/zutphen/agenda/archief/2026/": regexp.MustCompile(`(?s)<time .*?</time>`),
		} {
			found := texts(pattern.FindAllString(pages[page], -1))
			if len(found) == 0 {
				t.Errorf("%s has no dates", page)
			}
			for _, date := range found {
				if !full.MatchString(date) {
					t.Errorf("%s: %q", page, date)
				}
			}
		}
		if strings.Contains(pages["/zutphen/agenda/"], "Lampionnentocht") || !strings.Contains(pages["/zutphen/agenda/archief/2026/"], "Lampionnentocht") {
			t.Error("what is over does not stand in the archive alone")
		}
	})

	t.Run("pains 25: the list by day is first, the grid an extra that says nothing more", func(t *testing.T) {
		if strings.Contains(pages["/zutphen/agenda/"], "<table") || len(heading.FindAllString(pages["/zutphen/agenda/"], -1)) == 0 {
			t.Error("the agenda is no list under headings")
		}
		month := pages["/zutphen/agenda/maand/2026-12/"]
		table := regexp.MustCompile(`(?s)<table.*</table>`).FindString(month)
		cells := regexp.MustCompile(`(?s)<li.*?</li>`).FindAllString(table, -1)
		if len(cells) != 5 {
			t.Errorf("%d in the grid of December", len(cells))
		}
		for _, cell := range cells {
			over := regexp.MustCompile(`data-voorbij="?[^" >]*`).FindString(cell)
			if !strings.Contains(pages["/zutphen/agenda/"], over) {
				t.Errorf("only in the grid: %s", cell)
			}
		}
		if !strings.Contains(text(month), "dag: daar staat hetzelfde") || !strings.Contains(text(table), "10.00 Verplaatst Koffie <b>") {
			t.Errorf("the month says: %s", text(month))
		}
		for _, want := range []string{"<caption>December 2026</caption>", `scope="?col"?>maandag<`, `scope="?row"?>week 49<`} {
			if !regexp.MustCompile(want).MatchString(table) {
				t.Errorf("no %s in the grid", want)
			}
		}
	})

	t.Run("a regional activity stands in each municipality, on one page", func(t *testing.T) {
		const day = "2026-11-24T09:30:00+01:00"
		for _, page := range []string{"/zutphen/agenda/", "/lochem/agenda/", "/agenda/"} {
			if n := strings.Count(html.UnescapeString(pages[page]), "<time datetime=\""+day); n != 1 {
				t.Errorf("%s has it %d times", page, n)
			}
			if !strings.Contains(pages[page], "/zutphen/agenda/koffie/") {
				t.Errorf("%s links to another page", page)
			}
		}
		if pages["/lochem/agenda/koffie/"] != "" {
			t.Error("it has a second page")
		}
	})

	t.Run("an emergency message is above all that is about the municipality", func(t *testing.T) {
		const message = "Code rood. Dit geldt tot en met dinsdag 24 november 2026."
		for page, want := range map[string]bool{
			"/": true, "/agenda/": true, "/zutphen/": true, "/zutphen/agenda/soep/": true, "/zutphen/agenda/maand/2026-12/": true,
			"/zutphen/inbedden/": true, "/zutphen/agenda/afdrukken/2026-11/": true, "/zutphen/agenda/afdrukken/2026-12/": false, "/lochem/": false,
		} {
			if got := strings.Contains(text(pages[page]), message); got != want {
				t.Errorf("%s: %v, want %v", page, got, want)
			}
		}
	})

	t.Run("the agenda in another page has nothing around it, and links leave the frame", func(t *testing.T) {
		page := pages["/zutphen/inbedden/"]
		if regexp.MustCompile(`<(header|footer|nav)`).MatchString(page) {
			t.Error("there is something around it")
		}
		for _, link := range regexp.MustCompile(`<a [^>]*>`).FindAllString(page, -1) {
			if !strings.Contains(link, "_blank") || !strings.Contains(link, "noopener") {
				t.Errorf("stays in the frame: %s", link)
			}
		}
		if !strings.Contains(html.UnescapeString(pages["/zutphen/agenda/delen/"]), `<iframe src="https://mijnopladers.nl/zutphen/inbedden/" title="Agenda van #Opladers Zutphen"`) {
			t.Error("nobody is told how to use it")
		}
	})

	t.Run("scripts are few and small", func(t *testing.T) {
		scripts, err := filepath.Glob(filepath.Join(public, "js", "*"))
		if err != nil || len(scripts) == 0 {
			t.Fatal("no scripts", err)
		}
		for _, name := range scripts {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			limit := map[string]int64{"agenda": 1500, "kopieer": 1000, "voorlezen": 3000, "kiezen": 5000}[strings.Split(filepath.Base(name), ".")[0]]
			if limit > 0 && info.Size() >= limit {
				t.Errorf("%s is %d bytes", filepath.Base(name), info.Size())
			}
		}
	})
}

// event is a schema.org Event as search engines read it.
type event struct {
	Name, StartDate, EndDate, EventStatus, EventAttendanceMode, PreviousStartDate, URL string

	Location struct {
		Name    string
		Address json.RawMessage
	}
	Organizer           []struct{ Name string }
	IsAccessibleForFree *bool
	Offers              *struct {
		Price                       float64
		PriceCurrency, Availability string
	}
}

func TestSearchEnginesKnowWhatChanged(t *testing.T) {
	pages := site(t, buildSite(t, changed))
	events := func(page string) []event {
		var data struct {
			Context string  `json:"@context"`
			Graph   []event `json:"@graph"`
		}
		for _, m := range regexp.MustCompile(`(?s)<script type="?application/ld\+json"?>(.*?)</script>`).FindAllStringSubmatch(pages[page], -1) {
			if !strings.Contains(m[1], `"Event"`) { // where the page stands
				continue
			}
			if err := json.Unmarshal([]byte(m[1]), &data); err != nil || data.Context != "https://schema.org" {
				t.Fatalf("%s: %v in %s", page, err, m[1])
			}
		}
		return data.Graph
	}
	list := events("/zutphen/agenda/koffie/")
	if len(list) != 6 {
		t.Fatalf("%d events", len(list))
	}
	var got []string
	for _, e := range list {
		got = append(got, e.StartDate+" "+strings.TrimPrefix(e.EventStatus, "https://schema.org/Event")+" "+e.PreviousStartDate+" "+e.Location.Name)
		if e.Name != "Koffie <b>" || e.EndDate == "" || e.Offers.Price != 2.5 || *e.IsAccessibleForFree || e.Organizer[0].Name != "#Opladers Zutphen" {
			t.Errorf("%+v", e)
		}
	}
	want := []string{
		"2026-11-24T09:30:00+01:00 Scheduled  De Haven",
		"2026-12-01T09:30:00+01:00 Cancelled  De Haven",
		"2026-12-09T10:00:00+01:00 Rescheduled 2026-12-08T09:30:00+01:00 De Lantaarn",
		"2026-12-15T09:30:00+01:00 Scheduled  De Haven",
		"2026-12-22T09:30:00+01:00 Scheduled  De Haven",
		"2026-12-29T09:30:00+01:00 Scheduled  De Haven",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if list[3].Offers.Availability != "https://schema.org/SoldOut" {
		t.Error("a date that is full is for sale")
	}
	free := events("/lochem/agenda/wandeling/")[0]
	if !*free.IsAccessibleForFree || free.StartDate != "2026-11-28" || free.EventStatus != "https://schema.org/EventCancelled" {
		t.Errorf("%+v", free)
	}
}
