// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"hearsay"
)

// Match is an article that passes a filter, with what lists of them are ordered and
// counted by.
type Match struct {
	N        int64 // in order of arrival
	ID       hearsay.ArticleID
	Outlet   string // name, else domain; "" for none
	Language string
	Words    int
	// From and To bound the chosen date as Filter's After and Before see it; zero
	// when there is none. At orders lists.
	From, To, At time.Time
}

// Matches returns what Find would give, all of it and in its order, but not more
// than most.
func (s *Store) Matches(ctx context.Context, f Filter, most int) ([]Match, error) {
	return s.matches(ctx, &f, "", most)
}

// LatestMatches returns some of what Find would give, those that arrived last first:
// it does not look for the best, and so takes no longer than finding those.
func (s *Store) LatestMatches(ctx context.Context, f Filter, most int) ([]Match, error) {
	if f.Words != "" {
		return s.matches(ctx, &f, ` order by fulltext.rowid desc`, most)
	}
	where, args := f.conditions()
	return s.matchesOf(ctx, source{from: ` from articles a`, clause: clause(where), args: args}, ` order by a.n desc`, most)
}

// Merits says of the articles that hold words, by number, how well they match: least for the
// best. O(h) for h articles that hold one of them.
func (s *Store) Merits(ctx context.Context, words string) (map[int64]float64, error) {
	q, err := s.engine.wording(words)
	if err != nil {
		return nil, err
	}
	out := map[int64]float64{}
	_, err = list(ctx, s, func(rows *sql.Rows) (n int64, err error) {
		var m float64
		err = rows.Scan(&n, &m)
		out[n] = m
		return n, err
	}, `select rowid, `+q.merit+` from fulltext where `+q.match, q.value)
	return out, err
}

// matches finds in an order; "" for that of what matches best.
func (s *Store) matches(ctx context.Context, f *Filter, order string, most int) ([]Match, error) {
	q, err := s.source(f)
	if err != nil {
		return nil, err
	}
	if order == "" {
		order = q.best
	}
	return s.matchesOf(ctx, q, order, most)
}

// matchesOf finds in a place and in an order.
func (s *Store) matchesOf(ctx context.Context, q source, order string, most int) ([]Match, error) {
	return list(ctx, s, scanMatch, `select a.n, a.id, coalesce(nullif(o.name, ''), o.domain, ''), a.language, a.words,
		a.published, a.latest, coalesce(a.published, a.latest, a.seen)`+q.from+
		` left join outlets o on o.key = a.outlet`+q.clause+order+` limit ?`, append(q.args, most)...)
}

func scanMatch(rows *sql.Rows) (m Match, err error) {
	var id []byte
	var from, to sql.NullInt64
	var at int64
	err = rows.Scan(&m.N, &id, &m.Outlet, &m.Language, &m.Words, &from, &to, &at)
	copy(m.ID[:], id)
	m.At = fromUnix(at)
	if from.Valid || to.Valid {
		m.From, m.To = fromUnix(either(from, to)), fromUnix(either(to, from))
	}
	return m, err
}

func either(a, b sql.NullInt64) int64 {
	if a.Valid {
		return a.Int64
	}
	return b.Int64
}

// numbers is a list of articles as an argument of a statement.
func numbers(matches []Match) (string, error) {
	list := make([]int64, 0, len(matches))
	for _, m := range matches {
		list = append(list, m.N)
	}
	b, err := json.Marshal(list)
	return string(b), err
}

// Shared is how many words a later arrival shares with an earlier one.
type Shared struct {
	A, B  int64 // numbers
	Words int
}

// SharedAmong returns what some articles share with one another. O(l) for the l links of
// these articles: with the bare b, each of them would be looked for with each other.
func (s *Store) SharedAmong(ctx context.Context, matches []Match) ([]Shared, error) {
	among, err := numbers(matches)
	if err != nil {
		return nil, err
	}
	if have, err := s.hasClusters(ctx); err != nil || !have {
		return nil, err
	}
	return list(ctx, s, func(rows *sql.Rows) (v Shared, err error) {
		err = rows.Scan(&v.A, &v.B, &v.Words)
		return v, err
	}, `with among as materialized (select value as n from `+s.engine.numbers(`?`)+` e)
		select l.a, l.b, sum(l.matched) from among join links l on l.a = among.n where l.b + 0 in (select n from among) group by l.a, l.b order by l.a, l.b`, among)
}

// Speaking is that somebody speaks in an article, by the folded name.
type Speaking struct {
	N    int64
	Name string
}

// SpeakingIn returns who speaks in some articles, each once an article.
func (s *Store) SpeakingIn(ctx context.Context, matches []Match) ([]Speaking, error) {
	among, err := numbers(matches)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, func(rows *sql.Rows) (v Speaking, err error) {
		err = rows.Scan(&v.N, &v.Name)
		return v, err
	}, `select distinct q.article, q.speaker from `+s.engine.numbers(`?`)+` e join quotations q on q.article = e.value where q.speaker != '' order by 1, 2`, among)
}

// Unfolded returns a name as articles write it most often; the folded name when
// nothing is known of it.
func (s *Store) Unfolded(ctx context.Context, folded string) (string, error) {
	have, err := s.hasVoices(ctx)
	if err != nil || !have {
		return folded, err
	}
	names, err := list(ctx, s, scanText, `select name from guises where folded = ? order by articles desc, name limit 1`, folded)
	if err != nil || len(names) == 0 {
		return folded, err
	}
	return names[0], nil
}
