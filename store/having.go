// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hearsay"
)

// Having returns the numbers of articles that a full-text query finds, in order of arrival,
// but not more than most. It asks for no order of merit: of a word that all have, it reads no
// more than of one that most have.
func (s *Store) Having(ctx context.Context, query string, most int) ([]int64, error) {
	words, err := s.engine.wording(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.readHaving.QueryContext(ctx, words.value, most)
	if err != nil {
		return nil, s.wrap("search", err)
	}
	numbers, err := collect(rows, scanNumber)
	return numbers, s.wrap("search", err)
}

// selectHaving is what Having asks.
func selectHaving(e engine) string {
	return `select rowid from fulltext where ` + e.matches() + ` order by rowid limit ?`
}

// Numbered is an article with its number.
type Numbered struct {
	N  int64
	ID hearsay.ArticleID
}

// HavingBefore returns the articles that a full-text query finds among those that arrived
// before the one with a number, the latest first, but not more than most.
func (s *Store) HavingBefore(ctx context.Context, query string, before int64, most int) ([]Numbered, error) {
	words, err := s.engine.wording(query)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, func(rows *sql.Rows) (v Numbered, err error) {
		var id []byte
		err = rows.Scan(&v.N, &id)
		copy(v.ID[:], id)
		return v, err
	}, `select f.n, a.id from (select rowid as n from fulltext where `+words.match+` and rowid < ? order by rowid desc limit ?) f
		join articles a on a.n = f.n order by f.n desc`, words.value, before, most)
}

// Wording is what an article says, and nothing else of it.
type Wording struct {
	ID             hearsay.ArticleID
	Headline, Text string
}

// Wording returns the words of the article with a number. Error: ErrNotFound.
func (s *Store) Wording(ctx context.Context, n int64) (w Wording, err error) {
	var id, text []byte
	err = s.readWording.QueryRowContext(ctx, n).Scan(&id, &w.Headline, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return w, fmt.Errorf("article number %d: %w", n, hearsay.ErrNotFound)
	}
	if err != nil {
		return w, s.wrap(fmt.Sprintf("read article number %d", n), err)
	}
	copy(w.ID[:], id)
	plain, err := decompress(text)
	w.Text = string(plain)
	return w, err
}

const selectWording = `select id, headline, text from articles where n = ?`
