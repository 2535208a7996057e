//go:build !windows

package main

import (
	"os"

	"golang.org/x/term"
)

// showsColours reports whether a file is a terminal that shows colours.
func showsColours(f *os.File) bool {
	return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}
