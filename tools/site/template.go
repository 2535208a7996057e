package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"mijnopladers.nl/opladers/tools/notice"
)

// place of a mistake in a template: its line, and what is wrong.
var mistake = regexp.MustCompile(`^template: .*?:(\d+):(?:\d+:)? (.*)$`)

// TemplateError says, as a notice, why a file below layouts/ of a site is no template; nil when it is one, or is gone. What a template
// calls is not looked at: that is for Hugo.
//
// It is asked before Hugo is, because Hugo 0.165 never lets go of a site of which it cannot read the templates (memCache in
// hugolib/site.go): it looks at the memory of the process for each, every two seconds, for ever.
func TemplateError(dir, file string) error {
	if base := filepath.Base(file); strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") { // as Hugo does
		return nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	rel := filepath.ToSlash(strings.TrimPrefix(file, dir+string(filepath.Separator)))
	if err != nil {
		return notice.Unreadable(err, rel)
	}
	t := parse.New(rel)
	t.Mode = parse.SkipFuncCheck
	_, err = t.Parse(string(data), "", "", map[string]*parse.Tree{})
	if err == nil {
		return nil
	}
	n := notice.Notice{Level: notice.Error, File: rel, Text: "De opmaak van de site is niet te lezen: " + err.Error() + ".", Hint: "Herstel deze regel."}
	if m := mistake.FindStringSubmatch(err.Error()); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		n.Text = "De opmaak van de site is niet te lezen: " + m[2] + "."
	}
	return n
}

// templatesError is the first TemplateError of a site.
func templatesError(dir string) error {
	err := filepath.WalkDir(filepath.Join(dir, "layouts"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return TemplateError(dir, file)
	})
	if errors.Is(err, fs.ErrNotExist) { // no layouts, or one that went just now: Hugo knows
		return nil
	}
	return err
}
