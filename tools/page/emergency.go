package page

import (
	"fmt"
	"regexp"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

// Emergency is a message on top of all pages of a municipality and in its calendar.
//
// It is written in haste, so that much is understood: a text alone, a day as 24-10-2026, and ja. What is not understood
// is told by Check and stops nothing. layouts/_partials/gemeente/noodbericht.html understands the same.
type Emergency struct {
	Text       string `yaml:"tekst"`
	From       string `yaml:"vanaf,omitempty"`         // first day
	Until      string `yaml:"tot,omitempty"`           // last day
	CancelsAll Answer `yaml:"alles_vervalt,omitempty"` // no activity of these days takes place
}

// UnmarshalYAML reads a text alone, or the keys of a message.
func (e *Emergency) UnmarshalYAML(unmarshal func(any) error) error {
	var v any
	if err := unmarshal(&v); err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
	case map[string]any:
		for key, value := range v {
			text := plain(value)
			switch strings.ToLower(key) { // as Hugo does
			case "tekst":
				e.Text = text
			case "vanaf":
				e.From = isoDay(text)
			case "tot":
				e.Until = isoDay(text)
			case "alles_vervalt":
				e.CancelsAll = Answer(text)
			}
		}
	default:
		e.Text = plain(v)
	}
	return nil
}

// plain writes a value of YAML as it was typed; what is no word is "".
func plain(v any) string {
	switch v.(type) {
	case nil, []any, map[string]any:
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

var dutchDay = regexp.MustCompile(`^(\d{1,2})-(\d{1,2})-(\d{4})$`)

// isoDay turns 24-10-2026 into 2026-10-24; all else stays.
func isoDay(s string) string {
	m := dutchDay.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	return m[3] + "-" + ("0" + m[2])[len(m[2])-1:] + "-" + ("0" + m[1])[len(m[1])-1:]
}

// Cancels reports whether no activity takes place on a day. A message that says no last day cancels only its first: nobody
// may find a year of activities called off by a forgotten line. A day that cannot be read is none, which Check tells.
func (e *Emergency) Cancels(day Civil) bool {
	if e == nil || !e.CancelsAll.Yes() {
		return false
	}
	from, until := e.days()
	if from.IsZero() {
		from = until
	}
	if until.IsZero() {
		until = from
	}
	return !from.IsZero() && !day.Day().Before(from) && !until.Before(day.Day())
}

// days gives the first and the last day; the zero Civil when there is none.
func (e *Emergency) days() (from, until Civil) {
	from, _ = ParseCivil(e.From)
	until, _ = ParseCivil(e.Until)
	return from.Day(), until.Day()
}

// Check gives what Doubts gives, without the keys.
func (e *Emergency) Check() (out []notice.Notice) {
	for _, d := range e.Doubts() {
		out = append(out, d.Notice)
	}
	return out
}

// Doubts gives what will not be as who wrote the message thinks.
func (e *Emergency) Doubts() []Doubt {
	if e == nil {
		return nil
	}
	var out []Doubt
	warn := func(key, text, hint string) {
		out = append(out, Doubt{"noodbericht." + key, 0, notice.Notice{Level: notice.Warning, Text: text, Hint: hint}})
	}
	if e.Text == "" {
		warn("tekst", "Het noodbericht heeft geen tekst. Het staat niet op de site.", "Schrijf achter tekst: wat er aan de hand is.")
	}
	for _, d := range []struct{ key, day string }{{"vanaf", e.From}, {"tot", e.Until}} {
		if _, err := ParseCivil(d.day); d.day != "" && err != nil {
			warn(d.key, fmt.Sprintf("Bij noodbericht staat ‘%s: %s’. Die dag bestaat niet of is niet te lezen, en telt niet mee.", d.key, d.day),
				"Schrijf de dag als 2026-10-24 of als 24-10-2026.")
		}
	}
	from, until := e.days()
	if !from.IsZero() && !until.IsZero() && until.Before(from) {
		warn("tot", "Het noodbericht eindigt voor het begint. Het staat niet goed op de site.", "Kijk de dagen bij vanaf en tot na.")
	}
	switch {
	case e.CancelsAll != "" && !e.CancelsAll.known():
		warn("alles_vervalt", fmt.Sprintf("Bij noodbericht staat ‘alles_vervalt: %s’. Dat is geen ja en geen nee. Alle activiteiten gaan door.", e.CancelsAll),
			"Schrijf alles_vervalt: ja of alles_vervalt: nee.")
	case !e.CancelsAll.Yes():
	case from.IsZero() && until.IsZero():
		warn("vanaf", "Bij noodbericht staat alles_vervalt, maar geen dag. Alle activiteiten gaan door.", "Schrijf vanaf: en tot: met de eerste en de laatste dag.")
	case until.IsZero():
		warn("tot", fmt.Sprintf("Bij noodbericht staat alles_vervalt, maar geen laatste dag. Alleen op %s vervalt alles.", from),
			"Schrijf tot: met de laatste dag. Is het maar één dag? Schrijf die dag dan ook bij tot.")
	}
	return out
}
