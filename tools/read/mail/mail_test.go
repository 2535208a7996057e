package mail

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/readtest"
)

var photo = regexp.MustCompile(`\{\{foto (\d+)\}\}`)

// withPhotos puts pictures of so many bytes where the fixtures ask for them.
func withPhotos(data []byte) []byte {
	return photo.ReplaceAllFunc(data, func(m []byte) []byte {
		n, _ := strconv.Atoi(string(photo.FindSubmatch(m)[1]))
		code := base64.StdEncoding.EncodeToString([]byte("\x89PNG" + strings.Repeat(".", n-4)))
		return []byte(strings.Join(regexp.MustCompile(`.{1,76}`).FindAllString(code, -1), "\n"))
	})
}

// dump makes pages for a golden file: one of what a message says beside its text, and its own.
func dump(m *Message, err error) ([]*page.Page, []notice.Notice, error) {
	if err != nil {
		return nil, nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Van %q op %q, id %q, antwoord op %q, automatisch %v\n", m.From, m.Date, m.ID, m.InReplyTo, m.Auto)
	for _, f := range m.Documents {
		fmt.Fprintf(&b, "Document %s, %d bytes\n", f.Name, len(f.Data))
	}
	for _, f := range m.Photos {
		fmt.Fprintf(&b, "Foto %s, %d bytes\n", f.Name, len(f.Data))
	}
	fmt.Fprintf(&b, "Tekst:\n%s\n", m.Text)
	pages := []*page.Page{{Common: page.Common{Title: m.Subject}, Body: b.String()}}
	if m.Page != nil {
		pages = append(pages, m.Page)
	}
	return pages, m.Notices, nil
}

func TestGolden(t *testing.T) {
	readtest.Golden(t, "testdata/*.eml", func(_ string, data []byte) ([]*page.Page, []notice.Notice, error) {
		return dump(Eml(withPhotos(data)))
	})
}

func FuzzEml(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.eml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		m, err := Eml(data)
		check(t, m, err, len(data))
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// check holds what is true of every message.
func check(t *testing.T, m *Message, err error, size int) {
	t.Helper()
	if err != nil {
		return
	}
	total := 0
	for _, f := range append(m.Documents, m.Photos...) {
		if total += len(f.Data); f.Name == "" || f.Name != filepath.Base(f.Name) || strings.ContainsAny(f.Name, "\\/\x00") {
			t.Errorf("name %q", f.Name)
		}
	}
	if len(m.Documents)+len(m.Photos) > maxFiles || total > 4*size+1000 || len(m.Text) > 20*size+1000 {
		t.Errorf("%d files, %d bytes of %d", len(m.Documents)+len(m.Photos), total, size)
	}
	if m.Page != nil && m.Page.Title == "" {
		t.Error("a page without a title")
	}
}
