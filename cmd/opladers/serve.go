package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers"
	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/live"
	"mijnopladers.nl/opladers/tools/store"
)

const (
	// askAgain is how long a calendar on the web or a mailbox is left alone while serve runs.
	askAgain = 15 * time.Minute
	// lastWork is how long work that was told to stop may take after the site is off the air.
	lastWork = 200 * time.Millisecond
)

func (a *app) serveCommand() *cobra.Command {
	var lan, noCollect, drafts bool
	var port int
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Laat de site zien, en houdt hem bij terwijl u werkt",
		Long: "Laat de site zien op deze computer. Bewaart u een bestand in de inbox, of verandert u een pagina,\n" +
			"dan ziet u dat meteen. Naast de pagina staat wat beter kan. Stop met Ctrl-C.",
		Example: "  opladers serve\n  opladers serve --lan\n  opladers serve --drafts",
		Args:    atMost(0, "Noem de map van de site met --site."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.dryRun || a.json {
				return usageError{"--dry-run en --json kunnen niet bij opladers serve."}
			}
			if port < 0 || port >= 1<<16 {
				return usageError{fmt.Sprintf("%d is geen poort. Kies een nummer van 1 tot en met 65535.", port)}
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			codec, end := a.codec()
			o := build.Options{Config: cfg, Now: a.now, Cache: a.cache, Codec: codec, Drafts: drafts}
			f := &follower{app: a, cfg: cfg, codec: codec, drafts: drafts, noCollect: noCollect, fixed: a.nowFlag != "", memory: &collect.Memory{Every: askAgain}}
			f.live, f.made = build.NewLive(o)
			f.server = live.New(f.live, live.Options{Explain: opladers.Checks})
			f.end = end
			return a.serve(cmd.Context(), f, port, lan)
		},
	}
	cmd.Flags().BoolVar(&lan, "lan", false, "ook voor andere toestellen in dit netwerk, zoals uw telefoon")
	cmd.Flags().BoolVar(&noCollect, "no-collect", false, "haal niets op: gebruik wat in content/ staat")
	cmd.Flags().BoolVar(&drafts, "drafts", false, "laat ook concepten zien, en pagina's van een latere dag")
	cmd.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		for _, name := range []string{"dry-run", "json"} {
			_ = cmd.InheritedFlags().MarkHidden(name) // it is there
		}
		cmd.Root().HelpFunc()(cmd, args)
	})
	cmd.Flags().IntVar(&port, "port", firstPort, "het `NUMMER` van de poort; is die bezet, dan de volgende")
	return cmd
}

// serve shows the site until ctx ends.
func (a *app) serve(ctx context.Context, f *follower, port int, lan bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	listeners, err := listen(lan, port)
	if err != nil {
		return err
	}
	unlock, alone, err := store.Serve(ctx, f.cfg.Dir)
	if err != nil {
		return err
	}
	defer unlock()
	f.ready = func() {
		a.endProgress()
		announce(a.stdout, listeners, port)
		if !alone {
			fmt.Fprintln(a.stdout, "Let op: in een ander venster loopt opladers serve ook, voor dezelfde map. Die twee zitten elkaar in de weg. Stop er een met Ctrl-C.")
		}
		if lan {
			screen, isFile := a.stdout.(*os.File)
			announceLAN(a.stdout, listeners, ownAddresses(), isFile && showsColours(screen))
		}
	}
	followed := make(chan error, 1)
	go func() {
		defer f.end()
		err := f.run(ctx)
		stop()
		followed <- err
	}()
	err = f.server.Serve(ctx, listeners...)
	stop()
	select {
	case followErr := <-followed:
		err = errors.Join(err, followErr)
	case <-time.After(lastWork): // what it is at is written as a whole or not at all
	}
	return err
}
