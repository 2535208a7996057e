package collect

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// write writes a file with a time of its own in the past, as if people did it.
func write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	clock = clock.Add(time.Second)
	err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o644), os.Chtimes(file, clock, clock))
	if err != nil {
		t.Fatal(err)
	}
}

var clock = time.Now().Add(-24 * time.Hour)

// newSite makes a site with the municipality Zutphen and these sources.
func newSite(t testing.TB, sources map[string][]byte) Options {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\n---\n"))
	if err := os.Mkdir(filepath.Join(dir, "inbox"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range sources {
		write(t, filepath.Join(dir, "inbox"), name, data)
	}
	return Options{Site: dir, Inbox: filepath.Join(dir, "inbox"), Now: now}
}

func run(t testing.TB, o Options) *Report {
	t.Helper()
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// picture makes a JPEG of one shade.
func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 640, 480))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{Y: shade}.Y
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// snapshot lists the files under a folder with their times and contents.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = info.ModTime().String() + "\x00" + string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFolderWithATextAndPhotosIsOneStory(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/Soep/verhaal.md": []byte("---\ntitle: Soep\n---\n![Een pan](a.jpg)\n\nGeen herkenbare personen\n\n![Een kind](b.jpg)\n\nTot slot.\n"),
		"zutphen/verhalen/Soep/a.jpg":      picture(t, 10),
		"zutphen/verhalen/Soep/b.jpg":      picture(t, 20),
		"zutphen/verhalen/Soep/leeg.jpg":   nil,
		"zutphen/verhalen/los.jpg":         picture(t, 30),
	})
	r := run(t, o)
	if len(r.New) != 1 || r.New[0].Page != "zutphen/verhalen/soep/index.md" {
		t.Fatalf("%+v", r)
	}
	var refused []string
	for _, n := range r.Refused {
		refused = append(refused, n.File)
		if n.Text == "" || n.Hint == "" {
			t.Errorf("%s: no reason or no way out", n.File)
		}
	}
	if want := []string{"zutphen/verhalen/Soep/leeg.jpg", "zutphen/verhalen/los.jpg"}; !slices.Equal(refused, want) {
		t.Errorf("refused %q, want %q", refused, want)
	}
	bundle := filepath.Join(o.Site, "content/zutphen/verhalen/soep")
	text, err := os.ReadFile(filepath.Join(bundle, "index.md"))
	if err != nil {
		t.Fatal(err)
	}
	masters, _ := filepath.Glob(filepath.Join(bundle, "*.jpg"))
	quarantined, _ := filepath.Glob(filepath.Join(o.Site, store.StateDir, "quarantaine", "*.jpg"))
	if len(masters) != 1 || len(quarantined) != 1 {
		t.Errorf("%d masters and %d in quarantine, want 1 and 1", len(masters), len(quarantined))
	}
	for _, photo := range append(masters, quarantined...) { // the text keeps the place of both
		if !strings.Contains(string(text), "]("+filepath.Base(photo)+")") {
			t.Errorf("the text does not name %s:\n%s", filepath.Base(photo), text)
		}
	}
	if !slices.ContainsFunc(r.Notices, func(n notice.Notice) bool { return strings.Contains(n.Text, "b.jpg") }) {
		t.Errorf("the photo without consent is not named: %+v", r.Notices)
	}

	before := snapshot(t, o.Site)
	again := run(t, o)
	if len(again.New)+len(again.Changed) > 0 || again.Unchanged != 1 {
		t.Errorf("the second time: %+v", again)
	}
	for name, was := range snapshot(t, o.Site) {
		if before[name] != was {
			t.Errorf("the second run wrote %s", name)
		}
	}
}

func TestANamedPhotoThatIsBrokenLeavesTheStory(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/Soep/verhaal.md": []byte("---\ntitle: Soep\n---\nVoor.\n\n![Een pan](a.jpg)\n\nNa.\n"),
		"zutphen/verhalen/Soep/a.jpg":      picture(t, 10)[:100],
	})
	r := run(t, o)
	if len(r.New) != 1 || len(r.Refused) == 0 {
		t.Fatalf("%+v", r)
	}
	text, err := os.ReadFile(filepath.Join(o.Site, "content", r.New[0].Page))
	if err != nil || strings.Contains(string(text), "![") || !strings.Contains(string(text), "Na.") {
		t.Errorf("%s (%v)", text, err)
	}
}

// story is a source with one photo and a line about consent under it.
func story(title, consent string) []byte {
	return []byte("---\ntitle: " + title + "\n---\n![Een kind](a.jpg)\n\n" + consent + "\n\nTekst.\n")
}

const consentLine = "Toestemming: formulier 12, website"

func TestWithdrawnConsentWinsFromAnEdit(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/S/s.md": story("Soep", consentLine), "zutphen/verhalen/S/a.jpg": picture(t, 10)})
	bundle := filepath.Join(o.Site, "content/zutphen/verhalen/soep")
	run(t, o)
	text, err := os.ReadFile(filepath.Join(bundle, "index.md"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, bundle, "index.md", append(text, "Zelf geschreven.\n"...))
	write(t, o.Inbox, "zutphen/verhalen/S/s.md", story("Soep", "Toestemming: ingetrokken"))
	if r := run(t, o); len(r.Kept) != 1 {
		t.Errorf("%+v", r)
	}
	if masters, _ := filepath.Glob(filepath.Join(bundle, "*.jpg")); len(masters) > 0 {
		t.Error("the photo is still in the page")
	}
	if after, _ := os.ReadFile(filepath.Join(bundle, "index.md")); !bytes.HasSuffix(after, []byte("Zelf geschreven.\n")) {
		t.Error("the edit is gone")
	}
}

func TestConsentTypedOnThePageCounts(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/S/s.md": story("Soep", "Zomaar een regel."), "zutphen/verhalen/S/a.jpg": picture(t, 10)})
	run(t, o)
	bundle := filepath.Join(o.Site, "content/zutphen/verhalen/soep")
	missing := "    toestemming:\n      status: ontbreekt\n"
	page := text(t, o, "zutphen/verhalen/soep/index.md")
	if !strings.Contains(page, missing) {
		t.Fatal(page)
	}
	write(t, bundle, "index.md", []byte(strings.Replace(page, missing, "    geen_herkenbare_personen: true\n", 1)))
	for range 2 {
		for _, n := range run(t, o).Notices {
			if strings.Contains(n.Text, "staat niet op de site") {
				t.Errorf("%+v", n)
			}
		}
		if masters, _ := filepath.Glob(filepath.Join(bundle, "*.jpg")); len(masters) != 1 {
			t.Error("the photo is not on the page")
		}
	}
}

func TestNamingTheTextOfAFolderKeepsItsPhotos(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/S/s.md": story("Soep", consentLine), "zutphen/verhalen/S/a.jpg": picture(t, 10)})
	run(t, o)
	o.Paths = []string{filepath.Join(o.Inbox, "zutphen/verhalen/S/s.md")}
	if r := run(t, o); r.Unchanged != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAPhotoMayMoveToAnotherStory(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/A/s.md": story("Appels", consentLine), "zutphen/verhalen/A/a.jpg": picture(t, 10),
		"zutphen/verhalen/B/s.md": []byte("---\ntitle: Bramen\n---\nTekst.\n"),
	})
	run(t, o)
	if err := os.Rename(filepath.Join(o.Inbox, "zutphen/verhalen/A/a.jpg"), filepath.Join(o.Inbox, "zutphen/verhalen/B/a.jpg")); err != nil {
		t.Fatal(err)
	}
	write(t, o.Inbox, "zutphen/verhalen/A/s.md", []byte("---\ntitle: Appels\n---\nTekst.\n"))
	write(t, o.Inbox, "zutphen/verhalen/B/s.md", story("Bramen", consentLine))
	if r := run(t, o); len(r.Changed) != 2 {
		t.Errorf("%+v", r)
	}
	if masters, _ := filepath.Glob(filepath.Join(o.Site, "content/zutphen/verhalen/bramen/*.jpg")); len(masters) != 1 {
		t.Error("the photo did not move")
	}
}

func TestARenamedFileKeepsItsPage(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/soep.md": []byte("---\ntitle: Soep\n---\nTekst.\n")})
	run(t, o)
	old, renamed := filepath.Join(o.Inbox, "zutphen/verhalen/soep.md"), filepath.Join(o.Inbox, "zutphen/verhalen/soep DEF.md")
	if err := os.Rename(old, renamed); err != nil {
		t.Fatal(err)
	}
	r := run(t, o)
	if len(r.New) > 0 || len(r.Changed) != 1 || r.Changed[0].Page != "zutphen/verhalen/soep/index.md" || len(r.Questions) > 0 {
		t.Errorf("%+v", r)
	}
	// Renamed and changed at once: asked about.
	if err := os.Rename(renamed, old); err != nil {
		t.Fatal(err)
	}
	write(t, o.Inbox, "zutphen/verhalen/soep.md", []byte("---\ntitle: Soep\n---\nAndere tekst.\n"))
	if r := run(t, o); len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "soep.md") {
		t.Errorf("%+v", r)
	}
}

func TestWindowsLineEndsAreNoEdit(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/s.md": []byte("---\ntitle: Soep\n---\nTekst.\n")})
	run(t, o)
	bundle := filepath.Join(o.Site, "content/zutphen/verhalen/soep")
	for _, name := range []string{"index.md", store.ProvenanceName} { // what git does on Windows
		text, err := os.ReadFile(filepath.Join(bundle, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, bundle, name, bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	}
	if r := run(t, o); r.Unchanged != 1 {
		t.Errorf("%+v", r)
	}
}

func TestSortOfPageThatDoesNotExist(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/a.md":        []byte("---\nsoort: ../../x\n---\nA"),
		"zutphen/b.md":        []byte("---\nsoort: gemeente\n---\nB"),
		"zutphen/c.md":        []byte("---\ntitle: C\nsoort: Verhaal\n---\nC"),
		"zutphen/agenda/d.md": []byte("---\ntitle: D\n---\nGeen datum."),
		"zutphen/agenda/e.md": []byte("---\ntitle: E\nbegin: 2026-12-10T10:00\n---\nMet datum."),
	})
	r := run(t, o)
	if len(r.Refused) != 3 || len(r.New) != 2 {
		t.Errorf("%+v", r)
	}
	if again := run(t, o); len(again.New) > 0 {
		t.Errorf("the second time: %+v", again.New)
	}
}

func TestStoppedRunSaysSo(t *testing.T) {
	o := newSite(t, map[string][]byte{"zutphen/verhalen/a.md": []byte("Tekst.")})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, o); err == nil {
		t.Error("a run that was stopped ended well")
	}
}

const root = "../.."

// The pages in content/ are what collect makes of the sample inbox: nobody edited them, and nothing else is there.
func TestTheSampleIsWhatCollectMakesOfIt(t *testing.T) {
	dir := t.TempDir()
	indexes, err := filepath.Glob(filepath.Join(root, "content", "*", "_index.md"))
	if err != nil || len(indexes) == 0 {
		t.Fatal("no sample", err)
	}
	for _, file := range indexes {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, "content/"+filepath.Base(filepath.Dir(file))+"/_index.md", data)
	}
	inbox := filepath.Join(dir, "inbox")
	for name, text := range snapshot(t, filepath.Join(root, "inbox")) {
		_, data, _ := strings.Cut(text, "\x00")
		write(t, inbox, name, []byte(data))
	}
	r := run(t, Options{Site: dir, Inbox: inbox, Now: now})
	if len(r.Refused)+len(r.Questions) > 0 {
		t.Errorf("refused %v, asked %v", r.Refused, r.Questions)
	}
	unpublished := slices.DeleteFunc(r.Notices, func(n notice.Notice) bool { return !strings.Contains(n.Text, "staat niet op de site") })
	if len(unpublished) != 1 {
		t.Errorf("%d photos without consent, want 1: %v", len(unpublished), unpublished)
	}
	made := snapshot(t, filepath.Join(dir, "content"))
	committed := snapshot(t, filepath.Join(root, "content"))
	text := func(s string) string { _, s, _ = strings.Cut(s, "\x00"); return s }
	for name, data := range made {
		if text(committed[name]) != text(data) {
			t.Errorf("content/%s is not what collect makes: collect again and commit", name)
		}
	}
	for name := range committed {
		parts := strings.Split(name, "/")
		if _, ok := made[name]; !ok && len(parts) > 2 && page.KindOfSection(parts[1]) != "" {
			t.Errorf("content/%s comes from no source", name)
		}
	}
	before := snapshot(t, dir)
	run(t, Options{Site: dir, Inbox: inbox, Now: now})
	for name, was := range snapshot(t, dir) {
		if before[name] != was {
			t.Errorf("the second run wrote %s", name)
		}
	}
}
