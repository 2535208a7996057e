package docx

import (
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/xmltree"
)

type node = xmltree.Node

// tree reads a part with text.
func tree(pkg *opc.Package, name string) (*node, error) {
	data, err := pkg.Part(name, maxPart)
	if err != nil {
		return nil, err
	}
	return xmltree.Parse(data)
}

// val gives the val attribute of a child.
func val(n *node, path ...string) string { return n.Child(path...).Attr("val") }

// on reads a property that is on when it is there, unless it says otherwise.
func on(n *node, name string) bool {
	c := n.Child(name)
	return c != nil && !isOff(c.Attr("val"))
}

func isOff(val string) bool {
	switch val {
	case "0", "false", "off", "none":
		return true
	}
	return false
}

// find gives the descendants of a name, in order, but not those in a text box: that is text of its own.
func find(n *node, name string) []*node {
	var all []*node
	for k := range n.Kids() {
		if k.Name == name {
			all = append(all, k)
		}
		if k.Name != "txbxContent" {
			all = append(all, find(k, name)...)
		}
	}
	return all
}

// has says whether there is any descendant of one of the names, also in a text box.
func has(n *node, names ...string) bool {
	for k := range n.Kids() {
		for _, name := range names {
			if k.Name == name {
				return true
			}
		}
		if has(k, names...) {
			return true
		}
	}
	return false
}
