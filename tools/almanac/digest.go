package almanac

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// digest is what is to do in some days, as texts that people copy into a group app or a newsletter.
type digest struct {
	title   string // Wat is er te doen in Zutphen?
	link    string // to the agenda
	first   time.Time
	last    time.Time
	alert   string // the emergency message of the municipality
	dates   []agenda.Occurrence
	baseURL string // of the site, with a slash
}

// newDigest gathers what is to do in a municipality from the day of now on.
func newDigest(s *agenda.Site, municipality string, now time.Time, days int, baseURL string) (*digest, error) {
	first := midnight(now)
	list, err := s.Occurrences(municipality, first, first.AddDate(0, 0, days))
	if err != nil {
		return nil, err
	}
	baseURL = strings.TrimSuffix(baseURL, "/") + "/"
	d := &digest{
		title: "Wat is er te doen in " + s.Names[municipality] + "?", link: baseURL + municipality + "/agenda/",
		first: first, last: first.AddDate(0, 0, days-1), dates: list, baseURL: baseURL,
	}
	if e := s.Municipalities[municipality].Municipality.Emergency; e != nil {
		from, until := cmp.Or(e.From, "0000"), cmp.Or(e.Until, "9999") // dates in ISO 8601 compare as text
		if from <= d.last.Format(time.DateOnly) && until >= first.Format(time.DateOnly) {
			d.alert = "Let op: " + e.Text
		}
	}
	return d, nil
}

// period writes the days that it is about.
func (d *digest) period() string {
	return "Van " + when.Day(page.WallTime(d.first)) + " tot en met " + day(d.last)
}

// linkTo is the address of the page of an occurrence.
func (d *digest) linkTo(o *agenda.Occurrence) string {
	return d.baseURL + strings.TrimSuffix(o.Source, "index.md")
}

// maxMessage bounds the lines of a message: nobody reads more in a group app.
const maxMessage = 25

// noMarks takes out the signs with which WhatsApp marks text, so that a title cannot start bold or struck out.
var noMarks = strings.NewReplacer("*", "", "_", " ", "~", "", "`", "")

// message is the text for WhatsApp and the like, where *bold* stands between stars.
func (d *digest) message() string {
	var b strings.Builder
	fmt.Fprintf(&b, "*%s*\n%s\n", noMarks.Replace(d.title), d.period())
	if d.alert != "" {
		fmt.Fprintf(&b, "\n*%s*\n", noMarks.Replace(oneLine(d.alert)))
	}
	if len(d.dates) == 0 {
		b.WriteString("\nEr staat nu niets op de agenda.\n")
	}
	before := ""
	for i := range d.dates {
		o := &d.dates[i]
		if i == maxMessage {
			fmt.Fprintf(&b, "\nEn nog %d keer iets te doen.\n", len(d.dates)-i)
			break
		}
		if today := when.Day(page.WallTime(o.Begin)); today != before {
			before = today
			fmt.Fprintf(&b, "\n*%s*\n", today)
		}
		fmt.Fprintln(&b, "- "+noMarks.Replace(sentence(o)))
	}
	fmt.Fprintf(&b, "\nAlles over deze activiteiten:\n%s\n", d.link)
	return b.String()
}

// sentence writes an occurrence on one line.
func sentence(o *agenda.Occurrence) string {
	parts := []string{Hours(o), Headline(o), o.Place.Short(), Note(o)}
	return oneLine(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · "))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// letter is the text for a newsletter without marking.
func (d *digest) letter() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", d.title, d.period())
	if d.alert != "" {
		fmt.Fprintf(&b, "\n%s\n", oneLine(d.alert))
	}
	if len(d.dates) == 0 {
		b.WriteString("\nEr staat nu niets op de agenda.\n")
	}
	for i := range d.dates {
		o := &d.dates[i]
		fmt.Fprintf(&b, "\n%s, %s\n%s\n", day(o.Begin), Hours(o), oneLine(Headline(o)))
		for _, line := range []string{o.Place.String(), Note(o)} {
			if line != "" {
				fmt.Fprintln(&b, oneLine(line))
			}
		}
		fmt.Fprintln(&b, d.linkTo(o))
	}
	fmt.Fprintf(&b, "\nDe hele agenda: %s\n", d.link)
	return b.String()
}

// letterPage is plain HTML without styles: the newsletter that it is pasted into has its own.
var letterPage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
<p>{{.Period}}</p>
{{with .Alert}}<p><strong>{{.}}</strong></p>
{{end}}{{range .Days}}<h2>{{.Day}}</h2>
<ul>
{{range .Dates}}<li><strong><a href="{{.Link}}">{{.Title}}</a></strong><br>{{.Hours}}{{with .Place}}<br>{{.}}{{end}}{{with .Note}}<br>{{.}}{{end}}</li>
{{end}}</ul>
{{else}}<p>Er staat nu niets op de agenda.</p>
{{end}}<p><a href="{{.Link}}">De hele agenda</a></p>
</main>
</body>
</html>
`))

// letterHTML is the newsletter as a page of HTML that stands by itself.
func (d *digest) letterHTML() (string, error) {
	type date struct{ Link, Title, Hours, Place, Note string }
	type dates struct {
		Day   string
		Dates []date
	}
	var days []dates
	for i := range d.dates {
		o := &d.dates[i]
		if text := day(o.Begin); len(days) == 0 || days[len(days)-1].Day != text {
			days = append(days, dates{Day: text})
		}
		last := &days[len(days)-1]
		last.Dates = append(last.Dates, date{d.linkTo(o), Headline(o), Hours(o), o.Place.String(), Note(o)})
	}
	var b strings.Builder
	err := letterPage.Execute(&b, map[string]any{
		"Title": d.title, "Period": d.period(), "Alert": d.alert, "Days": days, "Link": d.link,
	})
	return b.String(), err
}
