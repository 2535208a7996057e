package browser

import "github.com/chromedp/cdproto/runtime"

// awaitPromise makes Evaluate wait for the promise that an expression gives.
func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
