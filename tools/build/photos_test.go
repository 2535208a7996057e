package build

import (
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/config"
)

// What templates name and what Go makes is the same, also with AVIF, and for photos of all shapes and with any focus.
func TestPagesNameWhatIsMade(t *testing.T) {
	dir := copySite(t, "layouts", "assets", "i18n", "static")
	file := filepath.Join(dir, config.Name)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, []byte(strings.Replace(string(data), "\n[params.opladers]\n", "\n[params.opladers]\navif = true\n", 1)))
	write(t, filepath.Join(dir, "content/_index.md"), []byte("---\ntitle: Opladers\norganisatie: {beveiliging: lek@example.org}\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/_index.md"), []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/verhalen/_index.md"), []byte("---\ntitle: Verhalen\ntype: verhaal\n---\n"))
	for i, p := range []struct {
		width, height, focus string
		size                 image.Point
	}{
		{"1700", "1100", "", image.Pt(1700, 1100)},
		{"300", "200", "50 30", image.Pt(300, 200)},
		{"1001", "1777", "'10,5 99,5'", image.Pt(1001, 1777)},
		{"2000", "401", "midden", image.Pt(2000, 401)},
		{"7", "9", "50", image.Pt(7, 9)},
	} {
		name := strings.Repeat(string(rune('a'+i)), 16) + ".jpg"
		folder := filepath.Join(dir, "content/zutphen/verhalen", name[:3])
		write(t, filepath.Join(folder, "index.md"), []byte("---\ntitle: Verhaal "+name+"\nfotos:\n  - bestand: "+name+"\n    breedte: "+p.width+"\n    hoogte: "+p.height+
			"\n    focus: "+p.focus+"\n    alt: Een vlak.\n    geen_herkenbare_personen: true\n---\n\n![Een vlak.]("+name+")\n"))
		out, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := jpeg.Encode(out, image.NewGray(image.Rectangle{Max: p.size}), nil); err != nil {
			t.Fatal(err)
		}
		out.Close()
	}
	c := codec(t)
	c.AVIF = func(w io.Writer, img image.Image, _ int) error { return jpeg.Encode(w, img, nil) } // what is in it, is not the question
	r := run(t, dir, t.TempDir(), false, c)
	var said []string
	for _, n := range r.Notices {
		said = append(said, string(n.Level)+" "+n.Text)
	}
	if want := "warning Met focus: midden is niet te zien wat in beeld moet blijven."; len(said) != 2 || !slices.Contains(said, want) {
		t.Errorf("%q, want %q and one about 50", said, want)
	}
	address := regexp.MustCompile(`/foto/[0-9a-z-]+\.(?:jpg|webp|avif)`)
	made, named := files(t, filepath.Join(dir, PublicDir)), map[string]bool{}
	for name, data := range made {
		if filepath.Ext(name) == ".html" {
			for _, a := range address.FindAllString(string(data), -1) {
				named[a[1:]] = true
			}
		}
	}
	if len(named) < 30 {
		t.Errorf("only %d addresses", len(named))
	}
	for name := range named {
		if made[name] == nil {
			t.Errorf("a page names %s, which is not there", name)
		}
	}
	for name := range made {
		if strings.HasPrefix(name, PhotoDir+"/") && !named[name] {
			t.Errorf("no page names %s", name)
		}
	}
}
