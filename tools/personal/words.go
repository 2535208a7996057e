package personal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what a word can be; several at once.
type class uint32

const (
	child    class = 1 << iota // one child
	children                   // more of them
	school
	pupil // "groep" before a number
	venue // where people meet
	lives
	born
	birthday
	month
	grown    // an adult by role or family
	particle // between first name and surname
	common   // no name, also with a capital
	first    // a first name
	link     // between a name and what it is
	age      // "jaar" behind a number
	thing    // what is born without being a person
	invites
	person // he, she, mine
)

var classes = func() map[string]class {
	m := map[string]class{}
	for c, words := range map[class]string{
		child: `zoon zoontje dochter dochtertje kind kindje leerling leerlinge meisje jongen jongetje peuter peutertje baby kleuter dreumes broertje zusje tweeling
			kleinkind kleinzoon kleindochter pleegkind neefje nichtje`,
		children: `kinderen zonen zoons dochters leerlingen meisjes jongens peuters babys baby’s baby's kleuters broertjes zusjes kleinkinderen`,
		school:   `school basisschool obs cbs kbs pcb rkbs ikc kindcentrum montessorischool vrijeschool daltonschool schoolplein peuterspeelzaal kinderopvang kinderdagverblijf bso opvang juniorcollege brede middelbare`,
		pupil:    `groep groepen klas brugklas kleuterklas`,
		venue: `buurthuis dorpshuis wijkhuis wijkcentrum bibliotheek bieb school basisschool obs cbs ikc kindcentrum kerk zaal café cafe oudercafé huiskamer speeltuin speelveld museum
			stadhuis gemeentehuis kantoor boerderij kinderboerderij sporthal gymzaal zwembad winkel theater centrum plek locatie speelotheek kulturhus kulturhûs consultatiebureau restaurant
			praktijk stichting vereniging hotel camping park markt atelier schuur bakker bakkerij apotheek huisarts opvang kinderopvang organisatie gemeente`,
		lives:    `woont woon wonen woonde wonend woonachtig`,
		born:     `geboren geboortedatum geb geboortedag`,
		birthday: `jarig verjaardag verjaart verjaardagsfeest verjaardagsfeestje`,
		month: `januari februari maart april mei juni juli augustus september oktober november december
			jan feb febr mrt apr jun jul aug sep sept okt nov dec`,
		grown: `juf juffrouw meester leerkracht docent docente directeur directrice wethouder burgemeester moeder vader mama papa aanjager begeleider conciërge vrijwilliger trainer
			mevrouw meneer mevr mw dhr heer opa oma schrijver schrijfster auteur ouder coördinator raadslid ondernemer logopedist ambulant intern ib'er illustrator wijkagent
			opvoedcoach pedagogisch medewerker medewerkster stagiair stagiaire teamleider oppas overblijfmoeder voorzitter kunstenaar muzikant zangeres zanger boer boerin dokter jeugdverpleegkundige`,
		particle: `de van der den ter ten het t s in op el al ben bin von te aan tot zu di da le la du vander vande`,
		common: `de het een en of maar want dus op in bij van voor met zonder naar om als dan toen hier daar er dat dit die deze wij we ik jij je u hij zij ze jullie men iedereen niemand
			onze ons mijn jouw zijn haar hun elke alle veel meer nieuw nieuwe samen kom doe vraag bied kijk bel ga groep klas maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
			januari februari maart april mei juni juli augustus september oktober november december ook nu nog niet wel wat wie waar wanneer waarom hoe tussen na tot aan uit over onder
			zutphen lochem aalten warnsveld gorssel eefde almen bredevoort apeldoorn brummen heerde deventer nederland gelderland warken leesten stichting vereniging team club gemeente provincie
			sint st kerst pasen pinksteren koningsdag sinterklaas zomer winter herfst lente vakantie mama papa opa oma juf meester mevrouw meneer moeder vader eerste tweede
			foto bron tekst datum tijd plaats kosten telefoon mail les project activiteit inloop open`,
		link:    `mijn onze ons de een haar zijn het hun jouw uw je van is en heet heten genaamd kleine oudste jongste enige eigen`,
		age:     `jaar jarige maanden maand weken mnd jr jaren`,
		thing:   `idee initiatief project plan stichting vereniging club huiskamer bibliotheek opladers oudercafé samenwerking naam traditie school website app actie gemeente organisatie veulen lam lammetje kalf kalfje poes poesje kitten puppy geit`,
		invites: `uur kom welkom aanmelden aanmelding inloop locatie verzamelen start open geopend opening openingstijden activiteit programma halte ingang parkeren`,
		person:  `mijn onze ons hij zij ze ik haar hem zoon dochter`,
		first:   firstNames,
	} {
		for _, w := range strings.Fields(words) {
			m[w] |= c
		}
	}
	return m
}()

var (
	streets = []string{
		"straat", "weg", "laan", "plein", "hof", "dijk", "kade", "pad", "singel", "steeg", "dreef", "gracht", "plantsoen", "park", "ring", "veld", "erf",
		"markt", "wal", "brink", "hoek", "baan", "weide", "akker", "kamp", "enk", "esch", "wei", "burg", "berg", "oord", "poort", "haven", "straatje", "pleintje",
	}
	works = []string{
		"meester", "leider", "leidster", "arts", "kundige", "coach", "agent", "medewerker", "medewerkster", "docent", "leraar", "lerares", "trainer", "schrijver", "begeleider",
		"man", "vrouw", "wachter", "speler", "kracht", "houder", "ouder", "zanger", "regisseur", "koopman", "boer",
	}
	venues = []string{
		"huis", "school", "centrum", "zaal", "hal", "tuin", "boerderij", "winkel", "kerk", "café", "schuur", "gebouw", "hus", "theater", "bad", "kantoor", "opvang", "praktijk",
		"college", "stichting", "vereniging", "bieb", "theek", "museum",
	}
)

// word is a word or a number of a sentence.
type word struct {
	at, end int
	class   class
	number  int  // -1 when it is none
	capital bool // Bram, not BSO
}

func ending(w string, endings []string) bool {
	for _, e := range endings {
		if len(w) > len(e)+1 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// next reads the word at or behind i. At the end of the text it has no length.
func (f *finder) next(i int) word {
	for i < len(f.text) && !letter(f.text[i]) && !digit(f.text[i]) {
		if f.text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(f.text[i:])
		if unicode.IsLetter(r) {
			break
		}
		i += size
	}
	w := word{at: i, end: i, number: -1}
	if i == len(f.text) {
		return w
	}
	if digit(f.text[i]) {
		w.number = 0
		for w.end < len(f.text) && digit(f.text[w.end]) {
			if w.number = w.number*10 + int(f.text[w.end]-'0'); w.number > 1e6 {
				w.number = 1e6
			}
			w.end++
		}
		return w
	}
	var lower [32]byte
	n, upper, runes := 0, 0, 0
	for w.end < len(f.text) {
		c := f.text[w.end]
		size := 1
		switch {
		case letter(c):
			if c < 'a' {
				c |= 0x20
				upper++
				if runes == 0 {
					w.capital = true
				}
			}
			if n < len(lower) {
				lower[n] = c
			}
			n++
		case c == '\'' && w.end+1 < len(f.text) && letter(f.text[w.end+1]) && runes > 0:
			if n < len(lower) {
				lower[n] = c
			}
			n++
		case c >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRuneInString(f.text[w.end:])
			if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !(r == '’' && runes > 0) {
				size = 0
				break
			}
			if l := unicode.ToLower(r); l != r {
				upper++
				if runes == 0 {
					w.capital = true
				}
				r = l
			}
			if n+4 <= len(lower) {
				n += utf8.EncodeRune(lower[n:], r)
			} else {
				n = len(lower) + 1
			}
		default:
			size = 0
		}
		if size == 0 {
			break
		}
		w.end += size
		runes++
	}
	w.capital = w.capital && (upper == 1 || n > 3 && upper == 2) // McDonald, not KvK
	if n <= len(lower) {
		w.class = classes[string(lower[:n])]
	}
	return w
}
