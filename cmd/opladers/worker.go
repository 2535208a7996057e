package main

import (
	"context"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mijnopladers.nl/opladers/tools/derive"
	"mijnopladers.nl/opladers/tools/queue"
)

func (a *app) workerCommand() *cobra.Command {
	var address string
	n := runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:     "worker --queue ADRES",
		Short:   "Helpt een andere machine met foto's",
		Long:    "Maakt foto's klaar die een andere machine in de wachtrij zet. Stop met Ctrl-C: wat nog niet klaar is, doet een ander.",
		Example: "  opladers worker --queue nats://wachtrij.example.org:4222",
		Args:    atMost(0, "Noem de wachtrij met --queue."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if address == "" {
				return usageError{"Noem de wachtrij met --queue, zoals --queue nats://localhost:4222."}
			}
			if n < 1 {
				return usageError{fmt.Sprintf("--jobs %d moet 1 of meer zijn.", n)}
			}
			if a.dryRun {
				return usageError{"--dry-run kan niet bij opladers worker."}
			}
			return a.work(cmd.Context(), address, n)
		},
	}
	queueFlag(cmd.Flags(), &address)
	cmd.Flags().IntVar(&n, "jobs", n, "het `AANTAL` foto's tegelijk")
	return cmd
}

func queueFlag(flags *pflag.FlagSet, address *string) {
	flags.StringVar(address, "queue", "", "het `ADRES` van een wachtrij (NATS), zoals nats://localhost:4222; anders doet deze machine alles zelf")
}

// work does what others put in the queue, until ctx ends.
func (a *app) work(ctx context.Context, address string, n int) error {
	codec, end := a.codec()
	defer end()
	q, err := queue.Dial(ctx, address)
	if err != nil {
		return err
	}
	defer q.Close()
	fmt.Fprintln(a.stderr, "Deze machine helpt mee. Stop met Ctrl-C.")
	return q.Work(ctx, derive.Kind(codec), n, derive.Work(codec))
}

// queue connects to the queue at address; nil when there is none to connect to.
func (a *app) queue(ctx context.Context, address string) (*queue.Client, func(), error) {
	if address == "" {
		return nil, func() {}, nil
	}
	q, err := queue.Dial(ctx, address)
	if err != nil {
		return nil, nil, err
	}
	return q, q.Close, nil
}
