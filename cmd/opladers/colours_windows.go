package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// showsColours reports whether a file is a console that shows colours. An older one has to be asked to.
func showsColours(f *os.File) bool {
	var mode uint32
	console := windows.Handle(f.Fd())
	return windows.GetConsoleMode(console, &mode) == nil && windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
