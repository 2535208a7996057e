package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/check/rule"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// weekdays and months as people write them, by how they begin.
var (
	weekdays = map[string]time.Weekday{"zo": time.Sunday, "ma": time.Monday, "di": time.Tuesday, "wo": time.Wednesday, "do": time.Thursday, "vr": time.Friday, "za": time.Saturday}
	months   = map[string]time.Month{
		"jan": 1, "feb": 2, "maa": 3, "mrt": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
	}
)

// dayAndDate finds a weekday with its date.
var dayAndDate = regexp.MustCompile(`(?i)\b(maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|(?:ma|di|woe?|do|vrij|vr|zat?|zo)\.?)(?:(?:och|mid|na)?(?:tend|middag|avond))?,? (?:de )?` +
	`(?:(\d{1,2})(?:e|ste|de)? (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|(?:jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?)(?:,? (\d{4})\b)?|` +
	`(\d{1,2})[-/](\d{1,2})[-/](\d{4})\b)`)

// days looks for weekdays that contradict their date.
func (d *document) days() {
	if !d.o.Dutch {
		return
	}
	about, known := d.day()
	for i := range d.passages {
		p := &d.passages[i]
		for _, m := range dayAndDate.FindAllStringSubmatchIndex(p.text, -1) {
			group := func(n int) string {
				if m[2*n] < 0 {
					return ""
				}
				return p.text[m[2*n]:m[2*n+1]]
			}
			words := p.text[m[0]:m[1]]
			want := weekdays[strings.ToLower(group(1))[:2]]
			day, month, year := group(2), group(3), group(4)
			if day == "" {
				day, month, year = group(5), group(6), group(7)
			}
			dayNumber, _ := strconv.Atoi(day)
			monthNumber := months[strings.ToLower(month + "  ")[:3]]
			if monthNumber == 0 {
				n, _ := strconv.Atoi(month)
				monthNumber = time.Month(n)
			}
			yearNumber, _ := strconv.Atoi(year)
			if yearNumber == 0 && !known {
				continue
			}
			date, ok := nearest(yearNumber, monthNumber, dayNumber, about)
			line := d.lineOf(p, m[0])
			switch {
			case !ok:
				d.add(rule.Of("dag-klopt-niet", line, fmt.Sprintf("De datum %s bestaat niet.", short(words, 60)), "Kijk na welke dag het is.").Quote(words))
			case date.Weekday() != want:
				f := rule.Of("dag-klopt-niet", line, fmt.Sprintf("Hier staat %s, maar %s is een %s.", short(words, 60), when.Long(page.Date(date.Date())), weekday(date)),
					"Kijk na wat er moet staan: de dag of de datum.").Quote(words)
				if yearNumber == 0 {
					f.Level = notice.Warning
					f.Hint = "Kijk na wat er moet staan: de dag of de datum. Is het in een ander jaar? Schrijf het jaar erbij."
				}
				d.add(f)
			}
		}
	}
}

// nearest gives the date; of one without a year the one that is nearest to the day that the page is about.
func nearest(year int, month time.Month, day int, about time.Time) (date time.Time, ok bool) {
	years := []int{year}
	if year == 0 {
		years = []int{about.Year() - 1, about.Year(), about.Year() + 1}
	}
	for _, y := range years {
		t := time.Date(y, month, day, 0, 0, 0, 0, time.UTC)
		if t.Day() != day || t.Month() != month || y < 1900 || y > 2999 {
			continue
		}
		if !ok || t.Sub(about).Abs() < date.Sub(about).Abs() {
			date, ok = t, true
		}
	}
	return date, ok
}

func weekday(t time.Time) string {
	return []string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}[t.Weekday()]
}

// activity checks whether visitors can join.
func (d *document) activity() {
	a := d.page.Activity
	if a == nil {
		return
	}
	if (a.SignUp == "nodig" || a.SignUp == "gewenst") && a.SignUpURL == "" && a.SignUpTel == "" && a.SignUpMail == "" && a.Contact == "" {
		d.say("aanmelden-zonder-link", d.fields.line("aanmelden"), fmt.Sprintf("Aanmelden is %s, maar er staat niet hoe.", a.SignUp),
			"Zet in de kolom Aanmelden een mailadres, telefoonnummer of link. In de pagina is dat aanmelden_mail, aanmelden_tel of aanmelden_url.")
	}
}
