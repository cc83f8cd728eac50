// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"time"

	"hearsay"
)

// Addressed is an article with its address and its chosen date as written; zero for
// none.
type Addressed struct {
	ID       hearsay.ArticleID
	URL      string
	From, To time.Time
}

// Below returns the articles whose address begins with prefix, in order of address,
// limit at most.
func (s *Store) Below(ctx context.Context, prefix string, limit int) ([]Addressed, error) {
	if prefix == "" {
		return nil, nil
	}
	return list(ctx, s, func(rows *sql.Rows) (a Addressed, err error) {
		var id []byte
		var from, to sql.NullInt64
		if err := rows.Scan(&id, &a.URL, &from, &to); err != nil {
			return a, err
		}
		copy(a.ID[:], id)
		if from.Valid && to.Valid {
			a.From, a.To = fromUnix(from.Int64), fromUnix(to.Int64)
		}
		return a, nil
	}, `select id, url, published, latest from articles where story != '' and `+s.engine.below()+` order by story, n limit ?3`,
		prefix, after(prefix), limit)
}

// after is the least string that is greater than all that begin with prefix; an
// address is valid UTF-8, in which the last byte is never 0xff.
func after(prefix string) string {
	return prefix[:len(prefix)-1] + string([]byte{prefix[len(prefix)-1] + 1})
}
