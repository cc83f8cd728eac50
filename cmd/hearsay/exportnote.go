// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"

	"hearsay/search"
	"hearsay/wire"
)

// exportNotes writes what people wrote beside words of articles.
func exportNotes(e *export) error {
	n, orphans := 0, 0
	each := func(f func(*search.Noted) error) error {
		lost, err := e.engine.EachNote(e.ctx, func(note *search.Noted) error {
			n++
			if note.At.Orphan() {
				orphans++
			}
			return f(note)
		})
		if lost > 0 {
			e.missing = fmt.Sprintf("%s on articles that are not in this library.", plural(lost, "note"))
		}
		return err
	}
	var err error
	if e.c.format == "webannotation" {
		err = annotations(e.to, "Private notes", func(f func(wire.Annotation) error) error {
			return each(func(note *search.Noted) error { return f(wire.NoteAnnotation(&note.Note, note.At, note.Article)) })
		})
	} else {
		t, failed := tabled(e, wire.NoteColumns(), func(r wire.NoteRow) int { return rowBytes + len(r.Text) + len(r.Body) })
		if err = failed; err == nil {
			err = cmp.Or(each(func(note *search.Noted) error { return t.Add(wire.NewNoteRow(&note.Note, note.At, note.Article)) }), t.Close())
		}
	}
	e.done = plural(n, "note")
	if orphans > 0 {
		e.done += ", " + plural(orphans, "orphan") + " among them"
	}
	return err
}
