package personal

import "strings"

// brands are providers where anybody has an address, under .nl, .com and more.
var brands = set(`gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx web t-online proton protonmail pm tutanota mail rocketmail
	ziggo kpnmail kpnplanet planet xs4all upcmail home hetnet chello casema quicknet zonnet tele2 telfort online versatel solcon caiway freeler wanadoo tiscali kpn
	zeelandnet box onsbrabantnet concepts glasnet ukr wp o2 onet interia`)

func free(domain string) bool {
	name, rest, _ := strings.Cut(domain, ".")
	return brands[name] && len(rest) <= len("co.uk")
}

// roles are the words of addresses that are nobody's own.
var roles = set(`info redactie welzijn gemeente contact aanmelden aanmelding inschrijven secretariaat secretaris bestuur voorzitter penningmeester administratie balie receptie
	privacy fg avg beveiliging security webmaster beheer postmaster noreply no-reply post mail kantoor team hulp vraag vragen klacht klachten pers communicatie
	aanjager aanjagers oudercafe opladers buurthuis dorpshuis wijkhuis bibliotheek bieb school basisschool directie leden ledenadministratie vrijwilligers
	vrijwilliger coordinator agenda activiteiten activiteit evenementen huiskamer speelotheek speeltuin jeugd jongeren kinderen ouders gezin ouderkamer
	opvang kinderopvang peuters koffie inloop loket sociaalteam wijkteam jgz ggd sport cultuur natuur zaal verhuur reserveren boekingen winkel kerk vereniging
	buurt buurtvereniging wijk dorp stichting club project werkgroep helpdesk service support hallo welkom nieuwsbrief vacatures postbus griffie burgemeester`)

// signs finds what is known by a sign: the @ of mail, and the links of groups.
func (f *finder) signs() {
	f.eachMail(func(at, end int) {
		if mail := mailOf(f.text[at:end]); f.private(mail) {
			f.hit(Mail, at, end)
		}
	})
	for _, l := range groupLinks {
		f.links(l)
	}
}

func mailByte(c byte) bool {
	return letter(c) || digit(c) || strings.IndexByte("._%+-'", c) >= 0
}

// eachMail visits the addresses of mail. "[at]" and "(at)" are an @ too.
func (f *finder) eachMail(visit func(at, end int)) {
	done := 0
	for i := 0; i < len(f.text); {
		at, skip := f.nextAt(i)
		if at < 0 {
			return
		}
		i = at + skip
		from := at
		for from > done && at-from < 64 && mailByte(f.text[from-1]) {
			from--
		}
		if skip > 1 && from == at && f.at(at-1) == ' ' { // jan [at] voorbeeld.nl
			for from--; from > done && at-from < 64 && mailByte(f.text[from-1]); from-- {
			}
			if i < len(f.text) && f.text[i] == ' ' {
				i++
			}
		}
		end := i
		for end < len(f.text) && end-i < 255 && mailByte(f.text[end]) {
			end++
		}
		for from < at && strings.IndexByte(".'-+%", f.text[from]) >= 0 {
			from++
		}
		end = i + len(strings.TrimRight(f.text[i:end], ".-'%+_"))
		if dot := strings.LastIndexByte(f.text[i:end], '.'); from < at && dot > 0 && end-i-dot > 2 && letter(f.text[end-1]) {
			visit(from, end)
			i, done = end, end
		}
	}
}

// nextAt finds the next @, and how many bytes it is written in; -1 when there is none.
func (f *finder) nextAt(i int) (at, width int) {
	for ; ; i++ {
		next := strings.IndexAny(f.text[i:], "@([")
		if next < 0 {
			return -1, 0
		}
		i += next
		if f.text[i] == '@' {
			return i, 1
		}
		if rest := f.text[i:]; len(rest) > 4 && strings.EqualFold(rest[1:3], "at") && (rest[3] == ')' || rest[3] == ']') {
			return i, 4
		}
	}
}

// mailOf writes an address in one way.
func mailOf(words string) string {
	words = strings.ToLower(words)
	for _, at := range []string{" (at) ", " [at] ", "(at)", "[at]"} {
		words = strings.Replace(words, at, "@", 1)
	}
	return words
}

// private reports whether an address is somebody's own.
func (f *finder) private(mail string) bool {
	if f.known.mail(mail) {
		return false
	}
	name, domain, _ := strings.Cut(mail, "@")
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("._-+", r) })
	for _, p := range parts {
		if roles[strings.TrimRight(p, "0123456789")] {
			return false
		}
	}
	if free(domain) {
		return true
	}
	// first.last of another domain
	points := strings.Split(strings.TrimRight(name, "0123456789"), ".")
	if len(points) < 2 || len(points) > 5 {
		return false
	}
	for _, p := range points {
		if p == "" || strings.ContainsAny(p, "0123456789") {
			return false
		}
	}
	last := points[len(points)-1]
	return len(last) > 1
}

// groupLinks are how the invitations to a group begin: who has the rest, comes in.
var groupLinks = []string{
	"chat.whatsapp.com/", "t.me/+", "t.me/joinchat/", "telegram.me/joinchat/", "signal.group/", "m.me/j/", "facebook.com/share/g/", "fb.me/g/",
	"discord.gg/", "discord.com/invite/", "invite.viber.com/", "facebook.com/groups/",
}

// links finds the addresses with one of the beginnings above. Of a group on Facebook only an invitation counts: the group
// itself can be public.
func (f *finder) links(begin string) {
	for i := 0; ; {
		at := indexFold(f.text[i:], begin)
		if at < 0 {
			return
		}
		at += i
		end := at + len(begin)
		for end < len(f.text) && end-at < 500 && strings.IndexByte(" \t\r\n<>\"'()[]|\\", f.text[end]) < 0 {
			end++
		}
		end = at + len(strings.TrimRight(f.text[at:end], ".,;:!?"))
		rest := f.text[min(end, at+len(begin)):end]
		i = max(end, at+len(begin))
		from := at - len(f.chunk(at))
		if before := f.at(at - 1); letter(before) || digit(before) {
			continue // another site, of which the name ends so
		}
		if rest == "" || begin == "facebook.com/groups/" && !strings.Contains(strings.ToLower(rest), "invite") {
			continue
		}
		f.hit(GroupLink, from, end)
	}
}

// indexFold finds a word in lower case in a text in any case. It looks for the slash, which is rarer than a letter.
func indexFold(text, word string) int {
	slash := strings.IndexByte(word, '/')
	for i := 0; ; {
		at := strings.IndexByte(text[i:], '/')
		if at < 0 {
			return -1
		}
		i += at + 1
		if from := i - 1 - slash; from >= 0 && from+len(word) <= len(text) && strings.EqualFold(text[from:from+len(word)], word) {
			return from
		}
	}
}
