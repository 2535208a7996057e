package collect

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
)

// scene draws a picture of things: the same things for the same seed, in any size.
func scene(t *testing.T, seed uint64, width, quality int) []byte {
	t.Helper()
	height := width * 3 / 4
	img := image.NewGray(image.Rect(0, 0, width, height))
	r := rand.New(rand.NewPCG(seed, 7))
	for range 40 {
		x, y, w, h, grey := r.Float64(), r.Float64(), 0.05+0.3*r.Float64(), 0.05+0.3*r.Float64(), uint8(r.IntN(256))
		for j := int(y * float64(height)); j < min(height, int((y+h)*float64(height))); j++ {
			for i := int(x * float64(width)); i < min(width, int((x+w)*float64(width))); i++ {
				img.Pix[j*img.Stride+i] = grey
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const words = "Dit verhaal gaat over "

// twoStories makes a site of which story A has one photo, and collects it. Then story B comes with another.
func twoStories(t *testing.T, a, b []byte, consentA, consentB string) Options {
	t.Helper()
	o := newSite(t, nil)
	tell(t, o, "A", "Appels", a, consentA)
	run(t, o)
	tell(t, o, "B", "Bramen", b, consentB)
	return o
}

// tell puts a story with a photo in the inbox.
func tell(t *testing.T, o Options, folder, title string, photo []byte, consent string) {
	t.Helper()
	write(t, o.Inbox, "zutphen/verhalen/"+folder+"/s.md", []byte("---\ntitle: "+title+"\naangekondigd: 2026-10-01\n---\n"+words+title+".\n\n![Alt van "+title+"](p.jpg)\n\n"+consent+"\n"))
	write(t, o.Inbox, "zutphen/verhalen/"+folder+"/p.jpg", photo)
}

// onSite gives the masters in the bundle of a story, and how wide its page says that its photo is.
func onSite(t *testing.T, o Options, name string) (files []string, width string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(o.Site, "content/zutphen/verhalen", name, "*.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		files = append(files, filepath.Base(f))
	}
	page := text(t, o, "zutphen/verhalen/"+name+"/index.md")
	if m := regexp.MustCompile(`breedte: (\d+)`).FindStringSubmatch(page); m != nil {
		width = m[1]
	}
	for _, f := range files {
		if !strings.Contains(page, "bestand: "+f) || !strings.Contains(page, "]("+f+")") {
			t.Errorf("%s does not show %s:\n%s", name, f, page)
		}
	}
	return files, width
}

// quiet holds a site to saying and writing nothing more, also when what may be thrown away is.
func quiet(t *testing.T, o Options) {
	t.Helper()
	before := snapshot(t, filepath.Join(o.Site, "content"))
	for range 2 {
		if r := run(t, o); len(r.Questions)+len(r.New)+len(r.Changed)+len(r.Kept) > 0 {
			t.Errorf("a run later: %+v", r)
		}
		for name, was := range snapshot(t, filepath.Join(o.Site, "content")) {
			if before[name] != was {
				t.Errorf("a run later %s was written", name)
			}
		}
		ledger := filepath.Join(o.Site, store.StateDir, ledgerName)
		if err := os.Remove(ledger); err != nil {
			t.Fatal(err)
		}
	}
}

// answer types an answer in the list of questions, and collects.
func answer(t *testing.T, o Options, to, with string) *Report {
	t.Helper()
	fill(t, filepath.Join(o.Inbox, "zutphen/verhalen"), map[string]string{to: with})
	return run(t, o)
}

func TestTheBestOfTwoCopiesIsShown(t *testing.T) {
	large, small := scene(t, 1, 1200, 90), scene(t, 1, 700, 60)
	for name, c := range map[string]struct {
		a, b    []byte
		answer  string
		widths  string
		masters int
	}{
		"the site has the best": {large, small, "ja", "1200 1200", 1},
		"the new one is best":   {small, large, "Ja, gebruik de scherpste", "1200 1200", 1},
		"both stay":             {large, small, "Nee, laat beide staan", "1200 700", 2},
		"nobody answered yet":   {large, small, "", "1200 700", 2},
	} {
		t.Run(name, func(t *testing.T) {
			o := twoStories(t, c.a, c.b, consentLine, "Geen herkenbare personen")
			r := run(t, o)
			if len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "Foto 1 (p.jpg) van ‘Bramen’ lijkt dezelfde als foto 1 van ‘Appels’ (zutphen/verhalen/appels).") {
				t.Fatalf("%+v", r.Questions)
			}
			if r := run(t, o); len(r.Questions) != 1 || len(r.Changed) > 0 {
				t.Errorf("asked and nothing changed: %+v", r)
			}
			if c.answer != "" {
				if r := answer(t, o, "dezelfde", c.answer); len(r.Questions) > 0 {
					t.Errorf("%+v", r)
				}
				quiet(t, o)
			}
			a, widthA := onSite(t, o, "appels")
			b, widthB := onSite(t, o, "bramen")
			if widthA+" "+widthB != c.widths || len(a) != 1 || len(b) != 1 || (a[0] == b[0]) != (c.masters == 1) {
				t.Errorf("%q of %s wide, %q of %s wide", a, widthA, b, widthB)
			}
			pages := text(t, o, "zutphen/verhalen/appels/index.md") + text(t, o, "zutphen/verhalen/bramen/index.md")
			for _, said := range []string{"alt: Alt van Appels", "alt: Alt van Bramen", "ref: formulier 12", "geen_herkenbare_personen: true"} {
				if strings.Count(pages, said) != 1 {
					t.Errorf("%q is %d times on the pages", said, strings.Count(pages, said))
				}
			}
			// What the source says later comes in, and the choice stays.
			tell(t, o, "A", "Appels en peren", c.a, consentLine)
			tell(t, o, "B", "Bramen en bessen", c.b, "Geen herkenbare personen")
			if r := run(t, o); len(r.Changed) != 2 || c.answer != "" && len(r.Questions) > 0 {
				t.Errorf("%+v", r)
			}
			_, widthA = onSite(t, o, "appels")
			_, widthB = onSite(t, o, "bramen")
			if widthA+" "+widthB != c.widths {
				t.Errorf("after a change: %s and %s wide", widthA, widthB)
			}
		})
	}
}

func TestAnEditStaysWhenThePhotoIsExchanged(t *testing.T) {
	o := twoStories(t, scene(t, 1, 700, 60), scene(t, 1, 1200, 90), consentLine, consentLine)
	name := "zutphen/verhalen/appels/index.md"
	edited := strings.Replace(text(t, o, name), "alt: Alt van Appels", "alt: Zelf beschreven # van mij", 1)
	write(t, filepath.Join(o.Site, "content"), name, []byte(edited))
	run(t, o)
	answer(t, o, "dezelfde", "ja")
	if page := text(t, o, name); !strings.Contains(page, "alt: Zelf beschreven # van mij") || !strings.Contains(page, "breedte: 1200") {
		t.Error(page)
	}
	tell(t, o, "A", "Appels", scene(t, 1, 700, 60), consentLine+", tot 1-9-2028")
	r := run(t, o)
	if page := text(t, o, name); len(r.Kept) != 1 || !strings.Contains(page, "alt: Zelf beschreven # van mij") || !strings.Contains(page, "tot:") {
		t.Errorf("%+v\n%s", r, page)
	}
	if files, _ := onSite(t, o, "appels"); len(files) != 1 {
		t.Errorf("%q", files)
	}
}

func TestACopyOfAPhotoThatWasRefusedStaysOut(t *testing.T) {
	photo, copied := scene(t, 1, 1200, 90), scene(t, 1, 700, 60)
	for name, c := range map[string]struct {
		copied  []byte
		refusal string
		says    string
	}{
		"withdrawn":      {copied, "Toestemming: ingetrokken", "de toestemming ingetrokken"},
		"the same bytes": {photo, "Toestemming: ingetrokken", "is dezelfde als"},
		"answered":       {copied, "Nog iets.", "gezegd dat zij niet op de site mag"},
	} {
		t.Run(name, func(t *testing.T) {
			o := twoStories(t, photo, c.copied, c.refusal, "Geen herkenbare personen")
			if name == "answered" {
				answer(t, o, "toestemming", "Niet plaatsen")
			}
			r := run(t, o)
			if len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, c.says) || !strings.Contains(r.Questions[0].Text, "dat niemand herkenbaar is") {
				t.Fatalf("%+v", r.Questions)
			}
			out := func() {
				t.Helper()
				if files, _ := onSite(t, o, "bramen"); len(files) > 0 {
					t.Errorf("%q is on the site", files)
				}
			}
			out()
			answer(t, o, "Mag deze foto", "Nee, niet plaatsen")
			out()
			quiet(t, o)
			out()
			// Something else is said of the consent: asked again.
			tell(t, o, "B", "Bramen", c.copied, "Toestemming: formulier 44, website")
			if r := run(t, o); len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "‘formulier 44’") {
				t.Errorf("%+v", r.Questions)
			}
			out()
			answer(t, o, "Mag deze foto", "ja")
			quiet(t, o)
			if files, _ := onSite(t, o, "bramen"); len(files) != 1 {
				t.Error("the photo is not on the site")
			}
			if files, _ := onSite(t, o, "appels"); len(files) != 0 {
				t.Error("the photo that was refused is on the site")
			}
		})
	}
}

func TestNoQuestionAboutPhotosThatOnlyShareTheirBytes(t *testing.T) {
	photo := scene(t, 1, 700, 80)
	o := twoStories(t, photo, photo, consentLine, consentLine)
	tell(t, o, "C", "Citroenen", picture(t, 250), consentLine) // and none about empty pictures
	tell(t, o, "D", "Druiven", picture(t, 251), consentLine)
	tell(t, o, "E", "Eiken", scene(t, 2, 700, 80), consentLine) // nor about another photo
	if r := run(t, o); len(r.Questions) > 0 || len(r.New) != 4 {
		t.Errorf("%+v", r)
	}
}

func TestTheSamePhotoTwiceInOneStory(t *testing.T) {
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/S/s.md":  []byte("---\ntitle: Soep\naangekondigd: 2026-10-01\n---\n![Klein](a.jpg)\n\n" + consentLine + "\n\nTekst.\n\n![](b.jpg)\n"),
		"zutphen/verhalen/S/a.jpg": scene(t, 1, 700, 60), "zutphen/verhalen/S/b.jpg": scene(t, 1, 1200, 90),
	})
	if r := run(t, o); len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "Foto 2 (b.jpg) van ‘Soep’ lijkt dezelfde als foto 1 in hetzelfde verhaal") {
		t.Fatalf("%+v", r.Questions)
	}
	answer(t, o, "hetzelfde verhaal", "ja")
	quiet(t, o)
	page := text(t, o, "zutphen/verhalen/soep/index.md")
	files, width := onSite(t, o, "soep")
	if len(files) != 1 || width != "1200" || strings.Count(page, "bestand:") != 1 || strings.Count(page, "]("+files[0]) != 2 || !strings.Contains(page, "alt: Klein") {
		t.Errorf("%q\n%s", files, page)
	}
}

func TestTheQuestionGoesWhenTheOtherPhotoDoes(t *testing.T) {
	o := twoStories(t, scene(t, 1, 1200, 90), scene(t, 1, 700, 60), consentLine, consentLine)
	if r := run(t, o); len(r.Questions) != 1 {
		t.Fatalf("%+v", r.Questions)
	}
	tell(t, o, "A", "Appels", scene(t, 3, 1200, 90), consentLine)
	for range 2 { // the second story is read after the first, or in the next run
		run(t, o)
	}
	quiet(t, o)
	// A photo that its source sends again in another copy was asked about already.
	tell(t, o, "A", "Appels", scene(t, 3, 900, 70), consentLine)
	if r := run(t, o); len(r.Questions) > 0 || len(r.Changed) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestPhotosOfEarlierVersionsAreKnown(t *testing.T) {
	o := twoStories(t, scene(t, 1, 1200, 90), scene(t, 1, 700, 60), consentLine, consentLine)
	name := filepath.Join(o.Site, "content/zutphen/verhalen/appels", store.ProvenanceName)
	if err := os.RemoveAll(filepath.Join(o.Inbox, "zutphen/verhalen/A")); err != nil {
		t.Fatal(err)
	}
	had := string(must(os.ReadFile(name)))
	without := regexp.MustCompile(`,\s*"beeldafdruk": "[0-9a-f]{32}"`).ReplaceAllString(had, "")
	if without == had {
		t.Fatal("no print is kept")
	}
	write(t, filepath.Dir(name), store.ProvenanceName, []byte(without))
	if r := run(t, o); len(r.Questions) != 1 {
		t.Errorf("%+v", r)
	}
	var old, now any
	if json.Unmarshal([]byte(had), &old) != nil || json.Unmarshal(must(os.ReadFile(name)), &now) != nil || string(must(json.Marshal(old))) != string(must(json.Marshal(now))) {
		t.Error("the print is not kept")
	}
}

func TestADoubleStoryIsOneQuestion(t *testing.T) {
	o := newSite(t, nil)
	for folder, width := range map[string]int{"A": 1200, "B": 700} {
		write(t, o.Inbox, "zutphen/verhalen/"+folder+"/s.md", []byte("---\ntitle: Soep "+folder+"\naangekondigd: 2026-10-01\n---\n"+long+"\n\n![Pan](p.jpg)\n\n"+consentLine+"\n"))
		write(t, o.Inbox, "zutphen/verhalen/"+folder+"/p.jpg", scene(t, 1, width, 80))
	}
	if r := run(t, o); len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "hetzelfde verhaal") {
		t.Fatalf("%+v", r.Questions)
	}
	if r := answer(t, o, "hetzelfde verhaal", "nee"); len(r.Questions) != 1 || !strings.Contains(r.Questions[0].Text, "dezelfde foto") {
		t.Errorf("%+v", r.Questions)
	}
}

func TestAdviceAboutPhotos(t *testing.T) {
	gif := "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + strings.Repeat(",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00", 2) + ";"
	profile := append([]byte("\xff\xe2\x00\xd8ICC_PROFILE\x00\x01\x01"), make([]byte, 200)...)
	odd := slices.Insert(scene(t, 2, 700, 80), 2, profile...)
	o := newSite(t, map[string][]byte{
		"zutphen/verhalen/S/c.jpg": odd,
		"zutphen/verhalen/S/s.md":  []byte("---\ntitle: Soep\n---\n![A](a.jpg)\n\n![B](b.gif)\n\nTekst.\n\n![C](c.jpg)\n"),
		"zutphen/verhalen/S/a.jpg": scene(t, 1, 320, 80), "zutphen/verhalen/S/b.gif": []byte(gif),
	})
	r := run(t, o)
	for _, want := range []string{"Foto 1 (a.jpg) is klein (320 bij 240).", "Foto c.jpg: Het kleurprofiel is niet te lezen.", "Van deze bewegende afbeelding komt alleen het eerste beeld op de site."} {
		if !strings.Contains(strings.Join(texts(r.Notices), "\n"), want) {
			t.Errorf("not told %q: %q", want, texts(r.Notices))
		}
	}
}

func texts(list []notice.Notice) (out []string) {
	for _, n := range list {
		out = append(out, n.Text)
	}
	return out
}

func TestBothPhotosStandInTheSheet(t *testing.T) {
	q := questionOf(document{}, notice.Notice{Ask: &notice.Ask{About: aboutDouble + "a.jpg/b.jpg", Photo: "a.jpg"}})
	same := questionOf(document{}, notice.Notice{Ask: &notice.Ask{About: aboutRefused + "a.jpg/00000000/a.jpg", Photo: "a.jpg"}})
	if strings.Join(q.photos, " ") != "a.jpg b.jpg" || strings.Join(same.photos, " ") != "a.jpg" {
		t.Errorf("%q, %q", q.photos, same.photos)
	}
	for _, choices := range [][]string{doubleChoices, refusedChoices} {
		for i, answer := range []string{"ja", "nee"} {
			if at, ok := reply.Choose(answer, choices); !ok || at != i {
				t.Errorf("%s is %d of %q", answer, at, choices)
			}
		}
	}
}
