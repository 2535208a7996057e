package syndicate

import (
	"cmp"
	"encoding/xml"
	"html"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

const (
	feedName = "agenda.xml"
	// maxItems bounds a feed: a reader that comes by once a week misses nothing.
	maxItems = 50
)

type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	Description string   `xml:"description"`
	Language    string   `xml:"language"`
	TTL         int      `xml:"ttl"` // minutes
	Self        selfLink `xml:"atom:link"`
	Items       []item   `xml:"item"`
}

type selfLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type item struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description"`
	Date        string `xml:"pubDate,omitempty"`
	GUID        guid   `xml:"guid"`

	told time.Time // zero when nobody knows
	date time.Time // that it is about

	folder string // of the page on the website, where that is asked
}

type guid struct {
	Permalink bool   `xml:"isPermaLink,attr"`
	Value     string `xml:",chardata"`
}

// feeds writes the RSS files (RSS 2.0, with the link to itself of its best practices profile).
func (p *publisher) feeds() error {
	for _, slug := range p.municipalities() {
		link := p.agendaLink(slug)
		feed := rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Channel: channel{
			Title: p.name(slug) + ": agenda", Link: link, Language: "nl", TTL: 240,
			Description: "Nieuwe activiteiten, en wat niet doorgaat of verandert.",
			Self:        selfLink{p.address(slug, feedName), "self", "application/rss+xml"},
			Items:       p.items(slug, link),
		}}
		data, err := xml.MarshalIndent(feed, "", " ")
		if err != nil {
			return err
		}
		if err := p.save(slug, feedName, append([]byte(xml.Header), append(data, '\n')...)); err != nil {
			return err
		}
	}
	return nil
}

// items gives what is told about what is to come: the emergency message, then the newest first, and last what nobody dated, by the days that it is about.
func (p *publisher) items(municipality, link string) []item {
	var out []item
	for _, e := range p.in(municipality) {
		if !e.gone() {
			out = append(out, p.itemsOf(e)...)
		}
	}
	slices.SortStableFunc(out, func(a, b item) int { return cmp.Or(b.told.Compare(a.told), a.date.Compare(b.date)) })
	var alerts []item
	for _, a := range p.alerts(municipality) {
		if !a.first.In(p.today.Location()).After(p.today) {
			alerts = append(alerts, newItem(a.headline(), link, a.uid(), a.changed, "Voor "+a.name))
		}
	}
	out = append(alerts, out...)
	return out[:min(len(out), maxItems)]
}

// itemsOf gives one item for an activity as it was announced, and one for each date that is not as it was. When that goes for
// the activity as a whole, it is said once.
func (p *publisher) itemsOf(e *entry) []item {
	coming := p.coming(e)
	if len(coming) == 0 {
		return nil
	}
	announced, changed := moment(e.a.Announced), cmp.Or(e.a.Changed, moment(e.a.Updated), moment(e.a.Announced))
	if status := e.a.Activity.Status; status != "" && status != page.StatusOn {
		return []item{e.item(&coming[0], "/"+string(status), changed)}
	}
	var out []item
	if i := slices.IndexFunc(coming, func(o agenda.Occurrence) bool { return o.Status == page.StatusOn }); i >= 0 {
		out = append(out, e.item(&coming[i], "", announced))
	}
	for i := range coming {
		if o := &coming[i]; o.Status != page.StatusOn {
			out = append(out, e.item(o, "/"+string(o.Status)+"/"+page.WallTime(o.Begin).String(), changed))
		}
	}
	return out
}

// coming gives the dates from today on, as far as we look.
func (p *publisher) coming(e *entry) []agenda.Occurrence {
	from, to := p.today, p.today.AddDate(0, 0, agenda.DaysAhead)
	var out []agenda.Occurrence
	for _, o := range e.dates {
		if !o.Begin.Before(from) && o.Begin.Before(to) {
			out = append(out, o)
		}
	}
	return out
}

// item tells of a date; about says what is told of the activity, beside that it is there.
func (e *entry) item(o *agenda.Occurrence, about string, told time.Time) item {
	hours := almanac.Hours(o)
	if about == "" && e.rule != "" {
		hours = e.rule
	}
	lines := append([]string{hours, o.Place.String()}, facts(e.a.Page, o)...)
	i := newItem(almanac.Headline(o)+", "+when.Full(page.WallTime(o.Begin)), e.link, e.a.Activity.UID+about, told, lines...)
	i.date = o.Begin
	return i
}

func newItem(title, link, id string, told time.Time, lines ...string) item {
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" })
	i := item{
		Title: plain(title), Link: link, GUID: guid{Value: plain(id)}, told: told,
		Description: plain(strings.ReplaceAll(html.EscapeString(strings.Join(lines, "\n")), "\n", "<br>")),
	}
	if !told.IsZero() && !told.Equal(noMoment) {
		i.Date = told.Format(time.RFC1123Z)
	}
	return i
}
