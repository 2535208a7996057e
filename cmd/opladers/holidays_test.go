package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
	if err := os.WriteFile(filepath.Join(site, "config.toml"), []byte("baseURL = 'https://voorbeeld.example.org/'\n"), 0o644); err != nil {
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
