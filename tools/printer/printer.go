// Package printer prints a page of a website to PDF, through a Chromium, Chrome or Edge that is on the machine.
//
// The website is a folder; for as long as the printing takes it is served on a port of the loopback address, because a page
// that is opened as a file finds neither its style nor its pictures. The PDF is tagged, so that a screen reader can read it
// (Chromium does that by default), has no header or footer of the browser's, and takes its size from the page's own @page.
// It appears in one step: a printing that fails leaves what was there.
package printer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

const (
	// Variable is the environment variable that names the browser, when it is not where it is looked for.
	Variable = "OPLADERS_CHROMIUM"

	patience = time.Minute
)

// names are what the browsers are called on the PATH.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge", "msedge"}

// places are where they are on Windows and macOS, which do not put them on the PATH.
var places = []string{
	`${ProgramFiles}\Google\Chrome\Application\chrome.exe`, `${ProgramFiles(x86)}\Google\Chrome\Application\chrome.exe`,
	`${ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe`, `${ProgramFiles}\Microsoft\Edge\Application\msedge.exe`,
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
}

// Find gives the browser that prints. Without one the error is a Dutch notice.
func Find() (string, error) {
	if own := os.Getenv(Variable); own != "" {
		if file, err := exec.LookPath(own); err == nil {
			return file, nil
		}
		return "", notice.Refuse("Het programma "+own+" uit "+Variable+" is er niet.", "Noem daar het volle pad van Chromium, Chrome of Edge.")
	}
	for _, name := range names {
		if file, err := exec.LookPath(name); err == nil {
			return file, nil
		}
	}
	for _, place := range places {
		file := os.Expand(place, os.Getenv)
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file, nil
		}
	}
	return "", notice.Refuse("Er is geen Chromium, Chrome of Edge op deze computer. Die maakt de pdf.",
		"Installeer er een. Of open de pagina Agenda op papier op de site en kies Afdrukken in de browser.")
}

// PDF prints the page at an address ("zutphen/agenda/") of the website in dir to a file. base is the path of the website's own
// address: "/", or "/opladers/" for one that does not stand at the root of its host.
func PDF(ctx context.Context, dir, base, address, file string) (err error) {
	browser, err := Find()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: http.StripPrefix(strings.TrimSuffix(base, "/"), http.FileServer(http.Dir(dir))), ReadHeaderTimeout: patience}
	go server.Serve(listener) // ends with Close
	defer server.Close()
	work, err := os.MkdirTemp("", "opladers-pdf-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	out := filepath.Join(work, "uit.pdf")
	args := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--user-data-dir=" + filepath.Join(work, "profiel"),
		"--no-pdf-header-footer", "--virtual-time-budget=5000", "--print-to-pdf=" + out,
	}
	if runtime.GOOS == "linux" && os.Geteuid() == 0 { // Chromium has no sandbox for root; the pages are our own
		args = append(args, "--no-sandbox")
	}
	cmd := exec.CommandContext(ctx, browser, append(args, "http://"+listener.Addr().String()+base+address)...)
	cmd.WaitDelay = 5 * time.Second
	said, err := cmd.CombinedOutput()
	data, readErr := os.ReadFile(out)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return notice.Refuse(fmt.Sprintf("%s was na een minuut nog niet klaar met de pdf.", filepath.Base(browser)), "Probeer het nog eens, of kies een kortere periode.")
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil || readErr != nil:
		return notice.Refuse(fmt.Sprintf("%s kon de pdf niet maken: %s", filepath.Base(browser), lastLine(said)), "Werkt deze browser wel als u hem zelf opent? Kies anders een andere met "+Variable+".")
	}
	_, err = atomic.WriteFile(file, data)
	return err
}

// lastLine gives the last thing that a program said.
func lastLine(said []byte) string {
	end := len(said)
	for end > 0 && (said[end-1] == '\n' || said[end-1] == '\r') {
		end--
	}
	begin := end
	for begin > 0 && said[begin-1] != '\n' && end-begin < 300 {
		begin--
	}
	return string(said[begin:end])
}
