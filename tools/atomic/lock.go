package atomic

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// patience is how long a run waits for another before it says so.
const patience = 200 * time.Millisecond

// Lock takes the lock of a file, which the system drops when the process ends, however it ends. The folder of the file must be
// there. waiting, which may be nil, is called when another process has it; Lock then waits until that ends or ctx does.
func Lock(ctx context.Context, file string, waiting func()) (unlock func(), err error) {
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
