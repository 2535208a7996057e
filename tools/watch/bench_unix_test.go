//go:build unix

package watch

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// What watching 20,000 files costs when nothing happens.
func BenchmarkNothing(b *testing.B) {
	s := steps{b.TempDir()}
	for i := range 20000 {
		tree(b, s.dir, fmt.Sprintf("map%d/page%d/%d.md=text", i%50, i/4, i))
	}
	for name, k := range map[string]kind{"events": local, "polling": remote} {
		b.Run(name, func(b *testing.B) {
			start(b, Options{Roots: []Root{{Path: s.dir, Rest: 25 * time.Millisecond}}, hooks: hooks{kind: func(string) kind { return k }}})
			time.Sleep(100 * time.Millisecond)
			before, begin := cpu(b), time.Now()
			for b.Loop() {
				time.Sleep(10 * time.Second)
			}
			b.ReportMetric((cpu(b)-before).Seconds()*1000/time.Since(begin).Minutes(), "cpu-ms/min")
		})
	}
}

func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
