//go:build !unix

package watch

import "io/fs"

func identity(fs.FileInfo) (dev, inode uint64) { return 0, 0 }
