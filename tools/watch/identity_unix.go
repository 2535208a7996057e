//go:build unix

package watch

import (
	"io/fs"
	"syscall"
)

// identity gives the device and inode of a file.
func identity(info fs.FileInfo) (dev, inode uint64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Dev), uint64(s.Ino)
	}
	return 0, 0
}
