package tools

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// plurals are the forms that a language has (Unicode CLDR), by the file of i18n.
var plurals = map[string][]string{
	"nl": {"one", "other"},
	"en": {"one", "other"},
	"tr": {"one", "other"},
	"uk": {"few", "many", "one", "other"},
	"pl": {"few", "many", "one", "other"},
	"ar": {"few", "many", "one", "other", "two", "zero"},
}

var (
	placeholder = regexp.MustCompile(`\{\{[^}]*\}\}`)
	// called finds a text that is named in a template, and pattern one that is put together there: i18n (printf "status_%s" .status).
	called  = regexp.MustCompile(`\bi18n "([^"]+)"`)
	pattern = regexp.MustCompile(`printf "([a-z0-9_-]*%[sdv][a-z0-9_-]*)"`)
	quoted  = regexp.MustCompile("[\"`]([a-z][a-z0-9_-]*)[\"`]")
)

// texts reads the files of i18n: keys with a text, or with a table of forms.
func texts(t *testing.T) map[string]map[string]any {
	t.Helper()
	files, err := filepath.Glob("../i18n/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no i18n: ", err)
	}
	out := map[string]map[string]any{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]any{}
		if err := toml.Unmarshal(data, &all); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out[strings.TrimSuffix(filepath.Base(file), ".toml")] = all
	}
	return out
}

// gaps gives what is filled in in a text, in order of the alphabet, each once.
func gaps(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(text, -1))))
}

// Every language has every text, with the same gaps in it and the forms that the language counts with.
func TestTextsInEveryLanguage(t *testing.T) {
	all := texts(t)
	for language := range plurals {
		if all[language] == nil {
			t.Errorf("i18n/%s.toml is not there", language)
		}
	}
	for language, own := range all {
		forms := plurals[language]
		if forms == nil {
			t.Errorf("i18n/%s.toml: write its plural forms in this test", language)
		}
		for key := range own {
			if all["nl"][key] == nil {
				t.Errorf("i18n/%s.toml has %s, which nl.toml does not", language, key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(all["nl"])) {
			switch dutch := all["nl"][key].(type) {
			case string:
				text, ok := own[key].(string)
				if !ok || strings.TrimSpace(text) == "" && text != dutch {
					t.Errorf("i18n/%s.toml lacks %s = '…': in Dutch it is %q", language, key, dutch)
				} else if !slices.Equal(gaps(text), gaps(dutch)) {
					t.Errorf("i18n/%s.toml, %s: %v, and in Dutch %v", language, key, gaps(text), gaps(dutch))
				}
			case map[string]any:
				table, _ := own[key].(map[string]any)
				if got := slices.Sorted(maps.Keys(table)); !slices.Equal(got, forms) {
					t.Errorf("i18n/%s.toml, [%s] has the forms %v, not %v: in Dutch it is %v", language, key, got, forms, dutch)
					continue
				}
				want, _ := dutch["other"].(string)
				for form, text := range table {
					text, _ := text.(string)
					// The others may say it in a word: two, none. In Ukrainian "one" is 21 too.
					must := form == "other" || form == "few" || form == "many" || form == "one" && language == "uk"
					if strings.TrimSpace(text) == "" || must && !slices.Equal(gaps(text), gaps(want)) {
						t.Errorf("i18n/%s.toml, [%s] %s = %q: it must hold %v", language, key, form, text, gaps(want))
					}
				}
			}
		}
	}
}

// Every text that a template asks for is there, and every text is asked for.
func TestTextsAreUsed(t *testing.T) {
	dutch := texts(t)["nl"]
	used := map[string]bool{}
	var patterns []*regexp.Regexp
	walk(t, func(name string, data []byte) {
		if !strings.HasPrefix(name, "layouts/") {
			return
		}
		text := string(data)
		for _, m := range called.FindAllStringSubmatch(text, -1) {
			if dutch[m[1]] == nil {
				t.Errorf("%s asks for %q, which i18n/nl.toml does not have", name, m[1])
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			before, after, _ := strings.Cut(m[1], "%")
			after = after[1:]
			if before+after != "" && (strings.Contains(text, "i18n (printf ") || strings.Contains(text, "i18n $sleutel")) {
				patterns = append(patterns, regexp.MustCompile("^"+before+"[a-z0-9_-]+"+after+"$"))
			}
		}
	})
	for key := range dutch {
		if !used[key] && !slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(key) }) {
			t.Errorf("i18n/nl.toml has %s, which no template asks for", key)
		}
	}
}
