package mail

import "encoding/binary"

// The attributes of TNEF that we read (MS-OXTNEF, section 2.1.3.3).
const (
	tnefSignature  = 0x223E9F78
	attributeTitle = 0x00018010 // name of an attachment
	attributeBody  = 0x0002800C
	attributeData  = 0x0006800F // of an attachment
	attributeNew   = 0x00069002 // an attachment begins
	attributeProps = 0x00069003 // of the message
	attributeOwn   = 0x00069005 // properties of an attachment
	attributeCode  = 0x00069007 // code page
)

// envelope gathers what is in a winmail.dat (MS-OXTNEF), in which Outlook puts attachments for other Outlooks. Its text is only for
// when the mail has no other.
func (g *gatherer) envelope(f *file) (content, error) {
	if g.envelopes++; g.envelopes > maxDepth { // they may be in each other
		g.broken = true
		return content{}, nil
	}
	o, whole := readTNEF(f.data, 0)
	if !whole {
		g.warn("Het bestand winmail.dat, waarin Outlook de bijlagen stopt, is beschadigd.", "Stuur de mail opnieuw als HTML: kies in Outlook Tekst opmaken > HTML.")
	}
	c, err := g.outlook(o)
	g.spare = c.bodies
	return content{files: c.files}, err
}

// A reader reads little-endian numbers; beyond the end there is nothing.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.bad, r.data = true, nil
		return nil
	}
	taken := r.data[:n]
	r.data = r.data[n:]
	return taken
}

func (r *reader) uint16() int {
	if b := r.take(2); b != nil {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

func (r *reader) uint32() int {
	if b := r.take(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// readTNEF reads a message in TNEF. It is not whole when it is damaged.
func readTNEF(data []byte, depth int) (o *object, whole bool) {
	o = newObject()
	at := o // the message, or the attachment that the attributes are of
	r := &reader{data: data}
	if whole = r.uint32() == tnefSignature && depth <= maxDepth; !whole {
		return o, false
	}
	r.take(2) // key
	for len(r.data) > 0 {
		r.take(1) // level
		attribute := r.uint32()
		value8 := value{kindString8, r.take(r.uint32())}
		r.take(2) // checksum
		switch attribute {
		case attributeNew:
			if len(o.attachments) == maxFiles {
				return o, false
			}
			at = newObject()
			o.attachments = append(o.attachments, at)
		case attributeTitle:
			at.values[idShortName] = value8
		case attributeBody:
			o.values[idBody] = value8
		case attributeCode:
			o.values[idCodePage] = value8
		case attributeData:
			at.values[idData] = value8
		case attributeProps:
			whole = o.readProperties(value8.data, depth) && whole
		case attributeOwn:
			whole = at.readProperties(value8.data, depth) && whole
		}
	}
	return o, whole && !r.bad
}

// readProperties reads properties as TNEF has them (section 2.1.3.4).
func (o *object) readProperties(data []byte, depth int) bool {
	r := &reader{data: data}
	for range min(r.uint32(), len(data)/8) {
		kind := r.uint16()
		number := id(r.uint16())
		if number >= 0x8000 {
			r.name()
		}
		count := 1
		many := kind&0x1000 != 0
		kind &^= 0x1000
		fixed := fixedSize(kind)
		if many || fixed == 0 {
			count = r.uint32()
		}
		for i := 0; i < count && !r.bad; i++ {
			n := fixed
			if n == 0 {
				n = r.uint32()
			}
			v := r.take(n)
			r.take(min(-n&3, len(r.data)))
			switch {
			case i > 0 || many || r.bad:
			case kind == kindObject && number == idData && len(v) > 16: // behind the number of a class
				o.embedded, _ = readTNEF(v[16:], depth+1)
			default:
				o.values[number] = value{kind, v}
			}
		}
	}
	return !r.bad
}

// name skips the name of a property.
func (r *reader) name() {
	r.take(16)
	if r.uint32() == 0 {
		r.take(4)
		return
	}
	n := r.uint32()
	r.take(n)
	r.take(-n & 3)
}

// fixedSize gives how many bytes a value has, 0 when it says so itself.
func fixedSize(kind int) int {
	switch kind {
	case 0x0002, 0x0003, 0x0004, 0x000A, 0x000B:
		return 4
	case 0x0005, 0x0006, 0x0007, 0x0014, kindTime:
		return 8
	case 0x0048:
		return 16
	}
	return 0
}
