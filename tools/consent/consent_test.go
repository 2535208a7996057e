package consent

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/store"
)

// scene draws a picture that is like no other, in any size.
func scene(seed uint64, width, height, quality int) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	type shape struct{ x, y, rx, ry, grey float64 }
	shapes := make([]shape, 24)
	for i := range shapes {
		shapes[i] = shape{r.Float64(), r.Float64(), 0.03 + 0.2*r.Float64(), 0.03 + 0.2*r.Float64(), 255 * r.Float64()}
	}
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		x, y := (float64(i%width)+0.5)/float64(width), (float64(i/width)+0.5)/float64(height)
		v := 60 + 130*x*y
		for _, s := range shapes {
			if dx, dy := (x-s.x)/s.rx, (y-s.y)/s.ry; dx*dx+dy*dy < 1 {
				v = s.grey
			}
		}
		img.Pix[i] = uint8(v)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	child = "aaaaaaaaaaaaaaaa" // the id of the photo that goes
	copyA = "bbbbbbbbbbbbbbbb" // a smaller copy of it, that came another way
	other = "cccccccccccccccc" // a photo that stays
)

func story(title, photo, consent string) string {
	return fmt.Sprintf("---\ntitle: %s\nsoort: verhaal\naangekondigd: 2026-10-01 # een dag\nfotos:\n  - bestand: %s.jpg\n    breedte: 600\n    hoogte: 450\n    alt: Iemand.\n    %s\n---\nTekst.\n\n![Iemand.](%s.jpg)\n",
		title, photo, consent, photo)
}

const given = "toestemming: {ref: formulier 2026-14, doel: [website], tot: 2028-09-01}"

// newSite makes a site with the photo in all places where opladers may have it.
func newSite(t *testing.T) Options {
	t.Helper()
	site, cache := t.TempDir(), t.TempDir()
	big, small, elsewhere := scene(1, 600, 450, 90), scene(1, 300, 225, 40), scene(2, 600, 450, 90)
	files := map[string][]byte{
		"content/_index.md":                                                 []byte("---\ntitle: Thuis\n---\n"),
		"content/zutphen/_index.md":                                         []byte("---\ntitle: Zutphen\nsoort: gemeente\naanjager: {naam: Sam, foto: " + child + ".jpg}\nfotos:\n  - {bestand: " + child + ".jpg, geen_herkenbare_personen: true}\n---\n"),
		"content/zutphen/" + child + ".jpg":                                 big,
		"content/zutphen/verhalen/soep/index.md":                            []byte(story("Soep", child, given)),
		"content/zutphen/verhalen/soep/index.en.md":                         []byte(story("Soup", child, given)),
		"content/zutphen/verhalen/soep/" + child + ".jpg":                   big,
		"content/zutphen/verhalen/concept/index.md":                         []byte(strings.Replace(story("Concept", child, given), "soort", "draft: true\nsoort", 1)),
		"content/zutphen/verhalen/concept/" + child + ".jpg":                big,
		"content/lochem/_index.md":                                          []byte("---\ntitle: Lochem\nsoort: gemeente\n---\n"),
		"content/lochem/verhalen/kopie/index.md":                            []byte(story("Kopie", copyA, "geen_herkenbare_personen: true")),
		"content/lochem/verhalen/kopie/" + copyA + ".jpg":                   small,
		"content/lochem/verhalen/anders/index.md":                           []byte(story("Anders", other, given)),
		"content/lochem/verhalen/anders/" + other + ".jpg":                  elsewhere,
		".opladers/quarantaine/" + child + ".jpg":                           big,
		".opladers/quarantaine/" + other + ".jpg":                           elsewhere,
		".opladers/terug/1/voor/zutphen/verhalen/soep/" + child + ".jpg":    big,
		".opladers/terug/1/wijzigingen.jsonl":                               nil,
		"public/foto/" + child + "-480.jpg":                                 scene(1, 480, 360, 75),
		"public/foto/" + child + "-delen-1200.jpg":                          scene(3, 400, 210, 75),
		"public/foto/" + copyA + "-300.jpg":                                 small,
		"public/foto/" + other + "-480.jpg":                                 elsewhere,
		"public/zutphen/index.html":                                         []byte("<p>Zutphen"),
		"../" + filepath.Base(cache) + "/foto/v/aa/" + child + ".9-480.jpg": scene(1, 480, 360, 70),
		"../" + filepath.Base(cache) + "/foto/v/cc/" + other + ".9-480.jpg": elsewhere,
	}
	for name, data := range files {
		write(t, filepath.Join(site, name), data)
	}
	// A copy of a crop under a name that says nothing: only its bytes give it away.
	write(t, filepath.Join(site, "public/delen/plaatje.jpg"), scene(3, 400, 210, 75))
	return Options{Site: site, Cache: cache, Now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), Codec: photo.DefaultCodec()}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree gives the files of a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		rel, _ := filepath.Rel(dir, file)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func pictures(files map[string]string) []string {
	return slices.Sorted(maps.Keys(maps.Collect(func(yield func(string, bool) bool) {
		for name := range files {
			if photo.IsName(name) && !yield(name, true) {
				return
			}
		}
	})))
}

func TestWithdraw(t *testing.T) {
	for name, by := range map[string][]string{
		"id": {child}, "file": {child + ".jpg"}, "derivative": {"https://example.org/foto/" + child + "-800.webp"}, "page and number": {"zutphen/verhalen/soep#1"},
		"path": {"content/zutphen/verhalen/soep/index.md"}, "organiser": {"zutphen"}, "form": {"Formulier nr. 2026-14"}, "a copy": {copyA},
	} {
		t.Run(name, func(t *testing.T) {
			o := newSite(t)
			if name == "form" {
				o.Municipality = "zutphen"
			}
			before := tree(t, filepath.Join(o.Site, "content"))
			plan := o
			plan.DryRun = true
			if r, err := Withdraw(t.Context(), plan, by); err != nil || len(r.Removed) < 8 {
				t.Fatalf("plan: %v, %+v", err, r)
			}
			if !maps.Equal(before, tree(t, filepath.Join(o.Site, "content"))) {
				t.Fatal("the plan changed something")
			}
			r, err := Withdraw(t.Context(), o, by)
			if err != nil || !slices.Equal(r.Photos, []string{child, copyA}) || len(r.Pages) != 5 {
				t.Fatalf("%v, %+v", err, r)
			}
			left := []string{".opladers/quarantaine/" + other + ".jpg", "content/lochem/verhalen/anders/" + other + ".jpg", "public/foto/" + other + "-480.jpg"}
			if got := pictures(tree(t, o.Site)); !slices.Equal(got, left) {
				t.Errorf("left: %q", got)
			}
			if got := pictures(tree(t, o.Cache)); len(got) != 1 || !strings.Contains(got[0], other) {
				t.Errorf("left in the cache: %q", got)
			}
			after := tree(t, filepath.Join(o.Site, "content"))
			for _, p := range r.Pages {
				if !strings.Contains(after[p], "status: ingetrokken") || strings.Contains(after[p], "geen_herkenbare_personen: true") {
					t.Errorf("%s:\n%s", p, after[p])
				}
			}
			if page := after["zutphen/verhalen/soep/index.md"]; !strings.Contains(page, "2026-10-01 # een dag") || !strings.Contains(page, "Tekst.\n\n![Iemand.]("+child+".jpg)") {
				t.Errorf("the page lost something:\n%s", page)
			}
			if before["lochem/verhalen/anders/index.md"] != after["lochem/verhalen/anders/index.md"] {
				t.Error("another page changed")
			}
			if p, err := Prove(t.Context(), o, r.Targets); err != nil || len(p.Found) > 0 || p.Searched < 10 {
				t.Errorf("%+v, %v", p, err)
			}
			if _, err := Withdraw(t.Context(), o, by); err != nil || !maps.Equal(after, tree(t, filepath.Join(o.Site, "content"))) {
				t.Errorf("a second run: %v", err)
			}
		})
	}
}

// A picture that somebody has finds the photo, and what looks like it.
func TestWithdrawByPicture(t *testing.T) {
	o := newSite(t)
	mine := filepath.Join(t.TempDir(), "IMG-20261001-WA0001.jpg")
	write(t, mine, scene(1, 450, 338, 30))
	r, err := Withdraw(t.Context(), o, []string{mine})
	if err != nil || !slices.Contains(r.Photos, child) || !slices.Contains(r.Photos, copyA) || slices.Contains(r.Photos, other) {
		t.Fatalf("%v, %+v", err, r)
	}
	if list, _, err := List(o); err != nil || slices.ContainsFunc(list, func(e Entry) bool { return e.Photo != other+".jpg" && e.State != page.StateWithdrawn }) {
		t.Errorf("%+v, %v", list, err)
	}
}

// The proof must be able to fail.
func TestProveFinds(t *testing.T) {
	o := newSite(t)
	r, err := Withdraw(t.Context(), o, []string{child})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		filepath.Join(o.Site, "public/plaatje.jpg"):           scene(1, 320, 240, 30), // resized and compressed again
		filepath.Join(o.Site, "public/delen/crop.jpg"):        scene(3, 400, 210, 75), // the bytes of a derivative that was there
		filepath.Join(o.Cache, "x", child+"-9.avif"):          []byte("not looked at"),
		filepath.Join(o.Site, "public/verhaal.html"):          []byte(`<img src="/foto/` + child + `-480.jpg">`),
		filepath.Join(o.Site, ".opladers/.opladers-nieuw-x1"): scene(1, 600, 450, 90), // what a killed run left
	} {
		write(t, name, data)
		p, err := Prove(t.Context(), o, r.Targets)
		if err != nil || len(p.Found) != 1 || p.Found[0].How == "" {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReinstate(t *testing.T) {
	o := newSite(t)
	for _, by := range []string{child, "zutphen/verhalen/soep", "2026-14"} {
		o.Municipality = map[string]string{"2026-14": "zutphen"}[by]
		if _, err := Withdraw(t.Context(), o, []string{by}); err != nil {
			t.Fatal(by, err)
		}
		back, err := Reinstate(t.Context(), o, []string{by})
		if rules, e := store.ReadRules(o.Site); err != nil || e != nil || len(rules.Withdrawn()) > 0 || !slices.Contains(back, child) {
			t.Errorf("%s: %q, %v, %v", by, back, err, e)
		}
	}
	if _, err := Reinstate(t.Context(), o, []string{other}); err == nil {
		t.Error("what was not withdrawn came back")
	}
}

// A photo of the same moment, which nobody withdrew, comes back alone, and stays when the other is withdrawn once more.
func TestSpared(t *testing.T) {
	o := newSite(t)
	if _, err := Withdraw(t.Context(), o, []string{child}); err != nil {
		t.Fatal(err)
	}
	moment := scene(1, 580, 435, 80)
	file := filepath.Join(t.TempDir(), "moment.jpg")
	write(t, file, moment)
	if rules, err := store.ReadRules(o.Site); err != nil || rules.Like(photo.ID(moment), new(o.print(moment))) == nil {
		t.Fatal("it does not look like the other")
	}
	back, err := Reinstate(t.Context(), o, []string{file})
	if err != nil || !slices.Equal(back, []string{photo.ID(moment)}) {
		t.Fatalf("%q, %v", back, err)
	}
	write(t, filepath.Join(o.Site, "content/lochem/verhalen/anders", photo.ID(moment)+".jpg"), moment)
	r, err := Withdraw(t.Context(), o, []string{child})
	if err != nil || len(r.Removed) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if rules, err := store.ReadRules(o.Site); err != nil || rules.Like(photo.ID(moment), new(o.print(moment))) != nil || rules.Like(child, nil) == nil {
		t.Errorf("spared, and not any more: %v", err)
	}
	if r, err := Withdraw(t.Context(), o, []string{file}); err != nil || len(r.Removed) != 1 {
		t.Errorf("withdrawn after all: %+v, %v", r, err)
	}
}

func TestNamesThatMeanNothing(t *testing.T) {
	o := newSite(t)
	before := tree(t, o.Site)
	for name, want := range map[string]string{
		"dddddddddddddddd.jpg":      "geen foto, pagina of formulier",
		"formulier 99":              "geen foto, pagina of formulier",
		"zutphen/verhalen/soep#2":   "geen foto 2",
		"zutphen/verhalen/soep#nul": "geen foto nul",
		"2026-14":                   "in meer gemeenten: lochem, zutphen",
	} {
		_, err := Withdraw(t.Context(), o, []string{child, name})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	delete(before, ".opladers/slot")
	after := tree(t, o.Site)
	delete(after, ".opladers/slot")
	if !maps.Equal(before, after) {
		t.Error("something was taken away")
	}
}

func TestListAndExpire(t *testing.T) {
	o := newSite(t)
	o.Now = time.Date(2028, 9, 2, 9, 0, 0, 0, time.UTC) // a day after the last one, and within the two years that photos are kept
	write(t, filepath.Join(o.Site, "content/lochem/verhalen/oud/index.md"), []byte(strings.Replace(story("Oud", "eeeeeeeeeeeeeeee", given), "2026-10-01", "2025-10-01", 1)))
	write(t, filepath.Join(o.Site, "content/lochem/verhalen/oud/eeeeeeeeeeeeeeee.jpg"), scene(5, 600, 450, 90))
	write(t, filepath.Join(o.Site, "content/lochem/verhalen/open/index.md"), []byte(story("Open", "ffffffffffffffff", "toestemming: {status: ontbreekt}")))
	list, _, err := List(o)
	if err != nil {
		t.Fatal(err)
	}
	var states []page.State
	for _, e := range list {
		states = append(states, e.State)
	}
	if !slices.Equal(slices.Compact(states), []page.State{page.StateExpired, page.StateMissing, page.StateNoPersons}) || list[0].Ask == "" {
		t.Errorf("%q", states)
	}
	early := o
	early.Now = time.Date(2028, 8, 1, 9, 0, 0, 0, time.UTC)
	if all, _, err := List(early); err != nil || len(Within(all, "2028-08-01", 30)) != 1 || len(Within(all, "2028-08-01", 31)) != 5 {
		t.Errorf("%d, %v", len(Within(all, "2028-08-01", 31)), err)
	}
	if r, err := Expire(t.Context(), early); err != nil || !slices.Equal(r.Photos, []string{"eeeeeeeeeeeeeeee"}) || len(r.Kept) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	r, err := Expire(t.Context(), o)
	// The child's photo is shown in one more place, where nobody can be recognised; it leaves only the stories.
	if err != nil || !slices.Equal(r.Photos, []string{child, other}) || !slices.Equal(r.Kept, r.Photos) {
		t.Fatalf("%+v, %v", r, err)
	}
	got := pictures(tree(t, o.Site))
	want := []string{
		".opladers/quarantaine/" + child + ".jpg", ".opladers/quarantaine/" + other + ".jpg", ".opladers/terug/1/voor/zutphen/verhalen/soep/" + child + ".jpg",
		"content/lochem/verhalen/kopie/" + copyA + ".jpg", "content/zutphen/" + child + ".jpg", "public/delen/plaatje.jpg",
		"public/foto/" + child + "-480.jpg", "public/foto/" + child + "-delen-1200.jpg", "public/foto/" + copyA + "-300.jpg",
	}
	if !slices.Equal(got, want) {
		t.Errorf("left: %q", got)
	}
	if p, err := Prove(t.Context(), o, r.Targets); err != nil || len(p.Found) > 0 {
		t.Errorf("%+v, %v", p, err)
	}
	before := tree(t, o.Site)
	if r, err := Expire(t.Context(), o); err != nil || len(r.Photos)+len(r.Removed) > 0 || !maps.Equal(before, tree(t, o.Site)) {
		t.Errorf("a second run: %+v, %v", r, err)
	}
	late := o
	late.Now = time.Date(2028, 10, 2, 9, 0, 0, 0, time.UTC) // and past the two years: no copy is kept
	if r, err := Expire(t.Context(), late); err != nil || len(r.Kept) > 0 || slices.Contains(pictures(tree(t, o.Site)), ".opladers/quarantaine/"+other+".jpg") {
		t.Errorf("%+v, %v", r, err)
	}
}

// A run that is killed at any moment is finished by the next one, and what it did is remembered before it is done.
func TestKilled(t *testing.T) {
	if site := os.Getenv("CONSENT_SITE"); site != "" {
		o := Options{Site: site, Cache: os.Getenv("CONSENT_CACHE"), Now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), Codec: photo.DefaultCodec()}
		fmt.Println("begint")
		if _, err := Withdraw(context.Background(), o, []string{child}); err != nil {
			t.Fatal(err)
		}
		return
	}
	whole := newSite(t)
	start := time.Now()
	if _, err := Withdraw(t.Context(), whole, []string{child}); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	want := tree(t, filepath.Join(whole.Site, "content"))
	halfway := 0
	for i := range 25 {
		o := newSite(t)
		pub := len(tree(t, filepath.Join(o.Site, "public")))
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "CONSENT_SITE="+o.Site, "CONSENT_CACHE="+o.Cache)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 6)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(i) / 20)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		rules, err := store.ReadRules(o.Site)
		if err != nil {
			t.Fatal(err)
		}
		remembered := rules.Like(child, nil) != nil
		if now := len(tree(t, filepath.Join(o.Site, "public"))); now < pub && !remembered {
			t.Fatal("something is gone that is not remembered")
		}
		if remembered && !maps.Equal(want, tree(t, filepath.Join(o.Site, "content"))) {
			halfway++
		}
		r, err := Withdraw(t.Context(), o, []string{child})
		if err != nil {
			t.Fatal(err)
		}
		if p, err := Prove(t.Context(), o, r.Targets); err != nil || len(p.Found) > 0 {
			t.Fatalf("%+v, %v", p, err)
		}
		if got := tree(t, filepath.Join(o.Site, "content")); !maps.Equal(got, want) {
			t.Fatalf("killed after %v of %v: %d files, want %d", took*time.Duration(i)/20, took, len(got), len(want))
		}
	}
	t.Logf("%d of 25 were killed halfway, in %v", halfway, took)
}

// BenchmarkProve looks for a photo in a site of 1,000 photos.
func BenchmarkProve(b *testing.B) {
	o := Options{Site: b.TempDir(), Cache: b.TempDir(), Codec: photo.DefaultCodec()}
	for i := range 50 {
		for _, width := range []int{480, 800, 1200} {
			data := scene(uint64(i), width, width*3/4, 75)
			for n := range 20 {
				name := filepath.Join(o.Site, "public/foto", fmt.Sprintf("%016x-%d.jpg", 1000*i+n, width))
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(name, append(data[:len(data):len(data)], byte(n)), 0o644); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	t := newTargets()
	print := o.print(scene(999, 600, 450, 90))
	t.looks(&print)
	for b.Loop() {
		if p, err := Prove(b.Context(), o, t); err != nil || len(p.Found) > 0 {
			b.Fatal(p, err)
		}
	}
}

// Our copy of a mail with the photo goes, and others stay; the mailbox itself is for a person.
func TestWithdrawTakesLetters(t *testing.T) {
	o := newSite(t)
	letter := func(picture []byte) []byte {
		return []byte("From: a@example.org\nSubject: Soep\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=grens\n\n--grens\nContent-Type: text/plain\n\nTekst.\n--grens\n" +
			"Content-Type: image/jpeg\nContent-Disposition: attachment; filename=a.jpg\nContent-Transfer-Encoding: base64\n\n" +
			base64.StdEncoding.EncodeToString(picture) + "\n--grens--\n")
	}
	mine, others := filepath.Join(o.Site, ".opladers/post/redactie/1-1.eml"), filepath.Join(o.Site, ".opladers/post/redactie/1-2.eml")
	write(t, mine, letter(scene(1, 600, 450, 90)))
	write(t, others, letter(scene(2, 600, 450, 90)))
	write(t, filepath.Join(o.Site, "content/zutphen/verhalen/soep/herkomst.json"),
		[]byte(`{"bron": "post/redactie/2026-10-01-soep-0a.eml", "basis": {}, "fotos": [{"bestand": "`+child+`.jpg", "breedte": 600, "hoogte": 450, "kleur": "#000000"}]}`))
	r, err := Withdraw(t.Context(), o, []string{child})
	if err != nil || exists(mine) || !exists(others) || !slices.Contains(r.Sources, "post/redactie/2026-10-01-soep-0a.eml") {
		t.Fatalf("%+v, %v", r, err)
	}
	if hand := ByHand(r.Photos, r.Sources, nil, false); !strings.Contains(hand[0], "staat nog in de postbus") {
		t.Errorf("%q", hand)
	}
}
