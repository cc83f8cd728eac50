// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/extract"
	"hearsay/intake"
)

// TextOf is the text to compare: that of a row as it stands, so that offsets are
// those of the input; that of a page as extracted.
func TextOf(it *intake.Item) (Text, error) {
	t, _, err := textOf(it)
	return t, err
}

// textOf also returns what else is known of the text, for those who keep it.
func textOf(it *intake.Item) (Text, hearsay.Given, error) {
	given := it.Capture.Given
	t := Text{ID: it.Capture.Name, Series: given.Outlet, Date: given.Date}
	if given.URL == "" {
		given.URL = it.Capture.URL
	}
	if it.Where.Row == 0 {
		t.ID = it.Where.Path
	} else if t.ID == "" {
		t.ID = it.Capture.URL
	}
	if it.Where.Row > 0 && strings.HasPrefix(it.Capture.MediaType, "text/plain") {
		t.Text = strings.ToValidUTF8(string(it.Body), "\ufffd")
		return t, given, nil
	}
	a, err := extract.Article(it.Capture, it.Body)
	if err != nil {
		return t, given, err
	}
	t.Text = a.Text
	if t.Series == "" {
		t.Series = a.Outlet.Name
	}
	if d, ok := a.Published(); ok && t.Date == "" && !d.Earliest.IsZero() {
		t.Date = d.Value
	}
	if given.Title == "" {
		given.Title = a.Headline
	}
	return t, given, nil
}

// textHead is what the stage "texts" writes before a text. Digest is of the text, to
// order texts of one date and ID.
type textHead struct {
	ID       string `json:"id"`
	Series   string `json:"series"`
	Date     string `json:"date"`
	Digest   string `json:"digest"`
	URL      string `json:"url"`
	Title    string `json:"title"`
	Language string `json:"language"`
}

// Texts is the first stage: it makes texts of what add takes. What cannot be used is
// named with its reason, and stops nothing.
//
//	→ text	"ROW PATH"	{"id","series","date","digest","url","title","language"}, a line feed, the text
//	→ skip	"ROW PATH"	why it could not be used
func Texts(ctx context.Context, h Header, items iter.Seq[intake.Item], to io.Writer) error {
	out := newLineWriter(to)
	out.head(&h)
	for it := range items {
		if err := out.item(&it); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return out.flush()
}

func (out *lineWriter) item(it *intake.Item) error {
	where := fmt.Sprintf("%d %s", it.Where.Row, oneLine(it.Where.Path))
	reason := ""
	if it.Skip != nil {
		reason = it.Skip.Reason
	} else {
		t, given, err := textOf(it)
		if err == nil {
			sum := digestOf(t.Text)
			head := textHead{t.ID, t.Series, t.Date, hex.EncodeToString(sum[:]), given.URL, given.Title, given.Language}
			return out.write("text", where, append(append(plainJSON(head), '\n'), validText(t.Text)...))
		}
		reason = err.Error()
	}
	return out.write("skip", where, []byte(oneLine(reason)))
}

// validText has a U+FFFD for each byte that is none of UTF-8, so that offsets stay.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// digestOf tells texts of one ID apart.
func digestOf(text string) [8]byte {
	sum := sha256.Sum256([]byte(text))
	return [8]byte(sum[:8])
}

func oneLine(s string) string { return strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(s) }

// Rows yields the items of rows that an engine read from files:
//
//	row	"ROW PATH"	an object of JSON, as it stands in that line of that file
//
// After the loop, err tells what was wrong with the lines themselves.
func Rows(ctx context.Context, from io.Reader, program string, opt intake.Options) (items iter.Seq[intake.Item], err func() error) {
	in := newLineReader(from, program)
	var failed error
	items = func(yield func(intake.Item) bool) {
		for {
			l, err := in.next()
			if err == io.EOF {
				return
			}
			if err == nil && l.kind != "row" {
				err = in.wrong(unknownKind(&l))
			}
			if err != nil {
				failed = err
				return
			}
			row, path, _ := strings.Cut(l.key, " ")
			n, err := strconv.ParseInt(row, 10, 64)
			if err != nil {
				failed = in.wrong(fmt.Errorf("%w: %q is no row and path", hearsay.ErrInvalid, l.key))
				return
			}
			if len(bytes.TrimSpace(l.rest)) == 0 {
				continue
			}
			for it := range intake.Row(ctx, intake.Where{Path: path, Row: n}, bytes.Clone(l.rest), opt) {
				if !yield(it) {
					return
				}
			}
		}
	}
	return items, func() error { return failed }
}
