package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"golang.org/x/term"

	"mijnopladers.nl/opladers/tools/collect"
	"mijnopladers.nl/opladers/tools/notice"
)

// maxShown is how many lines of one kind the report prints; --json gives all.
const maxShown = 25

// printReport says in Dutch what a collect came down to, and what to do now.
func (a *app) printReport(r *collect.Report) {
	a.endProgress()
	w := a.stdout
	plan := ""
	if a.dryRun {
		plan = "Plan: "
	}
	fmt.Fprintf(w, "%s%d nieuw, %d gewijzigd, %d bewaard, %d verwijderd, %d ongewijzigd.\n",
		plan, len(r.New), len(r.Changed), len(r.Kept), len(r.Removed), r.Unchanged)
	a.printEntries("Nieuw", "", r.New)
	a.printEntries("Gewijzigd", "", r.Changed)
	a.printKept(r.Kept)
	a.printEntries("Niet meer in de bron: verwijderd, of afgelast", "", r.Removed)
	a.printRemarks(r)
}

// printRemarks prints what a person should know or do.
func (a *app) printRemarks(r *collect.Report) {
	a.endProgress()
	a.printNotices("Geweigerd", r.Refused)
	a.printNotices("Vragen", r.Questions)
	a.printNotices("Opmerkingen", r.Notices)
	if r.Asked > 0 {
		fmt.Fprintf(a.stdout, "\nVragen in _vragen.xlsx in de inbox: %d. Wat u daar antwoordt, komt bij het volgende ophalen op de site.\n", r.Asked)
	}
}

// printKept prints the edits that stayed, with what the source says instead.
func (a *app) printKept(list []collect.Entry) {
	a.printEntries("Bewaard", "Iemand heeft deze pagina's aangepast. Die aanpassingen blijven.\n"+
		"  Moet een pagina het bestand weer volgen? Zet erbovenaan: volg: bron", list)
	shown := 0
	for _, e := range list {
		for _, edit := range e.Edits {
			if shown++; shown > maxShown {
				return
			}
			fmt.Fprintf(a.stdout, "    %s\n", collect.EditText(e.Page, edit))
		}
	}
}

func (a *app) printEntries(heading, remark string, list []collect.Entry) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s:\n", heading)
	if remark != "" {
		fmt.Fprintln(a.stdout, "  "+remark)
	}
	sources, pages := bySource(list)
	for i, source := range sources {
		if i == maxShown {
			fmt.Fprintf(a.stdout, "  … en uit nog %d bestanden. Met --json ziet u alles.\n", len(sources)-i)
			break
		}
		if n := len(pages[source]); n > 1 {
			fmt.Fprintf(a.stdout, "  %d pagina's uit %s\n", n, source)
		} else {
			fmt.Fprintf(a.stdout, "  %s  (uit %s)\n", pages[source][0], source)
		}
	}
}

// bySource gives the sources of entries in their order, and the pages of each.
func bySource(list []collect.Entry) (sources []string, pages map[string][]string) {
	pages = map[string][]string{}
	for _, e := range list {
		if pages[e.Source] == nil {
			sources = append(sources, e.Source)
		}
		pages[e.Source] = append(pages[e.Source], e.Page)
	}
	return sources, pages
}

func (a *app) printNotices(heading string, list []notice.Notice) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s:\n", heading)
	for i, n := range list {
		if i == maxShown {
			fmt.Fprintf(a.stdout, "  … en nog %d. Met --json ziet u alles.\n", len(list)-i)
			break
		}
		where := n.File
		if n.Line > 0 {
			where = fmt.Sprintf("%s, regel %d", n.File, n.Line)
		}
		if where != "" {
			fmt.Fprintf(a.stdout, "  %s\n", where)
		}
		fmt.Fprintf(a.stdout, "    %s\n", n.Text)
		if n.Hint != "" {
			fmt.Fprintf(a.stdout, "    → %s\n", n.Hint)
		}
	}
}

// progress shows on a terminal how far a run is.
func (a *app) progress(stage string, done, total int, what string) {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return
	}
	line := stage
	if total > 0 {
		line = fmt.Sprintf("%s %d/%d  %s", stage, done, total, what)
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 4 {
		if r := []rune(line); len(r) > width-1 {
			line = string(r[:width-2]) + "…"
		}
	}
	fmt.Fprintf(f, "\r\x1b[K%s", line)
	a.inProgress = true
}

// endProgress takes the progress line off the terminal.
func (a *app) endProgress() {
	if a.inProgress {
		fmt.Fprint(a.stderr, "\r\x1b[K")
		a.inProgress = false
	}
}

// explain turns an error that stopped a run into one clear line in Dutch.
func explain(err error) string {
	var n notice.Notice
	if errors.As(err, &n) {
		return n.Error()
	}
	where := ""
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		where = path.Path
	case errors.As(err, &link):
		where = link.New
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return fmt.Sprintf("De schijf is vol: %s kan niet geschreven worden. Maak ruimte vrij en doe het opnieuw. Er is niets half geschreven.", where)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Sprintf("Schrijven mag niet: %s. Geef uzelf recht op deze map en doe het opnieuw. Er is niets half geschreven.", where)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("Er is geen %s. Kijk of de naam klopt.", where)
	}
	return strings.TrimSpace(err.Error())
}
