// Package site renders content/ with Hugo into a folder of HTML. It is the only importer of Hugo, and knows
// nothing of where the content came from.
//
// Hugo is used as a library (hugolib) and not through its command: commands.Execute prints to stdout, loses
// error texts with --quiet, sets a global clock for every later run, and brings the software of three cloud
// providers. Here the logger, the environment and the moment are ours; static files, which Hugo's command
// copies and hugolib does not, are copied here.
//
// Hugo keeps its clock and its logger in globals: Render runs one build at a time, and a Session that is open at the same time is
// of the same moment.
package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/gohugoio/hugo/common/loggers"
	hugoconfig "github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"mijnopladers.nl/opladers/tools/notice"
)

// HugoVersion is the version of the Hugo inside.
func HugoVersion() string { return hugo.CurrentVersion.String() }

// Options say what to render, and where to.
type Options struct {
	Dir     string          // the site's folder, absolute
	Out     string          // an empty folder, absolute
	Config  string          // file name of the configuration in Dir
	BaseURL string          // "" is what the configuration says
	Now     time.Time       // pages from after this moment, and the activities before it, are left out
	Text    bool            // give the text of the pages too
	Hidden  map[string]bool // files under content/, on disk, that a Session does not read
	Drafts  bool            // also what visitors do not see yet: drafts, and pages of a later day
}

// Page is a page that was rendered, in one language or more.
type Page struct {
	Path   string         // logical path: /zutphen/verhalen/fietsen
	Dir    string         // the folder on disk that its file is in; "" when it has none
	File   string         // on disk
	Params map[string]any // front matter; keys in lower case

	Title    string
	Address  string    // on the website, with the path of the site itself: /zutphen/verhalen/fietsen/; "" of a page that is only for templates
	Language string    // of its text
	Default  bool      // that is the default language of the site
	Date     time.Time // zero when it has none
	Draft    bool      // visitors do not see it
	From     time.Time // visitors see it from then on; zero when always
	Aliases  []string  // old addresses, as the page has them: without a slash before it, one is beside the page
	Text     string    // without markup; when Options ask for it, of pages in the default language
	Links    []Link    // in its text, to what Hugo cannot see
}

// Link is a link inside the site that a page's text has.
type Link struct {
	To   string // as in the HTML: /zutphen/agenda.ics, /zutphen/#vraag, #kop
	From string // the address of its page
	File string // path under content/
	Line int
}

// Result says what was rendered.
type Result struct {
	BaseURL  string
	Pages    []Page // each once: the first one is that of the language at the root
	Rendered int    // how many pages, in all languages
	Warnings []notice.Notice
}

var oneAtATime sync.Mutex

// gcPercent lets the heap grow further between collections while Hugo runs, which makes much that is soon gone. Beside a Session, which
// people work with and nobody waits for the rest, it would cost them their memory.
const gcPercent = 400

// Render builds the site once. An error is a notice that names the file and the line where Hugo does, or that of ctx.
func Render(ctx context.Context, o Options) (result *Result, err error) {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	done, alone, err := useClock(ctx, o.Now)
	if err != nil {
		return nil, err
	}
	defer done()
	if alone {
		defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	}
	var log bytes.Buffer
	sites, written, err := open(o, &log)
	if err != nil {
		return nil, explain(err, o.Dir)
	}
	ended, err := run(ctx, sites, &log)
	if !ended {
		written.close()
	}
	if ended {
		defer func() { err = errors.Join(err, sites.Close()) }()
	}
	if err != nil {
		return nil, explain(err, o.Dir)
	}
	withheld, err := written.withhold(o.Dir, o.Out)
	if err != nil {
		return nil, err
	}
	if err := copyStatic(sites, o.Out); err != nil {
		return nil, err
	}
	result = &Result{BaseURL: sites.Sites[0].BaseURL(), Warnings: append(warnings(log.String(), o.Dir), withheld...)}
	result.Pages, result.Rendered = rendered(ctx, sites, o)
	return result, nil
}

// open makes the site that Hugo builds, and what lists the files that it writes.
func open(o Options, log io.Writer) (*hugolib.HugoSites, *listed, error) {
	logger := newLogger(log)
	configs, files, err := load(o, logger)
	if err != nil {
		return nil, nil, err
	}
	written := &listed{Fs: files.PublishDir}
	files.PublishDir = written
	sites, err := newSites(configs, files, logger, log)
	return sites, written, err
}

func newLogger(log io.Writer) loggers.Logger {
	return loggers.New(loggers.Options{Level: logg.LevelWarn, DistinctLevel: logg.LevelWarn, StdOut: io.Discard, StdErr: log})
}

func newSites(configs *allconfig.Configs, files *hugofs.Fs, logger loggers.Logger, log io.Writer) (*hugolib.HugoSites, error) {
	if err := filesError(configs.Base.WorkingDir); err != nil {
		return nil, err
	}
	// TestLogger is the one way to hand hugolib a logger of our own.
	return hugolib.NewHugoSites(deps.DepsCfg{
		Configs: configs, Fs: files, TestLogger: logger, LogLevel: logg.LevelWarn, StdOut: io.Discard, StdErr: log,
	})
}

// load reads the configuration with an environment of our own: HUGO_* of the caller's shell must not
// change the site.
func load(o Options, logger loggers.Logger) (*allconfig.Configs, *hugofs.Fs, error) {
	flags := hugoconfig.New()
	flags.Set("workingDir", o.Dir)
	flags.Set("publishDir", o.Out)
	flags.Set("printPathWarnings", false)
	if o.BaseURL != "" {
		flags.Set("baseURL", o.BaseURL)
	}
	if o.Drafts {
		flags.Set("buildDrafts", true)
		flags.Set("buildFuture", true)
	}
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs: hugofs.Os, Flags: flags, Filename: o.Config, // in workingDir: Hugo takes a comma in a whole path for two files
		Environment: "production", Logger: logger, Environ: []string{"HOME=" + os.TempDir()}, SkipNpmCheck: true,
	})
	if err != nil {
		return nil, nil, err
	}
	flags.Set("publishDirStatic", o.Out)
	flags.Set("publishDirDynamic", o.Out)
	return configs, hugofs.NewFromSourceAndDestination(hugofs.Os, hugofs.Os, flags), nil
}

// copyStatic copies the static mounts, as Hugo's own command does after a build.
func copyStatic(sites *hugolib.HugoSites, out string) error {
	for _, source := range sites.BaseFs.SourceFilesystems.Static {
		err := afero.Walk(source.Fs, "", func(path string, info os.FileInfo, err error) error {
			if errors.Is(err, os.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			if !isStatic(info.Name()) {
				if info.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if info.IsDir() {
				return nil
			}
			data, err := afero.ReadFile(source.Fs, path)
			if err != nil {
				return err
			}
			to := filepath.Join(out, source.PublishFolder, path)
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				return err
			}
			return os.WriteFile(to, data, 0o644)
		})
		if err != nil {
			return fmt.Errorf("copy static files: %w", err)
		}
	}
	return nil
}

// isStatic reports whether a file or folder may go out: .git and .DS_Store do not.
func isStatic(name string) bool {
	return !strings.HasPrefix(name, ".") || name == "." || name == ".well-known"
}

// rendered lists the pages, each once, and counts them in all languages. A language lists what another one has for it; a page is
// of the language that it is written for.
func rendered(ctx context.Context, sites *hugolib.HugoSites, o Options) (pages []Page, count int) {
	seen := map[string]bool{}
	for _, root := range []bool{true, false} {
		for _, s := range sites.Sites {
			if s.Language().IsDefault() != root {
				continue
			}
			for _, p := range s.Pages() {
				if p.Language().Name() != s.Language().Name() {
					continue
				}
				count++
				if seen[p.Path()] {
					continue
				}
				seen[p.Path()] = true
				one := Page{
					Path: p.Path(), Params: p.Params(), Title: p.Title(), Address: p.RelPermalink(),
					Language: p.Language().Name(), Default: root, Date: p.Date(), Draft: p.Draft(), From: p.PublishDate(), Aliases: p.Aliases(),
				}
				if o.Text && root && one.Address != "" {
					one.Text = p.Plain(ctx)
				}
				if f := p.File(); f != nil {
					one.File = f.Filename()
					one.Dir, one.Links = filepath.Dir(one.File), links(p, f.Filename(), o.Dir)
				}
				pages = append(pages, one)
			}
		}
	}
	return pages, count
}

func firstError(log string) string {
	for line := range strings.Lines(log) {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "ERROR "); ok {
			return strings.TrimSpace(text)
		}
	}
	return strings.TrimSpace(log)
}
