package read

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strings"
	"unicode/utf16"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/read/charset"
	"mijnopladers.nl/opladers/tools/read/csv"
	"mijnopladers.nl/opladers/tools/read/opc"
	"mijnopladers.nl/opladers/tools/sheet"
)

// format is what a source is, whatever it is called.
type format string

const (
	formatMarkdown format = "markdown"
	formatDocx     format = "docx"
	formatODT      format = "odt"
	formatRTF      format = "rtf"
	formatHTML     format = "html"
	formatXlsx     format = "xlsx"
	formatODS      format = "ods"
	formatCSV      format = "csv"
	formatICS      format = "ics"
	formatWXR      format = "wxr"
	formatEml      format = "eml"
	formatMsg      format = "msg"
	formatZip      format = "zip"
)

const asDocx = "Open het in Word en kies Opslaan als ‘Word-document (.docx)’."

// detect says which reader a source is for; the error is the refusal of what no reader reads.
func detect(src page.Source) (format, error) {
	data := src.Data
	switch {
	case len(bytes.Trim(data, "\x00 \t\r\n\xef\xbb\xbf")) == 0:
		return "", notice.Refuse("Het bestand is leeg.", "Controleer of dit het goede bestand is en stuur het opnieuw.")
	case bytes.HasPrefix(data, []byte("PK")):
		return detectZip(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return detectOLE(data)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return "", notice.Refuse("Dit is een PDF: daar kan de tekst niet goed uit gehaald worden.", "Stuur het Word-bestand waar de PDF van gemaakt is, of open de PDF in Word en kies Opslaan als ‘Word-document (.docx)’.")
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return formatRTF, nil
	case isPicture(data):
		return "", notice.Refuse("Dit is een foto zonder tekst.", "Stuur de foto samen met een tekst in één map.")
	}
	text, ok := charset.Decode(data)
	if !ok {
		if head := string(data[:min(len(data), 8192)]); isMail(head) {
			return formatEml, nil
		}
		if strings.EqualFold(path.Ext(src.Name), ".ics") {
			return formatICS, nil
		}
		return "", notice.Refuse("Het is niet duidelijk wat voor bestand dit is.", "Stuur een Word-bestand (.docx), een Excel-bestand (.xlsx) of een agenda (.ics).")
	}
	return detectText(src, text)
}

func detectZip(data []byte) (format, error) {
	pkg, err := opc.Open(data)
	switch {
	case errors.Is(err, opc.ErrTooBig):
		return "", notice.Refuse("Het bestand is uitgepakt te groot.", "Maak de foto's kleiner of splits het document.")
	case err != nil:
		return "", notice.Refuse("Het bestand is beschadigd of niet helemaal overgekomen.", "Open het in Word of Excel, sla het opnieuw op en stuur het nog een keer.")
	case pkg.Main("wordprocessingml") != "":
		return formatDocx, nil
	case pkg.Main("spreadsheetml") != "":
		return formatXlsx, nil
	case pkg.Main("presentationml") != "" || pkg.Has("ppt/presentation.xml"):
		return "", notice.Refuse("Dit is een presentatie.", "Zet de tekst en de foto's in een Word-bestand (.docx).")
	case pkg.Has("xl/workbook.bin"):
		return "", notice.Refuse("Dit is een binair Excel-bestand (.xlsb).", "Open het in Excel en kies Opslaan als ‘Excel-werkmap (.xlsx)’.")
	}
	kind, _ := pkg.Part("mimetype", 200)
	switch {
	case bytes.Contains(kind, []byte("opendocument.spreadsheet")):
		return formatODS, nil
	case bytes.Contains(kind, []byte("opendocument.text")):
		return formatODT, nil
	case bytes.Contains(kind, []byte("opendocument")):
		return "", notice.Refuse("Dit is een OpenDocument-presentatie of -tekening.", "Zet de tekst en de foto's in een tekstdocument (.odt of .docx).")
	case pkg.Has("Index/Document.iwa") || pkg.Has("index.xml") || pkg.Has("Index.zip"):
		return "", notice.Refuse("Dit is een bestand van Pages of Numbers.", "Open het op de Mac en kies Archief > Exporteer naar > Word of Excel.")
	}
	return formatZip, nil
}

// detectOLE refuses the formats of Office before 2007, and the newer ones that are encrypted, by the streams that are in
// them. A mail of Outlook is one of these files too.
func detectOLE(data []byte) (format, error) {
	has := func(stream string) bool {
		var name []byte
		for _, u := range utf16.Encode([]rune(stream)) {
			name = append(name, byte(u), byte(u>>8))
		}
		return bytes.Contains(data, name)
	}
	switch {
	case has("__properties_version1.0"):
		return formatMsg, nil
	case has("EncryptedPackage"):
		return "", notice.Refuse("Het bestand is beveiligd met een wachtwoord.", "Haal het wachtwoord eraf (Bestand > Info > Document beveiligen) en stuur het opnieuw.")
	case has("Workbook") || has("WORKBOOK") || has("Book"):
		return "", notice.Refuse("Dit is een oud Excel-bestand (.xls).", "Open het in Excel en kies Opslaan als ‘Excel-werkmap (.xlsx)’.")
	case has("PowerPoint Document"):
		return "", notice.Refuse("Dit is een oude presentatie (.ppt).", "Zet de tekst en de foto's in een Word-bestand (.docx).")
	}
	return "", notice.Refuse("Dit is een oud Word-bestand (.doc).", asDocx)
}

// isPicture knows the formats of photos by how they begin.
func isPicture(data []byte) bool {
	for _, magic := range []string{"\xff\xd8\xff", "\x89PNG", "GIF8", "II*\x00", "MM\x00*", "BM"} {
		if bytes.HasPrefix(data, []byte(magic)) && (magic != "BM" || len(data) > 14 && bytes.Equal(data[6:10], make([]byte, 4))) {
			return true
		}
	}
	if len(data) < 12 {
		return false
	}
	return string(data[4:8]) == "ftyp" || string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
}

var mailHeader = regexp.MustCompile(`(?im)^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to):[ \t]`)

// detectText tells the kinds of text apart.
func detectText(src page.Source, text string) (format, error) {
	start := strings.TrimLeft(text, " \t\n\ufeff")
	lower := strings.ToLower(start[:min(len(start), 256)])
	ext := strings.ToLower(path.Ext(src.Name))
	switch {
	case strings.HasPrefix(lower, "begin:vcalendar"), ext == ".ics":
		return formatICS, nil
	case strings.HasPrefix(start, "---\n"), strings.HasPrefix(start, "+++\n"), ext == ".md", ext == ".markdown":
		return formatMarkdown, nil
	case ext == ".csv", ext == ".tsv":
		return formatCSV, nil
	case strings.HasPrefix(lower, "<!doctype html"), strings.HasPrefix(lower, "<html"), ext == ".html", ext == ".htm", ext == ".mht", ext == ".mhtml":
		return formatHTML, nil
	case ext == ".eml", isMail(start):
		return formatEml, nil
	case isWXR(start):
		return formatWXR, nil
	case isXHTML(lower):
		return formatHTML, nil
	case isFlatODT(start):
		return formatODT, nil
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<svg"):
		return "", notice.Refuse("Dit is een XML-bestand.", asDocx)
	}
	if rows, err := csv.Rows([]byte(firstLines(text, sheet.MaxHeaderRow))); err == nil && sheet.IsTable(rows) {
		return formatCSV, nil
	}
	switch ext {
	case "", ".txt", ".text":
		return formatMarkdown, nil
	}
	return "", notice.Refuse("Het is niet duidelijk wat voor bestand dit is.", "Stuur een Word-bestand (.docx), een Excel-bestand (.xlsx) of een agenda (.ics).")
}

func isWXR(text string) bool {
	head := text[:min(len(text), 8192)]
	return strings.Contains(head, "<rss") && (strings.Contains(head, "wordpress.org/export") || strings.Contains(head, "wxr_version"))
}

func isXHTML(lower string) bool {
	return strings.HasPrefix(lower, "<?xml") && (strings.Contains(lower, "<html") || strings.Contains(lower, "<!doctype html"))
}

func isFlatODT(text string) bool {
	head := text[:min(len(text), 8192)]
	return strings.HasPrefix(head, "<?xml") && strings.Contains(head, "opendocument.text")
}

// isMail recognises a saved mail by three different headers in its first lines.
func isMail(text string) bool {
	head, _, _ := strings.Cut(text, "\n\n")
	found := map[string]bool{}
	for _, m := range mailHeader.FindAllStringSubmatch(head[:min(len(head), 8192)], -1) {
		found[strings.ToLower(m[1])] = true
	}
	return len(found) >= 3 && (found["message-id"] || found["mime-version"] || found["received"] || found["return-path"])
}

func firstLines(text string, n int) string {
	end := 0
	for range n {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return text
		}
		end += i + 1
	}
	return text[:end]
}
