package main

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// What is committed is what this draws of the mark as it is now. A machine may round a pixel at an edge otherwise.
func TestCommittedPicturesAreOfThisMark(t *testing.T) {
	const root = "../.."
	all, err := draw(root)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pictures {
		file, err := os.Open(filepath.Join(root, "static", p.name))
		if err != nil {
			t.Fatal(err)
		}
		has, err := png.Decode(file)
		file.Close()
		if err != nil || has.Bounds() != all[i].Bounds() {
			t.Fatalf("%s: %v, %v", p.name, has.Bounds(), err)
		}
		for y := range p.height {
			for x := range p.width {
				r, g, b, a := has.At(x, y).RGBA()
				r2, g2, b2, a2 := all[i].At(x, y).RGBA()
				for _, d := range []int{int(r) - int(r2), int(g) - int(g2), int(b) - int(b2), int(a) - int(a2)} {
					if d < -0x200 || d > 0x200 {
						t.Fatalf("%s is of another mark (at %d,%d): go run ./tools/icons", p.name, x, y)
					}
				}
			}
		}
	}
}

func TestWhatTheMarkMayNotHold(t *testing.T) {
	for _, svg := range []string{
		``, `<svg viewBox="0 0 1 1"/>`, `<svg viewBox="0 0 1 1"><circle/></svg>`, `<svg viewBox="0 0 1 1"><rect fill="red"/></svg>`,
		`<svg viewBox="0 0 1 1"><path fill="#000000" d="M0 0C1 1 2 2 3 3"/></svg>`, `<svg viewBox="0 0 1 1"><path fill="none" stroke="#000000" d="M0 0h1"/></svg>`,
	} {
		if _, err := parse([]byte(svg)); err == nil {
			t.Errorf("%s is drawn", svg)
		}
	}
}
