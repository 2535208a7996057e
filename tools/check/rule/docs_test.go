package rule

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

// docs/controles.md explains every rule, and no other, with the level that it has.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile("../../../" + Docs)
	if err != nil {
		t.Fatal(err)
	}
	level := map[notice.Level]string{notice.Error: "fout", notice.Warning: "waarschuwing", notice.Advice: "tip"}
	form := regexp.MustCompile(`(?s)^Niveau: (.+?)\n\n\*\*Wat\.\*\* [^\n].*\n\n\*\*Waarom\.\*\* [^\n].*\n\n\*\*Zo lost u het op\.\*\* [^\n].*\n- Fout.*\n- Goed`)
	seen := map[string]bool{}
	for i, section := range regexp.MustCompile(`(?m)^### `).Split(string(data), -1) {
		id, text, _ := strings.Cut(section, "\n")
		if i == 0 {
			continue // what comes before the first rule
		}
		r, ok := Get(id)
		if !ok || seen[id] {
			t.Errorf("%s explains %q, which is no rule, or twice", Docs, id)
			continue
		}
		seen[id] = true
		want := level[r.Level]
		if r.Firm {
			want += "; kan niet uit"
		}
		text, _, _ = strings.Cut(strings.TrimSpace(text), "\n## ")
		if m := form.FindStringSubmatch(text); m == nil {
			t.Errorf("%s: %s has not all its parts in order: level, what, why, how, a wrong and a good example", Docs, id)
		} else if m[1] != want {
			t.Errorf("%s: %s has level %q, want %q", Docs, id, m[1], want)
		}
	}
	for _, r := range All() {
		if !seen[r.ID] {
			t.Errorf("%s does not explain %s", Docs, r.ID)
		}
	}
}
