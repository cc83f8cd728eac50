// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// Search returns a page of the articles that pass a query, best first, with the
// spans of the headline and the text that match; QueryHelp has the language of
// queries. An empty query matches everything. Errors: ErrInvalid with a caret
// under the mistake.
func (e *Engine) Search(ctx context.Context, query string, offset, limit int) (*Results, error) {
	p, err := parseQuery(query)
	if err != nil {
		return nil, err
	}
	if p.in == inQuotation { // which the database cannot tell
		return e.saidWords(ctx, query, p, offset, limit)
	}
	ids, total, err := e.lib.Find(ctx, p.filter, offset, limit)
	if err != nil {
		return nil, err
	}
	r := &Results{Query: query, Total: total}
	for _, id := range ids {
		a, _, err := e.lib.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		r.Hits = append(r.Hits, Hit{Brief: a.Brief(), Article: a, Matched: p.marks(a, nil)})
	}
	return r, nil
}

// saidWords is Search for words within quotations: it reads all articles that hold them.
func (e *Engine) saidWords(ctx context.Context, query string, p *parsed, offset, limit int) (*Results, error) {
	matches, err := e.lib.Matches(ctx, p.filter, math.MaxInt32)
	if err == nil {
		matches, err = e.inQuotations(ctx, p, matches)
	}
	if err != nil {
		return nil, err
	}
	first := min(offset, len(matches))
	var f Found
	err = e.hits(ctx, p, &f, single(matches[first:min(first+limit, len(matches))]))
	return &Results{Query: query, Total: len(matches), Hits: f.Hits}, err
}

// term is a word as the full-text index cuts and folds it: letters and digits,
// without case and diacritics.
type term struct {
	span  hearsay.Span
	folds string
}

func terms(text string) []term {
	var out []term
	for i := 0; i < len(text); {
		end := i
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !isTermRune(r) {
				break
			}
			end += size
		}
		if end > i {
			out = append(out, term{hearsay.Span{Start: i, End: end}, foldTerm(text[i:end])})
		}
		if end < len(text) {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
		}
		i = end
	}
	return out
}

func isTermRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Co, r)
}

// foldTerm takes case and diacritics off.
func foldTerm(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < utf8.RuneSelf
	}
	if plain {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// foldWords returns the folded words of a part of a query.
func foldWords(s string) []string {
	var out []string
	for _, t := range terms(s) {
		if t.folds != "" {
			out = append(out, t.folds)
		}
	}
	return out
}

// maxMarks bounds how many places are marked in one article.
const maxMarks = 500

// matches returns the spans of the wanted words and phrases in a text, in order,
// joined where they overlap.
func matches(text string, wanted [][]string) []hearsay.Span {
	if len(wanted) == 0 {
		return nil
	}
	first := map[string][][]string{}
	for _, w := range wanted {
		first[w[0]] = append(first[w[0]], w)
	}
	ts := terms(text)
	var out []hearsay.Span
	for i := range ts {
		for _, w := range first[ts[i].folds] {
			if startsWith(ts[i:], w) {
				out = append(out, hearsay.Span{Start: ts[i].span.Start, End: ts[i+len(w)-1].span.End})
			}
		}
		if len(out) >= maxMarks {
			break
		}
	}
	return hearsay.JoinSpans(out)
}

func startsWith(ts []term, words []string) bool {
	if len(ts) < len(words) {
		return false
	}
	for i, w := range words {
		if ts[i].folds != w {
			return false
		}
	}
	return true
}
