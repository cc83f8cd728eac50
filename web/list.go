// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// listPage is the page at "/articles".
type listPage struct {
	frame
	Total  int
	Offset int
	Rows   []row
	Before string // address of the rows before; "" at the start
	After  string // address of the rows after; "" at the end
}

// row is an article of a list.
type row struct {
	hearsay.Brief
	Headline []Run
	Snippet  []Run
	Cut      bool // text stands before the snippet
	More     bool // and behind it
	Alike    int  // near-copies that stand under it
	Copies   []hearsay.Brief
}

func (s *site) articles(r *http.Request) (response, error) {
	if q := strings.TrimSpace(r.FormValue("q")); q != "" {
		return response{location: "/search?" + url.Values{"q": {q}}.Encode()}, nil
	}
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	briefs, total, err := s.engine.Latest(r.Context(), offset, limit)
	if err != nil {
		return response{}, err
	}
	page := listPage{frame: s.frame("Articles", "/articles"), Total: total, Offset: offset}
	for _, b := range briefs {
		page.Rows = append(page.Rows, row{Brief: b, Headline: plain(b.Headline)})
	}
	page.turn("/articles", url.Values{}, limit)
	page.Twin, page.Table = pageAddress("/articles.json", url.Values{}, offset, limit), "/articles.csv"
	return response{view: "articles", page: page}, nil
}

func (s *site) articlesJSON(r *http.Request) (wire.Articles, error) {
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Articles{}, err
	}
	p, err := s.engine.Articles(r.Context(), at, offset, limit)
	out := wire.NewArticles(p.Rows, p.Total, offset)
	out.Next = cursorText(r, p.Next)
	return out, err
}

func (s *site) articlesCSV(r *http.Request) (lines[wire.ArticleRow], error) {
	return func(add func(wire.ArticleRow) error) (string, error) {
		return "", s.engine.EachArticle(r.Context(), func(a *hearsay.Article) error { return add(wire.NewArticleRow(a)) })
	}, nil
}

// turn sets the addresses of the neighbouring pages.
func (p *listPage) turn(path string, v url.Values, limit int) {
	p.Before, p.After = neighbours(path, v, rows{p.Offset, len(p.Rows), p.Total, limit})
}

// rows are those of a list that a page shows.
type rows struct{ offset, shown, total, limit int }

// neighbours are the addresses of the rows before and after; "" at the ends.
func neighbours(path string, v url.Values, r rows) (before, after string) {
	if r.offset > 0 {
		before = pageAddress(path, v, max(0, r.offset-r.limit), r.limit)
	}
	if next := r.offset + r.shown; next < r.total && r.shown > 0 {
		after = pageAddress(path, v, next, r.limit)
	}
	return before, after
}

func pageAddress(path string, v url.Values, offset, limit int) string {
	q := url.Values{}
	for key, list := range v {
		q[key] = list
	}
	if offset > 0 {
		q.Set("offset", strconv.Itoa(offset))
	}
	if limit != pageSize {
		q.Set("limit", strconv.Itoa(limit))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// newRow marks what matched, in the headline and in the stretch of text around
// the first match.
func newRow(h search.Hit) row {
	out := row{Brief: h.Brief, Headline: plain(h.Brief.Headline), Alike: h.Alike, Copies: h.Copies}
	if h.Article == nil {
		return out
	}
	var inHeadline, inText []ink
	for _, p := range h.Matched {
		switch {
		case p.Part == hearsay.InHeadline && inside(p.Span, h.Article.Headline):
			inHeadline = append(inHeadline, ink{span: p.Span, kind: inkHit})
		case p.Part == hearsay.InText && inside(p.Span, h.Article.Text):
			inText = append(inText, ink{span: p.Span, kind: inkHit})
		}
	}
	headline := h.Article.Headline
	out.Headline = runs(headline, hearsay.Span{Start: 0, End: len(headline)}, inHeadline)
	at := 0
	if len(inText) > 0 {
		at = slices.MinFunc(inText, func(a, b ink) int { return cmp.Compare(a.span.Start, b.span.Start) }).span.Start
	}
	shown := stretch(h.Article.Text, at)
	out.Snippet = runs(h.Article.Text, shown, inText)
	out.Cut, out.More = shown.Start > 0, shown.End < len(h.Article.Text)
	return out
}

// stretch is about 260 bytes of text around a byte, cut between words.
func stretch(text string, at int) hearsay.Span {
	from, to := max(0, at-90), min(len(text), at+170)
	if from > 0 {
		from += strings.IndexByte(text[from:at]+" ", ' ') // at itself when there is none
	}
	if to < len(text) {
		if i := strings.LastIndexByte(text[at:to], ' '); i > 0 {
			to = at + i
		}
		for to < len(text) && text[to]&0xC0 == 0x80 {
			to++
		}
	}
	return hearsay.Span{Start: min(from, at), End: to}
}

// plain is a text without marks.
func plain(text string) []Run {
	if text == "" {
		return nil
	}
	return []Run{{Text: text}}
}
