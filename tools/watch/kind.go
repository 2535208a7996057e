package watch

import "runtime"

// kind says whether a file system tells of all changes.
type kind int

const (
	unknown kind = iota // the system does not say: a comparison will show it
	local               // it does
	remote              // others can change it without an event here
)

// perFile says that the system needs a descriptor for each file that is watched (kqueue), of which other work needs some too.
const perFile = runtime.GOOS == "darwin" || runtime.GOOS == "freebsd" || runtime.GOOS == "netbsd" || runtime.GOOS == "openbsd" || runtime.GOOS == "dragonfly"
const maxPerFile = 4096
