package when

import (
	"slices"
	"testing"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/recur"
)

func wall(s string) page.Civil {
	c, err := page.ParseCivil(s)
	if err != nil {
		panic(err)
	}
	return c
}

func TestDescribe(t *testing.T) {
	morning := func(rule string) page.Activity {
		return page.Activity{Begin: wall("2026-10-13T09:30"), End: wall("2026-10-13T11:00"), Recurrence: rule}
	}
	for rule, want := range map[string]string{
		"":                        "13 oktober 2026, 9.30-11.00 uur",
		"FREQ=WEEKLY":             "elke dinsdag, 9.30-11.00 uur",
		"FREQ=WEEKLY;BYDAY=TH,TU": "elke dinsdag en donderdag, 9.30-11.00 uur",
		"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU": "elke maandag t/m vrijdag, 9.30-11.00 uur",
		"FREQ=DAILY;BYDAY=SA,SU":                   "elke zaterdag en zondag, 9.30-11.00 uur",
		"FREQ=WEEKLY;INTERVAL=2;WKST=SU":           "om de week op dinsdag, 9.30-11.00 uur",
		"FREQ=WEEKLY;INTERVAL=3;BYDAY=TU":          "om de 3 weken op dinsdag, 9.30-11.00 uur",
		"FREQ=DAILY":                               "elke dag, 9.30-11.00 uur",
		"FREQ=DAILY;COUNT=3":                       "13 t/m 15 oktober 2026, 9.30-11.00 uur",
		"FREQ=DAILY;INTERVAL=2":                    "om de dag, 9.30-11.00 uur",
		"FREQ=MONTHLY":                             "elke maand op de 13e, 9.30-11.00 uur",
		"FREQ=MONTHLY;BYDAY=2TU":                   "elke 2e dinsdag, 9.30-11.00 uur",
		"FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2":         "elke 2e dinsdag, 9.30-11.00 uur",
		"FREQ=MONTHLY;BYDAY=+2TU,-1TU":             "elke 2e en laatste dinsdag, 9.30-11.00 uur",
		"FREQ=MONTHLY;BYDAY=TU":                    "elke dinsdag, 9.30-11.00 uur",
		"FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU":        "om de 3 maanden op de 2e dinsdag, 9.30-11.00 uur",
		"FREQ=MONTHLY;BYMONTHDAY=1,-1":             "elke maand op de 1e en laatste dag, 9.30-11.00 uur",
		"FREQ=YEARLY":                              "elk jaar op 13 oktober, 9.30-11.00 uur",
		"FREQ=YEARLY;BYMONTH=10;BYDAY=2TU":         "elk jaar op de 2e dinsdag van oktober, 9.30-11.00 uur",
		"FREQ=WEEKLY;BYMONTH=5,6,7":                "elke dinsdag in mei t/m juli, 9.30-11.00 uur",
		"FREQ=WEEKLY;UNTIL=20261215":               "elke dinsdag van 13 oktober t/m 15 december 2026, 9.30-11.00 uur",
		"FREQ=WEEKLY;UNTIL=20261215T083000Z":       "elke dinsdag van 13 oktober t/m 15 december 2026, 9.30-11.00 uur",
		"FREQ=WEEKLY;UNTIL=20261215T080000Z":       "elke dinsdag van 13 oktober t/m 14 december 2026, 9.30-11.00 uur",
		"FREQ=WEEKLY;UNTIL=20261214T230000Z":       "elke dinsdag van 13 oktober t/m 14 december 2026, 9.30-11.00 uur",
		"FREQ=WEEKLY;COUNT=10":                     "elke dinsdag van 13 oktober t/m 15 december 2026, 9.30-11.00 uur",

		// What words cannot say as it is.
		"FREQ=HOURLY":                                   "",
		"FREQ=WEEKLY;BYHOUR=9,14":                       "",
		"FREQ=YEARLY;BYWEEKNO=20":                       "",
		"FREQ=YEARLY;BYDAY=20MO":                        "",
		"FREQ=YEARLY;BYYEARDAY=100":                     "",
		"FREQ=MONTHLY;BYDAY=1MO,3WE":                    "",
		"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13":           "",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": "",
		"FREQ=MONTHLY;INTERVAL=2;BYDAY=TU":              "",
		"FREQ=MONTHLY;BYMONTHDAY=-3":                    "",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU":    "",
		"FREQ=DAILY;INTERVAL=2;BYDAY=MO":                "",
		"FREQ=DAILY;COUNT=100000":                       "",
		"FREQ=WEEKLY;BYDAY=XX":                          "",
		"elke dinsdag":                                  "",
	} {
		a := morning(rule)
		if got := Describe(&a); got != want {
			t.Errorf("Describe(%s) = %q, want %q", rule, got, want)
		}
	}
}

// TestDescribedIsSo reads what Describe says of all rules of these parts: it must be the same dates.
func TestDescribedIsSo(t *testing.T) {
	begin, said := page.Date(2026, 10, 13), 0
	for _, freq := range []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} {
		for _, interval := range []string{"", ";INTERVAL=2", ";INTERVAL=3"} {
			for _, months := range []string{"", ";BYMONTH=10", ";BYMONTH=1,10,11,12", ";BYMONTH=9,10,11,12,1,2,3,4"} {
				for _, days := range []string{"", ";BYDAY=TU", ";BYDAY=2TU", ";BYDAY=TU,SU", ";BYDAY=-1FR,1FR", ";BYDAY=MO,TU,WE,TH,FR,SA,SU", ";BYMONTHDAY=13", ";BYMONTHDAY=-1,13", ";BYDAY=TU;BYSETPOS=-1", ";BYDAY=TU;BYMONTHDAY=13"} {
					for _, end := range []string{"", ";COUNT=5", ";UNTIL=20281231T230000Z"} {
						value := "FREQ=" + freq + interval + months + days + end
						text := Describe(&page.Activity{Begin: begin, Recurrence: value})
						if text == "" {
							continue
						}
						said++
						want := starts(t, value, begin)
						if end == "" {
							text += " vanaf " + Long(want[0])
						}
						p, err := Read(text, page.Civil{})
						var got []page.Civil
						for d := p.First; p.Recurrence == "" && !p.Last.Before(d); d = d.AddDays(1) {
							got = append(got, d)
						}
						if p.Recurrence != "" {
							got = starts(t, p.Recurrence, p.First)
						}
						if err != nil || !slices.Equal(got, want) {
							t.Errorf("%s is described as %q, which is %v\n got %v\nwant %v", value, text, err, got, want)
						}
					}
				}
			}
		}
	}
	if said < 200 {
		t.Errorf("only %d rules are described", said)
	}
}

// starts gives the dates of a rule in five years.
func starts(t *testing.T, value string, begin page.Civil) (out []page.Civil) {
	t.Helper()
	r, err := recur.Parse(value)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := page.Zone("")
	if err != nil {
		t.Fatal(err)
	}
	for d := range r.Starts(begin, begin, zone) {
		if page.Date(2031, 1, 1).Before(d) {
			break
		}
		out = append(out, d)
	}
	return out
}

func TestDescribeActivity(t *testing.T) {
	series := page.Activity{Begin: wall("2026-10-13T09:30"), Recurrence: "FREQ=WEEKLY"}
	dates := func(days ...string) (out []page.Exception) {
		for _, d := range days {
			out = append(out, page.Exception{Date: wall(d)})
		}
		return out
	}
	for name, c := range map[string]struct {
		change func(*page.Activity)
		want   string
	}{
		"plain":          {func(a *page.Activity) {}, "elke dinsdag, 9.30 uur"},
		"holidays":       {func(a *page.Activity) { a.Holidays, a.PublicHolidays = "overslaan", "ook" }, "elke dinsdag, 9.30 uur, niet in schoolvakanties, ook op feestdagen"},
		"only holidays":  {func(a *page.Activity) { a.Holidays = "alleen" }, "elke dinsdag, 9.30 uur, alleen in schoolvakanties"},
		"all day":        {func(a *page.Activity) { a.AllDay = true }, "elke dinsdag"},
		"days":           {func(a *page.Activity) { a.Recurrence, a.AllDay, a.End = "", true, wall("2026-10-15") }, "13 t/m 15 oktober 2026"},
		"year end":       {func(a *page.Activity) { a.Recurrence, a.AllDay, a.End = "", true, wall("2027-01-02") }, "13 oktober 2026 t/m 2 januari 2027"},
		"night":          {func(a *page.Activity) { a.Begin, a.End = wall("2026-10-13T22:00"), wall("2026-10-14T01:00") }, "elke dinsdag, 22.00-1.00 uur"},
		"midnight":       {func(a *page.Activity) { a.Begin, a.End = wall("2026-10-13T22:00"), wall("2026-10-14T00:00") }, "elke dinsdag, 22.00-24.00 uur"},
		"camp":           {func(a *page.Activity) { a.Recurrence, a.End = "", wall("2026-10-15T17:00") }, "13 oktober 2026, 9.30 uur t/m 15 oktober 2026, 17.00 uur"},
		"series of days": {func(a *page.Activity) { a.End = wall("2026-10-15T17:00") }, ""},
		"ends before":    {func(a *page.Activity) { a.End = wall("2026-10-12T17:00") }, ""},
		"not":            {func(a *page.Activity) { a.Exceptions = dates("2026-10-27T09:30", "2026-10-20") }, "elke dinsdag, 9.30 uur, niet op 20 en 27 oktober 2026"},
		"often not":      {func(a *page.Activity) { a.Exceptions = dates("2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10") }, "elke dinsdag, 9.30 uur, met uitzonderingen"},
		"called off": {func(a *page.Activity) {
			a.Exceptions = []page.Exception{{Date: wall("2026-10-20"), Status: page.StatusCancelled}}
		}, "elke dinsdag, 9.30 uur, niet op 20 oktober 2026"},
		"moved": {func(a *page.Activity) {
			a.Exceptions = []page.Exception{{Date: wall("2026-10-20"), Status: page.StatusMoved}}
		}, "elke dinsdag, 9.30 uur, met uitzonderingen"},
		"full": {func(a *page.Activity) {
			a.Exceptions = []page.Exception{{Date: wall("2026-10-20"), Status: page.StatusFull}}
		}, "elke dinsdag, 9.30 uur"},
		"from then on": {func(a *page.Activity) { a.Exceptions = []page.Exception{{Date: wall("2026-10-20"), Following: true}} }, ""},
		"extra":        {func(a *page.Activity) { a.ExtraDates = []page.Civil{wall("2026-10-17T09:30")} }, "elke dinsdag, 9.30 uur, ook op 17 oktober 2026"},
		"extra time":   {func(a *page.Activity) { a.ExtraDates = []page.Civil{wall("2026-10-17T14:00")} }, "elke dinsdag, 9.30 uur, en op andere momenten"},
		"no begin":     {func(a *page.Activity) { a.Begin = page.Civil{} }, ""},
	} {
		a := series
		c.change(&a)
		if got := Describe(&a); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := Describe(nil); got != "" {
		t.Errorf("nil: %q", got)
	}
}
