package site

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	hugopage "github.com/gohugoio/hugo/resources/page"

	"mijnopladers.nl/opladers/tools/notice"
)

// remark is what layouts/_partials/opmerking.html writes in Hugo's log.
type remark struct {
	notice.Notice
	Near string `json:"near"` // the words in the file that it is about
}

// warnings turns Hugo's log into notices, a line each.
func warnings(log, dir string) []notice.Notice {
	var out []notice.Notice
	for line := range strings.Lines(log) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "WARN ")
		if !ok {
			continue
		}
		text = strings.TrimSpace(text)
		if n, ok := omitted(text, dir); ok {
			out = append(out, n)
			continue
		}
		var r remark
		if err := json.Unmarshal([]byte(text), &r); err != nil || r.Text == "" {
			out = append(out, notice.Notice{Level: notice.Warning, Text: text})
			continue
		}
		r.File, r.Line = where(r.File, r.Near, dir)
		out = append(out, r.Notice)
	}
	return out
}

// omitted says in Dutch what Hugo says of a page with HTML in its text.
func omitted(text, dir string) (n notice.Notice, ok bool) {
	rest, ok := strings.CutPrefix(text, "Raw HTML omitted while rendering ")
	if !ok {
		return n, false
	}
	quoted, _ := strconv.QuotedPrefix(rest)
	file, err := strconv.Unquote(quoted)
	if err != nil {
		return n, false
	}
	n = notice.Notice{
		Level: notice.Warning, Rule: "html-in-tekst", Text: "In de tekst staat HTML. De site laat die weg.",
		Hint: "Haal de HTML weg, en schrijf het in gewone tekst of Markdown.",
	}
	n.File, _ = where(file, "", dir)
	return n, true
}

// links gives what the render hook of links kept for after the build.
func links(p hugopage.Page, file, dir string) []Link {
	kept, _ := p.Store().Get("links").([]map[string]any)
	var out []Link
	for _, l := range kept {
		to, _ := l["naar"].(string)
		near, _ := l["bij"].(string)
		link := Link{To: to, From: p.RelPermalink()}
		link.File, link.Line = where(file, near, dir)
		out = append(out, link)
	}
	return out
}

// where gives the path under content/ of a page's file, and the first line with certain words.
func where(file, near, dir string) (string, int) {
	name := filepath.ToSlash(file)
	if rel, err := filepath.Rel(filepath.Join(dir, "content"), file); err == nil {
		name = filepath.ToSlash(rel)
	}
	data, err := os.ReadFile(file)
	if err != nil || near == "" {
		return name, 0
	}
	before, _, found := bytes.Cut(data, []byte(near))
	if !found {
		return name, 0 // written in another way, such as with an entity
	}
	return name, 1 + bytes.Count(before, []byte("\n"))
}
