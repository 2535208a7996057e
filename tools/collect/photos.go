package collect

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/photo/colour"
	"mijnopladers.nl/opladers/tools/photo/header"
	"mijnopladers.nl/opladers/tools/store"
)

// photoBudget is how many bytes photos in hand may take at a time. One that needs more waits until it is alone.
const photoBudget = 160 << 20

// photos makes the masters of a page's photos and gives them their names in front matter and body. A photo that cannot be
// read leaves the page, and its name is among those lost; the page goes on. ids are those of the photos.
func (c *collector) photos(ctx context.Context, in *draft, ids []string) (lost []string, notices []notice.Notice) {
	var kept []*page.Photo
	for i, ph := range in.Page.Photos {
		if ctx.Err() != nil {
			return lost, notices
		}
		imported, day, err := c.masterOf(ctx, in, ph, ids[i])
		odd := oddities(ph.Data)
		ph.Data = nil // the source's bytes are not needed again
		if err != nil {
			n := notice.From(err, "")
			n.Text = fmt.Sprintf("Foto %s: %s", ph.Name, n.Text)
			lost, notices = append(lost, ph.Name), append(notices, n)
			in.Page.Body = dropPicture(in.Page.Body, ph.File)
			continue
		}
		for _, n := range odd {
			n.Text = fmt.Sprintf("Foto %s: %s", ph.Name, n.Text)
			notices = append(notices, n)
		}
		if ph.Consent == nil && !ph.NoPersons {
			ph.Consent = &page.Consent{Status: page.ConsentMissing}
		}
		in.names[ph.File] = ph.Name
		in.shows(ph, imported.Photo)
		if day != "" {
			in.gone[ph.File] = day
			ph.Withdraw()
		}
		kept, in.Photos = append(kept, ph), append(in.Photos, *imported)
	}
	in.Page.Photos = kept
	in.unite()
	return lost, notices
}

// masterOf gives the master of a photo. Of one that was withdrawn for good, or is a copy of such a one, it gives the day on which, and
// no picture: nothing of it is kept.
func (c *collector) masterOf(ctx context.Context, d *draft, ph *page.Photo, id string) (m *store.ImportPhoto, withdrawn string, err error) {
	rules := c.store.Rules()
	gone := rules.Like(id, nil)
	if gone != nil {
		if d.was != nil {
			if i := slices.IndexFunc(d.was.Photos, func(p store.PagePhoto) bool { return slices.Contains(p.Sources(), id) }); i >= 0 {
				return &store.ImportPhoto{PagePhoto: d.was.Photos[i]}, gone.Day, nil
			}
		}
		width, height, err := photo.Size(ph.Data)
		m = &store.ImportPhoto{PagePhoto: store.PagePhoto{Photo: store.Photo{File: id + ".jpg", Width: width, Height: height, Print: gone.Print}}}
		return m, gone.Day, err
	}
	if m, err = c.master(ctx, d, ph, id); err != nil {
		return nil, "", err
	}
	if gone = rules.Like(strings.TrimSuffix(m.File, path.Ext(m.File)), m.Print); gone != nil {
		m.Data = nil
		return m, gone.Day, nil
	}
	return m, "", nil
}

// master gives the master of a photo; one that the store has is not made again. When a better copy of the photo was chosen
// before, it is that.
func (c *collector) master(ctx context.Context, d *draft, ph *page.Photo, id string) (*store.ImportPhoto, error) {
	if d.was != nil {
		known := func(file string) []byte {
			_, master, _ := c.store.Photo(strings.TrimSuffix(file, path.Ext(file)))
			return master
		}
		if better := chosen(d.was.Photos, id, known); better != nil {
			return better, nil
		}
	}
	if known, master, ok := c.store.Photo(id); ok {
		if known.Print == nil {
			known.Print = c.lookalikes.imprint(master)
		}
		return &store.ImportPhoto{PagePhoto: store.PagePhoto{Photo: known}, Data: master}, nil
	}
	weight, err := photo.Memory(ph.Data)
	if err != nil {
		return nil, err
	}
	weight = min(weight, photoBudget)
	if err := c.memory.Acquire(ctx, weight); err != nil {
		return nil, err
	}
	defer c.memory.Release(weight)
	m, err := c.Codec.NewMaster(ph.Data)
	if err != nil {
		return nil, err
	}
	return &store.ImportPhoto{
		PagePhoto: store.PagePhoto{Photo: store.Photo{File: m.ID + m.Ext, Width: m.Width, Height: m.Height, Colour: m.Colour, Print: &m.Alike}},
		Data:      m.Data,
	}, nil
}

// chosen gives the photo of a page that is shown for a photo of its source, by the id of that, with its master; nil when there is
// none.
func chosen(photos []store.PagePhoto, id string, master func(file string) []byte) *store.ImportPhoto {
	i := slices.IndexFunc(photos, func(p store.PagePhoto) bool { return slices.Contains(p.For, id) })
	if i < 0 {
		return nil
	}
	if data := master(photos[i].File); data != nil {
		return &store.ImportPhoto{PagePhoto: photos[i], Data: data}
	}
	return nil
}

// show gives a photo of the page another master.
func (d *draft) show(i int, with store.ImportPhoto) {
	d.shows(d.Page.Photos[i], with.Photo)
	d.Photos[i] = with
}

// shows gives a photo the file of its master, wherever the page names it.
func (d *draft) shows(ph *page.Photo, p store.Photo) {
	old := ph.File
	d.Page.Body = strings.ReplaceAll(d.Page.Body, "]("+old+")", "]("+p.File+")")
	ph.File, ph.Width, ph.Height, ph.Colour = p.File, p.Width, p.Height, p.Colour
	d.names[p.File] = cmp.Or(d.names[p.File], d.names[old])
	for _, said := range []map[string]string{d.Answers, d.rejected} {
		for about, answer := range maps.Clone(said) {
			if to := strings.ReplaceAll(about, old, p.File); to != about {
				delete(said, about)
				said[to] = answer
			}
		}
	}
}

// unite makes one photo of two that show the same file. Of what is said of them the first counts, and a refusal of consent.
func (d *draft) unite() {
	at := map[string]int{}
	for i := 0; i < len(d.Photos); i++ {
		ph := d.Page.Photos[i]
		first, again := at[ph.File]
		if !again {
			at[ph.File] = i
			continue
		}
		kept := d.Page.Photos[first]
		kept.Alt, kept.Caption, kept.Maker, kept.Focus = cmp.Or(kept.Alt, ph.Alt), cmp.Or(kept.Caption, ph.Caption), cmp.Or(kept.Maker, ph.Maker), cmp.Or(kept.Focus, ph.Focus)
		kept.Decorative = kept.Decorative && ph.Decorative
		if isRefused(ph) || d.judge(ph).OK() && !isRefused(kept) {
			kept.Consent, kept.NoPersons = ph.Consent, ph.NoPersons
		}
		d.Page.Photos, d.Photos = slices.Delete(d.Page.Photos, i, i+1), slices.Delete(d.Photos, i, i+1)
		i--
	}
}

// judge says whether a photo of the page may be on the site.
func (d *draft) judge(ph *page.Photo) page.Verdict { return d.rules.Judge(d.Page, ph, d.Day) }

// isRefused reports whether consent for a photo was refused or withdrawn.
func isRefused(ph *page.Photo) bool {
	return !ph.NoPersons && ph.Consent != nil && ph.Consent.Status != "" && ph.Consent.Status != page.ConsentMissing
}

// oddities says what a person should know of a photo as it was sent.
func oddities(source []byte) []notice.Notice {
	info, err := header.Read(source)
	if err != nil {
		return nil // said when it is decoded
	}
	var out []notice.Notice
	if info.More && info.Format != header.TIFF {
		out = append(out, notice.Notice{
			Level: notice.Warning, Text: "Van deze bewegende afbeelding komt alleen het eerste beeld op de site.",
			Hint: "Is een ander beeld beter? Bewaar dat als foto en stuur het op.",
		})
	}
	if _, err := colour.Parse(info.ICC); len(info.ICC) > 0 && err != nil {
		out = append(out, notice.Notice{
			Level: notice.Advice, Text: "Het kleurprofiel is niet te lezen. De kleuren kunnen iets anders zijn dan bedoeld.",
			Hint: "Kijk op de site. Klopt het niet? Bewaar de foto dan opnieuw, met het kleurprofiel sRGB, en stuur hem op.",
		})
	}
	return out
}

// What a photo must be to be sharp on the site, in pixels: its longest side, and the width of the smallest size that is made.
const (
	usefulSide  = 600
	usefulWidth = 480
)

// small advises on a photo that will not be sharp; nil when it will be.
func small(ph *page.Photo) *notice.Notice {
	if ph.Width == 0 || ph.Decorative || max(ph.Width, ph.Height) >= usefulSide && ph.Width >= usefulWidth {
		return nil
	}
	return &notice.Notice{
		Level: notice.Advice, Text: fmt.Sprintf("Foto %s is klein (%d bij %d). Op de site wordt hij onscherp.", ph.Name, ph.Width, ph.Height),
		Hint: "Vraag de maker om de originele foto.",
	}
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
