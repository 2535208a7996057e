package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"mijnopladers.nl/opladers/tools/read/charset"
)

// errDoctype refuses a document type: Office writes none, and it is where entities that name other files are declared.
var errDoctype = errors.New("a document type")

var errTooMuch = errors.New("more elements than the limits allow")

// A node is an element, by its local name: the prefixes of namespaces differ between programs.
type node struct {
	name  string
	attrs []xml.Attr
	kids  []*node
	text  string // character data, of elements without kids
}

// parse reads an XML part into nodes, without entities other than XML's own.
func parse(data []byte) (*node, error) {
	if charset.IsUTF16(data) {
		text, _ := charset.Decode(data)
		data = []byte(text)
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &node{}
	stack := []*node{root}
	count := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return root, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if count++; count > maxNodes || len(stack) > maxDepth {
				return root, errTooMuch
			}
			n := &node{name: t.Name.Local, attrs: t.Attr}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case xml.Directive:
			return root, errDoctype
		case xml.CharData:
			if len(top.kids) == 0 {
				top.text += string(t)
			}
		}
	}
	if len(root.kids) == 0 {
		return root, io.ErrUnexpectedEOF
	}
	return root.kids[0], nil
}

// attr gives an attribute by its local name.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// rel gives an attribute in the namespace of relationships, where "id" has other meanings outside it.
func (n *node) rel(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name && (strings.HasSuffix(a.Name.Space, "relationships") || a.Name.Space == "r") {
			return a.Value
		}
	}
	return ""
}

// child gives the first child of a name, nil-safe so that paths can be walked.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var found *node
		for _, k := range n.kids {
			if k.name == name {
				found = k
				break
			}
		}
		n = found
	}
	return n
}

// val gives the val attribute of a child.
func (n *node) val(names ...string) string { return n.child(names...).attr("val") }

// on reads a property that is on when it is there, unless it says otherwise.
func (n *node) on(name string) bool {
	c := n.child(name)
	if c == nil {
		return false
	}
	switch c.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// find gives all descendants of a name, in order.
func (n *node) find(name string) []*node {
	var all []*node
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			all = append(all, k)
		}
		all = append(all, k.find(name)...)
	}
	return all
}
