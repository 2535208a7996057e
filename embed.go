// Package opladers carries the look of the site (templates, styles, interface texts and configuration), so that
// `opladers new site` can start a site anywhere.
package opladers

import "embed"

// Look holds what a new site starts with.
//
//go:embed config.toml all:layouts all:assets all:i18n all:static
var Look embed.FS
