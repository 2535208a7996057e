package when

import (
	"errors"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

// outcome shows a plan in words and as a rule, or the error; of a question the reason and the candidates.
func outcome(p Plan, err error) string {
	var question *QuestionError
	var noYear *YearError
	switch {
	case errors.As(err, &question):
		return strings.Join(append([]string{"? " + question.Why}, question.Candidates...), " | ")
	case errors.As(err, &noYear):
		return "year? " + noYear.Near(autumn).String()
	case err != nil:
		_, why, _ := strings.Cut(err.Error(), "’ is niet te lezen: ")
		if why == "" {
			why = err.Error()
		}
		return "! " + why
	case p.Recurrence != "":
		return p.String() + " | " + p.Recurrence
	}
	return p.String()
}

// try reads every text of a table, and checks the plans as the fuzz test does.
func try(t *testing.T, ref page.Civil, table map[string]string) {
	t.Helper()
	for in, want := range table {
		if got := outcome(Read(in, ref)); got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
		checkRead(t, in, ref)
	}
}
