// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"

	"hearsay"
)

// Reading is an article with all that was read from it.
type Reading struct {
	Article    *hearsay.Article
	Quotations []hearsay.Quotation
	// Voices are its speakers across articles, by the kind and name that it has for
	// them.
	Voices map[hearsay.Guise]hearsay.VoiceID
}

// Readings calls f for every article in order of arrival. F may keep what it gets.
// It stops at the first error that f returns.
func (m *Moment) Readings(ctx context.Context, f func(Reading) error) error {
	voices, err := m.hasVoices(ctx)
	if err != nil {
		return err
	}
	return m.each(ctx, func(rows *sql.Rows) error {
		var r Reading
		a, err := scanArticle(rows.Scan, &r.Quotations)
		if err != nil {
			return m.s.wrap("read articles", err)
		}
		r.Article, r.Voices = a, map[hearsay.Guise]hearsay.VoiceID{}
		if voices && len(r.Quotations) > 0 {
			if err := m.speakers(ctx, a.ID, r.Voices); err != nil {
				return err
			}
		}
		return f(r)
	}, selectArticle+`order by n`)
}

// hasVoices reports whether the moment's library has tables of voices.
func (m *Moment) hasVoices(ctx context.Context) (bool, error) {
	return m.hasTable(ctx, "unsettled")
}

// hasTable is hasTable of the moment.
func (m *Moment) hasTable(ctx context.Context, name string) (bool, error) {
	l, err := m.take(ctx)
	if err != nil {
		return false, m.s.wrap("read library", err)
	}
	defer m.giveBack(l)
	return m.s.hasTable(ctx, l.tx, name)
}

// Voices calls f for every voice in the order of their IDs. It stops at the first error
// that f returns.
func (m *Moment) Voices(ctx context.Context, f func(hearsay.Voice) error) error {
	have, err := m.hasVoices(ctx)
	if err != nil || !have {
		return err
	}
	return m.each(ctx, func(rows *sql.Rows) error {
		v, err := scanVoice(rows)
		if err != nil {
			return m.s.wrap("read speakers", err)
		}
		return f(v)
	}, selectVoice+`order by v.id`)
}

// speakers is [Store.Speakers] of the moment.
func (m *Moment) speakers(ctx context.Context, article hearsay.ArticleID, out map[hearsay.Guise]hearsay.VoiceID) error {
	return m.each(ctx, func(rows *sql.Rows) error {
		var g hearsay.Guise
		var id []byte
		if err := rows.Scan(&g.Kind, &g.Name, &id); err != nil {
			return m.s.wrap("read speakers", err)
		}
		out[g] = hearsay.VoiceID(id)
		return nil
	}, selectSpeakers, article[:])
}

// Outlets calls f for every outlet, in the order of what they are known by, with the
// number of its articles. It stops at the first error that f returns.
func (m *Moment) Outlets(ctx context.Context, f func(key string, o hearsay.Agent, articles int) error) error {
	return m.each(ctx, func(rows *sql.Rows) error {
		o := hearsay.Agent{Kind: hearsay.Outlet}
		var key string
		var articles int
		if err := rows.Scan(&key, &o.Name, &o.Domain, &articles); err != nil {
			return m.s.wrap("read outlets", err)
		}
		return f(key, o, articles)
	}, `select key, name, domain, (select count(*) from articles where outlet = key) from outlets order by key`)
}

// OutletOf is what the outlet of an article is known by; "" when it is not known.
func (m *Moment) OutletOf(ctx context.Context, article hearsay.ArticleID) (key string, err error) {
	err = m.row(ctx, func(row *sql.Row) error { return row.Scan(&key) }, `select o.key from articles a join outlets o on o.key = a.outlet where a.id = ?`, article[:])
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return key, m.s.wrap("read outlet", err)
}
