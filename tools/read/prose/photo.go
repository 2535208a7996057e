package prose

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"path"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// MaxPicture is the largest picture that is taken from a document, in bytes.
const MaxPicture = 60 << 20

// Photo gives the piece that shows a picture; the same picture used again is the same photo. It is false, with a warning, for a
// picture that a page cannot have: without bytes, too large, or in a format of Windows only. A description that is no
// description is dropped; decorative is what the document itself says.
func (b *Builder) Photo(name string, data []byte, description string, decorative bool) (Piece, bool) {
	switch {
	case len(data) == 0:
		b.Warn(fmt.Sprintf("De afbeelding %s ontbreekt in het bestand of is beschadigd.", name), "Voeg de afbeelding opnieuw in.")
		return Piece{}, false
	case len(data) > MaxPicture:
		b.TooBig(name)
		return Piece{}, false
	case isMetafile(name, data):
		b.Warn(fmt.Sprintf("De afbeelding %s is een Windows-tekening (EMF of WMF) en is weggelaten.", name), "Sla de tekening op als PNG en voeg die in.")
		return Piece{}, false
	}
	if b.photos == nil {
		b.photos = map[uint64]*page.Photo{}
	}
	alt, key := altText(description), maphash.Bytes(seed, data)
	p := b.photos[key]
	if p != nil && !bytes.Equal(p.Data, data) {
		p = nil // another picture with the same hash
	}
	if p == nil {
		p = &page.Photo{Name: name, Data: data, Alt: alt, Decorative: decorative}
		b.photos[key] = p
	}
	if p.Alt == "" {
		p.Alt = alt
	}
	return Piece{photo: p, alt: alt}, true
}

// TooBig warns that a picture is left out because it is larger than MaxPicture.
func (b *Builder) TooBig(name string) {
	b.Warn(fmt.Sprintf("De afbeelding %s is groter dan %d MB en is weggelaten.", name, MaxPicture>>20), "Maak de foto kleiner.")
}

// Linked warns that a picture is not in the document but elsewhere.
func (b *Builder) Linked() {
	b.Warn("Een afbeelding is alleen gekoppeld en zit niet in het bestand.", "Voeg de afbeelding in met Invoegen > Afbeeldingen.")
}

// isMetafile recognises the drawings of Windows and of StarOffice, also packed ones.
func isMetafile(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".emz", ".wmz":
		return true
	}
	return bytes.HasPrefix(data, []byte("VCLMTF")) || bytes.HasPrefix(data, []byte{0xD7, 0xCD, 0xC6, 0x9A}) || bytes.HasPrefix(data, []byte{1, 0, 9, 0}) ||
		len(data) > 44 && bytes.HasPrefix(data, []byte{1, 0, 0, 0}) && string(data[40:44]) == " EMF"
}

var (
	fileName  = regexp.MustCompile(`(?i)^.*\.(jpe?g|png|gif|heic|webp|tiff?|bmp|emf|wmf)$|^(IMG|DSC|DCIM|afbeelding|picture|image|grafik)[-_ ]?\d*$`)
	generated = regexp.MustCompile(`(?is)\s*(automatisch gegenereerde beschrijving|description automatically generated|door ai gegenereerde inhoud is mogelijk onjuist\.?|ai-generated content may be incorrect\.?)\s*`)
)

var seed = maphash.MakeSeed() // of the hashes of pictures, which stay in the process

// altText cleans a description of a picture; a file name or what Word made up is none.
func altText(s string) string {
	s = strings.Join(strings.Fields(generated.ReplaceAllString(clean(s), " ")), " ")
	if fileName.MatchString(s) || strings.Contains(s, `:\`) {
		return ""
	}
	return s
}

// photos gives the photos that are shown, named in the order of the page.
func photos(blocks []Block) []*page.Photo {
	var all []*page.Photo
	seen := map[*page.Photo]bool{}
	for _, b := range blocks {
		if b.role == picture && !seen[b.photo] {
			seen[b.photo] = true
			all = append(all, b.photo)
			b.photo.File = fmt.Sprintf("foto-%d", len(all))
		}
	}
	return all
}
