package live

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"mijnopladers.nl/opladers/tools/notice"
)

const (
	// below is where what is of this package and not of the site stands.
	below = "/_opladers/"

	explanationFile = "uitleg"
)

func isBelow(address string) bool { return strings.HasPrefix(path.Clean(address)+"/", below) }

var (
	//go:embed web
	web embed.FS

	pageTemplate = template.Must(template.ParseFS(web, "web/page.html"))
)

// policy of the pages that are of this package.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// own is what stands below /_opladers/.
type own struct {
	dir   string // where its files are: another one when one of them is another, so that browsers may keep them
	files map[string]ownFile
}

type ownFile struct {
	name string
	data []byte
	keep string // Cache-Control
}

func (f ownFile) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", map[string]string{
		".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", "": "text/html; charset=utf-8",
	}[path.Ext(f.name)])
	header.Set("Cache-Control", f.keep)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Content-Security-Policy", policy)
	http.ServeContent(w, r, f.name, time.Time{}, bytes.NewReader(f.data))
}

// newOwn gives the files of folder web, and the explanation of the rules.
func newOwn(explain string) own {
	o := own{files: map[string]ownFile{}}
	sum := sha256.New()
	add := func(name string, data []byte) {
		o.files[name] = ownFile{name, data, "max-age=31536000, immutable"}
		sum.Write(data)
	}
	names, _ := fs.Glob(web, "web/*.[jc]s*")
	for _, name := range names {
		data, _ := web.ReadFile(name)
		if name == "web/panel.css" {
			// As a module, so that the panel has its looks from the start: a shadow tree has no way to wait for a stylesheet.
			sheet, _ := json.Marshal(string(data))
			name, data = "styles.js", fmt.Appendf(nil, "export const styles = new CSSStyleSheet();\nstyles.replaceSync(%s);\n", sheet)
		}
		add(path.Base(name), data)
	}
	o.dir = fmt.Sprintf("%s%x/", below, sum.Sum(nil)[:8])
	if explain != "" {
		o.files[explanationFile] = ownFile{explanationFile, o.explanation(explain), "no-cache"}
	}
	return o
}

// explanation makes a page of the Markdown that explains the rules.
func (o own) explanation(text string) []byte {
	var b bytes.Buffer
	// A rule is found by its heading: ### lange-zin has the id lange-zin.
	markdown := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	if err := markdown.Convert([]byte(text), &b); err != nil {
		return nil
	}
	return o.page("Uitleg bij de controles", template.HTML(b.String())) //nolint:gosec // our own text; goldmark leaves HTML in it out
}

// instead is a page that stands in for one that cannot be shown, with the reason if that is known.
func (o own) instead(header http.Header, title string, problem *notice.Notice) []byte {
	if header.Get("Content-Security-Policy") == "" {
		header.Set("Content-Security-Policy", policy)
	}
	var b bytes.Buffer
	text := func(s string) {
		if s != "" {
			fmt.Fprintf(&b, "<p>%s</p>\n", template.HTMLEscapeString(s))
		}
	}
	fmt.Fprintf(&b, "<h1>%s</h1>\n", template.HTMLEscapeString(title))
	if problem != nil {
		text(problem.Error())
	}
	text("Deze pagina komt vanzelf zodra het goed is.")
	return o.page(title, template.HTML(b.String())) //nolint:gosec // escaped above
}

func (o own) page(title string, body template.HTML) []byte {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, struct {
		Title, Dir string
		Body       template.HTML
	}{title, o.dir, body}); err != nil {
		return nil
	}
	return b.Bytes()
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request) {
	name, versioned := strings.CutPrefix(r.URL.Path, s.own.dir)
	if !versioned {
		name = strings.TrimPrefix(r.URL.Path, below)
	}
	file, ok := s.own.files[name]
	switch {
	case name == "events":
		s.serveEvents(w, r)
	case !ok || versioned == (name == explanationFile):
		refuse(w, http.StatusNotFound, "Hier is niets.")
	default:
		file.ServeHTTP(w, r)
	}
}
