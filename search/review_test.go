// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"fmt"
	"strings"
	"testing"

	"hearsay"
	"hearsay/family"
	"hearsay/quote"
	"hearsay/speaker"
)

// TestWhy: a claim, an article, and what ties them.
func TestWhy(t *testing.T) {
	t.Parallel()
	const (
		plain  = "The harbour office closed both piers at noon because of the swell. A line of carts stood on the quay until the evening bell was rung."
		spoken = "“We will not close the piers before the winter storms are over,” said Anna Berg, the harbour master, on Tuesday. Nobody asked her why."
	)
	for _, c := range []struct {
		name, text, headline, claim string
		want                        string
	}{
		{"a passage", plain, "", "Claim: the harbour office closed both piers at noon because of the swell", `passage text "The harbour office closed both piers at noon because of the swell": 12 of the claim's 13 words stand here`},
		{"all of a short claim", plain, "", "A line of carts stood", `passage text "A line of carts stood": 5 of the claim's 5 words stand here`},
		{"too short a claim", plain, "", "both piers at noon", ""},
		{"a phrase of a longer claim", plain, "", "On the quay until the evening nobody of the fishermen's union had seen a single policeman or firefighter come along to help", ""},
		{"a headline", "Nobody of the harbour office would say a word.", "Harbour office closed both piers at noon", "harbour office closed both piers", `passage headline "Harbour office closed both piers": 5 of the claim's 5 words stand here`},
		{"a quotation", spoken, "", "We will not close the piers before the winter storms are over", `quotation text "We will not close the piers before the winter storms are over": looks at the same words as a quotation here`},
		{"a quotation, turned", spoken, "", "We will close the piers before the winter storms are over", `quotation text "We will not close the piers before the winter storms are over": looks at the same words as a quotation here; turned`},
		{"words that the claim quotes", spoken, "", "The harbour master of our town said “we will not close the piers before the winter storms are over” in a video that is going around on many telephones these days and weeks", `quotation text "We will not close the piers before the winter storms are over": looks at the same words as a quotation here`},
		{"nothing in common", plain, "", "The moon is made of green cheese and always was", ""},
		{"one telling phrase in common", plain, "", "Harbour office closed: why the ferry of Velm is never on time in spring", ""},
		{"no claim", plain, "", "", ""},
	} {
		a := &hearsay.Article{ID: hearsay.ArticleID{7}, Text: c.text, Headline: c.headline, URL: "https://gull.example/1"}
		quotations := quote.Find(a)
		speaker.Resolve(a, quotations)
		m := newMeasure(a, family.Read(a, quotations))
		got := tell(a, m.why(&hearsay.Review{Claim: c.claim}))
		if strings.HasSuffix(c.want, "; turned") {
			if !strings.HasPrefix(got, strings.TrimSuffix(c.want, "turned")) || !strings.Contains(got, "not") {
				t.Errorf("%s: %s", c.name, got)
			}
		} else if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestWhyAddress: scheme, www., fragment and slash do not matter; the rest does.
func TestWhyAddress(t *testing.T) {
	t.Parallel()
	m := newMeasure(&hearsay.Article{URL: "http://www.Gull.example/a/", Canonical: "https://gull.example/b?x=1"}, nil)
	for address, want := range map[string]bool{
		"https://gull.example/a": true, "https://gull.example/b?x=1#top": true, "https://gull.example/b": false, "https://gull.example/A": false,
		"gull.example/a": false, "ftp://gull.example/a": false, "https://other.example/a": false, "": false,
	} {
		why := m.why(&hearsay.Review{Claim: "x", Appearances: []string{"https://elsewhere.example/", address}})
		if got := len(why) == 1 && why[0].Kind == hearsay.NamesAddress; got != want {
			t.Errorf("%q: %v", address, why)
		}
	}
}

func tell(a *hearsay.Article, why []hearsay.ConcernReason) string {
	var out []string
	for _, w := range why {
		part := "text"
		if w.At.Part != hearsay.InText {
			part = string(w.At.Part)
		}
		out = append(out, strings.Join(append([]string{fmt.Sprintf("%s %s %q: %s", w.Kind, part, w.At.In(a), w.Says)}, w.Changes...), "; "))
	}
	return strings.Join(out, "\n")
}
