package agenda

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/notice"
)

// HolidaysFile is where a site keeps the school holidays that the program does not know, or knows otherwise.
const HolidaysFile = "data/schoolvakanties.csv"

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
