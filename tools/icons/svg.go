package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

// drawing is what an SVG shows: shapes in their order.
type drawing struct {
	width, height float64
	shapes        []shape
}

// shape is an area of one colour: the sum of its pieces.
type shape struct {
	colour color.NRGBA
	pieces [][]point // closed; each runs the same way round, so that they add up
}

type point struct{ x, y float64 }

// parse reads an SVG.
func parse(data []byte) (*drawing, error) {
	d := &drawing{}
	reader := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := reader.Token()
		if errors.Is(err, io.EOF) {
			if d.width*d.height == 0 || len(d.shapes) == 0 {
				return nil, errors.New("nothing to draw")
			}
			return d, nil
		}
		if err != nil {
			return nil, err
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := attributes{}
		for _, attribute := range element.Attr {
			a[attribute.Name.Local] = attribute.Value
		}
		switch element.Name.Local {
		case "svg":
			_, err = fmt.Sscanf(a["viewBox"], "0 0 %g %g", &d.width, &d.height)
		case "rect":
			err = d.add(a, []line{a.rect()})
		case "path":
			var lines []line
			if lines, err = pathLines(a["d"]); err == nil {
				err = d.add(a, lines)
			}
		default:
			err = errors.New("not known here")
		}
		if err != nil {
			return nil, fmt.Errorf("<%s>: %w", element.Name.Local, err)
		}
	}
}

type attributes map[string]string

func (a attributes) number(name string) float64 {
	n, _ := strconv.ParseFloat(a[name], 64)
	return n
}

// line is a row of points, drawn or filled.
type line []point

// rect gives the outline of a rect, with its round corners.
func (a attributes) rect() line {
	x, y, w, h, r := a.number("x"), a.number("y"), a.number("width"), a.number("height"), a.number("rx")
	var out line
	for i, centre := range []point{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}} {
		out = append(out, arc(centre, r, float64(i-1)*math.Pi/2, float64(i)*math.Pi/2)...)
	}
	return out
}

// arc gives points on a circle; finer than a pixel at any size that is drawn here.
func arc(centre point, r, from, to float64) []point {
	const steps = 64
	var out []point
	for i := range steps + 1 {
		angle := from + (to-from)*float64(i)/steps
		out = append(out, point{centre.x + r*math.Cos(angle), centre.y + r*math.Sin(angle)})
	}
	return out
}

var step = regexp.MustCompile(`[A-Za-z]|-?[0-9]*\.?[0-9]+`)

// pathLines reads the d of a path.
func pathLines(d string) ([]line, error) {
	var out []line
	var at point
	parts := step.FindAllString(d, -1)
	numbers := func() (n []float64) {
		for len(parts) > 0 {
			v, err := strconv.ParseFloat(parts[0], 64)
			if err != nil {
				break
			}
			n, parts = append(n, v), parts[1:]
		}
		return n
	}
	for len(parts) > 0 {
		command := parts[0]
		parts = parts[1:]
		n := numbers()
		from := point{}
		if command >= "a" {
			from = at
		}
		switch strings.ToUpper(command) {
		case "M", "L":
			if len(n) != 2 {
				return nil, fmt.Errorf("%s with %d numbers", command, len(n))
			}
			at = point{from.x + n[0], from.y + n[1]}
			if strings.EqualFold(command, "M") {
				out = append(out, nil)
			}
		case "H", "V":
			if len(n) != 1 {
				return nil, fmt.Errorf("%s with %d numbers", command, len(n))
			}
			if strings.EqualFold(command, "H") {
				at.x = from.x + n[0]
			} else {
				at.y = from.y + n[0]
			}
		case "Z":
			at = out[len(out)-1][0]
		default:
			return nil, fmt.Errorf("%s is not known here", command)
		}
		if len(out) == 0 {
			return nil, errors.New("does not begin with M")
		}
		out[len(out)-1] = append(out[len(out)-1], at)
	}
	return out, nil
}

// add adds lines as they are filled and drawn.
func (d *drawing) add(a attributes, lines []line) error {
	if fill := a["fill"]; fill != "none" {
		colour, err := parseColour(fill)
		if err != nil {
			return err
		}
		s := shape{colour: colour}
		for _, l := range lines {
			s.pieces = append(s.pieces, clockwise(l))
		}
		d.shapes = append(d.shapes, s)
	}
	if stroke := a["stroke"]; stroke != "" {
		colour, err := parseColour(stroke)
		if err != nil {
			return err
		}
		if a["stroke-linecap"] != "round" {
			return errors.New("a stroke has round ends here")
		}
		s := shape{colour: colour}
		for _, l := range lines {
			for i := range len(l) - 1 {
				s.pieces = append(s.pieces, clockwise(thick(l[i], l[i+1], a.number("stroke-width")/2)))
			}
		}
		d.shapes = append(d.shapes, s)
	}
	return nil
}

// thick is a line from a to b with a round end at each.
func thick(a, b point, r float64) []point {
	angle := math.Atan2(b.y-a.y, b.x-a.x)
	return append(arc(b, r, angle-math.Pi/2, angle+math.Pi/2), arc(a, r, angle+math.Pi/2, angle+3*math.Pi/2)...)
}

func clockwise(l []point) []point {
	area := 0.0
	for i, p := range l {
		q := l[(i+1)%len(l)]
		area += p.x*q.y - q.x*p.y
	}
	if area < 0 {
		for i, j := 0, len(l)-1; i < j; i, j = i+1, j-1 {
			l[i], l[j] = l[j], l[i]
		}
	}
	return l
}

func parseColour(s string) (color.NRGBA, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 {
		return color.NRGBA{}, fmt.Errorf("%q is no colour like #1c1a3d", s)
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}, nil
}

// draw draws the shapes on an image.
func (d *drawing) draw(img *image.NRGBA, scale, dx, dy float64) {
	for _, s := range d.shapes {
		z := vector.NewRasterizer(img.Bounds().Dx(), img.Bounds().Dy())
		at := func(p point) (x, y float32) { return float32(p.x*scale + dx), float32(p.y*scale + dy) }
		for _, piece := range s.pieces {
			z.MoveTo(at(piece[0]))
			for _, p := range piece[1:] {
				z.LineTo(at(p))
			}
			z.ClosePath()
		}
		z.Draw(img, img.Bounds(), image.NewUniform(s.colour), image.Point{})
	}
}
