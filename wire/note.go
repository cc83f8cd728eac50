// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// Note is what a person wrote beside words of an article.
type Note struct {
	ID string `json:"id"`
	// Fit says how it holds in the text as it is: "in-place"; "moved", when the words stand
	// elsewhere, at one place; and of an orphan "nowhere" or "many-places".
	Fit    string   `json:"fit"`
	Words  *Span    `json:"words" jsonschema:"nullable"` // null for an orphan
	Quoted string   `json:"quoted"`                      // the words that it was made on
	Body   string   `json:"body"`
	Tags   []string `json:"tags"`
	By     string   `json:"by,omitempty"`
	Made   string   `json:"made,omitempty"` // RFC 3339
	// Changed is there when it was changed after it was made.
	Changed string `json:"changed,omitempty"`
	From    string `json:"from,omitempty"` // what it is called where it was imported from
	// Version is the version of the page that it was written on, when it is shown with another:
	// fit and words are of that other one.
	Version *NoteVersion `json:"version,omitempty"`
}

// NoteVersion is a version of a page.
type NoteVersion struct {
	Article string `json:"article"`        // its id
	Seen    string `json:"seen,omitempty"` // when it was captured, RFC 3339
}

// NewNoteVersion converts a version that was captured at a time.
func NewNoteVersion(id hearsay.ArticleID, seen time.Time) *NoteVersion {
	return &NoteVersion{id.String(), stamp(seen)}
}

// NoteWish is what to do with a note on an article.
type NoteWish struct {
	Do   string `json:"do" jsonschema:"enum=add,enum=change,enum=remove"`
	Note string `json:"note,omitempty"` // the id of the one to change or remove
	// Words are those of the text that a note is on; of one that is changed, when it shall be on
	// others. Before and behind, what stands around them, tell places apart.
	Words  string `json:"words,omitempty"`
	Before string `json:"before,omitempty"`
	Behind string `json:"behind,omitempty"`
	// Body is plain text. What is left out of a change, body or tags, stays as it is.
	Body *string  `json:"body,omitempty"`
	Tags []string `json:"tags,omitempty"`
}

// NoteDone is what became of a note.
type NoteDone struct {
	ID  string `json:"id"`
	Did string `json:"did" jsonschema:"enum=added,enum=changed,enum=same,enum=removed"`
	// Note is there unless it is removed.
	Note *Note `json:"note,omitempty"`
}

// FitName is how JSON and tables name a fit.
func FitName(f hearsay.Fit) string {
	return map[hearsay.Fit]string{
		hearsay.FitInPlace: "in-place", hearsay.FitMoved: "moved", hearsay.FitNowhere: "nowhere", hearsay.FitManyPlaces: "many-places",
	}[f]
}

// NewNote converts a note that holds somewhere in the ruler's text, or nowhere.
func NewNote(n *hearsay.Note, at hearsay.Anchored, r *Ruler) Note {
	out := Note{
		ID: n.ID.String(), Fit: FitName(at.Fit), Words: r.optional(at.Span), Quoted: n.At.Exact, Body: n.Body, Tags: orEmpty(n.Tags),
		By: n.By, Made: stamp(n.Made), From: n.From,
	}
	if !n.Changed.Equal(n.Made) {
		out.Changed = stamp(n.Changed)
	}
	return out
}

// NoteRow is a note as one row.
type NoteRow struct {
	Note     string `json:"note" parquet:"note"`
	ID       string `json:"id" parquet:"id"`
	Fit      string `json:"fit" parquet:"fit"`
	Begin    int    `json:"begin" parquet:"begin"`
	End      int    `json:"end" parquet:"end"`
	Text     string `json:"text" parquet:"text"`
	Body     string `json:"body" parquet:"body"`
	Tags     string `json:"tags" parquet:"tags"`
	By       string `json:"by" parquet:"by"`
	Made     string `json:"made" parquet:"made"`
	Changed  string `json:"changed" parquet:"changed"`
	From     string `json:"from" parquet:"from"`
	Outlet   string `json:"outlet" parquet:"outlet"`
	URL      string `json:"url" parquet:"url"`
	Headline string `json:"headline" parquet:"headline"`
}

// NewNoteRow converts a note on an article.
func NewNoteRow(n *hearsay.Note, at hearsay.Anchored, a *hearsay.Article) NoteRow {
	row := NoteRow{
		Note: n.ID.String(), ID: a.ID.String(), Fit: FitName(at.Fit), Text: n.At.Exact, Body: n.Body, Tags: strings.Join(n.Tags, "; "),
		By: n.By, Made: stamp(n.Made), Changed: stamp(n.Changed), From: n.From, Outlet: a.Outlet.Name, URL: a.URL, Headline: a.Headline,
	}
	if !at.Orphan() {
		words := NewRuler(a.Text).Span(at.Span)
		row.Begin, row.End, row.Text = words.Start, words.End, words.Exact
	}
	return row
}

// NoteColumns are what Cells holds.
func NoteColumns() []hearsay.Column {
	return []hearsay.Column{
		TextColumn("note", "names the note"), TextColumn("id", "of the article"), TextColumn("fit", "in-place, moved, or of an orphan nowhere or many-places"),
		IntegerColumn("begin", "code point of the article's text at which its words begin; begin and end are 0 for an orphan"), IntegerColumn("end", "code point behind their last"),
		TextColumn("text", "the words; of an orphan, those that it was made on"), TextColumn("body", "what the note says"), TextColumn("tags", "divided by semicolons"),
		TextColumn("by", "who wrote it; empty for nobody that is known"), TextColumn("made", "RFC 3339; empty when not known"), TextColumn("changed", "RFC 3339; empty when not known"),
		TextColumn("from", "what it is called where it was imported from"), TextColumn("outlet", "of the article"), TextColumn("url", "of the article"), TextColumn("headline", "of the article"),
	}
}

// Cells are the fields as a row of a table.
func (r NoteRow) Cells() []string {
	return []string{
		r.Note, r.ID, r.Fit, strconv.Itoa(r.Begin), strconv.Itoa(r.End), r.Text, r.Body, r.Tags, r.By, r.Made, r.Changed, r.From, r.Outlet, r.URL, r.Headline,
	}
}

const noteURN = "urn:hearsay:note:"

// NoteAnnotation is an annotation of a note on an article, where it holds; of an orphan, as
// it was made.
func NoteAnnotation(n *hearsay.Note, at hearsay.Anchored, a *hearsay.Article) Annotation {
	out := Annotation{ID: noteURN + n.ID.String(), Type: "Annotation", Motivation: "commenting", Created: stamp(n.Made), Body: []AnnotationBody{}}
	if n.From != out.ID {
		out.Canonical = n.From
	}
	if !n.Changed.Equal(n.Made) {
		out.Modified = stamp(n.Changed)
	}
	if n.By != "" {
		out.Creator = &AnnotationCreator{"Person", n.By}
	}
	if n.Body == "" {
		out.Motivation = "tagging"
	} else {
		out.Body = append(out.Body, Describes("commenting", n.Body))
	}
	for _, t := range n.Tags {
		out.Body = append(out.Body, Describes("tagging", t))
	}
	out.Target = Targets(a, hearsay.InText, at.Span)
	if at.Orphan() {
		t := targetIn(a, n.At.Text, QuoteSelector{"TextQuoteSelector", n.At.Exact, n.At.Prefix, n.At.Suffix})
		if n.At.End > 0 {
			t.Selector = append(t.Selector, PositionSelector{"TextPositionSelector", n.At.Start, n.At.End})
		}
		out.Target = []AnnotationTarget{t}
	}
	return out
}
