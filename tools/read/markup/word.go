package markup

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// Word and Outlook write an item of a list as a paragraph: the style mso-list says of which list it is and at which level, the
// mark is text in a span with the style mso-list:Ignore. Mail programs drop the styles; the class and the mark are left.

// A wordList counts the items of a list at each level.
type wordList struct {
	id     string
	counts [deepestList + 1]int
}

var (
	wordLevel = regexp.MustCompile(`\b(l\d+) level(\d)( lfo\d+)?`)
	wordMark  = regexp.MustCompile(`^[\s\x{a0}]*(?:[·•●▪■§‣o–-]|(\d{1,3}|[A-Za-z]{1,5})[.)])[\s\x{a0}]{2,}`)
)

func isWordItem(n *html.Node) bool {
	return strings.Contains(attr(n, "class"), "MsoList") || strings.Contains(attr(n, "style"), "mso-list")
}

// wordItem makes an item of the paragraph whose pieces are gathered, and takes its mark out of them; nil when it has
// none.
func (w *walker) wordItem(n *html.Node) *item {
	it := &item{list: "word"}
	if m := wordLevel.FindStringSubmatch(attr(n, "style")); m != nil {
		it.list, it.level = m[1]+m[3], min(max(int(m[2][0]-'1'), 0), deepestList)
	}
	var words strings.Builder
	for _, p := range w.pieces {
		words.WriteString(p.Text)
	}
	mark := wordMark.FindStringSubmatch(words.String())
	if ignored := ignored(n); ignored != "" {
		mark = wordMark.FindStringSubmatch(ignored + "  ")
	} else if mark != nil {
		w.pieces = without(w.pieces, len(mark[0]))
	}
	switch class := attr(n, "class"); {
	case mark != nil && mark[1] != "", mark == nil && strings.Contains(class, "MsoListNumber"):
		it.number = w.word.count(it, mark)
	case mark == nil && !strings.Contains(class, "MsoListBullet"):
		return nil
	}
	return it
}

// count gives the number of an item: the one in its mark, or for letters the next one.
func (l *wordList) count(it *item, mark []string) int {
	if l.id != it.list {
		*l = wordList{id: it.list}
	}
	l.counts[it.level]++
	clear(l.counts[it.level+1:])
	if mark != nil {
		if n, err := strconv.Atoi(mark[1]); err == nil && n > 0 {
			l.counts[it.level] = n
		}
	}
	return l.counts[it.level]
}

// ignored gives the mark that Word wrote for programs that know no lists.
func ignored(n *html.Node) string {
	for d := range n.Descendants() {
		if isIgnored(attr(d, "style")) {
			return text(d)
		}
	}
	return ""
}

var ignore = regexp.MustCompile(`(?i)mso-list:\s*ignore`)

func isIgnored(style string) bool { return style != "" && ignore.MatchString(style) }

// without drops the first bytes of the text.
func without(pieces []prose.Piece, bytes int) []prose.Piece {
	for i, p := range pieces {
		n := min(bytes, len(p.Text))
		pieces[i].Text = p.Text[n:]
		if bytes -= n; bytes == 0 {
			break
		}
	}
	return slices.DeleteFunc(pieces, func(p prose.Piece) bool { return p == prose.Piece{Bold: p.Bold, Italic: p.Italic, Link: p.Link} })
}

var (
	googleClass = regexp.MustCompile(`\.(c\d+)\s*\{([^{}]*)\}`)
	styleSheet  = regexp.MustCompile(`(?is)<style[^>]*>(.*?)</style`)
)

// googleClasses gives the styles of the classes c1, c2 … of a page that Google Docs wrote, in which nothing else says what
// is bold; nil for another page.
func googleClasses(source string) map[string]string {
	if !strings.Contains(source, "doc-content") && !strings.Contains(source, "lst-kix_") {
		return nil
	}
	classes := map[string]string{}
	for _, sheet := range styleSheet.FindAllStringSubmatch(source, -1) {
		for _, m := range googleClass.FindAllStringSubmatch(sheet[1], -1) {
			classes[m[1]] = m[2]
		}
	}
	return classes
}
