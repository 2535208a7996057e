//go:build !windows

package atomic

func isHeld(error) bool { return false }
