package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/site"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Noemt de versies van opladers, Go en Hugo", Example: "  opladers version --json",
		Args: atMost(0, "Er hoort niets achter."),
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Opladers string `json:"opladers"`
				Go       string `json:"go"`
				Hugo     string `json:"hugo"`
			}{ownVersion(), strings.TrimPrefix(runtime.Version(), "go"), site.HugoVersion()}
			if a.json {
				return a.printJSON(v)
			}
			fmt.Fprintf(a.stdout, "opladers %s\nGo %s\nHugo %s\n", v.Opladers, v.Go, v.Hugo)
			return nil
		},
	}
}

// ownVersion is the module's version, or the commit that the program was built from.
func ownVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "onbekend"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "in ontwikkeling"
}
