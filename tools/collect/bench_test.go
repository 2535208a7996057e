package collect

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// BenchmarkUnchanged collects a calendar of 10,000 events again in which nothing changed.
func BenchmarkUnchanged(b *testing.B) {
	var events []string
	begin := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	for i := range 10_000 {
		events = append(events, event(fmt.Sprint(i), fmt.Sprintf("Activiteit %d", i), begin.Add(time.Duration(i)*time.Hour).Format("20060102T150405")))
	}
	o := newSite(b, map[string][]byte{source: calendar(events...)})
	run(b, o)
	time.Sleep(50 * time.Millisecond) // what is as new as the run is read again
	for b.Loop() {
		r, err := Run(context.Background(), o)
		if err != nil || r.Unchanged != 10_000 {
			b.Fatal(r, err)
		}
	}
}
