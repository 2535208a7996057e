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

// below is where what is of this package and not of the site stands.
const below = "/_opladers/"

func isBelow(address string) bool { return strings.HasPrefix(path.Clean(address)+"/", below) }

var (
	//go:embed web
	web embed.FS

	pageTemplate = template.Must(template.ParseFS(web, "web/page.html"))
)

// policy of the pages that are of this package.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ownFile is a file below /_opladers/.
type ownFile struct {
	name, etag string
	data       []byte
}

func (f ownFile) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", map[string]string{
		".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", "": "text/html; charset=utf-8",
	}[path.Ext(f.name)])
	header.Set("Cache-Control", "no-cache")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Content-Security-Policy", policy)
	header.Set("ETag", f.etag)
	http.ServeContent(w, r, f.name, time.Time{}, bytes.NewReader(f.data))
}

// ownFiles are the files by their name: those of folder web, and the explanation of the rules.
func ownFiles(explain string) map[string]ownFile {
	out := map[string]ownFile{}
	add := func(name string, data []byte) {
		out[name] = ownFile{name, fmt.Sprintf(`"%x"`, sha256.Sum256(data)), data}
	}
	files, _ := fs.Glob(web, "web/*.[jc]s*")
	for _, file := range files {
		data, _ := web.ReadFile(file)
		add(path.Base(file), data)
	}
	// As a module, so that the panel has its looks from the start: a shadow tree has no way to wait for a stylesheet.
	sheet, _ := json.Marshal(string(out["panel.css"].data))
	add("styles.js", fmt.Appendf(nil, "export const styles = new CSSStyleSheet();\nstyles.replaceSync(%s);\n", sheet))
	delete(out, "panel.css")
	if explain != "" {
		add("uitleg", explanation(explain))
	}
	return out
}

// explanation makes a page of the Markdown that explains the rules.
func explanation(text string) []byte {
	var b bytes.Buffer
	// A rule is found by its heading: ### lange-zin has the id lange-zin.
	markdown := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	if err := markdown.Convert([]byte(text), &b); err != nil {
		return nil
	}
	return drawn("Uitleg bij de controles", template.HTML(b.String())) //nolint:gosec // our own text; goldmark leaves HTML in it out
}

// ownPage is a page that stands in for one that cannot be shown, with the reason if that is known.
func ownPage(header http.Header, title string, problem *notice.Notice) []byte {
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
	return drawn(title, template.HTML(b.String())) //nolint:gosec // escaped above
}

func drawn(title string, body template.HTML) []byte {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, struct {
		Title string
		Body  template.HTML
	}{title, body}); err != nil {
		return nil
	}
	return b.Bytes()
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, below)
	if name == "events" {
		s.serveEvents(w, r)
		return
	}
	file, ok := s.own[name]
	if !ok {
		refuse(w, http.StatusNotFound, "Hier is niets.")
		return
	}
	file.ServeHTTP(w, r)
}
