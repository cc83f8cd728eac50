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
	lib   *store.Store
	texts *lru.Cache[hearsay.ArticleID, string]
	facts *lru.Cache[hearsay.ArticleID, *hearsay.Article]
}

// With news a full shelf takes 60 MB; with the longest texts that it takes, 500.
const (
	shelfArticles = 8192
	shelfLongest  = 32 << 10 // bytes of a text
)

func newShelf(lib *store.Store) (*shelf, error) {
	s := &shelf{lib: lib}
	var err error
	if s.texts, err = lru.New[hearsay.ArticleID, string](shelfArticles); err == nil {
		s.facts, err = lru.New[hearsay.ArticleID, *hearsay.Article](shelfArticles)
	}
	return s, err
}

// clear forgets everything.
func (s *shelf) clear() {
	s.texts.Purge()
	s.facts.Purge()
}

func (s *shelf) text(ctx context.Context, id hearsay.ArticleID) (string, error) {
	if text, ok := s.texts.Get(id); ok {
		return text, nil
	}
	text, err := s.lib.Text(ctx, id)
	if err == nil && len(text) <= shelfLongest {
		s.texts.Add(id, text)
	}
	return text, err
}

// article returns an article, without quotations, whose text the caller has. It
// is shared and must not be changed.
func (s *shelf) article(ctx context.Context, id hearsay.ArticleID, text string) (*hearsay.Article, error) {
	if a, ok := s.facts.Get(id); ok {
		return a, nil
	}
	a, err := s.lib.Facts(ctx, id, text)
	if err == nil && len(text) <= shelfLongest {
		s.facts.Add(id, a)
	}
	return a, err
}
