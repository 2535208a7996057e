package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func (a *actor) text(save func(string, []byte) error) error {
	file := a.page()
	if file == "" {
		return nil
	}
	data, err := marked(file, "\n\nRegel ", a.mark()+".\n")
	if err != nil {
		return err
	}
	return save(file, data)
}

// touch writes some files once more with what is in them.
func (a *actor) touch() error {
	for range 1 + a.rand.IntN(20) {
		file := a.page()
		if file == "" {
			return nil
		}
		data, err := os.ReadFile(file)
		if err := errors.Join(err, os.WriteFile(file, data, 0o644)); err != nil {
			return err
		}
	}
	return nil
}

// damage makes something else of a file, until it is repaired.
func (a *actor) damage(file string, wrong func(data []byte) []byte) error {
	if file == "" || a.isBusy(file) {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	a.owe(file, func() error { return os.WriteFile(file, data, 0o644) })
	return os.WriteFile(file, wrong(data), 0o644)
}

func (a *actor) breakPage() error {
	return a.damage(a.page(), func(data []byte) []byte {
		switch a.rand.IntN(3) {
		case 0:
			return []byte(strings.Replace(string(data), "title:", "title: \"half\n  - :", 1))
		case 1:
			return data[:a.rand.IntN(60)]
		}
		return nil
	})
}

func (a *actor) breakTemplate() error {
	if a.rand.IntN(4) > 0 { // it stops all the rest
		return nil
	}
	return a.damage(filepath.Join(a.dir, "layouts", "_partials", "kruimelpad.html"), func(data []byte) []byte { return append(data, "{{ if }}"...) })
}

func (a *actor) look(name, begin, rest string) error {
	file := filepath.Join(a.dir, filepath.FromSlash(name))
	data, err := marked(file, begin, fmt.Sprintf(rest, a.mark()))
	if err != nil {
		return err
	}
	if a.rand.IntN(2) == 0 {
		return byRename(file, data)
	}
	return inPlace(file, data)
}

func (a *actor) static() error {
	file := filepath.Join(a.dir, "static", fmt.Sprintf("los-%d.txt", a.rand.IntN(5)))
	if a.rand.IntN(3) == 0 {
		if err := os.Remove(file); !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return os.WriteFile(file, []byte(a.mark()), 0o644)
}

func (a *actor) newPage() error {
	dir := filepath.Join(a.dir, "content", "aalten", "verhalen", fmt.Sprintf("los-%d", a.rand.IntN(10)))
	if a.isBusy(dir) {
		return nil
	}
	if a.rand.IntN(3) == 0 {
		return os.RemoveAll(dir)
	}
	text := fmt.Sprintf("---\ntitle: Los verhaal %s\nsoort: verhaal\naangekondigd: \"2026-10-01\"\n---\n\nDit verhaal is los.\n", a.mark())
	return errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, "index.md"), []byte(text), 0o644))
}

// remove takes a file or folder away, until it is put back.
func (a *actor) remove(name string) error {
	if name == "" {
		return nil
	}
	kept := filepath.Join(filepath.Dir(a.dir), fmt.Sprintf("kept-%d", a.total))
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = os.CopyFS(kept, os.DirFS(name))
	} else {
		data, readErr := os.ReadFile(name)
		err = errors.Join(readErr, os.WriteFile(kept, data, 0o644))
	}
	if err != nil {
		return err
	}
	a.owe(name, func() error {
		// Collecting may have made it anew.
		return errors.Join(os.RemoveAll(name), os.MkdirAll(filepath.Dir(name), 0o755), os.Rename(kept, name))
	})
	return os.RemoveAll(name)
}

// move gives a file or folder another name, until it gets its own back.
func (a *actor) move(name, suffix string) error {
	if name == "" {
		return nil
	}
	ext := filepath.Ext(name)
	to := strings.TrimSuffix(name, ext) + suffix + ext
	if a.isBusy(to) {
		return nil
	}
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	a.busy[to] = true
	a.owe(name, func() error {
		delete(a.busy, to)
		return errors.Join(os.RemoveAll(name), os.Rename(to, name))
	})
	return os.Rename(name, to)
}

func (a *actor) renameSource() error { return a.move(a.source(), " (2)") }

func (a *actor) word() (file string, data []byte) {
	n := a.rand.IntN(5)
	title := fmt.Sprintf("Storm %d", n)
	return filepath.Join(a.dir, "inbox", "zutphen", "verhalen", title+".docx"), wordFile(title, []string{"Dit verhaal is er om te meten.", "Regel " + a.mark() + "."})
}

func (a *actor) saveWord() error {
	file, data := a.word()
	if a.isBusy(file) {
		return nil
	}
	return saveAsWord(file, data)
}

func (a *actor) copyWord() error { return a.copyTo(a.word()) }

// copySource writes a source once more, in pieces.
func (a *actor) copySource() error {
	file := a.source()
	if file == "" {
		return nil
	}
	if info, err := os.Stat(file); err != nil || info.IsDir() {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return a.copyTo(file, data)
}

// newFolder makes a folder with a story and a photo, the story last.
func (a *actor) newFolder() error {
	dir := filepath.Join(a.dir, "inbox", "lochem", "verhalen", fmt.Sprintf("Map %d", a.rand.IntN(4)))
	if a.isBusy(dir) {
		return nil
	}
	photo, err := os.ReadFile(a.photo())
	if err != nil {
		return err
	}
	text := fmt.Sprintf("---\ntitle: %s van de storm\naangekondigd: 2026-10-02\n---\n\nRegel %s.\n\n![Een plaatje](storm.jpg)\n\nGeen herkenbare personen\n", filepath.Base(dir), a.mark())
	return errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, "storm.jpg"), photo, 0o644), os.WriteFile(filepath.Join(dir, "verhaal.md"), []byte(text), 0o644))
}

// photo is one that all storms have, from the folder of the project.
func (a *actor) photo() string {
	return filepath.Join("inbox", "zutphen", "verhalen", "Soep voor zestien", "IMG_1187.JPG")
}

func (a *actor) moveFolder() error {
	dir := a.one("inbox/lochem/verhalen/Map *")
	if dir == "" {
		return nil
	}
	return a.move(dir, " verplaatst")
}

// lockFile is what Word leaves beside a document that is open.
func (a *actor) lockFile() error {
	file := filepath.Join(a.dir, "inbox", "zutphen", "verhalen", "~$orm 1.docx")
	if err := os.Remove(file); err == nil || !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(file, make([]byte, 162), 0o644)
}
