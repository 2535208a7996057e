package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/escape"
	"mijnopladers.nl/opladers/tools/read/markup"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// underHeader is the line under the header of a table.
var underHeader = regexp.MustCompile(`(?m)^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$`)

var withTables = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// listed makes the pages of a text in a folder with activities that has a table of them; false when it is none.
func listed(src page.Source, text string) (pages []*page.Page, notices []notice.Notice, ok bool) {
	if !prose.InAgenda(src.Name) || !underHeader.MatchString(text) || escape.Dense(text) != nil {
		return nil, nil, false
	}
	defer func() {
		if recover() != nil { // goldmark on a crafted text
			pages, notices, ok = nil, nil, false
		}
	}()
	var html bytes.Buffer
	if err := withTables.Convert([]byte(text), &html); err != nil {
		return nil, nil, false
	}
	var b prose.Builder
	if _, err := markup.Into(&b, html.String(), markup.Options{}); err != nil {
		return nil, nil, false
	}
	pages, notices, err := b.Pages(src)
	return pages, notices, err == nil && !slices.ContainsFunc(pages, func(p *page.Page) bool { return p.Activity == nil })
}
