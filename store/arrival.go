// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"hearsay"
)

// complete holds for articles that all stages are through with: compared, heard, and put
// into a story.
const complete = `n <= coalesce((select cast(value as bigint) from library where key = 'detected'), 0)
	and n <= coalesce((select cast(value as bigint) from library where key = 'heard'), 0)
	and n <= coalesce((select cast(value as bigint) from library where key = 'told'), 0)
	and n < coalesce((select min(article) from appearances where voice = 0), n + 1)
	and n < coalesce((select min(article) from members where story = 0), n + 1)`

// Completed returns the articles that came after one, in order of arrival, up to the first
// that a stage is still to come to.
func (s *Store) Completed(ctx context.Context, after int64, limit int) ([]hearsay.Arrived, error) {
	// Without tables of stories it was written by no Hearsay that knows of stages.
	return listStories(ctx, s, scanArrived, `select n, id from articles where n > ? and `+complete+` order by n limit ?`, after, limit)
}

// LastArrived returns the articles that came last, the latest first.
func (s *Store) LastArrived(ctx context.Context, limit int) ([]hearsay.Arrived, error) {
	return list(ctx, s, scanArrived, `select n, id from articles order by n desc limit ?`, limit)
}

// OutletKey returns what the outlet of an article is known by, and the outlet; "" when it
// is not known.
func (s *Store) OutletKey(ctx context.Context, article hearsay.ArticleID) (key string, o hearsay.Agent, err error) {
	o.Kind = hearsay.Outlet
	err = s.db.QueryRowContext(ctx, `select o.key, o.name, o.domain from articles a join outlets o on o.key = a.outlet where a.id = ?`, article[:]).Scan(&key, &o.Name, &o.Domain)
	if errors.Is(err, sql.ErrNoRows) {
		return "", hearsay.Agent{}, nil
	}
	return key, o, s.wrap("read outlet", err)
}

// OutletKeys returns what the outlets are known by that a person means by a name or domain:
// those that Filter's Outlet finds.
func (s *Store) OutletKeys(ctx context.Context, name string) ([]string, error) {
	key := outletKey(hearsay.Agent{Name: name})
	domain := strings.TrimPrefix(strings.ToLower(name), "www.")
	return list(ctx, s, scanText, `select key from outlets where key = ? or key = ? or domain = ? order by key`, key, "the "+key, domain)
}
