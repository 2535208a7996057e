package xlsx

import (
	"regexp"
	"strconv"
	"strings"
)

// A style is what the look of a cell says about its number.
type style struct {
	date   bool // it shows a date or time
	days   bool // it shows a date
	struck bool

	before, after string // what the format puts around the number
	decimals      int    // -1 shows as many as there are
	digits        int    // at least so many before the comma
	percent       bool
}

// The formats that every workbook knows, of those that mean something here.
var builtin = map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	5: "€ 0", 6: "€ 0", 7: "€ 0.00", 8: "€ 0.00", 42: "€ 0", 44: "€ 0.00", 37: "0", 38: "0", 39: "0.00", 40: "0.00", 41: "0", 43: "0.00"}

// stylesOf reads the formats of the cells (cellXfs).
func stylesOf(root *node) []style {
	codes := map[int]string{}
	for k := range root.Child("numFmts").Kids() {
		codes[number(k.Attr("numFmtId"))] = k.Attr("formatCode")
	}
	var struck []bool // per font
	for k := range root.Child("fonts").Kids() {
		if k.Name == "font" {
			s := k.Child("strike")
			struck = append(struck, s != nil && on(s))
		}
	}
	var all []style
	for k := range root.Child("cellXfs").Kids() {
		if k.Name != "xf" {
			continue
		}
		id := number(k.Attr("numFmtId"))
		code, custom := codes[id]
		if !custom {
			code = builtin[id]
		}
		s := format(code)
		if !custom && (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58) {
			s = style{date: true, days: !(id >= 18 && id <= 21 || id >= 45 && id <= 47)}
		}
		if f := number(k.Attr("fontId")); f >= 0 && f < len(struck) {
			s.struck = struck[f]
		}
		all = append(all, s)
	}
	return all
}

var (
	currency = regexp.MustCompile(`\[\$([^\]-]*)[^\]]*\]`)
	literal  = regexp.MustCompile(`"([^"]*)"|\\(.)|_.|\*.`)
	bracket  = regexp.MustCompile(`\[[^\]hms]*\]`)
	figures  = regexp.MustCompile(`[0#?][0#?.,]*`)
	general  = regexp.MustCompile(`(?i)general|standaard`)
)

// format reads the code of a number format; of several sections the first counts, which is for positive numbers.
func format(code string) style {
	s := style{decimals: -1, digits: 1}
	code = currency.ReplaceAllString(code, `"$1"`)
	plain := bracket.ReplaceAllString(strings.ToLower(literal.ReplaceAllString(code, "")), "")
	plain = general.ReplaceAllString(plain, "")
	if strings.ContainsAny(plain, "ydhmsj") { // Dutch Excel writes jjjj for the year at times
		return style{date: true, days: strings.ContainsAny(plain, "ydj") || !strings.ContainsAny(plain, "hs")}
	}
	code, _, _ = strings.Cut(code, ";")
	code = bracket.ReplaceAllString(code, "")
	code = literal.ReplaceAllString(code, "$1$2")
	at := figures.FindStringIndex(code)
	if at == nil {
		return s
	}
	number := code[at[0]:at[1]]
	s.before, s.after = code[:at[0]], code[at[1]:]
	s.after, s.percent = strings.CutPrefix(s.after, "%")
	whole, fraction, _ := strings.Cut(number, ".")
	s.decimals = strings.Count(fraction, "0") + strings.Count(fraction, "#")
	s.digits = strings.Count(whole, "0")
	if s.after == "" && strings.HasSuffix(number, ",") { // thousands, or a comma that was meant as the decimal one
		s.decimals = -1
	}
	return s
}

// show writes a number as people see it.
func (s style) show(v float64) string {
	decimals := s.decimals
	if s.before == "" && s.after == "" && s.digits == 0 {
		decimals = -1
	}
	if s.percent {
		v *= 100
	}
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if decimals < 0 && len(text) > 20 {
		text = strconv.FormatFloat(v, 'g', 15, 64)
	}
	whole, fraction, found := strings.Cut(text, ".")
	if n := s.digits - len(whole); n > 0 {
		whole = strings.Repeat("0", min(n, 20)) + whole
	}
	if found {
		whole += "," + fraction
	}
	if s.percent {
		whole += "%"
	}
	return strings.TrimSpace(s.before + whole + s.after)
}
