package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read"
)

func (a *app) agendaCommand() *cobra.Command {
	var from, to, municipality, pdf string
	cmd := &cobra.Command{
		Use:   "agenda [BESTAND]...",
		Short: "Laat zien wat er wanneer te doen is",
		Long: "Laat zien wat er wanneer te doen is: op de site, of in een agenda die u noemt (Excel, CSV, iCalendar).\n" +
			"Daaronder staat wat tegelijk op één plek is, en wat er misschien dubbel in staat.",
		Example: "  opladers agenda --gemeente lochem --from 2026-12-01 --to 2027-01-01\n" +
			"  opladers agenda schoolagenda.ics --json",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && municipality != "" {
				return usageError{"--gemeente kiest uit de site. Laat het weg bij een bestand dat u noemt."}
			}
			switch {
			case pdf != "" && len(args) > 0:
				return usageError{"--pdf print de agenda van de site, niet die van een bestand."}
			case pdf != "":
				return a.printPDF(cmd.Context(), pdf, municipality, from, to)
			}
			begin, end, err := a.period(from, to)
			if err != nil {
				return err
			}
			list, notices, err := a.occurrences(args, municipality, begin, end)
			if err != nil {
				return err
			}
			clashes, duplicates := agenda.Clashes(list), agenda.Duplicates(list)
			if a.json {
				err = a.printJSON(a.agendaJSON(list, clashes, duplicates))
			} else {
				a.printAgenda(list)
				a.printNotices("Tegelijk op één plek", a.remarks(clashes, "zijn tegelijk op één plek", "Kan dat niet? Kies voor een van de twee een andere tijd of plek."))
				a.printNotices("Misschien dubbel", a.remarks(duplicates, "zijn misschien dezelfde", "Is het dezelfde activiteit? Haal er een weg."))
			}
			for _, n := range notices {
				fmt.Fprintln(a.stderr, n.Error())
			}
			if err == nil && hasErrors(notices) {
				return errPartial
			}
			return err
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "vanaf deze `DATUM`, die dag meegerekend (anders vandaag)")
	cmd.Flags().StringVar(&to, "to", "", "tot deze `DATUM`, die dag niet meegerekend (anders een jaar verder)")
	cmd.Flags().StringVar(&municipality, "gemeente", "", "alleen deze `GEMEENTE`")
	cmd.Flags().StringVar(&pdf, "pdf", "", "maak een pdf om te printen, in dit `BESTAND`; zonder --from en --to van deze maand")
	return cmd
}

// period reads --from and --to: dates, or moments in RFC 3339.
func (a *app) period(from, to string) (begin, end time.Time, err error) {
	y, m, d := a.now.Date()
	begin = time.Date(y, m, d, 0, 0, 0, 0, a.now.Location())
	if from != "" {
		if begin, err = a.moment("--from", from); err != nil {
			return begin, end, err
		}
	}
	end = begin.AddDate(1, 0, 0)
	if to != "" {
		if end, err = a.moment("--to", to); err != nil {
			return begin, end, err
		}
	}
	if !begin.Before(end) {
		return begin, end, usageError{"--to moet na --from komen."}
	}
	return begin, end, nil
}

func (a *app) moment(flag, s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	c, err := page.ParseCivil(s)
	if err != nil {
		return time.Time{}, usageError{fmt.Sprintf("%s %s is geen datum. Schrijf hem zo: 2026-12-01", flag, s)}
	}
	return c.In(a.now.Location()), nil
}

// occurrences lists what takes place in the site, or in the calendar files that are named.
func (a *app) occurrences(files []string, municipality string, from, to time.Time) ([]agenda.Occurrence, []notice.Notice, error) {
	if len(files) > 0 {
		return inFiles(files, from, to)
	}
	cfg, err := a.config()
	if err != nil {
		return nil, nil, err
	}
	s, err := agenda.Load(cfg.Dir, a.now)
	if err != nil {
		return nil, nil, err
	}
	slug := page.Slug(municipality)
	if _, ok := s.Names[slug]; !ok && municipality != "" {
		return nil, nil, usageError{fmt.Sprintf("De gemeente %q bestaat niet op deze site.", municipality)}
	}
	list, err := s.Occurrences(slug, from, to)
	return list, s.Notices, err
}

// inFiles lists the occurrences in calendar files. What is wrong with one of them is a notice.
func inFiles(files []string, from, to time.Time) ([]agenda.Occurrence, []notice.Notice, error) {
	var out []agenda.Occurrence
	var notices []notice.Notice
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && info.IsDir() {
			return nil, nil, notice.Refuse(file+" is een map.", "Noem een agenda: een bestand van Excel, CSV of iCalendar.")
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		pages, remarks, err := read.Read(page.Source{Name: file, Data: data})
		for _, n := range remarks {
			n.File = cmp.Or(n.File, file)
			notices = append(notices, n)
		}
		if err != nil {
			notices = append(notices, notice.From(err, file))
			continue
		}
		for _, p := range pages {
			list, err := agenda.Expand(p, holiday.Days{}, from, to)
			if err != nil {
				notices = append(notices, notice.From(err, file))
				continue
			}
			for _, o := range list {
				o.UID, o.Source = cmp.Or(o.UID, p.Key), file
				out = append(out, o)
			}
		}
	}
	slices.SortStableFunc(out, agenda.Compare)
	return out, notices, nil
}
