// Package atomic writes files and folders that are whole or not there at all.
//
// What is being made has a name that starts with Prefix, in the folder where it will stand, and gets its
// own name by a rename. A folder takes the place of another in one step where the system can (renameat2 on
// Linux); elsewhere in two, and Recover puts right what a kill between the two left behind. A kill of the
// process never leaves half a file; data is not flushed to the disk, so a power cut can.
package atomic

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Prefix starts the name of everything that is not finished. Nothing else may look at such names.
const Prefix = ".opladers-"

const (
	fresh = Prefix + "nieuw-" // being made
	old   = Prefix + "oud-"   // being replaced
)

// WriteFile writes a file by way of a temporary one. Missing folders are made. A file that has these bytes
// already is left alone; written says which of the two it was.
func WriteFile(path string, data []byte) (written bool, err error) {
	if has, err := os.ReadFile(path); err == nil && string(has) == string(data) {
		return false, nil
	}
	dir, base := filepath.Split(path)
	if err := os.MkdirAll(filepath.Clean(dir), 0o755); err != nil {
		return false, err
	}
	f, err := os.CreateTemp(dir, fresh+base+"-*")
	if err != nil {
		return false, err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return false, err
	}
	return true, nil
}

// TempDir makes an empty folder beside dst in which to build what ReplaceDir puts there.
func TempDir(dst string) (string, error) {
	parent := filepath.Dir(dst)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", err
	}
	tmp := filepath.Join(parent, fresh+filepath.Base(dst))
	if err := removeAll(tmp); err != nil {
		return "", err
	}
	return tmp, os.Mkdir(tmp, 0o755)
}

// ReplaceDir puts the folder src in the place of dst, and removes what dst held. Both must be on one file
// system.
func ReplaceDir(dst, src string) error {
	err := os.Rename(src, dst) // works when dst is not there
	if err == nil {
		return nil
	}
	if _, statErr := os.Lstat(dst); errors.Is(statErr, fs.ErrNotExist) {
		return err
	}
	if exchange(src, dst) == nil {
		return removeAll(src)
	}
	aside := filepath.Join(filepath.Dir(dst), old+filepath.Base(dst))
	if err := removeAll(aside); err != nil {
		return err
	}
	if err := rename(dst, aside); err != nil {
		return err
	}
	if err := rename(src, dst); err != nil {
		return errors.Join(err, rename(aside, dst))
	}
	return removeAll(aside)
}

// Recover removes what a killed run left unfinished in dir, and puts back a folder that had been moved
// aside when its successor never came.
func Recover(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if name, ok := strings.CutPrefix(e.Name(), old); ok {
			err = os.Rename(path, filepath.Join(dir, name))
			if err != nil {
				err = os.RemoveAll(path)
			}
		} else if strings.HasPrefix(e.Name(), fresh) {
			err = os.RemoveAll(path)
		}
		if err != nil {
			return fmt.Errorf("recover %s: %w", path, err)
		}
	}
	return nil
}

// Remove takes a file or folder away in one step; nothing there is no error.
func Remove(path string) error {
	aside := filepath.Join(filepath.Dir(path), fresh+filepath.Base(path))
	if err := removeAll(aside); err != nil {
		return err
	}
	if err := rename(path, aside); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	return removeAll(aside)
}
