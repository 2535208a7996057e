package mail

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/richardlehane/mscfb"

	"mijnopladers.nl/opladers/tools/notice"
)

// maxEntries bounds the streams and folders of a message: about twenty for each attachment, ten for each recipient. Package mscfb takes
// memory in their square when they are chained.
const maxEntries = 4_000

// Msg reads a message of Outlook (MS-OXMSG). The error is the refusal.
func Msg(data []byte) (*Message, error) {
	if len(data) > maxSize {
		return nil, errTooBig
	}
	o, err := readMsg(data)
	if err != nil || len(o.values) == 0 {
		return nil, errNoMail
	}
	switch class := strings.ToLower(o.text(idClass)); {
	case strings.HasPrefix(class, "ipm.appointment"):
		return nil, notice.Refuse("Dit is een afspraak uit Outlook, geen mail.", "Sla de afspraak in Outlook op als iCalendar (.ics).")
	case strings.HasPrefix(class, "ipm.contact"), strings.HasPrefix(class, "ipm.task"):
		return nil, notice.Refuse("Dit is een contactpersoon of taak uit Outlook, geen mail.", "Zet de tekst in een mail of in een Word-bestand (.docx).")
	}
	m := &Message{}
	h := o.header()
	m.readHeaders(h)
	g := &gatherer{}
	c, err := g.outlook(o)
	if err != nil {
		return nil, err
	}
	return m.finish(g, c, h)
}

// readMsg reads the properties of a message and of what is in it.
func readMsg(data []byte) (*object, error) {
	d := &directory{Reader: bytes.NewReader(data)}
	r, err := mscfb.New(d)
	if err != nil {
		return nil, err
	}
	d.read = true
	objects := map[string]*object{"": newObject()}
	budget := int64(len(data)) // streams together are no larger than the file
	for _, f := range r.File[1:] {
		folder := strings.Join(f.Path, "/")
		o := objects[folder]
		switch {
		case o == nil: // recipients and names of properties
		case f.FileInfo().IsDir():
			child := newObject()
			if strings.HasPrefix(f.Name, "__attach_version1.0_") {
				o.attachments = append(o.attachments, child)
			} else if f.Name == "__substg1.0_3701000D" && len(f.Path) < 2*maxDepth {
				o.embedded = child
			} else {
				continue
			}
			objects[strings.TrimPrefix(folder+"/"+f.Name, "/")] = child
		case f.Name == "__properties_version1.0":
			o.readFixed(f.Path, read(f, &budget))
		default:
			if number, kind, ok := property(f.Name); ok {
				o.values[number] = value{kind, read(f, &budget)}
			}
		}
	}
	return objects[""], nil
}

// property reads the name of the stream of a property.
func property(stream string) (id, int, bool) {
	tag, ok := strings.CutPrefix(stream, "__substg1.0_")
	n, err := strconv.ParseUint(tag, 16, 32)
	return id(n >> 16), int(n & 0xFFFF), ok && err == nil && len(tag) == 8
}

// readFixed reads the values that have a fixed size, which stand together.
func (o *object) readFixed(path []string, data []byte) {
	header := 32
	if n := len(path); n > 0 && path[n-1] == "__substg1.0_3701000D" {
		header = 24
	} else if n > 0 {
		header = 8
	}
	for row := range slices.Chunk(data[min(header, len(data)):], 16) {
		if len(row) < 16 {
			return
		}
		number, kind := id(binary.LittleEndian.Uint16(row[2:])), int(binary.LittleEndian.Uint16(row))
		if kind != kindString && kind != kindString8 && kind != kindBinary && kind != kindObject {
			o.values[number] = value{kind, row[8:]}
		}
	}
}

// read reads a stream, in pieces because package mscfb takes time in the square of a piece.
func read(f *mscfb.File, budget *int64) []byte {
	if f.Size > *budget {
		return nil
	}
	*budget -= f.Size
	data := make([]byte, f.Size)
	for at := 0; at < len(data); {
		n, err := f.Read(data[at:min(len(data), at+16<<10)])
		at += n
		if err != nil && !errors.Is(err, io.EOF) || n == 0 {
			return data[:at]
		}
	}
	return data
}

// A directory looks on while package mscfb reads the directory, sector by sector, and stops it when that has too much in it.
type directory struct {
	*bytes.Reader
	entries int
	read    bool // to the end
}

func (d *directory) ReadAt(p []byte, offset int64) (int, error) {
	if !d.read {
		d.entries += len(p) / 128
	}
	if d.entries > maxEntries {
		return 0, errors.New("too many entries")
	}
	return d.Reader.ReadAt(p, offset)
}
