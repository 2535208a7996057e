package crop

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A point is in percent, from the left and from the top.
type point struct{ x, y float64 }

// People write two numbers in many ways. A comma is within a number, unless it is all there is between the two.
var (
	apart  = regexp.MustCompile(`^(\d{1,3}(?:[.,]\d+)?) ?%? ?(?:[ ;/]|, ) ?(\d{1,3}(?:[.,]\d+)?) ?%?$`)
	commas = regexp.MustCompile(`^(\d{1,3}(?:\.\d+)?) ?%? ?,(\d{1,3}(?:\.\d+)?) ?%?$`)
)

// Check says what is wrong with a focus.
func Check(focus string) error {
	_, err := parse(focus)
	return err
}

// parse reads a focus; nil is none.
func parse(s string) (*point, error) {
	text := strings.Join(strings.Fields(s), " ")
	if text == "" {
		return nil, nil
	}
	m := apart.FindStringSubmatch(text)
	if m == nil {
		m = commas.FindStringSubmatch(text)
	}
	if m != nil {
		x, errX := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
		y, errY := strconv.ParseFloat(strings.Replace(m[2], ",", ".", 1), 64)
		if errX == nil && errY == nil && x <= 100 && y <= 100 {
			return &point{x, y}, nil
		}
	}
	return nil, fmt.Errorf(`focus %q: not two percentages, from the left and from the top, such as "50 30"`, s)
}
