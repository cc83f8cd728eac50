// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"

	"hearsay"
	"hearsay/chain"
	"hearsay/prose"
	"hearsay/quote"
	"hearsay/reuse"
)

// shelf keeps articles that were read lately. Questions come back to the same
// ones: candidates are aligned earliest first, so whatever shares a block or a
// stock phrase with a thousand articles is set against the same few. What an id
// stands for changes only when the library is rebuilt.
type shelf struct {
	facts    func(context.Context, hearsay.ArticleID) (*hearsay.Article, error)
	articles *lru.Cache[hearsay.ArticleID, *volume]
}

// With news a full shelf takes 130 MB; with the longest texts that it takes, 800.
const (
	shelfArticles = 8192
	shelfLongest  = 32 << 10 // bytes of a text
)

// newShelf makes a shelf for so many articles, which facts reads.
func newShelf(facts func(context.Context, hearsay.ArticleID) (*hearsay.Article, error), size int) (*shelf, error) {
	articles, err := lru.New[hearsay.ArticleID, *volume](size)
	return &shelf{facts, articles}, err
}

// clear forgets everything.
func (s *shelf) clear() { s.articles.Purge() }

// volume is an article as it stands on the shelf: without quotations, with its words.
// It is shared and must not be changed.
type volume struct {
	*hearsay.Article
	codes        []reuse.Code
	starts, ends []uint32 // of the words, in bytes of the text
	mayQuote     bool     // there are quote marks in it
}

func newVolume(a *hearsay.Article) *volume {
	words := prose.Words(a.Text)
	v := &volume{Article: a, codes: reuse.AppendCodes(nil, words), mayQuote: quote.MayQuote(a.Text)}
	places := make([]uint32, 2*len(words))
	v.starts, v.ends = places[:len(words)], places[len(words):]
	for i, w := range words {
		v.starts[i], v.ends[i] = uint32(w.Span.Start), uint32(w.Span.End)
	}
	return v
}

// bytes turns a range of word numbers, which is not empty, into bytes of the text.
func (v *volume) bytes(s hearsay.Span) hearsay.Span {
	return hearsay.Span{Start: int(v.starts[s.Start]), End: int(v.ends[s.End-1])}
}

// article returns an article, read from the library if need be. Error: ErrNotFound.
func (s *shelf) article(ctx context.Context, id hearsay.ArticleID) (*volume, error) {
	if v, ok := s.articles.Get(id); ok {
		return v, nil
	}
	a, err := s.facts(ctx, id)
	if err != nil {
		return nil, err
	}
	v := newVolume(a)
	if len(a.Text) <= shelfLongest {
		s.articles.Add(id, v)
	}
	return v, nil
}

// chainOf returns an article with the chain of its page, which is kept: it takes the
// quotations to make it, and many questions end at one article. Both are shared and
// must not be changed. Error: ErrNotFound.
func (e *Engine) chainOf(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, []hearsay.Step, error) {
	if steps, ok := e.chains.Get(id); ok {
		v, err := e.shelf.article(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		return v.Article, steps, nil
	}
	a, quotations, err := e.lib.Article(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	steps := chain.Page(a, quotations)
	e.chains.Add(id, steps)
	return a, steps, nil
}

// ofOutlet counts the articles of an outlet, once for each state of the library: in
// a large one counting takes longer than all else of a question.
func (e *Engine) ofOutlet(ctx context.Context, outlet hearsay.Agent) (int, error) {
	if n, ok := e.outlets.Get(outlet); ok {
		return n, nil
	}
	n, err := e.lib.OutletArticles(ctx, outlet)
	if err == nil {
		e.outlets.Add(outlet, n)
	}
	return n, err
}
