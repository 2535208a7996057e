package mail

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

// describe reads a message of Outlook from a text: a line for each property with its number and its value. "attachment" begins an
// attachment, "message" the message that it is, up to "end".
func describe(t testing.TB, in *bufio.Scanner) *object {
	t.Helper()
	o := newObject()
	at := o
	for in.Scan() {
		number, rest, _ := strings.Cut(strings.TrimSpace(in.Text()), " ")
		switch {
		case number == "" || number[0] == '#':
			continue
		case number == "attachment":
			at = newObject()
			o.attachments = append(o.attachments, at)
			continue
		case number == "message":
			at.embedded = describe(t, in)
			continue
		case number == "end":
			return o
		}
		n, err := strconv.ParseUint(number, 16, 16)
		kind, quoted, _ := strings.Cut(rest, " ")
		if strings.HasPrefix(kind, `"`) {
			kind, quoted = "text", rest
		}
		data := []byte(nil)
		if text, bad := strconv.Unquote(quoted); bad == nil {
			data = withPhotos([]byte(text))
		}
		v := value{data: data}
		switch kind {
		case "text":
			v.kind, v.data = kindString, nil
			for _, u := range utf16.Encode([]rune(string(data))) {
				v.data = binary.LittleEndian.AppendUint16(v.data, u)
			}
		case "ansi":
			v.kind = kindString8
		case "binary":
			v.kind = kindBinary
		case "rtf":
			v.kind, v.data = kindBinary, packRTF(data)
		case "photo":
			size, _ := strconv.Atoi(quoted)
			v.kind, v.data = kindBinary, append([]byte("\x89PNG"), make([]byte, size-4)...)
		case "time":
			moment, bad := time.Parse(time.RFC3339, string(data))
			v.kind, v.data, err = kindTime, binary.LittleEndian.AppendUint64(nil, uint64(moment.Unix()+11_644_473_600)*1e7), bad
		default:
			number, bad := strconv.Atoi(kind)
			v.kind, v.data, err = 3, binary.LittleEndian.AppendUint32(nil, uint32(number)), bad
		}
		if err != nil {
			t.Fatalf("%s: %v", in.Text(), err)
		}
		at.values[id(n)] = v
	}
	return o
}

func described(t testing.TB, text []byte) *object {
	return describe(t, bufio.NewScanner(bytes.NewReader(text)))
}

// packRTF compresses RTF without making it smaller.
func packRTF(data []byte) []byte {
	var body []byte
	for part := range slices.Chunk(data, 8) {
		body = append(append(body, 0), part...)
	}
	end := (len(prebuilt) + len(data)) % 4096
	body = append(body, 1, byte(end>>4), byte(end<<4))
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(body)+12))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
	return append(binary.LittleEndian.AppendUint32(append(out, "LZFu"...), checksum(body)), body...)
}

// A storage is a folder in a compound file.
type storage struct {
	name    string
	data    []byte // of a stream
	storage bool
	kids    []*storage
}

// writeMsg writes a message as Outlook does.
func writeMsg(o *object) []byte { return compound(o.storage("Root Entry", 32)) }

func (o *object) storage(name string, header int) *storage {
	s := &storage{name: name, storage: true}
	fixed := make([]byte, header)
	for _, i := range slices.Sorted(maps.Keys(o.values)) {
		v := o.values[i]
		fixed = binary.LittleEndian.AppendUint16(fixed, uint16(v.kind))
		fixed = append(binary.LittleEndian.AppendUint16(fixed, uint16(i)), 6, 0, 0, 0)
		if v.kind == 3 || v.kind == kindTime {
			fixed = append(append(fixed, v.data...), make([]byte, 8-len(v.data))...)
			continue
		}
		fixed = binary.LittleEndian.AppendUint64(fixed, uint64(len(v.data)))
		s.kids = append(s.kids, &storage{name: fmt.Sprintf("__substg1.0_%04X%04X", int(i), v.kind), data: v.data})
	}
	for n, a := range o.attachments {
		s.kids = append(s.kids, a.storage(fmt.Sprintf("__attach_version1.0_#%08X", n), 8))
	}
	if o.embedded != nil {
		s.kids = append(s.kids, o.embedded.storage("__substg1.0_3701000D", 24))
	}
	s.kids = append(s.kids, &storage{name: "__properties_version1.0", data: fixed})
	return s
}

// compound writes a compound file (MS-CFB) with sectors of 512 bytes.
func compound(root *storage) []byte {
	const none, endOfChain = 1<<32 - 1, 1<<32 - 2
	var entries, sectors, mini []byte
	var fat, miniFAT []uint32
	store := func(data []byte) uint32 { // in sectors of their own
		first := uint32(len(fat))
		for len(data) > 0 {
			n := min(len(data), 512)
			sectors = append(append(sectors, data[:n]...), make([]byte, 512-n)...)
			data = data[n:]
			fat = append(fat, uint32(len(fat)+1))
		}
		fat[len(fat)-1] = endOfChain
		return first
	}
	storeMini := func(data []byte) uint32 {
		first := uint32(len(miniFAT))
		for len(data) > 0 {
			n := min(len(data), 64)
			mini = append(append(mini, data[:n]...), make([]byte, 64-n)...)
			data = data[n:]
			miniFAT = append(miniFAT, uint32(len(miniFAT)+1))
		}
		miniFAT[len(miniFAT)-1] = endOfChain
		return first
	}
	var put func(s *storage, kind byte) int
	put = func(s *storage, kind byte) int {
		at := len(entries)
		entries = append(entries, make([]byte, 128)...)
		for i, u := range utf16.Encode([]rune(s.name)) {
			binary.LittleEndian.PutUint16(entries[at+2*i:], u)
		}
		first, child := uint32(endOfChain), uint32(none)
		switch {
		case len(s.data) >= 4096:
			first = store(s.data)
		case len(s.data) > 0:
			first = storeMini(s.data)
		}
		next := uint32(none) // the kids are chained by their right
		for _, k := range slices.Backward(s.kids) {
			which := byte(2)
			if k.storage {
				which = 1
			}
			kid := put(k, which)
			binary.LittleEndian.PutUint32(entries[kid+72:], next)
			next = uint32(kid / 128)
			child = next
		}
		binary.LittleEndian.PutUint16(entries[at+64:], uint16(2*len(s.name)+2))
		entries[at+66] = kind
		for offset, n := range map[int]uint32{68: none, 72: none, 76: child, 116: first, 120: uint32(len(s.data))} {
			binary.LittleEndian.PutUint32(entries[at+offset:], n)
		}
		return at
	}
	put(root, 5)
	if len(mini) > 0 {
		binary.LittleEndian.PutUint32(entries[120:], uint32(len(mini)))
		binary.LittleEndian.PutUint32(entries[116:], store(mini))
	}
	bytesOf := func(list []uint32) (b []byte) {
		for _, n := range list {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
		return append(b, bytes.Repeat([]byte{0xFF}, -len(b)&511)...)
	}
	firstMini := uint32(endOfChain)
	if len(miniFAT) > 0 {
		firstMini = store(bytesOf(miniFAT))
	}
	directory := store(entries)
	n := (len(fat) + 127) / 127 // sectors of the FAT itself
	header := make([]byte, 76)
	copy(header, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for offset, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(header[offset:], v)
	}
	for offset, v := range map[int]uint32{44: uint32(n), 48: directory, 56: 4096, 60: firstMini, 64: uint32((len(miniFAT) + 127) / 128), 68: endOfChain} {
		binary.LittleEndian.PutUint32(header[offset:], v)
	}
	var difat []uint32
	for range n {
		difat = append(difat, uint32(len(fat)))
		fat = append(fat, 1<<32-3)
	}
	for len(difat) < 109 {
		difat = append(difat, none)
	}
	header = append(header, bytesOf(difat)[:436]...)
	return append(append(header, sectors...), bytesOf(fat)...)
}

// writeTNEF writes a message as the winmail.dat of Outlook.
func writeTNEF(o *object) []byte {
	out := binary.LittleEndian.AppendUint32(nil, tnefSignature)
	out = append(out, 1, 0)
	attribute := func(level byte, number int, data []byte) {
		out = binary.LittleEndian.AppendUint32(append(out, level), uint32(number))
		out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
		sum := uint16(0)
		for _, b := range data {
			sum += uint16(b)
		}
		out = binary.LittleEndian.AppendUint16(append(out, data...), sum)
	}
	attribute(1, attributeCode, []byte("\xE4\x04\x00\x00\x00\x00\x00\x00"))
	attribute(1, attributeProps, o.properties())
	for _, a := range o.attachments {
		attribute(2, attributeNew, make([]byte, 14))
		attribute(2, attributeTitle, []byte("KORT~1.DAT\x00"))
		attribute(2, attributeData, a.values[idData].data)
		attribute(2, attributeOwn, a.properties())
	}
	return out
}

func (o *object) properties() []byte {
	count := len(o.values)
	var out []byte
	put := func(i id, kind int, data []byte) {
		out = binary.LittleEndian.AppendUint16(out, uint16(kind))
		out = binary.LittleEndian.AppendUint16(out, uint16(i))
		if fixedSize(kind) == 0 {
			out = binary.LittleEndian.AppendUint32(out, 1)
			out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
		}
		out = append(append(out, data...), make([]byte, -len(data)&3)...)
	}
	for _, i := range slices.Sorted(maps.Keys(o.values)) {
		put(i, o.values[i].kind, o.values[i].data)
	}
	if o.embedded != nil {
		count++
		put(idData, kindObject, append(make([]byte, 16), writeTNEF(o.embedded)...))
	}
	return append(binary.LittleEndian.AppendUint32(nil, uint32(count)), out...)
}

func TestGoldenMsg(t *testing.T) {
	readtest.Golden(t, "testdata/*.outlook", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return dump(Msg(writeMsg(described(t, data))))
	})
}

// TestEnvelope reads the same messages out of a winmail.dat: text and attachments are those of the message itself.
func TestEnvelope(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.outlook")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o := described(t, text)
		want, refused := Msg(writeMsg(o))
		got, err := Eml([]byte("From: ans@example.nl\nSubject: " + o.text(idSubject) + "\nContent-Type: application/ms-tnef; name=winmail.dat\n" +
			"Content-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(writeTNEF(o))))
		if refused != nil {
			continue
		}
		if err != nil {
			t.Fatal(file, err)
		}
		if got.Text != want.Text || fmt.Sprint(names(got)) != fmt.Sprint(names(want)) {
			t.Errorf("%s: %q %v, want %q %v", file, got.Text, names(got), want.Text, names(want))
		}
	}
}

// TestEmbedded reads the mail in a message of Outlook on.
func TestEmbedded(t *testing.T) {
	text, err := os.ReadFile("testdata/bericht.outlook")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Msg(writeMsg(described(t, text)))
	if err != nil {
		t.Fatal(err)
	}
	inner, err := Eml(m.Documents[1].Data)
	if err != nil || inner.Subject != "Oude mail" || inner.From != "iemand@example.nl" || inner.Text != "Zo deden we het vorig jaar." || fmt.Sprint(names(inner)) != "[lijst.csv5]" {
		t.Errorf("%+v %v", inner, err)
	}
}

func names(m *Message) (all []string) {
	for _, f := range append(m.Documents, m.Photos...) {
		all = append(all, fmt.Sprint(f.Name, len(f.Data)))
	}
	return all
}

// TestUnpack holds the two examples of MS-OXRTFCP, section 3.
func TestUnpack(t *testing.T) {
	for in, want := range map[string]string{
		"2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0": "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
		"1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0":                                       "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
		"100000000400000 04d454c4100000000 61626364":                                                         "abcd",
	} {
		data, err := hex.DecodeString(strings.ReplaceAll(in, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpackRTF(data); string(got) != want || err != nil {
			t.Errorf("%q, want %q (%v)", got, want, err)
		}
		data[len(data)-4] ^= 1
		if _, err := unpackRTF(data); err == nil && !strings.HasPrefix(want, "abc") {
			t.Error("a wrong checksum is not seen")
		}
	}
	if len(prebuilt) != 207 {
		t.Error(len(prebuilt))
	}
}

func FuzzMsg(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.outlook")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		o := described(f, bytes.ReplaceAll(text, []byte("20000"), []byte("20"))) // large seeds are slow to make smaller
		f.Add(writeMsg(o))
		f.Add(writeTNEF(o))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		m, err := Msg(data)
		check(t, m, err, len(data))
		o, _ := readTNEF(data, 0)
		if _, err := (&gatherer{}).outlook(o); err != nil && err.Error() != errEncrypted.Error() {
			t.Error(err)
		}
		unpackRTF(data)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
