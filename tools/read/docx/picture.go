package docx

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/opc"
)

// drawing reads the pictures and the text boxes of a drawing, new (DrawingML) or old (VML).
func (w *walker) drawing(n *node, look piece, in *inline) {
	props := n.find("docPr")
	blips := n.find("blip")
	for i, blip := range blips {
		id := blip.rel("embed")
		description, decorative := "", false
		switch pics := n.find("cNvPr"); {
		case len(blips) == 1 && len(props) > 0 && props[0].attr("descr") != "":
			description = props[0].attr("descr")
		case len(pics) >= len(blips):
			description = pics[len(pics)-len(blips)+i].attr("descr")
		}
		for _, d := range n.find("decorative") {
			decorative = decorative || d.attr("val") == "1" || d.attr("val") == "true"
		}
		if id == "" {
			w.linked()
			continue
		}
		w.photo(in, id, description, decorative)
	}
	for _, shape := range n.find("imagedata") {
		description := ""
		for _, s := range n.find("shape") {
			description = s.attr("alt")
		}
		if id := shape.rel("id"); id != "" {
			w.photo(in, id, description, false)
		} else {
			w.linked()
		}
	}
	if len(n.find("chart"))+len(n.find("relIds")) > 0 {
		w.warn("Een grafiek of SmartArt is weggelaten: de site kan die niet tonen.", "Maak er een afbeelding van en geef die een beschrijving.")
	}
	w.textBoxes(n, in)
}

func (w *walker) linked() {
	w.warn("Een afbeelding is alleen gekoppeld en zit niet in het bestand.", "Voeg de afbeelding in met Invoegen > Afbeeldingen.")
}

// textBoxes gathers the outermost text boxes, of one branch of each alternative.
func (w *walker) textBoxes(n *node, in *inline) {
	for _, k := range n.kids {
		switch k.name {
		case "txbxContent":
			in.boxes = append(in.boxes, k)
		case "AlternateContent":
			w.textBoxes(choose(k), in)
		default:
			w.textBoxes(k, in)
		}
	}
}

// photo adds a picture; the same picture used again is the same photo.
func (w *walker) photo(in *inline, id, description string, decorative bool) {
	rel := w.rels[id]
	if rel.External == "External" {
		w.linked()
		return
	}
	name := path.Base(rel.Target)
	data, err := w.pkg.Part(rel.Target, MaxPicture)
	switch {
	case rel.Target == "":
		return
	case errors.Is(err, opc.ErrTooBig):
		w.warn(fmt.Sprintf("De afbeelding %s is groter dan %d MB en is weggelaten.", name, MaxPicture>>20), "Maak de foto kleiner.")
		return
	case err != nil || len(data) == 0:
		w.warn(fmt.Sprintf("De afbeelding %s ontbreekt in het bestand of is beschadigd.", name), "Voeg de afbeelding opnieuw in.")
		return
	case isMetafile(name, data):
		w.warn(fmt.Sprintf("De afbeelding %s is een Windows-tekening (EMF of WMF) en is weggelaten.", name), "Sla de tekening op als PNG en voeg die in.")
		return
	}
	key := fingerprint(data)
	p := w.seen[key]
	if p == nil {
		p = &page.Photo{File: fmt.Sprintf("foto-%d", len(w.photos)+1), Name: name, Data: data, Alt: altText(description), Decorative: decorative}
		w.seen[key] = p
		w.photos = append(w.photos, p)
	}
	if p.Alt == "" {
		p.Alt = altText(description)
	}
	w.push(in, piece{photo: p, alt: altText(description)})
}

// isMetafile recognises Windows metafiles, also packed ones.
func isMetafile(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".emz", ".wmz":
		return true
	}
	return bytes.HasPrefix(data, []byte{0xD7, 0xCD, 0xC6, 0x9A}) || bytes.HasPrefix(data, []byte{1, 0, 9, 0}) ||
		len(data) > 44 && bytes.HasPrefix(data, []byte{1, 0, 0, 0}) && string(data[40:44]) == " EMF"
}
