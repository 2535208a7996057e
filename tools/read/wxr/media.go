package wxr

import (
	"fmt"
	"html"
	"path"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/markup"
	"mijnopladers.nl/opladers/tools/read/prose"
)

// media knows the pictures of the media library, and the files that came with the export.
type media struct {
	byID   map[string]*item
	byPath map[string]*item // by path under uploads
	byName map[string]*item // by name of the file
	of     map[string][]*item
	files  map[string][]page.File // by name in lower case
}

func newMedia(e *export, photos []page.File) *media {
	m := &media{byID: map[string]*item{}, byPath: map[string]*item{}, byName: map[string]*item{}, of: map[string][]*item{}, files: map[string][]page.File{}}
	for _, it := range e.items {
		if it.Type != "attachment" || it.Attachment == "" {
			continue
		}
		m.byID[it.ID], m.byPath[uploaded(it.Attachment)] = it, it
		m.byName[strings.ToLower(markup.Base(it.Attachment))] = it
		m.of[it.Parent] = append(m.of[it.Parent], it)
	}
	for _, f := range photos {
		name := strings.ToLower(path.Base(f.Name))
		m.files[name] = append(m.files[name], f)
	}
	return m
}

// uploaded gives the path of a file under uploads, in lower case; the name alone of a file elsewhere.
func uploaded(address string) string {
	base := strings.ToLower(markup.Base(address))
	_, under, ok := strings.Cut(strings.ToLower(address), "/uploads/")
	if !ok {
		return base
	}
	return path.Join(path.Dir(under), base)
}

// size is what WordPress writes behind the name of a picture that it made smaller.
var size = regexp.MustCompile(`-\d{2,5}x\d{2,5}$`)

// picture finds the file of a picture: the one that was uploaded if it is there, else the size that the text shows.
func (m *media) picture(src string) (name string, data []byte, ok bool) {
	wanted := uploaded(src)
	ext := path.Ext(wanted)
	stem := strings.TrimSuffix(strings.TrimSuffix(wanted, ext), "-scaled")
	if m.byPath[wanted] == nil {
		stem = strings.TrimSuffix(size.ReplaceAllString(stem, ""), "-scaled")
	}
	for _, candidate := range []string{stem + ext, stem + "-scaled" + ext, wanted} {
		if f, ok := m.file(candidate); ok {
			return path.Base(f.Name), f.Data, true
		}
	}
	return "", nil, false
}

var month = regexp.MustCompile(`(?:^|/)(\d{4}/\d{2})/[^/]+$`)

// file finds a file by its path under uploads. Files that came without folders count by their name; of more files with one
// name none does, unless the folder tells them apart: another photo is worse than no photo.
func (m *media) file(wanted string) (page.File, bool) {
	var found []page.File
	for _, f := range m.files[path.Base(wanted)] {
		have, want := month.FindStringSubmatch(strings.ToLower(f.Name)), month.FindStringSubmatch(wanted)
		switch {
		case have == nil || want == nil:
			found = append(found, f)
		case have[1] == want[1]:
			return f, true
		}
	}
	if len(found) != 1 {
		return page.File{}, false
	}
	return found[0], true
}

// describe gives photos without a description the one of the media library.
func (m *media) describe(photos []*page.Photo) {
	for _, photo := range photos {
		name := strings.ToLower(photo.Name)
		ext := path.Ext(name)
		for _, known := range []string{name, strings.TrimSuffix(name, ext) + "-scaled" + ext} {
			if it := m.byName[known]; it != nil && photo.Alt == "" {
				photo.Alt = markup.Text(it.meta("_wp_attachment_image_alt"))
			}
		}
	}
}

// figure writes a picture of the media library as HTML.
func figure(it *item) string {
	return fmt.Sprintf(`<figure><img src="%s" alt="%s"><figcaption>%s</figcaption></figure>`,
		html.EscapeString(it.Attachment), html.EscapeString(it.meta("_wp_attachment_image_alt")), it.Excerpt)
}

// featured shows the picture of a post above its text, unless the text shows it too. It gives its address when it is not there.
func (r *reader) featured(b *prose.Builder, it *item, text string) (missing []string) {
	id := strings.TrimSpace(it.meta("_thumbnail_id"))
	picture := r.media.byID[id]
	switch {
	case !isNumber.MatchString(id):
		return nil
	case picture == nil:
		return []string{"nummer " + id}
	}
	base := markup.Base(picture.Attachment)
	stem := strings.TrimSuffix(strings.TrimSuffix(base, path.Ext(base)), "-scaled")
	if regexp.MustCompile(`(?i)/` + regexp.QuoteMeta(stem) + `(?:-\d+x\d+|-scaled)?\.`).MatchString(text) {
		return nil
	}
	if _, _, ok := r.media.picture(picture.Attachment); !ok {
		return []string{picture.Attachment}
	}
	missing, _ = markup.Into(b, figure(picture), markup.Options{Picture: r.media.picture})
	return missing
}
