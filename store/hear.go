// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"hearsay"
	"hearsay/prose"
)

// This file keeps who speaks in articles. That follows adding, as clusters do: the
// facts say up to which article it came, and which stems of guises are to be looked
// at again.

// Heard is a speaker of an article, with the stem of its guise.
type Heard struct {
	hearsay.Appearance
	Stem string
}

// isUnheard holds for articles whose speakers were not gathered.
const isUnheard = `n > coalesce((select cast(value as bigint) from library where key = 'heard'), 0)`

// Unheard returns the first of the articles whose speakers were not gathered, in
// order of arrival: those that came after what was last given to ApplyHeard. An
// article that was removed and comes again is one.
func (s *Store) Unheard(ctx context.Context, limit int) ([]Arrival, error) {
	return list(ctx, s, scanArrival, `select n, id from articles where `+isUnheard+` order by n limit ?`, limit)
}

// Quotations returns the quotations of an article alone. Error: ErrNotFound.
func (s *Store) Quotations(ctx context.Context, id hearsay.ArticleID) ([]hearsay.Quotation, error) {
	var stored []byte
	err := s.readFacts.QueryRowContext(ctx, id[:]).Scan(&stored)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("article %s: %w", id, hearsay.ErrNotFound)
	}
	if err != nil {
		return nil, s.wrap("read article "+id.String(), err)
	}
	var quotations []hearsay.Quotation
	err = decodeFacts(stored, &hearsay.Article{}, &quotations)
	return quotations, err
}

// ApplyHeard commits speakers of articles, and that they were gathered up to article
// number heard. Their stems are unsettled from then on. Error: ErrNotFound for an
// article that is not there.
func (w *Writer) ApplyHeard(ctx context.Context, speakers []Heard, heard int64) error {
	return w.voice(ctx, func(t *voicer) {
		for i := range speakers {
			t.hear(&speakers[i])
		}
		t.set("heard", fmt.Sprint(heard))
	})
}

// voice runs f in a transaction.
func (w *Writer) voice(ctx context.Context, f func(*voicer)) error {
	err := w.transact(ctx, func(tx *sql.Tx) error {
		t := &voicer{
			applier: newApplier(ctx, tx, w.engine), changed: map[int64]bool{}, moved: map[int64]int64{},
		}
		f(t)
		return t.err
	})
	if err != nil {
		return fmt.Errorf("write speakers to %s: %w", w.path(), fault(err))
	}
	return nil
}

// set notes a value in table library.
func (t *applier) set(key, value string) {
	t.exec(`insert into library values (?, ?) on conflict (key) do update set value = excluded.value`, key, value)
}

// hear makes the rows of one appearance.
func (t *voicer) hear(h *Heard) {
	var article, at, guise, articles int64
	if !t.get([]any{&article, &at}, `select a.n, `+dateOf+` from articles a where a.id = ?`, h.Article[:]) {
		if t.err == nil {
			t.err = fmt.Errorf("article %s: %w", h.Article, hearsay.ErrNotFound)
		}
		return
	}
	folded := prose.Fold(h.Name)
	t.get([]any{&guise, &articles}, `insert into guises (stem, kind, name, role, folded, articles, voice) values (?, ?, ?, ?, ?, 1, 0)
		on conflict (kind, name, role) do update set articles = guises.articles + 1 returning n, articles`,
		h.Stem, string(h.Kind), h.Name, h.Role, folded)
	if articles == 1 && t.engine == inSQLite { // in PostgreSQL an index has the words
		for _, word := range strings.Fields(folded) {
			t.exec(`insert into guise_words values (?, ?) on conflict do nothing`, word, guise)
		}
	}
	t.exec(`insert into appearances values (?, ?, ?, ?, 0, 0)`, article, guise, at, h.Quotations)
	t.unsettle(h.Stem)
}

func (t *applier) unsettle(stem string) {
	t.exec(`insert into unsettled values (?) on conflict do nothing`, stem)
}

// unhear deletes the appearances of an article that is removed. Its speakers are
// counted anew when their stems are settled; a voice that nothing is left of goes
// now.
func (t *applier) unhear(id hearsay.ArticleID) {
	const its = `(select n from articles where id = ?)`
	guises := rowsOf(t, scanNumber, `select guise from appearances where article = `+its, id[:])
	voices := rowsOf(t, scanNumber, `select voice from appearances where voice > 0 and article = `+its, id[:])
	t.exec(`delete from appearances where article = `+its, id[:])
	for _, g := range guises {
		t.exec(`insert into unsettled select stem from guises where n = ? on conflict do nothing`, g)
		t.exec(`update guises set articles = articles - 1 where n = ?`, g)
		for _, folded := range rowsOf(t, scanText, `delete from guises where n = ? and articles = 0 returning folded`, g) {
			t.unlist(g, folded)
		}
	}
	for _, v := range voices {
		t.exec(`delete from voices where n = ?1 and not exists (select 1 from appearances where voice = ?1)`, v)
		t.exec(`update voice_ids set voice = 0 where voice = ?1 and not exists (select 1 from voices where n = ?1)`, v)
	}
}

// unlist forgets the words of a name.
func (t *applier) unlist(guise int64, folded string) {
	if t.engine != inSQLite {
		return
	}
	for _, word := range strings.Fields(folded) {
		t.exec(`delete from guise_words where word = ? and guise = ?`, word, guise)
	}
}

// Unsettled returns some of the stems that are to be settled, in order.
func (s *Store) Unsettled(ctx context.Context, limit int) ([]string, error) {
	return list(ctx, s, scanText, `select stem from unsettled order by stem limit ?`, limit)
}

func scanText(rows *sql.Rows) (text string, err error) {
	err = rows.Scan(&text)
	return text, err
}

// ForgetVoices makes all of the library's speakers unheard, so that they are gathered
// and joined anew. IDs go on naming what they named.
func (w *Writer) ForgetVoices(ctx context.Context) error {
	return w.voice(ctx, func(t *voicer) {
		t.exec(`update voice_ids set now = coalesce((select id from voices where n = voice), now), voice = 0 where voice > 0`)
		for _, table := range []string{"appearances", "guises", "voices", "unsettled"} {
			t.exec(`delete from ` + table)
		}
		if t.engine == inSQLite {
			t.exec(`delete from guise_words`)
		}
		t.exec(`delete from library where key = 'heard'`)
	})
}

// Unvoiced counts the articles that Unheard, and the stems that Unsettled, would
// give.
func (s *Store) Unvoiced(ctx context.Context) (articles, stems int, err error) {
	have, err := s.hasVoices(ctx)
	if err != nil {
		return 0, 0, err
	}
	unsettled := `0`
	if have {
		unsettled = `(select count(*) from unsettled)`
	}
	err = s.db.QueryRowContext(ctx, `select (select count(*) from articles where `+isUnheard+`), `+unsettled).Scan(&articles, &stems)
	return articles, stems, s.wrap("count speakers", err)
}
