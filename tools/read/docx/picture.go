package docx

import (
	"errors"
	"path"

	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// drawing reads the pictures and the text boxes of a drawing, new (DrawingML) or old (VML).
func (w *walker) drawing(n *node, in *inline) {
	props := find(n, "docPr")
	blips := find(n, "blip")
	for i, blip := range blips {
		id := blip.Foreign("embed")
		description, decorative := "", false
		switch pics := find(n, "cNvPr"); {
		case len(blips) == 1 && len(props) > 0 && props[0].Attr("descr") != "":
			description = props[0].Attr("descr")
		case len(pics) >= len(blips):
			description = pics[len(pics)-len(blips)+i].Attr("descr")
		}
		for _, d := range find(n, "decorative") {
			decorative = decorative || d.Attr("val") == "1" || d.Attr("val") == "true"
		}
		if id == "" {
			w.Linked()
			continue
		}
		w.photo(in, id, description, decorative)
	}
	for _, shape := range find(n, "imagedata") {
		description := ""
		for _, s := range find(n, "shape") {
			description = s.Attr("alt")
		}
		if id := shape.Foreign("id"); id != "" {
			w.photo(in, id, description, false)
		} else {
			w.Linked()
		}
	}
	if len(find(n, "chart"))+len(find(n, "relIds")) > 0 {
		w.Warn("Een grafiek of SmartArt is weggelaten: de site kan die niet tonen.", "Maak er een afbeelding van en geef die een beschrijving.")
	}
	w.textBoxes(n, in)
}

// textBoxes gathers the outermost text boxes, of one branch of each alternative.
func (w *walker) textBoxes(n *node, in *inline) {
	for k := range n.Kids() {
		switch k.Name {
		case "txbxContent":
			in.boxes = append(in.boxes, k)
		case "AlternateContent":
			w.textBoxes(choose(k), in)
		default:
			w.textBoxes(k, in)
		}
	}
}

// photo adds the picture that a relationship names.
func (w *walker) photo(in *inline, id, description string, decorative bool) {
	rel := w.rels[id]
	if rel.External == "External" {
		w.Linked()
		return
	}
	if rel.Target == "" {
		return
	}
	name := path.Base(rel.Target)
	data, err := w.pkg.Part(rel.Target, prose.MaxPicture)
	if errors.Is(err, opc.ErrTooBig) {
		w.TooBig(name)
	} else if p, ok := w.Photo(name, data, description, decorative); ok {
		w.push(in, p)
	}
}
