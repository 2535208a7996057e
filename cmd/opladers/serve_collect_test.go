package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// letter is a source of a story.
func letter(title, text string) string {
	return "---\ntitle: " + title + "\naangekondigd: 2026-11-20\n---\n\n" + text + "\n"
}

// serveInbox shows a site of one municipality, with one source in its inbox.
func serveInbox(t *testing.T) *served {
	t.Helper()
	s := &served{dir: projectCopy(t, "layouts", "assets", "i18n", "static")}
	s.write(t, "content/_index.md", "---\ntitle: Opladers\n---\n")
	s.write(t, "content/zutphen/_index.md", "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	s.write(t, "content/zutphen/verhalen/_index.md", "---\ntitle: Verhalen\ntype: verhaal\n---\n")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van pompoen."))
	s = serveSite(t, s.dir)
	s.sees(t, "/zutphen/verhalen/soep/", "Van pompoen.")
	return s
}

func TestServeTakesOverTheConfiguration(t *testing.T) {
	s := serveInbox(t)
	config, err := os.ReadFile(filepath.Join(s.dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	edit := func(old, new string) {
		t.Helper()
		if !strings.Contains(string(config), old) {
			t.Fatalf("config.toml has no %s", old)
		}
		config = []byte(strings.Replace(string(config), old, new, 1))
		s.write(t, "config.toml", string(config))
	}

	// In one save of all files of an editor, beside a source.
	edit("\ntitle = ", "\ntitle = 'Nieuwe naam' #")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van prei."))
	s.sees(t, "/zutphen/verhalen/soep/", "Van prei.")
	s.sees(t, "/zutphen/verhalen/soep/", "Nieuwe naam")

	// One that cannot be read changes nothing, until it can be.
	edit("\ntitle = ", "\ntitle = [")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van tomaat."))
	s.sees(t, "/zutphen/verhalen/soep/", "Van tomaat.")
	s.sees(t, "/zutphen/verhalen/soep/", "Nieuwe naam")
	edit("\ntitle = [", "\ntitle = ")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van linzen."))
	s.sees(t, "/zutphen/verhalen/soep/", "Van linzen.")

	// Another inbox is collected, and followed.
	s.write(t, "post/zutphen/verhalen/Soep.md", letter("Soep", "Van linzen."))
	s.write(t, "post/zutphen/verhalen/Brood.md", letter("Brood", "Met rozijnen."))
	edit("\ninbox = 'inbox'", "\ninbox = 'post'")
	s.sees(t, "/zutphen/verhalen/brood/", "Met rozijnen.")
	s.write(t, "post/zutphen/verhalen/Brood.md", letter("Brood", "Met noten."))
	s.sees(t, "/zutphen/verhalen/brood/", "Met noten.")
}

// says waits until something is on the screen.
func (s *served) says(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if strings.Contains(s.screen(), text) {
			return
		}
	}
	t.Errorf("%q is not on the screen:\n%s", text, s.screen())
}

// The screen says what is wrong with sources, from the start, and when it is mended.
func TestServeSaysWhatIsWrong(t *testing.T) {
	s := &served{dir: projectCopy(t, "layouts", "assets", "i18n", "static")}
	s.write(t, "content/_index.md", "---\ntitle: Opladers\n---\n")
	s.write(t, "content/zutphen/_index.md", "---\ntitle: Zutphen\nsoort: gemeente\n---\n")
	s.write(t, "content/zutphen/verhalen/_index.md", "---\ntitle: Verhalen\ntype: verhaal\n---\n")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van pompoen."))
	s.write(t, "inbox/zutphen/verhalen/Stuk.docx", "PK\x03\x04 maar half")
	s = serveSite(t, s.dir)
	s.says(t, "zutphen/verhalen/Stuk.docx: ")
	s.write(t, "inbox/zutphen/verhalen/Stuk.docx", letter("Heel", "Toch heel."))
	s.sees(t, "/zutphen/verhalen/heel/", "Toch heel.")

	// Gone for a moment and back as it was, as some programs save.
	s.sees(t, "/zutphen/verhalen/soep/", "Van pompoen.")
	soup := filepath.Join(s.dir, "inbox/zutphen/verhalen/Soep.md")
	if err := os.Rename(soup, filepath.Join(filepath.Dir(soup), "~WRL0001.tmp")); err != nil {
		t.Fatal(err)
	}
	s.says(t, "Soep.md: Dit bestand staat niet meer in de inbox.")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van pompoen."))
	s.says(t, "Soep.md: dit is nu goed.")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van pompoen.")+"\n\n")
	s.says(t, "Soep.md → niets anders op de site")

	// Who writes in the page itself, and then in its source.
	file := "content/zutphen/verhalen/soep/index.md"
	data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, file, strings.Replace(string(data), "Van pompoen.", "Van prei.", 1))
	s.sees(t, "/zutphen/verhalen/soep/", "Van prei.")
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van tomaat."))
	s.says(t, "Soep.md: Iemand veranderde deze tekst ook op de site zelf. Dat is blijven staan.")
}

func TestTwoServesOfOneSite(t *testing.T) {
	dir := serveInbox(t).dir
	serveSite(t, dir).says(t, "in een ander venster loopt opladers serve ook")
}

// When collecting fails it is not tried again and again, and goes on when it can.
func TestServeRestsAfterAFailure(t *testing.T) {
	s := serveInbox(t)
	inbox := filepath.Join(s.dir, "inbox")
	if err := os.Rename(inbox, inbox+"-weg"); err != nil {
		t.Fatal(err)
	}
	s.write(t, "inbox", "geen map")
	time.Sleep(3 * time.Second)
	said := s.screen()
	if n := strings.Count(said, "inbox"); n == 0 || n > 4 {
		t.Errorf("%d lines in 3 s:\n%s", n, said)
	}
	s.sees(t, "/zutphen/verhalen/soep/", "Van pompoen.")
	if err := os.Remove(inbox); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(inbox+"-weg", inbox); err != nil {
		t.Fatal(err)
	}
	s.write(t, "inbox/zutphen/verhalen/Soep.md", letter("Soep", "Van prei."))
	s.sees(t, "/zutphen/verhalen/soep/", "Van prei.")
}
