// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/intake"
)

// reviewsOf reads a file and writes of each item where it stands, what is kept and what an article is given.
func reviewsOf(t *testing.T, name, content string) string {
	t.Helper()
	var out []string
	for it := range intake.Walk(t.Context(), []string{folder(t, map[string]string{name: content}) + "/" + name}, intake.Options{Now: noon}) {
		if it.Skip != nil {
			out = append(out, fmt.Sprintf("%d SKIP %s", it.Where.Row, it.Skip.Reason))
			continue
		}
		g := it.Capture.Given
		out = append(out, strings.Join([]string{fmt.Sprint(it.Where.Row), it.Record.TargetURI(), it.Record.Header.Value("Content-Type"), g.Basis, g.URL, g.Outlet, g.Title, g.Date, g.Language,
			fmt.Sprint(strings.Count(string(it.Body), "<blockquote>"))}, "|"))
		again, body, err := intake.FromRecord(it.Record, intake.Limits{})
		if err != nil || again.ID != it.Capture.ID || string(body) != string(it.Body) {
			t.Errorf("%s: read again: %v", name, err)
		}
	}
	return strings.Join(out, "\n")
}

// TestReviews: data feeds and rows of fact-checks.
func TestReviews(t *testing.T) {
	t.Parallel()
	const (
		a = `{"@type":"ClaimReview","claimReviewed":"The piers close","url":"https://check.example/1","author":{"name":"Check Desk"},"datePublished":"2025-03-14"}`
		b = `{"@type":"ClaimReview","claimReviewed":"The ferry sinks","url":"https://check.example/1","author":{"name":"Check Desk"},"datePublished":"2025-03-14"}`
		c = `{"@type":"ClaimReview","claimReviewed":"The choir sings","author":"Other Desk","name":"On the choir","inLanguage":"en"}`

		wantA  = "|https://check.example/1|application/ld+json|feed||Check Desk||2025-03-14||1"
		wantAB = "|https://check.example/1|application/ld+json|feed||Check Desk||2025-03-14||2"
		wantC  = "|urn:hearsay:name:row%%20%d%%20of%%20%s|application/ld+json|feed||Other Desk|On the choir||en|1"
		none   = " SKIP no ClaimReview that gives the words of a claim (claimReviewed)"
	)
	feed := func(elements ...string) string {
		return "{\n \"@context\": \"https://schema.org\", \"@type\": \"DataFeed\", \"dataFeedElement\": [\n" + strings.Join(elements, ",\n") + "\n ], \"dateModified\": \"2025-03-15\"}"
	}
	element := func(items ...string) string {
		return `{"@type":"DataFeedItem","dateCreated":"2025-03-14","item":[` + strings.Join(items, ",") + `]}`
	}
	for _, x := range []struct{ name, content, want string }{
		{"feed.json", feed(element(a, b), element(c)), "1" + wantAB + "\n2" + fmt.Sprintf(wantC, 2, "feed.json")},
		{"feed.txt", "\ufeff" + strings.ReplaceAll(feed(element(a)), "\n", ""), "1" + wantA},
		{"feed.json", feed(element(a), `{"@type":"DataFeedItem","item":{"@type":"ClaimReview"}}`, `7`, element(c)),
			"1" + wantA + "\n2" + none + "\n3 SKIP not an object but number\n4" + fmt.Sprintf(wantC, 4, "feed.json")},
		{"feed.json", feed(element(a)) + "broken", "1" + wantA},
		{"feed.json", strings.Split(feed(element(a), element(c)), "On the")[0], "1" + wantA + "\n2 SKIP it ends too early"},
		{"late.json", strings.Replace(feed(element(a), element(c)), `"@type": "DataFeed"`, `"@type": "DataFeed", "x": "`+strings.Repeat("x", 9<<10)+`"`, 1), "0" + wantA + "\n0|urn:hearsay:name:late.json|" + strings.SplitN(fmt.Sprintf(wantC, 1, ""), "|", 3)[2]},
		{"rows.json", "[" + a + "," + c + "]", "1" + wantA + "\n2" + fmt.Sprintf(wantC, 2, "rows.json")},
		{"rows.jsonl", a + "\n{\"@type\":\"ClaimReview\"\n" + c + "\n" + `{"@type":"ClaimReview","claimReviewed":7}` + "\n",
			"1" + wantA + "\n2 SKIP not valid JSON (unexpected end of JSON input)\n3" + fmt.Sprintf(wantC, 3, "rows.jsonl") + "\n4" + none},
		{"one.json", a, "1" + wantA},
		{"other.json", `{"@type":"DataFeed","dataFeedElement":[{"item":{"@type":"Product"}}]}`, "1 SKIP no text or html field; there are: item"},
	} {
		if got := reviewsOf(t, x.name, x.content); got != x.want {
			t.Errorf("%s %.120s:\n%s\nwant\n%s", x.name, x.content, got, x.want)
		}
	}
}
