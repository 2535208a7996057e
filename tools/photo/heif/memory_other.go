//go:build !unix

package heif

// memory is that of a sandbox.
type memory struct {
	bytes []byte
	limit uint64
}

func newMemory(limit uint64) *memory { return &memory{limit: limit} }

func (m *memory) Reallocate(size uint64) []byte {
	if size > m.limit {
		return nil
	}
	if n := uint64(len(m.bytes)); size > n {
		m.bytes = append(m.bytes, make([]byte, size-n)...)
	}
	return m.bytes[:size]
}

func (m *memory) Free() { m.bytes = nil }
