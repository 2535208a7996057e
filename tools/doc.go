// Package tools holds the pipeline of opladers, a package a stage. This is all of it on one screen:
//
//	inbox/                               what people send: Word, Excel, calendars, Markdown, photos
//	  | collect   finds the sources and runs the stages below, each document once
//	  |   read      bytes -> pages        (read/docx, read/xlsx, read/csv, read/ics, read/markdown; sheet, when)
//	  |   place     page  -> municipality (by folder, else by text)
//	  |   photo     photo -> master       (upright, at most 2560 px, without metadata)
//	  |   page      Validate: what a person should know
//	  |   store     the only writer under content/ (by way of atomic)
//	  v
//	content/                             the truth: Markdown with front matter, in git
//	  | build     runs the stages below into a fresh folder, and swaps it in
//	  |   agenda    activities -> dates for the templates, and agenda.ics
//	  |   site      Hugo
//	  |   derive    masters -> the sizes that visitors download (by way of photo, with a cache)
//	  v
//	public/                              the website
//
// The nouns are page (a page, its photos, its source) and notice (what a person must know). Values move down this
// page only: no stage reopens a source or calls back. The folder holds the rules that keep it so, as tests.
package tools
