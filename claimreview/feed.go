// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package claimreview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"

	"hearsay"
)

// Sniff reports whether a value of JSON may hold reviews. It looks for the word alone.
func Sniff(value []byte) bool { return bytes.Contains(value, []byte("ClaimReview")) }

// elements is how a data feed's list begins.
var elements = regexp.MustCompile(`"dataFeedElement"\s*:\s*\[`)

// FeedStart returns where the first element of a data feed of reviews begins in the first bytes of a file; 0
// when they are of no such feed.
func FeedStart(head []byte) int {
	if at := elements.FindIndex(head); at != nil && bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) && bytes.Contains(head, []byte("DataFeed")) {
		return at[1]
	}
	return 0
}

// Split takes a value of JSON apart into the reviews in it, as they stand there. Those that follow
// each other and have one address are one list: they are of one page. Errors are of kind
// ErrInvalid: no JSON, or no review with the words of a claim.
func Split(value []byte) ([][]byte, error) {
	s := splitter{}
	s.value(value, 0)
	if s.err == nil && len(s.pages) == 0 {
		s.err = fmt.Errorf("%w: no ClaimReview that gives the words of a claim (claimReviewed)", hearsay.ErrInvalid)
	}
	if s.err != nil {
		return nil, fmt.Errorf("read ClaimReview: %w", s.err)
	}
	out := make([][]byte, len(s.pages))
	for i, p := range s.pages {
		if out[i] = p.reviews[0]; len(p.reviews) > 1 {
			out[i] = listOf(p.reviews)
		}
	}
	return out, nil
}

// listOf makes one list of values.
func listOf(values [][]byte) []byte {
	return append(append([]byte("["), bytes.Join(values, []byte(",\n"))...), ']')
}

type splitter struct {
	pages []pageOf
	err   error
}

type pageOf struct {
	url     string
	reviews [][]byte
}

// value looks for reviews in a value, of which only the parts that may hold some are decoded.
func (s *splitter) value(b []byte, depth int) {
	b = bytes.TrimSpace(b)
	if depth > maxDepth || len(b) == 0 || s.err != nil || !Sniff(b) {
		return
	}
	switch b[0] {
	case '[':
		var list []json.RawMessage
		s.fail(json.Unmarshal(b, &list))
		for _, one := range list {
			s.value(one, depth+1)
		}
	case '{':
		var fields map[string]json.RawMessage
		s.fail(json.Unmarshal(b, &fields))
		if s.take(b, fields["@type"]) {
			return
		}
		for _, name := range holders {
			s.value(fields[name], depth+1)
		}
	}
}

// fail notes that a value is no JSON.
func (s *splitter) fail(err error) {
	if err != nil {
		s.err = fmt.Errorf("%w: not valid JSON (%v)", hearsay.ErrInvalid, err)
	}
}

// take takes an object that is a review, and reports whether it is one.
func (s *splitter) take(b []byte, types json.RawMessage) bool {
	var t any
	if json.Unmarshal(types, &t) != nil || !isReview(object{"@type": t}) {
		return false
	}
	made, err := Parse(b)
	if err != nil {
		return true
	}
	url := made[0].URL
	if n := len(s.pages); n > 0 && url != "" && s.pages[n-1].url == url && len(s.pages[n-1].reviews) < MaxReviews {
		s.pages[n-1].reviews = append(s.pages[n-1].reviews, b)
		return true
	}
	s.pages = append(s.pages, pageOf{url, [][]byte{b}})
	return true
}

// Parse reads the reviews in a value of JSON. Errors are as those of Split.
func Parse(value []byte) ([]Review, error) {
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return nil, fmt.Errorf("read ClaimReview: %w: not valid JSON (%v)", hearsay.ErrInvalid, err)
	}
	found := In(v)
	if len(found) == 0 {
		return nil, fmt.Errorf("read ClaimReview: %w: no ClaimReview that gives the words of a claim (claimReviewed)", hearsay.ErrInvalid)
	}
	return found, nil
}

// Page writes reviews as a page for the reader of pages: what is known of an article that is only
// announced. Its text is the claims, as quoted words; the reviews are in it as pages have them. It
// says nothing that the reviews do not.
func Page(reviews []Review) []byte {
	var b strings.Builder
	language := ""
	for _, r := range reviews {
		if language == "" {
			language = r.Language
		}
	}
	b.WriteString("<!DOCTYPE html>\n<html")
	if language != "" {
		b.WriteString(` lang="` + html.EscapeString(language) + `"`)
	}
	b.WriteString("><head><meta charset=\"utf-8\">\n" + `<script type="application/ld+json">`)
	b.Write(linked(reviews))
	b.WriteString("</script></head>\n<body><article><div class=\"article-body\">\n")
	seen := map[string]bool{}
	for _, r := range reviews {
		if !seen[r.Claim] {
			seen[r.Claim] = true
			b.WriteString("<blockquote><p>" + html.EscapeString(r.Claim) + "</p></blockquote>\n")
		}
	}
	b.WriteString("</div></article></body></html>\n")
	return []byte(b.String())
}

// linked is the reviews in the words of schema.org.
func linked(reviews []Review) []byte {
	type named struct {
		Name string `json:"name"`
	}
	type claim struct {
		Type       string   `json:"@type"`
		Author     []named  `json:"author,omitempty"`
		Appearance []string `json:"appearance,omitempty"`
	}
	type review struct {
		Type      string `json:"@type"`
		Claim     string `json:"claimReviewed"`
		Item      claim  `json:"itemReviewed"`
		Author    *named `json:"author,omitempty"`
		Published string `json:"datePublished,omitempty"`
		URL       string `json:"url,omitempty"`
	}
	var out []review
	for _, r := range reviews {
		one := review{Type: "ClaimReview", Claim: r.Claim, Item: claim{Type: "Claim", Appearance: r.Appearances}, Published: r.Published, URL: r.URL}
		for _, name := range r.Claimants {
			one.Item.Author = append(one.Item.Author, named{name})
		}
		if r.Reviewer != "" {
			one.Author = &named{r.Reviewer}
		}
		out = append(out, one)
	}
	b, err := json.Marshal(out) // strings of UTF-8: cannot fail
	if err != nil {
		return []byte("[]")
	}
	return b
}
