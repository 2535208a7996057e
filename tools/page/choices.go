package page

// Choices gives the words of which a key of a page of the kind holds one, or some when it holds a list; nil when any text will do. A key
// within another is written with a point: fotos.toestemming.doel.
func Choices(kind Kind, key string) []string {
	switch key {
	case "soort":
		return words(kinds)
	case "beoordeling":
		return []string{"concept", "ter-beoordeling", "gepland", "live"}
	case "fotos.toestemming.status":
		return words([]ConsentStatus{ConsentMissing, ConsentWithdrawn})
	case "fotos.toestemming.doel":
		return []string{"website", "sociale media", "drukwerk"}
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

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}
