package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read"
)

// mammothVersion is the peer that Word files are read beside.
const mammothVersion = "1.13.0"

// mammothScript converts every file as often as it is told, one after the other, and prints the seconds that took. A first
// round warms the compiler.
const mammothScript = `
const mammoth = require("mammoth"), files = JSON.parse(process.argv[2]), times = +process.argv[3];
const round = async () => { for (const path of files) try { await mammoth.convertToMarkdown({path}) } catch (e) {} };
(async () => {
  await round();
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) await round();
  console.log(Number(process.hrtime.bigint() - start) / 1e9);
})();`

// benchWord reads Word files with read.Read and with mammoth, both in one process from warm caches and one file at a
// time; without files, the sample's.
func benchWord(ctx context.Context, files []string, rounds int) error {
	if len(files) == 0 {
		var err error
		if files, err = filepath.Glob("inbox/*/verhalen/*.docx"); err != nil || len(files) == 0 {
			return errors.Join(err, errors.New("no Word files"))
		}
	}
	for i, f := range files {
		var err error
		if files[i], err = filepath.Abs(f); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := command(ctx, dir, "npm", "install", "--no-audit", "--no-fund", "mammoth@"+mammothVersion); err != nil {
		return err
	}
	script := filepath.Join(dir, "peer.js")
	list, err := json.Marshal(files)
	if err := errors.Join(err, os.WriteFile(script, []byte(mammothScript), 0o644)); err != nil {
		return err
	}
	const times = 20
	readAll(files, 1) // warm
	var a, b, ratios []float64
	for range rounds {
		first := readAll(files, times)
		out, err := exec.CommandContext(ctx, "node", script, string(list), fmt.Sprint(times)).Output()
		if err != nil {
			return err
		}
		var second float64
		if err := json.Unmarshal(bytes.TrimSpace(out), &second); err != nil {
			return err
		}
		a, b, ratios = append(a, first), append(b, second), append(ratios, second/first)
	}
	fmt.Printf("%d Word files, %d times, medians of %d:\n", len(files), times, rounds)
	fmt.Printf("  opladers  %.3f s\n  mammoth   %.3f s\n", median(a), median(b))
	fmt.Printf("  opladers is %.1f times as fast (from %.1f to %.1f)\n", median(ratios), slices.Min(ratios), slices.Max(ratios))
	return nil
}

// readAll reads every file as often as it is told and gives the seconds that took. A file that is refused counts for both.
func readAll(files []string, times int) float64 {
	start := time.Now()
	for range times {
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				continue
			}
			_, _, _ = read.Read(page.Source{Name: "verhalen/" + filepath.Base(f), Data: data})
		}
	}
	return time.Since(start).Seconds()
}
