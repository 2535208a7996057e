package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// An edit is one kind of change that somebody makes, and where it is to be seen.
type edit struct {
	name   string
	page   string  // path of the page that the tab stands on
	asked  float64 // seconds: at most this for 95 in 100
	both   bool    // Hugo does it too
	photos bool    // it comes with photos, so it is done less often
	make   func(dir, mark string) (want, func() error, error)
}

const (
	liveStory = "gemeente-0/verhalen/pagina-1"
	liveTitle = "gemeente-0/verhalen/pagina-17" // of the newest, so on the first page of the list
)

// liveEdits gives the edits; photos gives three new ones each time.
func liveEdits(photos func() ([][]byte, error)) []edit {
	story := func(save func(string, []byte) error) func(dir, mark string) (want, func() error, error) {
		return func(dir, mark string) (want, func() error, error) {
			file := filepath.Join(dir, "content", liveStory, "index.md")
			data, err := marked(file, "\n\nRegel ", mark+".\n")
			return want{Selector: "main", Text: mark}, func() error { return save(file, data) }, err
		}
	}
	return []edit{
		{name: "text of a story in content/, written by rename", page: "/" + liveStory + "/", asked: 0.4, both: true, make: story(byRename)},
		{name: "a stylesheet in assets/css/", page: "/" + liveStory + "/", asked: 1, both: true, make: func(dir, mark string) (want, func() error, error) {
			file := filepath.Join(dir, "assets", "css", "voet.css")
			pixels := number(mark) + "px"
			data, err := marked(file, "\n.voet { outline-offset: ", pixels+"; }\n")
			return want{Selector: ".voet", Style: "outline-offset", Value: pixels}, func() error { return inPlace(file, data) }, err
		}},
		{name: "a template, layouts/_partials/voet.html", page: "/" + liveStory + "/", asked: 1, both: true, make: func(dir, mark string) (want, func() error, error) {
			file := filepath.Join(dir, "layouts", "_partials", "voet.html")
			data, err := marked(file, "\n<p hidden>", mark+"</p>\n")
			return want{Selector: "body", Text: mark}, func() error { return inPlace(file, data) }, err
		}},
		{name: "title of a story, seen in the list of its section", page: "/gemeente-0/verhalen/", asked: 0.4, make: func(dir, mark string) (want, func() error, error) {
			file := filepath.Join(dir, "content", liveTitle, "index.md")
			data, err := os.ReadFile(file)
			data = titleLine.ReplaceAll(data, []byte("title: Titel "+mark))
			return want{Selector: "main", Text: mark}, func() error { return inPlace(file, data) }, err
		}},
		{name: "a Word file in inbox/, without new photos", page: "/gemeente-0/verhalen/meting/", asked: 0.7, make: func(dir, mark string) (want, func() error, error) {
			return want{Selector: "main", Text: mark}, saveWord(dir, "Meting", mark), nil
		}},
		{name: "a Word file with three new photos of 12 megapixels", page: "/gemeente-0/verhalen/meting-met-fotos/", asked: 3, photos: true, make: func(dir, mark string) (want, func() error, error) {
			three, err := photos()
			return want{Selector: "main article .tekst", Text: mark, Pictures: len(three)}, saveWord(dir, "Meting met fotos", mark, three...), err
		}},
		{name: "text of a story in content/, written in place", page: "/" + liveStory + "/", asked: 0.4, both: true, make: story(inPlace)},
	}
}

var (
	titleLine = regexp.MustCompile(`(?m)^title: .*$`)
	announced = regexp.MustCompile(`(?m)^aangekondigd: .*$`)
)

// marked gives a file with something added to its end, which takes the place of what was added before.
func marked(file, begin, rest string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if at := bytes.Index(data, []byte(begin)); at >= 0 {
		data = data[:at]
	}
	return append(bytes.TrimRight(data, "\n"), begin+rest...), err
}

func number(mark string) string { return regexp.MustCompile(`\d+`).FindString(mark) }

func inPlace(file string, data []byte) error { return os.WriteFile(file, data, 0o644) }

func byRename(file string, data []byte) error {
	part := file + ".tmp"
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	return os.Rename(part, file)
}

func saveWord(dir, title, mark string, photos ...[]byte) func() error {
	data := wordFile(title, []string{"Dit verhaal is er om te meten. Het staat al in de inbox.", "Regel " + mark + ".", "En dit is de laatste regel."}, photos...)
	return func() error {
		return saveAsWord(filepath.Join(dir, "inbox", "gemeente-0", "verhalen", title+".docx"), data)
	}
}

// newPhotos gives, each time it is asked, so many photos that were not given before; in all at most so many times.
func newPhotos(ctx context.Context, each, times int) (func() ([][]byte, error), error) {
	files, err := photoFiles(ctx, each*times)
	return func() (out [][]byte, err error) {
		if len(files) < each {
			return nil, fmt.Errorf("there are no photos left")
		}
		for _, file := range files[:each] {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			out = append(out, data)
		}
		files = files[each:]
		return out, nil
	}, err
}
