package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
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
		}, build.Sheet{Municipality: slug, Title: periodTitle(begin, end), From: begin, To: end, File: file})
	}
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(map[string]string{"pdf": file})
	}
	fmt.Fprintf(a.stdout, "De agenda staat in %s. Print hem op A4.\n", file)
	return nil
}

// periodTitle names a period for people: December 2026, or its first and last day.
func periodTitle(from, to time.Time) string {
	first, last := page.WallTime(from).Day(), page.WallTime(to.Add(-time.Second)).Day()
	if from.Day() == 1 && from.AddDate(0, 1, 0).Equal(to) {
		_, month, _ := strings.Cut(when.Long(first), " ")
		return strings.ToUpper(month[:1]) + month[1:]
	}
	if first == last {
		return when.Long(first)
	}
	return when.Long(first) + " t/m " + when.Long(last)
}
