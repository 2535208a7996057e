package mail

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"

	"mijnopladers.nl/opladers/tools/page"
)

// small is the size of logos and icons, in bytes; a photo is larger.
const small = 10 << 10

// maxName bounds the name of a file, in characters.
const maxName = 120

var extensions = map[string]string{
	"image/jpeg": ".jpg", "image/jpg": ".jpg", "image/pjpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "image/heic": ".heic",
	"image/heif": ".heif", "image/tiff": ".tif", "image/bmp": ".bmp", "application/pdf": ".pdf", "application/msword": ".doc", "application/rtf": ".rtf", "text/rtf": ".rtf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
	"application/vnd.oasis.opendocument.text":                                 ".odt",
	"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics", "message/rfc822": ".eml", "application/zip": ".zip",
}

var dropped = regexp.MustCompile(`^(application/(x-)?(pkcs7|pgp)-(signature|keys)|text/(x-)?vcard|text/(x-amp-html|watch-html|enriched)|message/(delivery|disposition).*)$`)

// isDropped says whether a file is for programs, or a visiting card.
func isDropped(kind, name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".vcf", ".p7s", ".asc", ".sig":
		return true
	}
	return dropped.MatchString(kind)
}

var pictureName = regexp.MustCompile(`(?i)\.(jpe?g|png|gif|webp|hei[cf]|avif|tiff?|bmp)$`)

// isPicture says whether a file is a picture, by its name, by what the sender says or by what is in it.
func (f *file) isPicture() bool {
	if strings.HasPrefix(f.kind, "image/") && !strings.Contains(f.kind, "svg") || pictureName.MatchString(f.name) {
		return true
	}
	for _, magic := range []string{"\xff\xd8\xff", "\x89PNG", "GIF8"} {
		if bytes.HasPrefix(f.data, []byte(magic)) {
			return true
		}
	}
	return false
}

// rename makes the name of a file one that is safe on every disk, and says what the file is; number tells apart those without one.
func (f *file) rename(number int) {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`<>:"|?*`+"\u202e\u202d\ufffd", r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(f.name, `\`, "/"))
	name = strings.Trim(path.Base(strings.TrimRight(name, "/ ")), " .")
	extension := path.Ext(name)
	if base := []rune(strings.TrimSuffix(name, extension)); len(base) > maxName {
		name = string(base[:maxName]) + extension
	}
	if name == "" || name == "/" {
		name, extension = fmt.Sprintf("bijlage-%d", number), ""
	}
	if known := extensions[f.kind]; extension == "" || known == ".ics" || known == ".eml" {
		name = strings.TrimSuffix(name, known) + known
	}
	f.name = name
}

func (f *file) page() page.File { return page.File{Name: f.name, Data: f.data} }
