package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/page"
)

// The exit statuses, as --help explains them.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3
)

// errPartial ends a run that was done, but left something for a person. What it was is printed already.
var errPartial = errors.New("partial")

// usageError is a command line that cannot be understood. Its text is Dutch.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// app is what all verbs share: the global flags and where to print.
type app struct {
	site, cache, nowFlag string
	json, dryRun         bool

	stdout, stderr io.Writer
	now            time.Time // in the site's zone
	created        []string  // by opladers new
	inProgress     bool      // a progress line is on the terminal

}

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	a.endProgress()
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, usage.text)
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "Gestopt. Er is niets half geschreven.")
		return exitFailed
	}
	fmt.Fprintln(stderr, explain(err))
	return exitFailed
}

const exitHelp = `Afsluitcodes:
  0  klaar (ook met opmerkingen en tips)
  1  mislukt; er is niets half geschreven
  2  verkeerd gebruik
  3  klaar, maar een bestand is geweigerd, een vraag staat open of een controle vond een fout
`

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}Gebruik:
  {{if .Runnable}}{{.UseLine}}{{else}}{{.CommandPath}} COMMANDO [opties]{{end}}
{{if .HasExample}}
Voorbeeld:
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
Commando's:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
Opties:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
Opties van elk commando:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}
` + exitHelp

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "opladers",
		Short:         "Maakt van wat u al hebt de website van #Opladers.",
		Long:          "Opladers maakt van wat u al hebt (Word, Excel, agenda's, foto's) een snelle website\nwaar iedereen bij kan.",
		Example:       "  opladers build",
		SilenceErrors: true, SilenceUsage: true,
		Args:              cobra.ArbitraryArgs,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRunE: a.prepare,
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return usageError{fmt.Sprintf("Het commando %q bestaat niet.%s", args[0], meant(root.SuggestionsFor(args[0])))}
	}
	root.SuggestionsMinimumDistance = 2
	flags := root.PersistentFlags()
	flags.StringVar(&a.site, "site", ".", "de `MAP` van de site")
	flags.StringVar(&a.cache, "cache", "", "de `MAP` voor wat opnieuw gemaakt kan worden (anders die van de gebruiker)")
	flags.StringVar(&a.nowFlag, "now", "", "doe alsof het dit `MOMENT` is, zoals 2026-12-01 of 2026-12-01T09:00:00+01:00")
	flags.BoolVar(&a.json, "json", false, "geef één JSON-object in plaats van tekst")
	flags.BoolVar(&a.dryRun, "dry-run", false, "schrijf niets; zeg wat er zou gebeuren")
	root.AddCommand(a.buildCommand(), a.collectCommand(), a.agendaCommand(), a.photosCommand(), a.workerCommand(), a.newCommand(),
		a.serveCommand(), a.undoCommand(), a.removeCommand(), a.consentCommand(), a.checkCommand(), a.publishCommand(), a.nextCommand(), a.holidaysCommand(),
		a.versionCommand())
	root.AddCommand(a.laterCommands()...)
	root.SetHelpCommand(&cobra.Command{
		Use: "help [COMMANDO]", Short: "Legt een commando uit", Example: "  opladers help build",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return usageError{fmt.Sprintf("Het commando %q bestaat niet.", strings.Join(args, " "))}
			}
			return cmd.Help()
		},
	})
	root.SetHelpTemplate(helpTemplate)
	root.SetFlagErrorFunc(flagError)
	dutchHelpFlags(root)
	return root
}

// dutchHelpFlags gives every command its --help flag in Dutch, and takes cobra's own English out of its help.
func dutchHelpFlags(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) {
			if f.DefValue != "" && f.Value.Type() != "bool" {
				f.Usage += " (anders " + f.DefValue + ")"
			}
			if f.Value.Type() != "bool" { // or pflag prints "(default …)"
				f.DefValue = map[string]string{"int": "0"}[f.Value.Type()]
			}
		})
	}
	cmd.Flags().BoolP("help", "h", false, "deze uitleg")
	for _, sub := range cmd.Commands() {
		dutchHelpFlags(sub)
	}
}

// prepare checks the global flags before a verb runs.
func (a *app) prepare(*cobra.Command, []string) error {
	zone, err := page.Zone("")
	if err != nil {
		return err
	}
	a.now = time.Now().In(zone)
	if a.nowFlag != "" {
		t, err := time.Parse(time.RFC3339, a.nowFlag)
		if err != nil {
			t, err = time.ParseInLocation(time.DateOnly, a.nowFlag, zone) // the day as it begins
		}
		if err != nil {
			return usageError{fmt.Sprintf("--now %s is geen moment. Schrijf een dag, zoals 2026-12-01, of een moment, zoals 2026-12-01T09:00:00+01:00.", a.nowFlag)}
		}
		a.now = t.In(zone)
	}
	if a.cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil { // a service without a home
			dir = os.TempDir()
		}
		a.cache = filepath.Join(dir, "opladers")
	}
	a.cache, err = filepath.Abs(a.cache)
	return err
}

func (a *app) config() (*config.Config, error) { return config.Load(a.site) }

func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// meant makes the question after a mistyped word.
func meant(suggestions []string) string {
	if len(suggestions) == 0 {
		return " Kijk met --help wat er kan."
	}
	return fmt.Sprintf(" Bedoelt u %s?", strings.Join(suggestions, " of "))
}

// flagError says in Dutch what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		probe := &cobra.Command{SuggestionsMinimumDistance: 2} // cobra compares names of commands
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			probe.AddCommand(&cobra.Command{Use: "--" + f.Name, Run: func(*cobra.Command, []string) {}})
		})
		return usageError{fmt.Sprintf("De optie %q bestaat niet bij %s.%s", name, cmd.CommandPath(), meant(probe.SuggestionsFor("--"+name)))}
	case errors.As(err, &empty):
		return usageError{fmt.Sprintf("Na --%s hoort nog iets te staan.", empty.GetFlag().Name)}
	case errors.As(err, &invalid):
		return usageError{fmt.Sprintf("--%s kan niet %q zijn.", invalid.GetFlag().Name, invalid.GetValue())}
	}
	return usageError{err.Error()}
}

// atMost is the check for the number of arguments of a verb.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{fmt.Sprintf("%s: %q is te veel. %s", cmd.CommandPath(), args[n], what)}
		}
		return nil
	}
}
