package page

import (
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

const today = "2026-12-01"

func given(change func(*Consent)) *Photo {
	c := &Consent{Ref: "formulier 2026-14", Scope: Strings{"website"}, Until: "2028-09-01"}
	if change != nil {
		change(c)
	}
	return &Photo{File: "0123456789abcdef.jpg", Consent: c}
}

func TestJudgePhoto(t *testing.T) {
	for name, test := range map[string]struct {
		photo *Photo
		day   string
		want  State
	}{
		"nothing known":      {&Photo{}, today, StateMissing},
		"nobody to see":      {&Photo{NoPersons: true}, today, StateNoPersons},
		"nobody, but no":     {&Photo{NoPersons: true, Consent: &Consent{Status: ConsentWithdrawn}}, today, StateWithdrawn},
		"given":              {given(nil), today, StateValid},
		"on its last day":    {given(nil), "2028-09-01", StateValid},
		"a day too late":     {given(nil), "2028-09-02", StateExpired},
		"withdrawn":          {given(func(c *Consent) { c.Status = ConsentWithdrawn }), today, StateWithdrawn},
		"an unknown status":  {given(func(c *Consent) { c.Status = "in-aanvraag" }), today, StateUnclear},
		"for print only":     {given(func(c *Consent) { c.Scope = Strings{"drukwerk"} }), today, StateOther},
		"for nothing":        {given(func(c *Consent) { c.Scope = nil }), today, StateOther},
		"without a form":     {given(func(c *Consent) { c.Ref = " " }), today, StateMissing},
		"a last day in text": {given(func(c *Consent) { c.Until = "ooit" }), today, StateUnclear},
		"a date in text":     {given(func(c *Consent) { c.Date = "ooit" }), today, StateUnclear},
		"signed tomorrow":    {given(func(c *Consent) { c.Date = "2026-12-02" }), today, StateUnclear},
		"a child, by whom?":  {given(func(c *Consent) { c.Under16 = true }), today, StateUnclear},
		"a child itself":     {given(func(c *Consent) { c.Under16, c.By = true, "zelf" }), today, StateUnclear},
		"a child's teacher":  {given(func(c *Consent) { c.Under16, c.By = true, "begeleider" }), today, StateUnclear},
		"a child's parent":   {given(func(c *Consent) { c.Under16, c.By = true, "ouder/verzorger" }), today, StateValid},
	} {
		v := (*Rules)(nil).Judge(&Page{}, test.photo, test.day)
		if v.State != test.want || v.OK() != (v.Why == "") || v.Gone {
			t.Errorf("%s: %+v, want %s", name, v, test.want)
		}
	}
}

// The register says what the photo does not, and the stricter of both counts.
func TestJudgeWithRegister(t *testing.T) {
	form := func(change func(*Form)) *Rules {
		f := &Form{Consent: Consent{Ref: "2026-14", Date: "2026-10-01", Scope: Strings{"website"}}}
		if change != nil {
			change(f)
		}
		r := &Rules{}
		r.Add(f)
		return r
	}
	bare := &Photo{File: "0123456789abcdef.jpg", Consent: &Consent{Ref: "Formulier nr. 2026-14"}}
	missing := &Photo{File: "0123456789abcdef.jpg", Consent: &Consent{Status: ConsentMissing}}
	listed := func(f *Form) { f.Photos = []string{"0123456789abcdef"} }
	two := form(listed)
	two.Add(&Form{Consent: Consent{Ref: "15", Scope: Strings{"drukwerk"}}, Photos: []string{"0123456789abcdef"}})
	twice := form(nil)
	twice.Add(&Form{Consent: Consent{Ref: "formulier 2026-14", Status: ConsentWithdrawn}})
	pair := &Photo{File: "0123456789abcdef.jpg", Consent: &Consent{Ref: "formulier 2026-14 en formulier 15", Scope: Strings{"website"}}}
	both, gone := form(nil), form(nil)
	both.Add(&Form{Consent: Consent{Ref: "15", Until: "2027-01-01"}})
	gone.Add(&Form{Consent: Consent{Ref: "15", Status: ConsentWithdrawn}, Gone: true})
	for name, test := range map[string]struct {
		rules *Rules
		photo *Photo
		want  State
		last  string
	}{
		"two numbers":              {both, pair, StateValid, "2027-01-01"},
		"two numbers, one no":      {gone, pair, StateWithdrawn, ""},
		"one of two is known":      {form(nil), pair, StateValid, "2028-10-01"},
		"only a number":            {form(nil), bare, StateValid, "2028-10-01"},
		"a number nobody knows":    {&Rules{}, bare, StateOther, ""},
		"ends earlier in the list": {form(func(f *Form) { f.Until = "2027-01-01" }), given(nil), StateValid, "2027-01-01"},
		"ends later in the list":   {form(func(f *Form) { f.Until = "2028-09-30" }), given(nil), StateValid, "2028-09-01"},
		"other purposes":           {form(func(f *Form) { f.Scope = Strings{"drukwerk"} }), given(nil), StateOther, ""},
		"withdrawn in the list":    {form(func(f *Form) { f.Status = ConsentWithdrawn }), given(nil), StateWithdrawn, ""},
		"withdrawn with the photo": {form(nil), given(func(c *Consent) { c.Status = ConsentWithdrawn }), StateWithdrawn, ""},
		"withdrawn in one row":     {twice, given(nil), StateWithdrawn, ""},
		"a bad row":                {form(func(f *Form) { f.Problem = "…" }), given(nil), StateUnclear, ""},
		"named by the list":        {form(listed), missing, StateValid, "2028-10-01"},
		"two forms, one no":        {two, missing, StateOther, ""},
		"nobody, and withdrawn":    {form(func(f *Form) { listed(f); f.Status = ConsentWithdrawn }), &Photo{File: "0123456789abcdef.png", NoPersons: true}, StateWithdrawn, ""},
		"the photo withdrawn":      {&Rules{Withdrawn: map[string]string{"0123456789abcdef": today}}, given(nil), StateWithdrawn, ""},
	} {
		if v := test.rules.Judge(&Page{}, test.photo, today); v.State != test.want || v.Last != test.last {
			t.Errorf("%s: %+v, want %s until %s", name, v, test.want, test.last)
		}
	}
}

func TestJudgeRetention(t *testing.T) {
	read := func(text string) Retention {
		m := &Municipality{Privacy: &Privacy{}}
		if err := yaml.Unmarshal([]byte("{"+text+"}"), &m.Privacy.Retention); err != nil {
			t.Fatal(err)
		}
		return m.Privacy.RetentionOfPhotos()
	}
	for name, test := range map[string]struct {
		terms, announced string
		photo            *Photo
		want             State
		last             string
	}{
		"two years by default":    {"", "2026-10-14", given(nil), StateValid, "2028-09-01"},
		"the term ends first":     {"", "2026-10-14", given(func(c *Consent) { c.Until = "2030-01-01" }), StateValid, "2028-10-14"},
		"from the day of consent": {"", "2026-10-14", given(func(c *Consent) { c.Date, c.Until = "2026-01-31", "" }), StateValid, "2028-01-31"},
		"over":                    {"", "2024-11-30", given(nil), StateExpired, ""},
		"as the municipality":     {"foto’s met toestemming: 18 maanden", "2026-08-31", given(nil), StateValid, "2028-02-29"},
		"shorter words":           {"Fotos: 1 jaar", "2026-08-31T10:00", given(nil), StateValid, "2027-08-31"},
		"without an end":          {"foto's: geen", "2020-08-31", given(nil), StateValid, "2028-09-01"},
		"not understood":          {"foto's: zolang het nodig is", "2020-08-31", given(nil), StateExpired, ""},
		"other photos stay":       {"foto's: 1 jaar", "2020-08-31", &Photo{NoPersons: true}, StateNoPersons, ""},
		"other photos go":         {"andere foto's: 5 jaar", "2020-08-31", &Photo{NoPersons: true}, StateExpired, ""},
		"a page without a day":    {"", "", given(func(c *Consent) { c.Until = "" }), StateValid, ""},
	} {
		p := &Page{Common: Common{Announced: test.announced}}
		v := (&Rules{Retention: read(test.terms)}).Judge(p, test.photo, today)
		if v.State != test.want || v.Last != test.last || v.Gone != (test.want == StateExpired) {
			t.Errorf("%s: %+v, want %s until %s", name, v, test.want, test.last)
		}
	}
	if r := read("foto's: zolang het nodig is, anders: 1"); !strings.Contains(r.Problem, "zolang het nodig is") {
		t.Errorf("%+v", r)
	}
	if got := (Term{Years: 2}).After(time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)).Format(time.DateOnly); got != "2026-02-28" {
		t.Error(got)
	}
}

func TestFormKey(t *testing.T) {
	if keys := FormKeys("formulier 2026-14 en nr. 15, 16"); strings.Join(keys, "|") != "2026-14|15|16" {
		t.Errorf("%q", keys)
	}
	for ref, want := range map[string]string{
		"formulier 2026-14": "2026-14", "Toestemmingsformulier nr. 2026-14": "2026-14", "2026-14": "2026-14", "nummer: 7": "7",
		"  Form.  A 12 ": "a 12", "formulier": "formulier", "": "",
	} {
		if got := FormKey(ref); got != want {
			t.Errorf("%q: %q, want %q", ref, got, want)
		}
	}
}
