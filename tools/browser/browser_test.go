package browser

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/config"
	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
)

const root = "../.."

// built is the moment at which the sites of these tests are made: a Monday morning.
var built = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// missing skips the test for what is not on this machine, or fails it where nothing may skip.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("OPLADERS_CI") == "1" {
		t.Fatal(what)
	}
	t.Skip("SKIPPED: ", what)
}

// buildSite builds a site with the look of the project and the content in a folder, and gives the folder of the website.
func buildSite(t *testing.T, content fs.FS) string {
	t.Helper()
	return buildWith(t, content, nil)
}

// buildWith is buildSite, with another configuration.
func buildWith(t *testing.T, content fs.FS, change func(config []byte) []byte) string {
	t.Helper()
	public, err := buildIn(t.TempDir(), content, change)
	if err != nil {
		t.Fatal(err)
	}
	return public
}

// buildIn is buildWith in a folder; change may be nil.
func buildIn(dir string, content fs.FS, change func(config []byte) []byte) (public string, err error) {
	for _, name := range []string{"layouts", "assets", "i18n", "static"} {
		err = errors.Join(err, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))))
	}
	data, readErr := os.ReadFile(filepath.Join(root, config.Name))
	if change != nil {
		data = change(data)
	}
	err = errors.Join(err, readErr, os.CopyFS(filepath.Join(dir, "content"), content), os.WriteFile(filepath.Join(dir, config.Name), data, 0o644))
	if err != nil {
		return "", err
	}
	cfg, err := config.Load(dir)
	if err != nil {
		return "", err
	}
	zone, err := page.Zone("")
	if err != nil {
		return "", err
	}
	_, err = build.Run(context.Background(), build.Options{Config: cfg, Now: built.In(zone), Cache: filepath.Join(dir, "cache"), Codec: photo.DefaultCodec()})
	return filepath.Join(dir, build.PublicDir), err
}

// serve serves a built site with the headers that are published with it.
func serve(t *testing.T, public string) string {
	t.Helper()
	server := httptest.NewServer(host.Headers(os.DirFS(public), host.Files(os.DirFS(public))))
	t.Cleanup(server.Close)
	return server.URL
}

// shared is what all tests use: one folder that goes away at the end, one browser, and the website of the sample.
var shared struct {
	dir     string
	browser context.Context
	start   sync.Once
	err     error
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "opladers-browser-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	shared.dir = dir
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if path, err := exec.LookPath("chromium"); err == nil {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, end := chromedp.NewExecAllocator(context.Background(), options...)
	shared.browser, _ = chromedp.NewContext(ctx)
	status := m.Run()
	end()
	os.RemoveAll(dir)
	os.Exit(status)
}

// sample builds the website of the committed content once.
var sample = sync.OnceValues(func() (string, error) {
	return buildIn(filepath.Join(shared.dir, "sample"), os.DirFS(filepath.Join(root, "content")), nil)
})

func samplePublic(t *testing.T) string {
	t.Helper()
	public, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	return public
}

// chromium gives a tab that shares no cookies or cache with others.
func chromium(t *testing.T) context.Context {
	t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		missing(t, "chromium is not on this machine")
	}
	shared.start.Do(func() { shared.err = chromedp.Do(shared.browser) })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	ctx, cancel := chromedp.NewContext(shared.browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // opens the tab, which else would close with the first deadline
		t.Fatal(err)
	}
	return ctx
}
