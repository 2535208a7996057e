package watch

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"

	"mijnopladers.nl/opladers/tools/notice"
)

// limit makes a notice of an error that says that the system has no watches left.
func limit(root string, err error) (n notice.Notice, ok bool) {
	setting := ""
	switch {
	case errors.Is(err, syscall.ENOSPC): // inotify_add_watch(2)
		setting = "fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE): // inotify_init(2)
		setting = "fs.inotify.max_user_instances=1024"
	default:
		return n, false
	}
	n = notice.Notice{
		Level: notice.Warning, File: root,
		Text: "Het systeem staat niet toe dat opladers nog meer mappen volgt. Wat u opslaat, is daardoor enkele seconden later te zien.",
	}
	if runtime.GOOS == "linux" {
		n.Hint = fmt.Sprintf("Sta meer toe met: sudo sysctl %s. Om dat te bewaren: echo %s | sudo tee /etc/sysctl.d/60-opladers.conf", setting, setting)
	}
	return n, true
}

func (r *root) sayPolled() {
	r.w.say(notice.Notice{
		Level: notice.Advice, File: r.Path,
		Text: fmt.Sprintf("De schijf van %s meldt niet wat er verandert, zoals een netwerkschijf of een gedeelde map. opladers kijkt zelf steeds of er iets nieuws is. Wat u daar opslaat, is enkele seconden later te zien.", r.Path),
	})
}

func (r *root) full() {
	r.w.say(notice.Notice{
		Level: notice.Error, File: r.Path,
		Text: fmt.Sprintf("In %s staan meer dan %d bestanden. opladers volgt er niet meer.", r.Path, r.o.maxFiles),
		Hint: "Kijk of hier de goede map staat, en haal weg wat er niet in hoort.",
	})
}
