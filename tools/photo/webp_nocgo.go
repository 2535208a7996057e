//go:build !cgo

package photo

// DefaultCodec has no WebP encoder: the caller brings one.
func DefaultCodec() *Codec { return &Codec{Name: "go"} }
