// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"hearsay"
	"hearsay/chain"
	"hearsay/extract"
	"hearsay/quote"
	"hearsay/speaker"
)

// Reading is everything that one page tells by itself.
type Reading struct {
	Article    hearsay.Article
	Quotations []hearsay.Quotation
	Chain      []hearsay.Step
	Forks      [][]hearsay.Step // other ways than Chain
}

// Read reads one capture, without a library. Errors are those of
// [extract.Article]. It is a function of its arguments alone.
func Read(c hearsay.Capture, body []byte) (*Reading, error) {
	a, err := extract.Article(c, body)
	if err != nil {
		return nil, err
	}
	r := &Reading{Article: a}
	r.Quotations = quote.Find(&r.Article)
	speaker.Resolve(&r.Article, r.Quotations)
	r.Article.Credits = append(r.Article.Credits, chain.Attributions(&r.Article, r.Quotations)...)
	ways := chain.PageWays(&r.Article, r.Quotations)
	r.Chain, r.Forks = ways.Main, ways.Forks
	return r, nil
}
