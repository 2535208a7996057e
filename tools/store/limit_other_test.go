//go:build !unix

package store

import "testing"

func limitFiles(t *testing.T, _ uint64) {
	t.Helper()
	t.Skip("this system has no limit on the size of files")
}
