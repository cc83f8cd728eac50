// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"

	"hearsay"
)

// Unclear returns a part of the articles that have quotations of nobody who is known, as
// Articles does of all: the latest first, without their number (CountUnclear has it). Those that
// an older Hearsay added are among them after a rebuild.
func (s *Store) Unclear(ctx context.Context, after Mark, offset, limit int) (p Listing[hearsay.ArticleID], err error) {
	const from = ` from articles a where exists (select 1 from quotations q where q.article = a.n and q.speaker = '') and `
	return s.articlesBehind(ctx, from, nil, after, offset, limit)
}

// articlesBehind is a part of a list of articles, latest first; from ends where a condition can follow.
func (s *Store) articlesBehind(ctx context.Context, from string, args []any, after Mark, offset, limit int) (p Listing[hearsay.ArticleID], err error) {
	condition, more, err := articleOrder.behind(after)
	if err != nil {
		return p, err
	}
	p.Rows, err = list(ctx, s, func(rows *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(rows, &id)
		return id, err
	}, `select a.id`+from+condition+articleOrder.clause()+` limit ? offset ?`, append(append(args, more...), limit+1, offset)...)
	if err == nil && len(p.Rows) > limit && limit > 0 {
		p.Next, err = s.place(ctx, articleOrder, `articles a`, p.cut(limit)[:])
	}
	return p, err
}

// CountUnclear counts the quotations of nobody who is known, and the articles that have
// them. It reads an index of these.
func (s *Store) CountUnclear(ctx context.Context) (quotations, articles int, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*), count(distinct article) from quotations where speaker = ''`).Scan(&quotations, &articles)
	if err != nil {
		err = fmt.Errorf("count quotations in %s: %w", s.name, fault(err))
	}
	return quotations, articles, err
}
