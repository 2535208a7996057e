package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"opladers": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// The scripts in testdata are the specification of the command line. Each runs in a site with the project's own
// configuration and look, and the municipalities Zutphen and Lochem; $SAMPLE is the project.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLE", root)
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, "cache"))
			for _, name := range []string{"layouts", "assets", "i18n", "static"} {
				if err := os.CopyFS(filepath.Join(env.WorkDir, "site", name), os.DirFS(filepath.Join(root, name))); err != nil {
					return err
				}
			}
			files := map[string]string{
				"content/_index.md":         "---\ntitle: Opladers\n---\n",
				"content/zutphen/_index.md": "---\ntitle: Zutphen\nsoort: gemeente\nkernen: [Warnsveld]\n---\n",
				"content/lochem/_index.md":  "---\ntitle: Lochem\nsoort: gemeente\nvoorbeeld: true\n---\n",
			}
			config, err := os.ReadFile(filepath.Join(root, "config.toml"))
			if err != nil {
				return err
			}
			files["config.toml"] = string(config)
			for name, text := range files {
				file := filepath.Join(env.WorkDir, "site", filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					return err
				}
			}
			env.Cd = filepath.Join(env.WorkDir, "site")
			return os.MkdirAll(filepath.Join(env.Cd, "inbox"), 0o755)
		},
	})
}
