package site

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/gohugoio/hugo/hugolib"
)

// patience is how long a build that is told to stop gets to do so.
const patience = 3 * time.Second

// run builds until ctx is done, and tells whether the build has ended.
//
// Hugo 0.165 stops after ten pages that fail, and then sometimes waits for ever: who hands out the pages (renderPages in
// hugolib/site_render.go) can be waiting for a worker when the last one has left. Nobody can reach that build and its errors any
// more. It is left behind with the memory of the site, and the pages are asked for their error.
func run(ctx context.Context, sites *hugolib.HugoSites, log *bytes.Buffer) (ended bool, err error) {
	built := make(chan error, 1)
	go func() {
		err := sites.Build(hugolib.BuildCfg{NoBuildLock: true})
		if sites.NumLogErrors() > 0 { // the error only counts them
			err = errors.New(firstError(log.String()))
		}
		built <- err
	}()
	select {
	case err = <-built:
		return true, err
	case <-sites.Done():
	case <-ctx.Done():
		sites.Stop()
	}
	select {
	case err = <-built:
		ended = true
	case <-time.After(patience):
	}
	if ctx.Err() != nil {
		return ended, ctx.Err()
	}
	if !ended {
		err = failure(ctx, sites)
	}
	return ended, err
}

// failure gives the error of the first page that has one, by drawing them again.
func failure(ctx context.Context, sites *hugolib.HugoSites) error {
	for _, p := range sites.Pages() {
		if _, err := p.Render(ctx, ""); err != nil && !strings.HasSuffix(err.Error(), "not found") { // "": with its own template
			return err
		}
	}
	return errors.New("meer dan tien pagina's lukken niet")
}
