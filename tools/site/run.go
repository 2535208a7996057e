package site

import (
	"bytes"
	"context"
	"errors"
	"io"
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
		go func() { // what it is still at is of no use to anybody
			<-built
			_ = sites.Close()
		}()
		return false, ctx.Err()
	}
	select {
	case err = <-built:
		ended = true
	case <-time.After(patience):
	}
	if !ended {
		err = failure(ctx, sites)
	}
	return ended, err
}

// failure gives the error of the first page that has one, by drawing them again.
func failure(ctx context.Context, sites *hugolib.HugoSites) error {
	for _, s := range sites.Sites {
		for _, p := range s.Pages() {
			if _, err := execute(ctx, s, p, io.Discard); err != nil {
				return err
			}
		}
	}
	return errors.New("meer dan tien pagina's lukken niet")
}
