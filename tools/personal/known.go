package personal

import "strings"

// Known is what is of an organisation or an office, and may be published: the aanjager's number, the address of an initiative. The zero
// value and nil hold nothing. It must not be added to while Find reads it.
type Known struct {
	numbers, mails, domains map[string]bool
}

// NewKnown makes a Known of texts as Add takes them.
func NewKnown(texts ...string) *Known {
	k := &Known{numbers: map[string]bool{}, mails: map[string]bool{}, domains: map[string]bool{}}
	k.Add(texts...)
	return k
}

// Add takes in all telephone numbers, addresses of mail and account numbers of texts: a field of front matter may hold
// "Bel Sam: 06 - 00 00 00 01". A text that is a domain or a web address adds its domain, with all below it; that
// of a free provider, where anybody has an address, does not count.
func (k *Known) Add(texts ...string) {
	for _, text := range texts {
		f := finder{text: text}
		f.numbers()
		for _, h := range f.hits {
			k.numbers[normal(h.Words)] = true
		}
		if d := domainOf(text); d != "" && len(f.hits) == 0 && !free(d) {
			k.domains[d] = true
		}
		f.eachMail(func(at, end int) { k.mails[mailOf(text[at:end])] = true })
	}
}

func (k *Known) number(words string) bool { return k != nil && k.numbers[normal(words)] }

func (k *Known) mail(mail string) bool {
	if k == nil {
		return false
	}
	_, domain, _ := strings.Cut(mail, "@")
	for d := domain; d != ""; _, d, _ = strings.Cut(d, ".") {
		if k.domains[d] {
			return true
		}
	}
	return k.mails[mail]
}

// domainOf gives the domain when the text is nothing but a domain or a web address; "" otherwise.
func domainOf(text string) string {
	d := strings.ToLower(strings.TrimSpace(text))
	d = strings.TrimPrefix(strings.TrimPrefix(d, "https://"), "http://")
	d, _, _ = strings.Cut(d, "/")
	d = strings.TrimPrefix(strings.TrimPrefix(d, "@"), "www.")
	if i := strings.LastIndexByte(d, '.'); i <= 0 || len(d)-i < 3 || d[len(d)-1] <= '9' || strings.ContainsAny(d, " @:,;()") {
		return ""
	}
	return d
}

// normal writes a telephone or account number in one way: the letters and digits, a Dutch telephone number from its 0.
func normal(words string) string {
	if i := strings.Index(words, "(0)"); i >= 0 {
		words = words[:i] + words[i+3:]
	}
	var b strings.Builder
	for _, c := range []byte(strings.ToUpper(words)) {
		if digit(c) || letter(c) {
			b.WriteByte(c)
		}
	}
	n := b.String()
	switch {
	case strings.HasPrefix(n, "0031"):
		n = n[4:]
	case strings.HasPrefix(n, "31") && len(n) >= 11:
		n = n[2:]
	default:
		return n
	}
	return "0" + strings.TrimPrefix(n, "0")
}
