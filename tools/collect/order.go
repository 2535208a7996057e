package collect

import (
	"context"
	"runtime"
)

// convertInOrder runs convert beside itself on a few documents at a time and yields the results in order.
func convertInOrder(ctx context.Context, docs []document, convert func(context.Context, document) converted) func(func(converted) bool) {
	return func(yield func(converted) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		// A slot is a result that is being made or waits to be stored: a bound on memory.
		queue := make(chan chan converted, 2*runtime.GOMAXPROCS(0))
		go func() {
			defer close(queue)
			for _, d := range docs {
				slot := make(chan converted, 1)
				select {
				case queue <- slot:
					go func() { slot <- convert(ctx, d) }()
				case <-ctx.Done():
					return
				}
			}
		}()
		for slot := range queue {
			select {
			case result := <-slot:
				if !yield(result) {
					return
				}
			case <-ctx.Done(): // whatever is being converted is left
				return
			}
		}
	}
}
