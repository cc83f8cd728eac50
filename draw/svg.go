// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"bytes"
	"html"
	"io"
	"strconv"
	"strings"
)

// SVG returns the figure as an element for a page. It holds no style sheet and no
// script: shapes look as [StyleOf] says unless the page has rules for their classes,
// "d-" and the name. Id begins those of the elements in it.
func (f *Figure) SVG(id string) []byte {
	var b bytes.Buffer
	f.write(&b, id)
	return b.Bytes()
}

// WriteSVG writes the figure as a file of its own, on white.
func (f *Figure) WriteSVG(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	f.write(&b, "plot")
	_, err := w.Write(b.Bytes())
	return err
}

func (f *Figure) write(b *bytes.Buffer, id string) {
	id = escaped(id)
	size := number(f.Width) + " " + number(f.Height)
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 ` + size + `" width="` + number(f.Width) + `" height="` + number(f.Height) +
		`" role="group" aria-labelledby="` + id + `-title" aria-describedby="` + id + `-says" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif">` + "\n")
	b.WriteString(`<title id="` + id + `-title">` + escaped(f.Title) + `</title><desc id="` + id + `-says">` + escaped(f.Says) + "</desc>\n")
	b.WriteString(`<rect class="d-page" width="` + number(f.Width) + `" height="` + number(f.Height) + `" fill="` + page + `"></rect>` + "\n")
	for i := range f.Groups {
		writeGroup(b, &f.Groups[i])
	}
	b.WriteString("</svg>\n")
}

func writeGroup(b *bytes.Buffer, g *Group) {
	name := "g"
	if ours(g.Link) {
		name = "a"
		b.WriteString(`<a href="` + escaped(g.Link) + `">`)
	} else if g.Tip != "" || len(g.Shapes) > 1 {
		b.WriteString(`<g>`)
	} else {
		name = ""
	}
	if g.Tip != "" {
		b.WriteString("<title>" + escaped(g.Tip) + "</title>")
	}
	for i := range g.Shapes {
		writeShape(b, &g.Shapes[i])
	}
	if name != "" {
		b.WriteString("</" + name + ">")
	}
	b.WriteString("\n")
}

// ours reports whether a link leads to a page of the same library.
func ours(link string) bool {
	return strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") && !strings.HasPrefix(link, `/\`) || strings.HasPrefix(link, "#")
}

func writeShape(b *bytes.Buffer, s *Shape) {
	look := ` class="d-` + escaped(string(s.Class)) + `"` + attributes(s)
	switch {
	case len(s.Points) == 0:
	case s.Text != "":
		b.WriteString(`<text x="` + number(s.Points[0].X) + `" y="` + number(s.Points[0].Y) + `"` + look + `>` + escaped(s.Text) + `</text>`)
	case s.Radius > 0:
		b.WriteString(`<circle cx="` + number(s.Points[0].X) + `" cy="` + number(s.Points[0].Y) + `" r="` + number(s.Radius) + `"` + look + `></circle>`)
	case s.Closed:
		b.WriteString(`<polygon points="` + points(s.Points) + `"` + look + `></polygon>`)
	default:
		b.WriteString(`<polyline points="` + points(s.Points) + `"` + look + `></polyline>`)
	}
}

// attributes are the style of a shape as presentation attributes, which any style
// sheet outranks and which no content policy forbids.
func attributes(s *Shape) string {
	st := StyleOf(s.Class)
	if s.Text != "" {
		out := ` fill="` + st.Fill + `" font-size="` + number(st.Size) + `"`
		if st.Bold {
			out += ` font-weight="600"`
		}
		if st.Halo {
			out += ` stroke="` + page + `" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`
		}
		if s.End {
			out += ` text-anchor="end"`
		}
		return out
	}
	fill := "none"
	if st.Fill != "" && (s.Closed || s.Radius > 0) {
		fill = st.Fill
	}
	out := ` fill="` + fill + `"`
	if st.Stroke != "" {
		out += ` stroke="` + st.Stroke + `" stroke-width="` + number(st.Width) + `"`
	}
	if len(st.Dash) > 0 {
		out += ` stroke-dasharray="` + dashes(st.Dash) + `"`
	}
	return out
}

func dashes(list []float64) string {
	var out []string
	for _, d := range list {
		out = append(out, number(d))
	}
	return strings.Join(out, " ")
}

func points(list []Point) string {
	var out []string
	for _, p := range list {
		out = append(out, number(p.X)+","+number(p.Y))
	}
	return strings.Join(out, " ")
}

// number writes a length to a tenth of a pixel.
func number(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}

func escaped(text string) string { return html.EscapeString(visible(text)) }
