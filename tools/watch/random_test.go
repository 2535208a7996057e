package watch

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// What is told brings a copy to what the disk is, whatever happens and whichever events come.
func TestRandom(t *testing.T) {
	often := func() bool { return rand.IntN(20) == 0 }
	for name, h := range map[string]hooks{
		"events":      {},
		"overflow":    {open: losing(often, true)},
		"no events":   {open: losing(always, false), kind: func(string) kind { return remote }},
		"some events": {open: losing(often, false), kind: func(string) kind { return unknown }, safety: 50 * time.Millisecond},
	} {
		for seed := range uint64(3) {
			t.Run(fmt.Sprint(name, " ", seed), func(t *testing.T) {
				t.Parallel()
				lasts := 5 * time.Second
				if testing.Short() {
					lasts = 500 * time.Millisecond
				}
				dir := t.TempDir()
				d := disorder{rand: rand.New(rand.NewPCG(seed, 8)), root: filepath.Join(dir, "root"), outside: filepath.Join(dir, "outside")}
				must(t, os.MkdirAll(d.outside, 0o755))
				for range 200 {
					d.step()
				}
				model := files(d.root)
				w := start(t, Options{Poll: 10 * time.Millisecond, Roots: []Root{{Path: d.root, Rest: 20 * time.Millisecond}}, hooks: h})
				var over atomic.Bool
				go func() {
					for end := time.Now().Add(lasts); time.Now().Before(end); {
						for range d.rand.IntN(40) {
							d.step()
						}
						time.Sleep(time.Duration(d.rand.IntN(60)) * time.Millisecond)
					}
					over.Store(true)
				}()
				told, again := maps.Clone(model), false
				for deadline := time.Now().Add(lasts + 30*time.Second); ; {
					ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
					b, _ := w.Next(ctx)
					cancel()
					for _, c := range b.Changed {
						if _, was := told[c.Path]; was == (c.Op == Added) {
							t.Errorf("%s is told as %s", c.Path, c.Op)
						}
						told[c.Path] = ""
						model[c.Path] = content(c.Path)
						if _, err := os.Lstat(c.Path); err != nil {
							delete(model, c.Path)
						}
						if c.Op == Removed {
							delete(told, c.Path)
							delete(model, c.Path)
						}
					}
					disk := files(d.root)
					switch {
					case !over.Load() || len(b.Changed) > 0:
					case maps.Equal(model, disk):
						return
					case h.kind != nil && !again && maps.EqualFunc(told, disk, func(string, string) bool { return true }):
						again = true // nobody can know that something was away, and back between two looks, while we read
						for path := range disk {
							os.Remove(path)
							os.WriteFile(path, d.text(), 0o644)
						}
					}
					if time.Now().After(deadline) {
						for path := range told {
							if _, is := disk[path]; !is {
								t.Errorf("%s is gone, and was not told as removed", path)
							}
						}
						for path, text := range disk {
							if model[path] != text {
								t.Errorf("%s is %.40q, and told was %.40q", path, text, model[path])
							}
						}
						t.Fatalf("%d files on the disk, %d as told", len(disk), len(model))
					}
				}
			})
		}
	}
}

// disorder does what people and programs do with files.
type disorder struct {
	rand          *rand.Rand
	root, outside string
	n             int
}

// name is one of few, so that they are met again.
func (d *disorder) name(folders int) string {
	parts := []string{d.root}
	for range folders {
		parts = append(parts, fmt.Sprint("map", d.rand.IntN(4)))
	}
	return filepath.Join(parts...)
}

func (d *disorder) file() string {
	return filepath.Join(d.name(d.rand.IntN(4)), fmt.Sprint("f", d.rand.IntN(5)))
}

// text is of another size each time.
func (d *disorder) text() []byte {
	d.n++
	return fmt.Appendf(nil, "%d %s", d.n, strings.Repeat("x", d.n%5000))
}

// step does one thing. Much of it fails, as a folder that is not there cannot be moved.
func (d *disorder) step() {
	switch a, b := d.file(), d.file(); d.rand.IntN(14) {
	case 0, 1, 2:
		os.MkdirAll(filepath.Dir(a), 0o755)
		os.WriteFile(a, d.text(), 0o644)
	case 3, 4:
		tmp := filepath.Join(filepath.Dir(a), ".opladers-nieuw-x")
		os.WriteFile(tmp, d.text(), 0o644)
		os.Rename(tmp, a)
	case 5:
		os.Rename(a, b)
	case 6:
		os.Remove(a)
	case 7: // half a copy, and the rest of it
		if f, err := os.OpenFile(a, os.O_APPEND|os.O_WRONLY, 0); err == nil {
			f.Write(d.text())
			time.Sleep(time.Duration(d.rand.IntN(10)) * time.Millisecond)
			f.Write(d.text())
			f.Close()
		}
	case 8:
		os.Rename(d.name(1+d.rand.IntN(3)), d.name(1+d.rand.IntN(3)))
	case 9:
		to := d.name(1 + d.rand.IntN(3))
		os.MkdirAll(filepath.Dir(to), 0o755)
		os.Rename(d.name(1+d.rand.IntN(3)), to)
	case 10: // thrown away, and perhaps put back
		away := filepath.Join(d.outside, fmt.Sprint(d.rand.IntN(3)))
		os.RemoveAll(away)
		os.Rename(d.name(1+d.rand.IntN(2)), away)
		if d.rand.IntN(2) == 0 {
			os.Rename(away, d.name(1+d.rand.IntN(2)))
		}
	case 11:
		if d.rand.IntN(5) == 0 {
			os.RemoveAll(d.name(d.rand.IntN(2))) // the root itself, too
		}
	case 12: // two folders swapped
		x, y, tmp := d.name(1), d.name(1+d.rand.IntN(2)), filepath.Join(d.root, ".opladers-oud-x")
		os.Rename(x, tmp)
		os.Rename(y, x)
		os.Rename(tmp, y)
		os.RemoveAll(tmp)
	case 13:
		os.Remove(a)
		os.Symlink(filepath.Base(b), a)
	}
}
