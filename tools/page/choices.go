package page

import "strings"

// Choices gives the words of which a key of a page of the kind holds one, or some when it holds a list; nil when any text will do. A key
// within another is written with a point: fotos.toestemming.doel.
func Choices(kind Kind, key string) []string {
	switch key {
	case "soort":
		return words(kinds)
	case "beoordeling":
		return []string{"concept", "ter-beoordeling", "gepland", "live"}
	case "fotos.toestemming.status":
		return words([]ConsentStatus{ConsentMissing, ConsentWithdrawn, ConsentRefused})
	case "fotos.toestemming.doel":
		return []string{"website", "sociale media", "drukwerk", "nieuwsbrief"}
	}
	switch kind {
	case KindMunicipality:
		switch key {
		case "fase":
			return []string{"verkenning", "actief", "gestopt"}
		case "vakantieregio":
			return []string{"noord", "midden", "zuid"}
		case "toegankelijkheid.status":
			return []string{"A", "B", "C", "D", "E"}
		}
	case KindInitiative:
		if key == "status" {
			return []string{"actief", "pauze", "gestopt", "in-oprichting"}
		}
	case KindActivity:
		switch key {
		case "status", "uitzonderingen.status":
			return words(statuses)
		case "vakanties", "feestdagen":
			return holidays
		case "aanmelden":
			return []string{"nodig", "gewenst", "niet"}
		}
	}
	return nil
}

// Scope gives for what a consent is, by a word that people use for it: "folder" is drukwerk.
func Scope(word string) (scope string, ok bool) {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "website", "site", "websites", "internet":
		return "website", true
	case "sociale media", "social media", "socials", "social", "facebook", "instagram", "linkedin":
		return "sociale media", true
	case "drukwerk", "print", "folder", "folders", "krant", "flyer", "flyers", "poster", "posters":
		return "drukwerk", true
	case "nieuwsbrief", "nieuwsbrieven", "mailing":
		return "nieuwsbrief", true
	}
	return "", false
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}
