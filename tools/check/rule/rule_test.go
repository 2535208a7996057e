package rule

import (
	"regexp"
	"testing"
)

func TestTable(t *testing.T) {
	name, sentence := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`), regexp.MustCompile(`^[A-Z].*\.$`)
	for i, r := range All() {
		if !name.MatchString(r.ID) || !sentence.MatchString(r.Why) || r.Level == "" || i > 0 && All()[i-1].ID == r.ID {
			t.Errorf("%+v", r)
		}
		if got, ok := Get(r.ID); !ok || got != r {
			t.Errorf("Get(%s) = %+v", r.ID, got)
		}
	}
	if _, ok := Get("weg"); ok {
		t.Error("there is a rule that is not there")
	}
}
