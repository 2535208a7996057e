package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// letter is a source of a story.
func letter(title, text string) string { return "---\ntitle: " + title + "\n---\n\n" + text + "\n" }

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
