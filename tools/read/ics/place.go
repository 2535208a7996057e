package ics

import (
	"regexp"
	"strconv"
	"strings"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/address"
)

var (
	online     = regexp.MustCompile(`(?i)^(?:online|microsoft teams.*|teams(?:[- ](?:vergadering|meeting|overleg))?|zoom(?:[- ]meeting)?|google meet|webex.*|whereby|jitsi)$`)
	webAddress = regexp.MustCompile(`(?i)^(?:https?://|www\.)\S+$`)
	// province is what address books add to an address and nobody here needs.
	province = regexp.MustCompile(`(?i)^(?:gelderland|overijssel|flevoland|drenthe|friesland|noord-holland|zuid-holland|noord-brabant|zeeland|limburg)$`)
	parts    = regexp.MustCompile(`\s*[;\n]\s*|\s*,\s+`)
)

// placeOf reads where an event is.
func (r *reader) placeOf(c *component) *page.Place {
	location := c.text("LOCATION")
	apple, _ := c.get("X-APPLE-STRUCTURED-LOCATION")
	if location == "" {
		location = apple.param("X-TITLE") + "\n" + unescaper.Replace(apple.param("X-ADDRESS"))
	}
	place, known := r.places[location]
	if !known {
		place = addressOf(short(location, maxTitle))
		r.places[location] = place // an address takes time
	}
	geo, comma := c.text("GEO"), ";"
	if geo == "" {
		geo, comma = strings.TrimPrefix(strings.ToLower(apple.value), "geo:"), ","
	}
	lat, lon, _ := strings.Cut(geo, comma)
	lon, _, _ = strings.Cut(lon, ";")
	y, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	x, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if err1 == nil && err2 == nil && y >= -90 && y <= 90 && x >= -180 && x <= 180 && (x != 0 || y != 0) {
		place.Lat, place.Lon = &y, &x
	}
	if place == (page.Place{}) {
		return nil
	}
	return &place
}

// addressOf splits a location. A meeting on the web is ‘Online’, without its address: who knows that, is in.
func addressOf(location string) page.Place {
	var kept []string
	web := false
	for part := range strings.SplitSeq(parts.ReplaceAllString(location, "\n"), "\n") {
		switch part = strings.TrimSpace(part); {
		case online.MatchString(part), private.MatchString(part):
			web = true
		case part != "" && !webAddress.MatchString(part) && !(len(kept) > 0 && province.MatchString(part)):
			kept = append(kept, part)
		}
	}
	if len(kept) == 0 && web {
		kept = append(kept, "Online")
	}
	if p := address.Parse(strings.Join(kept, "\n")); p != nil {
		return *p
	}
	return page.Place{}
}
