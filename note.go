// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// NoteID names a [Note].
type NoteID = ID[Note]

// Note is what a person wrote beside words of an article, for those who use the library
// and for nobody else. It is of the version of the page that it was made on.
type Note struct {
	ID      NoteID
	Article ArticleID
	At      Anchor
	Body    string   // plain text; may be empty when there are tags
	Tags    []string // in the order given, each once
	By      string   // whose account it is, or who is named in what was imported; "" for nobody
	// Made and Changed are in UTC, to the second; zero when not known.
	Made, Changed time.Time
	// From is the address or IRI that it bears where it was imported from; "" for one made here.
	From string
}

// The bounds of a note, in bytes but for the number of tags.
const (
	MaxNoteBody  = 64 << 10
	MaxNoteWords = 64 << 10 // of each part of the anchor
	MaxNoteTag   = 200
	MaxNoteTags  = 50
	MaxNoteName  = 2000 // of By and From
)

// NewNoteID names a note that is made here. The same person who writes the same at the same
// second writes one note.
func NewNoteID(n *Note) NoteID {
	return NewID[Note]("note", n.Article.String(), n.By, strconv.FormatInt(n.Made.Unix(), 10), n.At.Exact, strconv.Itoa(n.At.Start), n.Body, strings.Join(n.Tags, "\n"))
}

// Tidy makes tags plain: without white space at their ends and control characters, none empty, each once.
func (n *Note) Tidy() {
	var tags []string
	for _, t := range n.Tags {
		if t = strings.Join(strings.Fields(t), " "); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	n.Tags = tags
	n.Body = strings.TrimSpace(strings.ReplaceAll(n.Body, "\r\n", "\n"))
}

// Sound is an error for a note that says nothing, or more than a note may. Error: ErrInvalid.
func (n *Note) Sound() error {
	for _, s := range append([]string{n.Body, n.By, n.From, n.At.Exact, n.At.Prefix, n.At.Suffix}, n.Tags...) {
		if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
			return fmt.Errorf("%w: a note is text in UTF-8", ErrInvalid)
		}
	}
	switch {
	case n.Body == "" && len(n.Tags) == 0:
		return fmt.Errorf("%w: write something, or give a tag", ErrInvalid)
	case strings.TrimSpace(n.At.Exact) == "":
		return fmt.Errorf("%w: a note is on words of the text; it names none", ErrInvalid)
	case len(n.Body) > MaxNoteBody:
		return fmt.Errorf("%w: a note has %d bytes at most; this one has %d", ErrInvalid, MaxNoteBody, len(n.Body))
	case max(len(n.At.Exact), len(n.At.Prefix), len(n.At.Suffix)) > MaxNoteWords:
		return fmt.Errorf("%w: a note is on %d bytes of text at most", ErrInvalid, MaxNoteWords)
	case len(n.Tags) > MaxNoteTags:
		return fmt.Errorf("%w: a note has %d tags at most; this one has %d", ErrInvalid, MaxNoteTags, len(n.Tags))
	case slices.ContainsFunc(n.Tags, func(t string) bool { return len(t) > MaxNoteTag }):
		return fmt.Errorf("%w: a tag has %d bytes at most", ErrInvalid, MaxNoteTag)
	case max(len(n.By), len(n.From)) > MaxNoteName:
		return fmt.Errorf("%w: the name or address of where it is from has %d bytes at most", ErrInvalid, MaxNoteName)
	case n.At.Start < 0 || n.At.End < 0 || n.At.End > 1<<31-1 || n.At.End > 0 && n.At.Start >= n.At.End:
		return fmt.Errorf("%w: the position of its words is none", ErrInvalid)
	}
	return nil
}

// CompareNotes orders notes by when they were made.
func CompareNotes(a, b Note) int {
	return cmp.Or(a.Made.Compare(b.Made), strings.Compare(a.ID.String(), b.ID.String()))
}
