package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/feed"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// holidaysURL is where the Dutch government publishes the school holidays.
const holidaysURL = "https://opendata.rijksoverheid.nl/v1/sources/rijksoverheid/infotypes/schoolholidays?output=json&rows=200"

func (a *app) holidaysCommand() *cobra.Command {
	list := func(*cobra.Command, []string) error {
		cfg, err := a.config()
		if err != nil {
			return err
		}
		table, err := agenda.LoadHolidays(cfg.Dir)
		if err != nil {
			return err
		}
		return a.printHolidays(table)
	}
	cmd := &cobra.Command{
		Use:   "holidays",
		Short: "Laat de schoolvakanties zien en werkt ze bij",
		Long: "Laat de schoolvakanties zien van dit schooljaar en de jaren daarna, per regio. Met update haalt u op wat de\n" +
			"rijksoverheid sindsdien bekendmaakte.",
		Example: "  opladers holidays\n  opladers holidays update",
		Args:    atMost(0, "Kies list of update."),
		RunE:    list,
	}
	cmd.AddCommand(&cobra.Command{
		Use: "list", Short: "Laat de schoolvakanties zien", Example: "  opladers holidays list --json",
		Args: atMost(0, "Noem de map van de site met --site."), RunE: list,
	}, a.holidaysUpdateCommand())
	return cmd
}

func (a *app) holidaysUpdateCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "update",
		Short: "Haalt de schoolvakanties op bij de rijksoverheid",
		Long: "Haalt de schoolvakanties op bij de rijksoverheid en laat zien wat er nieuw of anders is. Dat komt in\n" +
			agenda.HolidaysFile + ". Verplichte vakanties die al bekend zijn, blijven staan: kijk die zelf na.",
		Example: "  opladers holidays update\n  opladers holidays update --dry-run",
		Args:    atMost(0, "Noem de map van de site met --site."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
				return usageError{fmt.Sprintf("--url %s is geen adres. Schrijf het zo: https://voorbeeld.example.org/vakanties.json", address)}
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			changes, err := updateHolidays(cmd.Context(), cfg.Dir, feed.Request{URL: address, Allowed: cfg.Networks, Version: ownVersion()}, a.dryRun)
			if err != nil {
				return err
			}
			return a.printChanges(changes)
		},
	}
	cmd.Flags().StringVar(&address, "url", holidaysURL, "haal ze op van dit `ADRES`")
	return cmd
}

// updateHolidays brings what the government publishes into the site's file, and says what changes by it. A file that has it
// all already is not written, and none is with dryRun.
func updateHolidays(ctx context.Context, site string, source feed.Request, dryRun bool) ([]holiday.Change, error) {
	table, err := agenda.LoadHolidays(site)
	if err != nil {
		return nil, err
	}
	data, err := feed.Get(ctx, source, holiday.MaxBytes)
	if n := (notice.Notice{}); errors.As(err, &n) {
		n.Text += " De schoolvakanties blijven zoals zij waren."
		return nil, n
	}
	if err != nil {
		return nil, err
	}
	update, err := holiday.ParseJSON(data)
	if err != nil {
		return nil, err
	}
	merged, changes, err := table.Merge(update)
	if err != nil || dryRun || string(merged.CSV()) == string(table.CSV()) {
		return changes, err
	}
	_, err = atomic.WriteFile(filepath.Join(site, filepath.FromSlash(agenda.HolidaysFile)), merged.CSV())
	return changes, err
}

// printChanges says what an update changed. What was left for a person to judge makes it partial.
func (a *app) printChanges(changes []holiday.Change) error {
	changed, kept := []string{}, []string{}
	for _, c := range changes {
		if c.Kept {
			kept = append(kept, c.String())
		} else {
			changed = append(changed, c.String())
		}
	}
	if a.json {
		if err := a.printJSON(map[string][]string{"changed": changed, "kept": kept}); err != nil {
			return err
		}
	} else {
		switch {
		case len(changed) == 0:
			fmt.Fprintln(a.stdout, "De schoolvakanties zijn bij.")
		case a.dryRun:
			a.printPaths("Plan: dit verandert in "+agenda.HolidaysFile, changed)
		default:
			a.printPaths("Veranderd in "+agenda.HolidaysFile, changed)
			fmt.Fprintln(a.stdout, "\nKijk na of dit klopt, en bouw de site opnieuw met `opladers build`.")
		}
		if len(kept) > 0 {
			a.printPaths("Niet overgenomen: deze vakanties zijn verplicht en waren al bekend", kept)
			fmt.Fprintf(a.stdout, "\nVergelijk met rijksoverheid.nl/schoolvakanties. Klopt de nieuwe? Zet hem dan zelf in %s.\n", agenda.HolidaysFile)
		}
	}
	if len(kept) > 0 {
		return errPartial
	}
	return nil
}

// holidayJSON is one holiday in the JSON of `opladers holidays`. Both days of a period are inclusive.
type holidayJSON struct {
	Year     string               `json:"year"`
	Name     string               `json:"name"`
	Required bool                 `json:"required"`
	Regions  map[string][2]string `json:"regions"` // first and last day, by region
}

// printHolidays prints the holidays from this school year on.
func (a *app) printHolidays(table *holiday.Table) error {
	autumn := a.now.AddDate(0, -7, 0).Year() // in which this school year began: it lasts until August
	rows := slices.DeleteFunc(table.Rows(), func(r holiday.Row) bool { return r.Year < fmt.Sprint(autumn) })
	if a.json {
		list := []holidayJSON{}
		for _, r := range rows {
			h := holidayJSON{Year: r.Year, Name: r.Name, Required: r.Required, Regions: map[string][2]string{}}
			for i, p := range r.Periods {
				h.Regions[holiday.Regions[i]] = [2]string{p.First.String(), p.Last.String()}
			}
			list = append(list, h)
		}
		return a.printJSON(map[string]any{"holidays": list, "until": table.End().String()})
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	year := ""
	for _, r := range rows {
		if r.Year != year {
			year = r.Year
			fmt.Fprintf(w, "%s\t%s\n", year, strings.Join(holiday.Regions[:], "\t"))
		}
		status := "advies"
		if r.Required {
			status = "verplicht"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Name, inYear(r.Periods[0]), inYear(r.Periods[1]), inYear(r.Periods[2]), status)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if n, ok := table.Warning(page.WallTime(a.now)); ok {
		a.printNotices("Opmerkingen", []notice.Notice{n})
	}
	return nil
}

// inYear writes a period of which the year is known: 21 feb t/m 1 mrt.
func inYear(p holiday.Period) string {
	_, first, _ := strings.Cut(when.Short(p.First), " ")
	_, last, _ := strings.Cut(when.Short(p.Last), " ")
	return first + " t/m " + last
}
