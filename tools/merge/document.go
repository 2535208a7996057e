package merge

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

const bom = "\xef\xbb\xbf"

// document is a page as its bytes and as what they mean. bom, head, lines, foot and body together are the file.
type document struct {
	bom   string
	head  string   // up to and including the first line ---; "" when there is no front matter
	lines []string // of the front matter, with their line ends
	foot  string   // the second line ---
	body  string

	eol  string // the line end that the file has
	page *page.Page

	top         mapping
	photos      []photo // when regular
	regular     bool    // fotos is a list of photos that can be told apart
	exactPhotos bool    // the lines of the photos and their fields are known
}

// photo is one photo of the list.
type photo struct {
	mapping
	name string // its file; of a second photo with the same file "file#2"
}

// read takes a page apart. The error is a Dutch notice.
func read(data []byte) (*document, error) {
	p, err := page.Parse(data)
	if err != nil {
		return nil, err
	}
	d := &document{page: p, eol: "\n"}
	d.cut(string(data))
	file, err := parser.ParseBytes([]byte(unix(strings.Join(d.lines, ""))), 0)
	if err != nil {
		return nil, err
	}
	d.regular, d.exactPhotos = true, true
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		d.top = mapping{span: span{0, len(d.lines)}, exact: true}
		return d, nil
	}
	if d.top = d.mapping(file.Docs[0].Body, 0, len(d.lines)).folded(); len(d.top.index) < len(d.top.fields) {
		return nil, notice.Refuse("In het blok tussen de regels --- staat een sleutel twee keer.", "Haal er een weg.")
	}
	d.list()
	d.top.exact = d.top.exact && d.confirm()
	d.exactPhotos = d.top.exact && d.exactPhotos
	return d, nil
}

// exact says whether the lines of all fields are known.
func (d *document) exact() bool { return d.top.exact && d.exactPhotos }

// cut finds the front matter as page.Parse does.
func (d *document) cut(data string) {
	d.body = strings.TrimPrefix(data, bom)
	d.bom = data[:len(data)-len(d.body)]
	if line, _, ok := strings.Cut(data, "\n"); ok && strings.HasSuffix(line, "\r") {
		d.eol = "\r\n"
	}
	start, at := 0, 0 // bytes of the head, and where we are
	var lines []string
	for line := range strings.Lines(d.body) {
		at += len(line)
		switch trimmed := strings.TrimSpace(line); {
		case start > 0 && trimmed == "---":
			d.head, d.lines, d.foot, d.body = d.body[:start], lines, line, d.body[at:]
			return
		case start > 0:
			lines = append(lines, line)
		case trimmed == "---":
			start = at
		case trimmed != "":
			return
		}
	}
}

func (d *document) bytes() []byte {
	return []byte(d.bom + d.head + strings.Join(d.lines, "") + d.foot + d.body)
}

// inHabit writes a page with the line ends and the byte order mark of d.
func (d *document) inHabit(data []byte) []byte {
	return []byte(d.bom + d.ends(unix(strings.TrimPrefix(string(data), bom))))
}

// ends gives a text the line ends of the file.
func (d *document) ends(unixText string) string {
	if d.eol == "\n" {
		return unixText
	}
	return strings.ReplaceAll(unixText, "\n", d.eol)
}

func unix(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// plain gives the same page with its photos, or all its front matter, in the spelling of page.Format.
func (d *document) plain(all bool) []byte {
	c := *d
	whole := yaml.MapSlice{}
	for _, f := range d.top.fields {
		item := yaml.MapSlice{{Key: f.name, Value: f.value}}
		if f.key == photosKey && len(d.photos) > 0 {
			item[0].Value = d.plainPhotos()
		}
		whole = append(whole, item...)
		if f.key == photosKey && d.top.exact {
			c.lines = apply(d.lines, 0, len(d.lines), []patch{{f.span, []string{d.ends(marshal(item))}}})
		}
	}
	if (all || !d.top.exact) && len(whole) > 0 {
		c.lines = []string{d.ends(marshal(whole))}
	}
	return c.bytes()
}

// plainPhotos gives the photos with their file name in front, where it need not go when another key does.
func (d *document) plainPhotos() []yaml.MapSlice {
	var list []yaml.MapSlice
	for _, p := range d.photos {
		item := yaml.MapSlice{{Key: fileKey, Value: p.get(fileKey).value}}
		for _, f := range p.fields {
			if f.key != fileKey {
				item = append(item, yaml.MapItem{Key: f.name, Value: f.value})
			}
		}
		list = append(list, item)
	}
	return list
}

// marshal writes YAML as page.Format does.
func marshal(v any) string {
	text, err := yaml.MarshalWithOptions(v, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true))
	if err != nil {
		panic(fmt.Sprintf("values that were read as YAML: %v", err)) // Merge makes an error of it
	}
	return string(text)
}

// list finds the photos.
func (d *document) list() {
	i, ok := d.top.index[photosKey]
	if !ok {
		return
	}
	f := d.top.fields[i]
	if f.canon == "" {
		return
	}
	d.regular = false
	seq, ok := f.node.(*ast.SequenceNode)
	if !ok {
		return
	}
	spans, exact := d.items(seq, f.span)
	copies := map[string]int{}
	for i, node := range seq.Values {
		m := d.mapping(node, spans[i].from, spans[i].to)
		exact = exact && m.exact
		file, _ := m.get(fileKey).value.(string)
		if file == "" || len(m.index) < len(m.fields) {
			d.photos = nil
			return
		}
		name := file
		if copies[file]++; copies[file] > 1 {
			name = fmt.Sprintf("%s#%d", file, copies[file])
		}
		d.photos = append(d.photos, photo{m, name})
	}
	d.regular, d.exactPhotos = true, exact
}

// confirm reads the lines of the fields alone, without what stands between them: they have to mean the same.
func (d *document) confirm() bool {
	var b strings.Builder
	add := func(s span) { b.WriteString(unix(strings.Join(d.lines[s.from:s.to], ""))) }
	for _, f := range d.top.fields {
		if f.key != photosKey || !d.exactPhotos || len(d.photos) == 0 {
			add(f.span)
			continue
		}
		add(span{f.from, f.from + 1})
		for _, p := range d.photos {
			for _, f := range p.fields {
				add(f.span)
			}
		}
	}
	file, err := parser.ParseBytes([]byte(b.String()), 0)
	if err != nil || len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return false
	}
	again := d.mapping(file.Docs[0].Body, 0, 0).folded()
	if len(again.fields) != len(d.top.fields) {
		return false
	}
	for i, f := range d.top.fields {
		if g := again.fields[i]; g.key != f.key || g.canon != f.canon {
			return false
		}
	}
	return true
}

// meaning gives the value of every field that has one.
func (d *document) meaning() map[string]string {
	all := d.top.meaning()
	if d.regular {
		delete(all, photosKey)
	}
	for _, p := range d.photos {
		for key, canon := range p.meaning() {
			if key != fileKey {
				all[p.prefix()+key] = canon
			}
		}
	}
	return all
}

func (d *document) files() []string {
	var files []string
	for _, p := range d.photos {
		files = append(files, p.name)
	}
	return files
}

func (p photo) prefix() string { return photosKey + "/" + p.name + "/" }
