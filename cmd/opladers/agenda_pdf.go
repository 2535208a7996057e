package main

import (
	"context"
	"fmt"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/page"
)

// printPDF makes a PDF of the agenda: of the period that was asked for, or else of one month.
func (a *app) printPDF(ctx context.Context, file, municipality, from, to string) error {
	begin, end, err := a.period(from, to)
	if err != nil {
		return err
	}
	if from == "" {
		begin = time.Date(begin.Year(), begin.Month(), 1, 0, 0, 0, 0, begin.Location())
	}
	if to == "" {
		end = begin.AddDate(0, 1, 0)
	}
	cfg, err := a.config()
	if err != nil {
		return err
	}
	s, err := agenda.Load(cfg.Dir, a.now)
	if err != nil {
		return err
	}
	slug := page.Slug(municipality)
	if _, ok := s.Names[slug]; !ok && municipality != "" {
		return usageError{fmt.Sprintf("De gemeente %q bestaat niet op deze site.", municipality)}
	}
	if !a.dryRun {
		err = build.Print(ctx, build.Options{
			Config: cfg, Now: a.now, Waiting: a.waiting,
			Progress: func(stage string, done, total int) { a.progress("Printen", done, total, stage) },
		}, build.Sheet{Municipality: slug, From: begin, To: end, File: file})
	}
	switch {
	case err != nil:
		return err
	case a.dryRun:
		fmt.Fprintf(a.stdout, "De agenda komt in %s te staan.\n", file)
		return nil
	case a.json:
		return a.printJSON(map[string]string{"pdf": file})
	}
	fmt.Fprintf(a.stdout, "De agenda staat in %s. Print hem op A4.\n", file)
	return nil
}
