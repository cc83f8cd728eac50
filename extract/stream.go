// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"sort"
	"strings"

	"golang.org/x/net/html"
)

// stream is the text of a page in the order of its source, with the way back
// from every byte of it to the decoded page.
//
// The HTML parser drops the positions of what it reads. The tokenizer below it
// does not: its raw tokens, laid end to end, are the page. So the page is
// tokenized once more beside the parse, which gives every stretch of text its
// place, and the text nodes of the tree are then found again in that stream:
//
//	page    <p>Fish &amp; chips</p>      bytes 0–23
//	stream  Fish & chips                 bytes 0–12
//	runs    {0 3 5} {5 8 1 (5 bytes)} {6 13 6}
type stream struct {
	text string
	runs []run // in order of both
	// jumps holds the stream bytes before which the page has a tag.
	jumps map[int]bool
}

// run maps stream bytes [at, at+len) to page bytes [page, page+pageLen). When
// the lengths are equal the bytes are equal too; otherwise the run is one
// entity or line end, which is indivisible.
type run struct{ at, page, len, pageLen int }

// newStream tokenizes a decoded page. Text inside scripts, styles and other raw
// elements is left out, as is everything that is not text.
func newStream(page string) *stream {
	s := &stream{jumps: map[int]bool{}}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	pos, raw := 0, ""
	for {
		kind := z.Next()
		token := z.Raw()
		switch kind {
		case html.ErrorToken:
			s.text = b.String()
			return s
		case html.StartTagToken:
			if name, _ := z.TagName(); rawElements[string(name)] {
				raw = string(name)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == raw {
				raw = ""
			}
		case html.TextToken:
			if raw == "" {
				s.add(&b, page[pos:pos+len(token)], pos)
			}
		}
		pos += len(token)
	}
}

// rawElements hold text that no reader sees.
var rawElements = map[string]bool{
	"script": true, "style": true, "noscript": true, "iframe": true, "noembed": true,
	"noframes": true, "template": true, "textarea": true, "xmp": true,
}

// add appends one text token: literal stretches as they are, entities decoded
// and CR LF as LF, as the parser does.
func (s *stream) add(b *strings.Builder, token string, page int) {
	emit := func(text string, at, size int) {
		if text == "" {
			return
		}
		if n := len(s.runs); n > 0 && s.runs[n-1].page+s.runs[n-1].pageLen != page+at {
			s.jumps[b.Len()] = true
		}
		s.runs = append(s.runs, run{at: b.Len(), page: page + at, len: len(text), pageLen: size})
		b.WriteString(text)
	}
	start := 0
	for i := 0; i < len(token); {
		text, size := special(token[i:])
		if size == 0 {
			i++
			continue
		}
		emit(token[start:i], start, i-start)
		emit(text, i, size)
		i += size
		start = i
	}
	emit(token[start:], start, len(token)-start)
}

// special returns what an entity or carriage return at the start of s stands
// for and how many bytes it takes; 0 bytes when s starts with neither.
func special(s string) (text string, size int) {
	switch s[0] {
	case '\r':
		if strings.HasPrefix(s, "\r\n") {
			return "\n", 2
		}
		return "\n", 1
	case '&':
		end := 1
		for end < len(s) && end < 40 && (isAlnum(s[end]) || s[end] == '#') {
			end++
		}
		if end < len(s) && s[end] == ';' {
			end++
		}
		if text := html.UnescapeString(s[:end]); text != s[:end] {
			return text, end
		}
	}
	return "", 0
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// locate finds the place of every text node below root in the stream. The tree
// holds the texts in source order, except where the parser moved them out of a
// table; a moved text is looked for from the start, and one that is too short
// to be told apart gets no place.
func (s *stream) locate(root *html.Node) map[*html.Node]int {
	places := map[*html.Node]int{}
	cursor, budget := 0, searchBudget
	for n := range root.Descendants() {
		if n.Type != html.TextNode || rawElements[n.Parent.Data] {
			continue
		}
		at := s.find(n.Data, cursor, &budget)
		if at < 0 {
			continue
		}
		places[n] = at
		if at >= cursor {
			cursor = at + len(n.Data)
		}
	}
	return places
}

// nearby bounds how far ahead a text node is looked for before it counts as
// moved, and searchBudget how many bytes all searches of one page may read: a
// hostile page loses offsets, not time.
const (
	nearby       = 1 << 16
	searchBudget = 1 << 28
)

// find returns the place of text at or soon after cursor, or anywhere when the
// text is long enough to be the only one of its kind; -1 when there is none.
func (s *stream) find(text string, cursor int, budget *int) int {
	if strings.HasPrefix(s.text[cursor:], text) {
		return cursor
	}
	if strings.TrimSpace(text) == "" || *budget < 0 {
		return -1
	}
	ahead := s.text[cursor:min(len(s.text), cursor+len(text)+nearby)]
	*budget -= len(ahead)
	if i := strings.Index(ahead, text); i >= 0 && len(strings.TrimSpace(text)) > 3 {
		return cursor + i
	}
	if len(text) < 24 {
		return -1
	}
	*budget -= cursor
	return strings.Index(s.text[:cursor], text)
}

// page returns the bytes of the decoded page that stream bytes [start, end)
// came from, and false when they are not one unbroken stretch there.
func (s *stream) page(start, end int) (from, to int, ok bool) {
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].at+s.runs[i].len > start })
	if i == len(s.runs) || end <= start {
		return 0, 0, false
	}
	from = s.runs[i].first(start)
	for ; ; i++ {
		r := s.runs[i]
		if end <= r.at+r.len {
			return from, r.last(end), true
		}
		if i+1 == len(s.runs) || s.runs[i+1].page != r.page+r.pageLen {
			return 0, 0, false
		}
	}
}

// first is the page byte at which stream byte at begins.
func (r run) first(at int) int {
	if r.len == r.pageLen {
		return r.page + at - r.at
	}
	return r.page
}

// last is the page byte at which the stream stretch that ends at end ends.
func (r run) last(end int) int {
	if r.len == r.pageLen {
		return r.page + end - r.at
	}
	return r.page + r.pageLen
}
