package personal

import "strings"

func digit(c byte) bool  { return c-'0' <= 9 }
func letter(c byte) bool { return c|0x20-'a' < 26 }

// at gives the byte at i, 0 outside the text.
func (f *finder) at(i int) byte {
	if i < 0 || i >= len(f.text) {
		return 0
	}
	return f.text[i]
}

// numbers finds what is made of digits. Each row of digits is looked at once, and not further than a number can be long.
func (f *finder) numbers() {
	for i := 0; i < len(f.text); {
		if !digit(f.text[i]) {
			i++
			continue
		}
		end := i
		for end < len(f.text) && digit(f.text[end]) {
			end++
		}
		i = max(end, f.number(i))
	}
}

// number reads what starts with the digit at i. It gives its end, 0 when it is nothing.
func (f *finder) number(i int) int {
	if end := f.account(i); end > 0 {
		return end
	}
	var room [maxGroups]group
	groups := f.groups(i, room[:0])
	total := 0
	for _, g := range groups {
		total += g.len()
	}
	if total < 7 { // as most numbers
		return 0
	}
	if end := f.telephone(i, groups); end > 0 {
		return end
	}
	return f.citizen(groups)
}

// group is a row of digits, and what stands before it: a space, a hyphen, a point, a slash, or 0 when nothing does.
type group struct {
	at, end int
	mark    byte
}

func (g group) len() int { return g.end - g.at }

// maxGroups is more than a telephone number has.
const maxGroups = 9

// groups appends the rows of digits from i on one line that may be one number.
func (f *finder) groups(i int, out []group) []group {
	total, mark := 0, byte(0)
	for len(out) < maxGroups && total < 20 {
		g := group{i, i, mark}
		for g.end < len(f.text) && digit(f.text[g.end]) && g.len() < 20 {
			g.end++
		}
		out, total = append(out, g), total+g.len()
		if i, mark = f.between(g.end); mark == 0 || !digit(f.at(i)) {
			break
		}
	}
	return out
}

// between skips what may stand between the parts of a number: spaces, and one mark. It gives 0 for a mark when there is nothing.
func (f *finder) between(i int) (next int, mark byte) {
	marks := 0
	for from := i; i-from < 10; {
		rest := f.text[i:]
		switch {
		case rest == "":
			return i, mark
		case rest[0] == ' ':
			i++
		case strings.HasPrefix(rest, "\u00a0"):
			i += 2
		case strings.HasPrefix(rest, "\u202f"), strings.HasPrefix(rest, "\u2009"):
			i += 3
		case strings.HasPrefix(rest, "\u2011"), strings.HasPrefix(rest, "\u2013"):
			i, mark, marks = i+3, '-', marks+1
			continue
		case strings.HasPrefix(rest, "(0)"):
			i += 3
		case rest[0] == ')':
			i++
		case rest[0] == '-', rest[0] == '.', rest[0] == '/':
			i, mark, marks = i+1, rest[0], marks+1
			continue
		default:
			if marks > 1 {
				mark = 0
			}
			return i, mark
		}
		if mark == 0 {
			mark = ' '
		}
	}
	return i, 0
}

// alone reports whether no letter, digit or decimal stands before from or behind end.
func (f *finder) alone(from, end int) bool {
	b, a := f.at(from-1), f.at(end)
	return !digit(b) && !letter(b) && b != '_' && b != '#' && b != '=' && b != '&' &&
		!(strings.IndexByte(".,-:", b) >= 0 && digit(f.at(from-2))) &&
		!digit(a) && !letter(a) && a != '_' && a != '@' && a != '%' &&
		!(a != 0 && strings.IndexByte(".,-:", a) >= 0 && digit(f.at(end+1)))
}

// chunk is what stands before i without a space: the start of a web address, if it is one.
func (f *finder) chunk(i int) string {
	from := i
	for from > 0 && i-from < 200 && strings.IndexByte(" \t\n\r<>\"'()[]|", f.text[from-1]) < 0 {
		from--
	}
	return f.text[from:i]
}

func address(chunk string) bool {
	dot := strings.IndexByte(chunk, '.')
	return strings.Contains(chunk, "://") || strings.Contains(chunk, "@") ||
		dot > 0 && letter(chunk[dot-1]) && strings.IndexByte(chunk[dot:], '/') > 2
}

// telephone reads a telephone number of which the first digit stands at i. It gives its end, also when it may be published; 0 when
// there is none.
func (f *finder) telephone(i int, groups []group) int {
	from := i
	abroad, country := "", 0 // digits before the national number
	chunk := f.chunk(i)
	linked := strings.HasSuffix(chunk, "wa.me/") || strings.HasSuffix(chunk, "phone=") || strings.HasPrefix(chunk, "tel:")
	first := f.text[groups[0].at:groups[0].end]
	switch {
	case f.at(i-1) == '+':
		from, abroad, country = i-1, "+", 2
	case linked && strings.HasPrefix(first, "31"):
		country = 2
		abroad = "+"
	case strings.HasPrefix(first, "00") && len(first) > 2 && first[2] != '0':
		abroad, country = "00", 4
	case first[0] != '0':
		return 0
	}
	if !linked && address(chunk) {
		return 0
	}
	if f.at(from-1) == '(' && strings.HasPrefix(f.text[groups[0].end:], ")") {
		from--
	}
	digits, end := f.national(groups, abroad, country)
	if end == 0 || !linked && !f.alone(from, end) || linked && digit(f.at(end)) {
		return 0
	}
	if l := f.label(from, 3); l == other && abroad == "" {
		return 0
	}
	if !service(digits) && !f.known.number(f.text[from:end]) {
		f.hit(Telephone, from, end)
	}
	return end
}

// national gives the digits of a number from its 0, and where it ends. A number of another country keeps its own digits.
func (f *finder) national(groups []group, abroad string, country int) (digits string, end int) {
	var b strings.Builder
	for n, g := range groups {
		b.WriteString(f.text[g.at:g.end])
		if d := b.String(); abroad == "" && len(d) == 10 {
			if !numbered(d, groups[:n+1], f.text) {
				return "", 0
			}
			return d, g.end
		} else if dutch := abroad != "" && len(d) >= country && d[country-2:country] == "31"; dutch {
			if rest := strings.TrimPrefix(d[country:], "0"); len(rest) == 9 {
				return "0" + rest, g.end
			}
		} else if abroad != "" && n == len(groups)-1 && len(d) >= 8+country-2 && len(d) <= 17 {
			point := len(groups) == 2 && groups[1].mark == '.' // +52.1400000 is a place on earth
			if d[0] == '0' && abroad == "+" || point {
				return "", 0
			}
			return d, g.end
		}
	}
	return "", 0
}

// numbered reports whether the groups of ten digits are as people write a telephone number. Times and dates have two digits in
// front as well.
func numbered(digits string, groups []group, text string) bool {
	switch area := groups[0].len(); {
	case digits[1] == '0', digits[1] == '9', digits == "0123456789":
		return false
	case digits[1] != '6' && (area < 3 || area > 4) && area != 10:
		return false
	}
	for i := 1; i < len(groups); i++ {
		g := groups[i]
		mixed := i > 2 && g.mark != groups[i-1].mark && (g.mark == '.' || groups[i-1].mark == '.') // 06.30-07.30 08.15
		if g.len() == 1 || mixed {
			return false
		}
	}
	if len(groups) > 3 && groups[0].len() == 2 && groups[1].len() == 2 && groups[2].len() == 4 {
		year := text[groups[2].at : groups[2].at+2]
		return year != "19" && year != "20"
	}
	return true
}

// service reports numbers of organisations that anybody may call.
func service(digits string) bool {
	for _, p := range []string{"0800", "0900", "0906", "0909", "088"} {
		if strings.HasPrefix(digits, p) {
			return true
		}
	}
	return false
}
