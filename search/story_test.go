// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay"
	"hearsay/lineage"
	"hearsay/search"
)

const fire = `The paper mill at Orvale burned down early on Saturday, and 147 hands who work there were told to stay at home until further notice. Firemen from Castow and Lind fought the flames until noon, said Mora Teld, who leads the brigade of Castow county.`

// TestOddStories: whatever pages claim, a story has an answer: no way back has an
// article twice, and every article has one origin.
func TestOddStories(t *testing.T) {
	many := ""
	for i := range 500 {
		many += fmt.Sprintf("“The mill at Orvale was number %d of all that I saw burn,” said Ann Number%d.\n\n", i, i)
	}
	for _, c := range []struct {
		name string
		rows []row
	}{
		{"no dates", []row{{"id": "1", "outlet": "A", "text": fire}, {"id": "2", "outlet": "B", "text": fire}, {"id": "3", "outlet": "C", "text": fire}}},
		{"one date for all", []row{{"id": "1", "outlet": "A", "date": "2025-03-01", "text": fire}, {"id": "2", "outlet": "B", "date": "2025-03-01", "text": fire}}},
		{"in the future", []row{{"id": "1", "outlet": "A", "date": "2999-03-01", "text": fire}, {"id": "2", "outlet": "B", "date": "2025-03-01", "text": fire}}},
		{"who claims to be first", []row{
			{"id": "1", "outlet": "A", "date": "1970-01-02", "text": fire + " So the Bee said."}, {"id": "2", "outlet": "The Bee", "date": "2025-03-01", "text": fire},
			{"id": "3", "outlet": "C", "date": "2025-03-01T12:00:00Z", "text": fire},
		}},
		{"credits in a ring", []row{
			{"id": "1", "outlet": "The Ant", "url": "https://ant.example/1", "text": fire + "\n\nSource: The Bee"},
			{"id": "2", "outlet": "The Bee", "url": "https://bee.example/1", "text": fire + "\n\nSource: The Cow"},
			{"id": "3", "outlet": "The Cow", "url": "https://cow.example/1", "text": fire + "\n\nSource: The Ant"},
		}},
		{"credits itself", []row{
			{"id": "1", "outlet": "The Ant", "url": "https://ant.example/1", "text": fire + "\n\nSource: The Ant"}, {"id": "2", "outlet": "The Bee", "text": fire},
		}},
		{"a look-alike", []row{
			{"id": "1", "outlet": "Reuters", "date": "2025-03-01", "text": fire}, {"id": "2", "outlet": "Rеuters", "date": "2025-03-02", "text": fire},
			{"id": "3", "outlet": "Reuterś", "date": "2025-03-03", "text": fire + " (Reuters)"},
		}},
		{"five hundred people", []row{{"id": "1", "outlet": "A", "date": "2025-03-01", "text": fire + "\n\n" + many}, {"id": "2", "outlet": "B", "date": "2025-03-01", "text": many}}},
	} {
		t.Run(c.name, func(t *testing.T) { checkStory(t, rowLibrary(t, c.rows), len(c.rows)) })
	}
}

// checkStory looks at the one story of a library.
func checkStory(t *testing.T, engine *search.Engine, articles int) {
	t.Helper()
	stories, total, err := engine.Stories(t.Context(), search.LargestStories, 0, 10)
	if err != nil || total != 1 {
		t.Fatalf("%d stories, %v", total, err)
	}
	v, err := engine.Story(t.Context(), stories[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Members) != articles || v.More > 0 {
		t.Fatalf("%d members and %d more, want %d", len(v.Members), v.More, articles)
	}
	begun := map[hearsay.ArticleID]int{}
	for _, o := range v.Lineage.Origins {
		for _, id := range o.Articles {
			begun[id]++
		}
	}
	for _, m := range v.Members {
		if begun[m.ID] != 1 {
			t.Errorf("article %s is in %d origins", m.ID, begun[m.ID])
		}
		seen := map[hearsay.ArticleID]bool{m.ID: true}
		for _, s := range lineage.Chain(v.Lineage, m.ID) {
			if !s.Article.IsZero() && seen[s.Article] {
				t.Errorf("the way back from %s comes to %s twice", m.ID, s.Article)
			}
			seen[s.Article] = true
		}
		if trace, err := engine.Trace(t.Context(), search.Request{Article: m.ID}); err != nil {
			t.Error(err)
		} else {
			checkWords(t, trace)
		}
	}
}

// checkWords looks for words that claim what texts cannot show.
func checkWords(t *testing.T, trace *hearsay.Trace) {
	t.Helper()
	for _, m := range trace.Matches {
		for _, w := range m.Direction.Why {
			for _, verdict := range []string{"stole", "fake", "plagiar", "original"} {
				if strings.Contains(strings.ToLower(w), verdict) {
					t.Errorf("a reason says %q", w)
				}
			}
		}
	}
}
