// Package opc opens the zip files in which Office keeps documents (Open Packaging Conventions), with
// bounds, and finds their parts.
//
// A stranger sends these files, so Open checks the directory of the zip before anything is unpacked: the
// number of entries, what they claim to be unpacked, and how much smaller they are packed. Part then reads no
// more than it was told to, whatever the directory claims.
//
// The main part is found by its content type, then by the package's relationship to it, then by where it
// usually is: Word itself writes word/document2.xml at times, and some programs write no _rels/.rels. Names of parts
// compare without case and with either slash.
//
// No part is written, and nothing is checked against signatures or schemas.
package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"

	"mijnopladers.nl/opladers/tools/read/xmltree"
)

// The limits of a package. A Word file with sixty photos of 12 megapixels is about 250 MB.
const (
	MaxEntries  = 10_000
	MaxUnpacked = 1 << 30   // bytes, all entries together
	MaxXML      = 64 << 20  // bytes, one XML part
	MaxRatio    = 200       // unpacked to packed, of an entry larger than ratioFrom
	ratioFrom   = 512 << 10 // text of this size can honestly be 200 times smaller
	maxRels     = 20_000
)

// ErrNoZip says that the bytes are no readable zip file.
var ErrNoZip = errors.New("no readable zip file")

// ErrTooBig says that a package is larger than the limits.
var ErrTooBig = errors.New("larger than the limits allow")

// Package is an opened package.
type Package struct {
	Twice []string // names that another part has too, in any case: they cannot be read

	files map[string]*zip.File
	names []string
	types map[string]string // content type of a part
	rels  []Rel
}

// Rel is a relationship of a part to another part or to an address outside.
type Rel struct {
	ID       string
	Type     string
	Target   string
	External string // TargetMode
}

// Open reads the directory of a package and its content types.
func Open(data []byte) (*Package, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNoZip, err)
	}
	r.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	if len(r.File) > MaxEntries {
		return nil, fmt.Errorf("%w: %d entries", ErrTooBig, len(r.File))
	}
	p := &Package{files: map[string]*zip.File{}, types: map[string]string{}}
	var total uint64
	for _, f := range r.File {
		total += f.UncompressedSize64
		if total > MaxUnpacked || f.UncompressedSize64 > MaxUnpacked {
			return nil, fmt.Errorf("%w: %d bytes", ErrTooBig, total)
		}
		if f.UncompressedSize64 > ratioFrom && f.UncompressedSize64 > MaxRatio*max(1, f.CompressedSize64) {
			return nil, fmt.Errorf("%w: %s unpacks to %d bytes", ErrTooBig, f.Name, f.UncompressedSize64)
		}
		if f.Mode()&fs.ModeSymlink != 0 {
			continue
		}
		name := Clean(f.Name)
		if _, twice := p.files[strings.ToLower(name)]; twice {
			p.Twice = append(p.Twice, name)
			continue
		}
		p.files[strings.ToLower(name)] = f
		p.names = append(p.names, name)
	}
	p.readTypes()
	p.rels, _ = p.relsIn("_rels/.rels", "")
	return p, nil
}

// Clean makes the name of a part relative to the package, with slashes.
func Clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// Names lists the parts in the order of the zip.
func (p *Package) Names() []string { return p.names }

// Locked reports whether a part needs a password.
func (p *Package) Locked() bool {
	for _, f := range p.files {
		if f.Flags&1 != 0 {
			return true
		}
	}
	return false
}

// Has reports whether there is such a part.
func (p *Package) Has(name string) bool { return p.files[strings.ToLower(Clean(name))] != nil }

// Part reads a part of at most limit bytes.
func (p *Package) Part(name string, limit int64) ([]byte, error) {
	f := p.files[strings.ToLower(Clean(name))]
	if f == nil {
		return nil, fmt.Errorf("no part %s", name)
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, fmt.Errorf("%w: %s", ErrTooBig, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	b.Grow(int(min(f.UncompressedSize64, 1<<20)) + bytes.MinRead) // what the directory claims, but not too much of it
	_, err = b.ReadFrom(io.LimitReader(r, limit+1))
	data := b.Bytes()
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: %s", ErrTooBig, name)
	}
	return data, err
}

// Main finds the part whose content type contains kind ("wordprocessingml", "spreadsheetml") and is the
// main part of a document; "" when the package is something else.
func (p *Package) Main(kind string) string {
	for _, name := range p.names {
		if t := p.types[strings.ToLower(name)]; strings.Contains(t, kind) && strings.Contains(t, "main+xml") {
			return name
		}
	}
	folder := map[string]string{"wordprocessingml": "word/", "spreadsheetml": "xl/"}[kind]
	for _, rel := range p.rels {
		if strings.HasSuffix(rel.Type, "/officeDocument") && strings.HasPrefix(rel.Target, folder) && p.Has(rel.Target) && len(p.types) == 0 {
			return rel.Target
		}
	}
	usual := map[string]string{"wordprocessingml": "word/document.xml", "spreadsheetml": "xl/workbook.xml"}[kind]
	if t := p.types[usual]; p.Has(usual) && (t == "" || t == "application/xml" || t == "text/xml") {
		return usual
	}
	return ""
}

// readTypes reads [Content_Types].xml; a package without it, or with a broken one, has no types.
func (p *Package) readTypes() {
	data, err := p.Part("[Content_Types].xml", MaxXML)
	if err != nil {
		return
	}
	root, err := xmltree.Parse(data)
	if err != nil {
		return
	}
	byExt := map[string]string{}
	for d := range root.Kids() {
		if d.Name == "Default" {
			byExt["."+strings.ToLower(d.Attr("Extension"))] = strings.ToLower(d.Attr("ContentType"))
		}
	}
	for _, name := range p.names {
		if ct := byExt[strings.ToLower(path.Ext(name))]; ct != "" {
			p.types[strings.ToLower(name)] = ct
		}
	}
	for o := range root.Kids() {
		if o.Name == "Override" {
			p.types[strings.ToLower(Clean(o.Attr("PartName")))] = strings.ToLower(o.Attr("ContentType"))
		}
	}
}

// Rels gives the relationships of a part by id; targets inside the package are names of parts.
func (p *Package) Rels(part string) map[string]Rel {
	dir, file := path.Split(Clean(part))
	list, _ := p.relsIn(dir+"_rels/"+file+".rels", dir)
	rels := make(map[string]Rel, len(list))
	for _, r := range list {
		rels[r.ID] = r
	}
	return rels
}

func (p *Package) relsIn(name, dir string) ([]Rel, error) {
	data, err := p.Part(name, MaxXML)
	if err != nil {
		return nil, err
	}
	root, err := xmltree.Parse(data)
	if err != nil {
		return nil, err
	}
	var list []Rel
	for n := range root.Kids() {
		if n.Name != "Relationship" || len(list) == maxRels {
			continue
		}
		r := Rel{n.Attr("Id"), n.Attr("Type"), n.Attr("Target"), n.Attr("TargetMode")}
		switch {
		case r.External == "External":
		case strings.HasPrefix(r.Target, "/"):
			r.Target = Clean(r.Target)
		default:
			r.Target = Clean(dir + r.Target)
		}
		list = append(list, r)
	}
	return list, nil
}

// ByType finds the target of the first relationship of a part whose type ends in suffix.
func ByType(rels map[string]Rel, suffix string) string {
	var ids []string
	for id, r := range rels {
		if strings.HasSuffix(r.Type, suffix) && r.External != "External" {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return rels[slices.Min(ids)].Target
}
