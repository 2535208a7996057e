package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// score is how near derivatives are to what they should be, summed over photos.
type score struct {
	bytes                float64
	lanczos, area, light float64 // SSIM of luma, against each reference
	chroma               float64 // SSIM
	deltaE               float64
}

func (s *score) add(o score) {
	s.bytes, s.lanczos, s.area, s.light = s.bytes+o.bytes, s.lanczos+o.lanczos, s.area+o.area, s.light+o.light
	s.chroma, s.deltaE = s.chroma+o.chroma, s.deltaE+o.deltaE
}

// judge compares what opladers and sharp made with references that are made here from the photo at its full size: with the kernel of
// Lanczos, with the mean over the area, so that the choice of a kernel is not judged by itself, and with Lanczos in linear light.
func (b *photoBench) judge(ctx context.Context) error {
	scores := map[string]*[2]score{} // by derivative, of opladers and sharp
	for _, width := range photoWidths {
		for _, format := range photoFormats {
			scores[key(width, format)] = &[2]score{}
		}
	}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for _, file := range b.files {
		g.Go(func() error {
			photo, err := open(file)
			if err != nil {
				return err
			}
			for _, width := range photoWidths {
				ideal := newIdeal(photo, width)
				for _, format := range photoFormats {
					for i := range 2 {
						s, err := ideal.score(b.made[i][file][key(width, format)])
						if err := ctx.Err(); err != nil {
							return err
						}
						if err != nil {
							return err
						}
						mu.Lock()
						scores[key(width, format)][i].add(s)
						mu.Unlock()
					}
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	fmt.Println("Quality beside sharp, means over the photos: ours, and the difference with sharp. SSIM of luma against a downscale of the whole photo in float64.")
	fmt.Println()
	row("", "Lanczos3", "area", "Lanczos3, linear light", "SSIM of chroma", "ΔE", "bytes beside sharp", "SSIM of Lanczos3 and area not lower, bytes at most 1.02")
	row("---", "---", "---", "---", "---", "---", "---", "---")
	for _, width := range photoWidths {
		for _, format := range photoFormats {
			s := scores[key(width, format)]
			b.verdict(fmt.Sprintf("%d %s", width, format), s[0], s[1])
		}
	}
	fmt.Println()
	return nil
}

// verdict prints a row of what was judged.
func (b *photoBench) verdict(name string, ours, theirs score) {
	n := float64(len(b.files))
	pair := func(o, t float64, digits int) string {
		return fmt.Sprintf("%.*f (%+.*f)", digits, o/n, digits, (o-t)/n)
	}
	ratio := ours.bytes / theirs.bytes
	const rounding = 0.00005 // of the four digits that are printed
	faithful := (ours.lanczos-theirs.lanczos)/n >= -rounding && (ours.area-theirs.area)/n >= -rounding
	row(name, pair(ours.lanczos, theirs.lanczos, 4), pair(ours.area, theirs.area, 4), pair(ours.light, theirs.light, 4),
		pair(ours.chroma, theirs.chroma, 4), pair(ours.deltaE, theirs.deltaE, 2), fmt.Sprintf("%.3f", ratio), met(faithful && ratio <= 1.02))
}

// ideal is what a derivative of a photo should be, in all forms in which it is compared.
type ideal struct {
	lanczos, area, light moments
	chroma               [2]moments
	lab                  [3]plane
}

func newIdeal(photo *picture, width int) *ideal {
	height := width * photo.height / photo.width
	sharp, soft := photo.shrink(lanczos, false, width, height), photo.shrink(area, false, width, height)
	light := photo.shrink(lanczos, true, width, height)
	i := &ideal{lanczos: newMoments(sharp.luma()), area: newMoments(soft.luma()), light: newMoments(light.luma()), lab: sharp.lab()}
	for c, p := range sharp.chroma() {
		i.chroma[c] = newMoments(p)
	}
	return i
}

// score judges a file.
func (i *ideal) score(file string) (score, error) {
	info, err := os.Stat(file)
	if err != nil {
		return score{}, err
	}
	p, err := open(file)
	if err != nil {
		return score{}, err
	}
	if p.width != i.lanczos.width || p.height != i.lanczos.height {
		return score{}, fmt.Errorf("%s: %d by %d pixels, not %d by %d", file, p.width, p.height, i.lanczos.width, i.lanczos.height)
	}
	shown := p.exact()
	luma := newMoments(shown.luma())
	s := score{
		bytes: float64(info.Size()), lanczos: similarity(i.lanczos, luma), area: similarity(i.area, luma), light: similarity(i.light, luma),
		deltaE: deltaE(i.lab, shown.lab()),
	}
	for c, p := range shown.chroma() {
		s.chroma += similarity(i.chroma[c], newMoments(p)) / 2
	}
	return s, nil
}
