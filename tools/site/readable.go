package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/gohugoio/hugo/parser/metadecoders"

	"mijnopladers.nl/opladers/tools/notice"
)

// place of a mistake in a template: its line, and what is wrong.
var mistake = regexp.MustCompile(`^template: .*?:(\d+):(?:\d+:)? (.*)$`)

// misread are data, of which Hugo says the line before or after, or not at all.
var misread = regexp.MustCompile(`^(?:"_stream\.\w+:(\d+):\d+": )?(?:unmarshal failed: )?(?:\[(\d+):\d+\] )?(.*)`)

// dataOfSite is in a template that uses data.
var dataOfSite = regexp.MustCompile(`\.Data(?:\.[^I]|\s*[})|])`) // not .Data.Integrity, of a resource

// readers say what is wrong with the text of a file, by the folder of the site that it is in.
var readers = map[string]func(name string, text []byte) error{"layouts": readTemplate, "data": readData}

// FileError says, as a notice, why a file below layouts/ or data/ of a site cannot be read; nil when it can, or is gone. What a template
// calls is not looked at: that is for Hugo.
//
// It is asked before Hugo is. Hugo 0.165 never lets go of a site of which it cannot read the templates (memCache in hugolib/site.go): it
// looks at the memory of the process for each, every two seconds, for ever. And of data that it cannot read while pages are drawn it says
// nothing, and draws them without.
func FileError(dir, file string) error {
	rel := filepath.ToSlash(strings.TrimPrefix(file, dir+string(filepath.Separator)))
	folder, _, _ := strings.Cut(rel, "/")
	read := readers[folder]
	if base := filepath.Base(file); read == nil || strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") { // as Hugo does
		return nil
	}
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return notice.Unreadable(err, rel)
	}
	if err := read(rel, data); err != nil && (folder != "data" || usesData(dir)) {
		return err
	}
	return nil
}

// usesData reports whether a template of a site uses data: else Hugo reads none.
func usesData(dir string) (uses bool) {
	_ = filepath.WalkDir(filepath.Join(dir, "layouts"), func(file string, d fs.DirEntry, err error) error { // what cannot be read says so itself
		if err == nil && !d.IsDir() {
			text, _ := os.ReadFile(file)
			uses = uses || dataOfSite.Match(text)
		}
		return err
	})
	return uses
}

func readTemplate(name string, text []byte) error {
	t := parse.New(name)
	t.Mode = parse.SkipFuncCheck
	_, err := t.Parse(string(text), "", "", map[string]*parse.Tree{})
	if err == nil {
		return nil
	}
	n := notice.Notice{Level: notice.Error, File: name, Text: "De opmaak van de site is niet te lezen: " + err.Error() + ".", Hint: "Herstel deze regel."}
	if m := mistake.FindStringSubmatch(err.Error()); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		n.Text = "De opmaak van de site is niet te lezen: " + m[2] + "."
	}
	return n
}

func readData(name string, text []byte) error {
	_, err := metadecoders.Default.Unmarshal(text, metadecoders.FormatFromString(path.Ext(name)))
	if err == nil {
		return nil
	}
	n := notice.Notice{Level: notice.Error, File: name, Hint: "Herstel deze regel, of zet het bestand terug zoals het was."}
	m := misread.FindStringSubmatch(err.Error())
	switch syntax, is := errors.AsType[*json.SyntaxError](err); {
	case is:
		n.Line = 1 + bytes.Count(text[:min(int(syntax.Offset), len(text))], []byte("\n"))
	case path.Ext(name) != ".xml": // of which Hugo says always 1
		n.Line, _ = strconv.Atoi(cmp.Or(m[1], m[2]))
	}
	n.Text = "De gegevens in dit bestand zijn niet te lezen: " + m[3] + "."
	return n
}

// filesError is the first FileError of a site.
func filesError(dir string) error {
	return cmp.Or(folderError(dir, "layouts"), folderError(dir, "data"))
}

func folderError(dir, folder string) error {
	err := filepath.WalkDir(filepath.Join(dir, folder), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return FileError(dir, file)
	})
	if errors.Is(err, fs.ErrNotExist) { // that there is none, or that one went just now, Hugo knows
		return nil
	}
	return err
}
