// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"

	"hearsay"
)

// hasTable reports whether the library has a table: one of before there were any has none
// until its next writer makes it.
func (s *Store) hasTable(ctx context.Context, db queryer, name string) (has bool, err error) {
	has, err = s.engine.hasTable(ctx, db, name)
	return has, s.wrap("read library", err)
}

// hasStories reports whether there are tables of stories: a library of before has
// none until its next writer makes them.
func (s *Store) hasStories(ctx context.Context) (bool, error) {
	if s.stories.Load() {
		return true, nil
	}
	have, err := s.hasTable(ctx, s.db, "story_ids")
	if have {
		s.stories.Store(true)
	}
	return have, err
}

// listStories is list for tables of stories: nothing where there are none.
func listStories[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	if have, err := s.hasStories(ctx); err != nil || !have {
		return nil, err
	}
	return list(ctx, s, scan, query, args...)
}

// outletsOf counts the known outlets of story s.
const outletsOf = `(select count(distinct a.outlet) from members m join articles a on a.n = m.article where m.story = s.n and m.story > 0 and a.outlet != '')`

// dated is the least or greatest date of the articles of story s that have one.
const dated = `(m.at) from members m join articles a on a.n = m.article where m.story = s.n and m.story > 0 and a.published is not null)`

const selectStory = `select s.id, coalesce((select min` + dated + `, s.first), coalesce((select max` + dated + `, s.last), s.articles, s.confirmed, ` + outletsOf + ` from stories s `

func scanStory(rows *sql.Rows) (s hearsay.Story, err error) {
	var id []byte
	var first, last int64
	err = rows.Scan(&id, &first, &last, &s.Articles, &s.Confirmed, &s.Outlets)
	copy(s.ID[:], id)
	s.First, s.Last = instant(first), instant(last)
	return s, err
}

// StoryOrder is how a list of stories is ordered.
type StoryOrder int

// The orders.
const (
	LatestStories  StoryOrder = iota // latest article first
	LargestStories                   // most articles first
)

// Stories returns a page of the stories of two articles or more, without their
// earliest articles, and how many there are in all.
func (s *Store) Stories(ctx context.Context, order StoryOrder, offset, limit int) ([]hearsay.Story, int, error) {
	counts, err := listStories(ctx, s, scanNumber, `select count(*) from stories where articles > 1`)
	if err != nil || len(counts) == 0 {
		return nil, 0, err
	}
	page, err := s.storyPage(ctx, order, `true`, limit, offset)
	return page, int(counts[0]), err
}

// rank is how stories are ordered.
func (o StoryOrder) rank() order {
	if o == LargestStories {
		return order{[]string{`s.articles`, `s.last`}, `s.id`}
	}
	return order{[]string{`s.last`}, `s.id`}
}

// storyPage reads a page of the stories that meet a condition, which args are for, with
// limit and offset behind them. Only of the stories of the page articles are counted; they
// are found by the index of their order, which the database would not take by itself.
func (s *Store) storyPage(ctx context.Context, o StoryOrder, condition string, args ...any) ([]hearsay.Story, error) {
	index := `stories_last`
	if o == LargestStories {
		index = `stories_articles`
	}
	sorted := o.rank().clause()
	return list(ctx, s, scanStory, selectStory+`where s.n in (select s.n from stories s indexed by `+index+`
		where s.articles > 1 and `+condition+sorted+` limit ? offset ?)`+sorted, args...)
}

// Story returns the story that an ID names: the one that the article of that ID is
// in. So the ID of what is returned may be another. Errors: ErrNotFound for an ID
// that is of no article, or of one that is not placed yet, ErrGone when the article
// was removed and nothing is left of its story.
func (s *Store) Story(ctx context.Context, id hearsay.StoryID) (hearsay.Story, error) {
	asked := id
	for range maxRedirects {
		found, err := listStories(ctx, s, scanStory, selectStory+`where s.n = (select story from members where article = (select n from articles where id = ?) and story > 0)`, id[:])
		if err != nil || len(found) > 0 {
			return first(found), err
		}
		next, err := listStories(ctx, s, func(rows *sql.Rows) (now []byte, err error) {
			err = rows.Scan(&now)
			return now, err
		}, `select now from story_ids where id = ?`, id[:])
		switch {
		case err != nil:
			return hearsay.Story{}, err
		case len(next) == 0:
			return hearsay.Story{}, fmt.Errorf("story %s: %w", asked, hearsay.ErrNotFound)
		case len(next[0]) == 0:
			return hearsay.Story{}, fmt.Errorf("story %s: %w: no article of it is in the library now", asked, hearsay.ErrGone)
		}
		copy(id[:], next[0])
	}
	return hearsay.Story{}, fmt.Errorf("story %s: %w", asked, hearsay.ErrGone)
}

func first[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[0]
	}
	return v
}

// StoryMember is an article of a story, with the reason.
type StoryMember struct {
	Article hearsay.ArticleID
	Tie     hearsay.StoryTie
}

// StoryMembers returns articles of a story, by date and ID. The ID may be an older
// one. Errors: those of Story.
func (s *Store) StoryMembers(ctx context.Context, id hearsay.StoryID, offset, limit int) ([]StoryMember, error) {
	now, err := s.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, func(rows *sql.Rows) (m StoryMember, err error) {
		var article, tied []byte
		err = rows.Scan(&article, &m.Tie.Rule, &tied, &m.Tie.Words, &m.Tie.Names, &m.Tie.Ruling)
		copy(m.Article[:], article)
		copy(m.Tie.With[:], tied)
		return m, err
	}, `select a.id, m.rule, m.tied, m.words, m.shared, m.ruling from members m join articles a on a.n = m.article
		where m.story = (select story from members where article = (select n from articles where id = ?)) and m.story > 0
		order by m.at, a.id limit ? offset ?`, now.ID[:], limit, offset)
}

// StoryOf returns the story that an article is in. Errors: those of Story.
func (s *Store) StoryOf(ctx context.Context, article hearsay.ArticleID) (hearsay.Story, error) {
	return s.Story(ctx, hearsay.StoryID(article))
}

// Untold counts the articles of which what they tell was not gathered, or which were
// not placed in a story.
func (s *Store) Untold(ctx context.Context) (n int, err error) {
	have, err := s.hasStories(ctx)
	if err != nil {
		return 0, err
	}
	query := `select count(*) from articles where ` + isUntold
	if have {
		query = `select (` + query + `) + (select count(*) from members where story = 0)`
	}
	err = s.db.QueryRowContext(ctx, query).Scan(&n)
	return n, s.wrap("count articles", err)
}

// isUntold holds for articles of which what they tell was not gathered, and can be:
// their passages were looked for.
const isUntold = `n > coalesce((select cast(value as bigint) from library where key = 'told'), 0)
	and n <= coalesce((select cast(value as bigint) from library where key = 'detected'), 0)`

// UntoldArticles returns the first of the articles of which what they tell was not
// gathered, in order of arrival.
func (s *Store) UntoldArticles(ctx context.Context, limit int) ([]Arrival, error) {
	return list(ctx, s, scanArrival, `select n, id from articles where `+isUntold+` order by n limit ?`, limit)
}

// Unplaced returns the articles that are in no story yet, by date and ID.
func (s *Store) Unplaced(ctx context.Context) ([]int64, error) {
	return listStories(ctx, s, scanNumber, `select m.article from members m join articles a on a.n = m.article where m.story = 0 order by m.at, a.id`)
}

// CheckStories compares the tables of stories with each other and returns what is
// wrong, one sentence each.
func (s *Store) CheckStories(ctx context.Context) ([]string, error) {
	return listStories(ctx, s, scanText, `
		select n || ' articles are in stories that are not there' from (
			select count(*) as n from members where story > 0 and story not in (select n from stories)) lost where n > 0
		union all
		select 'the story of article number ' || s.n || ' is counted wrong' from stories s
			where (s.articles, s.first, s.last) != (select count(*), coalesce(min(at), 0), coalesce(max(at), 0) from members where story = s.n and story > 0)
		union all
		select 'story number ' || s.n || ' does not have the ID of its earliest article' from stories s
			where s.id != (select a.id from members m join articles a on a.n = m.article where m.story = s.n and m.story > 0 order by m.at, a.id limit 1)
		limit 100`)
}

// StoryArticles returns the IDs of the articles of a story, without more; at most
// so many, by date and ID. The ID may be an older one. Errors: those of Story.
func (s *Store) StoryArticles(ctx context.Context, id hearsay.StoryID, limit int) (out []hearsay.ArticleID, err error) {
	members, err := s.StoryMembers(ctx, id, 0, limit)
	for _, m := range members {
		out = append(out, m.Article)
	}
	return out, err
}
