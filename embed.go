// Package opladers carries the look of the site (templates, styles, interface texts and configuration) and its general pages, so that
// `opladers new site` can start a site anywhere.
package opladers

import "embed"

// Look holds what a new site starts with, and the two documents that messages to its editors send them to.
//
//go:embed config.toml all:layouts all:assets all:i18n all:static docs/controles.md docs/inhoud.md
var Look embed.FS

// Checks explains what `opladers check` looks for, a section `### name` for each rule: `opladers check --uitleg` prints one.
//
//go:embed docs/controles.md
var Checks string

// Pages are the pages that say the same on every site: who answers for what, how asking and starting something works.
//
//go:embed all:content/contact all:content/privacy all:content/toegankelijkheid all:content/vraag content/jaarverslag/_index*.md content/initiatieven/beginnen*.md
var Pages embed.FS
