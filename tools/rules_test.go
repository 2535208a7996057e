package tools

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

const module = "mijnopladers.nl/opladers"

// layers are the packages from the inside out. A package imports only packages of layers above its own in this
// list, so that a value moves forward and nothing calls back.
var layers = [][]string{
	// nouns: import nothing of ours
	{"tools/notice"},
	{"tools/page"},
	{"tools/check/rule"},
	// for tests
	{"tools/read/readtest", "tools/mailbox/mailboxtest", "tools/publish/netlifytest"},
	// pure converters: bytes in, values out
	{"tools/photo/header"},
	{
		"tools/photo/jpeg", "tools/photo/heif", "tools/photo/colour", "tools/photo/scale", "tools/photo/crop",
		"tools/photo/webp", "tools/photo/alike", "tools/photo/raster",
	},
	{
		"tools/recur", "tools/place", "tools/photo", "tools/photo/trace", "tools/merge", "tools/reply", "tools/read/address", "tools/read/charset",
		"tools/read/escape", "tools/read/label", "tools/read/rtf/codepage", "tools/personal", "tools/plain",
	},
	{"tools/when", "tools/read/xmltree", "tools/search"},
	{"tools/sheet", "tools/holiday", "tools/theme", "tools/tongue", "tools/schema"},
	{"tools/check/markup"},
	{"tools/check/source", "tools/check/machine"},
	{"tools/read/opc"},
	{"tools/read/prose"},
	{"tools/read/markup"},
	{
		"tools/read/markdown", "tools/read/docx", "tools/read/odt", "tools/read/rtf", "tools/read/html", "tools/read/wxr",
		"tools/read/xlsx", "tools/read/ods", "tools/read/csv", "tools/read/ics",
	},
	{"tools/read/mail"},
	{"tools/read"},
	{"tools/register"},
	// disk and network
	{"tools/atomic", "tools/config", "tools/host", "tools/watch"},
	{"tools/publish"},
	{"tools/queue"},
	{"tools/store", "tools/derive", "tools/mailbox", "tools/feed", "tools/printer"},
	// verbs
	{"tools/collect", "tools/agenda", "tools/site"},
	{"tools/almanac", "tools/yearbook", "tools/consent"},
	{"tools/syndicate"},
	{"tools/build", "tools/check"},
	// faces
	{"tools/live"},
	{"."},
	{"cmd/opladers"},
	// for developers
	{"tools", "tools/bench", "tools/browser", "tools/icons"},
}

// owners says which packages may import a module: the one place where it is known. What is not here, no package
// imports. Why we have it stands in go.mod.
var owners = map[string][]string{
	"github.com/adrg/frontmatter":         {"tools/page", "tools/read/markdown"},
	"github.com/bep/clocks":               {"tools/site"},
	"github.com/bep/gowebp":               {"tools/photo/webp"},
	"github.com/bep/logg":                 {"tools/site"},
	"github.com/chromedp/cdproto":         {"tools/bench", "tools/browser"},
	"github.com/chromedp/chromedp":        {"tools/bench", "tools/browser"},
	"github.com/emersion/go-imap/v2":      {"tools/mailbox", "tools/mailbox/mailboxtest"},
	"github.com/emersion/go-message":      {"tools/mailbox"},
	"github.com/emersion/go-msgauth":      {"tools/mailbox"},
	"github.com/emersion/go-sasl":         {"tools/mailbox", "tools/mailbox/mailboxtest"},
	"github.com/emersion/go-smtp":         {"tools/mailbox", "tools/mailbox/mailboxtest"},
	"github.com/fsnotify/fsnotify":        {"tools/site", "tools/watch"},
	"github.com/gen2brain/heic":           {"tools/photo/heif"},
	"github.com/go-shiori/go-readability": {"tools/read/html"},
	"github.com/goccy/go-yaml":            {"tools/build", "tools/check/source", "tools/merge", "tools/page", "tools/read/markdown", "tools/schema"},
	"github.com/gohugoio/hugo":            {"tools/site"},
	"github.com/jhillyerd/enmime/v2":      {"tools/read/mail", "tools/read/html"},
	"github.com/klauspost/compress":       {"tools/read/opc"},
	"github.com/microcosm-cc/bluemonday":  {"tools/read/markup"},
	"github.com/nats-io/nats-server/v2":   {"tools/queue", "cmd/opladers"},
	"github.com/nats-io/nats.go":          {"tools/queue"},
	"github.com/pelletier/go-toml/v2":     {"tools", "tools/config", "tools/site", "tools/read/markdown"},
	"github.com/richardlehane/mscfb":      {"tools/read/mail"},
	"github.com/rogpeppe/go-internal":     {"tools/check", "cmd/opladers", "tools/atomic", "tools/check/source"},
	"github.com/spf13/afero":              {"tools/site"},
	"github.com/spf13/cobra":              {"cmd/opladers"},
	"github.com/spf13/pflag":              {"cmd/opladers"},
	"github.com/tetratelabs/wazero":       {"tools/photo/heif"},
	"github.com/xuri/excelize/v2":         {"tools/read/xlsx", "tools/reply", "tools/collect"},
	"github.com/yuin/goldmark":            {"tools/check/source", "tools/live", "tools/read/escape", "tools/read/markdown"},
	"golang.org/x/image":                  {"tools/bench", "tools/icons", "tools/photo/header", "tools/photo/raster", "tools/photo/trace", "tools/photo/webp"},
	"golang.org/x/mod":                    {"tools"},
	"golang.org/x/sync":                   {"tools/agenda", "tools/almanac", "tools/bench", "tools/build", "tools/check", "tools/collect", "tools/consent", "tools/derive", "tools/publish", "tools/queue"},
	"golang.org/x/net":                    {"tools/build", "tools/check/markup", "tools/live", "tools/read/markdown", "tools/read/markup", "tools/read/html", "tools/read/wxr", "tools/read/mail", "tools/mailbox"},
	"golang.org/x/sys":                    {"tools/atomic", "tools/watch", "cmd/opladers"},
	"golang.org/x/term":                   {"cmd/opladers"},
	"golang.org/x/text":                   {"tools/page", "tools/collect", "tools/search", "tools/sheet", "tools/read/charset", "tools/read/mail", "tools/read/rtf", "tools/read/rtf/codepage"},
	"rsc.io/qr":                           {"cmd/opladers"},
}

// maxLines is how long a file of code may be.
const maxLines = 400

type pkg struct {
	imports map[string]bool // of the code and its tests
	doc     bool
}

// packages parses the Go code of the project, by folder.
func packages(t *testing.T) map[string]*pkg {
	t.Helper()
	out := map[string]*pkg{}
	walk(t, func(name string, data []byte) {
		if path.Ext(name) != ".go" {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		dir := path.Dir(name)
		if out[dir] == nil {
			out[dir] = &pkg{imports: map[string]bool{}}
		}
		for _, i := range file.Imports {
			out[dir].imports[strings.Trim(i.Path.Value, `"`)] = true
		}
		out[dir].doc = out[dir].doc || file.Doc != nil
		if len(file.Decls) == 0 && file.Doc == nil || onlyImports(file) && file.Doc == nil {
			t.Errorf("%s: a file without a purpose", name)
		}
	})
	return out
}

func onlyImports(f *ast.File) bool {
	return !slices.ContainsFunc(f.Decls, func(d ast.Decl) bool {
		g, ok := d.(*ast.GenDecl)
		return !ok || g.Tok != token.IMPORT
	})
}

// walk visits the files of the project that people write.
func walk(t *testing.T, visit func(name string, data []byte)) {
	t.Helper()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", ".opladers", "public", "node_modules", "testdata"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err == nil {
			visit(name, data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLayers(t *testing.T) {
	layer := map[string]int{}
	for i, names := range layers {
		for _, name := range names {
			layer[name] = i
		}
	}
	found := packages(t)
	for name, p := range found {
		own, ok := layer[name]
		if !ok {
			t.Errorf("%s is in no layer: put it in the list where it belongs", name)
			continue
		}
		for i := range p.imports {
			other, ours := strings.CutPrefix(i, module)
			if !ours || i == module+"/"+name {
				continue
			}
			other = strings.TrimPrefix(other, "/")
			if other == "" {
				other = "."
			}
			if layer[other] >= own {
				t.Errorf("%s imports %s: that is not a layer below it", name, other)
			}
		}
		if !p.doc {
			t.Errorf("%s has no package comment", name)
		}
	}
	for name := range layer {
		if found[name] == nil {
			t.Errorf("%s is in the list of layers and does not exist", name)
		}
	}
}

func TestDependencies(t *testing.T) {
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	direct := map[string]bool{}
	for _, r := range mod.Require {
		if r.Indirect {
			continue
		}
		direct[r.Mod.Path] = true
		if len(r.Syntax.Suffix) == 0 || len(r.Syntax.Suffix[0].Token) < 10 {
			t.Errorf("go.mod does not say why we have %s", r.Mod.Path)
		}
		if owners[r.Mod.Path] == nil {
			t.Errorf("%s has no owner in this test", r.Mod.Path)
		}
	}
	for name, p := range packages(t) {
		for i := range p.imports {
			for _, m := range slices.Sorted(maps.Keys(owners)) {
				if (i == m || strings.HasPrefix(i, m+"/")) && !slices.Contains(owners[m], name) {
					t.Errorf("%s imports %s, which only %v may", name, i, owners[m])
				}
			}
		}
	}
	for m := range owners {
		if !direct[m] {
			t.Errorf("%s is allowed and not used", m)
		}
	}
}

func TestFiles(t *testing.T) {
	code := []string{".go", ".html", ".css", ".js", ".sh"}
	walk(t, func(name string, data []byte) {
		base := filepath.Base(name)
		switch {
		case len(bytes.TrimSpace(data)) == 0, base == ".gitkeep":
			t.Errorf("%s is empty", name)
		case slices.Contains(code, path.Ext(name)) && !strings.HasSuffix(name, "_test.go") && bytes.Count(data, []byte("\n")) > maxLines:
			t.Errorf("%s has %d lines; split it at more than %d", name, bytes.Count(data, []byte("\n")), maxLines)
		case slices.Contains([]string{"util.go", "utils.go", "helpers.go", "common.go", "misc.go"}, base):
			t.Errorf("%s: a name that says nothing", name)
		}
	})
}
