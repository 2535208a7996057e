package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/check"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/publish"
	"mijnopladers.nl/opladers/tools/store"
)

// netlifyToken is the variable with the token of Netlify, which stands in no file.
const netlifyToken = "OPLADERS_NETLIFY"

// errBlocked ends a build whose site may not be published, and errPlanned one that was only looked at.
var (
	errBlocked = errors.New("blocked")
	errPlanned = errors.New("planned")
)

func (a *app) publishCommand() *cobra.Command {
	var rollback, forget bool
	var to string
	cmd := &cobra.Command{
		Use:   "publish",
		Short: "Zet de site online, als alles klopt",
		Long: "Maakt de site van wat in content/ staat, kijkt hem na en zet hem online. Alleen wat veranderde gaat mee. Is er een fout,\n" +
			"of gaat er onderweg iets mis, dan blijft de oude site staan. Publish haalt niets op: dan gaat er niets online dat u niet\n" +
			"gezien hebt. Doe dat eerst met build of collect. Met --rollback gaat u terug naar wat er voor de laatste keer stond, en nog\n" +
			"een keer is nog een versie verder terug. Waar de site komt, staat in config.toml bij publiceren.",
		Example: "  opladers publish\n  opladers publish --dry-run\n  opladers publish --rollback",
		Args:    atMost(0, "Noem de plek met --to."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if rollback && forget {
				return usageError{"Kies --rollback of --forget. Samen kan niet."}
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			d, err := destination(cfg, to)
			if err != nil {
				return err
			}
			o, err := a.publishOptions(cfg, d)
			if err != nil {
				return err
			}
			report := &publishReport{Target: d.Name, base: cfg.BaseURL, title: cfg.Title, languages: cfg.Languages, Errors: []notice.Notice{}}
			if d.Address != "" {
				report.base = d.Address
			}
			if forget {
				return a.forget(cmd.Context(), o, d)
			}
			if rollback {
				return a.rollback(cmd.Context(), cfg, o, report)
			}
			return a.publish(cmd.Context(), cfg, d, o, report)
		},
	}
	cmd.Flags().BoolVar(&rollback, "rollback", false, "laat bezoekers weer zien wat er de vorige keer stond")
	cmd.Flags().BoolVar(&forget, "forget", false, "gooi eerdere versies weg: dan staat ook daar niet meer wat ingetrokken is")
	cmd.Flags().StringVar(&to, "to", "", "de `NAAM` van de plek in config.toml (anders de eerste)")
	return cmd
}

// destination finds the place with a name, or the first.
func destination(cfg *config.Config, name string) (*config.Destination, error) {
	if len(cfg.Destinations) == 0 {
		return nil, notice.Notice{
			Level: notice.Error, File: config.Name, Text: "Er staat nergens waar de site online komt.",
			Hint: "Zet er [params.opladers.publiceren] in, met soort = 'map', 'netlify' of 'git'. Meer staat in docs/publiceren.md.",
		}
	}
	var names []string
	for i, d := range cfg.Destinations {
		if name == "" || d.Name == name {
			return &cfg.Destinations[i], nil
		}
		names = append(names, d.Name)
	}
	return nil, usageError{fmt.Sprintf("--to %s bestaat niet. Kies %s.", name, strings.Join(names, " of "))}
}

// publishOptions makes what package publish needs for a place.
func (a *app) publishOptions(cfg *config.Config, d *config.Destination) (*publish.Options, error) {
	state := filepath.Join(cfg.Dir, store.StateDir, "publiceren", d.Name)
	o := &publish.Options{
		State: state, Now: a.now, DryRun: a.dryRun, Waiting: a.waiting,
		Progress: func(done, total int) { a.progress("Online zetten", done, total, "") },
	}
	switch d.Kind {
	case config.ToFolder:
		o.Target = &publish.Folder{Path: d.Path}
	case config.ToGit:
		o.Target = &publish.Git{Dir: filepath.Join(state, "git"), Remote: d.Remote, Branch: d.Branch, Domain: d.Domain}
	case config.ToNetlify:
		token := strings.TrimSpace(os.Getenv(netlifyToken))
		if token == "" {
			return nil, notice.Refuse("Het token van Netlify is er niet.", "Maak er een op app.netlify.com, bij User settings en Applications, en zet het in de omgeving als "+netlifyToken+".")
		}
		o.Target = &publish.Netlify{Site: d.Site, Token: token, API: d.API}
	}
	return o, nil
}

// publish builds the site, has it checked, and ships it.
func (a *app) publish(ctx context.Context, cfg *config.Config, d *config.Destination, o *publish.Options, report *publishReport) error {
	codec, end := a.codec()
	defer end()
	var built os.FileInfo
	_, err := build.Run(ctx, build.Options{
		Config: cfg, BaseURL: d.Address, Now: a.now, Cache: a.cache, Codec: codec, Waiting: a.waiting,
		Progress: func(stage string, done, total int) { a.progress("Bouwen: "+stage, done, total, "") },
		Check: func(ctx context.Context, dir string, r *build.Result) (err error) {
			if err := a.judge(ctx, cfg, dir, r, report); err != nil {
				return err
			}
			if a.dryRun {
				o.Dir = dir
				if report.result, err = publish.Run(ctx, *o); err == nil {
					err = errPlanned
				}
				return err
			}
			built, err = os.Stat(dir)
			return err
		},
	})
	switch {
	case errors.Is(err, errBlocked), errors.Is(err, errPlanned):
		return a.endPublish(report, false)
	case err != nil:
		return err
	}
	// Nobody may make another site in the place of the one that was checked, while it travels.
	unlock, err := store.Lock(ctx, cfg.Dir, a.waiting)
	if err != nil {
		return err
	}
	defer unlock()
	o.Dir = filepath.Join(cfg.Dir, build.PublicDir)
	if now, err := os.Stat(o.Dir); err != nil || !os.SameFile(built, now) {
		return notice.Refuse("Een andere opladers heeft de site intussen opnieuw gemaakt. Er is niets online gezet.", "Doe het opnieuw.")
	}
	if report.result, err = publish.Run(ctx, *o); err != nil {
		return err
	}
	return a.endPublish(report, false)
}

// judge checks a finished site. An error blocks publishing.
func (a *app) judge(ctx context.Context, cfg *config.Config, dir string, r *build.Result, report *publishReport) error {
	result, err := a.checkSite(ctx, check.Options{Config: cfg, Now: a.now, DryRun: a.dryRun, Progress: a.checking}, dir, r.Record)
	if err != nil {
		return err
	}
	report.Warnings, report.Advice = result.Count(notice.Warning), result.Count(notice.Advice)
	for _, f := range result.Findings {
		if f.Level == notice.Error {
			report.Errors = append(report.Errors, f.Notice())
		}
	}
	if len(report.Errors) > 0 {
		return errBlocked
	}
	return nil
}

// mayReturn finds photos in an earlier deploy that nobody may see any more, because consent was withdrawn or ended since. Of a deploy
// of which the files are not known it takes any photo that was withdrawn to be one.
func (a *app) mayReturn(cfg *config.Config, files []publish.File) ([]notice.Notice, error) {
	refused, err := store.Refused(cfg.Dir, a.now.Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	hint := "Bouw en publiceer de site zoals zij nu is: opladers publish. Wilt u de oude versie weggooien? opladers publish --forget"
	var out []notice.Notice
	if files == nil && len(refused) > 0 {
		out = append(out, notice.Notice{Level: notice.Error, Text: "Het is niet bekend welke foto's op de vorige versie staan. Er zijn foto's die niet meer op de site mogen.", Hint: hint})
	}
	seen := map[string]bool{}
	for _, f := range files {
		id := store.PhotoID(path.Base(f.Path)) // wherever it stands
		if why := refused[id]; why != "" && !seen[id] {
			seen[id] = true
			out = append(out, notice.Notice{Level: notice.Error, File: f.Path, Text: "Op de vorige versie staat een foto die niet meer op de site mag: " + why + ".", Hint: hint})
		}
	}
	return out, nil
}

// rollback shows visitors the deploy before.
func (a *app) rollback(ctx context.Context, cfg *config.Config, o *publish.Options, report *publishReport) (err error) {
	o.May = func(files []publish.File) error {
		report.Errors, err = a.mayReturn(cfg, files)
		if err == nil && len(report.Errors) > 0 {
			err = errBlocked
		}
		return err
	}
	report.result, err = publish.Rollback(ctx, *o)
	if err != nil && !errors.Is(err, errBlocked) {
		return err
	}
	return a.endPublish(report, true)
}

// forget throws away what visitors saw before.
func (a *app) forget(ctx context.Context, o *publish.Options, d *config.Destination) error {
	n, err := publish.Forget(ctx, *o)
	a.endProgress()
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"target": d.Name, "forgotten": n})
	}
	if a.dryRun {
		fmt.Fprintln(a.stdout, "Plan: alle eerdere versies worden weggegooid. Wat bezoekers zien, verandert niet.")
		return nil
	}
	fmt.Fprintf(a.stdout, "Weggegooid: %s. Wat bezoekers zien, is niet veranderd. Teruggaan kan nu niet meer.\n", many(n, "1 eerdere versie", "%d eerdere versies"))
	if d.Kind == config.ToGit {
		fmt.Fprintln(a.stdout, "Wie de tak al ophaalde, heeft de oude versies nog. De plek zelf ruimt ze na een tijd op; vraag die daar zo nodig om.")
	}
	return nil
}

// endPublish says what came of it, and gives the exit status.
func (a *app) endPublish(report *publishReport, back bool) error {
	report.fill(a.dryRun && !back)
	a.endProgress()
	if a.json {
		if err := a.printJSON(report); err != nil {
			return err
		}
	} else {
		a.printPublished(report, back)
	}
	if report.Blocked || !report.Live && !a.dryRun {
		return errPartial
	}
	return nil
}
