package holiday

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// schoolYears is what opendata.rijksoverheid.nl answers for infotype schoolholidays: a list of these, or one of them when
// a school year was asked for. Texts have spaces and line ends around them.
type schoolYears struct {
	Content []struct {
		Year      string `json:"schoolyear"`
		Vacations []struct {
			Type       string `json:"type"`
			Compulsory any    `json:"compulsorydates"` // "true", or true
			Regions    []struct {
				Region string `json:"region"` // a region, or "heel Nederland"
				First  string `json:"startdate"`
				Last   string `json:"enddate"`
			} `json:"regions"`
		} `json:"vacations"`
	} `json:"content"`
}

// ParseJSON reads the feed of the Dutch government (https://www.rijksoverheid.nl/opendata/schoolvakanties). Its days are
// moments in UTC: a first day is 00:00Z of that day or, in older years, midnight here, which is 22:00Z or 23:00Z of the
// day before; a last day is one minute to midnight here. So each is the day that a calendar here shows at that moment.
//
// Nothing is judged: it is for Merge to say what can be.
func ParseJSON(data []byte) (*Table, error) {
	if len(data) > MaxBytes {
		return nil, tooLarge()
	}
	var years []schoolYears
	err := json.Unmarshal(data, &years)
	if err != nil {
		var one schoolYears
		if json.Unmarshal(data, &one) == nil {
			years, err = []schoolYears{one}, nil
		}
	}
	if err != nil {
		return nil, refuseFeed("Dit zijn geen schoolvakanties zoals rijksoverheid.nl ze geeft.")
	}
	zone, err := page.Zone("")
	if err != nil {
		return nil, err
	}
	t := &Table{}
	for _, y := range years {
		for _, c := range y.Content {
			for _, v := range c.Vacations {
				row := Row{Year: strings.Join(strings.Fields(c.Year), ""), Name: strings.ToLower(strings.TrimSpace(v.Type)),
					Required: strings.TrimSpace(fmt.Sprint(v.Compulsory)) == "true"}
				for _, r := range v.Regions {
					var p Period
					var ok, ok2 bool
					p.First, ok = dayHere(r.First, zone)
					p.Last, ok2 = dayHere(r.Last, zone)
					if !ok || !ok2 {
						return nil, refuseFeed(fmt.Sprintf("De %s %s heeft een dag die niet te lezen is (%s, %s).",
							short(row.Name), short(row.Year), short(r.First), short(r.Last)))
					}
					name := strings.ToLower(strings.TrimSpace(r.Region))
					for i := range Regions {
						if name == Regions[i] || name == "heel nederland" {
							row.Periods[i] = p
						}
					}
				}
				if len(t.rows) == maxRows {
					return nil, tooLarge()
				}
				if t.find(row) >= 0 {
					return nil, refuseFeed(fmt.Sprintf("De %s %s staat er twee keer in.", short(row.Name), short(row.Year)))
				}
				t.rows = append(t.rows, row)
			}
		}
	}
	if len(t.rows) == 0 {
		return nil, refuseFeed("Hierin staan geen schoolvakanties.")
	}
	return newTable(slices.Clip(t.rows)), nil
}

func refuseFeed(text string) error {
	return notice.Refuse(text, "Probeer het later nog eens. De schoolvakanties blijven zoals zij waren.")
}

// dayHere is the day in the Netherlands at a moment in RFC 3339; a date alone is that day.
func dayHere(s string, zone *time.Location) (page.Civil, bool) {
	s = strings.TrimSpace(s)
	if day, err := parseDay(s); err == nil {
		return day, true
	}
	t, err := time.Parse(time.RFC3339, s)
	return page.Date(t.In(zone).Date()), err == nil
}
