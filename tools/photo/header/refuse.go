package header

import (
	"bytes"
	"fmt"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
)

var (
	// Empty is the refusal of a picture without a byte.
	Empty = notice.Refuse("De foto is leeg (0 bytes).", "Stuur de foto opnieuw.")
	// Damaged is the refusal of a picture whose bytes are not what they must be.
	Damaged = notice.Refuse("De foto is beschadigd of niet helemaal aangekomen.", "Stuur de foto opnieuw.")

	noPixels = notice.Refuse("In dit bestand staan gegevens over een foto, maar de foto zelf ontbreekt.", "Stuur de foto opnieuw.")
	unknown  = notice.Refuse("Dit bestand is geen foto die wij kennen.", "Bewaar de foto als JPEG of PNG en stuur hem opnieuw.")
)

func tooLarge(width, height int) error {
	return notice.Refuse(fmt.Sprintf("De foto zegt %d bij %d pixels te zijn. Dat is te groot.", width, height),
		"Maak de foto kleiner en stuur hem opnieuw.")
}

// unreadable refuses a picture of a kind that is not decoded here.
func unreadable(kind string) error {
	return notice.Refuse("Een foto in de vorm "+kind+" kan niet gelezen worden.", "Bewaar de foto als JPEG en stuur hem opnieuw.")
}

// reader finds who reads data, by its first bytes.
func reader(data []byte) (func(*Info, []byte) error, error) {
	starts := func(s string) bool { return len(data) >= len(s) && string(data[:len(s)]) == s }
	at := func(i int, s string) bool { return len(data) >= i+len(s) && string(data[i:i+len(s)]) == s }
	switch {
	case len(data) == 0:
		return nil, Empty
	case starts("\xff\xd8\xff"):
		return readJPEG, nil
	case starts("\x89PNG\r\n\x1a\n"):
		return readPNG, nil
	case starts("RIFF") && at(8, "WEBP"):
		return readWebP, nil
	case starts("GIF87a"), starts("GIF89a"):
		return readGIF, nil
	case starts("IIU\x00"), starts("IIRO"), starts("IIRS"), starts("MMOR"), starts("FUJIFILMCCD-RAW"), starts("FOVb"):
		return nil, raw
	case starts("II*\x00") && at(8, "CR"):
		return nil, raw
	case starts("II*\x00"), starts("MM\x00*"):
		return readTIFF, nil
	case starts("II+\x00"), starts("MM\x00+"):
		return nil, unreadable("BigTIFF")
	case at(4, "ftyp"):
		return readHEIF, nil
	case starts("BM"):
		return readBMP, nil
	}
	return nil, refuse(data, starts, at)
}

var raw = notice.Refuse("Dit is een RAW-bestand van een camera. Dat kan niet gelezen worden.",
	"Bewaar de foto met het programma van de camera als JPEG en stuur hem opnieuw.")

var video = notice.Refuse("Dit is een video, geen foto.", "Stuur een foto. Een los beeld uit de video mag ook.")

// refuse says what data is when it is no picture that is read here.
func refuse(data []byte, starts func(string) bool, at func(int, string) bool) error {
	switch {
	case starts("%PDF-"):
		return notice.Refuse("Dit is een PDF, geen foto.", "Bewaar de foto uit de PDF als JPEG en stuur die.")
	case starts("\xff\x0a"), at(4, "JXL \r\n"):
		return unreadable("JPEG XL")
	case at(4, "jP  \r\n"), starts("\xff\x4f\xff\x51"):
		return unreadable("JPEG 2000")
	case starts("8BPS"):
		return notice.Refuse("Dit is een bestand van Photoshop, geen foto.", "Bewaar de foto als JPEG en stuur die.")
	case at(4, "moov"), at(4, "mdat"), at(4, "wide"), starts("RIFF") && at(8, "AVI "), starts("\x1aE\xdf\xa3"):
		return video
	}
	text := strings.ToLower(string(bytes.TrimLeft(data[:min(len(data), 512)], "\ufeff \t\r\n")))
	switch {
	case strings.HasPrefix(text, "<svg"), strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<svg"):
		return notice.Refuse("Dit is een tekening in de vorm SVG, geen foto.", "Bewaar de tekening als PNG en stuur die.")
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"):
		return notice.Refuse("Dit is een webpagina, geen foto.", "Open de foto zelf, bewaar hem en stuur die.")
	}
	return unknown
}
