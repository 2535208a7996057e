package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/notice"
)

// laterCommands are the verbs of the contract that are still to be made. They say so and fail.
func (a *app) laterCommands() []*cobra.Command {
	var out []*cobra.Command
	for _, v := range []struct{ use, short string }{
		{"edit", "Opent de redactie in de browser"},
	} {
		cmd := &cobra.Command{Use: v.use, Short: v.short + " (komt later)", Args: cobra.ArbitraryArgs}
		cmd.Example = "  opladers " + cmd.Name()
		cmd.FParseErrWhitelist.UnknownFlags = true // its flags come with it
		cmd.RunE = func(cmd *cobra.Command, _ []string) error {
			return notice.Refuse(fmt.Sprintf("opladers %s komt in een latere versie.", cmd.Name()), "")
		}
		out = append(out, cmd)
	}
	return out
}
