package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
)

// buildReport is the JSON of `opladers build`.
type buildReport struct {
	*collect.Report
	Errors  []notice.Notice `json:"errors"` // on pages that are on the site, such as links to nowhere
	Pages   int             `json:"pages"`
	Photos  int             `json:"photos"`
	Seconds float64         `json:"seconds"`
}

func (a *app) buildCommand() *cobra.Command {
	var noCollect bool
	var baseURL, address string
	cmd := &cobra.Command{
		Use:     "build",
		Short:   "Maakt de website in public/",
		Long:    "Haalt op wat in de inbox staat en maakt de website in de map public/.",
		Example: "  opladers build\n  opladers build --no-collect --base-url https://voorbeeld.example.org/",
		Args:    atMost(0, "Noem de map van de site met --site."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			base, err := parseBaseURL(baseURL)
			if err != nil {
				return err
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			codec, end := a.codec()
			defer end()
			q, hangUp, err := a.queue(cmd.Context(), address)
			if err != nil {
				return err
			}
			defer hangUp()
			_, err = a.build(cmd.Context(), cfg, build.Options{BaseURL: base, Codec: codec, Queue: q}, noCollect)
			return err
		},
	}
	cmd.Flags().BoolVar(&noCollect, "no-collect", false, "haal niets op: gebruik wat in content/ staat")
	queueFlag(cmd.Flags(), &address)
	cmd.Flags().StringVar(&baseURL, "base-url", "", "het `ADRES` waar de site komt te staan")
	return cmd
}

// parseBaseURL checks an address for the site and ends it with a slash; "" stays "".
func parseBaseURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", usageError{fmt.Sprintf("--base-url %s is geen adres. Schrijf het zo: https://voorbeeld.example.org/", s)}
	}
	return strings.TrimSuffix(s, "/") + "/", nil
}

// build is the main job: collect, then make the site, then say what happened.
func (a *app) build(ctx context.Context, cfg *config.Config, o build.Options, noCollect bool) (later *build.Later, err error) {
	start := time.Now()
	report := buildReport{Report: collect.NewReport(), Errors: []notice.Notice{}}
	if !noCollect {
		if report.Report, err = a.collect(ctx, cfg, collect.Options{Codec: o.Codec}); err != nil {
			return nil, err
		}
	}
	if !a.dryRun {
		o.Config, o.Now, o.Cache, o.Waiting = cfg, a.now, a.cache, a.waiting
		o.Progress = func(stage string, done, total int) { a.progress("Bouwen: "+stage, done, total, "") }
		result, err := build.Run(ctx, o)
		if err != nil {
			return nil, err
		}
		later = result.Later
		report.Pages, report.Photos = result.Pages, result.Photos
		for _, n := range result.Notices {
			if n.Level == notice.Error {
				report.Errors = append(report.Errors, n)
			} else {
				report.Add(n)
			}
		}
	}
	slices.SortStableFunc(report.Errors, func(a, b notice.Notice) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.Text, b.Text))
	})
	report.Seconds = math.Round(time.Since(start).Seconds()*100) / 100
	switch {
	case a.json:
		err = a.printJSON(report)
	case noCollect:
		a.printRemarks(report.Report)
		a.printBuilt(report)
	default:
		a.printReport(report.Report)
		a.printBuilt(report)
	}
	if err == nil && len(report.Errors) > 0 {
		return later, errPartial
	}
	return later, orPartial(err, report.Report)
}

func (a *app) printBuilt(r buildReport) {
	a.printNotices("Te herstellen (de pagina staat wel op de site)", r.Errors)
	if a.dryRun {
		return
	}
	seconds := strings.Replace(fmt.Sprintf("%.1f", r.Seconds), ".", ",", 1)
	fmt.Fprintf(a.stdout, "De site staat in %s/: %s en %s, in %s seconden.\n", build.PublicDir,
		count(r.Pages, "pagina", "pagina's"), count(r.Photos, "foto", "foto's"), seconds)
	fmt.Fprintln(a.stdout, "Bekijk hem met: opladers serve")
}

// hasErrors reports whether one of the notices is an error.
func hasErrors(list []notice.Notice) bool {
	for _, n := range list {
		if n.Level == notice.Error {
			return true
		}
	}
	return false
}
