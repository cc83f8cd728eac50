// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/safexml"
)

// item is what is read of a ninjs object. Names count without regard to case, which is what
// 1.x, 2.x and 3.x differ in most.
type item struct {
	URI, Type, Version, Language                 loose
	VersionCreated, FirstCreated, ContentCreated loose
	Embargoed, EmbargoedUntil                    loose
	PubStatus                                    loose
	Headline, Title, Byline, By, Dateline        loose
	CreditLine, CopyrightHolder, Provider        loose
	InfoSource, InfoSources, EventDetails        json.RawMessage
	Headlines, Bodies, Descriptions              parts
	BodyXHTML                                    loose `json:"body_xhtml"`
	BodyText                                     loose `json:"body_text"`
	BodyHTML                                     loose `json:"body_html"`
	DescriptionText                              loose `json:"description_text"`
}

// part is one of several wordings.
type part struct{ Role, ContentType, Value loose }

// parts are the first of a list; what is no list is none.
type parts []part

// listMax is how much of a list is read.
const listMax = 100

// UnmarshalJSON implements [json.Unmarshaler].
func (p *parts) UnmarshalJSON(b []byte) error {
	return each(b, func(value []byte) {
		var one part
		if json.Unmarshal(value, &one) == nil {
			*p = append(*p, one)
		}
	})
}

// each calls f with the first elements of a list, one by one, so that a list of
// millions costs no more than its bytes.
func each(b []byte, f func(value []byte)) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil
	}
	for n := 0; n < listMax && d.More(); n++ {
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		f(value)
	}
	return nil
}

// loose is a string, or a number as written; an object gives its name, literal or
// value; all else is nothing.
type loose string

// UnmarshalJSON implements [json.Unmarshaler].
func (l *loose) UnmarshalJSON(b []byte) error {
	switch {
	case len(b) > 0 && b[0] == '"':
		return json.Unmarshal(b, (*string)(l))
	case len(b) > 0 && b[0] == '{':
		*l = loose(nameIn(b))
	case len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9'):
		*l = loose(b)
	}
	return nil
}

// nameIn is what an object is called.
func nameIn(b []byte) string {
	var o struct{ Name, Literal, Value any }
	if json.Unmarshal(b, &o) != nil {
		return ""
	}
	for _, v := range []any{o.Name, o.Literal, o.Value} {
		if s, ok := v.(string); ok && s != "" {
			return s
		}
	}
	return ""
}

// marks are properties, in lower case, that nothing but ninjs has.
var marks = []string{"versioncreated", "bodies", "body_xhtml", "body_text", "pubstatus", "representationtype", "eventdetails", "headlines", "$standard", "infosources"}

// IsNinjs reports whether an object of JSON is one of ninjs. It looks at one property at a
// time: there may be a million.
func IsNinjs(object []byte) bool {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return false
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return false
		}
		key := strings.ToLower(name.(string)) // of an object, as it is
		if slices.Contains(marks, key) || key == "standard" && nameIn(value) == "ninjs" {
			return json.Valid(object)
		}
	}
	return false
}

func parseNinjs(text []byte) ([]Document, error) {
	if !json.Valid(text) {
		return nil, fmt.Errorf("%w: not valid JSON", hearsay.ErrCorrupt)
	}
	if text[0] == '{' {
		d, err := fromNinjs(text)
		return []Document{d}, err
	}
	var docs []Document
	var first error
	err := each(text, func(object []byte) {
		if d, err := fromNinjs(object); err == nil {
			docs = append(docs, d)
		} else if first == nil {
			first = err
		}
	})
	if first == nil && err == nil && len(docs) == 0 {
		err = fmt.Errorf("%w: an empty list", hearsay.ErrInvalid)
	}
	return docs, cmp.Or(first, err)
}

func fromNinjs(object []byte) (Document, error) {
	if !IsNinjs(object) {
		return Document{}, fmt.Errorf("%w: %w", hearsay.ErrInvalid, ErrNone)
	}
	var it item
	if err := json.Unmarshal(object, &it); err != nil {
		return Document{}, fmt.Errorf("%w: ninjs of another form: %v", hearsay.ErrInvalid, err)
	}
	return it.document(), nil
}

func (it *item) document() Document {
	d := Document{
		Format: Ninjs, ID: fold(string(it.URI)), Version: fold(string(it.Version)), Kind: fold(string(it.Type)), Language: fold(string(it.Language)),
		Headline: fold(cmp.Or(chosen(it.Headlines, "main", "headline", "title"), string(it.Headline), string(it.Title))),
		Byline:   fold(cmp.Or(string(it.Byline), string(it.By))),
		Dateline: fold(string(it.Dateline)),
		Provider: fold(cmp.Or(string(it.Provider), string(it.CopyrightHolder))),
		Credit:   fold(string(it.CreditLine)),
		Sources:  append(namesIn(it.InfoSource), namesIn(it.InfoSources)...),
		Created:  iso(cmp.Or(string(it.FirstCreated), string(it.ContentCreated))), Changed: iso(string(it.VersionCreated)),
		Status:  statusOf(string(it.PubStatus)),
		Embargo: until(cmp.Or(string(it.EmbargoedUntil), string(it.Embargoed))),
	}
	d.Provider = cmp.Or(d.Provider, ownerOf(d.ID))
	if d.Kind == "" && len(it.EventDetails) > 0 {
		d.Kind = "event"
	}
	it.body(&d)
	return d
}

// kindsWithText are those of which the body is an article; that of a picture is its caption.
var kindsWithText = []string{"", "text", "composite"}

func (it *item) body(d *Document) {
	if !slices.Contains(kindsWithText, strings.ToLower(d.Kind)) {
		return
	}
	d.HTML = cmp.Or(string(it.BodyXHTML), string(it.BodyHTML))
	d.Text = string(it.BodyText)
	nitf := ""
	for _, b := range it.Bodies {
		kind := strings.ToLower(string(b.ContentType + " " + b.Role))
		switch {
		case strings.Contains(kind, "nitf"):
			nitf = cmp.Or(nitf, string(b.Value))
		case strings.Contains(kind, "html"):
			d.HTML = cmp.Or(d.HTML, string(b.Value))
		case strings.Contains(kind, "text/plain"), !strings.Contains(kind, "/"):
			d.Text = cmp.Or(d.Text, string(b.Value))
		}
	}
	if d.HTML == "" && d.Text == "" && nitf != "" {
		if root, err := safexml.Parse(safexml.Text([]byte(nitf), ""), safexml.Limits{}); err == nil {
			d.HTML = htmlOf(root.Find("body.content"))
		}
	}
	if d.HTML == "" && d.Text == "" {
		d.Text = cmp.Or(chosen(it.Descriptions, "text", "lead", "caption"), string(it.DescriptionText))
	}
	if d.HTML != "" {
		d.Text = ""
	}
}

// chosen is the wording of the first of those roles, or else the first.
func chosen(list parts, roles ...string) string {
	for _, role := range roles {
		for _, p := range list {
			if strings.EqualFold(string(p.Role), role) && p.Value != "" {
				return string(p.Value)
			}
		}
	}
	for _, p := range list {
		if p.Value != "" {
			return string(p.Value)
		}
	}
	return ""
}

// namesIn reads a list of objects with names, or one, or a string.
func namesIn(b json.RawMessage) []string {
	b = bytes.TrimSpace(b)
	if len(b) == 0 {
		return nil
	}
	var out []string
	take := func(value []byte) {
		var name loose
		if name.UnmarshalJSON(value) != nil {
			return
		}
		if s := fold(string(name)); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if b[0] != '[' {
		take(b)
		return out
	}
	if each(b, take) != nil {
		return nil
	}
	return out
}

// ownerOf is the domain that a URN or tag is of: "urn:newsml:dpa.com:2009…",
// "tag:reuters.com,2018:…"; "" for others.
func ownerOf(id string) string {
	rest, ok := strings.CutPrefix(id, "urn:newsml:")
	if !ok {
		if rest, ok = strings.CutPrefix(id, "tag:"); !ok {
			return ""
		}
	}
	end := strings.IndexAny(rest, ":,")
	if end <= 0 || !strings.Contains(rest[:end], ".") {
		return ""
	}
	return strings.ToLower(rest[:end])
}
