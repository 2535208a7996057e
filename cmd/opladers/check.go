package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers"
	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check"
	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/feed"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/store"
)

// checkReport is the JSON of `opladers check`.
type checkReport struct {
	Findings []rule.Finding   `json:"findings"`
	Silenced []check.Silenced `json:"silenced"`
	Fixed    []check.Fixed    `json:"fixed"`
	Errors   int              `json:"errors"`
	Warnings int              `json:"warnings"`
	Advice   int              `json:"advice"`
	Pages    int              `json:"pages"`   // under content/
	Files    int              `json:"files"`   // of the site
	Checked  int              `json:"checked"` // of both, those that were not checked before
	Seconds  float64          `json:"seconds"`
}

func newCheckReport(r *check.Result, fixed []check.Fixed, start time.Time) checkReport {
	return checkReport{
		Findings: orEmpty(r.Findings), Silenced: orEmpty(r.Silenced), Fixed: orEmpty(fixed),
		Errors: r.Count(notice.Error), Warnings: r.Count(notice.Warning), Advice: r.Count(notice.Advice),
		Pages: r.Pages, Files: r.Files, Checked: r.Checked, Seconds: math.Round(time.Since(start).Seconds()*100) / 100,
	}
}

func (a *app) checkCommand() *cobra.Command {
	var fix, online bool
	var about string
	cmd := &cobra.Command{
		Use:   "check [PAGINA...]",
		Short: "Kijkt na wat goed moet zijn voor u publiceert",
		Long: "Kijkt alle pagina's in content/ na, en de site die ervan gemaakt wordt. Een fout houdt publiceren tegen, een\n" +
			"waarschuwing en een tip niet. Noemt u pagina's of mappen, dan ziet u alleen wat daarover gaat.",
		Example: "  opladers check\n  opladers check --fix zutphen/verhalen/fietsen\n  opladers check --uitleg alt-ontbreekt",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if about != "" {
				return a.explainRule(about)
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			names, err := named(cfg.Dir, args)
			if err != nil {
				return err
			}
			start := time.Now()
			result, err := a.checkNow(cmd.Context(), cfg, online)
			if err != nil {
				return err
			}
			others := only(result, names)
			var fixed []check.Fixed
			if fix {
				if fixed, err = a.fix(cmd, cfg, result); err != nil {
					return err
				}
				if len(fixed) > 0 && !a.dryRun {
					if result, err = a.checkNow(cmd.Context(), cfg, online); err != nil {
						return err
					}
					others = only(result, names)
				}
			}
			report := newCheckReport(result, fixed, start)
			if a.json {
				err = a.printJSON(report)
			} else {
				a.printCheck(report, fix, others)
			}
			if err == nil && report.Errors > 0 {
				return errPartial
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "herstel wat een programma kan herstellen; met undo draait u het terug")
	cmd.Flags().BoolVar(&online, "online", false, "kijk ook of links naar andere sites nog werken")
	cmd.Flags().StringVar(&about, "uitleg", "", "leg deze `CONTROLE` uit")
	return cmd
}

// checkNow checks the pages and the site as it would be published now. When public/ is older than the pages, the site is made anew for
// it, beside public/, which visitors may be looking at.
func (a *app) checkNow(ctx context.Context, cfg *config.Config, online bool) (result *check.Result, err error) {
	o := check.Options{Config: cfg, Now: a.now, DryRun: a.dryRun, Progress: a.checking}
	if online {
		o.Online = &check.Online{Transport: feed.Transport(cfg.Networks), Version: ownVersion()}
	}
	if record, ok := build.Last(cfg, a.now); ok {
		return a.checkSite(ctx, o, filepath.Join(cfg.Dir, build.PublicDir), record)
	}
	codec, end := a.codec()
	defer end()
	_, err = build.Run(ctx, build.Options{
		Config: cfg, Now: a.now, Cache: a.cache, Codec: codec, Waiting: a.waiting,
		Progress: func(stage string, done, total int) { a.progress("Bouwen: "+stage, done, total, "") },
		Check: func(ctx context.Context, dir string, r *build.Result) error {
			if result, err = a.checkSite(ctx, o, dir, r.Record); err != nil {
				return err
			}
			return build.ErrStays
		},
	})
	if errors.Is(err, build.ErrStays) {
		return result, nil
	}
	var n notice.Notice
	if result == nil && errors.As(err, &n) { // no site can be made: what is wrong with the pages says why, and can be mended
		pages, checkErr := check.Run(ctx, o)
		if checkErr == nil && pages.Count(notice.Error) > 0 {
			return pages, nil
		}
	}
	return result, err
}

func (a *app) checking(stage string, done, total int) {
	a.progress("Nakijken: "+stage, done, total, "")
}

func (a *app) checkSite(ctx context.Context, o check.Options, dir string, record *build.Record) (*check.Result, error) {
	o.Public, o.BaseURL, o.Built, o.Addresses = dir, record.BaseURL, record.Notices, record.Addresses
	return check.Run(ctx, o)
}

// named gives the pages, folders or files that people name, as findings name them. A path may begin with content/ and be written as on
// Windows, and an address on the site will do.
func named(site string, args []string) ([]string, error) {
	var names []string
	for _, arg := range args {
		name := strings.ReplaceAll(arg, `\`, "/")
		if rel, err := filepath.Rel(site, arg); err == nil && filepath.IsAbs(arg) && filepath.IsLocal(rel) {
			name = filepath.ToSlash(rel)
		} else if u, err := url.Parse(name); err == nil && u.Host != "" {
			name = u.Path
		}
		name = strings.TrimPrefix(strings.Trim(path.Clean(name), "/"), "content/")
		if name == "" || name == "." || name == "content" {
			return nil, nil // everything
		}
		there := func(file string) bool {
			_, err := os.Stat(filepath.Join(site, filepath.FromSlash(file)))
			return err == nil
		}
		if !filepath.IsLocal(name) || !there("content/"+name) && !there("content/"+name+".md") && !there(name) {
			return nil, usageError{fmt.Sprintf("Er is geen pagina of map %q in content/. Noem haar zo: opladers check zutphen/verhalen/fietsen", arg)}
		}
		names = append(names, name)
	}
	return names, nil
}

// only leaves what is about the named pages or folders, and gives how many errors there are elsewhere.
func only(r *check.Result, names []string) (others int) {
	if len(names) == 0 {
		return 0
	}
	about := func(file string) bool {
		return file == "" || slices.ContainsFunc(names, func(n string) bool {
			return file == n || strings.HasPrefix(file, n+"/") || strings.TrimSuffix(file, ".md") == n
		})
	}
	others = r.Count(notice.Error)
	r.Findings = slices.DeleteFunc(r.Findings, func(f rule.Finding) bool { return !about(f.File) })
	r.Silenced = slices.DeleteFunc(r.Silenced, func(f check.Silenced) bool { return !about(f.File) })
	return others - r.Count(notice.Error)
}

func (a *app) fix(cmd *cobra.Command, cfg *config.Config, result *check.Result) ([]check.Fixed, error) {
	unlock, err := store.Lock(cmd.Context(), cfg.Dir, a.waiting)
	if err != nil {
		return nil, err
	}
	defer unlock()
	s := store.Unread(cfg.Dir) // a municipality that cannot be read is among what is mended
	s.DryRun = a.dryRun
	return check.Fix(s, result.Findings)
}

// explainRule prints what docs/controles.md says of a rule.
func (a *app) explainRule(id string) error {
	name := strings.ToLower(strings.TrimSpace(id[strings.LastIndex(id, "#")+1:])) // people paste docs/controles.md#lange-zin
	name = strings.Join(strings.Fields(name), "-")
	if _, ok := rule.Get(name); !ok {
		return usageError{fmt.Sprintf("Er is geen controle die %q heet. Alle controles staan in %s.", id, rule.Docs)}
	}
	_, text, _ := strings.Cut(opladers.Checks, "\n### "+name+"\n")
	text, _, _ = strings.Cut(text, "\n### ")
	text, _, _ = strings.Cut(text, "\n## ")
	fmt.Fprintln(a.stdout, name+"\n\n"+strings.TrimSpace(strings.ReplaceAll(text, "**", "")))
	return nil
}

// The headings under which findings are printed.
var levels = []struct {
	level   notice.Level
	heading string
}{
	{notice.Error, "Fouten (zo gaat de site niet online)"},
	{notice.Warning, "Waarschuwingen"},
	{notice.Advice, "Tips"},
}

// printCheck prints what was found, and what to do now. others are the errors that are not shown, of pages that nobody asked about.
func (a *app) printCheck(r checkReport, fixed bool, others int) {
	a.endProgress()
	w := a.stdout
	for _, f := range r.Fixed {
		verb := "Hersteld"
		if a.dryRun {
			verb = "Plan: te herstellen"
		}
		fmt.Fprintf(w, "%s in %s: %d keer (%s).\n", verb, f.File, f.Count, strings.Join(f.Rules, ", "))
		for _, c := range f.Changes {
			was, is := shorten(oneLine(c.Old), 60), shorten(oneLine(c.New), 60)
			switch {
			case is == "":
				fmt.Fprintf(w, "  regel %d: ‘%s’ gaat weg\n", c.Line, was)
			case was == "":
				fmt.Fprintf(w, "  regel %d: ‘%s’ komt erbij\n", c.Line, is)
			default:
				fmt.Fprintf(w, "  regel %d: ‘%s’ wordt ‘%s’\n", c.Line, was, is)
			}
		}
	}
	for _, l := range levels {
		var list []rule.Finding
		for _, f := range r.Findings {
			if f.Level == l.level {
				list = append(list, f)
			}
		}
		a.printFindings(l.heading, list)
	}
	if len(r.Findings) > 0 {
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "Nagekeken: %s en %s. Fouten: %d, waarschuwingen: %d, tips: %d.\n",
		count(r.Pages, "pagina", "pagina's"), count(r.Files, "bestand van de site", "bestanden van de site"), r.Errors, r.Warnings, r.Advice)
	if n := len(r.Silenced); n > 0 {
		fmt.Fprintf(w, "%s niet getoond: de pagina zegt waarom. Met --json ziet u welke.\n", count(n, "melding", "meldingen"))
	}
	can := 0
	for _, f := range r.Findings {
		if f.Fixes {
			can++
		}
	}
	if can > 0 && !fixed {
		fmt.Fprintf(w, "Hiervan kan opladers er %d zelf herstellen: opladers check --fix\n", can)
	}
	switch {
	case r.Errors > 0:
		fmt.Fprintln(w, "Herstel eerst de fouten. Uitleg bij een controle: opladers check --uitleg NAAM")
	case others > 0:
		fmt.Fprintf(w, "Hier is geen fout, maar op andere plekken: %s. Kijk met: opladers check\n", count(others, "fout", "fouten"))
	default:
		fmt.Fprintln(w, "De site mag online: opladers publish")
	}
}

// maxOfRule is how many findings of one rule are printed; --json gives all.
const maxOfRule = 5

// printFindings prints findings by rule, the rule that was broken most at the end.
func (a *app) printFindings(heading string, list []rule.Finding) {
	if len(list) == 0 {
		return
	}
	w := a.stdout
	fmt.Fprintf(w, "\n%s:\n", heading)
	count := map[string]int{}
	for _, f := range list {
		count[f.Rule]++
	}
	slices.SortStableFunc(list, func(a, b rule.Finding) int {
		return cmp.Or(count[a.Rule]-count[b.Rule], strings.Compare(a.Rule, b.Rule))
	})
	shown, last := 0, ""
	for _, f := range list {
		if f.Rule != last {
			shown, last = 0, f.Rule
			fmt.Fprintf(w, "\n  %s (%s)\n  %s\n", f.Why, f.Docs, strings.Repeat("-", 40))
		}
		if shown++; shown > maxOfRule {
			if shown == count[f.Rule] {
				fmt.Fprintf(w, "  … en nog %d. Met --json ziet u alles.\n", shown-maxOfRule)
			}
			continue
		}
		switch {
		case f.Line > 0:
			fmt.Fprintf(w, "  %s, regel %d\n", f.File, f.Line)
		case f.File != "":
			fmt.Fprintf(w, "  %s\n", f.File)
		}
		fmt.Fprintf(w, "    %s\n    → %s\n", f.Text, f.Hint)
	}
}
