package rtf

import (
	"fmt"

	"mijnopladers.nl/opladers/tools/read/prose"
)

// A blip is a picture as it is in the document.
type blip struct {
	format string // its extension, "" when no website shows it
	data   []byte
	alt    string
}

// readBlip reads the picture that the open group holds, in digits or as it is.
func (w *walker) readBlip() *blip {
	b := &blip{}
	var half byte
	digits, depth := 0, len(w.stack)
	for t := range w.group() {
		switch {
		case t.kind == binary:
			b.data = append(b.data, t.data...)
		case t.kind == text && len(w.stack) == depth && len(b.data) <= prose.MaxPicture:
			for i := range len(t.text) {
				d, ok := digit(t.text[i])
				if !ok {
					continue
				}
				if digits++; digits%2 == 0 {
					b.data = append(b.data, half<<4|d)
				}
				half = d
			}
		case t.kind != word:
		case t.text == "pngblip":
			b.format = ".png"
		case t.text == "jpegblip":
			b.format = ".jpg"
		case t.text == "sp":
			if name, value, _ := w.property(); name == "wzDescription" {
				b.alt = value
			}
		}
	}
	return b
}

// show adds a picture to the paragraph.
func (w *walker) show(b *blip) {
	if b == nil || w.hidden || w.deleted {
		return
	}
	w.pictures++
	name := fmt.Sprintf("afbeelding-%d%s", w.pictures, b.format)
	if b.format == "" {
		w.Warn(fmt.Sprintf("De %de afbeelding is een Windows-tekening of heeft een oud formaat, en is weggelaten.", w.pictures), "Sla de afbeelding op als PNG en voeg die in.")
	} else if p, ok := w.Photo(name, b.data, b.alt, false); ok {
		w.push(p)
	}
}

// shape reads a drawing: its picture goes into the paragraph, the text in it after the paragraph.
func (w *walker) shape() {
	var picture *blip
	alt := ""
	for t := range w.group() {
		switch {
		case t.kind != word:
		case t.text == "sp":
			name, value, b := w.property()
			if name == "wzDescription" {
				alt = value
			}
			if name == "pib" {
				picture = b
			}
		case t.text == "shptxt":
			blocks := w.Inside(w.aside)
			w.leave()
			w.para.boxes = append(w.para.boxes, blocks...)
		}
	}
	if picture != nil && alt != "" {
		picture.alt = alt
	}
	w.show(picture)
}

// property reads a property of a drawing: its name, and its value, which may be a picture.
func (w *walker) property() (name, value string, picture *blip) {
	part := &name
	for t := range w.group() {
		switch {
		case t.kind == text && len(*part) < 4096:
			*part += t.text
		case t.kind != word:
		case t.text == "sv":
			part = &value
		case t.text == "pict":
			picture = w.readBlip()
		}
	}
	return name, value, picture
}
