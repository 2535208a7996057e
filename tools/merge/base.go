package merge

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
)

// Base is what the last import wrote: short hashes of the page, of each field's value and of each block of text. It holds no
// text, so that nothing of a withdrawn page stays in it. With only Page it still tells a page that nobody touched.
type Base struct {
	Page   string            `json:"pagina,omitempty"` // the first digits of its SHA-256, with \n as line ends
	Fields map[string]string `json:"velden,omitempty"`
	Photos []string          `json:"fotos,omitempty"` // file names, in order
	Blocks []string          `json:"blokken,omitempty"`
}

// NewBase makes the base of a page as page.Format wrote it.
func NewBase(index []byte) (Base, error) {
	d, err := read(index)
	if err != nil {
		return Base{}, err
	}
	b := d.base()
	b.Page = fingerprint(index)
	return b, nil
}

// Of reports whether this is the base of a page as page.Format wrote it, without reading that.
func (b Base) Of(index []byte) bool {
	return b.Page != "" && b.Page == fingerprint(index) && len(b.Fields) > 0
}

func (d *document) base() Base {
	b := Base{Fields: map[string]string{}, Photos: d.files()}
	for name, canon := range d.meaning() {
		b.Fields[name] = hash(canon)
	}
	for _, block := range split(d.body).blocks {
		b.Blocks = append(b.Blocks, hash(block.norm))
	}
	return b
}

// hash is short: it tells edits apart, and is no defence. What is empty has an empty hash, so that it equals what is not there.
func hash(s string) string {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// fingerprint is the hash of a file, whatever its line ends: git on Windows changes those.
func fingerprint(data []byte) string {
	return hash(string(bytes.ReplaceAll(bytes.TrimPrefix(data, []byte(bom)), []byte("\r\n"), []byte("\n"))))
}
