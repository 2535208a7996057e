package site

import (
	"context"
	"sync"
	"time"

	"github.com/bep/clocks"
	"github.com/gohugoio/hugo/common/htime"
)

// theClock guards Hugo's clock, which is a global: all that is drawn side by side is of one moment.
var theClock struct {
	sync.Mutex
	users    int
	free     chan struct{} // closed when users became 0
	now      time.Time
	previous clocks.Clock
}

// useClock stops Hugo's clock at a moment until done is called. Who needs another moment waits for that, or until ctx ends. alone
// reports whether nobody else draws.
func useClock(ctx context.Context, now time.Time) (done func(), alone bool, err error) {
	c := &theClock
	c.Lock()
	defer c.Unlock()
	for c.users > 0 && !c.now.Equal(now) {
		free := c.free
		c.Unlock()
		select {
		case <-free:
		case <-ctx.Done():
		}
		c.Lock()
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
	}
	if c.users == 0 {
		c.now, c.previous, c.free = now, htime.Clock, make(chan struct{})
		htime.Clock = clocks.Fixed(now)
	}
	c.users++
	return sync.OnceFunc(func() {
		c.Lock()
		defer c.Unlock()
		if c.users--; c.users == 0 {
			htime.Clock = c.previous
			close(c.free)
		}
	}), c.users == 1, nil
}
