package derive

import (
	"io/fs"
	"os"
	"path/filepath"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
)

// Find lists the files that are named and, of folders, the pictures in them; not those in the folder out, which an earlier
// run made. A pattern such as *.jpg is spelled out: the shell of Windows leaves it as it is. What cannot be looked into is
// refused, and the rest goes on.
func Find(names []string, out string) (files []string, refused []notice.Notice) {
	made, _ := os.Stat(out)
	for _, name := range matching(names) {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			if len(names) == 1 && os.SameFile(info, made) {
				return nil, []notice.Notice{{
					Level: notice.Error, File: name, Text: "In deze map komen ook de nieuwe foto's, en dan zijn zij niet te onderscheiden.", Hint: "Kies met --out een andere map.",
				}}
			}
			name += string(filepath.Separator) // so that a link to a folder is followed
		}
		_ = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				refused = append(refused, notice.Unreadable(err, path)) // and on to the next
			case d.IsDir():
				if info, err := d.Info(); err == nil && os.SameFile(info, made) || path != name && page.Hidden(d.Name()) {
					return filepath.SkipDir
				}
			case path == name || photo.IsName(path) && !page.Hidden(d.Name()):
				files = append(files, filepath.Clean(path))
			}
			return nil
		})
	}
	return files, refused
}

// matching spells out patterns.
func matching(names []string) []string {
	var out []string
	for _, name := range names {
		if _, err := os.Lstat(name); err != nil {
			if found, err := filepath.Glob(name); err == nil && len(found) > 0 {
				out = append(out, found...)
				continue
			}
		}
		out = append(out, name)
	}
	return out
}
