// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package claimreview_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"
	"hearsay/claimreview"
)

// print writes reviews, a field that is not empty after the other.
func print(reviews []claimreview.Review) string {
	var out []string
	for _, r := range reviews {
		var fields []string
		for _, f := range []struct{ name, value string }{
			{"claim", r.Claim}, {"by", strings.Join(r.Claimants, " + ")}, {"at", strings.Join(r.Appearances, " + ")}, {"reviewer", r.Reviewer},
			{"published", r.Published}, {"url", r.URL}, {"title", r.Title}, {"language", r.Language},
		} {
			if f.value != "" {
				fields = append(fields, f.name+": "+f.value)
			}
		}
		out = append(out, strings.Join(fields, " | "))
	}
	return strings.Join(out, "\n")
}

// TestShapes: how fact-checkers write it, with invented claims.
func TestShapes(t *testing.T) {
	t.Parallel()
	const one = "claim: The piers close on Monday | reviewer: Check Desk"
	for _, c := range []struct{ name, value, want string }{
		{"claim", `{"@context":"https://schema.org","@type":"ClaimReview","url":"https://check.example/piers","datePublished":"2025-03-14",
			"claimReviewed":"The piers close on Monday","author":{"@type":"Organization","name":"Check Desk","url":"https://check.example/"},
			"itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Anna Berg","sameAs":"https://berg.example/"},"datePublished":"2025-03-12",
			"firstAppearance":{"@type":"CreativeWork","url":"https://gull.example/1"},"appearance":[{"@type":"OpinionNewsArticle","url":"https://gull.example/1"},"https://blog.example/2",{"@id":"https://blog.example/3"}]},
			"reviewRating":{"@type":"Rating","ratingValue":1,"bestRating":5,"alternateName":"Pants on fire"}}`,
			"claim: The piers close on Monday | by: Anna Berg | at: https://gull.example/1 + https://blog.example/2 + https://blog.example/3 | reviewer: Check Desk | published: 2025-03-14 | url: https://check.example/piers"},
		{"older, of a CreativeWork", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":{"name":"Check Desk"},"itemReviewed":{"@type":"CreativeWork","author":{"@type":"Organization","name":"Harbour office"},"url":"https://harbour.example/notice"}}`,
			"claim: The piers close on Monday | by: Harbour office | at: https://harbour.example/notice | reviewer: Check Desk"},
		{"author as a string", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk"}`, one},
		{"authors in a list", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":[{"@type":"Person","name":"Check Desk"},{"name":"Other"}]}`, one},
		{"publisher alone", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":{},"publisher":{"name":"Check Desk"}}`, one},
		{"a type in a list, with a prefix", `{"@type":["Review","http://schema.org/ClaimReview"],"claimReviewed":"The piers close on Monday","author":"Check Desk"}`, one},
		{"in a list", `[{"@type":"NewsArticle"},{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk"}]`, one},
		{"in a graph, with references", `{"@graph":[{"@type":"WebPage","@id":"#page"},{"@type":"Organization","@id":"#us","name":"Check Desk"},{"@type":"Claim","@id":"#claim","name":"The piers close on Monday"},
			{"@type":"ClaimReview","author":{"@id":"#us"},"itemReviewed":{"@id":"#claim"}}]}`, one},
		{"a reference to itself", `{"@graph":[{"@type":"Organization","@id":"#us","name":{"@id":"#us"}},{"@type":"ClaimReview","claimReviewed":"x","author":{"@id":"#us"}}]}`, "claim: x"},
		{"as the main entity", `{"@type":"WebPage","mainEntity":{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk"}}`, one},
		{"in a data feed", `{"@type":"DataFeed","dataFeedElement":[{"@type":"DataFeedItem","item":[{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk"}]}]}`, one},
		{"a date that is none", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk","datePublished":"soon"}`, one + " | published: soon"},
		{"a date that is no string", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk","datePublished":[20250314]}`, one},
		{"white space and entities", `{"@type":"ClaimReview","claimReviewed":"  The piers\n close on&nbsp;Monday ","author":" Check &amp; Desk"}`, "claim: The piers close on Monday | reviewer: Check & Desk"},
		{"title and language", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk","name":"About the piers","inLanguage":"en"}`, one + " | title: About the piers | language: en"},
		{"addresses that are none", `{"@type":"ClaimReview","claimReviewed":"The piers close on Monday","author":"Check Desk","itemReviewed":{"appearance":["javascript:alert(1)","/local","ftp://x.example/",7,null]}}`, one},
		{"no claim", `{"@type":"ClaimReview","author":"Check Desk","claimReviewed":{"a":1}}`, ""},
		{"another type", `{"@type":"Review","claimReviewed":"The piers close on Monday"}`, ""},
		{"no object", `"ClaimReview"`, ""},
	} {
		var v any
		if err := json.Unmarshal([]byte(c.value), &v); err != nil {
			t.Fatal(c.name, err)
		}
		if got := print(claimreview.In(v)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestNoRating: what a reviewer found is on their page and in no field here.
func TestNoRating(t *testing.T) {
	t.Parallel()
	reviews, err := claimreview.Parse([]byte(`{"@type":"ClaimReview","claimReviewed":"x","reviewRating":{"alternateName":"Pants on fire","ratingExplanation":"Pants on fire"},"reviewBody":"Pants on fire"}`))
	if err != nil {
		t.Fatal(err)
	}
	if all := fmt.Sprintf("%+v", reviews) + string(claimreview.Page(reviews)); strings.Contains(all, "Pants") {
		t.Error(all)
	}
}

// TestBounds: what is too long is cut, what is too much is left out.
func TestBounds(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é ", 1<<13)
	b := `{"@type":"ClaimReview","claimReviewed":"` + long + `","author":[` + strings.Repeat(`{"name":"a"},`, 1000) + `"b"],"url":"https://x.example/` + strings.Repeat("a", 1<<13) + `"}`
	reviews, err := claimreview.Parse([]byte("[" + strings.Repeat(b+",", 60) + b + "]"))
	if err != nil || len(reviews) != claimreview.MaxReviews {
		t.Fatal(len(reviews), err)
	}
	if r := reviews[0]; len(r.Claim) > 2000 || len(r.Claim) < 1900 || !utf8.ValidString(r.Claim) || len(r.URL) > 2048 {
		t.Errorf("claim of %d bytes, address of %d", len(r.Claim), len(r.URL))
	}
	deep := strings.Repeat(`{"@graph":[`, 1000) + b + strings.Repeat("]}", 1000)
	if _, err := claimreview.Parse([]byte(deep)); !errors.Is(err, hearsay.ErrInvalid) {
		t.Error(err)
	}
}

// TestSplit: reviews as they stand in a value, those of one page together.
func TestSplit(t *testing.T) {
	t.Parallel()
	review := func(claim, url string) string {
		return `{"@type":"ClaimReview", "claimReviewed":"` + claim + `", "url":"` + url + `"}`
	}
	a, b, c := review("a", "/1"), review("b", "/1"), review("c", "/2")
	for _, x := range []struct{ value, want string }{
		{a, a},
		{"[" + a + "," + b + "," + c + "]", "[" + a + ",\n" + b + "] " + c},
		{`{"@type":"DataFeed","dataFeedElement":[{"@type":"DataFeedItem","item":` + a + `},{"item":[` + b + `,` + c + `]},{"item":{"@type":"Other"}}]}`, "[" + a + ",\n" + b + "] " + c},
		{`{"@graph":[` + c + `,{"@type":"ClaimReview"}]}`, c},
		{`{"@type":"ClaimReview"}`, "read ClaimReview: invalid: no ClaimReview that gives the words of a claim (claimReviewed)"},
		{`{"ClaimReview":`, "read ClaimReview: invalid: not valid JSON (unexpected end of JSON input)"},
	} {
		parts, err := claimreview.Split([]byte(x.value))
		got := strings.Join(strings.Split(fmt.Sprintf("%s", parts), "\x00"), "")
		if got = strings.TrimSuffix(strings.TrimPrefix(got, "["), "]"); err != nil {
			got = err.Error()
		}
		if got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.value, got, x.want)
		}
	}
}

// TestPage: a page of reviews gives these reviews again.
func TestPage(t *testing.T) {
	t.Parallel()
	reviews, err := claimreview.Parse([]byte(`{"@type":"ClaimReview","claimReviewed":"The </script><b>piers","inLanguage":"en","author":"Check & Desk","url":"https://check.example/1","datePublished":"2025-03-14","itemReviewed":{"author":"Anna Berg","appearance":"https://gull.example/1"}}`))
	if err != nil {
		t.Fatal(err)
	}
	page := string(claimreview.Page(reviews))
	const want = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<script type="application/ld+json">[{"@type":"ClaimReview","claimReviewed":"The \u003c/script\u003e\u003cb\u003epiers","itemReviewed":{"@type":"Claim","author":[{"name":"Anna Berg"}],"appearance":["https://gull.example/1"]},"author":{"name":"Check \u0026 Desk"},"datePublished":"2025-03-14","url":"https://check.example/1"}]</script></head>
<body><article><div class="article-body">
<blockquote><p>The &lt;/script&gt;&lt;b&gt;piers</p></blockquote>
</div></article></body></html>
`
	if page != want {
		t.Error(page)
	}
	_, data, _ := strings.Cut(page, `ld+json">`)
	data, _, _ = strings.Cut(data, "</script>")
	again, err := claimreview.Parse([]byte(data))
	reviews[0].Language = ""
	if err != nil || print(again) != print(reviews) {
		t.Errorf("%v\n%s\n%s", err, print(again), print(reviews))
	}
}

func TestFeedStart(t *testing.T) {
	t.Parallel()
	for head, rest := range map[string]string{
		`{"@type": "DataFeed", "dataFeedElement" : [ {"item":`: ` {"item":`,
		`{"@type": "DataFeed"`:                                 "",
		`[{"@type":"DataFeed","dataFeedElement":[`:             "",
		`{"dataFeedElement":[`:                                 "",
	} {
		got := ""
		if at := claimreview.FeedStart([]byte(head)); at > 0 {
			got = head[at:]
		}
		if got != rest {
			t.Errorf("%s: %q, want %q", head, got, rest)
		}
	}
}

// FuzzReview: whatever is given, the reviews are within bounds, and their page gives them again.
func FuzzReview(f *testing.F) {
	f.Add([]byte(`{"@type":"ClaimReview","claimReviewed":"a","author":[{"@id":"#x"}],"itemReviewed":{"appearance":["https://x.example/"]}}`))
	f.Add([]byte(`{"@type":"DataFeed","dataFeedElement":[{"item":[{"@type":["ClaimReview"],"claimReviewed":["b"]}]}]}`))
	f.Add([]byte(`{"@graph":[{"@id":"#x","name":{"@id":"#x"}},{"@type":"ClaimReview","claimReviewed":{"@value":"c"},"itemReviewed":[{"@id":"#x"}]}]}`))
	f.Fuzz(func(t *testing.T, value []byte) {
		reviews, err := claimreview.Parse(value)
		if err == nil != (len(reviews) > 0) || len(reviews) > claimreview.MaxReviews {
			t.Fatalf("%d reviews, %v", len(reviews), err)
		}
		for _, r := range reviews {
			if r.Claim == "" || len(r.Claim) > 2000 || !utf8.ValidString(print(reviews)) {
				t.Fatalf("%+v", r)
			}
			for _, a := range r.Appearances {
				if !strings.HasPrefix(a, "http://") && !strings.HasPrefix(a, "https://") {
					t.Fatal(a)
				}
			}
		}
		if len(reviews) > 0 && strings.Count(string(claimreview.Page(reviews)), "</script") != 1 {
			t.Fatal("the page's data ends too early")
		}
		parts, err := claimreview.Split(value)
		for _, p := range parts {
			if _, err := claimreview.Parse(p); err != nil {
				t.Fatalf("a part of it: %v", err)
			}
		}
		if err == nil != (len(parts) > 0) {
			t.Fatalf("%d parts, %v", len(parts), err)
		}
	})
}
