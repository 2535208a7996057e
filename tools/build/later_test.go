package build

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
)

// laterSite is a site with one story and photos of it: a landscape, a portrait and a panorama. It gives the folder of the story.
func laterSite(t *testing.T) (dir, story string) {
	t.Helper()
	dir = copySite(t, "layouts", "assets", "i18n", "static")
	write(t, filepath.Join(dir, "content/_index.md"), []byte("---\ntitle: Opladers\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/_index.md"), []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/verhalen/_index.md"), []byte("---\ntitle: Verhalen\ntype: verhaal\n---\n"))
	story = filepath.Join(dir, "content/zutphen/verhalen/fiets")
	var front, text strings.Builder
	for i, size := range []image.Point{{1700, 1200}, {1000, 1400}, {2400, 400}} {
		name := strings.Repeat(string(rune('a'+i)), 16) + ".jpg"
		fmt.Fprintf(&front, "  - bestand: %s\n    breedte: %d\n    hoogte: %d\n    alt: Een vlak.\n    geen_herkenbare_personen: true\n", name, size.X, size.Y)
		fmt.Fprintf(&text, "![Een vlak.](%s)\n\n", name)
		m := image.NewGray(image.Rectangle{Max: size})
		for i := range m.Pix {
			m.Pix[i] = byte(i*i>>7 ^ i/size.X) // so that how it is shrunk shows
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(story, name), b.Bytes())
	}
	write(t, filepath.Join(story, "index.md"), []byte("---\ntitle: Fietsen\nfotos:\n"+front.String()+"---\n\n"+text.String()))
	return dir, story
}

// run builds a site, leaving photos for later or not.
func run(t *testing.T, dir, cache string, later bool, c *photo.Codec) *Result {
	t.Helper()
	cfg, err := config.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), Options{Config: cfg, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, zone), Cache: cache, Codec: c, Later: later})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// named lists the photos that the pages name.
func named(t *testing.T, public string) []string {
	t.Helper()
	seen := map[string]bool{}
	var out []string
	for file, data := range files(t, public) {
		if filepath.Ext(file) != ".html" {
			continue
		}
		for _, a := range photoAddress.FindAllString(string(data), -1) {
			if name := filepath.Base(a); !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	if len(out) < 15 {
		t.Fatalf("only %d photos are named", len(out))
	}
	return out
}

// counted is a codec that says how often WebP was encoded, and takes its time for it.
func counted(t *testing.T, n *atomic.Int64, each time.Duration) *photo.Codec {
	c := codec(t)
	encode := c.WebP
	c.WebP = func(w io.Writer, img image.Image, quality int) error {
		n.Add(1)
		time.Sleep(each)
		return encode(w, img, quality)
	}
	return c
}

// The pages are there before the photos. Each photo comes when it is asked for, once for all who ask, and with the bytes that a build
// gives it; in the end the site is whole.
func TestLater(t *testing.T) {
	dir, _ := laterSite(t)
	public := filepath.Join(dir, PublicDir)
	run(t, dir, t.TempDir(), false, codec(t))
	want := files(t, filepath.Join(public, PhotoDir))
	if err := os.RemoveAll(public); err != nil {
		t.Fatal(err)
	}

	var encoded atomic.Int64
	later := run(t, dir, t.TempDir(), true, counted(t, &encoded, 20*time.Millisecond)).Later
	names := named(t, public)
	if has := files(t, filepath.Join(public, PhotoDir)); len(has) > 0 || encoded.Load() > 0 {
		t.Errorf("%d photos are there already", len(has))
	}
	for _, name := range []string{"", ".", "..", "../index.html", "aaaaaaaaaaaaaaaa-481.webp", "aaaaaaaaaaaaaaaa.jpg", "ffffffffffffffff-480.webp"} {
		if path, err := later.File(t.Context(), name); path != "" || err != nil {
			t.Errorf("%q: %q, %v", name, path, err)
		}
	}
	webp := 0
	for _, name := range names {
		if filepath.Ext(name) == ".webp" {
			webp++
		}
		paths := make([]string, 6)
		var all sync.WaitGroup
		for i := range paths {
			all.Go(func() {
				var err error
				if paths[i], err = later.File(t.Context(), name); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		all.Wait()
		for _, path := range paths {
			if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, want[name]) {
				t.Fatalf("%s: %d bytes, other ones than a build makes (%v)", name, len(data), err)
			}
		}
	}
	if n := encoded.Load(); n != int64(webp) {
		t.Errorf("%d times encoded for %d files", n, webp)
	}
	if err := later.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := files(t, filepath.Join(public, PhotoDir))
	if len(got) != len(want) {
		t.Errorf("%d photos in the end, want %d", len(got), len(want))
	}
	for name := range want {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s differs from what a build makes", name)
		}
	}
	if encoded.Load() != int64(webp) {
		t.Error("made again")
	}
}

// A site that was published meanwhile gets nothing of an older one.
func TestLaterLeavesANewerSite(t *testing.T) {
	dir, story := laterSite(t)
	later := run(t, dir, t.TempDir(), true, codec(t)).Later
	if err := os.RemoveAll(story); err != nil { // a parent took back consent
		t.Fatal(err)
	}
	run(t, dir, t.TempDir(), false, codec(t))
	if err := later.Finish(t.Context()); err != nil {
		t.Logf("Finish: %v", err) // it may say so
	}
	if got := files(t, filepath.Join(dir, PublicDir)); got[PhotoDir+"/aaaaaaaaaaaaaaaa-480.jpg"] != nil {
		t.Error("a photo that is off the site came back")
	}
}

// A master that is broken or gone keeps no other photo from the site.
func TestLaterWithBadMasters(t *testing.T) {
	dir, story := laterSite(t)
	file := filepath.Join(story, "aaaaaaaaaaaaaaaa.jpg")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, data[:len(data)/2])
	later := run(t, dir, t.TempDir(), true, codec(t)).Later
	if err := os.Remove(filepath.Join(story, "bbbbbbbbbbbbbbbb.jpg")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"aaaaaaaaaaaaaaaa-480.webp": false, "bbbbbbbbbbbbbbbb-480.jpg": false, "cccccccccccccccc-480.jpg": true} {
		if path, _ := later.File(t.Context(), name); (path != "") != want {
			t.Errorf("%s: %q", name, path)
		}
	}
	if err := later.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := files(t, filepath.Join(dir, PublicDir, PhotoDir)); got["cccccccccccccccc-1600.webp"] == nil || got["aaaaaaaaaaaaaaaa-480.webp"] != nil {
		t.Errorf("%d photos", len(got))
	}
}

// Who stops need not wait until a photo is made in all its sizes.
func TestLaterStops(t *testing.T) {
	dir, _ := laterSite(t)
	var encoded atomic.Int64
	later := run(t, dir, t.TempDir(), true, counted(t, &encoded, 100*time.Millisecond)).Later
	ctx, stop := context.WithCancel(t.Context())
	finished := make(chan error, 1)
	go func() { finished <- later.Finish(ctx) }()
	for encoded.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	stop()
	before := encoded.Load()
	if err := <-finished; err == nil {
		t.Error("it went on")
	}
	if more := encoded.Load() - before; more > int64(runtime.GOMAXPROCS(0)) { // each may have begun one
		t.Errorf("%d more were made", more)
	}
}

// A photo of which consent is withdrawn while its sizes are made is not put back.
func TestLaterKeepsBackWhatWasWithdrawn(t *testing.T) {
	dir, story := laterSite(t)
	later := run(t, dir, t.TempDir(), true, codec(t)).Later
	index := filepath.Join(story, "index.md")
	text, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	write(t, index, bytes.Replace(text, []byte("    geen_herkenbare_personen: true\n"), nil, 1)) // of the first photo
	if err := later.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	first, others := 0, 0
	for name := range files(t, filepath.Join(dir, PublicDir, PhotoDir)) {
		if strings.HasPrefix(filepath.Base(name), "aaaa") {
			first++
		} else {
			others++
		}
	}
	if first > 0 || others == 0 {
		t.Errorf("%d files of the photo that may not be seen, %d of the others", first, others)
	}
}
