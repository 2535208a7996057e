package agenda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/notice"
)

const (
	// HolidaysFile is where a site keeps the school holidays that the program does not know, or knows otherwise.
	HolidaysFile = "data/schoolvakanties.csv"
	// HolidaysURL is where the Dutch government publishes them.
	HolidaysURL = "https://opendata.rijksoverheid.nl/v1/sources/rijksoverheid/infotypes/schoolholidays?output=json&rows=200"

	fetchTimeout = 30 * time.Second
)

// LoadHolidays gives the school holidays of a site: the table of the program, with what the site's own file says over
// it. When that file cannot be read the error is a Dutch notice, and the table is the program's.
func LoadHolidays(site string) (*holiday.Table, error) {
	table := holiday.Default()
	data, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(HolidaysFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return table, nil
	}
	if err != nil {
		return table, err
	}
	own, err := holiday.ParseCSV(data)
	if err != nil {
		return table, notice.From(err, HolidaysFile)
	}
	return table.Overlay(own), nil
}

// UpdateHolidays brings what the government publishes at address into the site's file, and says what changes by it. A
// file that has it all already is not written, and none is with dryRun.
func UpdateHolidays(ctx context.Context, site, address string, dryRun bool) ([]holiday.Change, error) {
	table, err := LoadHolidays(site)
	if err != nil {
		return nil, err
	}
	data, err := fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	update, err := holiday.ParseJSON(data)
	if err != nil {
		return nil, err
	}
	merged, changes, err := table.Merge(update)
	if err != nil || dryRun || string(merged.CSV()) == string(table.CSV()) {
		return changes, err
	}
	_, err = atomic.WriteFile(filepath.Join(site, filepath.FromSlash(HolidaysFile)), merged.CSV())
	return changes, err
}

// fetch gets an address. The error is a Dutch notice that says what to do.
func fetch(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "opladers (https://mijnopladers.nl/)")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, unreachable(r.URL, "geeft geen antwoord", "Kijk of deze computer internet heeft.")
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, unreachable(r.URL, fmt.Sprintf("geeft de schoolvakanties niet (status %d)", answer.StatusCode), "")
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, holiday.MaxBytes+1)) // one too many is refused by who reads it
	if err != nil {
		return nil, unreachable(r.URL, "stopte halverwege", "")
	}
	return data, nil
}

func unreachable(u *url.URL, why, hint string) error {
	if hint != "" {
		hint += " "
	}
	return notice.Refuse(fmt.Sprintf("%s %s. De schoolvakanties blijven zoals zij waren.", u.Host, why), hint+"Probeer het later nog eens.")
}
