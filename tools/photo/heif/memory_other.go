//go:build !unix

package heif

// memory is that of a sandbox.
type memory struct {
	bytes []byte
	limit int64
}

func newMemory(limit int64) (*memory, error) { return &memory{limit: limit}, nil }

// Reallocate gives the first bytes, or nothing beyond the limit.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(m.limit) {
		return nil
	}
	if n := uint64(len(m.bytes)); size > n {
		m.bytes = append(m.bytes, make([]byte, size-n)...)
	}
	return m.bytes[:size]
}

func (m *memory) Free() { m.bytes = nil }
