// Package browser holds the tests of the site in a real Chromium: accessibility by axe, the width of a phone, and
// that no page asks anything of another address. They need chromium on the PATH and `npm ci` in this folder; without
// those they skip, and with OPLADERS_CI=1 they fail instead.
package browser
