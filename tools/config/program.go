package config

import (
	"fmt"
	"os"
)

// Program tells the running program from others and from other versions of itself, for what it remembers between runs.
func Program() string {
	exe, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(exe)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}
