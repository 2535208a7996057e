// Package wxr reads the export of a WordPress site (WordPress eXtended RSS 1.0 to 1.2: Extra > Exporteren > Alle inhoud).
//
// Every post and every page becomes a page:
//
//   - Its key is wp-<post_id>. Links to another post or page of the export, by its address, its number (?p=12) or its name,
//     become pagina:wp-<post_id>; other links go where they went.
//   - A status other than publish makes a draft, a password too. What is in the bin is left out with a notice; revisions, menus
//     and half-made posts are left out without one, other types of content are named.
//   - The text is that of the block editor or the classic one (content.go), with shortcodes taken out (shortcode.go); package
//     markup turns the HTML into a page.
//   - The featured image comes first. Pictures are found among the loose photos (media.go), under wp-content/uploads or by name
//     alone; their descriptions and captions come from the media library. What is missing is named in one notice for each post.
//   - The excerpt is the summary when the text does not begin with it; one that is too long for a summary stands above the text.
//   - Categories, tags and other terms are the page's Places, by name and by slug; categories and tags are the themes of a story.
//   - Comments and authors are left out.
//
// The file is cut into its items before XML is read, so that a broken item costs that item, and a file that was cut off still
// gives what is whole. Limits: MaxSize, maxItems, maxContent. Entities other than those of HTML are not known, and a DOCTYPE
// is refused.
package wxr

import (
	"fmt"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/read/markup"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// The limits of an export.
const (
	MaxSize    = 200 << 20 // bytes
	maxItems   = 20_000
	maxContent = 2 << 20 // bytes, of one item
)

const again = "Maak de export opnieuw: in WordPress onder Extra > Exporteren > Alle inhoud."

var errEmpty = notice.Refuse("In de export staan geen berichten en geen pagina's.", again)

// Read makes a page of every post and page of the export.
func Read(src page.Source) ([]*page.Page, []notice.Notice, error) {
	if len(src.Data) > MaxSize {
		return nil, nil, notice.Refuse(fmt.Sprintf("De export is groter dan %d MB.", MaxSize>>20), "Exporteer de berichten en de pagina's apart, of per jaar.")
	}
	text, ok := charset.Decode(src.Data)
	if !ok {
		return nil, nil, notice.Refuse("Het bestand is geen export van WordPress.", again)
	}
	e, err := open(text)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{export: e, src: src, media: newMedia(e, src.Photos), links: newLinks(e), seen: map[string]bool{}, unwrapped: map[string]bool{}, types: map[string]int{}}
	for _, it := range e.items {
		r.item(it)
		it.Content = "" // it is on its page now
	}
	r.remarks()
	if len(r.pages) == 0 {
		if len(r.notices) > 0 {
			n := r.notices[0]
			return nil, nil, notice.Refuse("Geen bericht of pagina van de export is overgenomen. "+n.Text, n.Hint)
		}
		return nil, nil, errEmpty
	}
	return r.pages, r.notices, nil
}

// A reader makes the pages of an export.
type reader struct {
	export  *export
	src     page.Source
	media   *media
	links   *links
	pages   []*page.Page
	notices []notice.Notice

	// What is said once, for all posts together.
	seen      map[string]bool // keys
	unwrapped map[string]bool // names of shortcodes
	types     map[string]int  // types of content that are left out
	trashed   []string
	empty     []string
}

// inner are the types of content with which WordPress and its plugins keep their own administration.
var inner = map[string]bool{"attachment": true, "nav_menu_item": true, "revision": true, "custom_css": true, "customize_changeset": true,
	"oembed_cache": true, "user_request": true, "scheduled-action": true, "wpcf7_contact_form": true, "elementor_library": true}

func (r *reader) item(it *item) {
	switch {
	case it.Type == "post" || it.Type == "page":
	case !inner[it.Type] && !strings.HasPrefix(it.Type, "wp_") && !strings.HasPrefix(it.Type, "acf-"):
		r.types[it.Type]++
		return
	default:
		return
	}
	key := "wp-" + it.ID
	switch {
	case it.Status == "auto-draft" || it.Status == "inherit":
	case it.Status == "trash":
		r.trashed = append(r.trashed, it.name())
	case r.seen[key]:
		r.warn(it, "Het nummer van dit bericht komt twee keer voor; alleen het eerste is overgenomen.", again)
	default:
		r.seen[key] = true
		if p := r.page(it); p != nil {
			p.Key = key
			r.pages = append(r.pages, p)
		}
	}
}

// page makes the page of a post; nil when there is nothing in it.
func (r *reader) page(it *item) *page.Page {
	b := prose.Builder{Title: "Bericht " + it.ID}
	if title := markup.Text(it.Title); title != "" {
		b.Paragraph(prose.Paragraph{Role: prose.Title, Pieces: []prose.Piece{{Text: title}}})
	}
	c := &content{reader: r, item: it}
	html := c.html()
	excerpt := markup.Text(it.Excerpt)
	if excerpt != "" && !strings.HasPrefix(markup.Text(html), strings.TrimRight(excerpt, "[]…. ")) {
		b.Paragraph(prose.Paragraph{Role: prose.Subtitle, Pieces: []prose.Piece{{Text: excerpt}}})
	}
	missing := append(r.featured(&b, it, html), c.absent...)
	more, err := markup.Into(&b, html, markup.Options{Picture: r.media.picture, Link: c.link})
	if err != nil {
		r.warn(it, "De opmaak is te ingewikkeld om te lezen; het bericht is niet overgenomen.", "Kopieer de tekst naar een Word-bestand (.docx).")
		return nil
	}
	p, notices, err := b.Page(r.src)
	if missing = append(missing, more...); len(missing) > 0 {
		r.warn(it, fmt.Sprintf("Niet alle foto's zijn er: %s.", markup.Names(missing)), "Zet de export en de map wp-content/uploads van de oude site samen in één zip.")
	}
	if len(c.files) > 0 {
		r.warn(it, fmt.Sprintf("De tekst verwijst naar bestanden op de oude site: %s.", markup.Names(c.files)), "Bewaar die bestanden voordat de oude site verdwijnt.")
	}
	for _, n := range notices {
		n.Text = "‘" + it.name() + "’: " + n.Text
		r.notices = append(r.notices, n)
	}
	if err != nil {
		r.empty = append(r.empty, it.name())
		return nil
	}
	r.media.describe(p.Photos)
	r.about(p, it)
	return p
}

// about fills in what WordPress knows of a post besides its text.
func (r *reader) about(p *page.Page, it *item) {
	p.Announced = it.day()
	p.Draft = it.Status != "publish"
	if it.Password != "" {
		p.Draft = true
		r.warn(it, "Dit bericht is met een wachtwoord beveiligd en staat klaar als concept.", "Mag iedereen het lezen? Haal dan de regel draft: true weg.")
	}
	if it.Name != "" && page.Slug(it.Name) == it.Name {
		p.Slug = it.Name
	}
	var themes page.Strings
	for _, t := range it.Terms {
		name := markup.Text(t.Name)
		if name == "" || t.Domain == "post_format" || strings.HasPrefix(t.Domain, "wp_") || uncategorised[strings.ToLower(name)] {
			continue
		}
		for _, s := range []string{name, t.Slug} {
			if s != "" && !page.Strings(p.Places).Has(s) {
				p.Places = append(p.Places, s)
			}
		}
		if (t.Domain == "category" || t.Domain == "post_tag") && !themes.Has(name) {
			themes = append(themes, theme(name))
		}
	}
	if len(themes) > 0 {
		p.Story = &page.Story{Themes: themes}
	}
}

// uncategorised is how WordPress calls the category of what has none.
var uncategorised = map[string]bool{"uncategorized": true, "geen categorie": true, "niet gecategoriseerd": true, "ongecategoriseerd": true, "zonder categorie": true}

// theme writes the themes that the site has as the site does.
func theme(name string) string {
	switch lower := strings.ToLower(name); lower {
	case "kijk", "vraag", "bied", "doe":
		return lower
	}
	return name
}
