package atomic

import (
	"os"
	"time"
)

// holding is how long others may hold a file.
const holding = 2 * time.Second

// unlessHeld does something, and again for a while when a file is held: on Windows who reads a file, such as a virus scanner or a
// browser that is shown the site, keeps it and its folder where they are.
func unlessHeld(do func() error, held func(error) bool) (err error) {
	for wait := time.Millisecond; wait < holding; wait *= 2 {
		if err = do(); err == nil || !held(err) {
			return err
		}
		time.Sleep(wait)
	}
	return err
}

func rename(from, to string) error {
	return unlessHeld(func() error { return os.Rename(from, to) }, isHeld)
}

func removeAll(path string) error {
	return unlessHeld(func() error { return os.RemoveAll(path) }, isHeld)
}
