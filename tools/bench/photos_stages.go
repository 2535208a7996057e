package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/photo"
)

// photoStages are the stages of a photo, and the functions by which a stack of the profile is known to be in one: the first that fits counts.
var photoStages = []struct {
	name string
	is   *regexp.Regexp
}{
	{"WebP", regexp.MustCompile(`/photo/webp\.`)},
	{"JPEG", regexp.MustCompile(`/photo/jpeg\.Encode`)},
	{"decoding", regexp.MustCompile(`/photo/jpeg\.Decode`)},
	{"scaling", regexp.MustCompile(`/photo/scale\.`)},
	{"files and hashes", regexp.MustCompile(`^(os|syscall|crypto/[\w/]+|internal/poll)\.`)},
	{"memory", regexp.MustCompile(`^runtime\.(gc|mallocgc|bg|scan|mem)`)},
}

// others is the stage of what fits none.
const others = "the rest"

// stages says where the time goes: in this process, by the samples of Go's profiler; and how far a run is from what decoding and encoding take
// when both cores are always at work on them.
func (b *photoBench) stages(ctx context.Context) error {
	cpu, err := b.profile(ctx)
	if err != nil {
		return err
	}
	total := 0.0
	for _, seconds := range cpu {
		total += seconds
	}
	row("where the time goes", "processor time", "part", "a photo")
	row("---", "---", "---", "---")
	for _, name := range slices.SortedFunc(maps.Keys(cpu), func(a, c string) int { return int(1000 * (cpu[c] - cpu[a])) }) {
		row(name, fmt.Sprintf("%.2f s", cpu[name]), fmt.Sprintf("%.0f %%", 100*cpu[name]/total), fmt.Sprintf("%.0f ms", 1000*cpu[name]/float64(len(b.files))))
	}
	limit := (cpu["decoding"] + cpu["WebP"] + cpu["JPEG"]) / float64(runtime.NumCPU())
	fmt.Printf("\nDecoding once and encoding once, with all cores always at work, would take %.1f s: %.0f %% of the %.1f s that a run takes, and of its processor time %.0f %%.\n\n",
		limit, 100*limit/b.took, b.took, 100*limit*float64(runtime.NumCPU())/total)
	return nil
}

// profile makes the derivatives once more, in this process, and gives the seconds of processor time in each stage.
func (b *photoBench) profile(ctx context.Context) (map[string]float64, error) {
	cache := filepath.Join(b.dir, "cache-profile")
	defer os.RemoveAll(cache)
	var photos []derive.Photo
	for _, file := range b.files {
		photos = append(photos, derive.Photo{Open: func() ([]byte, error) { return os.ReadFile(file) }})
	}
	defer debug.SetGCPercent(debug.SetGCPercent(200)) // as the program does
	var profile bytes.Buffer
	if err := pprof.StartCPUProfile(&profile); err != nil {
		return nil, err
	}
	made, err := derive.Make(ctx, photos, derive.Options{
		Set:   photo.Set{Widths: photoWidths, Formats: []photo.Format{photo.WebP, photo.JPEG}, Quality: quality},
		Codec: photo.DefaultCodec(), Cache: cache,
	})
	pprof.StopCPUProfile()
	for _, m := range made {
		err = errors.Join(err, m.Err)
	}
	if err != nil {
		return nil, err
	}
	file := filepath.Join(b.dir, "profile")
	if err := os.WriteFile(file, profile.Bytes(), 0o644); err != nil {
		return nil, err
	}
	traces, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-traces", "-unit=ms", file).Output()
	if err != nil {
		return nil, err
	}
	return byStage(string(traces))
}

// byStage adds up the stacks that pprof prints: each after a line of dashes, with its time before the first function.
func byStage(traces string) (map[string]float64, error) {
	out := map[string]float64{}
	_, stacks, _ := strings.Cut(traces, "-----------+")
	for stack := range strings.SplitSeq(stacks, "-----------+") {
		var functions []string
		var took time.Duration
		for i, line := range slices.Collect(strings.Lines(stack)) {
			words := strings.Fields(line)
			switch {
			case i == 0 || len(words) == 0: // what is left of the dashes
			case len(functions) == 0 && len(words) > 1:
				var err error
				if took, err = time.ParseDuration(words[0]); err != nil {
					return nil, fmt.Errorf("the profile says %q: %w", strings.TrimSpace(line), err)
				}
				functions = append(functions, words[1])
			default:
				functions = append(functions, words[0])
			}
		}
		out[stageOf(functions)] += took.Seconds()
	}
	delete(out, "")
	return out, nil
}

func stageOf(functions []string) string {
	if len(functions) == 0 {
		return ""
	}
	for _, stage := range photoStages {
		if slices.ContainsFunc(functions, stage.is.MatchString) {
			return stage.name
		}
	}
	return others
}
