package sheet

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// statusWords are the words that begin a status, the longer ones first; a reason may follow.
var statusWords = []struct {
	words  string
	status page.Status
}{
	{"gaat niet door", page.StatusCancelled}, {"niet door", page.StatusCancelled}, {"afgelast", page.StatusCancelled},
	{"geannuleerd", page.StatusCancelled}, {"gecanceld", page.StatusCancelled}, {"gecancelled", page.StatusCancelled},
	{"cancelled", page.StatusCancelled}, {"vervallen", page.StatusCancelled}, {"vervalt", page.StatusCancelled},
	{"afgezegd", page.StatusCancelled}, {"uitgesteld", page.StatusCancelled},
	{"verplaatst", page.StatusMoved}, {"verzet", page.StatusMoved}, {"verschoven", page.StatusMoved},
	{"volgeboekt", page.StatusFull}, {"volzet", page.StatusFull}, {"uitverkocht", page.StatusFull}, {"vol", page.StatusFull},
	{"onder voorbehoud", page.StatusTentative}, {"voorlopig", page.StatusTentative}, {"in optie", page.StatusTentative},
	{"nog niet zeker", page.StatusTentative}, {"misschien", page.StatusTentative}, {"optie", page.StatusTentative},
	{"gaat door", page.StatusOn}, {"gaat wel door", page.StatusOn}, {"definitief", page.StatusOn}, {"bevestigd", page.StatusOn},
}

// connector is what stands between a status and its reason.
var connector = regexp.MustCompile(`(?i)^(?:i\.?v\.?m\.?|in verband met|wegens|vanwege|door|omdat het|,|:|-|–|!|\.|;) ?`)

// status reads whether an activity takes place, and why not; "" when the words are unknown.
func status(text string) (s page.Status, reason string) {
	text = strings.Trim(strings.Join(strings.Fields(text), " "), " .!()[]*")
	switch key(text) {
	case "door", "ja", "ok", "oke", "gepland", "actief", "gaat-door":
		return page.StatusOn, ""
	case "nee":
		return page.StatusCancelled, ""
	}
	for _, w := range statusWords {
		if len(text) < len(w.words) || !strings.EqualFold(text[:len(w.words)], w.words) {
			continue
		}
		rest := text[len(w.words):]
		if next, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(next) {
			continue
		}
		rest = strings.TrimSpace(rest)
		if w.words == "uitgesteld" { // there is no word for it in the fields, and it is not on this day
			return w.status, strings.TrimSpace(w.words + " " + rest)
		}
		for m := connector.FindString(rest); m != ""; m = connector.FindString(rest) {
			rest = strings.TrimSpace(rest[len(m):])
		}
		return w.status, strings.Trim(rest, " ()")
	}
	return "", ""
}

// The places of a status around a title. What is in brackets may have a reason; a word such as "vol" needs a sign beside it.
var around = func() []*regexp.Regexp {
	const strong = `gaat niet door|afgelast|geannuleerd|gecanceld|cancelled|vervallen|vervalt|afgezegd`
	const all = strong + `|uitgesteld|verplaatst|verzet|volgeboekt|vol|uitverkocht|onder voorbehoud`
	return []*regexp.Regexp{
		regexp.MustCompile(`(?i)^[\[(*]+(?P<s>(?:` + all + `)\b[^\])*]*)[\])*]+[ :–-]*(?P<t>.+)$`),
		regexp.MustCompile(`(?i)^(?P<s>` + all + `)(?: ?[:!–—]+| ?- )[ -]*(?P<t>.+)$`),
		regexp.MustCompile(`(?i)^(?P<t>.+?) ?[\[(*]+(?P<s>(?:` + all + `)\b[^\])*]*)[\])*]+$`),
		regexp.MustCompile(`(?i)^(?P<t>.+?)(?: [-–—] ?|: ?)(?P<s>` + all + `)!*$`),
		regexp.MustCompile(`^(?P<s>GAAT NIET DOOR|AFGELAST|GEANNULEERD|VERVALT) (?P<t>.*[a-z].*)$`),
		regexp.MustCompile(`(?i)^(?P<t>.+?) (?:is |wordt )?(?P<s>` + strong + `)!*$`),
	}
}()

// titleStatus takes a status out of a title: "AFGELAST: Koffie", "VOL - Zwemmen", "Koffie (vervalt)".
func titleStatus(text string) (title string, s page.Status, reason string) {
	for _, re := range around {
		if m := re.FindStringSubmatch(text); m != nil {
			s, reason = status(m[re.SubexpIndex("s")])
			return strings.TrimSpace(m[re.SubexpIndex("t")]), s, reason
		}
	}
	return text, "", ""
}

// concept is a status of what is not meant for the site yet.
var concept = regexp.MustCompile(`(?i)^(?:concept|in voorbereiding|(?:nog )?niet (?:publiceren|plaatsen|online))\b`)

// Around a single date any status may stand, with its reason.
var (
	dateWords  = `(?:gaat niet door|niet door|afgelast|geannuleerd|gecanceld|cancelled|vervallen|vervalt|afgezegd|uitgesteld|verplaatst|verzet|verschoven|volgeboekt|uitverkocht|vol|onder voorbehoud)\b`
	dateStatus = regexp.MustCompile(`(?i)^(?P<t>.*\d.*?)[ ,:(\[*–—-]+(?P<s>` + dateWords + `.*)$`)
	statusDate = regexp.MustCompile(`(?i)^[(\[*]*(?P<s>` + dateWords + `)[ ,:!)\]*–—-]+(?P<t>.*\d.*)$`)
)

// withStatus reads a cell with a single date and a status: "7 oktober (vervalt)". Any other gives wrong, the error that it has without.
func (c *collector) withStatus(r *row, field string, wrong error) (when.Plan, error) {
	text := strings.Join(strings.Fields(r.peek(field).Text), " ")
	for _, re := range []*regexp.Regexp{dateStatus, statusDate} {
		m := re.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		s, reason := status(m[re.SubexpIndex("s")])
		was := r.cells
		r.cells = slices.Clone(was)
		r.cells[r.at[field]].Text = strings.TrimSpace(m[re.SubexpIndex("t")])
		plan, err := c.date(r, field)
		var unread *when.SyntaxError
		if s != "" && !errors.As(err, &unread) && plan.Recurrence == "" && plan.First == plan.Last && len(plan.Dates) == 0 {
			r.status, r.reason = s, reason
			return plan, err
		}
		r.cells = was
	}
	return when.Plan{}, wrong
}

var toWhere = regexp.MustCompile(`(?i)^(?:naar|tot|op) `)

// move follows "verplaatst naar 12 dec" and "verplaatst naar 14.00 uur". A place says only where people must look.
func move(plan *when.Plan, reason string) {
	to := toWhere.ReplaceAllString(reason, "")
	if to == "" || plan.Recurrence != "" || len(plan.Dates) > 0 || plan.First != plan.Last {
		return
	}
	if begin, end, err := when.TimeRange(to); err == nil && begin != nil {
		plan.Begin, plan.End = begin, end
		return
	}
	day, ok := nearest(to, plan.First)
	if !ok {
		return
	}
	plan.First, plan.Last = day.First, day.First
	if day.Begin != nil {
		plan.Begin, plan.End = day.Begin, day.End
	}
}

// nearest reads one date, in the year in which it is the nearest to another.
func nearest(text string, to page.Civil) (when.Plan, bool) {
	var best when.Plan
	found := false
	for _, y := range []int{0, -1, 1} {
		in := text
		if y != 0 || !fullYear.MatchString(text) {
			in = withYear(text, func(time.Month) int { return to.In(time.UTC).Year() + y })
		}
		p, err := when.Read(in, page.Civil{})
		if err != nil || p.Recurrence != "" || len(p.Dates) > 0 || p.Last != p.First {
			continue
		}
		if !found || p.First.Sub(to).Abs() < best.First.Sub(to).Abs() {
			best, found = p, true
		}
	}
	return best, found
}
