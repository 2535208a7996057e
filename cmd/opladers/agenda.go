package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read"
)

// occurrenceJSON is an occurrence in the JSON of `opladers agenda`: start and end in RFC 3339 in the site's zone; for
// an all-day activity dates alone, of which the end is exclusive.
type occurrenceJSON struct {
	UID          string      `json:"uid"`
	Title        string      `json:"title"`
	Start        string      `json:"start"`
	End          string      `json:"end"`
	AllDay       bool        `json:"all_day"`
	Place        string      `json:"place"`
	Municipality string      `json:"municipality"`
	Status       page.Status `json:"status"`
	Source       string      `json:"source"`
}

func (a *app) agendaCommand() *cobra.Command {
	var from, to, municipality, pdf string
	cmd := &cobra.Command{
		Use:   "agenda [BESTAND]...",
		Short: "Laat zien wat er wanneer te doen is",
		Long:  "Laat zien wat er wanneer te doen is: op de site, of in een agenda die u noemt (Excel, CSV, iCalendar).",
		Example: "  opladers agenda --gemeente lochem --from 2026-12-01 --to 2027-01-01\n" +
			"  opladers agenda schoolagenda.ics --json",
		RunE: func(_ *cobra.Command, args []string) error {
			if pdf != "" {
				return notice.Refuse("opladers agenda --pdf komt in een latere versie.", "")
			}
			begin, end, err := a.period(from, to)
			if err != nil {
				return err
			}
			list, notices, err := a.occurrences(args, municipality, begin, end)
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(map[string]any{"occurrences": a.toJSON(list)})
			} else {
				a.printAgenda(list)
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
	cmd.Flags().StringVar(&pdf, "pdf", "", "maak een `BESTAND` om te printen")
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

func (a *app) toJSON(list []agenda.Occurrence) []occurrenceJSON {
	out := []occurrenceJSON{}
	for _, o := range list {
		layout, begin, end := time.RFC3339, o.Begin.In(a.now.Location()), o.End.In(a.now.Location())
		if o.AllDay {
			layout, begin, end = time.DateOnly, o.Begin, o.End
		}
		if o.End.IsZero() {
			end = begin
		}
		out = append(out, occurrenceJSON{
			UID: o.UID, Title: o.Title, Start: begin.Format(layout), End: end.Format(layout), AllDay: o.AllDay,
			Place: o.Place.String(), Municipality: o.Municipality, Status: o.Status, Source: o.Source,
		})
	}
	return out
}

var (
	days   = [...]string{"zo", "ma", "di", "wo", "do", "vr", "za"}
	months = [...]string{"", "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}
)

// clock writes a time of day as people here do: 9.30.
func clock(t time.Time) string { return strings.TrimPrefix(t.Format("15.04"), "0") }

// printAgenda prints a readable table.
func (a *app) printAgenda(list []agenda.Occurrence) {
	if len(list) == 0 {
		fmt.Fprintln(a.stdout, "Er is in deze tijd niets te doen.")
		return
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, o := range list {
		begin := o.Begin.In(a.now.Location())
		when := "hele dag"
		if !o.AllDay {
			when = clock(begin)
			if !o.End.IsZero() && o.End.After(o.Begin) {
				when += "-" + clock(o.End.In(a.now.Location()))
			}
		}
		status := ""
		if o.Status != page.StatusOn {
			status = "(" + strings.ReplaceAll(string(o.Status), "-", " ") + ")"
		}
		fmt.Fprintf(w, "%s %d %s %d\t%s\t%s\t%s\t%s\n", days[begin.Weekday()], begin.Day(), months[begin.Month()], begin.Year(),
			when, strings.TrimSpace(o.Title+" "+status), o.Place.Short(), o.Municipality)
	}
	w.Flush()
	fmt.Fprintf(a.stdout, "%d keer iets te doen.\n", len(list))
}
