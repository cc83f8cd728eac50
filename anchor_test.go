// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

const ferryText = "The ferry 🌧 will not sail, the harbour master said.\n\nTickets can be handed back, the harbour master said on Monday.\n\nThe ferry will not sail, a clerk said."

// TestAnchor: words are found where they stood, or at the one place where they stand with
// what stood around them; where that is not to be told they are found nowhere.
func TestAnchor(t *testing.T) {
	t.Parallel()
	whole := func(words string, nth int) hearsay.Anchor {
		at := -1
		for range nth {
			at += 1 + strings.Index(ferryText[at+1:], words)
		}
		return hearsay.NewAnchor(ferryText, hearsay.Span{Start: at, End: at + len(words)})
	}
	with := func(a hearsay.Anchor, change func(*hearsay.Anchor)) hearsay.Anchor {
		change(&a)
		return a
	}
	second := whole("the harbour master said", 2)
	for _, c := range []struct {
		name, text string
		anchor     hearsay.Anchor
		fit        hearsay.Fit
		at         string // the text from there on
	}{
		{"as it was", ferryText, second, hearsay.FitInPlace, "the harbour master said on Monday"},
		{"behind signs of two units of UTF-16", ferryText, whole("will", 1), hearsay.FitInPlace, "will not sail, the"},
		{"a paragraph was put before", "News of today.\n\n" + ferryText, second, hearsay.FitMoved, "the harbour master said on Monday"},
		{"the words before were changed", strings.Replace(ferryText, "handed back", "given back", 1), second, hearsay.FitNowhere, ""},
		{"the words are gone, alike ones are there", strings.Replace(ferryText, " the harbour master said on Monday", "", 1), second, hearsay.FitNowhere, ""},
		{"no context, several places", ferryText, hearsay.Anchor{Exact: "the harbour master said"}, hearsay.FitManyPlaces, ""},
		{"no context, one place", ferryText, hearsay.Anchor{Exact: "a clerk said"}, hearsay.FitMoved, "a clerk said."},
		{"no context, within a word", ferryText, hearsay.Anchor{Exact: "arbour master said on"}, hearsay.FitNowhere, ""},
		{"other white space", ferryText, hearsay.Anchor{Exact: "handed \n   back, the", Prefix: "\n Tickets\n can be", Suffix: "harbour\tmaster"}, hearsay.FitMoved, "handed back, the"},
		{"paragraphs run together", ferryText, hearsay.Anchor{Exact: "on Monday.The ferry will"}, hearsay.FitMoved, "on Monday.\n\nThe ferry will"},
		{"words run together", ferryText, hearsay.Anchor{Exact: "aclerk said"}, hearsay.FitNowhere, ""},
		{"a word divided", ferryText, hearsay.Anchor{Exact: "a cl erk said"}, hearsay.FitNowhere, ""},
		{"other letters", ferryText, hearsay.Anchor{Exact: "A clerk said"}, hearsay.FitNowhere, ""},
		{"the position of other words", ferryText, with(second, func(a *hearsay.Anchor) { a.Start, a.End = 0, 23 }), hearsay.FitMoved, "the harbour master said on Monday"},
		{"a position in units of UTF-16", ferryText, with(second, func(a *hearsay.Anchor) { a.Start, a.End, a.Text = a.Start+1, a.End+1, hearsay.Digest{} }), hearsay.FitMoved, "the harbour master said on Monday"},
		{"a position outside of the text", ferryText, with(second, func(a *hearsay.Anchor) { a.Start, a.End = 1<<30, 1<<31-1 }), hearsay.FitMoved, "the harbour master said on Monday"},
		{"position and words agree, context does not, in another text", "The ferry 🌧 will sail.", hearsay.Anchor{Exact: "ferry", Prefix: "A ", Suffix: " of old", Start: 4, End: 9, Text: sha256.Sum256([]byte("x"))}, hearsay.FitNowhere, ""},
		{"the same text, another context", "The ferry will sail.", hearsay.Anchor{Exact: "ferry", Prefix: "A ", Start: 4, End: 9, Text: sha256.Sum256([]byte("The ferry will sail."))}, hearsay.FitInPlace, "ferry will sail."},
		{"no words", ferryText, hearsay.Anchor{Exact: " \n", Start: 3, End: 4}, hearsay.FitNowhere, ""},
		{"no text", "", second, hearsay.FitNowhere, ""},
		{"broken UTF-8", ferryText, hearsay.Anchor{Exact: "\x80"}, hearsay.FitNowhere, ""},
	} {
		got := hearsay.NewFinder(c.text).Find(&c.anchor)
		if got.Fit != c.fit || got.Orphan() != (c.at == "") || !got.Orphan() && !strings.HasPrefix(c.text[got.Span.Start:], c.at) || got.Orphan() && !got.Span.IsZero() {
			t.Errorf("%s: %+v at %.30q, want %v at %q", c.name, got, c.text[got.Span.Start:], c.fit, c.at)
		}
	}
}

// TestAnchorOfManyPlaces: a text that is one word again and again is gone through once.
func TestAnchorOfManyPlaces(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("la ", 400_000)
	a := hearsay.NewAnchor(text, hearsay.Span{Start: 600_000, End: 600_002})
	if len(a.Prefix) > 1<<14 || len(a.Suffix) > 1<<14 {
		t.Errorf("%d bytes before, %d behind", len(a.Prefix), len(a.Suffix))
	}
	f := hearsay.NewFinder(text + "la")
	if got := f.Find(&a); got.Fit != hearsay.FitInPlace {
		t.Errorf("%+v", got)
	}
	a.End = 0
	if got := f.Find(&a); got.Fit != hearsay.FitManyPlaces {
		t.Errorf("%+v", got)
	}
}

// bare is a text without white space.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// FuzzAnchor: whatever text and anchor are, what is found has the words of the anchor, and an
// anchor made of a span is found there.
func FuzzAnchor(f *testing.F) {
	f.Add(ferryText, "harbour", "the ", " master", 30, 37)
	f.Add("aaaa", "aa", "a", "", 1, 3)
	f.Add("a\n\nb", "ab", "", "", 0, 2)
	f.Add("\xff\x80é", "é", "", "", -1, 2)
	f.Fuzz(func(t *testing.T, text, exact, prefix, suffix string, start, end int) {
		a := hearsay.Anchor{Exact: exact, Prefix: prefix, Suffix: suffix, Start: start, End: end}
		got := hearsay.NewFinder(text).Find(&a)
		if got.Orphan() {
			if !got.Span.IsZero() {
				t.Errorf("an orphan has a place: %+v", got)
			}
		} else if bare(got.Span.In(text)) != bare(exact) {
			t.Errorf("found %q for %q", got.Span.In(text), exact)
		}
		if !utf8.ValidString(text) || start < 0 || end <= start || end > len(text) || !utf8.ValidString(text[start:end]) || strings.TrimSpace(text[start:end]) == "" {
			return
		}
		made := hearsay.NewAnchor(text, hearsay.Span{Start: start, End: end})
		if back := hearsay.NewFinder(text).Find(&made); back.Fit != hearsay.FitInPlace || back.Span != (hearsay.Span{Start: start, End: end}) {
			t.Errorf("%+v is found at %+v", made, back)
		}
	})
}

// TestNoteSound: a note says something of some words, within bounds.
func TestNoteSound(t *testing.T) {
	t.Parallel()
	good := hearsay.Note{At: hearsay.NewAnchor(ferryText, hearsay.Span{Start: 4, End: 9}), Body: " A boat?\r\nAsk. ", Tags: []string{" boats  and ships", "", "boats and ships", "x"}}
	good.Tidy()
	if err := good.Sound(); err != nil || good.Body != "A boat?\nAsk." || strings.Join(good.Tags, "|") != "boats and ships|x" {
		t.Errorf("%+v, %v", good, err)
	}
	for name, change := range map[string]func(*hearsay.Note){
		"nothing said": func(n *hearsay.Note) { n.Body, n.Tags = "", nil },
		"no words":     func(n *hearsay.Note) { n.At.Exact = " " },
		"long":         func(n *hearsay.Note) { n.Body = strings.Repeat("x", hearsay.MaxNoteBody+1) },
		"long words":   func(n *hearsay.Note) { n.At.Suffix = strings.Repeat("x", hearsay.MaxNoteWords+1) },
		"long tag":     func(n *hearsay.Note) { n.Tags = []string{strings.Repeat("x", hearsay.MaxNoteTag+1)} },
		"many tags":    func(n *hearsay.Note) { n.Tags = make([]string, hearsay.MaxNoteTags+1) },
		"long name":    func(n *hearsay.Note) { n.By = strings.Repeat("x", hearsay.MaxNoteName+1) },
		"no position":  func(n *hearsay.Note) { n.At.Start, n.At.End = 9, 4 },
		"broken":       func(n *hearsay.Note) { n.Body = "\xff" },
		"a zero":       func(n *hearsay.Note) { n.Tags = []string{"a\x00b"} },
	} {
		bad := good
		change(&bad)
		if err := bad.Sound(); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
