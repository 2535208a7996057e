// Package personal finds personal data in text that is about to be published.
//
//	telefoonnummer    06-12345678, (0575) 12 34 56, +31 (0)6 12345678; abroad with + or 00
//	mailadres         of a free provider, or as first.last@ of a domain that is not known
//	bsn               a citizen service number
//	rekeningnummer    an IBAN with right check digits (ISO 13616)
//	groepslink        an invitation to a chat group: who has it, is in
//	adres-van-kind    a street or postcode with a house number, near a child with a name
//	geboortedatum     a date behind "geboren", behind the name of a person, or of a birthday with a year or an age
//	kind-met-school   the first name and surname of a child, with a school or a class
//
// The text is plain: no Markdown, no HTML. A blank line ends a sentence, and so does a line that starts as an item of a list.
//
// # What is nobody's
//
// Telephone: service numbers (0800, 0900, 088, 14 0575, 112) and what Known holds. A number in the address of a web page is none, but
// in wa.me/31612345678 and tel: it is. A number that the text calls something else (KvK, ISBN, order number) is none.
//
// Mail: an address of a role (info@, redactie@, welzijn.lochem@) at any domain, every address at a domain of Known, and a single word
// (koffie@) at the domain of an organisation, which is most often a role too.
//
// BSN: one in eleven numbers passes its proof (weights 9 to 2 and -1; not all zeros), so a proof alone says little. A number is a
// hit in three cases. Behind the word BSN, burgerservicenummer or sofinummer every number of 7 to 10 digits is one, also when the proof
// fails: it looks like a BSN with a typing error. Written as 123456782 or 1234.56.782 and right by its proof it is one, unless the words
// before it or the sign of the euro say that it is something else (any number with a name: KvK, RSIN, ordernummer, nr.). With 8 digits
// or as 123 456 782, which amounts and telephone numbers look like too, the sentence must also speak of a person (geboren,
// zoon, paspoort, DigiD).
//
// Address: of a venue (buurthuis, school, a word that ends in -huis or -zaal), or in a sentence that invites (with an hour, "kom", "aanmelden"),
// it is where people meet. "Woont op Kerkstraat 12" is a hit with any person.
//
// A first name alone is fine anywhere.
//
// # Limits
//
// Find takes time in proportion to the text and gives at most MaxHits. It knows Dutch words; in other languages it finds numbers,
// addresses of mail and links. Which words are names it knows by a list of first names and by what stands beside them: a
// rare first name is found when the child, the age or the class stands right beside the name. It does not know who a person is.
package personal

import (
	"cmp"
	"slices"
)

// Kind is the id of the rule that found a hit.
type Kind string

// The kinds of hits.
const (
	Telephone   Kind = "telefoonnummer"
	Mail        Kind = "mailadres"
	BSN         Kind = "bsn"
	Address     Kind = "adres-van-kind"
	BirthDate   Kind = "geboortedatum"
	ChildSchool Kind = "kind-met-school"
	Account     Kind = "rekeningnummer"
	GroupLink   Kind = "groepslink"
)

// MaxHits bounds what Find gives: nobody reads more.
const MaxHits = 1000

// Hit is one piece of personal data.
type Hit struct {
	Kind    Kind
	At, End int    // bytes in the text
	Words   string // the text from At to End
}

type finder struct {
	text  string
	known *Known
	hits  []Hit
}

// Find gives the personal data in a text, in order and without overlap. What known holds may be published; nil holds nothing.
func Find(text string, known *Known) []Hit {
	f := finder{text: text, known: known}
	f.numbers()
	f.signs()
	f.sentences()
	slices.SortStableFunc(f.hits, func(a, b Hit) int { return cmp.Compare(a.At, b.At) })
	var out []Hit
	for _, h := range f.hits {
		if len(out) == MaxHits {
			break
		}
		if len(out) == 0 || h.At >= out[len(out)-1].End {
			out = append(out, h)
		}
	}
	return out
}

func (f *finder) hit(kind Kind, at, end int) {
	if len(f.hits) < 8*MaxHits { // of each of the passes more than enough
		f.hits = append(f.hits, Hit{kind, at, end, f.text[at:end]})
	}
}
