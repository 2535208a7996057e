package derive

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/photo"
)

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(data []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return data, nil }
}

func names(files []File) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.Name)
	}
	slices.Sort(out)
	return out
}

func TestMake(t *testing.T) {
	o := Options{Set: photo.Set{Widths: []int{40, 80, 160}, Formats: []photo.Format{photo.JPEG}, Quality: 75}, Codec: photo.DefaultCodec(), Cache: t.TempDir(), Masters: true}
	photos := []Photo{
		{ID: "aaaa", Width: 100, Height: 50, Open: open(picture(t, 100, 50))},
		{ID: "bbbb", Width: 30, Height: 60, Open: open(picture(t, 30, 60))},
		{ID: "cccc", Width: 100, Height: 50, Open: open([]byte("geen foto"))},
		{ID: "dddd", Width: 100, Height: 50, Open: func() ([]byte, error) { return nil, os.ErrNotExist }},
	}
	made, err := Make(context.Background(), photos, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"aaaa-40.jpg", "aaaa-80.jpg"}, {"bbbb-30.jpg"}, nil, nil} {
		if got := names(made[i].Files); !slices.Equal(got, want) || (made[i].Err != nil) != (want == nil) {
			t.Errorf("%s: %q, %v; want %q", photos[i].ID, got, made[i].Err, want)
		}
	}
	data, err := os.ReadFile(made[0].Files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != 80 || c.Height != 40 {
		t.Errorf("%+v, %v; want 80x40", c, err)
	}

	t.Run("a warm run reads no photo", func(t *testing.T) {
		warm := []Photo{{ID: "aaaa", Width: 100, Height: 50, Open: func() ([]byte, error) { return nil, errors.New("opened") }}}
		if made, err := Make(context.Background(), warm, o); err != nil || made[0].Err != nil {
			t.Errorf("%v, %v", made[0].Err, err)
		}
	})
	t.Run("what the last site has is linked", func(t *testing.T) {
		previous, next := t.TempDir(), filepath.Join(t.TempDir(), "foto")
		if err := Copy(previous, "", made[0].Files); err != nil {
			t.Fatal(err)
		}
		if err := Copy(next, previous, slices.Concat(made[0].Files, made[1].Files)); err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"aaaa-40.jpg", "bbbb-30.jpg"} {
			a, _ := os.Stat(filepath.Join(previous, name))
			b, err := os.Stat(filepath.Join(next, name))
			if err != nil || os.SameFile(a, b) != (i == 0) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("a full cache stops all", func(t *testing.T) {
		o := o
		o.Cache = filepath.Join(made[0].Files[0].Path, "geen map")
		if _, err := Make(context.Background(), photos[:1], o); err == nil {
			t.Error("no error")
		}
	})
}

func options(t *testing.T) Options {
	return Options{Set: photo.Set{Widths: []int{40, 80}, Formats: []photo.Format{photo.JPEG}, Quality: 75}, Codec: photo.DefaultCodec(), Cache: t.TempDir()}
}

func put(t *testing.T, file string, data []byte, age time.Duration) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-age)
	if err := os.Chtimes(file, old, old); err != nil {
		t.Fatal(err)
	}
}

// What a file is, the cache remembers until its size or time is another. A file that may still be written is read again.
func TestFilesAreKnownByTheirTime(t *testing.T) {
	o := options(t)
	file := filepath.Join(t.TempDir(), "foto.jpg")
	id := func() string {
		made, err := Files(context.Background(), []string{file}, nil, o)
		if err != nil || made[0].Err != nil {
			t.Fatal(err, made[0].Err)
		}
		return made[0].ID
	}
	wide, high := picture(t, 100, 50), picture(t, 100, 80)
	high = append(high, make([]byte, max(0, len(wide)-len(high)))...) // behind a JPEG there may be anything
	wide = append(wide, make([]byte, max(0, len(high)-len(wide)))...)
	put(t, file, wide, time.Hour)
	first := id()
	put(t, file, high, time.Hour) // not the same moment
	second := id()
	if first == second {
		t.Error("a changed file is taken for the one before")
	}
	info, _ := os.Stat(file)
	if err := os.WriteFile(file, wide, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if id() != second {
		t.Error("a file of the same size and time is read again")
	}
	put(t, file, high, 0)
	id()
	now, _ := os.Stat(file)
	if err := os.WriteFile(file, wide, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, now.ModTime(), now.ModTime()); err != nil {
		t.Fatal(err)
	}
	if id() != first {
		t.Error("a file that was being written is not read again")
	}
}

// Two processes that make the same photos into one cache, as a build and a worker do, both get whole files.
func TestTwoShareACache(t *testing.T) {
	o := options(t)
	var photos []Photo
	for i := range 20 {
		photos = append(photos, Photo{Open: open(picture(t, 100+i, 50))})
	}
	var g errgroup.Group
	for range 2 {
		g.Go(func() error {
			made, err := Make(context.Background(), photos, o)
			for _, m := range made {
				for _, f := range m.Files {
					if data, err := os.ReadFile(f.Path); err != nil || !bytes.HasSuffix(data, []byte{0xff, 0xd9}) {
						t.Errorf("%s: %d bytes, %v", f.Name, len(data), err)
					}
				}
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

// What nobody used for a long time goes, and what a killed process left; what is used stays.
func TestPrune(t *testing.T) {
	o := options(t)
	made, err := Make(context.Background(), []Photo{{Open: open(picture(t, 100, 50))}}, o)
	if err != nil {
		t.Fatal(err)
	}
	used := made[0].Files[0].Path
	data, err := os.ReadFile(used)
	if err != nil {
		t.Fatal(err)
	}
	put(t, used, data, stale+time.Hour)
	unused := filepath.Join(filepath.Dir(used), "ffffffffffffffff-80.jpg")
	left := filepath.Join(filepath.Dir(used), atomic.Prefix+"nieuw-x")
	young := filepath.Join(filepath.Dir(used), atomic.Prefix+"nieuw-y")
	put(t, unused, data, stale+time.Hour)
	put(t, left, data, abandoned+time.Hour)
	put(t, young, data, time.Minute)
	if _, err := Make(context.Background(), []Photo{{ID: made[0].ID, Width: 100, Height: 50}}, o); err != nil {
		t.Fatal(err)
	}
	if n, err := Prune(o.Cache); err != nil || n != 2 {
		t.Errorf("%d, %v; want 2", n, err)
	}
	for file, want := range map[string]bool{used: true, young: true, unused: false, left: false} {
		if _, err := os.Stat(file); (err == nil) != want {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
	put(t, unused, data, stale+time.Hour)
	if n, err := Prune(o.Cache); err != nil || n != 0 {
		t.Errorf("again on the same day: %d, %v", n, err)
	}
}

// A worker carries out what Make orders, to the byte, and nothing that makes no sense.
func TestWork(t *testing.T) {
	o := options(t)
	data := picture(t, 100, 50)
	p := Photo{Crops: []photo.Crop{photo.Card}, Focus: "10 20", Open: open(data)}
	made, err := Make(context.Background(), []Photo{p}, o)
	if err != nil || made[0].Err != nil {
		t.Fatal(err, made[0].Err)
	}
	work := Work(o.Codec)
	job := o.job(p, &made[0])
	got, err := work(context.Background(), job.Spec, data)
	if err != nil || len(got) != len(made[0].Files) {
		t.Fatalf("%d files, %v", len(got), err)
	}
	for _, f := range made[0].Files {
		if want, _ := os.ReadFile(f.Path); !bytes.Equal(got[f.Key], want) {
			t.Errorf("%s: other bytes", f.Name)
		}
	}
	for _, spec := range []string{"", "{}", strings.Replace(string(job.Spec), `"width":100`, `"width":99`, 1), strings.Replace(string(job.Spec), `[40,80]`, `[40,800000]`, 1)} {
		if _, err := work(context.Background(), []byte(spec), data); err == nil {
			t.Errorf("carried out: %s", spec)
		}
	}
	if _, err := work(context.Background(), job.Spec, picture(t, 100, 51)); err == nil {
		t.Error("another photo is taken for this one")
	}
}
