package read

import (
	"regexp"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// maxMeta is how many blocks at the top and at the end of a story may say something about it.
const maxMeta = 4

var (
	metaLine = regexp.MustCompile(`(?i)^(titel|samenvatting|intro|inleiding|datum|geplaatst|thema(?:'?s)?|trefwoorden|tags|categorie(?:ën)?|rubriek|gemeente) ?: ?(.+)$`)
	dateline = regexp.MustCompile(`^(?:[\p{L}' -]{2,40}, ?)?(\d{1,2}[ -]\p{L}{3,9}\.?[ -]\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|(?:(?i:maan|dins|woens|donder|vrij|zater|zon)dag) \d{1,2} \p{L}{3,9} \d{4})\.?$`)
)

// meta takes lines such as "Thema: kijk, buiten" out of the top and the end of a story, and reads its date from a line such as
// "Zutphen, 12 maart 2026", which stays: it is text of the story.
func meta(p *page.Page) {
	if p.Kind != "" && p.Kind != page.KindStory {
		return
	}
	blocks := strings.Split(p.Body, "\n\n")
	date := ""
	kept := blocks[:0]
	for i, block := range blocks {
		if i >= maxMeta && i < len(blocks)-maxMeta || strings.HasPrefix(block, "#") || strings.HasPrefix(block, "|") {
			kept = append(kept, block)
			continue
		}
		var lines []string
		for line := range strings.SplitSeq(block, "\n") {
			bare := bareText(line)
			if m := metaLine.FindStringSubmatch(bare); m != nil && say(p, strings.ToLower(m[1]), m[2], &date) {
				continue
			}
			if m := dateline.FindStringSubmatch(bare); m != nil && date == "" {
				if day, err := when.Date(m[1]); err == nil {
					date = day.String()
				}
			}
			lines = append(lines, line)
		}
		if rest := strings.TrimSpace(strings.Join(lines, "\n")); rest != "" {
			kept = append(kept, strings.TrimSuffix(rest, `\`))
		}
	}
	p.Body = strings.Join(kept, "\n\n")
	if date != "" {
		p.Announced = date
	}
}

// say puts a labelled value in its field; false leaves the line in the text.
func say(p *page.Page, name, value string, date *string) bool {
	switch name {
	case "titel":
		p.Title = value
	case "samenvatting", "intro", "inleiding":
		if p.Summary != "" {
			return false
		}
		p.Summary = value
	case "datum", "geplaatst":
		day, err := when.Date(value)
		if err != nil {
			return false
		}
		*date = day.String()
	case "gemeente":
		p.Places = append(p.Places, value)
	default:
		if p.Story == nil {
			p.Story = &page.Story{}
		}
		for theme := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
			if theme = strings.ToLower(strings.Trim(theme, " .#")); theme != "" && !slices.Contains(p.Story.Themes, theme) {
				p.Story.Themes = append(p.Story.Themes, theme)
			}
		}
	}
	return true
}
