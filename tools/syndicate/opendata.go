package syndicate

import (
	_ "embed"
	"encoding/json"
	"slices"
	"time"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
)

const (
	dataName   = "agenda.json"
	schemaName = "agenda.schema.json"
)

// schema says what is in the open data, for who reads it by a program.
//
//go:embed agenda.schema.json
var schema []byte

type dataFile struct {
	Schema      string      `json:"$schema"`
	From        string      `json:"from"` // first day
	Until       string      `json:"until"`
	Alerts      []dataAlert `json:"alerts"`
	Occurrences []dataDate  `json:"occurrences"`
}

type dataAlert struct {
	Municipality string `json:"municipality"`
	Text         string `json:"text"`
	From         string `json:"from"`
	Until        string `json:"until"`
}

type dataDate struct {
	UID            string      `json:"uid"`
	Page           string      `json:"page"`
	Title          string      `json:"title"`
	Summary        string      `json:"summary,omitempty"`
	Start          string      `json:"start"`
	End            string      `json:"end,omitempty"`
	AllDay         bool        `json:"all_day"`
	Rule           string      `json:"rule,omitempty"`
	Status         page.Status `json:"status"`
	Reason         string      `json:"reason,omitempty"`
	Was            string      `json:"was,omitempty"`
	WasPlace       string      `json:"was_place,omitempty"`
	Place          *dataPlace  `json:"place,omitempty"`
	Municipalities []string    `json:"municipalities"`
	Initiative     string      `json:"initiative,omitempty"`
	Category       string      `json:"category,omitempty"`
	Audience       string      `json:"audience,omitempty"`
	AgeFrom        *int        `json:"age_from_months,omitempty"`
	AgeTo          *int        `json:"age_to_months,omitempty"`
	Price          *float64    `json:"price,omitempty"`
	PriceNote      string      `json:"price_note,omitempty"`
	SignUp         *dataSignUp `json:"sign_up,omitempty"`
	Languages      []string    `json:"languages,omitempty"`
	Access         *dataAccess `json:"accessibility,omitempty"`
}

type dataPlace struct {
	Name       string   `json:"name,omitempty"`
	Street     string   `json:"street,omitempty"`
	PostalCode string   `json:"postal_code,omitempty"`
	Town       string   `json:"town,omitempty"`
	Lat        *float64 `json:"lat,omitempty"`
	Lon        *float64 `json:"lon,omitempty"`
}

type dataSignUp struct {
	Needed string `json:"needed"`
	URL    string `json:"url,omitempty"`
	Before string `json:"before,omitempty"`
	Seats  int    `json:"seats,omitempty"`
}

type dataAccess struct {
	Wheelchair *bool `json:"wheelchair,omitempty"`
	Pushchair  *bool `json:"pushchair,omitempty"`
	Changing   *bool `json:"changing_table,omitempty"`
	Feeding    *bool `json:"feeding_place,omitempty"`
	Quiet      *bool `json:"low_stimulus,omitempty"`
}

// openData writes the JSON files and their schema.
func (p *publisher) openData() error {
	if err := p.save("", schemaName, schema); err != nil {
		return err
	}
	for _, slug := range p.municipalities() {
		f := dataFile{
			Schema: p.address("", schemaName), Alerts: []dataAlert{}, Occurrences: []dataDate{},
			From: p.today.Format(time.DateOnly), Until: p.today.AddDate(0, 0, agenda.DaysAhead-1).Format(time.DateOnly),
		}
		for _, a := range p.alerts(slug) {
			f.Alerts = append(f.Alerts, dataAlert{a.municipality, a.text, a.first.String(), a.last.String()})
		}
		type dated struct {
			agenda.Occurrence
			e *entry
		}
		var all []dated
		for _, e := range p.in(slug) {
			if !e.gone() {
				for _, o := range p.coming(e) {
					all = append(all, dated{o, e})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b dated) int { return agenda.Compare(a.Occurrence, b.Occurrence) })
		for i := range all {
			f.Occurrences = append(f.Occurrences, p.date(all[i].e, &all[i].Occurrence))
		}
		data, err := json.MarshalIndent(f, "", " ")
		if err != nil {
			return err
		}
		if err := p.save(slug, dataName, append(data, '\n')); err != nil {
			return err
		}
	}
	return nil
}

func (p *publisher) date(e *entry, o *agenda.Occurrence) dataDate {
	layout := time.RFC3339
	if o.AllDay {
		layout = time.DateOnly
	}
	write := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(layout)
	}
	act := e.a.Activity
	d := dataDate{
		UID: act.UID, Page: e.link, Title: o.Title, Summary: e.a.Summary,
		Start: write(o.Begin), End: write(o.End), AllDay: o.AllDay, Rule: e.rule,
		Status: o.Status, Reason: o.Reason, Was: write(o.Was), WasPlace: o.WasPlace, Municipalities: e.a.In,
		Category: act.Category, Audience: act.Audience, AgeFrom: act.AgeFrom, AgeTo: act.AgeTo,
		Price: act.Price, PriceNote: act.PriceNote, Languages: act.Languages,
	}
	if at := o.Place; at != nil {
		d.Place = &dataPlace{at.Name, at.Street, at.PostalCode, at.Town, at.Lat, at.Lon}
	}
	if act.SignUp != "" {
		d.SignUp = &dataSignUp{act.SignUp, act.SignUpURL, act.SignUpBefore, act.Seats}
	}
	if a := act.Access; a != nil {
		d.Access = &dataAccess{a.Wheelchair, a.Pushchair, a.Changing, a.Feeding, a.Quiet}
	}
	if i, ok := p.initiatives[e.initiative()]; ok {
		d.Initiative = p.link(p.folder(i.Path))
	}
	return d
}
