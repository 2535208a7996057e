package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"unicode/utf8"

	"mijnopladers.nl/opladers/tools/notice"
)

var (
	// place finds content/a/index.md:12:3 in Hugo's messages.
	place = regexp.MustCompile(`("[^"]+|[^\s"]+)\.(md|html|toml|css|svg|xml|json):(\d+)(?::\d+)?`)
	// file finds a page that is named without a line.
	file = regexp.MustCompile(`\bcontent[/\\][^\s":]+\.md\b`)
	// colours are for a terminal.
	colours = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	// yaml is what its parser begins a message with: the place in the front matter.
	yaml = regexp.MustCompile(`^\[\d+:\d+\] `)
	// calls is what a message begins with: steps and places, each template that calls another, and the function that fails.
	calls = regexp.MustCompile(`^.*(?:"[^"]+:\d+(?::\d+)?"|executing "[^"]*" at <.*?>|error calling \w+): `)
)

// shortcode that a page calls and the site does not have.
var shortcode = regexp.MustCompile(`template for shortcode "([^"]*)" not found`)

// maxReason is how much of a message of Hugo, which is English, goes into ours.
const maxReason = 160

// explain turns an error of Hugo into a notice with its file and line: of a template, the innermost one.
func explain(err error, dir string) error {
	for _, ours := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, fs.ErrPermission, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, ours) {
			return err // no fault of a page
		}
	}
	if n, ok := errors.AsType[notice.Notice](err); ok {
		return n
	}
	n := notice.Notice{Level: notice.Error, Hint: "Herstel dit."}
	text := strings.ReplaceAll(colours.ReplaceAllString(strings.TrimSpace(err.Error()), ""), dir+string(filepath.Separator), "")
	text, _, _ = strings.Cut(text, "\n")
	for _, m := range place.FindAllStringSubmatch(text, -1) {
		if name := filepath.ToSlash(strings.TrimPrefix(m[1], `"`) + "." + m[2]); n.File == "" || strings.HasPrefix(name, "layouts/") {
			n.File = name
			fmt.Sscan(m[3], &n.Line)
		}
	}
	if n.File == "" {
		n.File = filepath.ToSlash(file.FindString(text))
	}
	reason := strings.TrimRight(calls.ReplaceAllString(text, ""), ".:")
	if utf8.RuneCountInString(reason) > maxReason {
		reason = string([]rune(reason)[:maxReason]) + "…"
	}
	if yaml.MatchString(reason) {
		reason, n.Hint = "de gegevens boven de tekst van deze pagina zijn niet te lezen", "Wat eraan schort en wat u doet, zegt: opladers check"
	}
	if m := shortcode.FindStringSubmatch(reason); m != nil {
		reason = "in de tekst staat {{< " + m[1] + " >}}, en dat bestaat niet"
		n.Hint = "Haal het weg. Moet het er letterlijk staan, schrijf dan {{</* " + m[1] + " */>}}."
	}
	n.Text = "De site kan niet gebouwd worden: " + reason + "."
	return n
}
