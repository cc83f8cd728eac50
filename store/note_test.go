// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/onpostgres"
	"hearsay/store"
)

func openNotes(t *testing.T, dir string) *store.Notes {
	t.Helper()
	n, err := store.OpenNotes(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	return n
}

const noted = "The ferry 🌧 will not sail, the harbour master said.\n\nTickets can be handed back."

// noteOn is a note on words of a text.
func noteOn(article hearsay.ArticleID, text, words string) hearsay.Note {
	at := strings.Index(text, words)
	n := hearsay.Note{
		Article: article, At: hearsay.NewAnchor(text, hearsay.Span{Start: at, End: at + len(words)}), Body: "Who says “" + words + "”?\n<b>x</b>",
		Tags: []string{"check", "два слова"}, By: "ada", Made: monday, Changed: monday.Add(time.Hour), From: "https://notes.example/1?a=b",
	}
	n.ID = hearsay.NewNoteID(&n)
	return n
}

// TestNotes: what is put is read back, once, in the order in which it was made; what is put again
// takes the place of what was there.
func TestNotes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if has, err := store.HasNotes(dir); err != nil || has {
		t.Fatalf("notes before there are any: %v, %v", has, err)
	}
	n := openNotes(t, dir)
	article := hearsay.ArticleID{1}
	second, first := noteOn(article, noted, "harbour master"), noteOn(article, noted, "ferry")
	first.Made = time.Time{} // not known
	first.At.Text, first.Tags, first.By, first.From = hearsay.Digest{}, []string{}, "", ""
	other := noteOn(hearsay.ArticleID{2}, noted, "Tickets")
	for _, note := range []hearsay.Note{second, first, other} {
		if put, err := n.Put(t.Context(), &note); err != nil || put != store.NoteAdded {
			t.Fatalf("%v, %v", put, err)
		}
	}
	if put, err := n.Put(t.Context(), &second); err != nil || put != store.NoteSame {
		t.Errorf("the same again: %v, %v", put, err)
	}
	second.Body = "otherwise"
	if put, err := n.Put(t.Context(), &second); err != nil || put != store.NoteChanged {
		t.Errorf("changed: %v, %v", put, err)
	}
	n.Close()
	n = openNotes(t, dir)
	got, err := n.Of(t.Context(), article)
	if want := []hearsay.Note{first, second}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read back %+v, %v\nwant %+v", got, err, want)
	}
	if one, err := n.Note(t.Context(), other.ID); err != nil || !reflect.DeepEqual(one, other) {
		t.Errorf("%+v, %v", one, err)
	}
	if ids, err := n.Articles(t.Context()); err != nil || !reflect.DeepEqual(ids, []hearsay.ArticleID{{1}, {2}}) {
		t.Errorf("%v, %v", ids, err)
	}
	empty := hearsay.Note{ID: hearsay.NoteID{9}, Article: article, At: first.At}
	if _, err := n.Put(t.Context(), &empty); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a note that says nothing: %v", err)
	}
	if err := n.Remove(t.Context(), first.ID); err != nil {
		t.Error(err)
	}
	if err := n.Remove(t.Context(), first.ID); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if gone, err := n.Forget(t.Context(), []hearsay.ArticleID{{1}, {3}}); err != nil || gone != 1 {
		t.Errorf("%d forgotten, %v", gone, err)
	}
	if count, err := n.Count(t.Context()); err != nil || count != 1 {
		t.Errorf("%d are left, %v", count, err)
	}
}

// TestNotesHaveBounds: an article has so many notes and no more.
func TestNotesHaveBounds(t *testing.T) {
	t.Parallel()
	n := openNotes(t, t.TempDir())
	note := noteOn(hearsay.ArticleID{1}, noted, "ferry")
	for i := range store.MaxNotes + 1 {
		note.ID = hearsay.NoteID{1, byte(i), byte(i >> 8)}
		if _, err := n.Put(t.Context(), &note); (err == nil) != (i < store.MaxNotes) || err != nil && !errors.Is(err, hearsay.ErrConflict) {
			t.Fatalf("note %d: %v", i, err)
		}
	}
	note.ID = hearsay.NoteID{1}
	note.Body = "one that is there can be changed"
	if put, err := n.Put(t.Context(), &note); err != nil || put != store.NoteChanged {
		t.Errorf("%v, %v", put, err)
	}
}

// TestNotesWithheld: when words are taken from a text, notes quote what is left, where they
// stood, and no file has the words.
func TestNotesWithheld(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	n := openNotes(t, dir)
	id := hearsay.ArticleID{1}
	on, orphan, kept := noteOn(id, noted, "harbour master"), noteOn(id, noted+" A xylophone.", "xylophone"), noteOn(id, noted, "Tickets can")
	for _, note := range []*hearsay.Note{&on, &orphan, &kept} {
		note.Body = "mine"
		if _, err := n.Put(t.Context(), note); err != nil {
			t.Fatal(err)
		}
	}
	left := strings.NewReplacer("harbour", "▚▞▙    ", "master", "▚▞▙   ", "ferry", "▞▞▙  ").Replace(noted)
	for range 2 {
		if err := n.Withhold(t.Context(), id, noted, left); err != nil {
			t.Fatal(err)
		}
		list, err := n.Of(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		fits := map[hearsay.NoteID]hearsay.Fit{}
		for _, note := range list {
			fits[note.ID] = hearsay.NewFinder(left).Find(&note.At).Fit
			if all := note.At.Prefix + note.At.Exact + note.At.Suffix; strings.Contains(all, "harbour") || strings.Contains(all, "xylophone") || note.Body != "mine" {
				t.Errorf("%+v", note)
			}
		}
		if fits[on.ID] != hearsay.FitInPlace || fits[kept.ID] != hearsay.FitInPlace || fits[orphan.ID] != hearsay.FitNowhere {
			t.Errorf("%v", fits)
		}
	}
	onpostgres.Skip(t, "its files are its own")
	files, err := filepath.Glob(filepath.Join(dir, "notes.sqlite*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil || bytes.Contains(data, []byte("harbour")) || bytes.Contains(data, []byte("xylophone")) {
			t.Errorf("%s has the words, or %v", f, err)
		}
	}
}
