package main

import (
	"bytes"
	"cmp"
	"context"
	"strings"
	"testing"
)

// Every verb explains itself: an example that is a command line of its own, and the exit statuses.
func TestEveryVerbHasHelp(t *testing.T) {
	for _, cmd := range (&app{}).root().Commands() {
		if cmd.Hidden {
			continue
		}
		var out, errs bytes.Buffer
		if status := run(context.Background(), []string{cmd.Name(), "--help"}, &out, &errs); status != exitDone || errs.Len() > 0 {
			t.Errorf("%s --help: status %d, %s", cmd.Name(), status, &errs)
		}
		for _, want := range []string{"Voorbeeld:\n  opladers ", "Afsluitcodes:", "--site MAP", cmp.Or(cmd.Long, cmd.Short)} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s --help has no %q:\n%s", cmd.Name(), want, &out)
			}
		}
	}
}
