// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"hearsay"
)

//go:embed notes.sql
var notesSchema string

func notesKind() sideKind {
	return sideKind{what: "notes", about: "about", file: NotesName, schema: notesSchema, format: 1}
}

// Notes keeps what people wrote beside words of articles. It is safe for concurrent use,
// and several processes may have it open.
type Notes struct {
	side
}

// HasNotes reports whether the library in dir has ever had notes.
func HasNotes(dir string) (bool, error) { return hasSide(dir, notesKind()) }

// OpenNotes opens the notes of the library in dir, making the file when there is none.
// Errors: ErrNotFound when there is no folder dir, ErrNewer when a later Hearsay made it.
func OpenNotes(ctx context.Context, dir string) (*Notes, error) {
	s, err := openSide(ctx, dir, notesKind())
	if err != nil {
		return nil, err
	}
	return &Notes{s}, nil
}

// WithNotes calls f with the notes of the library in dir, if it ever had any.
func WithNotes(ctx context.Context, dir string, f func(*Notes) error) error {
	has, err := HasNotes(dir)
	if err != nil || !has {
		return err
	}
	n, err := OpenNotes(ctx, dir)
	if err != nil {
		return err
	}
	defer n.Close()
	return f(n)
}

// MaxNotes is how many notes an article may have.
const MaxNotes = 500

const noteColumns = `id, article, exact, prefix, suffix, start, stop, wording, body, tags, author, made, changed, origin`

func scanNote(row interface{ Scan(...any) error }) (n hearsay.Note, err error) {
	var id, article, wording, tags []byte
	var made, changed int64
	a := &n.At
	if err := row.Scan(&id, &article, &a.Exact, &a.Prefix, &a.Suffix, &a.Start, &a.End, &wording, &n.Body, &tags, &n.By, &made, &changed, &n.From); err != nil {
		return n, err
	}
	copy(n.ID[:], id)
	copy(n.Article[:], article)
	copy(a.Text[:], wording)
	n.Made, n.Changed = fromUnix(made), fromUnix(changed)
	if err := json.Unmarshal(tags, &n.Tags); err != nil {
		return n, fmt.Errorf("note %s: %w: %w", n.ID, hearsay.ErrCorrupt, err)
	}
	return n, nil
}

// Of lists the notes on an article, in the order in which they were made.
func (n *Notes) Of(ctx context.Context, article hearsay.ArticleID) ([]hearsay.Note, error) {
	list, err := sideList(ctx, &n.side, func(r *sql.Rows) (hearsay.Note, error) { return scanNote(r) },
		`select `+noteColumns+` from notes where article = ?`, article[:])
	slices.SortFunc(list, hearsay.CompareNotes)
	return list, err
}

// Note returns one note. Error: ErrNotFound.
func (n *Notes) Note(ctx context.Context, id hearsay.NoteID) (hearsay.Note, error) {
	note, err := scanNote(n.db.QueryRowContext(ctx, `select `+noteColumns+` from notes where id = ?`, id[:]))
	return note, n.wrap("note "+id.String(), err)
}

// Articles lists the articles that have notes, in the order of their IDs.
func (n *Notes) Articles(ctx context.Context) ([]hearsay.ArticleID, error) {
	return sideList(ctx, &n.side, func(r *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(r, &id)
		return id, err
	}, `select distinct article from notes order by article`)
}

// Count counts the notes.
func (n *Notes) Count(ctx context.Context) (count int, err error) {
	err = n.db.QueryRowContext(ctx, `select count(*) from notes`).Scan(&count)
	return count, n.wrap("count notes", err)
}

// NotePut says what became of a note that was put.
type NotePut int

// What becomes of it.
const (
	NoteSame    NotePut = iota // it was there as it is
	NoteAdded                  // it was not there
	NoteChanged                // it was there otherwise
)

// Put adds a note, or puts it in place of the one that has its ID. Errors: ErrInvalid for
// one that says nothing; ErrConflict when its article has as many as there may be.
func (n *Notes) Put(ctx context.Context, note *hearsay.Note) (put NotePut, err error) {
	if err := note.Sound(); err != nil {
		return put, fmt.Errorf("write note: %w", err)
	}
	tags, err := json.Marshal(append([]string{}, note.Tags...))
	if err != nil {
		return put, err
	}
	err = n.change(ctx, "write note", func(tx *sql.Tx) error {
		if put, err = putting(ctx, tx, note); err != nil || put == NoteSame {
			return err
		}
		if _, err := tx.ExecContext(ctx, `delete from notes where id = ?`, note.ID[:]); err != nil {
			return err
		}
		a := &note.At
		_, err := tx.ExecContext(ctx, `insert into notes (`+noteColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, note.ID[:], note.Article[:],
			a.Exact, a.Prefix, a.Suffix, a.Start, a.End, wordingOf(a), note.Body, string(tags), note.By, unix(note.Made), unix(note.Changed), note.From)
		return err
	})
	return put, err
}

// putting tells what is to become of a note.
func putting(ctx context.Context, tx *sql.Tx, note *hearsay.Note) (NotePut, error) {
	rows, err := tx.QueryContext(ctx, `select `+noteColumns+` from notes where id = ?`, note.ID[:])
	if err != nil {
		return NoteSame, err
	}
	had, err := collect(rows, func(r *sql.Rows) (hearsay.Note, error) { return scanNote(r) })
	if err != nil {
		return NoteSame, err
	}
	if len(had) > 0 && had[0].Article == note.Article {
		if sameNote(had[0], *note) {
			return NoteSame, nil
		}
		return NoteChanged, nil
	}
	var many int
	if err := tx.QueryRowContext(ctx, `select count(*) from notes where article = ?`, note.Article[:]).Scan(&many); err != nil {
		return NoteSame, err
	}
	if many >= MaxNotes {
		return NoteSame, fmt.Errorf("%w: article %s has %d notes, and no more are kept of one", hearsay.ErrConflict, note.Article, MaxNotes)
	}
	return NoteAdded, nil
}

// sameNote compares as the table keeps.
func sameNote(a, b hearsay.Note) bool {
	for _, n := range []*hearsay.Note{&a, &b} {
		n.Made, n.Changed = fromUnix(unix(n.Made)), fromUnix(unix(n.Changed))
		n.Tags = append([]string{}, n.Tags...)
	}
	return reflect.DeepEqual(a, b)
}

func wordingOf(a *hearsay.Anchor) []byte {
	if a.Text == (hearsay.Digest{}) {
		return []byte{}
	}
	return a.Text[:]
}

// Remove removes a note. Error: ErrNotFound.
func (n *Notes) Remove(ctx context.Context, id hearsay.NoteID) error {
	return n.wrap("remove note "+id.String(), one(n.db.ExecContext(ctx, `delete from notes where id = ?`, id[:])))
}

// Forget removes the notes on articles that leave the library, also from the log of the
// database, and says how many there were.
func (n *Notes) Forget(ctx context.Context, articles []hearsay.ArticleID) (gone int, err error) {
	err = n.change(ctx, "forget notes", func(tx *sql.Tx) error {
		for _, id := range articles {
			res, err := tx.ExecContext(ctx, `delete from notes where article = ?`, id[:])
			if err != nil {
				return err
			}
			rows, err := res.RowsAffected()
			if err != nil {
				return err
			}
			gone += int(rows)
		}
		return nil
	})
	if err == nil && gone > 0 {
		err = n.fold(ctx)
	}
	return gone, err
}

// Withhold ties the notes on an article to what is left of its text when words are taken
// from it. Characters of the text keep their places, and what a note quotes becomes what stands
// there now; of an orphan nothing is left but what it says. Done again, it changes nothing.
func (n *Notes) Withhold(ctx context.Context, article hearsay.ArticleID, before, text string) error {
	list, err := n.Of(ctx, article)
	if err != nil || len(list) == 0 {
		return err
	}
	old, now := hearsay.NewFinder(before), hearsay.NewFinder(text)
	for _, note := range list {
		if now.Find(&note.At).Fit == hearsay.FitInPlace {
			continue // done before an interruption, or of words that are kept
		}
		at := old.Find(&note.At)
		note.At = nowhere()
		if !at.Orphan() {
			note.At = leftOf(text, hearsay.NewAnchor(before, at.Span))
		}
		if _, err := n.Put(ctx, &note); err != nil {
			return err
		}
	}
	return n.fold(ctx)
}

// nowhere is the anchor of words that are not kept. It holds in no text: none has an
// invisible character.
func nowhere() hearsay.Anchor { return hearsay.Anchor{Exact: "▚▞▙", Prefix: "\u2060"} }

// leftOf is an anchor at the same code points of what is left of a text.
func leftOf(text string, was hearsay.Anchor) hearsay.Anchor {
	points := []rune(text)
	if was.End > len(points) || strings.TrimSpace(string(points[was.Start:was.End])) == "" {
		return nowhere()
	}
	start := len(string(points[:was.Start]))
	return hearsay.NewAnchor(text, hearsay.Span{Start: start, End: start + len(string(points[was.Start:was.End]))})
}

// fold writes the log of the database into it, which overwrites what was removed.
func (n *Notes) fold(ctx context.Context) error {
	if n.engine == inPostgres {
		return nil // its log is its own affair
	}
	_, err := n.db.ExecContext(ctx, `pragma wal_checkpoint(truncate)`)
	return n.wrap("write notes", err)
}
