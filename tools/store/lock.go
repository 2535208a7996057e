package store

import "time"

// waitFor waits for done, and calls waiting once when that takes longer than a moment.
func waitFor(done <-chan struct{}, waiting func()) {
	select {
	case <-done:
	case <-time.After(200 * time.Millisecond):
		if waiting != nil {
			waiting()
		}
		<-done
	}
}
