package atomic

import (
	"errors"
	"syscall"
)

// sharingViolation is ERROR_SHARING_VIOLATION (winerror.h).
const sharingViolation = syscall.Errno(32)

// isHeld reports whether another program has a file open. Of a folder with such a file in it Windows says that access is denied.
func isHeld(err error) bool {
	return errors.Is(err, sharingViolation) || errors.Is(err, syscall.ERROR_ACCESS_DENIED)
}
