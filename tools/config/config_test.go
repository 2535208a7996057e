package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mijnopladers.nl/opladers/tools/notice"
)

func site(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, Name), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestLoad(t *testing.T) {
	dir := site(t, "title = 'x'\n[params.opladers]\ninbox = '../post'\nbreedtes = [800, 400]\n")
	c, err := Load(dir)
	if err != nil || c.Inbox != filepath.Join(filepath.Dir(dir), "post") || c.Widths[0] != 400 {
		t.Errorf("%+v, %v", c, err)
	}
	c, err = Load(site(t, "title = 'x'\ndefaultContentLanguage = 'nl'\n[languages.pl]\n[languages.nl]\n[languages.ar]\n"))
	if err != nil || c.Title != "x" || strings.Join(c.Languages, " ") != "ar pl" {
		t.Errorf("%+v, %v", c, err)
	}
	c, err = Load(site(t, ""))
	if err != nil || c.Inbox != filepath.Join(c.Dir, "inbox") || len(c.Widths) != 5 {
		t.Errorf("without settings: %+v, %v", c, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	if _, err := Load(t.TempDir()); notice.From(err, "").Hint == "" {
		t.Errorf("no site: %v", err)
	}
	_, err := Load(site(t, "title = 'x'\ntitle = 'y'\n"))
	if n := notice.From(err, ""); n.File != Name || n.Line != 2 || n.Hint == "" {
		t.Errorf("a key twice: %+v", n)
	}
	_, err = Load(site(t, "title = 'x'\n[params.opladers]\nbreedtes = ['a']\n"))
	if n := notice.From(err, ""); n.Line != 3 || !strings.Contains(n.Text, "de waarde van ‘breedtes’") || strings.Contains(n.Text, "struct") {
		t.Errorf("another kind: %+v", n)
	}
}

func TestNetworks(t *testing.T) {
	for entry, ok := range map[string]bool{"agenda.voorbeeld.nl": true, "10.1.2.3": true, "10.1.0.0/16": true, "::1": true, "http://agenda": false, "": false, "10.1.0.0/99": false} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, Name), []byte("[params.opladers]\nnetwerken = ['"+entry+"']\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir); (err == nil) != ok {
			t.Errorf("%q: %v", entry, err)
		}
	}
}

func TestComplete(t *testing.T) {
	dir := site(t, "[[module.mounts]]\nsource = 'layouts'\n[[module.mounts]]\nsource = '.opladers/x'\n[[module.mounts]]\nsource = 'static'\n")
	c, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Complete(); err == nil || !strings.Contains(err.Error(), "layouts") {
		t.Errorf("without layouts: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "layouts"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := c.Complete(); err != nil {
		t.Errorf("complete: %v", err)
	}
}

func TestDestinations(t *testing.T) {
	const one = "[params.opladers.publiceren]\n"
	for text, want := range map[string]string{ // what is wrong; "" is nothing
		one + "soort = 'map'\npad = '../www'":                                      "",
		one + "soort = 'netlify'\nsite = 'mijn-site'\nadres = 'https://a.example'": "",
		one + "soort = 'git'\nremote = 'git@example.org:a/b.git'":                  "",
		"[[params.opladers.publiceren]]\nnaam = 'proef'\nsoort = 'map'\npad = '/srv/a'\n[[params.opladers.publiceren]]\nsoort = 'map'\npad = '/srv/b'": "",
		one + "soort = 'ftp'":                                                        "soort is ‘ftp’",
		one + "pad = '/srv/a'":                                                       "soort is ‘’",
		one + "soort = 'map'":                                                        "geen map",
		one + "soort = 'map'\npad = 'public'":                                        "gemaakt wordt",
		one + "soort = 'map'\npad = '.'":                                             "gemaakt wordt",
		one + "soort = 'map'\npad = '/srv/a'\npadd = 'x'":                            "‘padd’ bestaat daar niet",
		one + "soort = 3":                                                            "geen tekst",
		one + "soort = 'netlify'":                                                    "geen site van Netlify",
		one + "soort = 'netlify'\nsite = '../x'":                                     "geen site van Netlify",
		one + "soort = 'netlify'\nsite = 'x'\napi = 'http://example.org'":            "api is",
		one + "soort = 'git'":                                                        "geen repository",
		one + "soort = 'git'\nremote = '--upload-pack=x'":                            "geen repository",
		one + "soort = 'git'\nremote = 'a'\ntak = '-x'":                              "tak is",
		one + "soort = 'git'\nremote = 'a'\ndomein = 'https://x'":                    "domein is",
		one + "soort = 'map'\npad = '/srv/a'\nadres = 'proef'":                       "adres is",
		one + "soort = 'map'\npad = '/srv/a'\nnaam = '../x'":                         "naam is",
		strings.Repeat("["+one[:len(one)-1]+"]\nsoort = 'map'\npad = '/srv/a'\n", 2): "twee plekken",
		"[params.opladers]\npubliceren = 'map'":                                      "geen tabel",
	} {
		c, err := Load(site(t, text))
		if want == "" && (err != nil || len(c.Destinations) == 0) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s\n%v, want %q", text, err, want)
		}
	}
	c, err := Load(site(t, one+"soort = 'map'\npad = '../www'\nadres = 'https://a.example'"))
	if want := (Destination{Name: "map", Kind: ToFolder, Path: filepath.Join(filepath.Dir(c.Dir), "www"), Address: "https://a.example/", Branch: "gh-pages"}); err != nil || c.Destinations[0] != want {
		t.Errorf("%+v, %v", c.Destinations, err)
	}
}
