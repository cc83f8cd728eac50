// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"

	"hearsay"
)

// hasStories reports whether the moment's library has tables of stories.
func (m *Moment) hasStories(ctx context.Context) (bool, error) {
	return m.hasTable(ctx, "story_ids")
}

// StoryFilter says which stories are wanted. Zero fields do not restrict.
type StoryFilter struct {
	Only          hearsay.StoryID // the one that has this ID now
	LeastArticles int
}

// Stories calls f for every story that passes the filter, in the order of their IDs.
// It stops at the first error that f returns.
func (m *Moment) Stories(ctx context.Context, filter StoryFilter, f func(hearsay.Story) error) error {
	have, err := m.hasStories(ctx)
	if err != nil || !have {
		return err
	}
	where, args := `where s.articles >= ? `, []any{filter.LeastArticles}
	if !filter.Only.IsZero() {
		where, args = where+`and s.id = ? `, append(args, filter.Only[:])
	}
	return m.each(ctx, func(rows *sql.Rows) error {
		s, err := scanStory(rows)
		if err != nil {
			return m.s.wrap("read stories", err)
		}
		return f(s)
	}, selectStory+where+`order by s.id`, args...)
}

// StoryReadings calls f for every article of the story that has an ID now, which is
// that of an article in it, in order of arrival, without its voices. F may keep what it gets. It stops at the first error
// that f returns.
func (m *Moment) StoryReadings(ctx context.Context, id hearsay.StoryID, f func(Reading) error) error {
	return m.each(ctx, func(rows *sql.Rows) error {
		var r Reading
		a, err := scanArticle(rows.Scan, &r.Quotations)
		if err != nil {
			return m.s.wrap("read story "+id.String(), err)
		}
		r.Article = a
		return f(r)
	}, selectArticle+`where n in (select article from members where story > 0 and story =
		(select story from members where article = (select n from articles where id = ?))) order by n`, id[:])
}

// Untold counts the articles that are in no story yet.
func (m *Moment) Untold(ctx context.Context) (n int, err error) {
	have, err := m.hasStories(ctx)
	if err != nil {
		return 0, err
	}
	query := `select count(*) from articles`
	if have {
		query = `select (select count(*) from articles) - (select count(*) from members where story > 0)`
	}
	err = m.row(ctx, func(row *sql.Row) error { return row.Scan(&n) }, query)
	return n, m.s.wrap("count articles", err)
}
