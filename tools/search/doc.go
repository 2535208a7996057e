// Package search makes the index that visitors search the site with, in their own browser: documents in, files out. It is pure, and
// the same documents give the same bytes. assets/js/zoek.js reads what it writes.
//
// The index is cut in pieces, of which a visitor fetches only those that a question needs. In JSON, because hosts compress that:
//
//	zoek.json             the manifest: where each piece begins, and which documents are whose
//	zoek/<hash>/w7.json   words: {"koffi": [posting, …], …}, in order of the alphabet
//	zoek/<hash>/a2.json   the longer words back to front: ["neniut", …], to find one of which the beginning was mistyped
//	zoek/<hash>/d31.json  ten documents: [[title, address, summary, when, over, status, often], …]
//
// <hash> is that of all pieces: an address never gets other bytes, so browsers may keep them.
//
// Documents are numbered in order of municipality and then of group: activities of the coming two weeks, those
// after it, initiatives, stories (the newest first), other pages, activities that are over. So the manifest says of a number alone whether it is asked for, in a few bytes a
// municipality. A posting is 16 times the step from the document before, plus how much the word counts in this document (1 to 15).
// A word that is in very many documents keeps those of each group in which it counts most; its list then begins with
// minus the number that it has in all.
//
// A compound counts a little for its parts too: speeltuin for tuin. See Stem for the forms of one word.
package search
