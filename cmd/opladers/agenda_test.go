package main

import (
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
)

func TestTableFitsOnATerminal(t *testing.T) {
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	a := &app{now: time.Date(2026, 12, 1, 8, 0, 0, 0, zone)}
	at := func(day, hour, minutes int) agenda.Occurrence {
		begin := time.Date(2026, 12, day, hour, 0, 0, 0, zone)
		return agenda.Occurrence{Begin: begin, End: begin.Add(time.Duration(minutes) * time.Minute), Title: "Samen zingen\tbij het kampvuur\x1b[31m, met liedjes uit alle landen",
			Place: &page.Place{Name: "Speelveld Het Groene Hart, ingang aan de achterkant"}, Municipality: "zutphen", Status: page.StatusFull}
	}
	list := []agenda.Occurrence{at(2, 9, 90), at(2, 20, 360), at(3, 20, 240), at(4, 9, 60*30), at(5, 9, 0)}
	for _, width := range []int{0, 80, 120} {
		table := a.table(list, width)
		lines := strings.Split(strings.TrimSpace(table), "\n")
		for i, want := range []string{"wo 2 dec 2026  9.00-10.30 ", "               20.00-2.00 ", "do 3 dec 2026  20.00-0.00 ", "vr 4 dec 2026  9.00 t/m za 5 dec ", "za 5 dec 2026  9.00 "} {
			if len(lines) != len(list) || !strings.HasPrefix(lines[i], want) || !strings.HasSuffix(lines[i], "zutphen") || strings.Contains(lines[i], "\x1b") {
				t.Errorf("%d wide, line %d: %q, want %q…", width, i, lines[i], want)
			}
			if n := len([]rune(lines[i])); width > 0 && n > width {
				t.Errorf("%d wide: a line of %d", width, n)
			}
			if full := strings.Contains(lines[i], "alle landen (vol)"); full != (width == 0) {
				t.Errorf("%d wide: whole is %t: %q", width, full, lines[i])
			}
		}
	}
}
