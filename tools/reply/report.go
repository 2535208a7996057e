package reply

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
)

// made begins the line with the date of a report.
const made = "Gemaakt op "

// sections are the parts of a report: what has to be done comes first.
var sections = []struct{ outcome, heading, remark string }{
	{Refused, "Geweigerd", "Deze bestanden staan niet op de site."},
	{Waiting, "Wacht op uw antwoord", "Deze bestanden gaan verder als uw antwoord er is."},
	{Kept, "Bewaard", "Iemand heeft deze pagina's zelf aangepast. Die aanpassing blijft staan."},
	{New, "Nieuw", "Van deze bestanden is een pagina gemaakt."},
	{Changed, "Gewijzigd", "Deze pagina's zijn bijgewerkt."},
	{Unchanged, "Ongewijzigd, met een opmerking", "Aan deze bestanden is niets veranderd."},
}

// Report makes _verslag.txt: UTF-8 with a byte order mark and CRLF, which Notepad of every Windows shows as meant.
// questions is how many stand in _vragen.xlsx. Files without a change and without remarks are only counted.
func Report(when time.Time, folder string, files []File, questions int) []byte {
	w := &writer{width: 78}
	title := "Verslag van de inbox"
	if folder = line(folder, 200); folder != "" {
		title = "Verslag van de map " + folder
	}
	w.text("", "", title)
	w.WriteString(made + moment(when) + "\n")
	w.summary(files)
	if questions > 0 {
		w.WriteByte('\n')
		w.text("", "", asks(questions)+" Open het bestand _vragen.xlsx in deze map. Vul de gele vakken in, sla op en sluit het bestand. Bij de volgende keer verwerken wij uw antwoord.")
	}
	w.files(files)
	return []byte("\ufeff" + strings.ReplaceAll(w.String(), "\n", "\r\n"))
}

// SameReport says whether two reports say the same, apart from when.
func SameReport(a, b []byte) bool { return bytes.Equal(undated(a), undated(b)) }

func undated(report []byte) []byte {
	before, after, ok := bytes.Cut(report, []byte("\n"+made))
	if !ok {
		return report
	}
	_, after, _ = bytes.Cut(after, []byte("\n"))
	return slices.Concat(before, []byte("\n"), after)
}

func asks(n int) string {
	if n == 1 {
		return "Er is 1 vraag voor u."
	}
	return fmt.Sprintf("Er zijn %d vragen voor u.", n)
}

// inShort begins the line that counts.
const inShort = "In het kort: "

func (w *writer) summary(files []File) {
	n := map[string]int{}
	for _, f := range files {
		n[f.Outcome]++
	}
	var parts []string
	for _, s := range sections {
		switch {
		case n[s.outcome] == 0:
		case s.outcome == Waiting:
			parts = append(parts, count(n[Waiting], "wacht op uw antwoord", "wachten op uw antwoord"))
		default:
			parts = append(parts, fmt.Sprint(n[s.outcome], " ", s.outcome))
		}
	}
	if len(parts) == 0 {
		parts = []string{"er is niets te melden"}
	}
	withheld := 0
	for _, f := range files {
		for _, n := range f.Notices {
			if n.Ask != nil && strings.HasPrefix(n.Ask.About, page.AboutConsent) {
				withheld++
			}
		}
	}
	w.WriteByte('\n')
	w.text("", "", inShort+strings.Join(parts, ", ")+".")
	if withheld > 0 {
		w.text("", "", count(withheld, "foto staat", "foto's staan")+" nog niet op de site: de toestemming is niet bekend.")
	}
}

// files writes the sections, as far as they fit.
func (w *writer) files(files []File) {
	left := maxFiles
	for _, s := range sections {
		in := slices.DeleteFunc(slices.Clone(files), func(f File) bool {
			return f.Outcome != s.outcome || s.outcome == Unchanged && len(f.Notices) == 0
		})
		if len(in) == 0 {
			continue
		}
		w.heading(fmt.Sprintf("%s (%d)", s.heading, len(in)))
		w.text("", "", s.remark)
		for i, f := range in {
			if left == 0 || w.Len() > maxReport {
				w.WriteString("\n… en nog " + count(len(in)-i, "bestand", "bestanden") + ".\n")
				break
			}
			left--
			w.file(f)
		}
	}
}

func (w *writer) file(f File) {
	w.WriteByte('\n')
	since := ""
	if !f.Since.IsZero() {
		since = " (" + day(f.Since) + ")"
	}
	w.text("", "  ", cmp.Or(line(f.Name, 300), "(zonder naam)")+since)
	for i, p := range f.Pages {
		if i == maxNotices {
			w.text("  ", "  ", "… en nog "+count(len(f.Pages)-i, "pagina", "pagina's")+".")
			break
		}
		w.text("  ", "  ", "Pagina: "+line(p.Title, 200))
		w.text("  ", "  ", line(p.Address, 300))
	}
	notices := slices.SortedStableFunc(slices.Values(f.Notices), func(a, b notice.Notice) int {
		return cmp.Compare(slices.Index(levels, a.Level), slices.Index(levels, b.Level))
	})
	for i, n := range notices {
		if i == maxNotices {
			w.text("  ", "  ", "… en nog "+count(len(notices)-i, "opmerking", "opmerkingen")+".")
			break
		}
		w.notice(n)
	}
}

var levels = []notice.Level{notice.Error, notice.Question, notice.Warning, notice.Advice}

func (w *writer) notice(n notice.Notice) {
	lead := map[notice.Level]string{notice.Question: "Vraag: ", notice.Warning: "Let op: ", notice.Advice: "Tip: "}[n.Level]
	if n.Line > 0 {
		lead += fmt.Sprintf("(regel %d) ", n.Line)
	}
	w.text("  ", "  ", lead+clean(n.Text, 2*maxText))
	if hint := clean(n.Hint, maxText); hint != "" {
		w.text("  ", "  ", "Wat u kunt doen: "+hint)
	}
}
