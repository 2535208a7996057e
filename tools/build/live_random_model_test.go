package build

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"maps"
	"path"
	"regexp"
	"strings"
)

// looks are the files of the repository that change.
var looks = []string{oneFoot, "layouts/home.html", "layouts/_partials/kaart.html", "i18n/nl.toml", "i18n/en.toml", "assets/css/kaart.css"}

// model is a site as it should be.
type model struct {
	pages   map[string]*modelPage // by the paths of their files
	gone    map[string]*modelPage
	were    map[string]*modelPage // as they were brought in last
	looked  map[string]string     // by names of looks, what is put in
	broken  map[string]bool       // templates and data that Hugo cannot read
	data    string
	static  map[string]string
	touched map[string]bool // files that are to be made again
	n       int
}

type modelPage struct {
	kind, title, text, date, begin, alias, photo, more string
	draft, consent, pictured                           bool
	broken                                             bool
}

var (
	kinds = map[string]string{"verhalen": "verhaal", "agenda": "activiteit", "initiatieven": "initiatief"}
	slugs = []string{"fiets", "soep", "feest", "taart", "wandelen"}
	towns = []string{"zutphen", "lochem", "aalten", "brummen"}
)

func newModel(data string) *model {
	m := &model{
		pages: map[string]*modelPage{}, gone: map[string]*modelPage{}, were: map[string]*modelPage{}, looked: map[string]string{}, broken: map[string]bool{}, static: map[string]string{},
		touched: map[string]bool{}, data: data,
	}
	m.pages["content/_index.md"] = &modelPage{title: "Opladers"}
	m.pages["content/agenda/_index.md"] = &modelPage{title: "Agenda"}
	m.pages["content/verhalen/_index.md"] = &modelPage{title: "Verhalen"}
	m.pages["content/over/_index.md"] = &modelPage{title: "Over"}
	m.pages["content/over/_index.en.md"] = &modelPage{title: "About"}
	for i, place := range towns[:2] {
		m.municipality(place)
		for j, slug := range slugs[:3] {
			kind := []string{"verhalen", "agenda", "initiatieven"}[(i+j)%3]
			m.pages[fmt.Sprintf("content/%s/%s/%s/index.md", place, kind, slug)] = m.newPage(kind, slug)
		}
	}
	m.pages[oneStory] = m.newPage("verhalen", "fiets") // of openSmall
	return m
}

func (m *model) municipality(place string) {
	m.pages["content/"+place+"/_index.md"] = &modelPage{kind: "gemeente", title: strings.ToUpper(place[:1]) + place[1:]}
	for kind := range kinds {
		m.pages["content/"+place+"/"+kind+"/_index.md"] = &modelPage{title: kind, more: "type: " + kinds[kind] + "\n"}
	}
}

func (m *model) newPage(kind, slug string) *modelPage {
	m.n++
	p := &modelPage{kind: kinds[kind], title: fmt.Sprintf("%s %d", slug, m.n), text: fmt.Sprintf("Tekst %d.", m.n), date: "2026-11-20"}
	if kind == "agenda" {
		p.begin = "2026-12-24T10:00"
	}
	return p
}

// file is a page as it stands on disk.
func (p *modelPage) file() string {
	var b strings.Builder
	b.WriteString("---\n")
	if p.broken {
		fmt.Fprintf(&b, "title: [%s\n", p.title)
	} else {
		fmt.Fprintf(&b, "title: %s\n", p.title)
	}
	for _, one := range [][2]string{{"soort", p.kind}, {"aangekondigd", p.date}, {"begin", p.begin}} {
		if one[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", one[0], one[1])
		}
	}
	if p.draft {
		b.WriteString("draft: true\n")
	}
	if p.alias != "" {
		fmt.Fprintf(&b, "aliases: [%s]\n", p.alias)
	}
	b.WriteString(p.more)
	if p.photo != "" {
		fmt.Fprintf(&b, "fotos:\n  - bestand: %s\n    breedte: 600\n    hoogte: 450\n    kleur: \"#aabbcc\"\n    alt: Een foto %s.\n", nameOf(p.photo), p.photo)
		if p.consent {
			b.WriteString("    geen_herkenbare_personen: true\n")
		}
	}
	fmt.Fprintf(&b, "---\n\n%s\n", p.text)
	if p.photo != "" {
		fmt.Fprintf(&b, "\n![Een foto %s.](%s)\n", p.photo, nameOf(p.photo))
	}
	return b.String()
}

// files are the files of pages.
func (m *model) files(pages map[string]*modelPage) map[string]string {
	out := map[string]string{}
	for name, p := range pages {
		out[name] = p.file()
		if p.photo != "" && p.pictured {
			out[path.Join(path.Dir(name), nameOf(p.photo))] = picture(p.photo)
		}
	}
	return out
}

var pictures = map[string]string{}

func picture(of string) string {
	if pictures[of] == "" {
		img := image.NewRGBA(image.Rect(0, 0, 600, 450))
		for i := range img.Pix {
			img.Pix[i] = byte(i>>9) ^ of[0] ^ of[len(of)-1]
		}
		img.Set(1, 1, color.Black)
		var b bytes.Buffer
		_ = jpeg.Encode(&b, img, nil) // to memory
		pictures[of] = b.String()
	}
	return pictures[of]
}

// look is a file of the look as it should be.
func (m *model) look(name, base string) string {
	put := m.looked[name]
	if name == oneFoot {
		base = strings.Replace(base, "</footer>", `{{ with hugo.Data.proef }}<p>{{ .woord }}</p>{{ end }}{{ range sort (where site.Pages "Kind" "page") "Path" }}{{ .Title }}, {{ end }}</footer>`, 1)
		if m.looked["deel"] != "" {
			base = strings.Replace(base, "</footer>", `{{ partial "proef.html" . }}</footer>`, 1)
		}
	}
	switch path.Ext(name) {
	case ".html":
		if name == "layouts/home.html" {
			base = strings.Replace(base, `<div class="held">`, `<div class="held"><p>`+put+"</p>", 1)
		} else {
			base += "<p>" + put + "</p>"
		}
		if m.broken[name] {
			base += "{{ if }}"
		}
		if m.broken["run "+name] {
			base = strings.Replace(base, "<", `{{ partial "die-er-niet-is.html" . }}<`, 1)
		}
	case ".toml":
		base = strings.Replace(base, "slogan = '", "slogan = '"+put, 1)
		if m.broken[name] {
			base += "\n[kapot = 1\n"
		}
	case ".css":
		base += ".x { color: red; content: '" + put + "' }\n"
	}
	return base
}

// others are the files that no page is of and that the repository does not have.
func (m *model) others() map[string]string {
	out := maps.Clone(m.static)
	if m.data != "" {
		out["data/proef.toml"] = "woord = '" + m.data + "'\n"
		if m.broken["data"] {
			out["data/proef.toml"] = "woord = [\n"
		}
	}
	if m.looked["deel"] != "" {
		out["layouts/_partials/proef.html"] = "<p>" + m.looked["deel"] + "</p>"
	}
	return out
}

func (m *model) mend() {
	clear(m.broken)
	for _, p := range m.pages {
		p.broken = false
	}
}

func (m *model) anyBroken() bool { return len(m.broken) > 0 || m.unread() }

// holds reports whether nothing comes in: the page of a municipality decides on what photos it has, and without words or data no page can be
// drawn.
func (m *model) holds() bool {
	for name, p := range m.pages {
		if p.broken && strings.Count(name, "/") == 2 && path.Base(name) == "_index.md" {
			return true
		}
	}
	return m.broken["i18n/nl.toml"] || m.broken["data"]
}

// stuck reports whether pages may stay as they were, whatever comes in.
func (m *model) stuck() bool { return m.holds() || len(m.broken) > 0 }

func (m *model) unread() bool {
	for _, p := range m.pages {
		if p.broken {
			return true
		}
	}
	return false
}

// brought notes how pages are that were just brought in.
func (m *model) brought() {
	maps.DeleteFunc(m.were, func(name string, _ *modelPage) bool { return m.pages[name] == nil })
	for name, p := range m.pages {
		if !p.broken && !m.holds() {
			was := *p
			m.were[name] = &was
		}
	}
}

// readable are the pages, with those that cannot be read as they were when they could, or without them.
func (m *model) readable(good bool) map[string]*modelPage {
	out := map[string]*modelPage{}
	for name, p := range m.pages {
		switch {
		case !p.broken:
			out[name] = p
		case good && m.were[name] != nil:
			out[name] = m.were[name]
		}
	}
	return out
}

// ofLanguage is the folder of a language other than Dutch.
var ofLanguage = regexp.MustCompile(`^/[a-z]{2}(/|$)`)

// isUnread reports whether a file of the website is of a page that cannot be read, and isBeside whether it is that page in another
// language than the one that cannot: then Hugo may not know that this one is there.
func (m *model) isUnread(name string) (is, isBeside bool) {
	dir := strings.TrimSuffix("/"+path.Dir(name), "/.")
	for file, p := range m.pages {
		own := strings.TrimPrefix(path.Dir(file), "content")
		if !p.broken || dir != own && (!ofLanguage.MatchString(dir) || dir[3:] != own) {
			continue
		}
		_, language, translated := strings.Cut(strings.TrimSuffix(path.Base(file), ".md"), ".")
		is = is || !translated || dir == "/"+language+own
		isBeside = isBeside || translated && dir != "/"+language+own
	}
	return is, isBeside
}
