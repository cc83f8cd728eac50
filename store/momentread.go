// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"

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
	var tables int
	err := m.tx.QueryRowContext(ctx, `select count(*) from sqlite_schema where name = 'unsettled'`).Scan(&tables)
	return tables > 0, m.s.wrap("read library", err)
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
