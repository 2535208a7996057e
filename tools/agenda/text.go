package agenda

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// Prefixes of titles. What differs from the plan comes first, because a phone shows little more than that.
var headlines = map[page.Status]string{
	page.StatusCancelled: "Gaat niet door: ",
	page.StatusMoved:     "Verplaatst: ",
	page.StatusFull:      "Vol: ",
	page.StatusTentative: "Nog niet zeker: ",
}

// Headline is the title, after what differs: "Gaat niet door: Koffie".
func (o *Occurrence) Headline() string { return headlines[o.Status] + o.Title }

// Link is the address of its page; baseURL is that of the site.
func (o *Occurrence) Link(baseURL string) string {
	return strings.TrimSuffix(baseURL, "/") + "/" + strings.TrimSuffix(o.Source, "index.md")
}

// Hours says when it is on its day: "9.30–11.00 uur", "hele dag".
func (o *Occurrence) Hours() string {
	begin := Clock(o.Begin) + " uur"
	switch last := o.End.Add(-time.Nanosecond); {
	case o.AllDay && last.After(o.Begin.AddDate(0, 0, 1)):
		return "tot en met " + DayText(last)
	case o.AllDay:
		return "hele dag"
	case !o.End.After(o.Begin):
		return begin
	case o.End.Day() == o.Begin.Day() && o.End.Sub(o.Begin) < 24*time.Hour:
		return Clock(o.Begin) + "–" + Clock(o.End) + " uur"
	case last.YearDay() == o.Begin.YearDay() && last.Year() == o.Begin.Year(): // ends at midnight
		return Clock(o.Begin) + "–24.00 uur"
	default:
		return begin + ", tot en met " + DayText(o.End) + ", " + Clock(o.End) + " uur"
	}
}

// Note says what was changed, and why; "" when nothing was. Where something that is called off was before does not matter.
func (o *Occurrence) Note() string {
	var parts []string
	if o.Status != page.StatusCancelled && !o.Was.IsZero() {
		was := "Was eerst op " + DayText(o.Was)
		if !o.AllDay {
			was += ", " + Clock(o.Was) + " uur"
		}
		parts = append(parts, was+".")
	}
	if o.Status != page.StatusCancelled && o.WasPlace != "" {
		parts = append(parts, "De plek was eerst: "+o.WasPlace+".")
	}
	if o.Reason != "" {
		parts = append(parts, o.Reason)
	}
	return strings.Join(parts, " ")
}

var dayNames = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}

// DayText writes a date in full: woensdag 2 december 2026.
func DayText(t time.Time) string {
	return fmt.Sprintf("%s %s %d", dayNames[t.Weekday()], dayMonth(t), t.Year())
}

func dayMonth(t time.Time) string { return fmt.Sprintf("%d %s", t.Day(), monthNames[t.Month()-1]) }

// Clock writes a time of day: 9.30.
func Clock(t time.Time) string { return fmt.Sprintf("%d.%02d", t.Hour(), t.Minute()) }

// Digest is what is to do in some days, as texts that people copy into a group app or a newsletter.
type Digest struct {
	Title string // Wat is er te doen in Zutphen?
	Link  string // to the agenda
	First time.Time
	Last  time.Time
	Alert string // the emergency message of the municipality
	Dates []Occurrence

	baseURL string
}

// Digest gathers what is to do in a municipality from the day of now on.
func (s *Site) Digest(municipality string, now time.Time, days int, baseURL string) (*Digest, error) {
	first := midnight(now)
	list, err := s.Occurrences(municipality, first, first.AddDate(0, 0, days))
	if err != nil {
		return nil, err
	}
	d := &Digest{
		Title: "Wat is er te doen in " + s.Names[municipality] + "?",
		Link:  strings.TrimSuffix(baseURL, "/") + "/" + municipality + "/agenda/",
		First: first, Last: first.AddDate(0, 0, days-1), Dates: list, baseURL: baseURL,
	}
	if e := s.Municipalities[municipality].Municipality.Emergency; e != nil {
		from, until := cmp.Or(e.From, "0000"), cmp.Or(e.Until, "9999") // dates in ISO 8601 compare as text
		if from <= d.Last.Format(time.DateOnly) && until >= first.Format(time.DateOnly) {
			d.Alert = "Let op: " + e.Text
		}
	}
	return d, nil
}

// Period writes the days that it is about.
func (d *Digest) Period() string {
	first := dayNames[d.First.Weekday()] + " " + dayMonth(d.First)
	return "Van " + first + " tot en met " + DayText(d.Last)
}

// maxMessage bounds the lines of a message: nobody reads more in a group app.
const maxMessage = 25

// noMarks takes out the signs with which WhatsApp marks text, so that a title cannot start bold or struck out.
var noMarks = strings.NewReplacer("*", "", "_", " ", "~", "", "`", "")

// Message is the text for WhatsApp and the like, where *bold* stands between stars.
func (d *Digest) Message() string {
	var b strings.Builder
	fmt.Fprintf(&b, "*%s*\n%s\n", noMarks.Replace(d.Title), d.Period())
	if d.Alert != "" {
		fmt.Fprintf(&b, "\n*%s*\n", noMarks.Replace(oneLine(d.Alert)))
	}
	if len(d.Dates) == 0 {
		b.WriteString("\nEr staat nu niets op de agenda.\n")
	}
	day := ""
	for i := range d.Dates {
		o := &d.Dates[i]
		if i == maxMessage {
			fmt.Fprintf(&b, "\nEn nog %d keer iets te doen.\n", len(d.Dates)-i)
			break
		}
		if today := dayNames[o.Begin.Weekday()] + " " + dayMonth(o.Begin); today != day {
			day = today
			fmt.Fprintf(&b, "\n*%s*\n", day)
		}
		fmt.Fprintln(&b, "- "+noMarks.Replace(o.sentence()))
	}
	fmt.Fprintf(&b, "\nAlles over deze activiteiten:\n%s\n", d.Link)
	return b.String()
}

// sentence writes an occurrence on one line.
func (o *Occurrence) sentence() string {
	parts := []string{o.Hours(), o.Headline(), o.Place.Short(), o.Note()}
	return oneLine(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · "))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Letter is the text for a newsletter without marking.
func (d *Digest) Letter() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", d.Title, d.Period())
	if d.Alert != "" {
		fmt.Fprintf(&b, "\n%s\n", oneLine(d.Alert))
	}
	if len(d.Dates) == 0 {
		b.WriteString("\nEr staat nu niets op de agenda.\n")
	}
	for i := range d.Dates {
		o := &d.Dates[i]
		fmt.Fprintf(&b, "\n%s, %s\n%s\n", DayText(o.Begin), o.Hours(), oneLine(o.Headline()))
		for _, line := range []string{o.Place.String(), o.Note()} {
			if line != "" {
				fmt.Fprintln(&b, oneLine(line))
			}
		}
		fmt.Fprintln(&b, o.Link(d.baseURL))
	}
	fmt.Fprintf(&b, "\nDe hele agenda: %s\n", d.Link)
	return b.String()
}

// letter is plain HTML without styles: the newsletter that it is pasted into has its own.
var letter = template.Must(template.New("").Parse(`<!doctype html>
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

// LetterHTML is the newsletter as a page of HTML that stands by itself.
func (d *Digest) LetterHTML() (string, error) {
	type date struct{ Link, Title, Hours, Place, Note string }
	type day struct {
		Day   string
		Dates []date
	}
	var days []day
	for i := range d.Dates {
		o := &d.Dates[i]
		if text := DayText(o.Begin); len(days) == 0 || days[len(days)-1].Day != text {
			days = append(days, day{Day: text})
		}
		last := &days[len(days)-1]
		last.Dates = append(last.Dates, date{o.Link(d.baseURL), o.Headline(), o.Hours(), o.Place.String(), o.Note()})
	}
	var b strings.Builder
	err := letter.Execute(&b, map[string]any{
		"Title": d.Title, "Period": d.Period(), "Alert": d.Alert, "Days": days, "Link": d.Link,
	})
	return b.String(), err
}
