package agenda

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
)

func TestLoadHolidaysThatCannotBeRead(t *testing.T) {
	site := t.TempDir()
	if err := os.MkdirAll(filepath.Join(site, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, HolidaysFile), []byte("jaar;van;tot\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	table, err := LoadHolidays(site)
	if err == nil || !strings.HasPrefix(err.Error(), HolidaysFile+", regel 1: ") {
		t.Errorf("%v", err)
	}
	if !table.Region("midden").School(page.Date(2026, 10, 17)) {
		t.Error("the table of the program is gone too")
	}
}
