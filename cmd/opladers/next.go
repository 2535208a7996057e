package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/almanac"
)

func (a *app) nextCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "next",
		Short: "Noemt het moment waarop de site vanzelf moet veranderen",
		Long: "Noemt het eerste moment waarop de site vanzelf moet veranderen: een activiteit is voorbij, een pagina komt of gaat,\n" +
			"een noodbericht of een toestemming voor een foto is voorbij. Bouw de site dan opnieuw. Is er geen zo'n moment, dan\n" +
			"is de regel leeg. Met --json staat de reden erbij.",
		Example: "  opladers next\n  opladers next --json",
		Args:    atMost(0, "Noem de map van de site met --site."),
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.config()
			if err != nil {
				return err
			}
			m, err := almanac.Next(cfg.Dir, a.now)
			if err != nil {
				return err
			}
			var next *string // null when nothing changes
			text := ""
			if !m.At.IsZero() {
				text = m.At.Format(time.RFC3339)
				next = &text
			}
			if a.json {
				return a.printJSON(struct {
					Next *string `json:"next"`
					Why  string  `json:"why"`
					Page string  `json:"page"`
				}{next, m.Why, m.Page})
			}
			fmt.Fprintln(a.stdout, text)
			return nil
		},
	}
}
