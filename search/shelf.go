// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"

	"hearsay"
	"hearsay/store"
)

// shelf keeps articles that were read lately. Questions come back to the same
// ones: candidates are aligned earliest first, so whatever shares a block or a
// stock phrase with a thousand articles is set against the same few. What an id
// stands for changes only when the library is rebuilt.
type shelf struct {
	lib      *store.Store
	articles *lru.Cache[hearsay.ArticleID, *hearsay.Article]
	outlets  *lru.Cache[hearsay.Agent, int] // how many articles each has
}

// With news a full shelf takes 80 MB; with the longest texts that it takes, 500.
const (
	shelfArticles = 8192
	shelfLongest  = 32 << 10 // bytes of a text
)

func newShelf(lib *store.Store) (*shelf, error) {
	articles, err := lru.New[hearsay.ArticleID, *hearsay.Article](shelfArticles)
	if err != nil {
		return nil, err
	}
	outlets, err := lru.New[hearsay.Agent, int](shelfArticles)
	return &shelf{lib, articles, outlets}, err
}

// clear forgets everything.
func (s *shelf) clear() {
	s.articles.Purge()
	s.outlets.Purge()
}

// of counts the articles of an outlet, which in a large library takes longer than
// all else of a question.
func (s *shelf) of(ctx context.Context, outlet hearsay.Agent) (int, error) {
	if n, ok := s.outlets.Get(outlet); ok {
		return n, nil
	}
	n, err := s.lib.OutletArticles(ctx, outlet)
	if err == nil {
		s.outlets.Add(outlet, n)
	}
	return n, err
}

// article returns an article without quotations. It is shared and must not be
// changed.
func (s *shelf) article(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, error) {
	if a, ok := s.articles.Get(id); ok {
		return a, nil
	}
	a, err := s.lib.Facts(ctx, id)
	if err == nil && len(a.Text) <= shelfLongest {
		s.articles.Add(id, a)
	}
	return a, err
}
