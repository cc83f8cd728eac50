// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

// Figure is a plot, in pixels from the top left corner.
type Figure struct {
	Width, Height float64
	Title         string // what it shows, in a few words
	Says          string // the same for who does not see it, in a sentence or two
	Groups        []Group
}

// Group is shapes that belong together. One with a link leads there.
type Group struct {
	Link, Tip string
	Shapes    []Shape
}

// Point is a place in a figure.
type Point struct{ X, Y float64 }

// Shape is one thing drawn: a circle when it has a radius, words when it has Text,
// else the line through its points, which is closed and filled when Closed.
type Shape struct {
	Class  Class
	Points []Point // for a circle its centre, for words where they stand
	Radius float64
	Closed bool
	Text   string
	End    bool // Text ends at its point
}

// Class says what a shape stands for. Style sheets know it by its name.
type Class string

// The classes.
const (
	Axis      Class = "axis"
	Grid      Class = "grid"
	Label     Class = "label"  // words beside a shape
	Small     Class = "small"  // words of less weight
	Strong    Class = "strong" // words of more weight
	Dot       Class = "dot"    // an article, filled
	Hollow    Class = "hollow" // a source that is not in the library
	Whisker   Class = "whisker"
	Bar       Class = "bar"
	Plain     Class = "plain" // a bar of less weight
	Identical Class = "identical"
	Core      Class = "core" // the middle of the double line of Identical
	Copies    Class = "copies"
	Rewrites  Class = "rewrites"
	Quotes    Class = "quotes"
	Cites     Class = "cites"
	Revises   Class = "revises"
	Shares    Class = "shares"
)

// Style is how a class looks where no style sheet says otherwise: on white, in ink.
type Style struct {
	Fill, Stroke string // "#rrggbb", or "" for none
	Width        float64
	Dash         []float64 // lengths of strokes and gaps; nil for a whole line
	Size         float64   // of words
	Bold         bool
	Halo         bool // words stand on a strip of the page's colour
}

const (
	ink  = "#1a1a1a"
	soft = "#555555"
	line = "#d0d0d0"
	page = "#ffffff"
)

// LineHeight is what one line of labels takes.
const LineHeight = 16

// StyleOf returns the style of a class.
func StyleOf(c Class) Style {
	switch c {
	case Axis:
		return Style{Stroke: soft, Width: 1}
	case Grid:
		return Style{Stroke: line, Width: 1}
	case Label:
		return Style{Fill: ink, Size: 13, Halo: true}
	case Small:
		return Style{Fill: soft, Size: 12, Halo: true}
	case Strong:
		return Style{Fill: ink, Size: 13, Bold: true, Halo: true}
	case Dot, Bar:
		return Style{Fill: ink, Stroke: ink, Width: 1}
	case Plain:
		return Style{Fill: page, Stroke: ink, Width: 1.5}
	case Hollow:
		return Style{Fill: page, Stroke: ink, Width: 1.5, Dash: []float64{3, 2}}
	case Whisker:
		return Style{Stroke: soft, Width: 1}
	}
	return edgeStyle(c)
}

// edgeStyle tells relations apart by pattern.
func edgeStyle(c Class) Style {
	switch c {
	case Identical:
		return Style{Stroke: ink, Width: 4}
	case Core:
		return Style{Stroke: page, Width: 1.5}
	case Rewrites:
		return Style{Stroke: ink, Width: 1.5, Dash: []float64{8, 4}}
	case Quotes:
		return Style{Stroke: ink, Width: 1.5, Dash: []float64{1.5, 3.5}}
	case Cites:
		return Style{Stroke: ink, Width: 1.5, Dash: []float64{1.5, 7}}
	case Revises:
		return Style{Stroke: soft, Width: 1}
	case Shares:
		return Style{Stroke: ink, Width: 1.5, Dash: []float64{9, 3, 1.5, 3}}
	}
	return Style{Stroke: ink, Width: 1.5}
}

func (f *Figure) add(shapes ...Shape) { f.Groups = append(f.Groups, Group{Shapes: shapes}) }

func (f *Figure) link(address, tip string, shapes ...Shape) {
	f.Groups = append(f.Groups, Group{Link: address, Tip: tip, Shapes: shapes})
}

func stroke(c Class, points ...Point) Shape { return Shape{Class: c, Points: points} }

func disc(c Class, x, y, r float64) Shape {
	return Shape{Class: c, Points: []Point{{x, y}}, Radius: r}
}

func area(c Class, points ...Point) Shape { return Shape{Class: c, Points: points, Closed: true} }

func box(c Class, x, y, w, h float64) Shape {
	return area(c, Point{x, y}, Point{x + w, y}, Point{x + w, y + h}, Point{x, y + h})
}

func words(c Class, x, y float64, text string) Shape {
	return Shape{Class: c, Points: []Point{{x, y}}, Text: text}
}

// span is a whisker from one place to another, with an end at each.
func span(from, to, y float64) []Shape {
	return []Shape{
		stroke(Whisker, Point{from, y}, Point{to, y}),
		stroke(Whisker, Point{from, y - 3}, Point{from, y + 3}), stroke(Whisker, Point{to, y - 3}, Point{to, y + 3}),
	}
}
