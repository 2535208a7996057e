package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// differences lists the files that are in one folder and not in the other, or that differ.
func differences(served, fresh string) (out []string, err error) {
	a, err := tree(served)
	if err != nil {
		return nil, err
	}
	b, err := tree(fresh)
	if err != nil {
		return nil, err
	}
	names := maps.Clone(a)
	maps.Copy(names, b)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch {
		case !a[name]:
			out = append(out, "serve lacks "+name)
		case !b[name]:
			out = append(out, "only serve has "+name)
		default:
			if where, err := difference(filepath.Join(served, name), filepath.Join(fresh, name)); err != nil {
				return nil, err
			} else if where != "" {
				out = append(out, name+": "+where)
			}
		}
	}
	return out, nil
}

// tree lists the files in a folder.
func tree(dir string) (map[string]bool, error) {
	out := map[string]bool{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		out[rel] = true
		return err
	})
	return out, err
}

// difference shows the first bytes that differ.
func difference(first, second string) (string, error) {
	a, err := os.ReadFile(first)
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(second)
	if err != nil || bytes.Equal(a, b) {
		return "", err
	}
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	part := func(data []byte) []byte { return data[max(0, at-30):min(len(data), at+40)] }
	return fmt.Sprintf("at byte %d %q, fresh %q", at, part(a), part(b)), nil
}
