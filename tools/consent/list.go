package consent

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/store"
)

// Entry is a photo on a page.
type Entry struct {
	Municipality string     `json:"municipality"` // slug; "" for a page of none
	Page         string     `json:"page"`         // path of its file under content/
	Title        string     `json:"title"`
	Number       int        `json:"number"` // of the photo on the page, from 1
	Photo        string     `json:"photo"`  // file
	Alt          string     `json:"alt"`
	State        page.State `json:"state"`
	Why          string     `json:"why"`   // why it is not on the site; "" when it may be
	Form         string     `json:"form"`  // the reference of the form
	Until        string     `json:"until"` // the last day, 2006-01-02; "" when none is known
	Ask          string     `json:"ask"`   // what to do, in Dutch; "" when nothing
	Kept         string     `json:"kept"`  // where the picture is: "content", "quarantaine", or "" when nowhere
	verdict      page.Verdict
}

// Within keeps of a list what ends in so many days from a day (2006-01-02) on, or has ended.
func Within(list []Entry, day string, days int) []Entry {
	today, err := time.Parse(time.DateOnly, day)
	last := today.AddDate(0, 0, days).Format(time.DateOnly)
	return slices.DeleteFunc(slices.Clone(list), func(e Entry) bool {
		return err != nil || e.State != page.StateExpired && (e.Until == "" || e.Until > last)
	})
}

// List gives all photos on pages, those that need somebody first. The notices are of what cannot be read.
func List(o Options) ([]Entry, []notice.Notice, error) {
	rules, err := store.ReadRules(o.Site)
	if err != nil {
		return nil, nil, err
	}
	if o.Municipality != "" && !rules.Has(o.Municipality) {
		return nil, nil, unknown(o.Municipality)
	}
	pages, notices, err := store.PhotoPages(o.Site)
	if err != nil {
		return nil, nil, err
	}
	list := []Entry{}
	for _, p := range pages {
		for _, e := range o.entries(rules, p) {
			if o.Municipality == "" || e.Municipality == o.Municipality {
				list = append(list, e)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Entry) int {
		return cmp.Or(a.urgency()-b.urgency(), strings.Compare(a.end(), b.end()))
	})
	return list, append(rules.Notices, notices...), nil
}

func unknown(municipality string) error { return collect.UnknownMunicipality(municipality) }

// entries gives the photos of a page.
func (o *Options) entries(rules *store.Rules, p store.PhotoPage) (out []Entry) {
	municipality, _, _ := strings.Cut(p.Path, "/")
	if !rules.Has(municipality) {
		municipality = ""
	}
	for i, ph := range p.Page.Photos {
		v := rules.Of(p.Path).Judge(p.Page, ph, o.day())
		e := Entry{
			Municipality: municipality, Page: p.Path, Title: p.Page.Title, Number: i + 1, Photo: ph.File, Alt: ph.Alt,
			State: v.State, Why: v.Why, Form: v.Ref, Until: v.Last, Ask: v.Ask(ph), verdict: v,
		}
		if filepath.Base(ph.File) == ph.File {
			switch {
			case exists(filepath.Join(o.Site, "content", path.Dir(p.Path), ph.File)):
				e.Kept = "content"
			case exists(filepath.Join(o.quarantine(), ph.File)):
				e.Kept = "quarantaine"
			}
		}
		switch {
		case v.State == page.StateWithdrawn && e.Kept != "":
			e.Ask = "Er is nog een kopie. Gebruik `opladers consent withdraw " + ph.File + "`."
		case v.State == page.StateValid && v.Last == "":
			e.Ask = "Zet bij de foto wanneer er getekend is, of tot wanneer het mag. Nu blijft zij altijd staan."
		}
		out = append(out, e)
	}
	return out
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// urgency orders entries: what needs somebody first.
func (e Entry) urgency() int {
	order := []page.State{page.StateExpired, page.StateUnclear, page.StateMissing, page.StateOther, page.StateValid, page.StateNoPersons, page.StateWithdrawn}
	if e.State == page.StateWithdrawn && e.Kept != "" {
		return -1
	}
	return slices.Index(order, e.State)
}

func (e Entry) end() string {
	if e.Until == "" {
		return "9999"
	}
	return e.Until
}
