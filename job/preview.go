// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"context"
	"errors"
	"io"
	"strings"

	"hearsay"
	"hearsay/extract"
	"hearsay/intake"
)

// PreviewRows is how much of a file is shown before it is added.
const PreviewRows = 20

// Preview is what a file seems to hold.
type Preview struct {
	// Names are the columns of a file of rows, and Rows its first rows under
	// them; Columns is what each field is taken from.
	Names   []string
	Rows    [][]string
	Columns Columns
	// Pages are the first pages of any other file.
	Pages []Page
	// More reports that there is more than was looked at.
	More bool
}

// Page is a page of a file, or what is in the place of one.
type Page struct {
	Where   string
	Address string
	Kind    string // media type
	Bytes   int
	Words   string // the beginning of a text
	Charset string // that was guessed from the bytes, since nothing names one, or chosen; "" when it is named
	Chosen  bool   // by a person
	Skip    string // why it cannot be used
}

// Preview reads the beginning of what was received. Errors: ErrNotFound, ErrConflict when
// it is there no longer.
func (d *Desk) Preview(ctx context.Context, id string) (*Preview, error) {
	s, err := d.Status(id)
	if err != nil {
		return nil, err
	}
	rows, err := d.columns(&s)
	if err != nil {
		return nil, errors.Join(err, hearsay.ErrConflict)
	}
	if rows == nil {
		return d.pages(ctx, &s), nil
	}
	defer rows.close()
	p := &Preview{Names: rows.names, Columns: s.Columns}
	for {
		row, err := rows.next()
		var bad *rowError
		switch {
		case errors.As(err, &bad):
			row = []cell{{"", "cannot be read: " + bad.reason}}
		case err == io.EOF:
			return p, nil
		case err != nil:
			return nil, err
		}
		if p.More = len(p.Rows) == PreviewRows; p.More {
			return p, nil
		}
		p.Rows = append(p.Rows, p.shown(row))
	}
}

// maxCell is how much of a value is shown, in bytes.
const maxCell = 160

// shown are the values of a row under the names.
func (p *Preview) shown(row []cell) []string {
	out := make([]string, len(p.Names))
	for _, c := range row {
		if c.column == "" && len(out) > 0 {
			out[0] = c.value
		}
		for i, n := range p.Names {
			if n == c.column {
				out[i] = clip(c.value)
			}
		}
	}
	return out
}

// clip cuts a value between characters.
func clip(s string) string {
	s = strings.Join(strings.Fields(s[:min(len(s), 4*maxCell)]), " ")
	if len(s) <= maxCell {
		return s
	}
	return strings.ToValidUTF8(s[:maxCell], "") + "…"
}

// pages reads the first pages of a file that is not rows.
func (d *Desk) pages(ctx context.Context, s *Status) *Preview {
	p := &Preview{}
	for it := range intake.Walk(ctx, []string{d.file(s)}, d.walking(s)) {
		if p.More = len(p.Pages) == PreviewRows; p.More {
			break
		}
		page := Page{Where: d.where(s, it.Where.String()), Address: it.Capture.URL, Kind: it.Capture.MediaType, Bytes: len(it.Body)}
		if it.Skip != nil {
			page.Skip = it.Skip.Reason
		} else {
			page.read(&it, s.Charset)
		}
		p.Pages = append(p.Pages, page)
	}
	return p
}

// read notes the beginning of a text, and of a page whose letters may be read wrong.
func (p *Page) read(it *intake.Item, chosen string) {
	d := extract.Decode(it.Body, p.Kind)
	if strings.HasPrefix(p.Kind, "text/plain") {
		p.Words = clip(d.Text)
	}
	p.Chosen = chosen != "" && d.Charset == chosen
	if !d.Guessed && !p.Chosen {
		return
	}
	p.Charset = d.Charset
	if a, err := extract.Article(it.Capture, it.Body); err == nil {
		p.Words = clip(a.Headline + " " + a.Text)
	}
}

// where names a place in what was received without the folder that it lies in.
func (d *Desk) where(s *Status, path string) string {
	for _, own := range []string{d.converted(s), d.file(s)} {
		if rest, ok := strings.CutPrefix(path, own); ok {
			return s.Name + rest
		}
	}
	return path
}
