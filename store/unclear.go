// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"

	"hearsay"
)

// Unclear returns a page of the articles that have quotations of nobody who is known,
// the latest first. Those that an older Hearsay added are among them after a rebuild.
func (s *Store) Unclear(ctx context.Context, offset, limit int) ([]hearsay.ArticleID, error) {
	return list(ctx, s.db, func(rows *sql.Rows) (id hearsay.ArticleID, err error) {
		err = scanID(rows, &id)
		return id, err
	}, `select a.id from articles a where exists (select 1 from quotations q where q.article = a.n and q.speaker = '')
		order by coalesce(a.published, a.latest, a.seen) desc, a.n desc limit ? offset ?`, limit, offset)
}

// CountUnclear counts the quotations of nobody who is known, and the articles that have
// them. It reads an index of these.
func (s *Store) CountUnclear(ctx context.Context) (quotations, articles int, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*), count(distinct article) from quotations where speaker = ''`).Scan(&quotations, &articles)
	if err != nil {
		err = fmt.Errorf("count quotations in %s: %w", databaseName, fault(err))
	}
	return quotations, articles, err
}
