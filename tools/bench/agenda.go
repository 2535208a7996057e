package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/holiday"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/ics"
)

// icalVersion is the peer that calendars are expanded beside.
const icalVersion = "2.2.1"

// icalScript reads a calendar and lists the occurrences in a period, after a first round that warms the compiler. Events are
// related to their exceptions by UID, in one pass: left to itself, the library looks through all events for each event.
const icalScript = `
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const file = process.argv[2], from = +process.argv[3], to = +process.argv[4];
const round = () => {
  const root = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const masters = [], exceptions = new Map();
  for (const c of root.getAllSubcomponents("vevent")) {
    if (!c.hasProperty("recurrence-id")) { masters.push(c); continue; }
    const uid = c.getFirstPropertyValue("uid");
    if (!exceptions.has(uid)) exceptions.set(uid, []);
    exceptions.get(uid).push(c);
  }
  let count = 0, sum = 0;
  const add = (start) => {
    const t = start.toUnixTime();
    if (t >= from && t < to) { count++; sum += t - from; }
  };
  for (const c of masters) {
    const event = new ICAL.Event(c, { exceptions: exceptions.get(c.getFirstPropertyValue("uid")) ?? [] });
    if (!event.isRecurring()) { add(event.startDate); continue; }
    const all = event.iterator();
    for (let next = all.next(); next && next.toUnixTime() < to; next = all.next()) add(event.getOccurrenceDetails(next).startDate);
  }
  return { count, sum };
};
round();
const start = process.hrtime.bigint(), found = round();
console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - start) / 1e9, ...found }));`

// expansion is one round: how long it took, and what it found. Two programs that agree find the same.
type expansion struct {
	Seconds float64 `json:"seconds"`
	Count   int     `json:"count"`
	Sum     int64   `json:"sum"` // of the seconds from the begin of the period to each start
}

// benchAgenda expands a calendar of 10,000 events beside ical.js, shows that the cost is linear, and times what a calendar of that
// size costs when nothing changed.
func benchAgenda(ctx context.Context, rounds int) error {
	return errors.Join(benchExpand(ctx, 10_000, rounds), benchLinear(rounds), benchUnchanged(ctx, 10_000, rounds))
}

func benchExpand(ctx context.Context, n, rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file, script := filepath.Join(dir, "agenda.ics"), filepath.Join(dir, "peer.mjs")
	if err := errors.Join(
		os.WriteFile(file, calendar(n), 0o644), os.WriteFile(script, []byte(icalScript), 0o644),
		command(ctx, dir, "npm", "install", "--no-audit", "--no-fund", "ical.js@"+icalVersion),
	); err != nil {
		return err
	}
	from, to := period()
	if _, err := expand(file); err != nil { // warm
		return err
	}
	var a, b, ratios []float64
	var first expansion
	for range rounds {
		runtime.GC() // of the round before
		if first, err = expand(file); err != nil {
			return err
		}
		out, err := exec.CommandContext(ctx, "node", script, file, fmt.Sprint(from.Unix()), fmt.Sprint(to.Unix())).Output()
		if err != nil {
			return err
		}
		var second expansion
		if err := json.Unmarshal(bytes.TrimSpace(out), &second); err != nil {
			return err
		}
		if first.Count != second.Count || first.Sum != second.Sum {
			return fmt.Errorf("not the same occurrences: %+v and %+v", first, second)
		}
		a, b, ratios = append(a, first.Seconds), append(b, second.Seconds), append(ratios, second.Seconds/first.Seconds)
	}
	fmt.Printf("%d events, of which %d series, read and expanded over two years into the same %d occurrences, medians of %d:\n", n, n/10, first.Count, rounds)
	fmt.Printf("  opladers  %.3f s\n  ical.js   %.3f s\n", median(a), median(b))
	fmt.Printf("  opladers is %.1f times as fast (from %.1f to %.1f)\n", median(ratios), slices.Min(ratios), slices.Max(ratios))
	return nil
}

// expand reads a calendar and expands it, as the site does.
func expand(file string) (expansion, error) {
	start := time.Now()
	data, err := os.ReadFile(file)
	if err != nil {
		return expansion{}, err
	}
	pages, _, err := ics.Read(page.Source{Name: "agenda.ics", Data: data})
	if err != nil {
		return expansion{}, err
	}
	var e expansion
	from, to := period()
	for _, p := range pages {
		list, err := agenda.Expand(p, holiday.Days{}, from, to)
		if err != nil {
			return e, err
		}
		for _, o := range list {
			e.Count, e.Sum = e.Count+1, e.Sum+o.Begin.Unix()-from.Unix()
		}
	}
	e.Seconds = time.Since(start).Seconds()
	return e, nil
}

// benchLinear expands ten times as much, and again, in calendars of at most 10,000 events: a larger one is refused.
func benchLinear(rounds int) error {
	dir, err := os.MkdirTemp("", "opladers-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, n := range []int{1_000, 10_000, 100_000} {
		file := filepath.Join(dir, "agenda.ics")
		if err := os.WriteFile(file, calendar(min(n, 10_000)), 0o644); err != nil {
			return err
		}
		var took []float64
		for range rounds + 1 {
			total := 0.0
			for range max(1, n/10_000) {
				e, err := expand(file)
				if err != nil {
					return err
				}
				total += e.Seconds
			}
			took = append(took, total)
		}
		t := median(took[1:])
		fmt.Printf("%7d events: %.3f s, %.1f µs an event\n", n, t, t*1e6/float64(n))
	}
	return nil
}

// benchUnchanged times a collect of a municipality that keeps n events in a calendar on the web, which did not change, and checks
// that it writes nothing: when the server says so, and when it sends all again with other stamps, as Google does.
func benchUnchanged(ctx context.Context, n, rounds int) error {
	program, site, clean, err := inboxSite(ctx, 0, false)
	if err != nil {
		return err
	}
	defer clean()
	data := calendar(n)
	var asked atomic.Int64
	var renews atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		again := data
		if renews.Load() {
			again = bytes.ReplaceAll(data, []byte("T120000Z"), fmt.Appendf(nil, "T%06dZ", asked.Add(1)))
		} else {
			w.Header().Set("ETag", `"1"`)
		}
		http.ServeContent(w, r, "agenda.ics", time.Time{}, bytes.NewReader(again))
	}))
	defer server.Close()
	g := &generator{dir: site}
	g.file("config.toml", []byte("[params.opladers]\nnetwerken = ['127.0.0.1']\n"))
	g.file("content/zutphen/_index.md", []byte("---\ntitle: Zutphen\nsoort: gemeente\nfeeds:\n  - url: "+server.URL+"/agenda.ics\n---\n"))
	if g.err = errors.Join(g.err, os.MkdirAll(filepath.Join(site, "inbox"), 0o755)); g.err != nil {
		return g.err
	}
	collect := []string{program, "collect", "--site", site, "--json"}
	first, err := seconds(ctx, collect)
	if err != nil {
		return err
	}
	fmt.Printf("a collect of a calendar on the web of %d events, %.1f s the first time:\n", n, first)
	if _, err := seconds(ctx, collect); err != nil { // what was written a moment ago is read again
		return err
	}
	before, err := times(site)
	if err != nil {
		return err
	}
	for _, how := range []string{"unchanged (304)", "unchanged, with other stamps"} {
		var took []float64
		for range rounds {
			t, err := seconds(ctx, collect)
			if err != nil {
				return err
			}
			took = append(took, t)
		}
		fmt.Printf("  %.2f s %s, median of %d\n", median(took), how, rounds)
		renews.Store(true)
	}
	after, err := times(site)
	if err != nil {
		return err
	}
	if before != after {
		return errors.New("a run without changes wrote something")
	}
	return nil
}
