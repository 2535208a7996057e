package main

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/store"
)

// perMunicipality is how many pages one generated municipality has: 20 stories, 10 initiatives and 20 activities.
const perMunicipality = 50

var words = strings.Fields(`samen soep fiets plein ouders kinderen middag koffie boek regen speelveld buurt lachen
	helpen vragen tafel warm druk leuk appel school muziek schoot tuin bank straat feest lampion wandelen zondag`)

// generate makes a site at dir with the look of the project at root and about pages pages. The same numbers give
// the same site.
func generate(root, dir string, pages int) (int, error) {
	for _, name := range []string{"layouts", "assets", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			return 0, err
		}
	}
	config, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		return 0, err
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644); err != nil {
		return 0, err
	}
	g := &generator{dir: dir, rand: rand.New(rand.NewPCG(1, 2))}
	g.page("_index.md", &page.Page{Common: page.Common{Title: "#Opladers"}})
	g.page("zoeken/_index.md", &page.Page{Common: page.Common{Title: "Zoeken"}})
	for n := 0; g.made < pages && g.err == nil; n++ {
		g.municipality(fmt.Sprintf("gemeente-%d", n))
	}
	return g.made, g.err
}

type generator struct {
	dir  string
	rand *rand.Rand
	made int
	err  error
}

func (g *generator) municipality(slug string) {
	title := strings.ToUpper(slug[:1]) + slug[1:]
	g.page(slug+"/_index.md", &page.Page{
		Common:       page.Common{Title: title, Kind: page.KindMunicipality},
		Municipality: &page.Municipality{Villages: page.Strings{title}, Organiser: &page.Organiser{Name: "Sam"}},
	})
	for _, kind := range []page.Kind{page.KindStory, page.KindInitiative, page.KindActivity} {
		g.page(slug+"/"+kind.Section()+"/_index.md", store.Section(title, kind))
	}
	for i := range perMunicipality - 4 {
		p := &page.Page{Common: page.Common{Title: g.text(4), Summary: g.text(12), Announced: fmt.Sprintf("2026-%02d-%02d", 1+i%9, 1+i%28)}}
		switch {
		case i < 18:
			p.Kind, p.Story = page.KindStory, &page.Story{Themes: page.Strings{"kijk"}}
			p.Body = g.text(60) + "\n\n## " + g.text(3) + "\n\n" + g.text(90) + "\n\n- " + g.text(5) + "\n- " + g.text(6) + "\n"
			g.photo(slug+"/verhalen", i, p)
		case i < 27:
			p.Kind, p.Initiative = page.KindInitiative, &page.Initiative{Status: "actief", ForWhom: g.text(5), When: g.text(3)}
			p.Body = g.text(80) + "\n"
		default:
			begin, err := page.ParseCivil(fmt.Sprintf("2026-12-%02dT09:30", 1+i%28))
			if err != nil {
				panic(err) // the format is ours
			}
			p.Kind = page.KindActivity
			p.Activity = &page.Activity{Begin: begin, Place: &page.Place{Name: g.text(2), Town: title}}
			if i%4 == 0 {
				p.Activity.Recurrence = "FREQ=WEEKLY;UNTIL=20270701T000000Z"
			}
			p.Body = g.text(40) + "\n"
		}
		g.page(fmt.Sprintf("%s/%s/pagina-%d/index.md", slug, p.Kind.Section(), i), p)
	}
}

// photo gives one story in three a photo.
func (g *generator) photo(section string, i int, p *page.Page) {
	if i%3 != 0 || g.err != nil {
		return
	}
	data := g.picture()
	file := photo.ID(data) + ".jpg"
	p.Photos = []*page.Photo{{File: file, Width: 1700, Height: 1100, Alt: "Een vlak.", NoPersons: true}}
	p.Body += "\n![Een vlak.](" + file + ")\n"
	g.write(fmt.Sprintf("%s/pagina-%d/%s", section, i, file), data)
}

// picture makes a JPEG, each time another one.
func (g *generator) picture() []byte {
	img := image.NewGray(image.Rect(0, 0, 1700, 1100))
	for k := range img.Pix {
		img.Pix[k] = byte(k/1700 + g.rand.IntN(8))
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // memory does not fail
	}
	return b.Bytes()
}

func (g *generator) text(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = words[g.rand.IntN(len(words))]
	}
	return strings.ToUpper(out[0][:1]) + strings.Join(out, " ")[1:]
}

func (g *generator) page(name string, p *page.Page) {
	data, err := p.Format()
	if g.err == nil {
		g.err = err
	}
	g.write(name, data)
	g.made++
}

func (g *generator) write(name string, data []byte) { g.file("content/"+name, data) }

func (g *generator) file(name string, data []byte) {
	file := filepath.Join(g.dir, filepath.FromSlash(name))
	if g.err == nil {
		g.err = os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if g.err == nil {
		g.err = os.WriteFile(file, data, 0o644)
	}
}
