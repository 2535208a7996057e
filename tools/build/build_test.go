package build

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/jpeg"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/store"
)

const root = "../.."

// copySite copies folders of the project, and its configuration, to a new folder.
func copySite(t *testing.T, folders ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range folders {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(root, config.Name))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, config.Name), data)
	return dir
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

// sample builds a copy of the sample site as it is committed, and gives the folder of the website.
func sample(t *testing.T, cache string) string {
	t.Helper()
	dir := copySite(t, "content", "layouts", "assets", "i18n", "static")
	for _, n := range buildAt(t, dir, cache).Notices {
		t.Errorf("the sample has a remark: %v", n)
	}
	return filepath.Join(dir, PublicDir)
}

// codec encodes WebP also without cgo.
func codec(t *testing.T) *photo.Codec {
	c := photo.DefaultCodec()
	if c.WebP == nil {
		hugo := site.NewCodecs("")
		t.Cleanup(hugo.Close)
		c.WebP = hugo.EncodeWebP
	}
	return c
}

func buildAt(t *testing.T, dir, cache string) *Result {
	t.Helper()
	return run(t, dir, cache, false, codec(t))
}

// files reads a folder, by the paths in it.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	photoAddress = regexp.MustCompile(`/foto/[0-9a-f]{16}-(?:[a-z]+-)?(?:[0-9a-f]{6}-)?[0-9]+\.(?:jpg|webp)`)
	published    = regexp.MustCompile(`\.(html|xml|txt|css|js|ics|json|jpg|webp|svg|png|woff2|webmanifest|ico)$|^_(headers|redirects)$`)
)

func TestSample(t *testing.T) {
	cache := t.TempDir()
	first := files(t, sample(t, cache))

	t.Run("photos and pages agree", func(t *testing.T) {
		named := map[string]bool{}
		for name, data := range first {
			if filepath.Ext(name) != ".html" {
				continue
			}
			for _, address := range photoAddress.FindAllString(string(data), -1) {
				named[address] = true
			}
		}
		if len(named) == 0 {
			t.Error("no page shows a photo")
		}
		for address := range named {
			if first[address[1:]] == nil {
				t.Errorf("a page names %s, which is not there", address)
			}
		}
		for name := range first {
			if strings.HasPrefix(name, PhotoDir+"/") && !named["/"+name] {
				t.Errorf("%s is on the site and on no page", name)
			}
		}
	})

	t.Run("all that pages and feeds name is there, and each page is sound", func(t *testing.T) {
		for _, wrong := range checkWhole("https://mijnopladers.nl/", first) {
			t.Error(wrong)
		}
	})

	t.Run("languages", func(t *testing.T) { checkLanguages(t, first) })

	t.Run("a page can be shared", func(t *testing.T) {
		story := string(first["zutphen/verhalen/soep-voor-zestien/index.html"])
		m := regexp.MustCompile(`https://wa\.me/\?text=([^"]*)`).FindStringSubmatch(story)
		if m == nil {
			t.Fatal("no link to share")
		}
		text, err := url.QueryUnescape(html.UnescapeString(m[1]))
		if want := "Soep voor zestien https://mijnopladers.nl/zutphen/verhalen/soep-voor-zestien/"; err != nil || text != want {
			t.Errorf("shared as %q (%v), want %q", text, err, want)
		}
	})

	t.Run("only what visitors need is published", func(t *testing.T) {
		for name, data := range first {
			if !published.MatchString(name) || strings.Contains(name, store.ProvenanceName) || strings.Contains(name, "gegevens") {
				t.Errorf("on the site: %s", name)
			}
			if ext := filepath.Ext(name); ext != ".jpg" && ext != ".webp" {
				continue
			}
			for _, mark := range []string{"Exif\x00", "EXIF", "http://ns.adobe.com/xap", "XMP ", "Photoshop 3.0", "ICC_PROFILE"} {
				if bytes.Contains(data, []byte(mark)) {
					t.Errorf("%s holds %q", name, mark)
				}
			}
		}
	})

	t.Run("another folder, machine, zone and age give the same bytes", func(t *testing.T) {
		old, cores := time.Local, runtime.GOMAXPROCS(1)
		time.Local = time.FixedZone("ver weg", -11*3600)
		defer func() {
			time.Local = old
			runtime.GOMAXPROCS(cores)
		}()
		for name, value := range map[string]string{"TZ": "Pacific/Apia", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "HOME": t.TempDir(), "USER": "iemand-anders", "HUGO_ENVIRONMENT": "development"} {
			t.Setenv(name, value)
		}
		dir := filepath.Join(t.TempDir(), "een", "map, met een heel andere naam", "é")
		for _, name := range []string{"content", "layouts", "assets", "i18n", "static", config.Name} {
			copyAged(t, filepath.Join(dir, name), filepath.Join(root, name))
		}
		buildAt(t, dir, t.TempDir()) // photos too are made anew
		second := files(t, filepath.Join(dir, PublicDir))
		for name, data := range second {
			if !bytes.Equal(first[name], data) {
				t.Errorf("%s differs", name)
			}
		}
		if len(first) != len(second) {
			t.Errorf("%d files, then %d", len(first), len(second))
		}
	})
}

// copyAged copies a file or folder, and gives each file another time long ago.
func copyAged(t *testing.T, to, from string) {
	t.Helper()
	day := time.Date(2001, 2, 3, 4, 5, 6, 7, time.UTC)
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		write(t, filepath.Join(to, rel), data)
		day = day.Add(31 * time.Hour)
		return os.Chtimes(filepath.Join(to, rel), day, day)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The templates and Go decide apart from each other whether a photo may be shown. They must agree, also on front matter
// that people typed: a photo that Go publishes and no page shows is a leak, the reverse a broken picture.
func TestTemplatesAndGoAgreeOnConsent(t *testing.T) {
	dir := copySite(t, "layouts", "assets", "i18n", "static")
	write(t, filepath.Join(dir, "content/_index.md"), []byte("---\ntitle: Thuis\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/_index.md"), []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/verhalen/_index.md"), []byte("---\ntitle: Verhalen\n---\n"))
	consent := func(s string) string { return "toestemming: {" + s + "}" }
	tests := []struct {
		frontMatter string
		want        bool
	}{
		{"", false},
		{"geen_herkenbare_personen: true", true},
		{"geen_herkenbare_personen: false", false},
		{`geen_herkenbare_personen: "nee"`, false},
		{"toestemming: ja", false},
		{consent("ref: formulier 1, doel: [website]"), true},
		{consent("ref: formulier 1, doel: website"), true},
		{consent("ref: formulier 1, doel: [Website, drukwerk]"), true},
		{consent("ref: formulier 1, doel: [drukwerk]"), false},
		{consent("ref: formulier 1"), false},
		{consent("doel: [website]"), false},
		{consent("ref: 0, doel: [website]"), false},
		{consent("ref: 14, doel: [website]"), true},
		{consent("ref: formulier 1, doel: [website], status: Ingetrokken"), false},
		{consent("ref: formulier 1, doel: [website], status: in-aanvraag"), false},
		{consent("ref: formulier 1, doel: [website], status: ontbreekt"), false},
		{consent("ref: formulier 1, doel: [website], tot: 2026-11-23"), true},
		{consent(`ref: formulier 1, doel: [website], tot: "2026-11-23"`), true},
		{consent("ref: formulier 1, doel: [website], tot: 2026-11-22"), false},
		{consent("ref: formulier 1, doel: [website], tot: 9-1-2030"), false},
		{consent("ref: formulier 1, doel: [website], tot: 1 mei 2030"), false},
		{consent("ref: formulier 1, doel: [website], datum: 2026-11-01"), true},
		{consent("ref: formulier 1, doel: [website], datum: 2024-11-01"), false}, // kept for two years
		{consent("ref: formulier 1, doel: [website], onder16: true"), false},
		{consent("ref: formulier 1, doel: [website], onder16: true, wie: zelf"), false},
		{consent("ref: formulier 1, doel: [website], onder16: true, wie: ouder"), true},
		{consent("ref: formulier 2026-14"), true}, // the register says the rest
		{consent("ref: Nr. 2026-14, doel: [website]"), true},
		{consent("ref: formulier 2026-15, doel: [website]"), false}, // withdrawn in the register
		{consent("ref: formulier 2026-16, doel: [website]"), false}, // and for good
		{consent("ref: formulier 2026-17, doel: [website]"), false}, // a row that nobody understands
		{"geen_herkenbare_personen: true\n    bijschrift: ingetrokken", false},
		{"bijschrift: staat in de lijst", true},
	}
	withdrawn, listed := len(tests)-2, len(tests)-1
	var master bytes.Buffer
	if err := jpeg.Encode(&master, image.NewGray(image.Rect(0, 0, 500, 400)), nil); err != nil {
		t.Fatal(err)
	}
	file := func(i int) string { return fmt.Sprintf("%016x.jpg", i) }
	add := func(i int, frontMatter string) string {
		bundle := filepath.Join(dir, fmt.Sprintf("content/zutphen/verhalen/v%d", i))
		text := fmt.Sprintf("---\ntitle: V\nfotos:\n  - bestand: %s\n    breedte: 500\n    hoogte: 400\n    alt: Een vlak.\n    %s\n---\n![Een vlak.](%s)\n", file(i), frontMatter, file(i))
		write(t, filepath.Join(bundle, "index.md"), []byte(text))
		return bundle
	}
	for i, test := range tests {
		write(t, filepath.Join(add(i, test.frontMatter), file(i)), master.Bytes())
	}
	write(t, filepath.Join(dir, "content/zutphen/toestemmingen.csv"), []byte("formulier;doel;status;fotos\n2026-14;website;;\n2026-15;website;ingetrokken;\n2026-17;overal;;\n"+
		"lijst;website;;"+strings.TrimSuffix(file(listed), ".jpg")+"\n18;website;;"+strings.TrimSuffix(file(listed), ".jpg")+"\n"))
	write(t, filepath.Join(dir, "content/zutphen/herkomst.json"), []byte(`{"ingetrokken": [{"formulier": "2026-16", "op": "2026-11-01"}, {"foto": "`+strings.TrimSuffix(file(withdrawn), ".jpg")+`", "op": "2026-11-01"}]}`))
	write(t, filepath.Join(dir, "content/herkomst.json"), []byte(`{"ingetrokken": [{"foto": "ffffffffffffffff", "op": "2026-11-01"}]}`))
	// A translation that does not allow a photo counts for both.
	write(t, filepath.Join(dir, "content/zutphen/verhalen/v1/index.en.md"), []byte("---\ntitle: V\nfotos: [{bestand: "+file(1)+", breedte: 500, hoogte: 400}]\n---\n"))
	tests[1].want = false
	add(len(tests), "geen_herkenbare_personen: true") // and its master is gone
	tests = append(tests, tests[0])
	buildAt(t, dir, t.TempDir())
	public := files(t, filepath.Join(dir, PublicDir))
	for name := range public {
		if strings.Contains(name, "herkomst") || strings.Contains(name, "toestemmingen") {
			t.Errorf("%s is on the site", name)
		}
	}
	for i, test := range tests {
		name := strings.TrimSuffix(file(i), ".jpg") + "-480.jpg"
		published := public[PhotoDir+"/"+name] != nil
		shown := bytes.Contains(public[fmt.Sprintf("zutphen/verhalen/v%d/index.html", i)], []byte(name))
		if published != test.want || shown != test.want {
			t.Errorf("%q: published %v, shown %v, want %v", test.frontMatter, published, shown, test.want)
		}
	}
}

// Nothing that a person writes in a page may stop the others: odd addresses and dates are shown as text.
func TestOddTextDoesNotStopTheBuild(t *testing.T) {
	dir := copySite(t, "layouts", "assets", "i18n", "static")
	write(t, filepath.Join(dir, "content/_index.md"), []byte("---\ntitle: Thuis\n---\n"))
	write(t, filepath.Join(dir, "content/zutphen/_index.md"), []byte("---\ntitle: Zutphen\nsoort: gemeente\nnoodbericht: {tekst: Storm, tot: morgen}\naanjager: {naam: Sam, afwezig_tot: ooit}\n---\n"))
	for _, section := range []string{"verhalen", "initiatieven", "agenda"} {
		write(t, filepath.Join(dir, "content/zutphen", section, "_index.md"), []byte("---\ntitle: "+section+"\n---\n"))
	}
	write(t, filepath.Join(dir, "content/zutphen/verhalen/a/index.md"), []byte("---\ntitle: A\n---\nwww.a.example.org/100% en [b](http://b.example.org/100%_gratis) en [c](javascript:alert(1))\n"))
	write(t, filepath.Join(dir, "content/zutphen/initiatieven/b/index.md"), []byte("---\ntitle: B\ncontact: \"mail {{< nosuch >}}\"\nhoe_meedoen: \"{{% nosuch %}}\"\n---\nTekst\n"))
	write(t, filepath.Join(dir, "content/zutphen/agenda/c/index.md"), []byte("---\ntitle: C\nsoort: activiteit\nbegin: 2026-12-10T10:00\naanmelden: nodig\naanmelden_voor: uiterlijk vrijdag\n---\nTekst\n"))
	var grey bytes.Buffer
	if err := jpeg.Encode(&grey, image.NewGray(image.Rect(0, 0, 10, 10)), nil); err != nil {
		t.Fatal(err)
	}
	for _, section := range []string{"verhalen", "initiatieven", "agenda"} { // Hugo cannot translate "" (langs/i18n in 0.165)
		write(t, filepath.Join(dir, "content/zutphen", section, "kaal/index.md"), []byte("\n\nAlleen tekst.\n"))
		write(t, filepath.Join(dir, "content/zutphen", section, "naamloos/index.md"), []byte("---\nfotos: [{bestand: a.jpg, breedte: 10, hoogte: 10, geen_herkenbare_personen: true}]\n---\n![](a.jpg)\n"))
		write(t, filepath.Join(dir, "content/zutphen", section, "naamloos/a.jpg"), grey.Bytes())
	}
	buildAt(t, dir, t.TempDir())
	public := files(t, filepath.Join(dir, PublicDir))
	if text := string(public["zutphen/verhalen/kaal/index.html"]); !strings.Contains(text, "Alleen tekst.") {
		t.Error("the page without front matter is gone")
	}
	story := string(public["zutphen/verhalen/a/index.html"])
	if !strings.Contains(story, "100%") || strings.Contains(story, "javascript:") {
		t.Errorf("the story: %s", story)
	}
	if text := string(public["zutphen/initiatieven/b/index.html"]); !strings.Contains(text, "nosuch") {
		t.Error("the contact is gone")
	}
	if text := string(public["zutphen/agenda/c/index.html"]); !strings.Contains(text, "uiterlijk vrijdag") {
		t.Error("the day before which to sign up is gone")
	}
}

// A page does not name all the others when there are many: who goes elsewhere goes by the front page.
func TestManyMunicipalities(t *testing.T) {
	dir := copySite(t, "layouts", "assets", "i18n", "static")
	write(t, filepath.Join(dir, "content/_index.md"), []byte("---\ntitle: Thuis\n---\n"))
	for i := range 25 {
		write(t, filepath.Join(dir, fmt.Sprintf("content/plaats-%d/_index.md", i)), fmt.Appendf(nil, "---\ntitle: Plaats %d\nsoort: gemeente\n---\n", i))
	}
	buildAt(t, dir, t.TempDir())
	public := files(t, filepath.Join(dir, PublicDir))
	if page := string(public["plaats-3/index.html"]); strings.Contains(page, "plaats-4") || strings.Count(page, `href="/#gemeenten"`) != 2 {
		t.Errorf("the page of one of 25 municipalities: %s", page)
	}
	home := string(public["index.html"])
	if !strings.Contains(home, `id="gemeenten"`) || strings.Count(home, `href="/plaats-24/"`) != 1 {
		t.Errorf("the front page with 25 municipalities: %s", home)
	}
}
