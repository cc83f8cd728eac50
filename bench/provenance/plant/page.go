// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"fmt"
	"html"
	"strings"
	"time"

	"hearsay/bench/provenance"
)

// address gives an item its address, once.
func (s *story) address(it *item) string {
	if it.url != "" {
		return it.url
	}
	if it.revises != nil {
		it.url = s.address(it.revises)
		return it.url
	}
	s.w.pages++
	words := wordsOf(it.title)
	slug := strings.Join(words[:min(6, len(words))], "-")
	day := ""
	if it.outlet.dated {
		day = it.at.Format("2006/01/02/")
	}
	it.url = fmt.Sprintf("https://%s/%s%s-%d", it.outlet.domain, day, slug, 10_000+7*s.w.pages)
	return it.url
}

// date decides what date the page shows.
func (s *story) date(it *item) {
	l, at := s.w.level, it.at
	n := s.r.below(100)
	less := func(percent int) bool {
		n -= percent
		return n < 0
	}
	it.date = at.Format(time.RFC3339)
	switch {
	case less(l.day):
		it.fault, it.date = "day", at.Format("2006-01-02")
	case less(l.missing):
		it.fault, it.date = "missing", ""
	case less(l.late):
		it.fault, it.date = "late", at.Add(time.Duration(s.r.between(300, 3000))*time.Minute).Format(time.RFC3339)
	case less(l.early) && len(it.edges) > 0:
		it.fault, it.date = "early", at.Add(-time.Duration(s.r.between(800, 5000))*time.Minute).Format(time.RFC3339)
	case less(l.zone):
		it.fault, it.date = "zone", at.Add(time.Duration(pick(s.r, []int{-8, -5, 3, 7, 9}))*time.Hour).Format(time.RFC3339)
	}
}

// paragraphs are the text, one or two sentences each.
func (s *story) paragraphs(it *item) []string {
	var out []string
	for i, sen := range it.body {
		text := sen.text
		if i == 0 {
			text = it.dateline + text
		}
		if len(out) > 0 && i > 1 && i%2 == 0 && sen.quote == nil {
			out[len(out)-1] += " " + text
			continue
		}
		out = append(out, text)
	}
	if it.credit != "" {
		out = append(out, it.credit)
	}
	return out
}

// page is the article as the set gives it.
func (s *story) page(it *item) provenance.Article {
	a := provenance.Article{ID: it.id, URL: s.address(it), Outlet: it.outlet.name, Title: it.title}
	paragraphs := s.paragraphs(it)
	footer := it.outlet.footer
	if it.link == nil && !s.r.chance(s.w.level.html) || it.revises != nil {
		if it.link != nil {
			paragraphs = append(paragraphs, it.link.words)
		}
		if footer != "" {
			paragraphs = append(paragraphs, footer)
		}
		a.Date, a.Text = it.date, strings.Join(paragraphs, "\n\n")
		return a
	}
	a.Title, a.HTML = "", s.html(it, paragraphs)
	return a
}

// html is the page of an article whose giver knows no more than the page.
func (s *story) html(it *item, paragraphs []string) string {
	var b strings.Builder
	title := html.EscapeString(it.title)
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title>\n", title)
	if it.date != "" {
		fmt.Fprintf(&b, "<meta property=\"article:published_time\" content=\"%s\">\n", it.date)
	}
	fmt.Fprintf(&b, "</head><body><article><h1>%s</h1>\n", title)
	for _, p := range paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
	}
	if l := it.link; l != nil {
		fmt.Fprintf(&b, "<p><a href=\"%s\">%s</a></p>\n", html.EscapeString(l.url), html.EscapeString(l.words))
	}
	b.WriteString("</article>\n")
	if it.outlet.footer != "" {
		fmt.Fprintf(&b, "<footer><p>%s</p></footer>\n", html.EscapeString(it.outlet.footer))
	}
	b.WriteString("</body></html>\n")
	return b.String()
}
