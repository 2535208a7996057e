package collect

import (
	"context"
	"fmt"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/store"
)

// pixelBudget is how many pixels may be decoded at a time.
const pixelBudget = 48_000_000

// photos makes the masters of a page's photos and gives them their names in front matter and body. A photo that cannot be
// read leaves the page; the page goes on.
func (c *collector) photos(ctx context.Context, in *draft) []notice.Notice {
	var notices []notice.Notice
	var kept []*page.Photo
	for _, ph := range in.Page.Photos {
		if ctx.Err() != nil {
			return notices
		}
		imported, err := c.master(ctx, ph)
		ph.Data = nil // the source's bytes are not needed again
		if err != nil {
			n := notice.From(err, "")
			n.Text = fmt.Sprintf("Foto %s: %s", ph.Name, n.Text)
			notices = append(notices, n)
			in.Page.Body = dropPicture(in.Page.Body, ph.File)
			continue
		}
		if ph.Consent == nil && !ph.NoPersons {
			ph.Consent = &page.Consent{Status: page.ConsentMissing}
		}
		in.Page.Body = strings.ReplaceAll(in.Page.Body, "]("+ph.File+")", "]("+imported.File+")")
		ph.File, ph.Width, ph.Height, ph.Colour = imported.File, imported.Width, imported.Height, imported.Colour
		in.Photos = append(in.Photos, *imported)
		in.names[ph.File] = ph.Name
		kept = append(kept, ph)
	}
	in.Page.Photos = kept
	return notices
}

// master gives the master of a photo; one that the store has is not made again.
func (c *collector) master(ctx context.Context, ph *page.Photo) (*store.ImportPhoto, error) {
	if known, master, ok := c.store.Photo(photo.ID(ph.Data)); ok {
		return &store.ImportPhoto{Photo: known, Data: master}, nil
	}
	pixels, err := photo.Pixels(ph.Data)
	if err != nil {
		return nil, err
	}
	weight := min(int64(pixels), pixelBudget)
	if err := c.memory.Acquire(ctx, weight); err != nil {
		return nil, err
	}
	defer c.memory.Release(weight)
	m, err := photo.NewMaster(ph.Data)
	if err != nil {
		return nil, err
	}
	return &store.ImportPhoto{
		Photo: store.Photo{File: m.ID + m.Ext, Width: m.Width, Height: m.Height, Colour: m.Colour},
		Data:  m.Data,
	}, nil
}

// dropPicture takes a picture that cannot be shown out of the text.
func dropPicture(body, file string) string {
	end := "](" + file + ")"
	for {
		at := strings.Index(body, end)
		if at < 0 {
			return body
		}
		start := strings.LastIndex(body[:at], "![")
		if start < 0 {
			return body
		}
		body = strings.TrimRight(body[:start], " ") + body[at+len(end):]
	}
}
