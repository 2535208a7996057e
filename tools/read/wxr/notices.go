package wxr

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

func (r *reader) warn(it *item, text, hint string) {
	r.notices = append(r.notices, notice.Notice{Level: notice.Warning, Text: "‘" + it.name() + "’: " + text, Hint: hint})
}

// remarks says what is to be said once of all posts together.
func (r *reader) remarks() {
	say := func(some bool, text, hint string) {
		if some {
			r.notices = append(r.notices, notice.Notice{Level: notice.Warning, Text: text, Hint: hint})
		}
	}
	say(r.export.cut, "De export is niet compleet: het einde ontbreekt. Wat heel was, is overgenomen.", again)
	say(len(r.export.broken) > 0, "Beschadigd en niet overgenomen: "+list(r.export.broken)+".", again)
	say(len(r.export.large) > 0, fmt.Sprintf("Groter dan %d MB en niet overgenomen: %s.", maxContent>>20, list(r.export.large)), "Kopieer de tekst naar een Word-bestand (.docx).")
	say(len(r.empty) > 0, "Zonder tekst en foto's, en niet overgenomen: "+list(r.empty)+".", "Staat er op de site wel iets? Kopieer dat naar een Word-bestand (.docx).")
	say(len(r.trashed) > 0, "In de prullenbak van WordPress en niet overgenomen: "+list(r.trashed)+".", "Moet er iets bij? Zet het terug in WordPress en maak de export opnieuw.")
	say(len(r.unwrapped) > 0, "Opmaak van een plug-in is weggelaten; de tekst die erin stond is gebleven: "+list(slices.Sorted(maps.Keys(r.unwrapped)))+".", "Kijk na of de pagina's zo kloppen.")
	var types []string
	for _, name := range slices.Sorted(maps.Keys(r.types)) {
		types = append(types, fmt.Sprintf("%s (%d)", name, r.types[name]))
	}
	say(len(types) > 0, "Alleen berichten en pagina's zijn overgenomen. Niet overgenomen, naar soort: "+list(types)+".", "Staat er een verhaal bij? Kopieer dat naar een Word-bestand (.docx).")
}

// list names the first ten.
func list(names []string) string {
	s := strings.Join(names[:min(len(names), 10)], ", ")
	if more := len(names) - 10; more > 0 {
		s += fmt.Sprintf(" en nog %d", more)
	}
	return s
}
