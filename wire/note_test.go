// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/foreign"
	"hearsay/wire"
)

// noteOn is a note on words of an article.
func noteOn(t *testing.T, a *hearsay.Article, words string) hearsay.Note {
	t.Helper()
	n := hearsay.Note{
		Article: a.ID, At: hearsay.NewAnchor(a.Text, find(t, a.Text, words)), Body: "Who <b>says</b> so?\n\n\u202e“=1+1”", Tags: []string{"check", "два слова"},
		By: "ada", Made: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Changed: time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC),
	}
	n.ID = hearsay.NewNoteID(&n)
	return n
}

// readBack reads what was exported of one note.
func readBack(t *testing.T, text string) []wire.AnnotationRead {
	t.Helper()
	list, more, err := wire.ReadAnnotations(strings.NewReader(text))
	if err != nil || more != "" {
		t.Fatal(more, err)
	}
	return list
}

// TestNoteAnnotationRoundTrip: what is exported is read back as the same note, in place or
// an orphan, and exported again as it was.
func TestNoteAnnotationRoundTrip(t *testing.T) {
	t.Parallel()
	a := annotated()
	b := annotated()
	b.ID, b.URL = hearsay.ArticleID{2}, ""
	plain, tags, orphan, unknown, moved := noteOn(t, a, "Über 🌧 it rained"), noteOn(t, b, "مرحبا"), noteOn(t, a, "snowed"), noteOn(t, a, "snowed"), noteOn(t, a, "Lee said, and it snowed")
	tags.Body, tags.From, tags.By, tags.Made, tags.Changed = "", "https://notes.example/7", "", time.Time{}, time.Time{}
	orphan.At.Prefix = "never "
	orphan.At.Text[0]++
	unknown.At = hearsay.Anchor{Exact: "gone for good"}
	moved.At.Start, moved.At.End, moved.At.Text = 0, 4, hearsay.Digest{}
	for i, n := range []*hearsay.Note{&plain, &tags, &orphan, &unknown, &moved} {
		in := a
		if n == &tags {
			in = b
		}
		at := hearsay.NewFinder(in.Text).Find(&n.At)
		if at.Orphan() != (n == &orphan || n == &unknown) {
			t.Errorf("note %d: %+v", i, at)
		}
		text := collection(t, wire.NoteAnnotation(n, at, in))
		list := readBack(t, text)
		if len(list) != 1 || list[0].Problem != "" || list[0].Article != in.ID || list[0].Source != map[bool]string{true: "https://x.example/a?b=%22%3C%3E"}[in == a] && list[0].Source != in.URL {
			t.Fatalf("note %d: %+v", i, list)
		}
		got := list[0].Note
		got.Article = in.ID
		if n != &tags && (got.ID != n.ID || got.By != "ada" || !got.Made.Equal(n.Made)) || got.Body != n.Body || !cmp.Equal(append([]string{}, got.Tags...), n.Tags) || !got.Changed.Equal(n.Changed) {
			t.Errorf("note %d: %+v, want %+v", i, got, n)
		}
		if n == &tags {
			got.ID = n.ID // ours was made otherwise
		}
		if again := collection(t, wire.NoteAnnotation(&got, hearsay.NewFinder(in.Text).Find(&got.At), in)); again != text {
			t.Errorf("note %d:\n%s\nwas\n%s", i, again, text)
		}
	}
}

// TestReadAnnotations: annotations are found in all that holds them, and what is no note is
// named with the reason.
func TestReadAnnotations(t *testing.T) {
	t.Parallel()
	const words = `"target": {"source": "https://x.example/a#top", "selector": [{"type": "TextPositionSelector", "start": 3, "end": 6}, {"type": "TextQuoteSelector", "exact": "rain", "prefix": "the "}]}`
	const one = `{"id": "https://n.example/1", "type": "Annotation", "bodyValue": "so", ` + words + `}`
	for _, c := range []struct{ name, file, want, more string }{
		{"one", one, "1 https://n.example/1: so", ""},
		{"a list", "\ufeff[" + one + `, "https://n.example/2"]`, "1 https://n.example/1: so; 2 !it is no annotation; an address alone says nothing", ""},
		{"a page", `{"type": "AnnotationPage", "items": [` + one + `], "next": "https://n.example/page2"}`, "1 https://n.example/1: so", `further annotations are at "https://n.example/page2", which was not asked`},
		{"a collection", `{"type": ["AnnotationCollection"], "total": 2, "first": {"type": "AnnotationPage", "items": [` + one + `], "next": {"items": [` + strings.Replace(one, "/1", "/2", 1) + `]}}}`, "1 https://n.example/1: so; 2 https://n.example/2: so", ""},
		{"a collection elsewhere", `{"type": "AnnotationCollection", "first": "https://n.example/p"}`, "", `further annotations are at "https://n.example/p", which was not asked`},
		{"Hypothesis", `{"total": 3, "rows": [{"id": "abc", "uri": "https://x.example/a", "text": "*so*", "tags": ["t 1"], "user": "acct:lee@h.example", "created": "2025-03-10T09:00:00.123456+00:00", "updated": "2025-03-11T09:00:00+00:00", ` +
			`"target": [{"source": "https://x.example/a", "selector": [{"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0}, {"type": "TextPositionSelector", "start": 3, "end": 6}, {"type": "TextQuoteSelector", "exact": "rain", "prefix": "the ", "suffix": ""}]}]}` +
			`, {"id": "def", "uri": "https://x.example/a", "text": "yes", "references": ["abc"], "target": [{"source": "https://x.example/a"}]}]}`,
			"1 abc: *so* #t 1 by lee@h.example 2025-03-10 2025-03-11; 2 def !it is a reply to another one", "the answer has 2 annotations of 3"},
		{"its client", `{"export_date": "x", "annotations": [` + one + `]}`, "1 https://n.example/1: so", ""},
		{"bodies", `{"type": "Annotation", "id": "n7", "creator": {"id": "https://p.example/", "nickname": "Lee"}, "body": [{"type": "TextualBody", "value": "<p>One &lt;<script>alert(1)</script>two</p>three", "format": "text/html"}, {"type": "TextualBody", "purpose": "tagging", "value": " a  b "}, "https://b.example/", {"type": "SpecificResource", "purpose": "tagging", "source": "https://t.example/"}], ` + words + `}`,
			"1 n7: One <two\nthree\n\nhttps://b.example/ #a b #https://t.example/ by Lee", ""},
		{"motivation", `{"type": "Annotation", "id": "n8", "motivation": "tagging", "body": {"value": "x"}, ` + words + `}`, "1 n8:  #x", ""},
		{"ours", `{"type": "Annotation", "id": "urn:hearsay:annotation:x:q1", "bodyValue": "x", ` + words + `}`, "1 urn:hearsay:annotation:x:q1 !it is an answer of Hearsay and no note", ""},
		{"no words", `{"type": "Annotation", "bodyValue": "x", "target": {"source": "https://x.example/", "selector": {"type": "TextPositionSelector", "start": 1, "end": 2}}}`, "1 !it names no words (TextQuoteSelector): a position alone does not tell them", ""},
		{"a page as a whole", `{"type": "Annotation", "bodyValue": "x", "target": "https://x.example/"}`, "1 !it is on a page as a whole; a note is on words of the text", ""},
		{"two targets", `{"type": "Annotation", "bodyValue": "x", "target": ["https://x.example/", "https://y.example/"]}`, "1 !it is on 2 passages; a note is on one", ""},
		{"no target", `{"type": "Annotation", "bodyValue": "x"}`, "1 !it has no target", ""},
		{"no page", `{"type": "Annotation", "bodyValue": "x", "target": {"source": "javascript:x", "selector": {"type": "TextQuoteSelector", "exact": "x"}}}`, "1 !it names no page", ""},
		{"nothing said", `{"type": "Annotation", ` + words + `}`, "1 !write something, or give a tag", ""},
		{"wrong kinds", `[{"type": 3, "id": {}, "body": 5, "target": {"source": [1, {}], "selector": [null, [[]], 7, {"type": {}}], "state": "x"}, "created": 12, "creator": [[[]]], "tags": {"x": 1}}, null, 4]`, "1 !it names no page; 2 !it is no annotation; an address alone says nothing; 3 !it is no annotation; an address alone says nothing", ""},
	} {
		list, more, err := wire.ReadAnnotations(strings.NewReader(c.file))
		if err != nil || more != c.more {
			t.Errorf("%s: %q, %v", c.name, more, err)
		}
		var got []string
		for _, a := range list {
			got = append(got, described(a))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	for name, file := range map[string]string{"nothing": "", "no JSON": "{", "no annotations": "{}", "a text": `"x"`, "deep": strings.Repeat("[", 65) + strings.Repeat("]", 65), "many": "[" + strings.Repeat("1,", 50_000) + "1]", "rows of no kind": `{"rows": 3}`} {
		if list, _, err := wire.ReadAnnotations(strings.NewReader(file)); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: %v, %v", name, list, err)
		}
	}
}

// described is an annotation in words.
func described(a wire.AnnotationRead) string {
	s := strings.TrimSpace(fmt.Sprint(a.Row, " ", a.Name))
	if a.Problem != "" {
		return s + " !" + a.Problem
	}
	s += ": " + a.Note.Body
	for _, tag := range a.Note.Tags {
		s += " #" + tag
	}
	if a.Note.By != "" {
		s += " by " + a.Note.By
	}
	if !a.Note.Made.IsZero() {
		s += a.Note.Made.Format(" 2006-01-02") + a.Note.Changed.Format(" 2006-01-02")
	}
	if a.Source != "https://x.example/a" || a.Note.At.Exact != "rain" || a.Note.At.Prefix != "the " || a.Note.At.Start != 3 || a.Note.At.End != 6 {
		s += fmt.Sprintf(" at %+v of %s", a.Note.At, a.Source)
	}
	return s
}

// FuzzReadAnnotations: whatever a file is, it is read or refused, and what is a note is
// sound and exported as JSON that is read back as it was.
func FuzzReadAnnotations(f *testing.F) {
	f.Add(`{"type":"Annotation","id":"x","bodyValue":"b","target":{"source":"https://x.example/a","selector":{"type":"TextQuoteSelector","exact":"rained"}}}`)
	f.Add(`[{"target":[{"source":"urn:hearsay:article:aeaaaaaaaaaaaaaaaaaaaaaaaa","selector":[{"type":"TextQuoteSelector","exact":"it rained","refinedBy":{}}]}],"tags":["x"],"created":"2025-01-01T00:00:00Z"}]`)
	f.Fuzz(func(t *testing.T, file string) {
		list, _, err := wire.ReadAnnotations(strings.NewReader(file))
		if err != nil {
			return
		}
		a := annotated()
		for _, read := range list {
			if read.Problem != "" {
				continue
			}
			n := read.Note
			if err := n.Sound(); err != nil {
				t.Fatalf("%+v: %v", n, err)
			}
			line, err := wire.NoteAnnotation(&n, hearsay.NewFinder(a.Text).Find(&n.At), a).JSON()
			if err != nil || !json.Valid(line) {
				t.Fatalf("%s, %v", line, err)
			}
			again, _, err := wire.ReadAnnotations(strings.NewReader(string(line)))
			if err != nil || len(again) != 1 || again[0].Note.Body != n.Body || again[0].Note.ID != n.ID || again[0].Problem != "" {
				t.Fatalf("%s is read as %+v, %v", line, again, err)
			}
		}
	})
}

// TestNoteIsReadAsJSONLD: notes, too, are of terms that a processor knows.
func TestNoteIsReadAsJSONLD(t *testing.T) {
	a := annotated()
	note, orphan := noteOn(t, a, "Über"), noteOn(t, a, "snowed")
	orphan.At, orphan.From, orphan.ID = hearsay.Anchor{Exact: "gone"}, "https://notes.example/7", hearsay.NoteID{7}
	path := filepath.Join(t.TempDir(), "a.json")
	finder := hearsay.NewFinder(a.Text)
	text := collection(t, wire.NoteAnnotation(&note, finder.Find(&note.At), a), wire.NoteAnnotation(&orphan, finder.Find(&orphan.At), a))
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := foreign.Python(t, []string{"pyld"}, readAnnotations, path); got != "2 annotations, 2 targets, 3 selectors, 0 dropped\n" {
		t.Error(got)
	}
}
