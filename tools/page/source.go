package page

import (
	"path"
	"regexp"
	"strings"
	"time"
)

// Source is one document as people handed it in, with the loose photos that belong to it.
type Source struct {
	Name   string // path under the inbox, with slashes
	Data   []byte
	Photos []File // loose photos beside the document
}

// File is a name with its bytes.
type File struct {
	Name string // base name, or path in an archive
	Data []byte
}

// Hidden says which names are never a source, nor a folder of sources: hidden ones, those that Word and Excel
// write while they save, and those that opladers or Windows put there.
func Hidden(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini":
		return true
	}
	_, notDay := time.Parse("20060102", name)                                                              // as people call a folder
	return strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || // ~$Brief.docx, ~WRD0001.tmp
		strings.EqualFold(path.Ext(name), ".tmp") || excelSaves.MatchString(name) && notDay != nil
}

// excelSaves is what Excel calls a file until it is whole.
var excelSaves = regexp.MustCompile(`^[0-9A-F]{8}$`)

// Title makes a title of the file's name: "Fietsen_met Ans.docx" is "Fietsen met Ans".
func (s Source) Title() string {
	name := strings.TrimSuffix(path.Base(s.Name), path.Ext(s.Name))
	name = strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " ")
	r := []rune(name)
	if len(r) == 0 {
		return "Zonder titel"
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
