package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
)

// Lock waits until no other run writes in the site, and mends what a killed run left behind. The caller unlocks
// when it is done. waiting, which may be nil, is called when another run has to end first.
func Lock(ctx context.Context, site string, waiting func()) (unlock func(), err error) {
	state := filepath.Join(site, StateDir)
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, err
	}
	if unlock, err = atomic.Lock(ctx, filepath.Join(state, "slot"), waiting); err != nil {
		return nil, err
	}
	folders, err := filepath.Glob(filepath.Join(site, "content", "*", "*"))
	for _, dir := range append(folders, site) {
		if info, statErr := os.Stat(dir); statErr == nil && info.IsDir() {
			err = errors.Join(err, atomic.Recover(dir))
		}
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// Serve takes the lock of who shows the site while people work on it. alone is false when another run has it; then there is nothing to unlock.
func Serve(ctx context.Context, site string) (unlock func(), alone bool, err error) {
	state := filepath.Join(site, StateDir)
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, false, err
	}
	soon, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	unlock, err = atomic.Lock(soon, filepath.Join(state, "serve"), nil)
	if errors.Is(err, context.DeadlineExceeded) {
		return func() {}, false, nil
	}
	return unlock, true, err
}
