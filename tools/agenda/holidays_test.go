package agenda

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

const newYear = `[{"content":[{"schoolyear":"2030-2031","vacations":[{"type":"Herfstvakantie","compulsorydates":"false","regions":[
	{"region":"heel Nederland","startdate":"2030-10-18T22:00:00.000Z","enddate":"2030-10-27T22:59:00.000Z"}]}]}]}]`

func day(t *testing.T, s string) page.Civil {
	t.Helper()
	c, err := page.ParseCivil(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func serve(t *testing.T, status int, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestUpdateHolidays(t *testing.T) {
	site := t.TempDir()
	file := filepath.Join(site, "data", "schoolvakanties.csv")
	address := serve(t, http.StatusOK, newYear)
	if changes, err := UpdateHolidays(t.Context(), site, address, true); err != nil || len(changes) != 1 {
		t.Fatal(changes, err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("written with dryRun")
	}
	changes, err := UpdateHolidays(t.Context(), site, address, false)
	if err != nil || len(changes) != 1 || changes[0].String() != "herfstvakantie 2030-2031: nieuw, 19 t/m 27 oktober 2030" {
		t.Fatal(changes, err)
	}
	table, err := LoadHolidays(site)
	if err != nil || !table.Region("zuid").School(day(t, "2030-10-27")) || !table.Region("zuid").School(day(t, "2026-10-17")) {
		t.Errorf("the update is not in the table: %v", err)
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Millisecond)
	if changes, err := UpdateHolidays(t.Context(), site, address, false); err != nil || len(changes) != 0 {
		t.Errorf("the second time: %v, %v", changes, err)
	}
	if after, err := os.Stat(file); err != nil || !os.SameFile(before, after) {
		t.Errorf("an equal table was written again: %v", err)
	}
}

// Whatever the other side does, the table stays and a person is told what to do.
func TestUpdateHolidaysKeepsWhatItHas(t *testing.T) {
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			_, _ = io.WriteString(w, strings.Repeat(" ", 1<<16))
		}
	}))
	t.Cleanup(endless.Close)
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(newYear)))
		_, _ = io.WriteString(w, newYear[:50])
	}))
	t.Cleanup(cut.Close)
	for _, test := range []struct{ name, address, want string }{
		{"nobody there", "http://127.0.0.1:1/", "geeft geen antwoord"},
		{"500", serve(t, http.StatusInternalServerError, newYear), "status 500"},
		{"a page", serve(t, http.StatusOK, "<html>"), "geen schoolvakanties"},
		{"nothing", serve(t, http.StatusOK, ""), "geen schoolvakanties"},
		{"cut off", cut.URL, "stopte halverwege"},
		{"endless", endless.URL, "groter dan"},
		{"nonsense", serve(t, http.StatusOK, strings.ReplaceAll(newYear, "2030-10-18", "2030-10-17")), "kunnen niet kloppen"},
	} {
		site := t.TempDir()
		_, err := UpdateHolidays(t.Context(), site, test.address, false)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if entries, err := os.ReadDir(site); err != nil || len(entries) > 0 {
			t.Errorf("%s: something was written: %v", test.name, entries)
		}
	}
}

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
	if !table.Region("midden").School(day(t, "2026-10-17")) {
		t.Error("the table of the program is gone too")
	}
}
