package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/rogpeppe/go-internal/testscript"

	"mijnopladers.nl/opladers/tools/publish/netlifytest"
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
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"nats": nats, "netlify": netlify, "same": same},
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLE", root)
			if _, err := exec.LookPath("git"); err != nil && os.Getenv("OPLADERS_CI") != "" {
				return err // a script would skip
			}
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
			for _, folder := range []string{"", "zutphen/", "lochem/"} {
				for _, section := range []string{"Agenda", "Initiatieven", "Verhalen"} {
					files["content/"+folder+strings.ToLower(section)+"/_index.md"] = "---\ntitle: " + section + "\n---\n"
				}
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

// nats starts a server with a queue of its own and puts its address in $QUEUE.
func nats(ts *testscript.TestScript, _ bool, _ []string) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: ts.MkAbs("nats"), NoLog: true, NoSigs: true})
	ts.Check(err)
	s.Start()
	ts.Defer(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(10 * time.Second) {
		ts.Fatalf("the server does not start")
	}
	ts.Setenv("QUEUE", s.ClientURL())
}

// netlify starts a stand-in for Netlify and puts its address in $NETLIFY; with "sees ADDRESS TEXT" it says whether visitors see a text there, with
// "took N" whether that many files were uploaded since the last time, and with "breaks" it takes no upload any more.
func netlify(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		s := netlifytest.New()
		ts.Defer(s.Close)
		ts.Setenv("NETLIFY", s.API)
		netlifies.Store(s.API, s)
		return
	}
	v, _ := netlifies.Load(ts.Getenv("NETLIFY"))
	s := v.(*netlifytest.Server)
	switch args[0] {
	case "sees":
		if page := s.Page(args[1]); strings.Contains(page, args[2]) == neg {
			ts.Fatalf("visitors see at %s: %.500s", args[1], page)
		}
	case "took":
		if took := s.Uploads(); fmt.Sprint(len(took)) != args[1] {
			ts.Fatalf("%d files were uploaded: %.1000q", len(took), took)
		}
	case "breaks":
		s.SetFail(func(r *http.Request) int {
			if r.Method == http.MethodPut {
				return http.StatusUnprocessableEntity
			}
			return 0
		})
	}
}

// netlifies are the stand-ins that run, by their addresses: scripts run side by side.
var netlifies sync.Map

// same compares two folders, by the bytes of their files; both must hold at least one.
func same(ts *testscript.TestScript, _ bool, args []string) {
	read := func(dir string) map[string]string {
		out := map[string]string{}
		ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			out[strings.TrimPrefix(path, ts.MkAbs(dir))] = string(data)
			return err
		}))
		return out
	}
	a, b := read(args[0]), read(args[1])
	if len(a) == 0 || !maps.Equal(a, b) {
		ts.Fatalf("%s (%d files) and %s (%d files) differ", args[0], len(a), args[1], len(b))
	}
}
