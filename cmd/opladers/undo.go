package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/store"
)

func (a *app) undoCommand() *cobra.Command {
	var redo bool
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Draait het laatste ophalen of herstellen terug",
		Long: "Zet terug wat het laatste ophalen (of check --fix) in content/ veranderde, ook de foto's. U kunt het herhalen, en met --redo\n" +
			"terugdraaien. Wat sindsdien is aangepast, blijft staan.",
		Example: "  opladers undo\n  opladers undo --redo",
		Args:    atMost(0, "Noem de map van de site met --site."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, unlock, err := a.openStore(cmd)
			if err != nil {
				return err
			}
			defer unlock()
			undo := s.Undo
			if redo {
				undo = s.Redo
			}
			u, err := undo()
			if errors.Is(err, store.ErrNothing) {
				u, err = &store.Undone{Restored: []string{}, Kept: []string{}}, nil
			}
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(u)
			}
			a.printUndone(u, redo)
			return nil
		},
	}
	cmd.Flags().BoolVar(&redo, "redo", false, "doe opnieuw wat u het laatst terugdraaide")
	return cmd
}

func (a *app) printUndone(u *store.Undone, redo bool) {
	verb, plan := "teruggedraaid", ""
	if redo {
		verb = "opnieuw gedaan"
	}
	if a.dryRun {
		plan = "Plan: "
	}
	if len(u.Restored)+len(u.Kept) == 0 {
		fmt.Fprintf(a.stdout, "Er is niets dat %s kan worden.\n", verb)
		return
	}
	what := "Het ophalen"
	if u.Mended {
		what = "Het herstellen"
	}
	what += " van " + u.When.In(a.now.Location()).Format("2-1-2006 15.04 uur")
	switch n := len(u.Restored); n {
	case 0:
		fmt.Fprintf(a.stdout, "%s%s kon niet %s worden: alles is sindsdien aangepast.\n", plan, what, verb)
	case 1:
		fmt.Fprintf(a.stdout, "%s%s is %s: 1 map of bestand in content/.\n", plan, what, verb)
	default:
		fmt.Fprintf(a.stdout, "%s%s is %s: %d mappen en bestanden in content/.\n", plan, what, verb, n)
	}
	a.printPaths("Zoals ervoor", u.Restored)
	a.printPaths("Sindsdien aangepast, en daarom zo gelaten", u.Kept)
	if !redo && !u.Mended {
		fmt.Fprintln(a.stdout, "\nStaat het bestand nog in de inbox? Dan komt het bij het volgende ophalen terug. Haal het weg, of verbeter het.")
	}
}

func (a *app) printPaths(heading string, list []string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s:\n", heading)
	for i, p := range list {
		if i == maxShown {
			fmt.Fprintf(a.stdout, "  … en nog %d. Met --json ziet u alles.\n", len(list)-i)
			return
		}
		fmt.Fprintln(a.stdout, "  "+p)
	}
}

// openStore opens the content for a verb that changes it; unlock ends that.
func (a *app) openStore(cmd *cobra.Command) (s *store.Store, unlock func(), err error) {
	cfg, err := a.config()
	if err != nil {
		return nil, nil, err
	}
	if unlock, err = store.Lock(cmd.Context(), cfg.Dir, a.waiting); err != nil {
		return nil, nil, err
	}
	if s, err = store.Open(cfg.Dir); err != nil {
		unlock()
		return nil, nil, err
	}
	s.DryRun = a.dryRun
	return s, unlock, nil
}

func (a *app) removeCommand() *cobra.Command {
	var restore bool
	cmd := &cobra.Command{
		Use:   "remove PAGINA...",
		Short: "Haalt een pagina voorgoed weg",
		Long: "Haalt een pagina met haar foto's voorgoed weg. Het bestand waar zij van gemaakt is, brengt haar niet terug, ook niet\n" +
			"onder een andere naam. Met undo komt zij niet terug; wel met --restore, als het bestand er nog is.",
		Example: "  opladers remove zutphen/verhalen/fietsen",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{"Noem de pagina die weg moet: opladers remove zutphen/verhalen/fietsen"}
			}
			s, unlock, err := a.openStore(cmd)
			if err != nil {
				return err
			}
			defer unlock()
			removed := []string{}
			for _, name := range args {
				dir, err := store.PageDir(name)
				if err == nil && restore {
					err = s.Restore(dir)
				} else if err == nil {
					err = s.Remove(dir, a.now.Format(time.DateOnly))
				}
				if err != nil {
					return err
				}
				removed = append(removed, dir)
			}
			if err := collect.Forget(a.site); err != nil && !a.dryRun {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"removed": removed})
			}
			a.printRemoved(removed, restore)
			return nil
		},
	}
	cmd.Flags().BoolVar(&restore, "restore", false, "laat een verwijderde pagina bij het volgende ophalen terugkomen")
	return cmd
}

func (a *app) printRemoved(removed []string, restore bool) {
	if restore {
		a.printPaths("Komt terug bij het volgende ophalen", removed)
		return
	}
	a.printPaths("Verwijderd", removed)
	fmt.Fprintln(a.stdout, "\nBouw de site opnieuw met `opladers build`. In de geschiedenis van git staat de pagina nog.")
}
