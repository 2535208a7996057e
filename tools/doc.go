// Package tools holds the pipeline of opladers, a package a stage. This is all of it on one screen:
//
//	inbox/, mailboxes                    what people send: Word, mail, Excel, calendars, web pages, photos
//	  | collect   finds the sources (by way of mailbox) and runs the stages below, each document that changed once
//	  |   read      bytes -> pages        (a package a format; prose, sheet and when say what staff mean)
//	  |   place     page  -> municipality (by folder, else by sender, else by text)
//	  |   photo     photo -> master       (upright, at most 2560 px, without metadata)
//	  |   merge     what the source changed, brought into the page as a person left it
//	  |   store     the only writer under content/ (by way of atomic), with a journal for undo
//	  |   page      Validate: what a person should know
//	  |   reply     what goes back to people: _verslag.txt, _vragen.xlsx, mail; and their answers
//	  v
//	content/                             the truth: Markdown with front matter, in git
//	  | build     runs the stages below into a fresh folder, and swaps it in
//	  |   agenda    activities -> dates: what takes place when
//	  |   almanac   dates -> pages for Hugo: the agenda, months, paper, the archive, texts to copy
//	  |   yearbook  content of a year -> figures for annual reports
//	  |   site      Hugo
//	  |   derive    masters -> the sizes that visitors download (by way of photo, with a cache)
//	  |   syndicate dates -> what others subscribe to: .ics, RSS, open data
//	  |   search    pages -> the index that visitors search with, in pieces
//	  | check     content/ and the finished site against every rule; an error stops it here when the site is to be published
//	  v
//	public/                              the website
//	  | publish   what changed -> where visitors see it, in one step; and back
//
// While somebody works, watch tells which files changed, and the same stages bring just these to browsers (live), from a site that Hugo
// keeps open (site.Session, build.Live).
//
// Beside it stands consent, which says which photos may be there, and takes one back for good. The nouns are page (a page, its photos,
// its source), notice (what a person must know) and rule (what must be right). Values move down this page only: no stage reopens a
// source or calls back. The folder holds the rules that keep it so, as tests.
package tools
