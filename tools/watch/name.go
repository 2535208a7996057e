package watch

import (
	"strings"

	"mijnopladers.nl/opladers/tools/page"
)

// Temporary says which names have no meaning of their own, as files and as folders: hidden ones, those of editors,
// office programs, browsers and tools that copy, while they work, and those of systems. A name that starts with _ counts: it is no source, but
// a page of Hugo or an answer to our questions.
func Temporary(name string) bool {
	if name == ".well-known" { // RFC 8615; part of a website
		return false
	}
	if page.Hidden(strings.TrimLeft(name, "_")) || strings.HasSuffix(name, "~") || name == "4913" { // vim tries with it whether it may write
		return true
	}
	if strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") { // Emacs
		return true
	}
	dot := strings.LastIndexByte(name, '.')
	switch strings.ToLower(name[dot+1:]) {
	case "tmp", "temp", "swp", "swx", "crdownload", "opdownload", "download", "part", "partial", "filepart":
		return dot >= 0
	}
	return false
}
