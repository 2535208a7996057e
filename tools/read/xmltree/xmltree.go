// Package xmltree reads the XML of office documents into a tree: fast, because every source is read at every collect, and
// within bounds, because strangers send them.
//
//	root, err := xmltree.Parse(data)
//	for k := range root.Child("body").Kids() {
//		switch k.Name { case "p": …; case "": k.Text }
//	}
//
// It reads what programs write: XML 1.0 in UTF-8, UTF-16 or Windows-1252, whatever the declaration says. Elements and
// attributes are known by their local names, since programs differ in their prefixes. There are no entities but those of
// XML itself, and a document type, where entities that name other files are declared, is refused. Comments and processing
// instructions are passed over. An unknown entity is text; an end tag closes what stands open inside its element.
//
// Names, attributes and text are parts of one string, the document; it lives as long as its tree.
package xmltree

import (
	"errors"
	"iter"
	"strings"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/read/charset"
)

// The limits of a document.
const (
	MaxDepth = 200     // nested elements: a tree can be walked by recursion
	MaxNodes = 700_000 // elements and texts, of which a thousand pages have fewer; and as many attributes
)

// The reasons not to read a document.
var (
	ErrSyntax  = errors.New("no well-formed XML")
	ErrDoctype = errors.New("a document type")
	ErrTooBig  = errors.New("more elements than the limits allow")
)

// A Node is an element, or a text: then Name is "".
type Node struct {
	Name  string // without its prefix
	Text  string // of a text
	Attrs []Attr

	prefix      string
	first, next *Node
}

// An Attr is an attribute; its name has its prefix.
type Attr struct{ Name, Value string }

// Kids gives the elements and texts right inside n, which may be nil.
func (n *Node) Kids() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		if n == nil {
			return
		}
		for k := n.first; k != nil; k = k.next {
			if !yield(k) {
				return
			}
		}
	}
}

// Attr gives an attribute by its local name, "" when there is none.
func (n *Node) Attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attrs {
		if _, local := cut(a.Name); local == name {
			return a.Value
		}
	}
	return ""
}

// Foreign gives an attribute by its local name that has another prefix than the element: r:id of w:hyperlink.
func (n *Node) Foreign(name string) string {
	for _, a := range n.Attrs {
		if prefix, local := cut(a.Name); local == name && prefix != "" && prefix != n.prefix {
			return a.Value
		}
	}
	return ""
}

// Child gives the first element of a name, by its path from n; nil when there is none.
func (n *Node) Child(path ...string) *Node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		k := n.first
		for k != nil && k.Name != name {
			k = k.next
		}
		n = k
	}
	return n
}

// Content gives the text right inside an element.
func (n *Node) Content() string {
	if n == nil || n.first == nil {
		return ""
	}
	if n.first.next == nil {
		return n.first.Text
	}
	var b strings.Builder
	for k := n.first; k != nil; k = k.next {
		b.WriteString(k.Text)
	}
	return b.String()
}

// cut parts a name into its prefix and its local name.
func cut(name string) (prefix, local string) {
	if i := strings.IndexByte(name, ':'); i > 0 && i < len(name)-1 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// Parse reads a document and gives its outermost element.
func Parse(data []byte) (*Node, error) {
	text := ""
	if charset.IsUTF16(data) || !utf8.Valid(data) {
		text, _ = charset.Decode(data)
	} else {
		text = string(data)
	}
	p := parser{rest: strings.TrimPrefix(text, "\ufeff")}
	if err := p.document(); err != nil {
		return nil, err
	}
	for k := range p.root.Kids() {
		if k.Name != "" {
			return k, nil
		}
	}
	return nil, ErrSyntax
}
