// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
)

// row is an object of JSON with an article in it. Fields that are not here stay
// in the record. Names count without regard to case; of two equal names the last
// counts.
type row struct {
	ID, URL, Outlet, Series, Title, Date, Language scalar
	// Basis "feed" says that a feed said all of this, and not who adds it.
	Basis      scalar
	Text, HTML *string

	body  []byte // HTML when there is some, as it tells more, else Text
	media string
}

// scalar is a string, or a number as written. What else may stand in a field
// is not understood, and so not known.
type scalar string

// UnmarshalJSON implements [json.Unmarshaler].
func (s *scalar) UnmarshalJSON(b []byte) error {
	switch c := b[0]; {
	case c == '"':
		return json.Unmarshal(b, (*string)(s))
	case c == '-' || c >= '0' && c <= '9':
		*s = scalar(b)
	default:
		*s = ""
	}
	return nil
}

func (s scalar) text() string { return strings.TrimSpace(string(s)) }

// parseRow reads a row. Errors are of type *Skip.
func parseRow(b []byte) (*row, error) {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte(utf8Mark)))
	if i := invalidUTF8(b); i >= 0 {
		return nil, skip(hearsay.ErrInvalid, "not valid UTF-8 (byte %d)", i+1)
	}
	r := &row{}
	err := json.Unmarshal(b, r)
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return nil, skip(hearsay.ErrInvalid, "not valid JSON (byte %d: %s)", syntax.Offset, syntax)
	case errors.As(err, &wrong) && wrong.Field == "":
		return nil, skip(hearsay.ErrInvalid, "not an object but %s", wrong.Value)
	case errors.As(err, &wrong):
		return nil, skip(hearsay.ErrInvalid, "%s is not a string but %s", strings.ToLower(wrong.Field), wrong.Value)
	case err != nil:
		return nil, skip(hearsay.ErrInvalid, "not valid JSON (%v)", err)
	}
	return r, r.choose(b)
}

// choose picks the body of a row, which is given as it stands, too.
func (r *row) choose(b []byte) error {
	for _, field := range []struct {
		text  *string
		media string
	}{{r.HTML, typeHTML}, {r.Text, typeText}} {
		if field.text != nil && strings.TrimSpace(*field.text) != "" {
			r.body, r.media = []byte(*field.text), field.media
			r.Text, r.HTML = nil, nil // or the article would be held twice
			return nil
		}
	}
	if r.Text != nil || r.HTML != nil {
		return skip(hearsay.ErrInvalid, "text is empty")
	}
	return skip(hearsay.ErrInvalid, "no text or html field%s", fieldsOf(b))
}

const (
	namedFields = 10
	namedRunes  = 40 // of a field's name
)

// fieldsOf says which fields a row has, for people who call theirs otherwise.
func fieldsOf(b []byte) string {
	var all map[string]json.RawMessage
	if json.Unmarshal(b, &all) != nil {
		return ""
	}
	var names []string
	for name, value := range all {
		if string(value) != "null" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	more := ""
	if len(names) > namedFields {
		names, more = names[:namedFields], ", …"
	}
	for i, name := range names {
		if r := []rune(name); len(r) > namedRunes {
			names[i] = string(r[:namedRunes]) + "…"
		}
	}
	return "; there are: " + strings.Join(names, ", ") + more
}

func (r *row) given() hearsay.Given {
	outlet := r.Outlet.text()
	if outlet == "" {
		outlet = r.Series.text()
	}
	basis := ""
	if r.Basis == "feed" {
		basis = "feed"
	}
	return hearsay.Given{Basis: basis, URL: r.URL.text(), Outlet: outlet, Title: r.Title.text(), Date: r.Date.text(), Language: r.Language.text()}
}

// digest names what is read of a row or news item. Parts are length-prefixed.
func digest(media string, g hearsay.Given, body []byte) hearsay.Digest {
	h := sha256.New()
	for _, part := range []string{media, g.URL, g.Outlet, g.Title, g.Date, g.Language} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	if g.Basis != "" { // rows of before keep their names
		fmt.Fprintf(h, "%d:%s", len(g.Basis), g.Basis)
	}
	h.Write(body) // a hash never returns an error
	return hearsay.Digest(h.Sum(nil))
}

// target is the address of the record of a row: the row's own, or its name.
func (r *row) target(otherwise string) string {
	if u := r.URL.text(); isAddress(u) {
		return u
	}
	if id := cleanName(r.ID.text()); id != "" {
		return addressOf(id)
	}
	return addressOf(otherwise)
}

// invalidUTF8 returns where b stops being UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// layout says how the objects of a file of JSON stand in it.
type layout byte

const (
	inLines  layout = iota // one a line
	inArray                // elements of one array
	inSeries               // one after the other, each over as many lines as it likes
)

// layoutOf says how head's objects stand. Only what is plainly not one object a
// line is taken for something else, since only lines let reading go on behind a
// broken one.
func layoutOf(head []byte, ext string) layout {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte(utf8Mark)), " \t\r\n")
	first, rest, whole := bytes.Cut(head, []byte("\n"))
	first = bytes.TrimSpace(first)
	lines := ext == ".jsonl" || ext == ".ndjson"
	switch {
	case len(first) == 0:
		return inLines
	case first[0] == '[':
		if lines && (json.Valid(first) || len(first) > 1 && !bytes.HasPrefix(first, []byte("[{"))) {
			return inLines // a row that is no object
		}
		return inArray
	case first[0] != '{' || !whole || json.Valid(first):
		return inLines
	case lines && len(first) > 1, bytes.HasPrefix(rest, []byte("{")):
		return inLines // a first row that is broken
	}
	return inSeries
}

// errLong says that a row is over the limit and was passed over.
var errLong = errors.New("row too long")

// readLine reads a line without its end into memory of its own. Errors: errLong
// for a line over the limit, which is passed over; io.EOF behind the last.
func readLine(r *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || int64(len(line)+len(part)) > limit+int64(len("\r\n")); long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || len(line) == 0 && !long):
			return nil, err
		case long:
			return nil, errLong
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

// readValue reads the next value of an array or series: what stands from the
// first byte that is no blank or comma until its brackets and strings are closed.
// It does not judge the value otherwise. Errors: errLong as for readLine; io.EOF
// at the end of input or behind the bracket that ends the array.
func readValue(r *bufio.Reader, limit int64) ([]byte, error) {
	c, err := skipBlanks(r)
	if err != nil {
		return nil, err
	}
	if c == ']' {
		return nil, io.EOF
	}
	s := scanner{}
	var value []byte
	for n := int64(0); ; n++ {
		if n < limit {
			value = append(value, c)
		}
		if done := s.next(c); done {
			if n >= limit {
				return nil, errLong
			}
			return value, nil
		}
		if c, err = r.ReadByte(); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		if s.depth == 0 && !s.inString && (c == ',' || c == ']' || c == '\n') {
			if err := r.UnreadByte(); err != nil {
				return nil, err
			}
			return value, nil // a number or word
		}
	}
}

func skipBlanks(r *bufio.Reader) (byte, error) {
	for {
		c, err := r.ReadByte()
		if err != nil || c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != ',' {
			return c, err
		}
	}
}

// scanner follows the brackets and strings of JSON.
type scanner struct {
	depth             int
	inString, escaped bool
}

// next takes a byte and reports whether it ends the value.
func (s *scanner) next(c byte) bool {
	switch {
	case s.escaped:
		s.escaped = false
	case s.inString && c == '\\':
		s.escaped = true
	case c == '"':
		s.inString = !s.inString
		return !s.inString && s.depth == 0
	case s.inString:
	case c == '{' || c == '[':
		s.depth++
	case c == '}' || c == ']':
		s.depth--
		return s.depth <= 0
	}
	return false
}
