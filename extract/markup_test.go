// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay"
	"hearsay/extract"
)

// reviewsOf reads the markup of a page around story, and writes who checks what, a line each.
func reviewsOf(t *testing.T, markup string) (reviews, byline string) {
	t.Helper()
	page := "<html lang=en><head><title>Are the piers shut?</title></head><body><article><h1>Are the piers shut?</h1><p>" +
		strings.ReplaceAll(story, "\n\n", "</p><p>") + "</p>" + markup + "</article></body></html>"
	a, err := extract.Article(hearsay.Capture{MediaType: "text/html", URL: "https://check.example/piers"}, []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range a.Reviews {
		out = append(out, fmt.Sprintf("%q by %s at %v: %s, %s (%s %s)", r.Claim, strings.Join(r.Claimants, ", "), r.Appearances, r.Reviewer, r.URL, r.Published.Value, r.Published.Basis))
	}
	return strings.Join(out, "\n"), strings.Join(a.Byline, ", ")
}

const (
	inMicrodata = `<div itemscope itemtype="https://schema.org/ClaimReview">
<meta itemprop="datePublished" content="2025-03-14"><a itemprop="url" href="/piers">Check</a>
<p itemprop="claimReviewed">Both piers are shut for  good</p>
<div itemprop="itemReviewed" itemscope itemtype="https://schema.org/CreativeWork">
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b></span>
<link itemprop="appearance" href="https://post.example/1"></div>
<div itemprop="author" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Check Desk</span></div>
<div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><span itemprop="alternateName">False</span></div></div>`
	inRDFa = `<div vocab="http://schema.org/" typeof="ClaimReview"><time property="datePublished" datetime="2025-03-14">Friday</time>
<a property="url" href="/piers">Check</a><p property="schema:claimReviewed">Both piers are shut for good</p>
<div property="itemReviewed" typeof="CreativeWork"><span property="author" typeof="Person"><b property="name">Ann Lee</b></span>
<a property="appearance" href="https://post.example/1">a post</a></div>
<div property="author" typeof="Organization"><span property="name">Check Desk</span></div></div>`
	inJSON = `<script type="application/ld+json">{"@type":"ClaimReview","url":"/piers","datePublished":"2025-03-14","claimReviewed":"Both piers are shut for good",
"author":{"name":"Check Desk"},"itemReviewed":{"author":{"name":"Ann Lee"},"appearance":"https://post.example/1"}}</script>`
)

// TestReviewMarkup: a fact-check is the same in each notation of it, and who made the claim is
// not who wrote the page.
func TestReviewMarkup(t *testing.T) {
	const want = `"Both piers are shut for good" by Ann Lee at [https://post.example/1]: Check Desk, https://check.example/piers (2025-03-14 %s:datePublished)`
	for _, c := range []struct{ name, markup, notation string }{
		{"microdata", inMicrodata, "microdata"},
		{"rdfa", inRDFa, "rdfa"},
		{"json-ld", inJSON, "json-ld"},
		{"twice on one page", inJSON + inMicrodata, "json-ld"},
		{"part of an item", `<div itemscope itemtype="https://schema.org/WebPage"><div itemprop="review" itemscope>` + inMicrodata + `</div></div>`, "microdata"},
		{"within itself", strings.Replace(inMicrodata, "<meta", inMicrodata+"<meta", 1), "microdata"},
	} {
		got, byline := reviewsOf(t, c.markup)
		if got != fmt.Sprintf(want, c.notation) {
			t.Errorf("%s: %s", c.name, got)
		}
		if strings.Contains(byline, "Lee") {
			t.Errorf("%s: page by %s", c.name, byline)
		}
	}
}

// TestNoReviewMarkup: other reviews, and those without the words of a claim, are none.
func TestNoReviewMarkup(t *testing.T) {
	for _, markup := range []string{
		strings.ReplaceAll(inMicrodata, "ClaimReview", "Review"),
		strings.ReplaceAll(inMicrodata, "claimReviewed", "about"),
		`<div itemscope itemtype="https://schema.org/ClaimReview"></div>`,
		strings.Repeat(`<div itemprop="review" itemscope itemtype="https://schema.org/ClaimReview">`, 500),
	} {
		if got, _ := reviewsOf(t, markup); got != "" {
			t.Errorf("%.80s: %s", markup, got)
		}
	}
}
