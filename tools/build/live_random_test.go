package build

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/site"
)

// TestLiveRandom makes random changes and compares what is shown with a fresh build after each batch. OPLADERS_LIVE_SEEDS=100-120 tries
// other seeds, OPLADERS_LIVE_STEPS other lengths.
func TestLiveRandom(t *testing.T) {
	first, last, steps := 1, 3, 5
	if seeds := os.Getenv("OPLADERS_LIVE_SEEDS"); seeds != "" {
		if _, err := fmt.Sscanf(seeds, "%d-%d", &first, &last); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := strconv.Atoi(os.Getenv("OPLADERS_LIVE_STEPS")); err == nil {
		steps = n
	}
	cache := t.TempDir()
	for seed := first; seed <= last; seed++ {
		t.Run(strconv.Itoa(seed), func(t *testing.T) { randomly(t, uint64(seed), steps, cache) })
	}
}

// randomSite is a site that is changed at random, and what is known of it.
type randomSite struct {
	*liveSite
	*rand.Rand
	m    *model
	base map[string]string // files of the site as they are in the repository, that may change
	told map[string]string // what Live was told of
	log  []string

	last  map[string][]byte // the pages as they were compared last
	known map[string]bool   // all addresses that there ever were
}

func randomly(t *testing.T, seed uint64, steps int, cache string) {
	s := &randomSite{Rand: rand.New(rand.NewPCG(seed, 1)), known: map[string]bool{}}
	s.m = newModel([]string{"", "woord"}[seed%2])
	more := s.m.files(s.m.pages)
	maps.Copy(more, s.m.others())
	s.liveSite = openSmall(t, false, more)
	s.cache = cache
	s.o.Cache = cache
	s.base = map[string]string{}
	for _, name := range looks {
		data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		s.base[name] = string(data)
	}
	s.told = s.disk()
	maps.Copy(s.told, s.m.others())
	s.tell(s.sync())
	s.compare("at first", false)
	for step := range steps {
		if t.Failed() {
			for _, line := range s.log {
				t.Log(line)
			}
			return
		}
		s.step(step)
	}
	s.m.mend()
	s.log = append(s.log, "all mended")
	s.tell(s.sync())
	s.compare("mended", false)
	if _, err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.compare("settled at the end", true)
	if t.Failed() {
		for _, line := range s.log {
			t.Log(line)
		}
	}
}

func (s *randomSite) step(step int) {
	n := 1 + s.IntN(4)
	for range n {
		s.log = append(s.log, fmt.Sprintf("%d: %s", step, s.m.change(s.Rand)))
	}
	changes := s.sync()
	for _, c := range changes {
		rel, _ := filepath.Rel(s.dir, c.Path)
		s.log = append(s.log, fmt.Sprintf("   %s added=%t gone=%t", rel, c.Added, c.Gone))
	}
	var beside sync.WaitGroup
	if s.IntN(3) == 0 { // what a change overtakes
		beside.Go(func() { _, _ = s.Settle(s.t.Context()) })
	}
	looked := slices.Sorted(maps.Keys(s.last))
	look := s.IntN(2) == 0
	beside.Go(func() {
		for i := 0; look && i < len(looked); i += 7 {
			_, _ = fs.ReadFile(s.Live, looked[i])
		}
	})
	s.tell(changes)
	beside.Wait()
	s.compare(fmt.Sprintf("step %d", step), false)
	if s.IntN(4) == 0 && !s.m.anyBroken() {
		s.log = append(s.log, "settle")
		if _, err := s.Settle(s.t.Context()); err != nil {
			s.t.Error("settle", err)
		}
		s.compare(fmt.Sprintf("step %d settled", step), true)
	}
}

// sync writes the files as the model has them, and gives what is to be told, in one of the ways that it may be.
func (s *randomSite) sync() (changes []site.Change) {
	want := s.m.files(s.m.pages)
	for name, text := range s.base {
		want[name] = s.m.look(name, text)
	}
	maps.Copy(want, s.m.others())
	for _, name := range slices.Sorted(maps.Keys(s.told)) {
		if _, ok := want[name]; !ok && s.mine(name) {
			file := filepath.Join(s.dir, filepath.FromSlash(name))
			if err := os.Remove(file); err != nil {
				s.t.Fatal(err)
			}
			for dir := filepath.Dir(file); os.Remove(dir) == nil; dir = filepath.Dir(dir) { // empty folders go too
			}
			changes = append(changes, site.Change{Path: file, Gone: true})
			delete(s.told, name)
		}
	}
	for name := range s.m.touched { // its folder is made again
		dir := path.Dir(name) + "/"
		if err := os.RemoveAll(filepath.Join(s.dir, filepath.FromSlash(dir))); err != nil {
			s.t.Fatal(err)
		}
		for other := range want {
			if strings.HasPrefix(other, dir) {
				s.m.touched[other] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		text := want[name]
		was, there := s.told[name]
		if there && was == text && !s.m.touched[name] {
			continue
		}
		file := filepath.Join(s.dir, filepath.FromSlash(name))
		if there && was == text && s.IntN(2) == 0 {
			changes = append(changes, site.Change{Path: file, Gone: true})
			there = false
		}
		write(s.t, file, []byte(text))
		changes = append(changes, site.Change{Path: file, Added: !there})
		s.told[name] = text
	}
	s.m.touched = map[string]bool{}
	return changes
}

// mine reports whether a file is one of the model.
func (s *randomSite) mine(name string) bool {
	return s.base[name] == "" && (strings.HasPrefix(name, "content/") || strings.HasPrefix(name, "data/") || strings.Contains(name, "proef"))
}

// disk gives the files of the site.
func (s *randomSite) disk() map[string]string {
	out := map[string]string{}
	for _, dir := range []string{"content", "layouts", "assets", "i18n", "static"} {
		for name, data := range files(s.t, filepath.Join(s.dir, dir)) {
			out[dir+"/"+name] = string(data)
		}
	}
	return out
}

// tell brings the changes in, at once or in parts.
func (s *randomSite) tell(changes []site.Change) {
	defer s.m.brought()
	parts := [][]site.Change{changes}
	if len(changes) > 1 && s.IntN(4) == 0 {
		at := s.IntN(len(changes))
		parts = [][]site.Change{changes[:at], changes[at:]}
	}
	for _, part := range parts {
		err := s.Change(s.t.Context(), part)
		if err != nil {
			s.log = append(s.log, "   error: "+err.Error())
		}
		if err != nil && !s.m.anyBroken() {
			s.t.Errorf("nothing is wrong, and the error is %v", err)
		}
	}
}

// fresh builds the site with other pages, and all templates well.
func (s *randomSite) fresh(pages map[string]string) map[string][]byte {
	s.t.Helper()
	dir, err := os.MkdirTemp(s.t.TempDir(), "")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for _, name := range []string{"layouts", "assets", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(s.dir, name))); err != nil {
			s.t.Fatal(err)
		}
	}
	well := *s.m
	well.broken = map[string]bool{}
	for name, text := range s.base {
		write(s.t, filepath.Join(dir, filepath.FromSlash(name)), []byte(well.look(name, text)))
	}
	for name, text := range well.others() {
		write(s.t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	for name, text := range pages {
		write(s.t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
	}
	data, err := os.ReadFile(filepath.Join(s.dir, config.Name))
	if err != nil {
		s.t.Fatal(err)
	}
	write(s.t, filepath.Join(dir, config.Name), data)
	c, err := config.Load(dir)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := Run(s.t.Context(), Options{Config: c, Now: liveNow, Cache: s.cache, Codec: codec(s.t)}); err != nil {
		for _, line := range s.log {
			s.t.Log(line)
		}
		s.t.Fatal("a fresh build fails: ", err)
	}
	return files(s.t, filepath.Join(dir, PublicDir))
}

// compare compares what is shown with fresh builds: with the pages that cannot be read as they were when they could, and without them.
// What is the same in both does not have to do with them, and must be shown so.
func (s *randomSite) compare(what string, all bool) {
	s.t.Helper()
	with := s.fresh(s.m.files(s.m.readable(true)))
	without := with
	if s.m.unread() {
		without = s.fresh(s.m.files(s.m.readable(false)))
	}
	shown, wrong := map[string][]byte{}, 0
	say := func(format string, args ...any) {
		if wrong++; wrong < 6 {
			s.t.Errorf(what+": "+format, args...)
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(with), pagesFirst) {
		data := with[name]
		page := filepath.Base(name) == index && !strings.Contains(name, "bladzijde/")
		drawn := page && !bytes.Contains(data, leadsOn)
		if !all && (!drawn && filepath.Ext(name) != ".css" && filepath.Ext(name) != ".js" && !strings.HasPrefix(name, PhotoDir+"/") || name == "sw.js") {
			continue
		}
		got, err := fs.ReadFile(s.Live, name)
		if drawn && err == nil {
			shown[name] = got
		}
		unread, beside := s.m.isUnread(name)
		switch {
		case err == nil && bytes.Equal(got, data):
		case s.m.stuck() && (!drawn || bytes.Equal(got, s.last[name]) || s.last[name] == nil): // as it was
		case unread && s.last[name] != nil && bytes.Equal(got, s.last[name]): // as it was
		case err == nil && beside: // it may not lead there
		case !bytes.Equal(data, without[name]) && !unread:
		default:
			say("%s is not as in a fresh build: %d bytes of %d, %v; %s", name, len(got), len(data), err, difference(got, data))
		}
	}
	for name := range with {
		s.known[name] = true
	}
	for name := range s.known {
		photo := strings.HasPrefix(name, PhotoDir+"/")
		if with[name] != nil || without[name] != nil || s.m.stuck() || filepath.Base(name) != index && !photo && !all || strings.Contains(name, "bladzijde/") {
			continue
		}
		got, err := fs.ReadFile(s.Live, name)
		if err == nil && (all || !bytes.Contains(got, leadsOn)) {
			say("%s is there still", name)
		}
	}
	if wrong > 5 {
		s.t.Errorf("%s: %d of %d files", what, wrong, len(with))
	}
	s.last = shown
}

// difference is where two pages begin to differ.
func difference(got, want []byte) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(0, i-60)
	return fmt.Sprintf("%q and not %q", got[from:min(len(got), i+60)], want[from:min(len(want), i+60)])
}

// nameOf gives a photo the name of a master.
func nameOf(of string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(of))
	return fmt.Sprintf("%016x.jpg", h.Sum64())
}
