package markup

import (
	"strconv"
	"strings"
)

// tongue tells whether v is a tag of a language in the form of BCP 47: a language of two or three letters, and parts of up to eight.
func tongue(v string) bool {
	for i := 0; ; i++ {
		part, rest, more := strings.Cut(v, "-")
		if part == "" || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3 || len(part) == 2 && !in(languages, lower(part))) {
			return false
		}
		for j := range len(part) {
			if !letter(part[j]) && (i == 0 || !digit(part[j])) {
				return false
			}
		}
		if !more {
			return true
		}
		v = rest
	}
}

// languages are the codes of two letters (ISO 639-1). Of those of three there are thousands.
const languages = " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy " +
	"ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv " +
	"mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw " +
	"ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

// isMoment tells whether v is a date, a time, both, or a duration, as the attribute datetime has it (HTML Standard, 4.5.14).
func isMoment(v string) bool {
	if len(v) > 1 && v[0] == 'P' {
		return strings.Trim(v, "PTYMWDHS.0123456789") == ""
	}
	date, clock, both := strings.Cut(v, "T")
	if !both {
		date, clock, both = strings.Cut(v, " ")
	}
	if !both && strings.IndexByte(v, ':') == 2 {
		return isClock(v, false)
	}
	return isDate(date, both) && (!both || isClock(clock, true))
}

func isDate(v string, whole bool) bool {
	switch shape(v) {
	case "0000-00-00":
		m, d := int(v[5]-'0')*10+int(v[6]-'0'), int(v[8]-'0')*10+int(v[9]-'0')
		y, _ := strconv.Atoi(v[:4])
		return m >= 1 && m <= 12 && d >= 1 && d <= days(y, m)
	case "0000-00":
		return !whole && v[5:] >= "01" && v[5:] <= "12"
	case "0000-W00", "0000", "00-00":
		return !whole
	}
	return false
}

// days is the number of days of a month.
func days(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func isClock(v string, zoned bool) bool {
	if zoned && strings.HasSuffix(v, "Z") {
		v = v[:len(v)-1]
	} else if i := strings.LastIndexAny(v, "+-"); zoned && i >= 0 {
		if s := shape(v[i+1:]); s != "00:00" && s != "0000" || v[i+1:i+3] > "23" {
			return false
		}
		v = v[:i]
	}
	switch s := shape(v); {
	case s != "00:00" && s != "00:00:00" && s != "00:00:00.000", v[:2] > "23", v[3:5] > "59":
		return false
	}
	return true
}

// shape gives v with each digit 0, for what is short.
func shape(v string) string {
	var b [16]byte
	if len(v) > len(b) {
		return ""
	}
	for i := range len(v) {
		if b[i] = v[i]; digit(v[i]) {
			b[i] = '0'
		}
	}
	return string(b[:len(v)])
}
