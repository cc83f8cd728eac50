// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// AnnotationRead is an annotation as it was read, and the note that it is.
type AnnotationRead struct {
	Row  int    // from 1
	Name string // what it is called; "" when it has no name
	// Problem says why it is no note; "" when it is one.
	Problem string
	// Article is that of this library, or another one, that it names; zero for none. Source is
	// the address of the page, without a fragment; "" for none.
	Article hearsay.ArticleID
	Source  string
	// Note has no article yet. Its position is that of the annotation.
	Note hearsay.Note
}

// The bounds of a file of annotations.
const (
	maxAnnotationBytes = 64 << 20
	maxAnnotations     = 50_000
	maxAnnotationDepth = 64
)

// ReadAnnotations reads Web Annotations: one, a list of them, an AnnotationPage, an
// AnnotationCollection with its pages inside, or what Hypothesis exports or its API answers.
// Each is given, also those that are no notes. Nothing is fetched: more says what the file
// only names. What an annotation says is plain text; HTML is made that. Error: ErrInvalid.
func ReadAnnotations(r io.Reader) (list []AnnotationRead, more string, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxAnnotationBytes+1))
	if err != nil {
		return nil, "", fmt.Errorf("read annotations: %w", err)
	}
	if len(data) > maxAnnotationBytes {
		return nil, "", fmt.Errorf("read annotations: %w: more than %d MB; divide the file", hearsay.ErrInvalid, maxAnnotationBytes>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if depth := depthOf(data); depth > maxAnnotationDepth {
		return nil, "", fmt.Errorf("read annotations: %w: values lie %d deep in each other, more than %d", hearsay.ErrInvalid, depth, maxAnnotationDepth)
	}
	if !json.Valid(data) {
		return nil, "", fmt.Errorf("read annotations: %w: that is no JSON", hearsay.ErrInvalid)
	}
	var items []json.RawMessage
	if items, more, err = annotationsIn(data); err != nil {
		return nil, "", fmt.Errorf("read annotations: %w: %w", hearsay.ErrInvalid, err)
	}
	if len(items) > maxAnnotations {
		return nil, "", fmt.Errorf("read annotations: %w: %d of them, more than %d; divide the file", hearsay.ErrInvalid, len(items), maxAnnotations)
	}
	for i, item := range items {
		list = append(list, readAnnotation(i+1, item))
	}
	return list, more, nil
}

// depthOf is how deep values of JSON lie in each other.
func depthOf(data []byte) (deepest int) {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			depth++
			deepest = max(deepest, depth)
		case c == ']' || c == '}':
			depth--
		}
	}
	return deepest
}

// shelf is what holds annotations.
type shelf struct {
	Type        many            `json:"type"`
	Target      json.RawMessage `json:"target"`
	First       json.RawMessage `json:"first"`
	Next        json.RawMessage `json:"next"`
	Items       []json.RawMessage
	Rows        []json.RawMessage // an answer of Hypothesis' API
	Annotations []json.RawMessage // an export of its client
	Total       int
}

// annotationsIn finds the annotations of a file.
func annotationsIn(data []byte) (out []json.RawMessage, more string, err error) {
	if begins(data, '[') {
		return out, "", json.Unmarshal(data, &out)
	}
	var s shelf
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, "", err
	}
	if s.Type.has("Annotation") || s.Target != nil {
		return []json.RawMessage{data}, "", nil
	}
	if s.Items == nil && s.Rows == nil && s.Annotations == nil && s.First == nil {
		return nil, "", fmt.Errorf("no annotations are in it: neither an Annotation nor a list, AnnotationPage or AnnotationCollection")
	}
	out = slices.Concat(s.Items, s.Rows, s.Annotations)
	if s.Rows != nil && s.Total > len(s.Rows) {
		more = fmt.Sprintf("the answer has %d annotations of %d", len(s.Rows), s.Total)
	}
	for _, page := range []json.RawMessage{s.First, s.Next} {
		switch {
		case begins(page, '{'):
			inner, elsewhere, err := annotationsIn(page)
			if err != nil {
				return nil, "", err
			}
			out = append(out, inner...)
			more = firstOf(more, elsewhere)
		case begins(page, '"'):
			more = firstOf(more, fmt.Sprintf("further annotations are at %.200s, which was not asked", page))
		}
	}
	return out, more, nil
}

func begins(data []byte, with byte) bool {
	data = bytes.TrimLeft(data, " \t\r\n")
	return len(data) > 0 && data[0] == with
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// many is a text or a list of them; other values are none.
type many []string

// UnmarshalJSON implements [json.Unmarshaler].
func (m *many) UnmarshalJSON(data []byte) error {
	*m = nil
	for _, part := range parts(data) {
		var s string
		if begins(part, '"') && json.Unmarshal(part, &s) == nil {
			*m = append(*m, s)
		}
	}
	return nil
}

func (m many) has(name string) bool {
	return slices.ContainsFunc(m, func(s string) bool { return strings.TrimPrefix(s, "oa:") == name })
}

func (m many) first() string {
	if len(m) == 0 {
		return ""
	}
	return m[0]
}

// parts are the values of a list, or the one value.
func parts(data json.RawMessage) (out []json.RawMessage) {
	switch {
	case len(data) == 0 || string(data) == "null":
		return nil
	case begins(data, '[') && json.Unmarshal(data, &out) == nil:
		return out
	}
	return []json.RawMessage{data}
}

// annotationFile is an annotation as files have it. What may be of several shapes is read
// by hand.
type annotationFile struct {
	ID         many            `json:"id"`
	AtID       many            `json:"@id"`
	Canonical  many            `json:"canonical"`
	Motivation many            `json:"motivation"`
	Body       json.RawMessage `json:"body"`
	BodyValue  many            `json:"bodyValue"`
	Target     json.RawMessage `json:"target"`
	Creator    json.RawMessage `json:"creator"`
	Created    many            `json:"created"`
	Modified   many            `json:"modified"`
	// As Hypothesis has them.
	URI        many `json:"uri"`
	Text       many `json:"text"`
	Tags       many `json:"tags"`
	User       many `json:"user"`
	Updated    many `json:"updated"`
	References many `json:"references"`
}

func readAnnotation(row int, data json.RawMessage) AnnotationRead {
	out := AnnotationRead{Row: row}
	var f annotationFile
	if !begins(data, '{') || json.Unmarshal(data, &f) != nil {
		out.Problem = "it is no annotation; an address alone says nothing"
		return out
	}
	out.Name = firstOf(f.Canonical.first(), f.ID.first(), f.AtID.first())
	out.Problem = firstOf(f.refused(), out.readTarget(&f))
	n := &out.Note
	n.By, n.Made = creatorOf(f.Creator), momentIn(f.Created)
	n.By = firstOf(n.By, strings.TrimPrefix(f.User.first(), "acct:"))
	if n.Changed = momentIn(append(f.Modified, f.Updated...)); n.Changed.IsZero() {
		n.Changed = n.Made
	}
	f.says(n)
	n.Tidy()
	n.ID, n.From = identity(&out, data)
	if err := n.Sound(); out.Problem == "" && err != nil {
		out.Problem = strings.TrimPrefix(err.Error(), hearsay.ErrInvalid.Error()+": ")
	}
	return out
}

// refused says why an annotation is no note of somebody's on words; "" when it may be.
func (f *annotationFile) refused() string {
	switch {
	case strings.HasPrefix(f.ID.first(), "urn:hearsay:annotation:"):
		return "it is an answer of Hearsay and no note"
	case len(f.References) > 0:
		return "it is a reply to another one"
	case len(parts(f.Target)) == 0:
		return "it has no target"
	case len(parts(f.Target)) > 1:
		return fmt.Sprintf("it is on %d passages; a note is on one", len(parts(f.Target)))
	}
	return ""
}

// identity names a note: by the name of its annotation, ours or not, else by all that it is.
func identity(a *AnnotationRead, data json.RawMessage) (id hearsay.NoteID, from string) {
	if a.Name == "" {
		var plain bytes.Buffer
		_ = json.Compact(&plain, data) // it was valid
		return hearsay.NewID[hearsay.Note]("annotation", plain.String()), ""
	}
	if ours, found := strings.CutPrefix(a.Name, noteURN); found {
		if id, err := hearsay.ParseID[hearsay.Note](ours); err == nil && !id.IsZero() {
			return id, a.Name
		}
	}
	from = a.Name
	if u, err := url.Parse(from); err != nil || !u.IsAbs() {
		from = "urn:hearsay:imported:" + url.PathEscape(a.Name)
	}
	return hearsay.NewID[hearsay.Note]("annotation", from), from
}

// targetFile is the target of an annotation.
type targetFile struct {
	Source   json.RawMessage `json:"source"`
	Scope    many            `json:"scope"`
	Selector json.RawMessage `json:"selector"`
	State    json.RawMessage `json:"state"`
}

// readTarget takes the one target, and says what it lacks.
func (a *AnnotationRead) readTarget(f *annotationFile) (problem string) {
	list := parts(f.Target)
	if len(list) != 1 {
		return ""
	}
	var t targetFile
	if !begins(list[0], '{') || json.Unmarshal(list[0], &t) != nil {
		return "it is on a page as a whole; a note is on words of the text"
	}
	for _, name := range append(append(namesIn(t.Source), t.Scope...), f.URI...) {
		if id, found := strings.CutPrefix(name, articleURN); found {
			if parsed, err := hearsay.ParseID[hearsay.Article](id); err == nil && a.Article.IsZero() {
				a.Article = parsed
			}
		} else if u, err := url.Parse(name); err == nil && a.Source == "" && (u.Scheme == "http" || u.Scheme == "https") {
			u.Fragment, u.RawFragment = "", ""
			a.Source = u.String()
		}
	}
	for _, s := range parts(t.State) {
		var state struct {
			Digest many `json:"dcterms:identifier"`
		}
		if text, found := "", false; json.Unmarshal(s, &state) == nil {
			if text, found = strings.CutPrefix(state.Digest.first(), digestName); found && len(text) == hex.EncodedLen(len(a.Note.At.Text)) {
				if sum, err := hex.DecodeString(text); err == nil {
					a.Note.At.Text = hearsay.Digest(sum)
				}
			}
		}
	}
	for _, s := range parts(t.Selector) {
		a.readSelector(s, false)
	}
	switch {
	case a.Article.IsZero() && a.Source == "":
		return "it names no page"
	case a.Note.At.Exact == "":
		return "it names no words (TextQuoteSelector): a position alone does not tell them"
	}
	return ""
}

// namesIn are the names of resources: texts, or the IDs of objects.
func namesIn(data json.RawMessage) (out []string) {
	for _, p := range parts(data) {
		var s string
		var o struct {
			ID many `json:"id"`
		}
		if begins(p, '{') && json.Unmarshal(p, &o) == nil {
			s = o.ID.first()
		} else if begins(p, '"') {
			_ = json.Unmarshal(p, &s) // it was valid
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// readSelector takes words and position. Within another selector, a position is of a part.
func (a *AnnotationRead) readSelector(data json.RawMessage, within bool) {
	var s struct {
		Type                  many
		Exact, Prefix, Suffix many
		Start, End            json.RawMessage
		RefinedBy             json.RawMessage `json:"refinedBy"`
	}
	if !begins(data, '{') || json.Unmarshal(data, &s) != nil {
		return
	}
	at := &a.Note.At
	switch {
	case s.Type.has("TextQuoteSelector") && at.Exact == "":
		at.Exact, at.Prefix, at.Suffix = norm.NFC.String(s.Exact.first()), norm.NFC.String(s.Prefix.first()), norm.NFC.String(s.Suffix.first())
	case s.Type.has("TextPositionSelector") && !within && at.End == 0:
		var start, end int
		if json.Unmarshal(s.Start, &start) == nil && json.Unmarshal(s.End, &end) == nil && 0 <= start && start < end && end < 1<<31 {
			at.Start, at.End = start, end
		}
	}
	for _, inner := range parts(s.RefinedBy) {
		a.readSelector(inner, true)
	}
}

// creatorOf is the name of who made an annotation.
func creatorOf(data json.RawMessage) string {
	for _, p := range parts(data) {
		var c struct {
			Name, Nickname, ID many
		}
		if begins(p, '{') && json.Unmarshal(p, &c) == nil {
			if name := firstOf(c.Name.first(), c.Nickname.first(), c.ID.first()); name != "" {
				return name
			}
		}
	}
	return firstOf(namesIn(data)...)
}

// momentIn is the first time of a list, to the second; zero when there is none.
func momentIn(list many) time.Time {
	for _, s := range list {
		if t, err := time.Parse(time.RFC3339, s); err == nil && t.Year() > 0 && t.Unix() != 0 {
			return t.UTC().Truncate(time.Second)
		}
	}
	return time.Time{}
}

// says takes body and tags.
func (f *annotationFile) says(n *hearsay.Note) {
	var text []string
	for _, p := range parts(f.Body) {
		value, tag := bodyIn(p, f.Motivation)
		switch {
		case value == "":
		case tag:
			n.Tags = append(n.Tags, value)
		default:
			text = append(text, value)
		}
	}
	n.Tags = append(n.Tags, f.Tags...)
	n.Body = strings.Join(append(append(text, f.BodyValue...), f.Text...), "\n\n")
}

// bodyIn is what one body says, as plain text; of one that lies elsewhere, its address.
func bodyIn(data json.RawMessage, motivation many) (value string, tag bool) {
	if begins(data, '"') {
		return firstOf(namesIn(data)...), false
	}
	var b struct {
		Value, Format, Purpose, Source, ID many
	}
	if !begins(data, '{') || json.Unmarshal(data, &b) != nil {
		return "", false
	}
	value = strings.Join(b.Value, "\n")
	if strings.HasPrefix(b.Format.first(), "text/html") || strings.HasPrefix(b.Format.first(), "application/xhtml") {
		value = plainText(value)
	}
	purpose := b.Purpose
	if len(purpose) == 0 {
		purpose = motivation
	}
	return firstOf(value, b.Source.first(), b.ID.first()), purpose.has("tagging")
}

// plainText is what markup shows: its text, with a line end where a block is.
func plainText(markup string) string {
	var b strings.Builder
	hidden := ""
	for z := html.NewTokenizer(strings.NewReader(markup)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return strings.TrimSpace(b.String())
		}
		t := z.Token()
		switch {
		case hidden != "":
			if kind == html.EndTagToken && t.Data == hidden {
				hidden = ""
			}
		case kind == html.TextToken:
			b.WriteString(t.Data)
		case kind == html.StartTagToken && slices.Contains([]string{"script", "style", "template", "title"}, t.Data):
			hidden = t.Data
		case slices.Contains([]string{"p", "br", "div", "li", "h1", "h2", "h3", "blockquote", "tr"}, t.Data):
			b.WriteByte('\n')
		}
	}
}
