// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/prose"
)

// aroundBytes is how much of a text is looked at on each side for a sentence.
const aroundBytes = 1200

// around is a quotation with the sentence before it and the one behind it; nil where
// there is no text around it.
func (s *site) around(ctx context.Context, r *hearsay.Rendering) (*context3, error) {
	if r.Article.IsZero() || r.Part != hearsay.InText || len(r.Content) == 0 {
		return nil, nil
	}
	text, err := s.engine.Text(ctx, r.Article)
	if errors.Is(err, hearsay.ErrNotFound) {
		return nil, nil // somebody removed it meanwhile
	}
	if err != nil {
		return nil, err
	}
	return neighbourhood(text, hearsay.Span{Start: r.Content[0].Start, End: r.Content[len(r.Content)-1].End}), nil
}

// neighbourhood cuts the sentences that a span stands in, and one more on each side,
// out of a text.
func neighbourhood(text string, of hearsay.Span) *context3 {
	if of.Start < 0 || of.End > len(text) || of.Start >= of.End {
		return nil
	}
	from, to := max(0, of.Start-aroundBytes), min(len(text), of.End+aroundBytes)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	window := text[from:to]
	inner := hearsay.Span{Start: of.Start - from, End: of.End - from}
	all := prose.Sentences(window, prose.Tokens(window))
	first, last := len(all), -1
	for i, s := range all {
		if s.Span.Overlap(inner) > 0 {
			first, last = min(first, i), i
		}
	}
	if last < 0 {
		return nil
	}
	begin, end := all[max(0, first-1)].Span.Start, all[min(len(all)-1, last+1)].Span.End
	c := &context3{
		Before: strings.TrimLeft(window[min(begin, inner.Start):inner.Start], " \n"), Words: window[inner.Start:inner.End],
		Behind: strings.TrimRight(window[inner.End:max(inner.End, end)], " \n"),
	}
	if begin > 0 && from > 0 && first == 0 {
		c.Before = "… " + c.Before
	}
	return c
}
