package plain

import "strings"

var units = map[string]int{
	"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11,
	"twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
}

var tens = map[string]int{
	"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90,
}

// parseNumber reads a number that is written as one word, up to 9999: achtenveertig, tweehonderdzestien. It returns 0 for anything
// else.
func parseNumber(low string) int {
	if !strings.Contains(low, "en") && !strings.Contains(low, "honderd") && !strings.Contains(low, "ën") && !strings.Contains(low, "duizend") {
		return 0
	}
	n := 0
	for _, big := range []struct {
		name  string
		value int
	}{{"duizend", 1000}, {"honderd", 100}} {
		if front, rest, ok := strings.Cut(low, big.name); ok {
			m := 1
			if front != "" {
				if m = belowHundred(front); m == 0 {
					return 0
				}
			}
			n += m * big.value
			low = strings.TrimPrefix(rest, "en")
			if rest == "" {
				return n
			}
		}
	}
	m := belowHundred(low)
	if m == 0 {
		return 0
	}
	return n + m
}

// belowHundred reads a number below a hundred.
func belowHundred(s string) int {
	if n := units[s] + tens[s]; n > 0 {
		return n
	}
	for _, and := range []string{"en", "ën"} {
		for from := 0; ; {
			i := strings.Index(s[from:], and)
			if i < 0 {
				break
			}
			i += from
			if u, t := units[s[:i]], tens[s[i+len(and):]]; u > 0 && u < 10 && t > 0 {
				return t + u
			}
			from = i + len(and)
		}
	}
	return 0
}
