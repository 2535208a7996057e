package site

import (
	"sync"
	"time"

	"github.com/bep/clocks"
	"github.com/gohugoio/hugo/common/htime"
)

// theClock guards Hugo's clock, which is a global: all that is drawn side by side is of one moment.
var theClock = struct {
	sync.Mutex
	free     *sync.Cond // users became 0
	users    int
	now      time.Time
	previous clocks.Clock
}{}

func init() { theClock.free = sync.NewCond(&theClock) }

// useClock stops Hugo's clock at a moment until done is called. Who needs another moment waits for that.
func useClock(now time.Time) (done func()) {
	c := &theClock
	c.Lock()
	defer c.Unlock()
	for c.users > 0 && !c.now.Equal(now) {
		c.free.Wait()
	}
	if c.users == 0 {
		c.now, c.previous, htime.Clock = now, htime.Clock, clocks.Fixed(now)
	}
	c.users++
	return sync.OnceFunc(func() {
		c.Lock()
		defer c.Unlock()
		if c.users--; c.users == 0 {
			htime.Clock = c.previous
			c.free.Broadcast()
		}
	})
}
