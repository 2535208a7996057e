package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"mijnopladers.nl/opladers/tools/atomic"
)

// patience is how long a run waits for another before it says so.
const patience = 200 * time.Millisecond

// Lock waits until no other run writes in the site, and mends what a killed run left behind. The caller unlocks
// when it is done. waiting, which may be nil, is called when another run has to end first.
func Lock(ctx context.Context, site string, waiting func()) (unlock func(), err error) {
	state := filepath.Join(site, StateDir)
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, err
	}
	if unlock, err = acquire(ctx, filepath.Join(state, "slot"), waiting); err != nil {
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

// acquire takes a lock that the system drops when the process ends, however it ends.
func acquire(ctx context.Context, file string, waiting func()) (func(), error) {
	type result struct {
		unlock func()
		err    error
	}
	got := make(chan result, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(file).Lock()
		got <- result{unlock, err}
	}()
	for wait := time.After(patience); ; {
		select {
		case r := <-got:
			return r.unlock, r.err
		case <-ctx.Done():
			go func() { // the lock may still come
				if r := <-got; r.err == nil {
					r.unlock()
				}
			}()
			return nil, ctx.Err()
		case <-wait:
			if waiting != nil {
				waiting()
			}
		}
	}
}
