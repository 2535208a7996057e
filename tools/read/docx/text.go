package docx

import (
	"regexp"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/read/escape"
)

const (
	maxHeading = 200 // characters; a longer heading is a paragraph in big letters
	maxSummary = 300 // characters
)

// text makes a block of the lines of a paragraph; first is false for what follows a picture in it.
func (w *walker) text(part [][]piece, st style, pr *node, first bool) {
	var md, texts []string
	for _, line := range part {
		md = append(md, markdown(line, false))
		texts = append(texts, plain(line))
	}
	b := block{plain: strings.Join(texts, " ")}
	flat := func() string {
		var flat []string
		for _, line := range part {
			flat = append(flat, markdown(line, true))
		}
		return strings.Join(flat, " ")
	}
	num, ilvl := st.numID, st.ilvl
	if n := pr.child("numPr"); n != nil {
		if v := n.val("numId"); v != "" {
			num = v
		}
		if v := n.val("ilvl"); v != "" {
			ilvl = v
		}
	}
	level, _ := strconv.Atoi(ilvl)
	level = min(max(level, 0), 8)
	start, isItem := w.styles.numbering[num][strconv.Itoa(level)]
	switch {
	case st.role == titleRole:
		b.kind, b.markdown = titleBlock, flat()
	case st.role == headingRole && len([]rune(b.plain)) <= maxHeading:
		b.kind, b.level, b.markdown = heading, st.level, flat()
	case st.role == subtitleRole:
		b.kind, b.markdown = subtitle, body(md)
	case st.role == captionRole:
		b.kind, b.markdown = caption, body(md)
	case first && isItem && start >= 0 && num != "0":
		b.kind, b.level, b.list, b.markdown = item, level, num, body(md)
		b.number = w.count(num, level, start)
	case st.role == quoteRole:
		b.kind, b.markdown = quote, body(md)
	default:
		b.markdown, b.emphatic = body(md), emphatic(part)
	}
	if b.markdown != "" {
		w.add(b)
	}
}

// body joins the lines of a paragraph with hard line breaks.
func body(lines []string) string {
	for i, l := range lines {
		lines[i] = escape.Start(l)
	}
	return strings.Join(lines, "\\\n")
}

// count gives the number of an item in a numbered list, 0 for a bullet.
func (w *walker) count(num string, level, start int) int {
	if start == 0 {
		return 0
	}
	for deeper := level + 1; deeper < 9; deeper++ { // deeper levels begin again
		delete(w.counts, num+"/"+strconv.Itoa(deeper))
	}
	key := num + "/" + strconv.Itoa(level)
	if n, running := w.counts[key]; running {
		start = n
	}
	w.counts[key] = start + 1
	return start
}

// emphatic reports whether a paragraph is wholly bold or wholly italic.
func emphatic(part [][]piece) bool {
	bold, italic := true, true
	for _, line := range part {
		for _, p := range line {
			if strings.TrimSpace(p.text) != "" {
				bold, italic = bold && p.bold, italic && p.italic
			}
		}
	}
	return bold || italic
}

var (
	fileName  = regexp.MustCompile(`(?i)^\S*\.(jpe?g|png|gif|heic|webp|tiff?|bmp|emf|wmf)$|^(IMG|DSC|DCIM|afbeelding|picture|image|grafik)[-_ ]?\d*$`)
	generated = regexp.MustCompile(`(?is)\s*(automatisch gegenereerde beschrijving|description automatically generated|door ai gegenereerde inhoud is mogelijk onjuist\.?|ai-generated content may be incorrect\.?)\s*`)
	labelLike = regexp.MustCompile(`^[\p{L} -]{2,25}:`)
	figure    = regexp.MustCompile(`^(?i)(figuur|afbeelding|foto|figure) \d+ ?[:.–-]? *`)
)

// altText cleans a description of a picture; a file name or what Word made up is none.
func altText(s string) string {
	s = strings.Join(strings.Fields(generated.ReplaceAllString(clean.Replace(s), " ")), " ")
	if fileName.MatchString(s) || strings.Contains(s, `:\`) {
		return ""
	}
	return s
}

// alt writes an alternative text inside ![…].
func alt(s string) string { return escape.Inline(s) }
