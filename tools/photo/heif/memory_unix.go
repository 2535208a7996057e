//go:build unix

package heif

import "syscall"

// memory is that of a sandbox: reserved from the system, of which only what is used counts, and given back at once. That of the
// garbage collector would be copied each time that it grows.
type memory []byte

func newMemory(limit int64) (*memory, error) {
	m, err := syscall.Mmap(-1, 0, int(limit), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	return (*memory)(&m), err
}

// Reallocate gives the first bytes, or nothing beyond the limit.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(*m)) {
		return nil
	}
	return (*m)[:size]
}

func (m *memory) Free() {
	syscall.Munmap(*m)
	*m = nil
}
