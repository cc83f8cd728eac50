// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package safexml

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"hearsay"
)

// Limits bound what a document may hold; a zero field means the default. They
// are far above what is met in feeds and news items, and low enough that what
// reads the document needs no bounds of its own.
type Limits struct {
	Bytes    int // of text; default 10 MB
	Elements int // default 200,000
	Depth    int // default 256
	Names    int // namespaces declared where an element stands; default 64
	// Attributes bounds those of all elements together; default 400,000.
	Attributes int
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Bytes: cmp.Or(l.Bytes, 10<<20), Elements: cmp.Or(l.Elements, 200_000), Depth: cmp.Or(l.Depth, 256),
		Names: cmp.Or(l.Names, 64), Attributes: cmp.Or(l.Attributes, 400_000),
	}
}

// attributesMax is the most attributes of one element.
const attributesMax = 256

// Scanner reads text as tokens and knows where each stands.
type Scanner struct {
	decoder  *xml.Decoder
	limits   Limits
	elements int
	attrs    int
	open     []int // of the elements that have no end yet: how many namespaces are declared there
	from, to int
	err      error
}

// NewScanner reads text as [Text] returns it.
func NewScanner(text []byte, limits Limits) *Scanner {
	s := &Scanner{decoder: xml.NewDecoder(bytes.NewReader(text)), limits: limits.withDefaults()}
	s.decoder.Strict = false
	s.decoder.Entity = xml.HTMLEntity
	s.decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 already
	if len(text) > s.limits.Bytes {
		s.err = fmt.Errorf("%w: more than %d MB of XML", hearsay.ErrTooLarge, s.limits.Bytes>>20)
	} else if widestTag(text) > widestMax {
		s.err = fmt.Errorf("%w: a tag with more than %d attributes", hearsay.ErrTooLarge, widestMax)
	}
	return s
}

// widestMax is the most signs of equality in a tag: the decoder has all attributes of one in
// memory before anybody can count them. A tag in CDATA is none, but may look like one.
const widestMax = 4096

// widestTag is how many signs of equality, outside quotes, the tag has that has most.
func widestTag(text []byte) int {
	most, now, inTag, quote := 0, 0, false, byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case !inTag:
			inTag = c == '<' && i+1 < len(text) && isNameStart(text[i+1])
			now = 0
		case c == '>' || c == '<':
			inTag = false
		case c == '=':
			now++
			most = max(most, now)
		case (c == '"' || c == '\'') && text[i-1] == '=':
			quote = c
		}
	}
	return most
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// Next returns the next start, end or text; comments, processing instructions and
// document types are passed over. The token is valid until the next call. At the
// end of text it returns io.EOF; elements that are open then have no end. Errors
// wrap hearsay.ErrRefused for a declaration, ErrTooLarge for what is over a limit
// and ErrCorrupt for what is no XML; no token follows one.
func (s *Scanner) Next() (xml.Token, error) {
	for s.err == nil {
		s.from = int(s.decoder.InputOffset())
		token, err := s.decoder.Token()
		s.to = int(s.decoder.InputOffset())
		if err != nil {
			s.err = s.explain(err)
			break
		}
		if s.err = s.judge(token); s.err != nil {
			break
		}
		switch token.(type) {
		case xml.StartElement, xml.EndElement, xml.CharData:
			return token, nil
		}
	}
	return nil, s.err
}

// At returns the bytes of text from which to which the last token stands. An end
// that was invented has no bytes.
func (s *Scanner) At() (from, to int) { return s.from, s.to }

func (s *Scanner) explain(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		return err
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: line %d: %s", hearsay.ErrCorrupt, syntax.Line, syntax.Msg)
	}
	return fmt.Errorf("%w: %v", hearsay.ErrCorrupt, err)
}

func (s *Scanner) judge(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		return refuse(t)
	case xml.StartElement:
		return s.begin(t)
	case xml.EndElement:
		if len(s.open) > 0 {
			s.open = s.open[:len(s.open)-1]
		}
	}
	return nil
}

func (s *Scanner) begin(t xml.StartElement) error {
	names := 0
	if n := len(s.open); n > 0 {
		names = s.open[n-1]
	}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
			names++
		}
	}
	s.open = append(s.open, names)
	s.elements++
	s.attrs += len(t.Attr)
	switch l := s.limits; {
	case s.elements > l.Elements:
		return fmt.Errorf("%w: more than %d elements", hearsay.ErrTooLarge, l.Elements)
	case len(s.open) > l.Depth:
		return fmt.Errorf("%w: elements %d deep", hearsay.ErrTooLarge, len(s.open))
	case len(t.Attr) > attributesMax, s.attrs > l.Attributes:
		return fmt.Errorf("%w: more than %d attributes of an element, or %d of all", hearsay.ErrTooLarge, attributesMax, l.Attributes)
	case names > l.Names:
		return fmt.Errorf("%w: more than %d namespaces", hearsay.ErrTooLarge, l.Names)
	}
	return nil
}

// refuse says what is wrong with a directive, or nil for a document type that
// declares nothing.
func refuse(d xml.Directive) error {
	text := strings.ToUpper(string(d[:min(len(d), 64)]))
	if strings.HasPrefix(text, "DOCTYPE") && bytes.IndexByte(d, '[') < 0 {
		return nil
	}
	return fmt.Errorf("%w: it declares a document type or entities (a DTD), which are never read", hearsay.ErrRefused)
}

// Root returns the name of the first element of text, without its prefix.
func Root(text []byte) (string, error) {
	s := NewScanner(text, Limits{Bytes: len(text)})
	for {
		token, err := s.Next()
		switch {
		case err == io.EOF:
			return "", fmt.Errorf("%w: no element in it", hearsay.ErrInvalid)
		case err != nil:
			return "", err
		}
		if t, ok := token.(xml.StartElement); ok {
			return t.Name.Local, nil
		}
	}
}
