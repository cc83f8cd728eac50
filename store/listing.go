// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"fmt"
	"strings"

	"hearsay"
)

// Mark is the place of a row in the order of a list: what the list is ordered by, and
// an ID where that is equal. It stays where it is when rows are added, so a list can be
// gone through from mark to mark without a row lost or given twice; only a row whose own
// place changes meanwhile may move past it. The zero Mark is before the first row.
type Mark struct {
	Keys []int64 `json:"k,omitempty"`
	ID   []byte  `json:"i,omitempty"`
}

// IsZero reports whether the mark is before the first row.
func (m Mark) IsZero() bool { return len(m.Keys) == 0 }

// Listing is some rows of a list.
type Listing[T any] struct {
	Rows  []T
	Total int  // rows of the whole list
	Next  Mark // of the last of Rows; zero when no row follows
}

// cut leaves limit of more rows that were read, and returns the last of them.
func (p *Listing[T]) cut(limit int) *T {
	p.Rows = p.Rows[:limit]
	return &p.Rows[limit-1]
}

// order is how a list is ordered: by expressions, greatest first, and where these are
// equal by an ID, least first.
type order struct {
	by []string
	id string
}

func (o order) clause() string {
	return ` order by ` + strings.Join(o.by, ` desc, `) + ` desc, ` + o.id
}

// behind is the condition that a row stands behind a mark. Error: ErrInvalid for a mark
// of another list.
func (o order) behind(m Mark) (condition string, args []any, err error) {
	if m.IsZero() {
		return `true`, nil, nil
	}
	if len(m.Keys) != len(o.by) || len(m.ID) != len(hearsay.ArticleID{}) {
		return "", nil, fmt.Errorf("%w: the mark is of another list", hearsay.ErrInvalid)
	}
	condition, args = o.id+` > ?`, []any{m.ID}
	for i := len(o.by) - 1; i >= 0; i-- {
		k := m.Keys[i]
		condition = `(` + o.by[i] + ` < ? or ` + o.by[i] + ` = ? and ` + condition + `)`
		args = append([]any{k, k}, args...)
	}
	// Implied by the rest; an index answers it.
	return o.by[0] + ` <= ? and ` + condition, append([]any{m.Keys[0]}, args...), nil
}

// place reads the mark of the row of a table that has an ID.
func (s *Store) place(ctx context.Context, o order, table string, id []byte) (Mark, error) {
	m := Mark{Keys: make([]int64, len(o.by)), ID: id}
	to := make([]any, len(o.by))
	for i := range to {
		to[i] = &m.Keys[i]
	}
	err := s.db.QueryRowContext(ctx, `select `+strings.Join(o.by, `, `)+` from `+table+` where `+o.id+` = ?`, id).Scan(to...)
	return m, s.wrap("read place in list", err)
}

// articleOrder is that of [Store.Articles]: by date, latest first.
// The second key is how an index has them.
var articleOrder = order{[]string{`coalesce(a.published, a.latest, a.seen)`, `a.n`}, `a.id`}

// Articles returns a part of the list of articles, latest first: limit of those that
// follow a mark, and of these offset left out at the beginning. Error: ErrInvalid for a
// mark of another list.
func (s *Store) Articles(ctx context.Context, after Mark, offset, limit int) (p Listing[hearsay.Brief], err error) {
	condition, args, err := articleOrder.behind(after)
	if err != nil {
		return p, err
	}
	if err := s.db.QueryRowContext(ctx, `select count(*) from articles`).Scan(&p.Total); err != nil {
		return p, s.wrap("count articles", err)
	}
	p.Rows, err = s.briefs(ctx, `where `+condition+articleOrder.clause()+` limit ? offset ?`, append(args, limit+1, offset)...)
	if err == nil && len(p.Rows) > limit {
		p.Next, err = s.place(ctx, articleOrder, `articles a`, p.cut(limit).ID[:])
	}
	return p, err
}

// StoriesAfter returns a part of the list of stories, as Articles does of articles.
func (s *Store) StoriesAfter(ctx context.Context, by StoryOrder, after Mark, offset, limit int) (p Listing[hearsay.Story], err error) {
	o := by.rank()
	condition, args, err := o.behind(after)
	if err != nil {
		return p, err
	}
	counts, err := listStories(ctx, s, scanNumber, `select count(*) from stories where articles > 1`)
	if err != nil || len(counts) == 0 {
		return p, err
	}
	p.Total = int(counts[0])
	p.Rows, err = s.storyPage(ctx, by, condition, append(args, limit+1, offset)...)
	if err == nil && len(p.Rows) > limit {
		p.Next, err = s.place(ctx, o, `stories s`, p.cut(limit).ID[:])
	}
	return p, err
}

// VoicesAfter returns a part of the voices that pass the filter, as Articles does of
// articles: those of most articles first.
func (s *Store) VoicesAfter(ctx context.Context, f VoiceFilter, after Mark, offset, limit int) (p Listing[hearsay.Voice], err error) {
	o := order{[]string{`v.articles`, `v.last`}, `v.id`}
	condition, more, err := o.behind(after)
	if err != nil {
		return p, err
	}
	where, args, err := s.where(ctx, f)
	if err != nil {
		return p, err
	}
	if p.Total, err = s.countVoices(ctx, where, args); err != nil || p.Total == 0 {
		return p, err
	}
	p.Rows, err = list(ctx, s, scanVoice, selectVoice+where+` and `+condition+o.clause()+` limit ? offset ?`, append(append(args, more...), limit+1, offset)...)
	if err == nil && len(p.Rows) > limit {
		p.Next, err = s.place(ctx, o, `voices v`, p.cut(limit).ID[:])
	}
	return p, err
}
