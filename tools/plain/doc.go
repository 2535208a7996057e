// Package plain says where a Dutch text could be plainer: text in, remarks out. It reads no disk, clock or network.
//
// The rules follow what NL Design System and the guides of Dutch municipalities ask of a text for everybody: sentences of at most
// fifteen words, active, without jargon and abbreviations, with dates that stay true. They are signals for a writer and no verdict: a
// text can pass all of them and be hard to read.
//
// A rule would rather miss a fault than name one that is none, because people stop reading remarks that annoy them. What it knows
// stands in tables under data, one subject a file:
//
//	jargon.tsv       words of officials, what to write instead, in which sense they are meant, and where they are everyday words
//	afkortingen.tsv  abbreviations with their full words
//	tijd.tsv         words for a moment that is only right on the day of writing
//	ontkenning.tsv   two denials that make a yes
//	woorden.txt      what the rules must know of Dutch: participles without ge-, words that open a clause
//
// # Levels
//
// What a caller does with a remark is its own choice. Advised: [LongSentence], [Jargon], [Abbreviation], [VagueTime], [AllCaps],
// [Ampersand] and [DoubleNegative] as a warning; [Passive], [Acronym], [NumberInWords], [LongWord] and [Pincer] as advice. None of
// them should keep a page from being published.
//
// # Bounds
//
// Check takes time in proportion to the text, whatever is in it, and looks at the first [MaxBytes] only. Remarks have byte offsets in the
// text as it was given, on the borders of runes.
package plain
