package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// change changes something, and says what.
func (m *model) change(r *rand.Rand) string {
	names := slices.Sorted(maps.Keys(m.pages))
	name := names[r.IntN(len(names))]
	p := m.pages[name]
	leaf := path.Base(name) == "index.md"
	m.n++
	switch r.IntN(26) {
	case 0, 1:
		p.text = fmt.Sprintf("Andere tekst %d.", m.n)
		return "text of " + name
	case 2, 3:
		p.title = fmt.Sprintf("Titel %d", m.n)
		return "title of " + name
	case 4:
		p.draft = !p.draft && leaf
		return fmt.Sprintf("draft %t %s", p.draft, name)
	case 5:
		if leaf {
			p.date = []string{"2026-11-20", "2026-10-01", "2026-11-25", ""}[r.IntN(4)]
		}
		return "date " + p.date + " " + name
	case 6:
		if p.begin != "" {
			p.begin = []string{"2026-12-24T10:00", "2026-10-01T10:00", "2027-01-05T20:00", "2026-11-21T14:00"}[r.IntN(4)]
		}
		return "begin " + p.begin + " " + name
	case 7, 8:
		if name != "content/_index.md" {
			delete(m.pages, name)
			m.gone[name] = p
		}
		return "gone " + name
	case 9:
		for _, name := range slices.Sorted(maps.Keys(m.gone)) {
			m.pages[name] = m.gone[name]
			m.pages[name].broken = false
			delete(m.gone, name)
			return "restored " + name
		}
		return "nothing to restore"
	case 10, 11:
		return m.add(r)
	case 12:
		if leaf {
			return m.move(r, name)
		}
		return "no move"
	case 13:
		place := towns[r.IntN(len(towns))]
		if m.pages["content/"+place+"/_index.md"] == nil {
			m.municipality(place)
			return "municipality " + place
		}
		return "no municipality"
	case 14:
		return m.drop(r)
	case 15, 16:
		if leaf {
			p.photo, p.pictured, p.consent = []string{"", "a", "b", "c"}[r.IntN(4)], r.IntN(4) > 0, r.IntN(3) > 0
			return fmt.Sprintf("photo %s %t consent %t of %s", p.photo, p.pictured, p.consent, name)
		}
		return "no photo"
	case 17:
		p.alias = []string{"", "/oud", "/zutphen/oud", "/lochem/verhalen/fiets", "vorige"}[r.IntN(5)]
		if name == "content/_index.md" { // nothing is beside it
			p.alias = ""
		}
		return "alias " + p.alias + " of " + name
	case 18:
		p.broken = !p.broken
		return fmt.Sprintf("broken %t %s", p.broken, name)
	case 19:
		for _, name := range names {
			if p := m.pages[name]; p.broken {
				p.broken = false
				return "mended " + name
			}
		}
		return "nothing to mend"
	case 20:
		m.touched[name] = true
		return "made again " + name
	case 21:
		return m.restyle(r)
	case 22:
		if len(m.broken) > 0 {
			clear(m.broken)
			return "all templates well"
		}
		what := []string{oneFoot, "layouts/home.html", "run layouts/_partials/kaart.html", "run " + oneFoot, "i18n/nl.toml", "data"}[r.IntN(6)]
		if what != "data" || m.data != "" {
			m.broken[what] = true
		}
		return "broken " + what
	case 23:
		clear(m.broken)
		return "all templates well"
	case 24:
		file := []string{"static/proef.txt", "static/proef/index.html"}[r.IntN(2)]
		if m.static[file] == "" || r.IntN(2) == 0 {
			m.static[file] = fmt.Sprintf("<p>Proef %d</p>", m.n)
		} else {
			delete(m.static, file)
		}
		return "static " + file
	}
	if r.IntN(8) > 0 {
		p.text = fmt.Sprintf("Weer tekst %d.", m.n)
		return "text of " + name
	}
	for i := range manyChanges + 10 {
		file := fmt.Sprintf("content/zutphen/verhalen/proef-%d.txt", i) // no page, and still a file that changed
		m.static[file] = fmt.Sprint(m.n)
	}
	return "many"
}

func (m *model) add(r *rand.Rand) string {
	kind := slices.Sorted(maps.Keys(kinds))[r.IntN(3)]
	name := fmt.Sprintf("content/%s/%s/%s/index.md", towns[r.IntN(len(towns))], kind, slugs[r.IntN(len(slugs))])
	if m.pages[name] != nil {
		return "no page added"
	}
	m.pages[name] = m.newPage(kind, path.Base(path.Dir(name)))
	if r.IntN(6) == 0 {
		m.pages[name].broken = true
	}
	return fmt.Sprintf("new %s broken %t", name, m.pages[name].broken)
}

func (m *model) move(r *rand.Rand, name string) string {
	parts := strings.Split(name, "/")
	if len(parts) != 5 {
		return "no move"
	}
	parts[1], parts[3] = towns[r.IntN(len(towns))], slugs[r.IntN(len(slugs))]
	to := strings.Join(parts, "/")
	if m.pages[to] != nil {
		return "no move"
	}
	p := *m.pages[name]
	delete(m.pages, name)
	m.pages[to] = &p
	return "moved " + name + " to " + to
}

// drop removes a folder, or a whole municipality.
func (m *model) drop(r *rand.Rand) string {
	dir := "content/" + towns[r.IntN(len(towns))] + "/"
	if r.IntN(2) == 0 {
		dir += []string{"verhalen", "agenda"}[r.IntN(2)] + "/"
	}
	for name, p := range m.pages {
		if strings.HasPrefix(name, dir) {
			delete(m.pages, name)
			m.gone[name] = p
		}
	}
	return "gone " + dir
}

func (m *model) restyle(r *rand.Rand) string {
	switch what := r.IntN(len(looks) + 2); {
	case what < len(looks):
		m.looked[looks[what]] = fmt.Sprintf("x%d", m.n)
		return "look " + looks[what]
	case what == len(looks):
		if m.data = fmt.Sprintf("woord %d", m.n); r.IntN(3) == 0 {
			m.data = ""
			delete(m.broken, "data")
		}
		return "data " + m.data
	}
	if m.looked["deel"] = fmt.Sprintf("deel %d", m.n); r.IntN(3) == 0 {
		m.looked["deel"] = ""
	}
	return "part " + m.looked["deel"]
}
