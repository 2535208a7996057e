package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/mailbox"
	"mijnopladers.nl/opladers/tools/page"
)

func (a *app) collectCommand() *cobra.Command {
	var municipality, kind string
	cmd := &cobra.Command{
		Use:   "collect [BESTAND of MAP]...",
		Short: "Haalt op wat in de inbox staat",
		Long:  "Haalt op wat in de inbox staat, of alleen de bestanden die u noemt, en maakt er pagina's van in content/.",
		Example: "  opladers collect\n" +
			"  opladers collect \"Fietsen leren.docx\" --gemeente zutphen --soort verhaal",
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := a.config()
			if err != nil {
				return err
			}
			k, err := parseKind(kind)
			if err != nil {
				return err
			}
			if len(args) == 0 && (municipality != "" || kind != "") {
				return usageError{"--gemeente en --soort horen bij bestanden die u noemt: opladers collect BESTAND --gemeente NAAM"}
			}
			codec, end := a.codec()
			defer end()
			r, err := a.collect(cmd.Context(), cfg, collect.Options{Codec: codec, Paths: args, Municipality: page.Slug(municipality), Kind: k})
			var unknown collect.UnknownMunicipality
			if errors.As(err, &unknown) {
				return usageError{unknown.Error()}
			}
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(r)
			} else {
				a.printReport(r)
			}
			return orPartial(err, r)
		},
	}
	cmd.Flags().StringVar(&municipality, "gemeente", "", "de `GEMEENTE` waar de bestanden over gaan")
	cmd.Flags().StringVar(&kind, "soort", "", "`SOORT` pagina: verhaal, initiatief of activiteit")
	return cmd
}

// collect runs the pipeline with what the global flags say.
func (a *app) collect(ctx context.Context, cfg *config.Config, o collect.Options) (*collect.Report, error) {
	o.Site, o.Inbox, o.BaseURL, o.Now, o.DryRun = cfg.Dir, cfg.Inbox, cfg.BaseURL, a.now, a.dryRun
	o.Mailboxes, o.Networks, o.Version = mailboxes(cfg), cfg.Networks, ownVersion()
	o.Getenv = os.Getenv
	o.Progress = func(done, total int, name string) { a.progress("Ophalen", done, total, name) }
	if o.Waiting == nil {
		o.Waiting = a.waiting
	}
	return collect.Run(ctx, o)
}

// mailboxes gives the accounts of the configuration, with their passwords from the environment.
func mailboxes(cfg *config.Config) []mailbox.Account {
	var out []mailbox.Account
	for _, m := range cfg.Mailboxes {
		out = append(out, mailbox.Account{
			Name: m.Name, IMAP: m.IMAP, SMTP: m.SMTP, User: m.User, Folder: m.Folder, From: m.From, AuthServ: m.AuthServer,
			Password: os.Getenv(mailbox.PasswordVariable(m.Name)),
		})
	}
	return out
}

// waiting says why nothing seems to happen.
func (a *app) waiting() {
	fmt.Fprintln(a.stderr, "Een andere opladers is bezig in deze site. Even wachten …")
}

// orPartial is the end of a verb that collected.
func orPartial(err error, r *collect.Report) error {
	if err == nil && len(r.Refused)+len(r.Questions) > 0 {
		return errPartial
	}
	return err
}

func parseKind(s string) (page.Kind, error) {
	switch k := page.Kind(strings.ToLower(s)); k {
	case "", page.KindStory, page.KindInitiative, page.KindActivity:
		return k, nil
	}
	return "", usageError{fmt.Sprintf("--soort %s bestaat niet. Kies verhaal, initiatief of activiteit.", s)}
}
