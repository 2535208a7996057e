//go:build !linux

package atomic

import "errors"

func exchange(_, _ string) error { return errors.ErrUnsupported }
