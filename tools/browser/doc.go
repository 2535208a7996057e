// Package browser holds the tests of the site in a real Chromium: accessibility by axe, the width of a phone, and
// that no page asks anything of another address. Which pages they look at follows from the built site: one of each
// template in each language. They need chromium and java on the PATH and `npm ci` in this folder; without
// those they skip, and with OPLADERS_CI=1 they fail instead.
package browser
