package odt

import (
	"bytes"
	"encoding/base64"
	"errors"
	"path"
	"strings"

	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// anchored reads a frame or shape that stands in a paragraph or on a page: its picture belongs to the paragraph, its text comes
// after it.
func (w *walker) anchored(n *node, l look, in *inline) {
	if n.Name != "frame" {
		in.boxes = append(in.boxes, n)
		return
	}
	var images []*node
	var object *node
	for k := range n.Kids() {
		switch k.Name {
		case "text-box":
			if !hasText(in.pieces) && hasPicture(k) {
				in.first = append(in.first, k)
			} else {
				in.boxes = append(in.boxes, k)
			}
		case "image":
			images = append(images, k)
		case "object", "object-ole":
			object = k
		}
	}
	if object != nil && w.equation(object, l, in) {
		return
	}
	for i, image := range images {
		name, data, err := w.picture(image)
		if !isPhoto(data) && i+1 < len(images) || !isPhoto(data) && object != nil {
			continue // the next one shows the same
		}
		if name == "." {
			name = n.Attr("name")
		}
		w.photo(n, name, data, err, in)
		return
	}
	if object != nil {
		w.Warn("Een grafiek of een ingevoegd bestand is weggelaten: de site kan het niet tonen.", "Maak er een afbeelding van en geef die een beschrijving.")
	}
}

// hasPicture says whether there is a picture in a text box; one in a text box in it is found when that is read.
func hasPicture(box *node) bool {
	for p := range box.Kids() {
		for k := range p.Kids() {
			if k.Name == "frame" && k.Child("image") != nil {
				return true
			}
		}
	}
	return false
}

func (w *walker) photo(frame *node, name string, data []byte, err error, in *inline) {
	if errors.Is(err, errLinked) {
		w.Linked()
		return
	}
	if errors.Is(err, opc.ErrTooBig) {
		w.TooBig(name)
		return
	}
	description := frame.Child("desc").Content()
	if description == "" {
		description = frame.Child("title").Content()
	}
	if p, ok := w.Photo(name, data, description, frame.Attr("decorative") == "true"); ok {
		in.pieces = append(in.pieces, p)
	}
}

var errLinked = errors.New("not in the document")

// picture gives the bytes of a picture: from the package, or from the XML itself.
func (w *walker) picture(image *node) (name string, data []byte, err error) {
	href := image.Attr("href")
	name = path.Base(href)
	switch binary := image.Child("binary-data"); {
	case binary != nil:
		text := binary.Content()
		if len(text) > prose.MaxPicture/3*4+prose.MaxPicture/10 {
			return name, nil, opc.ErrTooBig
		}
		data, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
		return "foto", data, err
	case w.pkg == nil, strings.Contains(href, ":"), strings.HasPrefix(href, "../"):
		return name, nil, errLinked
	}
	data, err = w.pkg.Part(href, prose.MaxPicture)
	return name, data, err
}

// isPhoto knows the formats that a website shows.
func isPhoto(data []byte) bool {
	for _, magic := range []string{"\xff\xd8\xff", "\x89PNG", "GIF8", "RIFF"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return false
}

// equation writes the text of an object that is an equation (MathML); false when it is something else.
func (w *walker) equation(object *node, l look, in *inline) bool {
	math := object.Child("math")
	if href := object.Attr("href"); math == nil && w.pkg != nil && href != "" {
		if root, err := w.tree(path.Join(href, "content.xml")); err == nil && root.Name == "math" {
			math = root
		}
	}
	if math == nil {
		return false
	}
	var text strings.Builder
	formula(math, &text)
	w.text(text.String(), l, in)
	return true
}

// formula writes the text of an equation without the notes of the program that made it.
func formula(n *node, to *strings.Builder) {
	to.WriteString(n.Text)
	for k := range n.Kids() {
		if k.Name != "annotation" {
			formula(k, to)
		}
	}
}
