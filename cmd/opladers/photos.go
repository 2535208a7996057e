package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/photo"
)

// photoJSON is a photo in the JSON of `opladers photos`.
type photoJSON struct {
	Source string                  `json:"source"`
	ID     string                  `json:"id"`
	Width  int                     `json:"width"`  // of the source, upright
	Height int                     `json:"height"` // of the source, upright
	Files  []derivativeJSON        `json:"files"`
	Srcset map[photo.Format]string `json:"srcset"`
}

type derivativeJSON struct {
	File   string       `json:"file"`
	Format photo.Format `json:"format"`
	Width  int          `json:"width"`
	Height int          `json:"height"`
	Crop   string       `json:"crop,omitempty"`
}

func (a *app) photosCommand() *cobra.Command {
	var out, widths, formats, crops, address string
	var quality int
	cmd := &cobra.Command{
		Use:     "photos FOTO of MAP... --out MAP",
		Short:   "Maakt foto's klaar voor een website",
		Long:    "Maakt van elke foto een reeks in verschillende breedtes: rechtop, zonder gegevens over plaats of toestel.",
		Example: "  opladers photos vakantie/ --out klaar/\n  opladers photos foto.jpg --out klaar/ --widths 480,800 --formats webp",
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := a.photoOptions(widths, formats, quality)
			if err != nil {
				return err
			}
			parts, err := cropsOf(crops)
			if err != nil {
				return err
			}
			if len(args) == 0 || out == "" {
				return usageError{"Noem de foto's, en met --out de map waar ze heen moeten."}
			}
			codec, end := a.codec()
			defer end()
			o.Codec = codec
			q, hangUp, err := a.queue(cmd.Context(), address)
			if err != nil {
				return err
			}
			defer hangUp()
			o.Queue = q
			return a.photos(cmd, args, out, parts, o)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "de `MAP` waar de foto's heen gaan")
	cmd.Flags().StringVar(&widths, "widths", "480,800,1200,1600", "de `BREEDTES` in pixels")
	cmd.Flags().StringVar(&formats, "formats", "webp,jpeg", "de `VORMEN`: webp, jpeg, avif (klein, maar langzaam om te maken)")
	cmd.Flags().StringVar(&crops, "crops", "", "ook deze `UITSNEDEN`: kaart (4 bij 3), delen (1200 bij 630)")
	queueFlag(cmd.Flags(), &address)
	cmd.Flags().IntVar(&quality, "quality", 75, "de `KWALITEIT`, van 1 tot 100")
	return cmd
}

func (a *app) photoOptions(widths, formats string, quality int) (derive.Options, error) {
	o := derive.Options{Set: photo.Set{Quality: quality}, Cache: a.cache, DryRun: a.dryRun}
	for w := range strings.SplitSeq(widths, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(w))
		if err != nil || n < 1 || n > 16383 { // what WebP can hold
			return o, usageError{fmt.Sprintf("--widths %s: %q is geen breedte tussen 1 en 16383.", widths, w)}
		}
		o.Widths = append(o.Widths, n)
	}
	slices.Sort(o.Widths)
	o.Widths = slices.Compact(o.Widths)
	for name := range strings.SplitSeq(formats, ",") {
		f := photo.Format(strings.ToLower(strings.TrimSpace(name)))
		if f == "jpg" {
			f = photo.JPEG
		}
		if !slices.Contains([]photo.Format{photo.WebP, photo.JPEG, photo.AVIF}, f) {
			return o, usageError{fmt.Sprintf("--formats %s: %q bestaat niet. Kies webp, jpeg of avif.", formats, f)}
		}
		if !slices.Contains(o.Formats, f) {
			o.Formats = append(o.Formats, f)
		}
	}
	if quality < 1 || quality > 100 {
		return o, usageError{fmt.Sprintf("--quality %d moet tussen 1 en 100 liggen.", quality)}
	}
	o.Progress = func(done, total int) { a.progress("Foto's", done, total, "") }
	return o, nil
}

// cropsOf reads the names of crops.
func cropsOf(names string) ([]photo.Crop, error) {
	known := []photo.Crop{photo.Card, photo.Share}
	var out []photo.Crop
	for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == ',' || r == ' ' }) {
		i := slices.IndexFunc(known, func(c photo.Crop) bool { return c.Name == name })
		if i < 0 {
			return nil, usageError{fmt.Sprintf("--crops %s: %q bestaat niet. Kies kaart of delen.", names, name)}
		}
		out = append(out, known[i])
	}
	return out, nil
}

// photos makes the derivatives of all pictures that are named, into the folder out.
func (a *app) photos(cmd *cobra.Command, args []string, out string, crops []photo.Crop, o derive.Options) error {
	files, refused := derive.Find(args, out)
	made, err := derive.Files(cmd.Context(), files, crops, o)
	if err != nil {
		return err
	}
	result := struct {
		Photos  []photoJSON     `json:"photos"`
		Refused []notice.Notice `json:"refused"`
	}{[]photoJSON{}, append([]notice.Notice{}, refused...)}
	var all []derive.File
	for i, m := range made {
		if m.Err != nil {
			result.Refused = append(result.Refused, notice.From(m.Err, files[i]))
			continue
		}
		all = append(all, m.Files...)
		result.Photos = append(result.Photos, describe(files[i], m))
	}
	said := "%d foto's staan klaar in %s.\n"
	if a.dryRun {
		said = "Plan: %d foto's klaarmaken in %s.\n"
	} else if err := derive.Copy(out, out, all); err != nil {
		return err
	} else if _, err := derive.Prune(a.cache); err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(result)
	} else {
		a.endProgress()
		fmt.Fprintf(a.stdout, said, len(result.Photos), out)
		a.printNotices("Geweigerd", result.Refused)
	}
	if err == nil && len(result.Refused) > 0 {
		return errPartial
	}
	return err
}

// describe says what was made of a source, with the value of an img element's srcset for each format.
func describe(file string, m derive.Made) photoJSON {
	p := photoJSON{Source: file, ID: m.ID, Width: m.Width, Height: m.Height, Srcset: map[photo.Format]string{}}
	parts := map[photo.Format][]string{}
	for _, f := range m.Files {
		p.Files = append(p.Files, derivativeJSON{f.Name, f.Format, f.Width, f.Height, f.Crop()})
		if f.Crop() == "" {
			parts[f.Format] = append([]string{fmt.Sprintf("%s %dw", f.Name, f.Width)}, parts[f.Format]...)
		}
	}
	for format, list := range parts {
		p.Srcset[format] = strings.Join(list, ", ")
	}
	return p
}
