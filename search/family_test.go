// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/search"
)

// bySlug are the articles of the sample library by the names that its truth has for
// them.
func bySlug(t *testing.T, e *search.Engine) map[string]hearsay.ArticleID {
	t.Helper()
	briefs, _, err := e.Latest(t.Context(), 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]hearsay.ArticleID{}
	for c := range sample.Captures() {
		for _, b := range briefs {
			if b.URL == c.URL && b.Seen.Equal(c.At) {
				out[c.Slug] = b.ID
			}
		}
	}
	return out
}

// TestSampleFamilies: the families that were planted in the sample library are found
// from their first wording, with the changes that were planted. Translations and
// paraphrases of speech without names and numbers are not looked for.
func TestSampleFamilies(t *testing.T) {
	truth, err := sample.ReadTruth()
	if err != nil {
		t.Fatal(err)
	}
	e := sampleEngine(t)
	ids := bySlug(t, e)
	looked, right := 0, 0
	for _, f := range truth.Families {
		base := f.Variants[slices.IndexFunc(f.Variants, func(v sample.Variant) bool { return v.Article == f.Base })]
		found, err := e.Claimed(t.Context(), search.Claim{Words: base.Exact, Article: ids[f.Base]})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range f.Variants {
			if v.Article == f.Base || slices.ContainsFunc(v.Changes, func(c string) bool { return c == "translated" || c == "paraphrased" || c == "joined" }) {
				continue
			}
			looked++
			if got := changesIn(found, ids[v.Article]); slices.Contains(got, planted(v.Changes)) {
				right++
			} else {
				t.Logf("%s in %s: %q, planted %q", f.Slug, v.Article, got, planted(v.Changes))
			}
		}
	}
	t.Logf("%d of %d", right, looked)
	if right < 40 { // the others are read otherwise than they were planted
		t.Errorf("%d of %d planted variants are named right", right, looked)
	}
}

// changesIn are the changes of an article's variants: it may have the words in its
// headline, in its lead and between quote marks.
func changesIn(found []hearsay.FamilyView, article hearsay.ArticleID) []string {
	var all []string
	for i := range found {
		for _, v := range found[i].Variants {
			if v.Article != article {
				continue
			}
			var out []string
			for _, c := range v.Changes {
				out = append(out, string(c))
			}
			all = append(all, strings.Join(out, " "))
		}
	}
	return all
}

func planted(changes []string) string {
	var out []string
	for _, c := range changes {
		if name, _, _ := strings.Cut(c, ":"); name != "same" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
