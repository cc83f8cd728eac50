// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

const (
	maxWhy     = 5   // sentences of one kind in an event
	maxExcerpt = 240 // bytes of a passage in an event
)

func outletName(a hearsay.Agent) string {
	return cmp.Or(plain(a.Name, 200), plain(a.Domain, 200), plain(a.Role, 200), "an outlet that is not named")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// quoted puts an excerpt between quote marks.
func quoted(text string) string { return "“" + plain(text, maxExcerpt) + "”" }

// plain makes one line of text from elsewhere, of at most so many bytes: white space is
// one space, and controls, which could turn or hide what follows, are left out.
func plain(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError || unicode.Is(unicode.C, r) && r != '\u200c' && r != '\u200d':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= most {
		return text
	}
	cut := text[:most]
	for !utf8.ValidString(cut) {
		cut = cut[:len(cut)-1]
	}
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// around is the text about a place.
func around(a *hearsay.Article, p hearsay.Place) string {
	text := a.Text
	if p.Part == hearsay.InHeadline {
		text = a.Headline
	}
	from, to := max(0, p.Span.Start-maxExcerpt/2), min(len(text), p.Span.End+maxExcerpt/3)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	if i := strings.IndexByte(text[from:p.Span.Start], ' '); from > 0 && i >= 0 {
		from += i + 1
	}
	return text[from:to]
}

// content is what is said in a quotation.
func content(a *hearsay.Article, q *hearsay.Quotation) string {
	text := a.Text
	if q.Part == hearsay.InHeadline {
		text = a.Headline
	}
	var parts []string
	for _, s := range q.Content {
		if s.Start >= 0 && s.End <= len(text) && s.Start <= s.End {
			parts = append(parts, s.In(text))
		}
	}
	return strings.Trim(strings.Join(parts, " … "), `"“”„«»‘’`)
}
