//go:build !linux

package watch

func kindOf(string) kind { return unknown }
