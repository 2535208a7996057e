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
	"testing"

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
	o := Options{Widths: []int{40, 80, 160}, Formats: []photo.Format{photo.JPEG}, Quality: 75, Codec: photo.DefaultCodec(), Cache: t.TempDir()}
	photos := []Photo{
		{ID: "aaaa", Width: 100, Open: open(picture(t, 100, 50))},
		{ID: "bbbb", Width: 30, Open: open(picture(t, 30, 60))},
		{ID: "cccc", Width: 100, Open: open([]byte("geen foto"))},
		{ID: "dddd", Width: 100, Open: func() ([]byte, error) { return nil, os.ErrNotExist }},
	}
	made, failed, err := Make(context.Background(), photos, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"aaaa-40.jpg", "aaaa-80.jpg"}, {"bbbb-30.jpg"}, nil, nil} {
		if got := names(made[i]); !slices.Equal(got, want) || (failed[i] != nil) != (want == nil) {
			t.Errorf("%s: %q, %v; want %q", photos[i].ID, got, failed[i], want)
		}
	}
	data, err := os.ReadFile(made[0][0].Path)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != 80 || c.Height != 40 {
		t.Errorf("%+v, %v; want 80x40", c, err)
	}

	t.Run("a warm run reads no photo", func(t *testing.T) {
		warm := []Photo{{ID: "aaaa", Width: 100, Open: func() ([]byte, error) { return nil, errors.New("opened") }}}
		if _, failed, err := Make(context.Background(), warm, o); err != nil || failed[0] != nil {
			t.Errorf("%v, %v", failed[0], err)
		}
	})
	t.Run("what the last site has is linked", func(t *testing.T) {
		previous, next := t.TempDir(), filepath.Join(t.TempDir(), "foto")
		if err := Copy(previous, "", made[0]); err != nil {
			t.Fatal(err)
		}
		if err := Copy(next, previous, append(made[0], made[1]...)); err != nil {
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
		o.Cache = filepath.Join(made[0][0].Path, "geen map")
		if _, _, err := Make(context.Background(), photos[:1], o); err == nil {
			t.Error("no error")
		}
	})
}
