package plain_test

import (
	"fmt"

	"mijnopladers.nl/opladers/tools/plain"
)

func ExampleCheck() {
	for _, r := range plain.Check("Conform de afspraak wordt de zaal geveegd.") {
		fmt.Printf("%s: %s\n  %s\n", r.Rule, r.Text, r.Hint)
	}
	// Output:
	// jargon: ‘Conform’ is geen alledaags woord.
	//   Schrijf bijvoorbeeld: ‘volgens’.
	// lijdende-vorm: ‘wordt … geveegd’ is een lijdende vorm, en dat leest afstandelijk.
	//   Begin met wie het doet: ‘Wij …’, ‘U …’, ‘De school …’.
}

func ExampleScore_Flesch() {
	var page plain.Score
	for _, paragraph := range []string{"Kom eten.", "Er is soep en brood. Breng je buren mee."} {
		page = page.Add(plain.Measure(paragraph))
	}
	fmt.Println(page.Flesch() > plain.Easy)
	// Output: true
}
