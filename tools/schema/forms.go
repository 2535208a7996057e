package schema

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

// form is what a text must look like.
type form int

const (
	day       form = iota + 1 // 2026-12-02
	dayOrTime                 // or 2026-12-02T09:30
	dutchDay                  // or 2-12-2026
	web                       // an address on the web
	webOrMail
	colour // #rrggbb
	paint  // that, or a word that package theme knows
	postcode
	language // its name in Dutch
)

// forms are the keys with a form, of any kind of page. A test keeps them to keys that exist.
var forms = map[string]form{
	"aangekondigd": dayOrTime, "bijgewerkt": dayOrTime, "publiceren": dayOrTime, "verloopt": dayOrTime, "verwijderen_na": dayOrTime, "nagelezen": day,
	"aanmelden_voor": dayOrTime, "aanjager.afwezig_tot": day, "toegankelijkheid.datum": day, "fotos.toestemming.datum": day, "fotos.toestemming.tot": day,
	"noodbericht.vanaf": dutchDay, "noodbericht.tot": dutchDay,
	"media.url": web, "feeds.url": web, "hulplijnen.url": web, "aanmelden_url": web, "privacy.verklaring": web, "toegankelijkheid.register": web,
	"organisatie.beveiliging": webOrMail,
	"fotos.kleur":             colour, "thema": paint, "thema.vlak": paint, "thema.accent": paint, "thema.voet": paint,
	"plaats.postcode": postcode,
	"talen":           language, "aanjager.talen": language,
}

// languages are the codes that people write for a language (ISO 639-1), with the name that the site translates.
var languages = map[string]string{
	"nl": "Nederlands", "en": "Engels", "de": "Duits", "fr": "Frans", "es": "Spaans", "it": "Italiaans", "pt": "Portugees", "uk": "Oekraïens", "ua": "Oekraïens", "ar": "Arabisch",
	"tr": "Turks", "pl": "Pools", "ru": "Russisch", "ro": "Roemeens", "bg": "Bulgaars", "hu": "Hongaars", "so": "Somalisch", "ti": "Tigrinya", "fa": "Farsi", "ku": "Koerdisch",
}

// maxTitle is how long a title may be, in letters (the rule of NL Design System).
const maxTitle = 70

// text checks what a value says.
func (c *checker) text(n ast.Node, text string, f field, path string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	if f.shape == moment {
		c.date(n, text, dayOrTime, path)
		return
	}
	if f.shape != word && f.shape != words && f.shape != either {
		return
	}
	if choices := page.Choices(c.kind, path); choices != nil {
		c.choice(n, text, choices, f, path)
	}
	switch form := forms[path]; form {
	case day, dayOrTime, dutchDay:
		c.date(n, text, form, path)
	case web, webOrMail:
		c.web(n, text, form, path)
	case colour, paint:
		c.colour(n, text, form, path)
	case postcode:
		c.postcode(n, text, path)
	case language:
		if name := languages[strings.ToLower(text)]; name != "" {
			c.add(Problem{Rule: WrongWord, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat de code ‘%s’. De site laat die zien zoals hij er staat.", path, text),
				Hint: "Schrijf de naam van de taal: " + name + "."}, n, c.replace(n, name))
		}
	}
	if path == "title" && utf8.RuneCountInString(text) > maxTitle {
		c.add(Problem{Rule: TooLong, Key: path, Text: fmt.Sprintf("De titel heeft %d letters. Meer dan %d past niet in lijsten en zoekmachines.", utf8.RuneCountInString(text), maxTitle),
			Hint: "Maak de titel korter. Zet de rest in samenvatting."}, n, nil)
	}
}

// folded writes words that people take for the same one in one way.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" -_.\u00a0", r) }), "-")
}

// choice checks a text that must be one of some words.
func (c *checker) choice(n ast.Node, text string, choices []string, f field, path string) {
	list := f.shape == words // which package page compares in any case
	if slices.ContainsFunc(choices, func(w string) bool { return w == text || list && strings.EqualFold(w, text) }) {
		return
	}
	meant := ""
	var status page.Status
	if path == "status" || path == "uitzonderingen.status" {
		if status.UnmarshalYAML(func(v any) error { *v.(*string) = text; return nil }) == nil && slices.Contains(choices, string(status)) {
			meant = string(status) // afgelast
		}
	}
	near := 0
	for _, w := range choices {
		switch {
		case folded(w) == folded(text):
			meant, near = w, -10
		case meant == "" && len(w) > 4 && distance(folded(text), folded(w)) == 1:
			meant = w
			near++
		}
	}
	if near > 1 {
		meant = ""
	}
	p := Problem{Rule: WrongWord, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Dat kent de site niet.", path, short(text)), Hint: "Schrijf " + or(choices) + "."}
	var fix *Fix
	if meant != "" {
		p.Hint = fmt.Sprintf("Bedoelt u ‘%s’? Schrijf %s.", meant, or(choices))
		fix = c.replace(n, meant)
	}
	c.add(p, n, fix)
}

func or(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return strings.Join(list[:len(list)-1], ", ") + " of " + list[len(list)-1]
}

func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// date checks a day or a moment.
func (c *checker) date(n ast.Node, text string, form form, path string) {
	if readable(text, form) {
		return
	}
	p := Problem{Rule: BadDate, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Die datum bestaat niet, of de site kan hem niet lezen.", path, short(text)),
		Hint: "Schrijf eerst het jaar, dan de maand en de dag, zoals 2026-12-02."}
	if form == dayOrTime {
		p.Hint = "Schrijf de datum als 2026-12-02, of met een tijd als 2026-12-02T09:30."
	}
	var fix *Fix
	if meant := understand(text, form); meant != "" && readable(meant, form) {
		p.Text = fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Zo kan de site de datum niet lezen.", path, short(text))
		p.Hint = "Schrijf " + meant + "."
		fix = c.replace(n, meant)
	}
	c.add(p, n, fix)
}

var numericDay = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)

// readable reports whether the site reads a day as it is, in the years that people live in.
func readable(text string, form form) bool {
	var at page.Civil
	var err error
	switch {
	case form == dayOrTime:
		at, err = page.ParseCivil(text)
	case form == dutchDay && numericDay.MatchString(text) && strings.Count(text, "-") == 2:
		at, err = when.Date(text)
	default:
		var t time.Time
		t, err = time.Parse(time.DateOnly, text)
		at = page.Date(t.Date())
	}
	return err == nil && at.String() > "1900" && at.String() < "2200"
}

// understand gives the day or moment that is meant without a doubt; "" otherwise.
func understand(text string, form form) string {
	if at, err := page.ParseCivil(text); err == nil { // with a time where only a day belongs
		if form == day || form == dutchDay {
			return at.Day().String()
		}
		return ""
	}
	if at, err := when.Date(text); err == nil {
		return at.String()
	}
	if form != dayOrTime {
		return ""
	}
	plan, err := when.Read(text, page.Civil{})
	once := err == nil && plan.Recurrence == "" && len(plan.Dates) == 0 && len(plan.Except) == 0 && plan.First == plan.Last && !plan.First.IsZero()
	if !once || plan.Begin == nil || plan.Begin.Loose || plan.End != nil {
		return ""
	}
	return plan.Begin.On(plan.First).String()
}

var schemes = []string{"http", "https", "tel", "mailto", "webcal"}

var domain = regexp.MustCompile(`^(www\.)?([a-z0-9-]+\.)+(nl|com|org|net|eu|info|be|de|frl|amsterdam)(/\S*)?$`)

// web checks an address that becomes a link.
func (c *checker) web(n ast.Node, text string, form form, path string) {
	if form == webOrMail && strings.Contains(text, "@") && !strings.ContainsAny(text, " :/<>") {
		return
	}
	u, err := url.Parse(text)
	p := Problem{Rule: Unsafe, Key: path}
	var fix *Fix
	switch {
	case err != nil || strings.ContainsAny(text, " <>\""):
		p.Text = fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Dat is geen adres op het web.", path, short(text))
		p.Hint = "Kopieer het adres uit de adresbalk van uw browser."
	case u.Scheme != "" && !slices.Contains(schemes, u.Scheme):
		p.Text = fmt.Sprintf("Achter ‘%s’ staat een adres dat met ‘%s:’ begint. Dat kan gevaarlijk zijn voor wie erop klikt.", path, short(u.Scheme))
		p.Hint = "Gebruik een adres dat met https:// begint."
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host == "":
		p.Text = fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Daar ontbreekt iets aan.", path, short(text))
		p.Hint = "Schrijf het hele adres, zoals https://example.org/aanmelden."
	case u.Scheme == "" && domain.MatchString(strings.ToLower(text)):
		p.Text = fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Zonder https:// zoekt de site die pagina bij zichzelf.", path, short(text))
		p.Hint = "Zet https:// voor het adres."
		fix = c.replace(n, "https://"+text)
	default:
		return
	}
	c.add(p, n, fix)
}

var (
	hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	anyColour = regexp.MustCompile(`^#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})$`)
	// written is a colour without quotes, which YAML takes for a remark
	written = regexp.MustCompile(`^\s*(?:- )?[\w-]+:\s+(#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3}))\s*$`)
)

func (c *checker) colour(n ast.Node, text string, form form, path string) {
	if hexColour.MatchString(text) || form == paint && (anyColour.MatchString(text) || !strings.HasPrefix(text, "#")) {
		return
	}
	var fix *Fix
	if anyColour.MatchString(text) {
		digits := strings.TrimPrefix(text, "#")
		if len(digits) == 3 {
			digits = strings.Repeat(digits[:1], 2) + strings.Repeat(digits[1:2], 2) + strings.Repeat(digits[2:], 2)
		}
		fix = c.bare(n, `"#`+digits+`"`)
	}
	c.add(Problem{Rule: BadColour, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Dat is geen kleur die de site kan lezen.", path, short(text)),
		Hint: "Schrijf een # en zes tekens tussen aanhalingstekens, zoals \"#0b6e4f\"."}, n, fix)
}

// comment tells of a colour that stands behind # without quotes, so that nothing is left of it.
func (c *checker) comment(n ast.Node, path string) {
	if f := forms[path]; f != colour && f != paint {
		return
	}
	t := n.GetToken()
	if t == nil || t.Position.Line < 1 || t.Position.Line > len(c.lines) {
		return
	}
	l := c.lines[t.Position.Line-1]
	m := written.FindStringSubmatchIndex(c.words(l))
	if m == nil {
		return
	}
	value := c.words(l)[m[2]:m[3]]
	fix := &Fix{l.at + m[2], l.at + m[3], `"` + value + `"`}
	c.add(Problem{Rule: BadColour, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat %s zonder aanhalingstekens. Wat achter een # staat, telt niet mee.", path, value),
		Hint: fmt.Sprintf("Zet de kleur tussen aanhalingstekens: \"%s\".", value)}, n, fix)
}

var (
	goodPostcode = regexp.MustCompile(`^(\d{4} ?[A-Z]{2}|\d{5})$`) // the second is German: Bocholt is around the corner
	anyPostcode  = regexp.MustCompile(`^(\d{4})[\s.-]*([A-Za-z]{2})$`)
)

func (c *checker) postcode(n ast.Node, text, path string) {
	if goodPostcode.MatchString(text) {
		return
	}
	var fix *Fix
	if m := anyPostcode.FindStringSubmatch(text); m != nil {
		fix = c.replace(n, m[1]+" "+strings.ToUpper(m[2]))
	}
	c.add(Problem{Rule: Postcode, Key: path, Text: fmt.Sprintf("Achter ‘%s’ staat ‘%s’. Dat is geen postcode.", path, short(text)),
		Hint: "Schrijf vier cijfers, een spatie en twee hoofdletters, zoals 7201 AB."}, n, fix)
}
