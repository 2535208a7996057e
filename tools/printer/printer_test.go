package printer

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPDF(t *testing.T) {
	if _, err := Find(); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("no Chromium, and no skip passes in CI")
		}
		t.Skip("no Chromium on this machine")
	}
	dir := t.TempDir()
	page := "<!doctype html><html lang=nl><title>Proef</title><link rel=stylesheet href=/onder/a.css><h1>Agenda</h1><p>Eén dag.</p></html>"
	for name, text := range map[string]string{"index.html": page, "a.css": "@page { size: A4 } p { break-before: page }"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "agenda.pdf")
	if err := PDF(context.Background(), dir, "/onder/", "", file); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	if !bytes.Contains(data, []byte("/StructTreeRoot")) || !bytes.Contains(data, []byte("/Count 2")) {
		t.Error("the PDF is not tagged, or did not follow the style")
	}
}

func TestWithoutABrowser(t *testing.T) {
	file := filepath.Join(t.TempDir(), "agenda.pdf")
	t.Setenv(Variable, "bestaat-niet")
	if err := PDF(context.Background(), t.TempDir(), "/", "", file); err == nil || !strings.Contains(err.Error(), "bestaat-niet") {
		t.Error(err)
	}
	t.Setenv(Variable, "")
	t.Setenv("PATH", "")
	if err := PDF(context.Background(), t.TempDir(), "/", "", file); err != nil && !strings.Contains(err.Error(), "Chromium") {
		t.Error(err)
	}
	for _, broken := range []string{"false", "true"} { // ends with an error, and makes nothing
		path, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv(Variable, path)
		t.Setenv("PRINTER_TEST_EXIT", broken)
		if err := PDF(context.Background(), t.TempDir(), "/", "", file); err == nil {
			t.Errorf("%s: no error", broken)
		}
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("there is a file")
	}
}

// TestMain stands in for a browser that fails.
func TestMain(m *testing.M) {
	switch os.Getenv("PRINTER_TEST_EXIT") {
	case "false":
		os.Exit(1)
	case "true":
		os.Exit(0)
	}
	os.Exit(m.Run())
}
