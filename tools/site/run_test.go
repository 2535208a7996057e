package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gohugoio/hugo/hugolib"

	"mijnopladers.nl/opladers/tools/notice"
)

// sixty gives a site of more pages than Hugo has patience with errors, and one template.
func sixty(t *testing.T, template string) string {
	files := map[string]string{"layouts/page.html": "een\n{{ partial \"dag.html\" . }}", "layouts/_partials/dag.html": template}
	for i := range 60 {
		files[fmt.Sprintf("content/zutphen/v%d/index.md", i)] = "---\ntitle: Soep\n---\n"
	}
	return newSite(t, files)
}

const fails = "een\ntwee {{ time.AsTime \"2026-13-01\" }}"

// isExplained checks the notice of a template that fails.
func isExplained(t *testing.T, err error) {
	t.Helper()
	n := notice.From(err, "")
	if n.File != "layouts/_partials/dag.html" || n.Line != 2 || n.Text != "De site kan niet gebouwd worden: unable to parse date: 2026-13-01." {
		t.Errorf("%+v", n)
	}
}

// Hugo waits for ever, once in some times, after ten pages that fail.
func TestManyFailingPagesEnd(t *testing.T) {
	dir := sixty(t, fails)
	for range 3 {
		_, _, err := render(t, dir, nil)
		isExplained(t, err)
	}
}

// What is told when it does wait.
func TestFailureFindsAPage(t *testing.T) {
	dir := sixty(t, fails)
	var log bytes.Buffer
	sites, _, err := open(Options{Dir: dir, Out: t.TempDir(), Config: "config.toml"}, &log)
	if err != nil {
		t.Fatal(err)
	}
	defer sites.Close()
	if err := sites.Build(hugolib.BuildCfg{NoBuildLock: true, SkipRender: true}); err != nil {
		t.Fatal(err)
	}
	isExplained(t, explain(failure(context.Background(), sites), dir))
}

func TestRenderEndsWithItsContext(t *testing.T) {
	dir := sixty(t, `{{ range seq 700 }}{{ range seq 700 }}{{ end }}{{ end }}`) // some tenths of a second for each page
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := Render(ctx, Options{Dir: dir, Out: t.TempDir(), Config: "config.toml", Now: now})
	if took := time.Since(begin); !errors.Is(err, context.DeadlineExceeded) || took > patience {
		t.Errorf("%v after %s", err, took)
	}
}

func TestFrontMatterThatCannotBeReadIsSaidInDutch(t *testing.T) {
	err := explain(errors.New(`assemble: "/site/content/het café/index.md:2:1": [1:8] mapping value is not allowed in this context`), "/site")
	if n := notice.From(err, ""); n.File != "content/het café/index.md" || n.Line != 2 || strings.Contains(n.Text, "mapping") || !strings.Contains(n.Hint, "opladers check") {
		t.Errorf("%+v", n)
	}
}

func TestALongMessageIsCut(t *testing.T) {
	err := explain(errors.New(`failed: "content/a.md:3:1": `+strings.Repeat("é", 400)), "/site")
	if n := notice.From(err, ""); n.File != "content/a.md" || n.Line != 3 || len([]rune(n.Text)) > maxReason+40 {
		t.Errorf("%+v", n)
	}
}
