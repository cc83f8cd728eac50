// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"

	"hearsay/draw"
)

// plot is a figure on a page, with the addresses of the same as files.
type plot struct {
	Drawn    template.HTML
	SVG, PNG string // "" where there is none
}

// newPlot puts a figure on a page. It is the only place where something is HTML that
// no template made: package draw escapes all text, and the tests of both packages hold
// it to that.
func newPlot(f *draw.Figure, id, address, query string) plot {
	if query != "" {
		query = "?" + query
	}
	return plot{template.HTML(f.SVG(id)), address + ".svg" + query, address + ".png" + query}
}

// pictureScale is how many pixels of a picture one of a figure takes.
const pictureScale = 2

// figureFile is a figure as a file, in the form that the address ends in.
func figureFile(r *http.Request, f *draw.Figure, err error) (response, error) {
	if err != nil {
		return response{}, err
	}
	var b bytes.Buffer
	if strings.HasSuffix(r.URL.Path, ".png") {
		err = f.WritePNG(&b, pictureScale)
		return response{file: b.Bytes(), mediaType: "image/png"}, err
	}
	err = f.WriteSVG(&b)
	return response{file: b.Bytes(), mediaType: "image/svg+xml"}, err
}
