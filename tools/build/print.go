package build

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/printer"
	"mijnopladers.nl/opladers/tools/site"
	"mijnopladers.nl/opladers/tools/store"
)

// Sheet says which part of the agenda to print.
type Sheet struct {
	Municipality string    // slug; "" is all
	From, To     time.Time // To is exclusive
	File         string    // the PDF
}

// Print makes a PDF of a part of the agenda, as the site has it on paper. Of the site itself nothing changes.
func Print(ctx context.Context, o Options, sheet Sheet) (err error) {
	if _, err := printer.Find(); err != nil { // before all the work
		return err
	}
	dir := o.Config.Dir
	if err := o.Config.Complete(); err != nil {
		return err
	}
	unlock, err := store.Lock(ctx, dir, o.Waiting)
	if err != nil {
		return err
	}
	defer unlock()
	o.progress("agenda", 0, 0)
	activities, err := agenda.Load(dir, o.Now)
	if err != nil {
		return err
	}
	data := filepath.Join(dir, store.StateDir, "hugo", "content")
	if _, err := almanac.Write(activities, data, o.Now); err != nil {
		return err
	}
	address := path.Join(sheet.Municipality, page.KindActivity.Section(), "afdrukken", "pdf")
	extra, err := almanac.PrintPage(activities, sheet.Municipality, sheet.From, sheet.To)
	if err != nil {
		return err
	}
	file := filepath.Join(data, filepath.FromSlash(address)+".md")
	if _, err := atomic.WriteFile(file, extra); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(file)) }()
	out, err := os.MkdirTemp("", "opladers-pdf-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(out)) }()
	o.progress("pagina's", 0, 0)
	rendered, err := site.Render(ctx, site.Options{Dir: dir, Out: out, Config: config.Name, BaseURL: o.BaseURL, Now: o.Now})
	if err != nil {
		return err
	}
	base, err := url.Parse(rendered.BaseURL)
	if err != nil {
		return err
	}
	o.progress("pdf", 0, 0)
	return printer.PDF(ctx, out, base.Path, address+"/", sheet.File)
}
