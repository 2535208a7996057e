package read

import (
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/label"
	"mijnopladers.nl/opladers/tools/sheet"
)

// maxTop is how many blocks at the top of an initiative may hold its fields.
const maxTop = 20

// maxCaption is the longest line, in bytes, that counts as a caption because it is italic.
const maxCaption = 200

var (
	photoRef      = regexp.MustCompile(`!\[(?:[^\]\\]|\\.|\[[^\]]*\])*\]\((foto-\d+)\)`)
	consentLine   = regexp.MustCompile(`(?i)^toestemming(?:sformulier)?(?: foto(?:'?s)?)? ?(?::|–|-) ?(.*)$|^(?:toestemming )((?:formulier|nr|nummer)\b.*)$`)
	noPersonsLine = regexp.MustCompile(`(?i)^(?:er (?:staan|zijn) )?(?:geen (?:herkenbare (?:personen|mensen|kinderen|gezichten)|(?:personen|mensen|kinderen) herkenbaar)|niemand (?:is )?herkenbaar)(?: in beeld| te zien| op de foto| op)?[.!]?$`)
	captionLine   = regexp.MustCompile(`(?i)^(?:foto)?bijschrift ?: ?(.+)$`)
	makerLine     = regexp.MustCompile(`(?i)^(?:foto(?:'s)?|maker|fotograaf|foto (?:gemaakt )?door) ?: ?(.+)$`)
	fieldLine     = regexp.MustCompile(`^([\p{L}][\p{L} ]{2,20}?) ?: ?(.+)$`)
	italicLine    = regexp.MustCompile(`^(?:\*[^*]+\*|_[^_]+_)$`)
	marks         = regexp.MustCompile(`^(?:>\s*|[-*+]\s+|\d{1,3}[.)]\s+)+`)
	link          = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\(([^()]*|<[^>]*>)\)`)
)

// A labeller goes through the lines of a body and takes out the ones that say something about a picture or an
// initiative.
type labeller struct {
	page    *page.Page
	photos  map[string]*page.Photo
	above   []*page.Photo // the pictures right above, without text between them
	said    bool          // a label stood under them
	notices []notice.Notice
}

// labels moves labelled lines from the body of a page to its fields.
func labels(p *page.Page, initiative bool) []notice.Notice {
	l := &labeller{page: p, photos: map[string]*page.Photo{}}
	for _, photo := range p.Photos {
		l.photos[photo.File] = photo
		if photo.Consent == nil {
			continue
		}
		if problem := check(photo.Consent); problem != "" {
			l.refused(photo, problem)
		}
		consents(photo, nil, photo.NoPersons)
	}
	var out []string
	code := ""
	for i, block := range strings.Split(p.Body, "\n\n") {
		if code = fence(block, code); code != "" || strings.HasPrefix(block, "```") || strings.HasPrefix(block, "~~~") {
			out = append(out, block)
			continue
		}
		if block = l.block(block, initiative && i < maxTop); block != "" {
			out = append(out, block)
		}
	}
	p.Body = strings.Join(out, "\n\n")
	return l.notices
}

// fence follows blocks of code, in which nothing is a label: it gives the fence that is open after the block.
func fence(block, open string) string {
	for line := range strings.Lines(block) {
		t := strings.TrimSpace(line)
		for _, f := range []string{"```", "~~~"} {
			if strings.HasPrefix(t, f) {
				if open == f {
					open = ""
				} else if open == "" {
					open = f
				}
			}
		}
	}
	return open
}

func (l *labeller) block(block string, top bool) string {
	if strings.HasPrefix(block, "|") {
		l.above = nil
		return l.table(block)
	}
	var kept []string
	taken := false
	for _, line := range strings.Split(block, "\n") {
		with, gone := l.line(line, top)
		taken = taken || gone
		if with != "" || !gone {
			kept = append(kept, with)
		}
	}
	if !taken {
		return block
	}
	s := strings.TrimSpace(strings.Join(kept, "\n"))
	if strings.HasSuffix(s, `\`) && !strings.HasSuffix(s, `\\`) { // the line break before a line that is gone
		s = strings.TrimRight(strings.TrimSuffix(s, `\`), " ")
	}
	if strings.Trim(s, ">\n ") == "" {
		return ""
	}
	return s
}

// line gives what is left of a line, and whether something was taken out.
func (l *labeller) line(line string, top bool) (string, bool) {
	if refs := photoRef.FindAllStringSubmatch(line, -1); refs != nil {
		if l.said {
			l.above, l.said = nil, false
		}
		for _, m := range refs {
			if p := l.photos[m[1]]; p != nil {
				l.above = append(l.above, p)
			}
		}
		after := line[strings.LastIndex(line, refs[len(refs)-1][0])+len(refs[len(refs)-1][0]):]
		if bare := bareText(after); bare != "" {
			if l.aboutPhoto(bare) {
				return strings.TrimRight(strings.TrimSuffix(line, after), " "), true
			}
			l.above = nil
		}
		return line, false
	}
	bare := bareText(line)
	switch {
	case bare == "":
		return line, false
	case l.aboutPhoto(bare), l.caption(line, bare):
		return "", true
	case top && l.field(bare), l.ofActivity(bare):
		return "", true
	}
	l.above = nil
	return line, false
}

// aboutPhoto takes a line that says something about the picture above it. A line about consent goes out of the public
// text also when there is no picture above.
func (l *labeller) aboutPhoto(s string) bool {
	taken := l.take(s)
	l.said = l.said || taken
	return taken
}

func (l *labeller) take(s string) bool {
	var photo *page.Photo
	if n := len(l.above); n > 0 {
		photo = l.above[n-1]
	}
	consent, noPersons := consentLine.FindStringSubmatch(s), noPersonsLine.MatchString(s)
	if consent != nil && noPersonsLine.MatchString(strings.TrimSpace(consent[1])) {
		consent, noPersons = nil, true
	}
	switch {
	case (consent != nil || noPersons) && photo == nil:
		l.warn("Een regel over toestemming staat niet onder een foto en is weggelaten.", "Zet de regel direct onder de foto waar ze over gaat.")
		return true
	case noPersons:
		consents(photo, nil, true)
	case consent != nil:
		c, problem := parseConsent(consent[1] + consent[2])
		if consents(photo, c, false); problem != "" {
			l.refused(photo, problem)
		}
	case photo != nil && len(s) <= maxCaption && denial.MatchString(s):
		c, problem := parseConsent(s)
		consents(photo, c, false)
		l.refused(photo, problem)
	case photo != nil && photo.Caption == "" && captionLine.MatchString(s):
		photo.Caption = captionLine.FindStringSubmatch(s)[1]
		return true
	case photo != nil && photo.Maker == "" && makerLine.MatchString(s):
		photo.Maker = makerLine.FindStringSubmatch(s)[1]
		return true
	default:
		return false
	}
	if n := len(l.above); n > 1 {
		l.warn(fmt.Sprintf("Onder %d foto's staat één regel over toestemming; ze geldt alleen voor de laatste (%s).", n, photo.Name), "Zet onder elke foto een eigen regel.")
		l.above = l.above[n-1:]
	}
	return true
}

// caption takes a short line under a picture that is all italic: so people write captions where there is no style
// for them.
func (l *labeller) caption(line, bare string) bool {
	n := len(l.above)
	if n == 0 || l.above[n-1].Caption != "" || len(bare) > maxCaption || !italicLine.MatchString(strings.TrimSpace(line)) {
		return false
	}
	l.above[n-1].Caption = bare
	return true
}

// field takes a line that is a field of an initiative.
func (l *labeller) field(s string) bool {
	m := fieldLine.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	in := l.page.Initiative
	if in == nil {
		in = &page.Initiative{}
	}
	if !label.Initiative(in, m[1], m[2]) {
		return false
	}
	l.page.Initiative = in
	return true
}

// ofActivity takes a line that is a field of an activity: so people write in the description of an event.
func (l *labeller) ofActivity(s string) bool {
	m := fieldLine.FindStringSubmatch(s)
	return m != nil && l.page.Activity != nil && sheet.Label(l.page.Activity, m[1], m[2])
}

// table empties the cells that say something about consent.
func (l *labeller) table(block string) string {
	rows := strings.Split(block, "\n")
	for i, row := range rows {
		cells := strings.Split(row, "|")
		for j, cell := range cells {
			if bare := bareText(cell); consentLine.MatchString(bare) {
				l.warn("Een regel over toestemming staat in een tabel en is weggelaten.", "Zet de regel direct onder de foto waar ze over gaat.")
				cells[j] = "  "
			}
		}
		rows[i] = strings.Join(cells, "|")
	}
	return strings.Join(rows, "\n")
}

func (l *labeller) refused(photo *page.Photo, why string) {
	hint := "Schrijf onder de foto: Toestemming: formulier 2026-14, website, tot 1-9-2028."
	if photo.Consent != nil && photo.Consent.Status == page.ConsentWithdrawn {
		hint = "U hoeft niets te doen."
	}
	l.warn(fmt.Sprintf("Foto %s: %s. De foto wordt niet gepubliceerd.", photo.Name, why), hint)
}

func (l *labeller) warn(text, hint string) {
	l.notices = append(l.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
}

// bareText gives a line of Markdown as plain text: no marks of lists or quotes, emphasis, links or backslashes.
func bareText(line string) string {
	s := strings.TrimSpace(line)
	if strings.HasSuffix(s, `\`) && !strings.HasSuffix(s, `\\`) {
		s = strings.TrimSuffix(s, `\`)
	}
	s = marks.ReplaceAllString(s, "")
	s = link.ReplaceAllString(s, "$1")
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '*':
		default:
			b.WriteByte(s[i])
		}
	}
	return strings.Join(strings.Fields(strings.Trim(b.String(), "_ ")), " ")
}
