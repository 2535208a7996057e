package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxPartial is how many lines a partial has. Longer is more than one thing.
const maxPartial = 70

var (
	templateComment = regexp.MustCompile(`(?s)\{\{-? ?/\*.*?\*/ ?-?\}\}`)
	opening         = regexp.MustCompile(`(?s)^\{\{- /\*\n@context  \S.*\n@example  .*\{\{.*\*/ -?\}\}`)
	calledPartial   = regexp.MustCompile(`partial(?:Cached)? "([^"]+)"`)
	namedPartial    = regexp.MustCompile(`"([^"]+\.html)"`) // also as what a condition gives
	madePartial     = regexp.MustCompile(`printf "([^"]*%[a-z][^"]*\.html)"`)
	forbidden       = map[string]*regexp.Regexp{
		"style in the page":            regexp.MustCompile(`(?i)<style|\sstyle=`),
		"a handler in the page":        regexp.MustCompile(`(?i)<[a-z][^>]*\son[a-z]+=`),
		"a script in the page":         regexp.MustCompile(`(?i)<script(?: type="?module"?)?>|javascript:`),
		"something of another address": regexp.MustCompile(`(?i)<(?:script|img|link|iframe|source|video|audio)[^>]*\s(?:src|href|srcset)="?(?:https?:)?//`),
	}
)

// templateRules gives what is wrong with templates, by the rules of this project.
func templateRules(templates map[string]string) []string {
	var wrong []string
	used := map[string]bool{}
	for name, text := range templates {
		code := templateComment.ReplaceAllString(text, "")
		for _, m := range calledPartial.FindAllStringSubmatch(code, -1) {
			if _, ok := templates["_partials/"+m[1]]; !ok {
				wrong = append(wrong, name+" calls "+m[1]+", which is not there")
			}
		}
		for _, m := range namedPartial.FindAllStringSubmatch(code, -1) {
			used["_partials/"+m[1]] = true
		}
		for _, m := range madePartial.FindAllStringSubmatch(code, -1) {
			before, after, _ := strings.Cut(m[1], "%")
			for other := range templates {
				if strings.HasPrefix(other, "_partials/"+before) && strings.HasSuffix(other, after[1:]) {
					used[other] = true
				}
			}
		}
		for what, pattern := range forbidden {
			if found := pattern.FindString(code); found != "" {
				wrong = append(wrong, name+" has "+what+": "+found)
			}
		}
	}
	for name, text := range templates {
		if !strings.HasPrefix(name, "_partials/") {
			continue
		}
		if !opening.MatchString(text) {
			wrong = append(wrong, name+" does not begin with its @context and an @example")
		}
		if n := strings.Count(text, "\n"); n > maxPartial {
			wrong = append(wrong, name+" is too long")
		}
		if !used[name] {
			wrong = append(wrong, name+" is not used")
		}
	}
	slices.Sort(wrong)
	return wrong
}

// textFiles reads the files of a folder with one of some extensions.
func textFiles(t *testing.T, dir string, extensions ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(extensions, filepath.Ext(name)) {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(filepath.Join(root, dir), name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTemplates(t *testing.T) {
	templates := textFiles(t, "layouts", ".html", ".xml", ".json", ".txt", ".webmanifest")
	for _, wrong := range templateRules(templates) {
		t.Error("layouts/" + wrong)
	}
}

func TestTheRulesFindWhatIsWrong(t *testing.T) {
	const head = "{{- /*\n@context  a\n@example  {{ partial \"a.html\" . }}\n*/ -}}\n"
	for text, want := range map[string]string{
		head + "<p>": "",
		"<p>":        "does not begin with its @context",
		head + strings.Repeat("<p>\n", maxPartial):     "is too long",
		head + `<p style="x">`:                         "style in the page",
		head + `<button onclick="x">`:                  "a handler",
		head + `<script>x</script>`:                    "a script",
		head + `<img src="https://example.org/a.gif">`: "another address",
		head + `{{ partial "b.html" . }}`:              "b.html, which is not there",
	} {
		got := templateRules(map[string]string{"home.html": `{{ partial "a.html" . }}`, "_partials/a.html": text})
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0], want)) {
			t.Errorf("%s\n%q, want %q", text, got, want)
		}
	}
	if got := templateRules(map[string]string{"_partials/a.html": head}); len(got) != 1 || !strings.Contains(got[0], "is not used") {
		t.Errorf("%q", got)
	}
}
