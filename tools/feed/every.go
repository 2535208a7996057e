package feed

import (
	"bufio"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// longest is the longest time that a calendar may ask to be left alone.
const longest = 24 * time.Hour

// every gives how long a calendar asks to be left alone between two requests: REFRESH-INTERVAL (RFC 7986, 5.7), else X-PUBLISHED-TTL of
// Outlook, else what the server says of its answer. 0 when nobody asks for anything.
func every(file string, fresh time.Duration) time.Duration {
	f, err := os.Open(file)
	if err != nil {
		return min(fresh, longest)
	}
	defer f.Close()
	var refresh, published time.Duration
	lines := bufio.NewScanner(f) // a line that is too long ends it: nothing of ours comes after one
	for begun := false; lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		switch name, _, _ = strings.Cut(strings.ToUpper(name), ";"); {
		case name == "REFRESH-INTERVAL":
			refresh = duration(value)
		case name == "X-PUBLISHED-TTL":
			published = duration(value)
		case name == "BEGIN" && begun: // the calendar's own properties stand first
			return min(first(refresh, published, fresh), longest)
		case name == "BEGIN":
			begun = true
		}
	}
	return min(first(refresh, published, fresh), longest)
}

func first(list ...time.Duration) time.Duration {
	for _, d := range list {
		if d > 0 {
			return d
		}
	}
	return 0
}

// duration reads a duration of RFC 5545, 3.3.6, such as P1W or PT4H30M. One that is not above zero, or makes no sense, is 0; one above longest is
// longest.
func duration(s string) time.Duration {
	s, ok := strings.CutPrefix(strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(s), "+")), "P")
	if !ok {
		return 0
	}
	units := map[byte]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour, 'H': time.Hour, 'M': time.Minute, 'S': time.Second}
	total := time.Duration(0)
	for s = strings.Replace(s, "T", "", 1); s != ""; {
		end := strings.IndexAny(s, "WDHMS")
		if end < 1 {
			return 0
		}
		n, err := strconv.ParseUint(s[:end], 10, 31)
		if err != nil {
			return 0
		}
		unit := units[s[end]]
		total += time.Duration(min(n, uint64(longest/unit)+1)) * unit
		total, s = min(total, longest), s[end+1:]
	}
	return total
}

// freshness gives how long a server says that its answer is fresh (max-age of RFC 9111, 5.2.2.1), 0 when it does not say.
func freshness(h http.Header) time.Duration {
	for _, directive := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		if strings.EqualFold(name, "max-age") {
			seconds, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 31)
			if err != nil {
				return 0
			}
			return min(time.Duration(seconds)*time.Second, longest)
		}
	}
	return 0
}
