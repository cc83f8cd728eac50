// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cite

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"hearsay"
)

// WriteRIS writes one reference. Lines end as RIS wants it, by CR LF.
func WriteRIS(w io.Writer, a *hearsay.Article) error {
	var b strings.Builder
	line := func(tag, value string) {
		if value = oneLine(value); value != "" || tag == "ER" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	line("TY", "NEWS")
	line("ID", a.ID.String())
	line("TI", a.Headline)
	for _, name := range a.Byline {
		line("AU", name)
	}
	line("T2", a.Outlet.Name)
	d, _ := a.Published()
	if dates := parts(d); len(dates) > 0 {
		line("PY", fmt.Sprintf("%04d", dates[0][0]))
		line("DA", risDate(dates[0]))
	}
	line("LA", a.Language)
	line("UR", a.URL)
	if !a.Seen.IsZero() {
		line("Y2", a.Seen.UTC().Format("2006/01/02"))
	}
	line("AN", a.ID.String())
	line("N1", dateNote(d))
	line("ER", "")
	b.WriteString("\r\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// risDate is "YYYY/MM/DD/", with what is not known left out between the strokes.
func risDate(p []int) string {
	out := fmt.Sprintf("%04d", p[0])
	for i := 1; i < 3; i++ {
		out += "/"
		if i < len(p) {
			out += fmt.Sprintf("%02d", p[i])
		}
	}
	return out + "/"
}

// dateNote says of a date what RIS and CSL cannot.
func dateNote(d hearsay.Date) string {
	if d.Value == "" {
		return ""
	}
	note := "date: " + d.Value
	if !d.Earliest.IsZero() {
		note += "; date_earliest: " + d.Earliest.UTC().Format(time.RFC3339)
	}
	if !d.Latest.IsZero() {
		note += "; date_latest: " + d.Latest.UTC().Format(time.RFC3339)
	}
	return note + "; date_basis: " + d.Basis
}

// item is an article in CSL-JSON.
type item struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Title     string   `json:"title,omitempty"`
	Author    []author `json:"author,omitempty"`
	Container string   `json:"container-title,omitempty"`
	Issued    *when    `json:"issued,omitempty"`
	Accessed  *when    `json:"accessed,omitempty"`
	Language  string   `json:"language,omitempty"`
	URL       string   `json:"URL,omitempty"`
	Note      string   `json:"note,omitempty"`
}

// author is a name as printed: who can say which part of it is the surname?
type author struct {
	Literal string `json:"literal"`
}

type when struct {
	Parts [][]int `json:"date-parts"`
	Circa bool    `json:"circa,omitempty"`
}

// CSL is one reference as an object of CSL-JSON. A file of them is an array.
func CSL(a *hearsay.Article) ([]byte, error) {
	d, _ := a.Published()
	out := item{
		ID: a.ID.String(), Type: "article-newspaper", Title: oneLine(a.Headline), Container: oneLine(a.Outlet.Name),
		Language: a.Language, URL: a.URL, Note: dateNote(d),
	}
	for _, name := range a.Byline {
		if name = oneLine(name); name != "" {
			out.Author = append(out.Author, author{name})
		}
	}
	if dates := parts(d); len(dates) > 0 {
		out.Issued = &when{dates, strings.ContainsAny(d.Value, "?~%")}
	}
	if t := a.Seen.UTC(); !a.Seen.IsZero() {
		out.Accessed = &when{Parts: [][]int{{t.Year(), int(t.Month()), t.Day()}}}
	}
	return json.Marshal(out)
}

// parts are a date as numbers, year, month and day as far as EDTF gives them; two of
// them are an interval. Nil when there is none of four digits.
func parts(d hearsay.Date) (out [][]int) {
	for i, end := range strings.SplitN(d.Value, "/", 2) {
		p := calendar(end)
		if p == nil && i == 0 {
			return nil
		}
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}

// calendar reads YYYY, YYYY-MM or YYYY-MM-DD, with a time or a mark of doubt behind.
func calendar(s string) (out []int) {
	for i, layout := range []string{"2006", "-01", "-02"} {
		width := len(layout)
		if len(s) < width {
			break
		}
		t, err := time.Parse(layout, s[:width])
		if err != nil {
			break
		}
		out = append(out, [...]int{t.Year(), int(t.Month()), t.Day()}[i])
		s = s[width:]
	}
	return out
}

// oneLine is s on one line, without what could end a field: a headline is a line of
// a page, and may hold anything.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}
