package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/feed"
	"mijnopladers.nl/opladers/tools/page"
)

const newYear = `[{"content":[{"schoolyear":"2030-2031","vacations":[{"type":"Herfstvakantie","compulsorydates":"false","regions":[
	{"region":"heel Nederland","startdate":"2030-10-18T22:00:00.000Z","enddate":"2030-10-27T22:59:00.000Z"}]}]}]}]`

func serve(t *testing.T, status int, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// local is a source on this machine, which a source on the web may not be.
func local(address string) feed.Request {
	return feed.Request{URL: address, Allowed: []string{"127.0.0.1"}}
}

func TestUpdateHolidays(t *testing.T) {
	site := t.TempDir()
	file := filepath.Join(site, "data", "schoolvakanties.csv")
	source := local(serve(t, http.StatusOK, newYear))
	if changes, err := updateHolidays(t.Context(), site, source, true); err != nil || len(changes) != 1 {
		t.Fatal(changes, err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("written with dryRun")
	}
	changes, err := updateHolidays(t.Context(), site, source, false)
	if err != nil || len(changes) != 1 || changes[0].String() != "herfstvakantie 2030-2031: nieuw, 19 t/m 27 oktober 2030" {
		t.Fatal(changes, err)
	}
	table, err := agenda.LoadHolidays(site)
	if err != nil || !table.Region("zuid").School(page.Date(2030, 10, 27)) || !table.Region("zuid").School(page.Date(2026, 10, 17)) {
		t.Errorf("the update is not in the table: %v", err)
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Millisecond)
	if changes, err := updateHolidays(t.Context(), site, source, false); err != nil || len(changes) != 0 {
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
		{"nobody there", "http://127.0.0.1:1/", "niet bereikbaar of antwoordt niet goed. De schoolvakanties blijven zoals zij waren. Kijk of er internet is"},
		{"500", serve(t, http.StatusInternalServerError, newYear), "(code 500). De schoolvakanties blijven zoals zij waren."},
		{"a page", serve(t, http.StatusOK, "<html>"), "geen schoolvakanties"},
		{"nothing", serve(t, http.StatusOK, ""), "is helemaal leeg"},
		{"cut off", cut.URL, "de verbinding brak af"},
		{"endless", endless.URL, "groter dan 1 MB"},
		{"nonsense", serve(t, http.StatusOK, strings.ReplaceAll(newYear, "2030-10-18", "2030-10-17")), "kunnen niet kloppen"},
	} {
		site := t.TempDir()
		_, err := updateHolidays(t.Context(), site, local(test.address), false)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if entries, err := os.ReadDir(site); err != nil || len(entries) > 0 {
			t.Errorf("%s: something was written: %v", test.name, entries)
		}
	}
}

// The update reads from a server of our own; the scripts tell the rest.
func TestHolidaysUpdate(t *testing.T) {
	body := `[{"content":[
		{"schoolyear":"2029-2030","vacations":[{"type":"Zomervakantie","compulsorydates":"true","regions":[
			{"region":"heel Nederland","startdate":"2030-07-12T22:00:00.000Z","enddate":"2030-08-25T21:59:00.000Z"}]}]},
		{"schoolyear":"2030-2031","vacations":[{"type":"Herfstvakantie","compulsorydates":"false","regions":[
			{"region":"heel Nederland","startdate":"2030-10-18T22:00:00.000Z","enddate":"2030-10-27T22:59:00.000Z"}]}]}]}]`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
	defer server.Close()
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "config.toml"), []byte("baseURL = 'https://voorbeeld.example.org/'\n[params.opladers]\nnetwerken = ['127.0.0.1']\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	update := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		status := run(context.Background(), append([]string{"holidays", "update", "--site", site, "--url", server.URL}, args...), &out, &errs)
		return status, out.String() + errs.String()
	}
	const kept = "zomervakantie 2029-2030: blijft noord 20 juli t/m 1 september 2030, zuid 6 juli t/m 18 augustus 2030; de bron zegt 13 juli t/m 25 augustus 2030"
	const changed = "herfstvakantie 2030-2031: nieuw, 19 t/m 27 oktober 2030"
	for _, test := range []struct {
		args   []string
		status int
		want   []string
	}{
		{[]string{"--dry-run"}, exitPartial, []string{"Plan: dit verandert in data/schoolvakanties.csv:\n  " + changed, kept}},
		{nil, exitPartial, []string{"Veranderd in data/schoolvakanties.csv:\n  " + changed, "Niet overgenomen", kept}},
		{nil, exitPartial, []string{"De schoolvakanties zijn bij.", kept}},
		{[]string{"--json"}, exitPartial, []string{`{"changed":[],"kept":["` + kept + `"]}`}},
	} {
		status, text := update(test.args...)
		for _, want := range test.want {
			if !strings.Contains(text, want) || status != test.status {
				t.Errorf("%q: status %d, no %q in\n%s", test.args, status, want, text)
			}
		}
	}
	body = strings.ReplaceAll(body, "07-12T22", "07-11T22")
	if status, text := update(); status != exitFailed || !strings.Contains(text, "kunnen niet kloppen") {
		t.Errorf("nonsense: status %d\n%s", status, text)
	}
}
