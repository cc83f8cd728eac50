// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"slices"

	"hearsay"
	"hearsay/prose"
)

// What may be shown of a text to those who may not read all of it, in words.
const (
	excerptLead    = 25 // from the beginning
	excerptPassage = 40 // of each quotation, and of each passage that others share
	excerptPart    = 2  // one word of so many, at most
)

// Excerpt is what of an article's text may be shown to those who may not read all of it:
// its beginning, what is quoted in it, and the passages that it shares with others, each
// no further than 40 words; together at most half of the text. It depends on the library and
// on nothing that is asked, so that many questions show no more than one. Error: ErrNotFound.
func (e *Engine) Excerpt(ctx context.Context, id hearsay.ArticleID) ([]hearsay.Span, error) {
	v, err := e.shelf.article(ctx, id)
	if err != nil {
		return nil, err
	}
	words := prose.Words(v.Article.Text)
	spans := []hearsay.Span{{End: len(v.Article.Text)}}
	most := []int{excerptLead}
	add := func(s hearsay.Span) { spans, most = append(spans, s), append(most, excerptPassage) }
	quotations, err := e.quotations(ctx, id)
	if err != nil {
		return nil, err
	}
	for i := range quotations {
		if q := &quotations[i]; q.Part != hearsay.InHeadline {
			add(q.Extent())
		}
	}
	carrier, err := e.lib.Carrier(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, w := range carrier.Witnesses {
		if 0 <= w.Words.From && w.Words.From < w.Words.To && w.Words.To <= len(v.codes) {
			add(v.bytes(hearsay.Span{Start: w.Words.From, End: w.Words.To}))
		}
	}
	return excerpt(words, spans, most), nil
}

// excerpt marks the first words of each span, until half of all words are marked.
func excerpt(words []prose.Word, spans []hearsay.Span, most []int) []hearsay.Span {
	shown, left := make([]bool, len(words)), len(words)/excerptPart
	for i, s := range spans {
		n := 0
		for k := firstIn(words, s.Start); k < len(words) && words[k].Span.End <= s.End && n < most[i] && left > 0; k++ {
			n++
			if !shown[k] {
				shown[k] = true
				left--
			}
		}
	}
	var out []hearsay.Span
	for k, is := range shown {
		switch {
		case !is:
		case k > 0 && shown[k-1]:
			out[len(out)-1].End = words[k].Span.End
		default:
			out = append(out, words[k].Span)
		}
	}
	return out
}

// firstIn is the first word that begins at a place or behind it.
func firstIn(words []prose.Word, at int) int {
	n, _ := slices.BinarySearchFunc(words, at, func(w prose.Word, at int) int { return w.Span.Start - at })
	return n
}
