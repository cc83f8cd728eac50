// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/search"
)

// TestProgress: what a trace tells meanwhile only grows, ends with all parts looked
// through, is of articles of the answer, and changes nothing of that.
func TestProgress(t *testing.T) {
	l := sampleLibrary(t)
	want, err := l.engine.Trace(t.Context(), search.Request{Text: sample.Query()})
	if err != nil {
		t.Fatal(err)
	}
	var last search.Progress
	tell := func(p search.Progress) {
		if p.Looked < last.Looked || p.Looked > p.Parts || p.Found < last.Found || len(p.Early) < len(last.Early) {
			t.Errorf("progress went from %+v to %+v", last, p)
		}
		last = p
	}
	got, err := l.engine.Trace(t.Context(), search.Request{Text: sample.Query(), Tell: tell})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("telling changes the answer (-want +got):\n%s", d)
	}
	if last.Parts == 0 || last.Looked != last.Parts || last.Found < len(got.Matches) || len(last.Early) == 0 {
		t.Errorf("the last word is %+v of %d matches", last, len(got.Matches))
	}
	words := map[hearsay.ArticleID]int{}
	for _, m := range got.Matches {
		words[m.Article.ID] = m.Words
	}
	for _, s := range last.Early {
		if words[s.Article.ID] != s.Words {
			t.Errorf("told of %q that it shares %d words; the answer says %d", s.Article.Headline, s.Words, words[s.Article.ID])
		}
	}
}
