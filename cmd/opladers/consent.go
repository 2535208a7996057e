package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/consent"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

func (a *app) consentCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "consent",
		Short: "Beheert toestemmingen voor foto's",
		Long: "Laat zien welke foto's op de site mogen en welke niet (list), haalt een foto voorgoed overal weg (withdraw), en haalt weg\n" +
			"wat niet langer mag (expire).",
		Example: "  opladers consent list --gemeente zutphen\n  opladers consent withdraw zutphen/verhalen/soep#2\n  opladers consent expire",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usageError{fmt.Sprintf("%q bestaat niet bij opladers consent.%s", args[0], meant(cmd.SuggestionsFor(args[0])))}
		},
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(a.consentList(), a.consentWithdraw(), a.consentExpire())
	for _, verb := range cmd.Commands() {
		do := verb.RunE
		verb.RunE = func(cmd *cobra.Command, args []string) error {
			err := do(cmd, args)
			var unknown collect.UnknownMunicipality
			if errors.As(err, &unknown) {
				return usageError{unknown.Error()}
			}
			return err
		}
	}
	return cmd
}

// consentOptions are those of all its verbs.
func (a *app) consentOptions(municipality string) (consent.Options, error) {
	cfg, err := a.config()
	if err != nil {
		return consent.Options{}, err
	}
	return consent.Options{
		Site: cfg.Dir, Inbox: cfg.Inbox, Cache: a.cache, Municipality: page.Slug(municipality), Now: a.now, DryRun: a.dryRun, Waiting: a.waiting,
		Progress: func(done, total int) { a.progress("Zoeken", done, total, "") },
	}, nil
}

// taking is what taking photos away needs: what to look through, with the codec that end ends, and the address that the site is made for
// afterwards.
func (a *app) taking(municipality, baseURL string) (o consent.Options, base string, end func(), err error) {
	if base, err = parseBaseURL(baseURL); err != nil {
		return o, "", nil, err
	}
	if o, err = a.consentOptions(municipality); err != nil {
		return o, "", nil, err
	}
	o.Codec, end = a.codec()
	return o, base, end, nil
}

func (a *app) consentList() *cobra.Command {
	var municipality string
	var within int
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Noemt elke foto, of zij op de site mag, en tot wanneer",
		Long: "Noemt elke foto op een pagina: of zij op de site mag, door welk formulier, tot wanneer, en wat u moet doen. Wat aandacht\n" +
			"nodig heeft, staat bovenaan. Met --binnen 60 ziet u alleen wat voorbij is, of binnen 60 dagen voorbij is.",
		Example: "  opladers consent list\n  opladers consent list --gemeente zutphen --binnen 60",
		Args:    atMost(0, "Kies een gemeente met --gemeente."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := a.consentOptions(municipality)
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("binnen") && within < 0 {
				return usageError{"--binnen is een aantal dagen, zoals 60."}
			}
			list, notices, err := consent.List(o)
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("binnen") {
				list = consent.Within(list, a.now.Format("2006-01-02"), within)
			}
			if a.json {
				err = a.printJSON(map[string]any{"photos": list, "notices": orEmpty(notices)})
			} else {
				a.printConsents(list)
				a.printNotices("Opmerkingen", notices)
			}
			for _, n := range notices {
				if n.Level == notice.Question && err == nil {
					err = errPartial
				}
			}
			return err
		},
	}
	cmd.Flags().StringVar(&municipality, "gemeente", "", "alleen de foto's van deze `GEMEENTE`")
	cmd.Flags().IntVar(&within, "binnen", 0, "alleen wat voorbij is, of binnen zoveel `DAGEN` voorbij is")
	return cmd
}

// orEmpty makes an empty list of nil, for JSON.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// printConsents prints photos under a heading for each state.
func (a *app) printConsents(list []consent.Entry) {
	if len(list) == 0 {
		fmt.Fprintln(a.stdout, "Er zijn geen foto's om te noemen.")
	}
	var state page.State
	shown, left := 0, 0
	more := func() {
		if left > 0 {
			fmt.Fprintf(a.stdout, "  … en nog %d. Met --json ziet u alles.\n", left)
		}
	}
	for i, e := range list {
		if i == 0 || e.State != state {
			more()
			state, shown, left = e.State, 0, 0
			fmt.Fprintf(a.stdout, "%s:\n", strings.ToUpper(string(state)[:1])+string(state)[1:])
		}
		if shown++; shown > maxShown {
			left++
			continue
		}
		until := ""
		if e.Until != "" {
			until = ", tot en met " + e.Until
			if day, err := time.Parse(time.DateOnly, e.Until); err == nil {
				until = ", tot en met " + when.Long(page.Date(day.Date()))
			}
		}
		by := ""
		if e.Form != "" {
			by = ", " + e.Form
		}
		// as `consent withdraw` takes it
		fmt.Fprintf(a.stdout, "  %s#%d (%s)%s%s\n", strings.TrimSuffix(e.Page, "/index.md"), e.Number, e.Photo, by, until)
		if e.Alt != "" && !e.State.OK() {
			fmt.Fprintf(a.stdout, "    Op de foto: %s\n", e.Alt)
		}
		if e.Why != "" {
			fmt.Fprintf(a.stdout, "    Niet op de site: %s.\n", e.Why)
		}
		if e.Ask != "" {
			fmt.Fprintf(a.stdout, "    → %s\n", e.Ask)
		}
	}
	more()
}

func (a *app) consentWithdraw() *cobra.Command {
	var municipality, baseURL string
	var restore, noBuild bool
	cmd := &cobra.Command{
		Use:   "withdraw FOTO|PAGINA|FORMULIER...",
		Short: "Haalt foto's voorgoed overal weg",
		Long: "Haalt een foto weg van de site en uit alles wat opladers bewaart, maakt de site opnieuw, en kijkt na of er niets meer van is. De\n" +
			"foto komt niet terug: ook niet onder een andere naam, of kleiner. U noemt een foto (de naam van haar bestand, of een adres),\n" +
			"een pagina met of zonder nummer van de foto, een formulier (al zijn foto's), of een bestand met de foto op uw computer. Met\n" +
			"--restore mag een foto bij het volgende ophalen terugkomen.",
		Example: "  opladers consent withdraw zutphen/verhalen/soep#2\n  opladers consent withdraw 1f0c5a2b3c4d5e6f.jpg\n" +
			"  opladers consent withdraw \"formulier 2026-14\" --gemeente zutphen\n  opladers consent withdraw foto-van-whatsapp.jpg --dry-run",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{"Noem de foto die weg moet: opladers consent withdraw zutphen/verhalen/soep#2"}
			}
			o, base, end, err := a.taking(municipality, baseURL)
			if err != nil {
				return err
			}
			defer end()
			if restore {
				return a.reinstate(cmd, o, args)
			}
			r, err := consent.Withdraw(cmd.Context(), o, args)
			if err != nil {
				return err
			}
			return a.taken(cmd, o, r, base, noBuild, "Ingetrokken")
		},
	}
	cmd.Flags().StringVar(&municipality, "gemeente", "", "de `GEMEENTE` van het formulier")
	cmd.Flags().BoolVar(&restore, "restore", false, "laat een ingetrokken foto bij het volgende ophalen terugkomen")
	takenFlags(cmd, &baseURL, &noBuild)
	return cmd
}

func takenFlags(cmd *cobra.Command, baseURL *string, noBuild *bool) {
	cmd.Flags().BoolVar(noBuild, "no-build", false, "maak de site niet opnieuw")
	cmd.Flags().StringVar(baseURL, "base-url", "", "het `ADRES` waar de site komt te staan")
}

func (a *app) reinstate(cmd *cobra.Command, o consent.Options, args []string) error {
	back, err := consent.Reinstate(cmd.Context(), o, args)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"restored": back})
	}
	a.printPaths("Niet langer ingetrokken", back)
	fmt.Fprintln(a.stdout, "\nDe foto komt bij het volgende ophalen terug, als het bestand in de inbox haar nog heeft en er toestemming is.")
	return nil
}

func (a *app) consentExpire() *cobra.Command {
	var municipality, baseURL string
	var noBuild bool
	cmd := &cobra.Command{
		Use:   "expire",
		Short: "Haalt foto's weg die niet langer mogen",
		Long: "Haalt foto's weg waarvan de toestemming of de bewaartermijn van de gemeente voorbij is. Kan de toestemming nog verlengd worden,\n" +
			"dan wacht de foto in .opladers/quarantaine. Is de bewaartermijn voorbij, dan blijft er geen kopie. Laat dit elke nacht doen.",
		Example: "  opladers consent expire\n  opladers consent expire --dry-run",
		Args:    atMost(0, "Kies een gemeente met --gemeente."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, base, end, err := a.taking(municipality, baseURL)
			if err != nil {
				return err
			}
			defer end()
			r, err := consent.Expire(cmd.Context(), o)
			if err != nil {
				return err
			}
			return a.taken(cmd, o, r, base, noBuild || len(r.Removed) == 0, "Verlopen")
		},
	}
	cmd.Flags().StringVar(&municipality, "gemeente", "", "alleen de foto's van deze `GEMEENTE`")
	takenFlags(cmd, &baseURL, &noBuild)
	return cmd
}

// takenReport is the JSON of withdraw and expire.
type takenReport struct {
	*consent.Result
	Built  bool           `json:"built"`
	Proof  *consent.Proof `json:"proof"` // null with --dry-run
	ByHand []string       `json:"by_hand"`
}

// taken builds the site without photos that were taken away, proves that they are gone, and says what is left to do.
func (a *app) taken(cmd *cobra.Command, o consent.Options, r *consent.Result, base string, noBuild bool, what string) error {
	report := takenReport{Result: r, ByHand: []string{}}
	failed := false
	if !a.dryRun {
		if _, err := os.Stat(filepath.Join(o.Site, build.PublicDir)); err == nil && !noBuild {
			err := a.rebuild(cmd, base, o)
			if cmd.Context().Err() != nil {
				return err
			}
			if failed, report.Built = err != nil, err == nil; err != nil {
				r.Notices = append(r.Notices, notice.Notice{
					Level: notice.Error, Text: "De foto's zijn weg uit " + build.PublicDir + "/, maar de site kon niet opnieuw gemaakt worden: " + explain(err),
					Hint: "Herstel dit, en gebruik daarna `opladers build`.",
				})
			}
		}
		var err error
		if report.Proof, err = consent.Prove(cmd.Context(), o, r.Targets); err != nil {
			return err
		}
		failed = failed || len(report.Proof.Found) > 0
	}
	if len(r.Photos)+len(r.Forms) > 0 {
		commits, more := consent.History(cmd.Context(), o.Site, r.Photos)
		report.ByHand = consent.ByHand(r.Photos, r.Sources, commits, more)
	}
	a.endProgress()
	var err error
	if a.json {
		err = a.printJSON(report)
	} else {
		a.printTaken(report, what)
	}
	if err == nil && failed {
		return errPartial
	}
	return err
}

func (a *app) rebuild(cmd *cobra.Command, base string, o consent.Options) error {
	cfg, err := a.config()
	if err != nil {
		return err
	}
	_, err = build.Run(cmd.Context(), build.Options{
		Config: cfg, BaseURL: base, Now: a.now, Cache: a.cache, Codec: o.Codec, Waiting: a.waiting,
		Progress: func(stage string, done, total int) { a.progress("Bouwen: "+stage, done, total, "") },
	})
	return err
}

func (a *app) printTaken(r takenReport, what string) {
	plan := ""
	if a.dryRun {
		plan = "Plan: "
	}
	if len(r.Photos)+len(r.Forms) == 0 {
		fmt.Fprintln(a.stdout, "Er is niets weg te halen.")
		a.printNotices("Opmerkingen", r.Notices)
		return
	}
	fmt.Fprintf(a.stdout, "%s%s: %s.\n", plan, what, count(len(r.Photos), "foto", "foto's"))
	a.printPaths("Formulieren", r.Forms)
	a.printPaths("Foto's", r.Photos)
	a.printPaths("Stonden op", r.Pages)
	a.printFiles(r.Removed)
	a.printPaths("Wachten in .opladers/quarantaine, omdat de toestemming verlengd kan worden", r.Kept)
	a.printNotices("Opmerkingen", r.Notices)
	if r.Proof != nil {
		fmt.Fprintf(a.stdout, "\nGezocht in %s: %d gevonden.\n", count(r.Proof.Searched, "bestand", "bestanden"), len(r.Proof.Found))
		for i, h := range r.Proof.Found {
			if i == maxShown {
				fmt.Fprintf(a.stdout, "  … en nog %d. Met --json ziet u alles.\n", len(r.Proof.Found)-i)
				break
			}
			fmt.Fprintf(a.stdout, "  %s (%s)\n", h.Path, h.How)
		}
		if len(r.Proof.Found) > 0 {
			fmt.Fprintln(a.stdout, "  → Doe het nog een keer. Blijft er iets staan, haal die bestanden dan zelf weg. Worden foto's nog genoemd, gebruik dan `opladers build`.")
		}
	}
	a.printPaths("Dit moet u zelf doen", r.ByHand)
	if a.dryRun {
		fmt.Fprintln(a.stdout, "\nDit was een plan: er is nog niets weg. Geef dezelfde opdracht zonder --dry-run.")
	}
}

// printFiles names the files that went, and counts those that opladers makes itself.
func (a *app) printFiles(removed []string) {
	var named []string
	public, cache := 0, 0
	for _, file := range removed {
		switch {
		case strings.HasPrefix(file, build.PublicDir+"/"):
			public++
		case filepath.IsAbs(file):
			cache++
		default:
			named = append(named, file)
		}
	}
	if public > 0 {
		named = append(named, fmt.Sprintf("%s/: %s", build.PublicDir, count(public, "bestand", "bestanden")))
	}
	if cache > 0 {
		named = append(named, fmt.Sprintf("%s: %s", a.cache, count(cache, "bestand", "bestanden")))
	}
	a.printPaths("Weggehaald", named)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
