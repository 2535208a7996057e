package site

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gohugoio/hugo/common/htime"
	"github.com/pelletier/go-toml/v2"

	"mijnopladers.nl/opladers/tools/notice"
)

const root = "../.."

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// newSite makes a small site with the project's own configuration and templates of a line.
func newSite(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	config, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{
		"config.toml":            string(config),
		"content/_index.md":      "---\ntitle: Thuis\n---\n",
		"layouts/home.html":      "{{ range site.RegularPages }}{{ .Path }} {{ end }}",
		"layouts/section.html":   "sectie {{ .Title }}",
		"layouts/page.html":      "{{ .Type }}: {{ .Title }} {{ .Content }}",
		"static/merk.txt":        "merk",
		"static/diep/robots.txt": "robots",
	}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// render builds a site and lists what was written, with slashes.
func render(t *testing.T, dir string, change func(*Options)) (map[string]string, *Result, error) {
	t.Helper()
	o := Options{Dir: dir, Out: t.TempDir(), Config: "config.toml", Now: now}
	if change != nil {
		change(&o)
	}
	result, err := Render(context.Background(), o)
	out := map[string]string{}
	walkErr := filepath.WalkDir(o.Out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(o.Out, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if walkErr != nil {
		t.Fatal(walkErr)
	}
	return out, result, err
}

const story = "---\ntitle: Soep\nfotos:\n  - bestand: 0123456789abcdef.jpg\n---\nLekker.\n"

func bundle() map[string]string {
	return map[string]string{
		"content/zutphen/_index.md":                           "---\ntitle: Zutphen\nsoort: gemeente\n---\n",
		"content/zutphen/verhalen/_index.md":                  "---\ntitle: Verhalen\n---\n",
		"content/zutphen/verhalen/soep/index.md":              story,
		"content/zutphen/verhalen/soep/herkomst.json":         "{}",
		"content/zutphen/verhalen/soep/0123456789abcdef.jpg":  "pixels",
		"content/zutphen/verhalen/soep/Brief aan Ans.docx":    "privé",
		"content/zutphen/verhalen/.opladers-nieuw-x/index.md": "---\ntitle: Half\n---\n",
		"content/zutphen/agenda/feest/index.md":               "---\ntitle: Feest\nbegin: 2030-01-01T10:00\naangekondigd: 2026-10-01\n---\n",
		"content/zutphen/agenda/_index.md":                    "---\ntitle: Agenda\n---\n",
		".opladers/hugo/content/gegevens/_index.md":           "---\nbuild: {render: never, list: never}\n---\n",
		".opladers/hugo/content/gegevens/agenda-zutphen.md":   "---\nbuild: {render: never, list: never}\nvoorkomens: [1]\n---\n",
	}
}

// Front matter can tell Hugo to publish what is in a bundle. The photo would be on the site whole, and whoever is on it.
func TestNoPageCanPublishItsBundle(t *testing.T) {
	for _, c := range []struct{ name, file, text string }{
		{"build", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nbuild: {publishResources: true}\n---\n"},
		{"not in lists", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nbuild: {list: never, publishResources: true}\n---\n"},
		{"without a page", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nbuild: {list: never, render: never, publishResources: true}\n---\n"},
		{"local", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nbuild: {list: local, render: link, publishResources: true}\n---\n"},
		{"headless", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nheadless: true\nbuild: {publishResources: true}\n---\n"},
		{"cascade", "content/zutphen/_index.md", "---\ntitle: Zutphen\ncascade: {build: {publishResources: true}}\n---\n"},
		{"address", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nurl: /elders/\nbuild: {publishResources: true}\n---\n"},
		{"name", "content/zutphen/verhalen/soep/index.md", "---\ntitle: Soep\nresources: [{src: '*.jpg', name: feest}]\nbuild: {publishResources: true}\n---\n"},
		{"translation", "content/zutphen/verhalen/soep/index.en.md", "---\ntitle: Soup\nbuild: {publishResources: true}\n---\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := bundle()
			files[c.file] = c.text
			files["content/lochem/soep/0123456789abcdef.jpg"] = "pixels" // another page has the same photo
			out, result, err := render(t, newSite(t, files), func(o *Options) { o.BaseURL = "https://voorbeeld.nl/proef/" })
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range out {
				if text == "pixels" || text == "privé" {
					t.Errorf("on the site: %s", name)
				}
			}
			if !slices.ContainsFunc(result.Warnings, func(n notice.Notice) bool {
				return strings.HasSuffix(n.File, "0123456789abcdef.jpg") && (c.name == "address" || n.File == "zutphen/verhalen/soep/0123456789abcdef.jpg")
			}) {
				t.Errorf("nobody is told: %v", result.Warnings)
			}
		})
	}
}

func TestOnlyPagesOfABundleAreOnTheSite(t *testing.T) {
	out, result, err := render(t, newSite(t, bundle()), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range out {
		if strings.Contains(name, "gegevens") || regexp.MustCompile(`\.(docx|jpg|json)$`).MatchString(name) || strings.Contains(text, "Half") {
			t.Errorf("on the site: %s", name)
		}
	}
	if got := out["zutphen/verhalen/soep/index.html"]; !strings.HasPrefix(got, "verhaal: Soep") {
		t.Errorf("the story: %q; the cascade gives it its type", got)
	}
	if out["merk.txt"] != "merk" || out["diep/robots.txt"] != "robots" {
		t.Error("static files are not copied")
	}
	i := slices.IndexFunc(result.Pages, func(p Page) bool { return p.Path == "/zutphen/verhalen/soep" })
	if i < 0 || result.Pages[i].Params["fotos"] == nil {
		t.Errorf("the result does not tell the story's photos: %+v", result.Pages)
	}
}

// "begin" of an activity is no date to Hugo: a feast in 2030 is announced today.
func TestFutureActivitiesAreOnTheSite(t *testing.T) {
	out, _, err := render(t, newSite(t, bundle()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := out["zutphen/agenda/feest/index.html"]; !ok {
		t.Error("the activity is not on the site")
	}
}

func TestNowDecidesWhatIsPublished(t *testing.T) {
	files := map[string]string{
		"content/a.md": "---\ntitle: Later\npubliceren: 2026-12-01\n---\n",
		"content/b.md": "---\ntitle: Voorbij\nverloopt: 2026-12-01\n---\n",
		"content/c.md": "---\ntitle: Concept\ndraft: true\n---\n",
	}
	before := htime.Clock
	for moment, want := range map[string]string{"2026-11-30T12:00:00+01:00": "/b ", "2026-12-02T12:00:00+01:00": "/a "} {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		out, _, err := render(t, newSite(t, files), func(o *Options) { o.Now = at })
		if err != nil || out["index.html"] != want {
			t.Errorf("%s: %q, %v; want %q", moment, out["index.html"], err, want)
		}
	}
	if htime.Clock != before {
		t.Error("Hugo's global clock was not put back")
	}
}

// A folder without _index.md is no section to Hugo, unless it is at the top.
func TestASectionNeedsItsIndex(t *testing.T) {
	files := bundle()
	delete(files, "content/zutphen/verhalen/_index.md")
	out, _, err := render(t, newSite(t, files), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := out["zutphen/verhalen/index.html"]; ok {
		t.Error("Hugo makes a section by itself now: EnsureSections is not needed any more")
	}
}

func TestTheEnvironmentChangesNothing(t *testing.T) {
	t.Setenv("HUGO_TITLE", "Gekaapt")
	t.Setenv("HUGO_BASEURL", "https://gekaapt.example.org/")
	dir := newSite(t, map[string]string{"layouts/home.html": "{{ site.Title }} {{ site.BaseURL }}"})
	out, result, err := render(t, dir, nil)
	if err != nil || strings.Contains(out["index.html"], "ekaapt") || strings.Contains(result.BaseURL, "gekaapt") {
		t.Errorf("%q %q %v", out["index.html"], result.BaseURL, err)
	}
	out, result, err = render(t, dir, func(o *Options) { o.BaseURL = "https://proef.example.org/" })
	if err != nil || !strings.Contains(out["index.html"], "https://proef.example.org/") || result.BaseURL != "https://proef.example.org/" {
		t.Errorf("base URL: %q %q %v", out["index.html"], result.BaseURL, err)
	}
}

func TestErrorsNameTheFileAndTheLine(t *testing.T) {
	for name, test := range map[string]struct {
		file, text, want string
	}{
		"template":     {"layouts/page.html", "een\n{{ .Bestaat.Niet }}", "page.html"},
		"front matter": {"content/stuk.md", "---\ntitle: [\n---\n", "content/stuk.md"},
		"errorf":       {"layouts/page.html", `{{ errorf "content/goed.md:3: dit mag niet" }}`, "content/goed.md"},
		"config":       {"config.toml", "title = \n", "config.toml"},
	} {
		t.Run(name, func(t *testing.T) {
			stdout := capture(t)
			_, _, err := render(t, newSite(t, map[string]string{"content/goed.md": "---\ntitle: Goed\n---\n", test.file: test.text}), nil)
			n := notice.From(err, "")
			if err == nil || !strings.HasSuffix(n.File, test.want) || n.Line == 0 || n.Hint == "" {
				t.Errorf("%+v", n)
			}
			if got := stdout(); got != "" {
				t.Errorf("printed %q", got)
			}
		})
	}
}

// capture collects what is printed on stdout.
func capture(t *testing.T) func() string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	old := os.Stdout
	os.Stdout = w
	return func() string {
		os.Stdout = old
		w.Close()
		text, _ := io.ReadAll(r)
		return string(text)
	}
}

func TestWarningsAreReturned(t *testing.T) {
	_, result, err := render(t, newSite(t, map[string]string{"layouts/home.html": `{{ warnf "let op" }}`}), nil)
	if err != nil || len(result.Warnings) != 1 || result.Warnings[0].Text != "let op" {
		t.Errorf("%+v, %v", result, err)
	}
}

func TestHTMLInATextIsSaidInDutch(t *testing.T) {
	_, result, err := render(t, newSite(t, map[string]string{"content/a b/index.md": "---\ntitle: A\n---\nDit is <b>vet</b>.\n", "layouts/page.html": "{{ .Content }}"}), nil)
	if err != nil || len(result.Warnings) != 1 || result.Warnings[0].Rule != "html-in-tekst" || result.Warnings[0].File != "a b/index.md" {
		t.Errorf("%+v, %v", result, err)
	}
}

// One mount under a target takes away Hugo's own, and a mount without its folder is skipped without a word.
func TestEveryMountIsListedAndThere(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Module struct {
			Mounts []struct{ Source, Target string }
		}
	}
	if err := toml.Unmarshal(data, &config); err != nil {
		t.Fatal(err)
	}
	targets := map[string]bool{}
	for _, m := range config.Module.Mounts {
		targets[m.Target] = true
		if info, err := os.Stat(filepath.Join(root, m.Source)); !strings.HasPrefix(m.Source, ".opladers") && (err != nil || !info.IsDir()) {
			t.Errorf("mount %s: no such folder", m.Source)
		}
	}
	for _, target := range []string{"content", "layouts", "assets", "i18n", "static"} {
		if !targets[target] {
			t.Errorf("no mount for %s", target)
		}
	}
}

// A page that reads data/ is rendered again at any change under data/: templates read page parameters.
func TestTemplatesDoNotReadData(t *testing.T) {
	err := filepath.WalkDir(filepath.Join(root, "layouts"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if regexp.MustCompile(`(?i)(hugo|site)\.Data\b`).Match(text) {
			t.Errorf("%s reads data/", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
