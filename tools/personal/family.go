package personal

import (
	"slices"
	"strings"
)

// addresses gives the streets and postcodes with a house number where people live. What is certain by itself is a hit at once.
func (s *sentence) addresses() []span {
	var out []span
	for i := 0; i < len(s.words); i++ {
		at, last := s.address(i)
		if last == 0 {
			continue
		}
		where := span{s.words[at].at, s.words[last].end}
		switch {
		case s.livesBefore(at):
			s.f.hit(Address, where.at, where.end)
		case s.words[i].capital || s.words[i].number >= 0:
			if !s.meets(at) {
				out = append(out, where)
			}
		}
		i = last
	}
	return out
}

// address reads an address of which the street or the postcode is word i: its first word, and its last; 0 when it is none.
func (s *sentence) address(i int) (at, last int) {
	w := s.words[i]
	if w.number >= 1000 && w.number <= 9999 && i+2 < len(s.words) && strings.TrimSpace(s.gap(i)) == "" { // 7201 AB 12
		letters := s.words[i+1].textOf(s.f)
		if gap := strings.Trim(s.gap(i+1), " ,-"); len(letters) == 2 && letters == strings.ToUpper(letters) && letter(letters[0]) && letter(letters[1]) && gap == "" && s.house(i+2) {
			return i, i + 2
		}
		return 0, 0
	}
	if w.number >= 0 || i+1 >= len(s.words) || s.words[i+1].number < 0 {
		return 0, 0
	}
	lower := strings.ToLower(w.textOf(s.f))
	at = i
	if !ending(lower, streets) && !slices.Contains(streets, lower) {
		for at = i - 1; at > 0 && at > i-4 && s.is(at, particle); at-- { // Laan van de Vrede 12
		}
		if at < 0 || at == i-1 || !s.words[at].capital || !strings.HasSuffix(strings.ToLower(s.words[at].textOf(s.f)), "laan") {
			return 0, 0
		}
	}
	if strings.Trim(s.gap(i), " \u00a0") != "" || s.gap(i) == "" || !s.house(i+1) {
		return 0, 0
	}
	last = i + 1
	if n := last + 1; n < len(s.words) && s.gap(last) == "" && s.words[n].end-s.words[n].at == 1 {
		last = n // 12a
	}
	for at == i && at > 0 && s.words[at-1].capital && s.gap(at-1) == " " && !s.is(at-1, common|venue|grown) { // Prins Bernhardlaan
		at--
		i = at
	}
	return at, last
}

// house reports a number that a house can have: no year, no time, no part of a date.
func (s *sentence) house(i int) bool {
	w := s.words[i]
	if w.number < 1 || w.number > 1999 || w.end-w.at > 4 || s.f.text[w.at] == '0' {
		return false
	}
	return !s.numberFollows(i) && !s.is(i+1, age|month)
}

// livesBefore reports "woont op", "woont in de" before word i.
func (s *sentence) livesBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if s.is(k, lives) {
			return !s.meets(i)
		}
	}
	return false
}

// meets reports whether the address at word i is of a venue, or in a sentence that invites people.
func (s *sentence) meets(i int) bool {
	if s.has&invites != 0 && s.has&lives == 0 && !s.home() {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		w := strings.ToLower(s.words[k].textOf(s.f))
		if s.is(k, venue|school) || ending(w, venues) || w == "bij" && s.words[min(k+1, i)].capital && k+1 < i && !s.aged(k+1) {
			return true
		}
		if s.is(k, lives) {
			return false
		}
	}
	return false
}

// home reports "het huis van", "thuis".
func (s *sentence) home() bool {
	for i, w := range s.words {
		switch strings.ToLower(w.textOf(s.f)) {
		case "thuis":
			return true
		case "huis":
			if i+1 < len(s.words) && s.words[i+1].textOf(s.f) == "van" {
				return true
			}
		}
	}
	return false
}

// births finds dates of birth.
func (s *sentence) births() {
	bound := false // the last date was one end of a period: born between the first and the second
	for i := 0; i < len(s.words); i++ {
		last, year := s.date(i)
		if last == 0 {
			continue
		}
		if bound = s.period(i-1, bound); bound {
			i = last
			continue
		}
		before := strings.TrimSpace(s.gap(i - 1))
		behind := s.f.text[s.words[last].end:min(len(s.f.text), s.words[last].end+1)]
		named := i > 0 && year && before == "(" && behind == ")" && (s.words[i-1].capital && s.is(i-1, first) || s.surnamed(i-1) || s.name(i-1) && s.kinBefore(i-1))
		if s.bornNear(i, last) || named || s.birthday(year) {
			s.f.hit(BirthDate, s.words[i].at, s.words[last].end)
		}
		i = last
	}
}

// period reports a word before a date that makes it an end of a period, for many people.
func (s *sentence) period(i int, second bool) bool {
	if i < 0 {
		return false
	}
	switch strings.ToLower(s.words[i].textOf(s.f)) {
	case "tussen", "vanaf", "na", "sinds", "voor", "vóór", "tot":
		return true
	case "en", "m":
		return second
	}
	return false
}

// date reads a day and a month from word i: the last word of it, and whether a year stands with it. 0 is no date.
func (s *sentence) date(i int) (last int, year bool) {
	w := s.words[i]
	if w.number < 1 || i+1 >= len(s.words) {
		return 0, false
	}
	yearAt := func(k int) bool {
		return k < len(s.words) && s.words[k].number >= 1900 && s.words[k].number < 2100
	}
	if w.number <= 31 && s.is(i+1, month) && strings.Trim(s.gap(i), " .\u00a0e-") == "" {
		gap := strings.Trim(s.gap(i+1), " .,\u00a0")
		short := i+2 < len(s.words) && s.words[i+2].number >= 0 && s.words[i+2].end-s.words[i+2].at == 2
		if yearAt(i+2) && gap == "" || short && (gap == "'" || gap == "’") {
			return i + 2, true
		}
		return i + 1, false
	}
	if i+2 >= len(s.words) || s.gap(i) != s.gap(i+1) || s.words[i+1].number < 1 || s.words[i+2].number < 0 {
		return 0, false
	}
	if g := s.gap(i); g != "-" && g != "/" && g != "." {
		return 0, false
	}
	third := s.words[i+2]
	switch {
	case w.number <= 31 && s.words[i+1].number <= 12 && (yearAt(i+2) || third.end-third.at == 2):
		return i + 2, true
	case w.number >= 1900 && w.number < 2100 && s.words[i+1].number <= 12 && third.number <= 31 && third.number > 0:
		return i + 2, true
	}
	return 0, false
}

// bornNear reports a word such as "geboren" near the date, of a person.
func (s *sentence) bornNear(i, last int) bool {
	if s.has&born == 0 || s.has&thing != 0 && s.has&(child|first) == 0 {
		return false
	}
	for k := max(0, i-7); k <= last+6 && k < len(s.words); k++ {
		if s.is(k, born) {
			return true
		}
	}
	return false
}

// birthday reports a birthday of a person, with a year or an age.
func (s *sentence) birthday(year bool) bool {
	if s.has&birthday == 0 || s.has&(venue|thing) != 0 {
		return false
	}
	if !year {
		year = s.has&age != 0
		for i := range s.words {
			year = year || s.aged(i) || strings.EqualFold(s.words[i].textOf(s.f), "wordt") && i+1 < len(s.words) && s.words[i+1].number >= 0 && s.words[i+1].number < 130
		}
	}
	return year && (s.has&(person|child|first) != 0)
}

// surnamed reports whether a first name and a surname end at word i.
func (s *sentence) surnamed(i int) bool {
	if i < 1 || !s.words[i].capital || s.is(i, common) && !s.is(i-1, particle) {
		return false
	}
	k := i - 1
	for k > 0 && k > i-4 && s.is(k, particle) && s.gap(k) == " " {
		k--
	}
	return s.is(k, first) && s.words[k].capital && s.gap(k) == " "
}

// pupils finds a child with its surname and a school or a class.
func (s *sentence) pupils() {
	class := s.class()
	young := class || s.has&(child|children) != 0 || s.has&age != 0 && s.child()
	for i := 0; i < len(s.words); i++ {
		last := s.fullName(i)
		if last == 0 {
			continue
		}
		sure := s.is(i, first)
		near := s.aged(last) || s.kinBefore(i) || s.kinBehind(last) || s.classBehind(last)
		if (young || s.aged(last)) && (class || s.has&school != 0) && (sure || near) && !s.adult(i, last) {
			s.f.hit(ChildSchool, s.words[i].at, s.words[last].end)
		}
		i = last
	}
}

// class reports "groep 4", "klas 2b", "brugklas".
func (s *sentence) class() bool {
	for i := range s.words {
		if s.is(i, pupil) && (s.grade(i+1) || strings.Contains(strings.ToLower(s.words[i].textOf(s.f)), "rklas") || strings.EqualFold(s.words[i].textOf(s.f), "brugklas")) {
			return true
		}
	}
	return false
}

func (s *sentence) grade(i int) bool {
	return i < len(s.words) && s.words[i].number >= 1 && s.words[i].number <= 8 && s.words[i].end-s.words[i].at == 1
}

// classBehind reports "(groep 4" or "uit groep 4" right behind word i.
func (s *sentence) classBehind(i int) bool {
	for k := i + 1; k <= i+2; k++ {
		if s.is(k, pupil) && s.grade(k+1) {
			return true
		}
	}
	return false
}

// fullName gives the last word of a first name with a surname that starts at word i; 0 when there is none.
func (s *sentence) fullName(i int) int {
	if !s.name(i) {
		return 0
	}
	k := i + 1
	for k < len(s.words) && k < i+4 && s.is(k, particle) && strings.Trim(s.gap(k-1), " '’") == "" {
		k++
	}
	if k >= len(s.words) || strings.Trim(s.gap(k-1), " '’") != "" || !s.words[k].capital || s.is(k, common) && k == i+1 || s.is(k, school|pupil) {
		return 0
	}
	if k+1 < len(s.words) && s.gap(k) == "-" && s.words[k+1].capital { // Jansen-Bakker
		k++
	}
	return k
}

// adult reports that the name from word i to last is of somebody at work, or of a parent: juf Anna de Vries, Anna de Vries, leerkracht.
// In "de moeder van Bram de Vries" it is the child's.
func (s *sentence) adult(i, last int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if s.grown(k) {
			return !strings.EqualFold(s.words[i-1].textOf(s.f), "van")
		}
	}
	for k := last + 1; k < len(s.words) && k <= last+4; k++ {
		if s.grown(k) {
			return true
		}
		if s.is(k, child) {
			return false
		}
	}
	return false
}

// grown reports a word for an adult, or for work.
func (s *sentence) grown(k int) bool {
	return s.is(k, grown) || ending(strings.ToLower(s.words[k].textOf(s.f)), works)
}
