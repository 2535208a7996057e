package check

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

const baseURL = "https://opladers.example/"

// elsewhere are the rules that this corpus cannot break, and what tests them.
var elsewhere = map[string]string{
	"link-elders-kapot": "TestOnline: it takes other sites",
	"adres-ontbreekt":   "cmd/opladers: new.txtar",
}

// seed is a fault that must be found: its rule, file and line.
type seed struct {
	rule, file string
	line       int
}

// corpus is a site made of testdata, with what must be found in it.
type corpus struct {
	t      *testing.T
	dir    string
	want   []seed
	groups map[string]int // of the seeds, by archive
	clean  int            // pages on which nothing is wrong
}

func (c *corpus) seed(group, id, file string, line int) {
	if _, ok := rule.Get(id); !ok {
		c.t.Fatalf("%s: there is no rule %q", group, id)
	}
	c.want = append(c.want, seed{id, file, line})
	c.groups[group]++
}

func (c *corpus) archive(name string) *txtar.Archive {
	a, err := txtar.ParseFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

func (c *corpus) write(name string, data []byte) {
	file := filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *corpus) remove(name string) {
	if err := os.Remove(filepath.Join(c.dir, filepath.FromSlash(name))); err != nil {
		c.t.Fatal(err)
	}
}

var (
	kindOf  = regexp.MustCompile(`(?m)^soort: *(\w+)`)
	photoOf = regexp.MustCompile(`bestand: *(\w+\.jpg)`)
)

// page writes a page where its kind belongs, with its photos, and gives its name under content/.
func (c *corpus) page(name string, data []byte) string {
	kind := ""
	if m := kindOf.FindSubmatch(data); m != nil {
		kind = string(m[1])
	}
	switch page.Kind(kind) {
	case page.KindMunicipality:
		if name += "/_index.md"; !strings.HasPrefix(name, "bekend") {
			name = "streek/" + name // no folder of a municipality: one that cannot be read keeps all photos back
		}
	case page.KindReport:
		name = "jaarverslag/2026/" + name + ".md"
	case page.KindActivity:
		name = "zutphen/agenda/" + name + "/index.md"
	case page.KindInitiative:
		name = "zutphen/initiatieven/" + name + "/index.md"
	default:
		name = "zutphen/verhalen/" + name + "/index.md"
	}
	c.write("content/"+name, data)
	c.photos("content/"+name, data)
	return name
}

func (c *corpus) photos(name string, data []byte) {
	for _, m := range photoOf.FindAllSubmatch(data, -1) {
		if photo := string(m[1]); !strings.HasPrefix(photo, "bb") {
			c.write(path.Join(path.Dir(name), photo), picture(c.t, "jpg"))
		}
	}
}

func newCorpus(t *testing.T) *corpus {
	c := &corpus{t: t, dir: t.TempDir(), groups: map[string]int{}}
	if err := os.CopyFS(filepath.Join(c.dir, "assets/tokens"), os.DirFS("../../assets/tokens")); err != nil {
		t.Fatal(err)
	}
	for _, group := range []string{"opbouw", "taal", "personen", "voorblok"} {
		for i, f := range c.archive(group + ".txtar").Files {
			part := strings.SplitN(f.Name, "/", 3)
			line, err := strconv.Atoi(part[1])
			if err != nil {
				t.Fatal(err)
			}
			c.seed(group, part[0], c.page(fmt.Sprintf("%s-%d", group, i), f.Data), line)
		}
	}
	for group, name := range map[string]string{"goed": "goed.txtar", "bekend": "site/goed.txtar"} {
		for i, f := range c.archive(name).Files {
			c.page(fmt.Sprintf("%s-%d", group, i), f.Data)
			c.clean++
		}
	}
	a := c.archive("site/fouten.txtar")
	for line := range strings.Lines(string(a.Comment)) {
		if part := strings.Fields(line); len(part) == 3 {
			n, err := strconv.Atoi(part[2])
			if err != nil {
				t.Fatal(err)
			}
			c.seed("site", part[0], part[1], n)
		}
	}
	for _, f := range a.Files {
		c.write(f.Name, f.Data)
		c.photos(f.Name, f.Data)
	}
	for _, f := range c.archive("site/public.txtar").Files {
		c.write("public/"+f.Name, crlf(f.Name, f.Data))
	}
	c.write("public/foto/0123456789abcdef-480.jpg", picture(t, "jpg"))
	c.write("public/foto/aa00000000000001-480.jpg", picture(t, "jpg"))
	c.write("public/foto/aa00000000000004-800.webp", nil)
	c.write("public/groot.jpg", make([]byte, 2*maxView))
	c.write("public/film.mp4", nil)
	c.traced()
	c.damage()
	return c
}

// crlf gives a calendar the line ends that it must have.
func crlf(name string, data []byte) []byte {
	if path.Ext(name) == ".ics" {
		return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	}
	return data
}

// picture makes a photo that tells nothing of where it was made.
func picture(t *testing.T, kind string) []byte {
	var b bytes.Buffer
	img, err := image.NewGray(image.Rect(0, 0, 8, 8)), error(nil)
	if kind == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (c *corpus) options() Options {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.FixedZone("CET", 3600))
	return Options{
		Config: &config.Config{Dir: c.dir}, Public: filepath.Join(c.dir, "public"), BaseURL: baseURL, Now: now,
		Addresses: map[string]string{"/zutphen/verhalen/sprong/": "zutphen/verhalen/sprong/index.md"},
		Built: []notice.Notice{
			{Rule: "link-kapot", Level: notice.Error, File: "content/zutphen/verhalen/kapot/index.md", Text: "De link gaat naar /soep/. Die pagina is er niet."},
			{Rule: "link-plaats", Level: notice.Error, File: "content/zutphen/verhalen/plaats/index.md", Text: "De link gaat naar /zutphen/#koks. Die plaats is er niet."},
			{Level: notice.Error, File: "layouts/baseof.html", Line: 12, Text: "Deze regel klopt niet.", Hint: "Verbeter de regel."},
			{Level: notice.Question, File: "content/zutphen/verhalen/kapot/index.md", Text: "De plaats is niet te vinden.", Hint: "Vul de plaats in."},
			{Rule: "foto-zonder-toestemming", Level: notice.Question, File: "content/zutphen/verhalen/zonder/index.md", Text: "Mag deze foto?"}, // the page says it too
		},
	}
}

func (c *corpus) run() *Result {
	c.t.Helper()
	r, err := Run(context.Background(), c.options())
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

// Each seeded fault is found, at its line, and nothing else is.
func TestCorpus(t *testing.T) {
	c := newCorpus(t)
	r := c.run()
	missed := slices.Clone(c.want)
	alarms := 0
	for _, f := range r.Findings {
		i := slices.Index(missed, seed{f.Rule, f.File, f.Line})
		if i < 0 {
			alarms++
			t.Errorf("false alarm: %s, %s, line %d: %s", f.Rule, f.File, f.Line, f.Text)
			continue
		}
		missed = slices.Delete(missed, i, i+1)
	}
	for _, s := range missed {
		t.Errorf("missed: %s, %s, line %d", s.rule, s.file, s.line)
	}
	found := len(c.want) - len(missed)
	t.Logf("%d faults %v, %d found, %d clean pages, %d false alarms: precision %.3f, recall %.3f", len(c.want), c.groups, found, c.clean, alarms,
		float64(found)/float64(found+alarms), float64(found)/float64(len(c.want)))
	if len(c.want) < 150 || c.clean < 40 {
		t.Error("the corpus is too small")
	}
	for _, known := range rule.All() {
		_, other := elsewhere[known.ID]
		if seeded := slices.ContainsFunc(c.want, func(s seed) bool { return s.rule == known.ID }); seeded == other {
			t.Errorf("%s: seeded %v, and said to be tested elsewhere %v", known.ID, seeded, other)
		}
	}
	for _, f := range r.Findings {
		if known, _ := rule.Get(f.Rule); f.Text == "" || f.Why != known.Why || f.Hint == "" && f.Rule != "link-kapot" && f.Rule != "link-plaats" || f.Level == "" {
			t.Errorf("says too little: %+v", f)
		}
	}
	var silent []string
	for _, s := range r.Silenced {
		silent = append(silent, s.Rule+" "+path.Base(path.Dir(s.File))+": "+s.Reason)
	}
	if want := []string{"jargon bekend-3: Zo heet het op de deur.", "jargon stil-ander: Zo heet het project."}; !slices.Equal(silent, want) {
		t.Errorf("silenced: %q, want %q", silent, want)
	}
}

// What did not change is not checked again, and what changed is.
func TestMemory(t *testing.T) {
	c := newCorpus(t)
	first := c.run()
	again := func(what string, checked int) *Result {
		t.Helper()
		r := c.run()
		if r.Checked != checked {
			t.Errorf("%s: %d checked, want %d", what, r.Checked, checked)
		}
		return r
	}
	same := func(what string, r *Result) {
		t.Helper()
		if !slices.EqualFunc(r.Findings, first.Findings, func(a, b rule.Finding) bool { return rule.Compare(a, b) == 0 && a.Hint == b.Hint && a.Level == b.Level }) {
			t.Errorf("%s: %d findings, want the same %d", what, len(r.Findings), len(first.Findings))
		}
	}
	all := first.Checked
	if all < first.Pages {
		t.Errorf("%d checked of %d pages", all, first.Pages)
	}
	same("once more", again("once more", 0))

	name := "content/zutphen/verhalen/sprong/index.md"
	c.write(name, []byte("---\ntitle: Een kop te diep\n---\n## De koks\n\nDrie vaders.\n"))
	if r := again("one page changed", 1); len(r.Findings) != len(first.Findings)-1 {
		t.Errorf("%d findings after mending one of %d", len(r.Findings), len(first.Findings))
	}
	c.write(name, []byte("---\ntitle: Een kop te diep\n---\n### De koks\n\nDrie vaders.\n"))
	same("changed back", again("changed back", 1))
	c.write("public/css/site.css", []byte("body { color: #222 }\n"))
	same("a file of the site changed", again("a file of the site changed", 1))

	memory := filepath.Join(c.dir, ".opladers", cacheName)
	data, err := os.ReadFile(memory)
	if err != nil {
		t.Fatal(err)
	}
	for what, damaged := range map[string][]byte{
		"half": data[:len(data)/2], "empty": nil, "no memory": []byte("soep"), "another program": bytes.Replace(data, []byte(config.Program()), bytes.Repeat([]byte("9"), len(config.Program())), 1),
	} {
		if err := os.WriteFile(memory, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		same(what, again(what, all))
	}
	c.remove("content/zutphen/verhalen/concept/index.md")
	same("a draft is gone", again("a draft is gone", 0))
}

// Files of one run are those of one moment: an order of files, or of the clock, changes nothing.
func TestOrder(t *testing.T) {
	c := newCorpus(t)
	r := c.run()
	if !slices.IsSortedFunc(r.Findings, func(a, b rule.Finding) int { return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line) }) {
		t.Error("the findings are not in order of file and line")
	}
	if n := r.Count(notice.Error) + r.Count(notice.Warning) + r.Count(notice.Advice); n != len(r.Findings) {
		t.Errorf("%d findings have a level, of %d", n, len(r.Findings))
	}
	o := c.options()
	o.Public = ""
	pages, err := Run(context.Background(), o)
	if err != nil || pages.Files != 0 || slices.ContainsFunc(pages.Findings, func(f rule.Finding) bool { return strings.HasPrefix(f.File, publicName) }) {
		t.Errorf("without a site: %d files, %v", pages.Files, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, c.options()); err == nil {
		t.Error("a check that is stopped says nothing")
	}
}
