// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"image"
	"image/color"
	imagedraw "image/draw"
	"image/png"
	"io"
	"math"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"hearsay"
)

// maxPixels is how large a picture may be: 40 MB in memory.
const maxPixels = 10_000_000

// WritePNG writes the figure as a picture on white, so many pixels of it to one of
// the figure; fewer when it would be larger than 10 megapixels. The font has Latin, Greek and
// Cyrillic; other letters are drawn as boxes, and are in the SVG. Error: ErrTooLarge
// for a figure that is too large at a quarter of its size.
func (f *Figure) WritePNG(w io.Writer, scale float64) error {
	scale = min(scale, math.Sqrt(maxPixels/(f.Width*f.Height)))
	if scale < .25 || math.IsNaN(scale) {
		return fmt.Errorf("figure of %.0f × %.0f: %w for a picture; take the SVG", f.Width, f.Height, hearsay.ErrTooLarge)
	}
	c := &canvas{scale: scale, faces: map[faceKey]font.Face{}}
	c.img = image.NewRGBA(image.Rect(0, 0, int(math.Ceil(f.Width*scale)), int(math.Ceil(f.Height*scale))))
	imagedraw.Draw(c.img, c.img.Bounds(), image.White, image.Point{}, imagedraw.Src)
	for _, g := range f.Groups {
		for i := range g.Shapes {
			if err := c.draw(&g.Shapes[i]); err != nil {
				return err
			}
		}
	}
	return png.Encode(w, c.img)
}

// canvas is a picture that is being drawn.
type canvas struct {
	img   *image.RGBA
	scale float64
	faces map[faceKey]font.Face
}

type faceKey struct {
	size float64
	bold bool
}

func (c *canvas) draw(s *Shape) error {
	st := StyleOf(s.Class)
	switch {
	case len(s.Points) == 0:
	case s.Text != "":
		return c.write(s, st)
	case s.Radius > 0:
		c.fill(round(s.Points[0], s.Radius), st.Fill)
		c.stroke(append(round(s.Points[0], s.Radius), s.Points[0].plus(s.Radius, 0)), st)
	case s.Closed:
		c.fill(s.Points, st.Fill)
		c.stroke(append(append([]Point(nil), s.Points...), s.Points[0]), st)
	default:
		c.stroke(s.Points, st)
	}
	return nil
}

func (p Point) plus(x, y float64) Point { return Point{p.X + x, p.Y + y} }

// round is a circle as a polygon whose sides nobody sees.
func round(at Point, r float64) []Point {
	const sides = 48
	out := make([]Point, 0, sides+1)
	for i := range sides {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / sides)
		out = append(out, at.plus(r*cos, r*sin))
	}
	return out
}

// fill paints a polygon. Only the part of the picture that it covers is touched.
func (c *canvas) fill(list []Point, hex string) {
	paint, ok := colour(hex)
	if !ok || len(list) < 3 {
		return
	}
	low, high := list[0], list[0]
	for _, p := range list {
		low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	at := image.Rect(int(low.X*c.scale)-1, int(low.Y*c.scale)-1, int(high.X*c.scale)+2, int(high.Y*c.scale)+2).Intersect(c.img.Bounds())
	if at.Empty() {
		return
	}
	r := vector.NewRasterizer(at.Dx(), at.Dy())
	for i, p := range list {
		x, y := float32(p.X*c.scale-float64(at.Min.X)), float32(p.Y*c.scale-float64(at.Min.Y))
		if i == 0 {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	r.ClosePath()
	r.Draw(c.img, at, image.NewUniform(paint), image.Point{})
}

// stroke paints a line as strips, stroke by stroke of its pattern.
func (c *canvas) stroke(list []Point, st Style) {
	if st.Stroke == "" || st.Width == 0 {
		return
	}
	d := dasher{pattern: st.Dash}
	for i := 1; i < len(list); i++ {
		for _, s := range d.cut(list[i-1], list[i]) {
			c.fill(strip(s[0], s[1], max(st.Width, .6/c.scale)), st.Stroke)
		}
	}
}

// strip is a line of some width as a polygon, half a width longer at both ends, so
// that corners close.
func strip(a, b Point, width float64) []Point {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	if length == 0 {
		return nil
	}
	ux, uy := (b.X-a.X)/length*width/2, (b.Y-a.Y)/length*width/2
	a, b = a.plus(-ux/2, -uy/2), b.plus(ux/2, uy/2)
	return []Point{a.plus(-uy, ux), b.plus(-uy, ux), b.plus(uy, -ux), a.plus(uy, -ux)}
}

// dasher cuts lines into strokes, and goes on with its pattern round corners.
type dasher struct {
	pattern []float64
	at      int     // of pattern; odd ones are gaps
	used    float64 // of that one
}

func (d *dasher) cut(a, b Point) [][2]Point {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	if len(d.pattern) == 0 || length == 0 {
		return [][2]Point{{a, b}}
	}
	place := func(t float64) Point { return a.plus((b.X-a.X)*t/length, (b.Y-a.Y)*t/length) }
	var out [][2]Point
	for t := 0.0; t < length; {
		step := min(d.pattern[d.at%len(d.pattern)]-d.used, length-t)
		if d.at%2 == 0 {
			out = append(out, [2]Point{place(t), place(t + step)})
		}
		t, d.used = t+step, d.used+step
		if d.used >= d.pattern[d.at%len(d.pattern)]-1e-9 {
			d.at, d.used = d.at+1, 0
		}
	}
	return out
}

func (c *canvas) write(s *Shape, st Style) error {
	face, err := c.face(faceKey{st.Size, st.Bold})
	if err != nil {
		return err
	}
	paint, _ := colour(st.Fill)
	text := visible(s.Text)
	long := float64(font.MeasureString(face, text)) / 64
	x, y := s.Points[0].X*c.scale, s.Points[0].Y*c.scale
	if s.End {
		x -= long
	}
	if st.Halo {
		c.fill([]Point{{x / c.scale, (y/c.scale - st.Size*.8)}, {(x + long) / c.scale, y/c.scale - st.Size*.8}, {(x + long) / c.scale, y/c.scale + st.Size*.2}, {x / c.scale, y/c.scale + st.Size*.2}}, page)
	}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(paint), Face: face, Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)}}
	d.DrawString(text)
	return nil
}

func (c *canvas) face(k faceKey) (font.Face, error) {
	if f := c.faces[k]; f != nil {
		return f, nil
	}
	data := goregular.TTF
	if k.bold {
		data = gobold.TTF
	}
	parsed, err := opentype.Parse(data)
	if err == nil {
		c.faces[k], err = opentype.NewFace(parsed, &opentype.FaceOptions{Size: k.size * c.scale, DPI: 72})
	}
	if err != nil {
		return nil, fmt.Errorf("font of a picture: %w", err)
	}
	return c.faces[k], nil
}

// colour reads "#rrggbb".
func colour(hex string) (color.RGBA, bool) {
	if len(hex) != 7 {
		return color.RGBA{}, false
	}
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}, err == nil
}
