package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	Files  []derive.File           `json:"files"`
	Srcset map[photo.Format]string `json:"srcset"`
}

func (a *app) photosCommand() *cobra.Command {
	var out, widths, formats string
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
			if len(args) == 0 || out == "" {
				return usageError{"Noem de foto's, en met --out de map waar ze heen moeten."}
			}
			codec, end, err := a.codec()
			if err != nil {
				return err
			}
			defer end()
			o.Codec = codec
			return a.photos(cmd, args, out, o)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "de `MAP` waar de foto's heen gaan")
	cmd.Flags().StringVar(&widths, "widths", "480,800,1200,1600", "de `BREEDTES` in pixels")
	cmd.Flags().StringVar(&formats, "formats", "webp,jpeg", "de `VORMEN`: webp, jpeg")
	cmd.Flags().IntVar(&quality, "quality", 75, "de `KWALITEIT`, van 1 tot 100")
	return cmd
}

func (a *app) photoOptions(widths, formats string, quality int) (derive.Options, error) {
	o := derive.Options{Quality: quality, Cache: a.cache}
	for w := range strings.SplitSeq(widths, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(w))
		if err != nil || n < 1 || n > 16383 { // what WebP can hold
			return o, usageError{fmt.Sprintf("--widths %s: %q is geen breedte tussen 1 en 16383.", widths, w)}
		}
		o.Widths = append(o.Widths, n)
	}
	slices.Sort(o.Widths)
	o.Widths = slices.Compact(o.Widths)
	for f := range strings.SplitSeq(formats, ",") {
		switch f := photo.Format(strings.ToLower(strings.TrimSpace(f))); f {
		case photo.WebP, photo.JPEG:
			o.Formats = append(o.Formats, f)
		case "jpg":
			o.Formats = append(o.Formats, photo.JPEG)
		default:
			return o, usageError{fmt.Sprintf("--formats %s: %q bestaat niet. Kies webp of jpeg.", formats, f)}
		}
	}
	if quality < 1 || quality > 100 {
		return o, usageError{fmt.Sprintf("--quality %d moet tussen 1 en 100 liggen.", quality)}
	}
	o.Progress = func(done, total int) { a.progress("Foto's", done, total, "") }
	return o, nil
}

// photos makes the derivatives of all pictures that are named, into the folder out.
func (a *app) photos(cmd *cobra.Command, args []string, out string, o derive.Options) error {
	files, err := picturesIn(args)
	if err != nil {
		return err
	}
	result := struct {
		Photos  []photoJSON     `json:"photos"`
		Refused []notice.Notice `json:"refused"`
	}{[]photoJSON{}, []notice.Notice{}}
	var photos []derive.Photo
	var sources []string
	for _, file := range files {
		id, err := idOf(file)
		if err != nil {
			result.Refused = append(result.Refused, notice.From(err, file))
			continue
		}
		photos = append(photos, derive.Photo{ID: id, Open: func() ([]byte, error) { return os.ReadFile(file) }})
		sources = append(sources, file)
	}
	if a.dryRun {
		fmt.Fprintf(a.stdout, "Plan: %d foto's klaarmaken in %s.\n", len(photos), out)
		return nil
	}
	made, failed, err := derive.Make(cmd.Context(), photos, o)
	if err != nil {
		return err
	}
	for i, list := range made {
		if failed[i] != nil {
			result.Refused = append(result.Refused, notice.From(failed[i], sources[i]))
			continue
		}
		if err := derive.Copy(out, out, list); err != nil {
			return err
		}
		result.Photos = append(result.Photos, photoJSON{sources[i], photos[i].ID, list, srcset(list)})
	}
	if a.json {
		err = a.printJSON(result)
	} else {
		a.endProgress()
		fmt.Fprintf(a.stdout, "%d foto's staan klaar in %s.\n", len(result.Photos), out)
		a.printNotices("Geweigerd", result.Refused)
	}
	if err == nil && len(result.Refused) > 0 {
		return errPartial
	}
	return err
}

func idOf(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	_, err = photo.Pixels(data)
	return photo.ID(data), err
}

// picturesIn lists the files that are named and, of folders, the pictures in them.
func picturesIn(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		err := filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if path == arg || photo.IsName(path) {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// srcset writes the value of an img element's srcset for each format.
func srcset(list []derive.File) map[photo.Format]string {
	parts := map[photo.Format][]string{}
	for _, f := range slices.Backward(list) {
		parts[f.Format] = append(parts[f.Format], fmt.Sprintf("%s %dw", f.Name, f.Width))
	}
	out := map[photo.Format]string{}
	for format, p := range parts {
		out[format] = strings.Join(p, ", ")
	}
	return out
}
