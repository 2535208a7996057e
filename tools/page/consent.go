package page

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Rules decide whether a photo may be on the website, with what stands beside the photo itself: what the municipality of its page
// keeps about consent, and what was withdrawn on the whole site. nil are the rules of a municipality that keeps nothing.
type Rules struct {
	Forms     map[string]*Form // the municipality's register, by FormKey
	Retention Retention
	Withdrawn map[string]string // the day of each photo that was withdrawn for good, by its id
}

// Form is a signed form in the register of a municipality.
type Form struct {
	Consent
	Photos  []string // ids of photos that it is for, beside those that name it
	Problem string   // Dutch: why its row does not count, "" when it does
	Gone    bool     // withdrawn for good: no copy of its photos is kept
}

// Add adds a form. Of two rows about one form both must hold.
func (r *Rules) Add(f *Form) {
	key := FormKey(f.Ref)
	if r.Forms == nil {
		r.Forms = map[string]*Form{}
	}
	if was := r.Forms[key]; was != nil {
		both := *was
		both.Consent = stricter(was.Consent, f.Consent)
		both.Photos, both.Problem, both.Gone = append(slices.Clone(was.Photos), f.Photos...), cmp.Or(was.Problem, f.Problem), was.Gone || f.Gone
		f = &both
	}
	r.Forms[key] = f
}

var formWords = regexp.MustCompile(`^(?:(?:toestemmings?)?(?:formulier(?:en)?|form|nummer|nr|ref|kenmerk)\b[ .:#]*)+`)

// FormKey is what a form is known by, however people write it: "Formulier nr. 2026-14" is 2026-14.
func FormKey(ref string) string {
	key := strings.ToLower(strings.Join(strings.Fields(ref), " "))
	if short := strings.TrimSpace(formWords.ReplaceAllString(key, "")); short != "" {
		return short
	}
	return key
}

var moreForms = regexp.MustCompile(`[,;&+]| en `)

// FormKeys gives the keys of the forms in a reference: "formulier 2026-14 en 2026-15" names two.
func FormKeys(ref string) []string {
	var out []string
	for _, one := range moreForms.Split(ref, -1) {
		if key := FormKey(one); key != "" && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// State says in one Dutch word or two how a photo stands with consent.
type State string

// The states of a photo. The first two may be on the website.
const (
	StateValid     State = "geldig"
	StateNoPersons State = "niemand herkenbaar"
	StateMissing   State = "ontbreekt"
	StateUnclear   State = "onduidelijk"
	StateOther     State = "ander doel"
	StateExpired   State = "verlopen"
	StateWithdrawn State = "ingetrokken"
	StateRefused   State = "niet plaatsen"
)

// Verdict is what Rules say of a photo on a day.
type Verdict struct {
	State State
	Why   string // Dutch, why it may not be on the website; "" when it may
	Ref   string // the form that decides
	First string // the day from which it may be there, when that is still to come and nothing else stands in the way; "" otherwise
	Last  string // the last day on which it may be there, 2006-01-02; "" when that is not known
	Term  bool   // Last is the end of the time that the municipality keeps photos
	Gone  bool   // no copy of it may be kept: it was withdrawn for good, or kept as long as the municipality keeps photos
}

// OK reports a state in which a photo may be on the website.
func (s State) OK() bool { return s == StateValid || s == StateNoPersons }

// OK reports whether the photo may be on the website.
func (v Verdict) OK() bool { return v.State.OK() }

// Ask says in Dutch whom to ask for the consent that a photo lacks; "" when it lacks none, or somebody withdrew it.
func (v Verdict) Ask(ph *Photo) string {
	child := ph.Consent != nil && ph.Consent.Under16
	switch {
	case v.OK(), v.State == StateWithdrawn:
		return ""
	case v.State == StateUnclear:
		return "Kijk op het formulier na wat erop staat, en verbeter de regel."
	case v.State == StateExpired && child:
		return "Mag de foto langer blijven? Vraag het opnieuw aan een ouder of voogd van het kind."
	case v.State == StateExpired:
		return "Mag de foto langer blijven? Vraag het opnieuw aan wie erop staat; bij een kind onder 16 aan een ouder of voogd."
	case child:
		return "Vraag toestemming aan een ouder of voogd van het kind."
	}
	return "Vraag toestemming aan wie op de foto staat; bij een kind onder 16 aan een ouder of voogd."
}

// Judge says whether a photo of a page may be on the website on a day (2006-01-02). It is the one place that decides it.
//
// A photo needs consent for the website, or the word that nobody can be recognised. Consent may stand with the photo, in the
// register, or in both; then the stricter of the two counts. Of more forms for one photo all must hold: there are more people on it.
// It ends on its last day (tot), or when the municipality keeps no photo any longer, counted from the day of consent or else
// from the day of the page. For a child under 16 a parent or guardian consents (article 8 of the GDPR and article 5 of the
// Dutch UAVG). What cannot be read counts as no, and a refusal wins from everything.
func (r *Rules) Judge(p *Page, ph *Photo, day string) Verdict {
	if r == nil {
		r = &Rules{}
	}
	id, _, _ := strings.Cut(ph.File, ".")
	if on, ok := r.Withdrawn[id]; ok && id != "" {
		return Verdict{State: StateWithdrawn, Why: "toestemming is ingetrokken op " + on, Gone: true}
	}
	records := r.records(ph, id)
	for _, c := range records {
		if c.Status != "" && c.Status != ConsentMissing || c.gone {
			return c.judge(day)
		}
	}
	if ph.NoPersons {
		return r.Retention.Others.end(Verdict{State: StateNoPersons}, p.Announced, day)
	}
	if len(records) == 0 {
		return Verdict{State: StateMissing, Why: "toestemming is niet bekend"}
	}
	var all Verdict
	for i, c := range records {
		v := c.judge(day)
		if v.OK() || v.State == StateExpired {
			v = r.Retention.consent().end(v, cmp.Or(c.Date, p.Announced), day)
		}
		if !v.OK() {
			return v
		}
		if i == 0 || v.Last != "" && (all.Last == "" || v.Last < all.Last) {
			all = v
		}
	}
	return all
}

// record is all that is known of one consent for a photo.
type record struct {
	Consent
	problem string
	gone    bool
}

// records gives the consents that a photo has: its own, with what the register knows of it, and those of forms that name it.
func (r *Rules) records(ph *Photo, id string) []record {
	var out []record
	var own []string
	if c := ph.Consent; c != nil && c.Status != ConsentMissing {
		own = FormKeys(c.Ref)
		for _, key := range own {
			if f := r.Forms[key]; f != nil { // the rest of one form says nothing of another
				out = append(out, record{stricter(*c, f.Consent), f.Problem, f.Gone})
			}
		}
		if len(out) == 0 || len(out) < len(own) {
			out = append(out, record{Consent: *c})
		}
	}
	for _, key := range sortedKeys(r.Forms) {
		if f := r.Forms[key]; !slices.Contains(own, key) && id != "" && slices.Contains(f.Photos, id) {
			out = append(out, record{f.Consent, f.Problem, f.Gone})
		}
	}
	return out
}

func sortedKeys(m map[string]*Form) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// stricter puts two records of one consent together: what only one says counts, and of what both say the least.
func stricter(a, b Consent) Consent {
	a.Ref, a.By = cmp.Or(a.Ref, b.Ref), cmp.Or(a.By, b.By)
	a.Under16 = a.Under16 || b.Under16
	a.Date, a.Until = least(a.Date, b.Date), least(a.Until, b.Until)
	if a.Status == "" || b.Status == ConsentWithdrawn {
		a.Status = cmp.Or(b.Status, a.Status)
	}
	switch {
	case len(a.Scope) == 0:
		a.Scope = b.Scope
	case len(b.Scope) > 0:
		a.Scope = slices.DeleteFunc(slices.Clone(a.Scope), func(s string) bool { return !b.Scope.Has(s) })
		if len(a.Scope) == 0 {
			a.Scope = Strings{"niets"}
		}
	}
	return a
}

// least gives the earlier of two days; one that cannot be read wins, because then nobody knows.
func least(a, b string) string {
	switch {
	case a == "" || b != "" && !isDay(b):
		return cmp.Or(b, a)
	case b == "" || !isDay(a):
		return a
	}
	return min(a, b)
}

// judge says whether one consent holds, apart from how long photos are kept.
func (c *record) judge(day string) Verdict {
	v := Verdict{Ref: c.Ref, Last: c.Until, Gone: c.gone}
	no := func(state State, why string) Verdict {
		v.State, v.Why, v.Last = state, why, ""
		return v
	}
	if c.Date > day && isDay(c.Date) {
		then := c.judge(c.Date)
		if v = no(StateUnclear, "de datum waarop getekend is ("+c.Date+"), moet nog komen"); then.OK() {
			v.First = c.Date
		}
		return v
	}
	switch {
	case c.gone && c.Ref != "":
		return no(StateWithdrawn, "formulier "+FormKey(c.Ref)+" is ingetrokken")
	case c.Status == ConsentWithdrawn || c.gone:
		return no(StateWithdrawn, "toestemming is ingetrokken")
	case c.Status == ConsentRefused:
		return no(StateRefused, "er is gezegd dat hij niet op de site mag")
	case c.Status != "":
		return no(StateUnclear, "de status van de toestemming is "+string(c.Status))
	case strings.Trim(c.Ref, "0 ") == "":
		return no(StateMissing, "toestemming is niet bekend")
	case c.problem != "":
		return no(StateUnclear, "van formulier "+FormKey(c.Ref)+" klopt de regel in de lijst met toestemmingen niet: "+c.problem)
	case c.Until != "" && !isDay(c.Until):
		return no(StateUnclear, "de datum van de toestemming ("+c.Until+") is niet te lezen")
	case c.Date != "" && !isDay(c.Date):
		return no(StateUnclear, "de datum waarop getekend is ("+c.Date+"), is niet te lezen")
	case c.Until != "" && c.Until < day:
		return no(StateExpired, "de toestemming is voorbij (de laatste dag was "+c.Until+")")
	case len(c.Scope) == 0:
		return no(StateOther, "er staat niet bij waarvoor de toestemming is")
	case !c.Scope.Has("website"):
		return no(StateOther, "toestemming geldt niet voor de website")
	case c.Under16 && !MayConsentForChild(c.By):
		if c.By == "" {
			return no(StateUnclear, "er staat een kind onder 16 op, en niet of een ouder of voogd toestemming gaf")
		}
		return no(StateUnclear, "voor een kind onder 16 geeft een ouder of voogd toestemming; hier staat ‘"+c.By+"’")
	}
	v.State = StateValid
	return v
}

// guardians may consent for a child under 16.
var guardians = []string{"ouder", "ouders", "moeder", "vader", "voogd", "voogden", "verzorger", "verzorgers"}

// MayConsentForChild reports whether who consented, a role, may do so for a child under 16.
func MayConsentForChild(by string) bool {
	words := strings.FieldsFunc(strings.ToLower(by), func(c rune) bool { return c < 'a' || c > 'z' })
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(guardians, w) })
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
