package prose

import "strings"

// What the fonts Wingdings and Symbol show for the codes that people use: bullets, arrows, ticks, and the faces that mail programs
// put for :).
var (
	wingdings = map[rune]string{0x28: "☎", 0x29: "☎", 0x2a: "✉", 0x4a: "🙂", 0x4b: "😐", 0x4c: "🙁", 0x6c: "●", 0x6e: "■", 0x6f: "□", 0x71: "□", 0x74: "◆", 0x75: "◆",
		0x76: "❖", 0x77: "◆", 0x9f: "•", 0xa7: "▪", 0xa8: "□", 0xd8: "➢", 0xdf: "←", 0xe0: "→", 0xe1: "↑", 0xe2: "↓", 0xe7: "←", 0xe8: "→", 0xf0: "→", 0xfb: "✗", 0xfc: "✓", 0xfd: "☒", 0xfe: "☑"}
	symbol = map[rune]string{0xa3: "≤", 0xa5: "∞", 0xab: "↔", 0xac: "←", 0xad: "↑", 0xae: "→", 0xaf: "↓", 0xb0: "°", 0xb1: "±", 0xb2: "″", 0xb3: "≥", 0xb4: "×",
		0xb7: "•", 0xb8: "÷", 0xb9: "≠", 0xbb: "≈", 0xbc: "…", 0xd6: "√", 0xde: "⇒", 0x6d: "μ"}
)

// Symbol gives the character that a font of signs shows for a code, of which Word writes some in Unicode's private area (F0B7);
// false when it is not known. An empty font is the one of text that was pasted without it.
func Symbol(font string, code rune) (string, bool) {
	if code >= 0xf000 && code <= 0xf0ff {
		code -= 0xf000
	}
	font = strings.ToLower(font)
	s := wingdings[code]
	if font == "symbol" || s == "" && font == "" {
		s = symbol[code]
	}
	return s, s != "" && (font == "" || font == "symbol" || font == "wingdings")
}
