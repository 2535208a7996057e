package derive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
)

const (
	maxSource = 300 << 20 // bytes; the largest that a phone or camera makes is a third of it
	// settled is how old a file must be before its time says that it did not change: the clocks of file systems are coarse.
	settled = 2 * time.Second
)

// source is what the cache remembers of a file, so that a warm run need not read it.
type source struct {
	Size          int64
	Modified      time.Time
	ID            string
	Width, Height int
}

// Files makes the derivatives of picture files, as Make does. What a file is, it remembers in the cache, by path, size
// and time.
func Files(ctx context.Context, paths []string, crops []photo.Crop, o Options) ([]Made, error) {
	known := map[string]map[string]source{} // by folder, then by name
	photos := make([]Photo, len(paths))
	infos := make([]os.FileInfo, len(paths))
	for i, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		dir, name := filepath.Split(abs)
		if known[dir] == nil {
			known[dir] = o.remembered(dir)
		}
		infos[i], _ = os.Stat(path) // what is wrong with it, Open says
		photos[i] = Photo{Crops: crops, Open: func() ([]byte, error) { return readFile(path) }}
		if was, ok := known[dir][name]; ok && infos[i] != nil && was.Size == infos[i].Size() && was.Modified.Equal(infos[i].ModTime()) {
			photos[i].ID, photos[i].Width, photos[i].Height = was.ID, was.Width, was.Height
		}
	}
	made, err := Make(ctx, photos, o)
	if err != nil {
		return nil, err
	}
	if o.DryRun {
		return made, nil
	}
	changed := map[string]bool{}
	for i, m := range made {
		if m.Err != nil || photos[i].ID != "" || infos[i] == nil || time.Since(infos[i].ModTime()) < settled {
			continue
		}
		abs, _ := filepath.Abs(paths[i])
		dir, name := filepath.Split(abs)
		known[dir][name] = source{infos[i].Size(), infos[i].ModTime(), m.ID, m.Width, m.Height}
		changed[dir] = true
	}
	for dir := range changed {
		data, err := json.Marshal(known[dir])
		if err != nil {
			return nil, err
		}
		if _, err := atomic.WriteFile(o.memory(dir), data); err != nil {
			return nil, err
		}
	}
	return made, nil
}

func (o *Options) memory(dir string) string {
	sum := sha256.Sum256([]byte(photo.Version + "\x00" + dir))
	return filepath.Join(o.Cache, cacheDir, "bronnen", hex.EncodeToString(sum[:8])+".json")
}

// remembered reads what the cache knows of a folder's files; nothing when it cannot be read.
func (o *Options) remembered(dir string) map[string]source {
	out := map[string]source{}
	file := o.memory(dir)
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &out) != nil {
		return map[string]source{}
	}
	if info, err := os.Stat(file); err == nil {
		used(file, info)
	}
	return out
}

// readFile reads a picture that must not change meanwhile.
func readFile(path string) ([]byte, error) {
	before, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() { // opening a pipe can take forever
		return nil, notice.Refuse("Dit is geen bestand met een foto.", "Haal het weg uit de map.")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if before.Size() > maxSource {
		return nil, notice.Refuse("Het bestand is te groot voor een foto.", "Maak de foto kleiner en probeer het opnieuw.")
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSource+1))
	if err != nil {
		return nil, err
	}
	after, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if int64(len(data)) != before.Size() || !after.ModTime().Equal(before.ModTime()) || after.Size() != before.Size() {
		return nil, notice.Refuse("De foto veranderde terwijl hij gelezen werd.", "Wacht tot het bestand klaar is en probeer het opnieuw.")
	}
	return data, nil
}
