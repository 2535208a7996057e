package plain

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	f := os.Getenv("PROBE")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	for _, l := range strings.Split(string(b), "\n") {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' && len(l) < 2 {
			continue
		}
		fmt.Println("»", l)
		for _, r := range Check(l) {
			fmt.Printf("     %s [%s] -> %q  | %s | %s\n", r.Rule, r.Words, r.Replace, r.Text, r.Hint)
		}
		s := Measure(l)
		fmt.Printf("     %v %.0f\n", s, s.Flesch())
	}
}
