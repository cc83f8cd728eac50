// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/prose"
	"hearsay/search"
	"hearsay/store"
)

// retain sets rules and carries them out.
func retain(t *testing.T, dir string, at time.Time, dry bool, rules ...hearsay.Retention) *ingest.Retention {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	for _, r := range rules {
		if err := lib.DecideRetention(&r); err != nil {
			t.Fatal(err)
		}
	}
	done, err := ingest.Retain(t.Context(), lib, at, dry)
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Failed) > 0 {
		t.Errorf("%d texts stay", len(done.Failed))
	}
	return done
}

// heldArticle is what a library tells of an article.
type heldArticle struct {
	Headline, Outlet, Text string
	Quotes                 []string
	Credits                []string
	Kept                   string
}

// held reads all articles of a library, and the words of its passages.
func held(t *testing.T, dir string) (articles map[hearsay.ArticleID]heldArticle, passages []string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	articles = map[hearsay.ArticleID]heldArticle{}
	words := map[hearsay.ArticleID][]string{}
	err = lib.At(t.Context(), func(m *store.Moment) error {
		err := m.Readings(t.Context(), func(r store.Reading) error {
			h := heldArticle{Headline: r.Article.Headline, Outlet: r.Article.Outlet.Name, Text: r.Article.Text}
			for _, q := range r.Quotations {
				text := map[hearsay.Part]string{hearsay.InText: r.Article.Text, hearsay.InHeadline: r.Article.Headline}[q.Part]
				for _, c := range q.Content {
					h.Quotes = append(h.Quotes, q.Speaker.Agent.Name+": "+q.Source.In(text)+q.Cue.In(text)+c.In(text))
				}
			}
			for _, c := range r.Article.Credits {
				h.Credits = append(h.Credits, c.To.Name+": "+c.Evidence.In(r.Article))
			}
			if r.Article.Kept != nil {
				h.Kept = fmt.Sprint(r.Article.Kept.Level, " ", r.Article.Kept.Rule)
			}
			articles[r.Article.ID] = h
			for _, w := range prose.Words(r.Article.Text) {
				words[r.Article.ID] = append(words[r.Article.ID], w.Span.In(r.Article.Text))
			}
			if len(words[r.Article.ID]) != r.Article.Words {
				t.Errorf("article %s has %d words, and says %d", r.Article.ID, len(words[r.Article.ID]), r.Article.Words)
			}
			return nil
		})
		return errors.Join(err, m.Clusters(t.Context(), store.ClusterFilter{}, func(c hearsay.Cluster, _ int) error {
			return m.Witnesses(t.Context(), c.ID, func(w hearsay.Witness) error {
				passages = append(passages, fmt.Sprint(c.ID, w.Article, w.Words, strings.Join(words[w.Article][w.Words.From:w.Words.To], " ")))
				return nil
			})
		}))
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(passages)
	return articles, passages
}

func isGap(r rune) bool { return r >= '\u2580' && r <= '\u259f' }

// TestRetainPassages: with “passages only” what articles share, quote and credit stands with its words,
// where it stood; no other word does, and nothing brings it back.
func TestRetainPassages(t *testing.T) {
	t.Parallel()
	dir, items, engine := sampled(t)
	before, passages := held(t, dir)
	all := hearsay.Retention{At: someDay, Scope: hearsay.OfAll, Level: hearsay.KeepPassages, Days: 10}
	due := someDay.AddDate(0, 0, 10)
	if d := retain(t, dir, due.AddDate(-5, 0, 0), false, all); len(d.Rules) > 0 || d.Seen != len(items) {
		t.Errorf("before its day: %+v", d)
	}
	if d := retain(t, dir, due.AddDate(1, 0, 0), true); len(d.Rules) != 1 || d.Rules[0].Articles != len(items) {
		t.Errorf("dry: %+v", d)
	}
	if unchanged, _ := held(t, dir); !cmp.Equal(before, unchanged) {
		t.Error("a dry run changed something")
	}
	found := found(t, engine)
	retain(t, dir, due.AddDate(1, 0, 0), false)
	sound(t, dir, len(items))
	after, passagesAfter := held(t, dir)
	if diff := cmp.Diff(passages, passagesAfter); diff != "" {
		t.Errorf("passages, -before +after:\n%s", diff)
	}
	if now := foundAgain(t, dir); !maps.Equal(found, now) {
		t.Errorf("a trace finds %v, before %v", now, found)
	}
	gaps := 0
	for id, b := range before {
		a := after[id]
		if !cmp.Equal(a.Quotes, b.Quotes) || a.Headline != b.Headline || a.Outlet != b.Outlet || !strings.HasPrefix(a.Kept, "passages only all: passages only after 10 days") {
			t.Errorf("%s: -before +after:\n%s", id, cmp.Diff(b, a))
		}
		if strings.ContainsFunc(a.Text, isGap) {
			gaps++
		}
	}
	if gaps < len(items)/2 {
		t.Errorf("words went from %d of %d articles", gaps, len(items))
	}
	if d := retain(t, dir, due.AddDate(2, 0, 0), false); len(d.Rules) > 0 {
		t.Errorf("again: %+v", d)
	}
	if sum, err := ingest.Rebuild(t.Context(), dir, ingest.Options{Now: someDay}); err != nil || sum.New != len(items) || len(sum.Unused) > 0 {
		t.Fatalf("rebuild: %+v, %v", sum, err)
	}
	sound(t, dir, len(items))
	rebuilt, _ := held(t, dir)
	if diff := cmp.Diff(after, rebuilt); diff != "" {
		t.Errorf("-before +after rebuild:\n%s", diff)
	}
	if sum := add(t, dir, seq(items), ingest.Options{}); sum.New != 0 || sum.Already != len(items) {
		t.Errorf("added again: %+v", sum.Counts)
	}
}

// foundAgain is found with an engine of its own.
func foundAgain(t *testing.T, dir string) map[hearsay.ArticleID]int {
	t.Helper()
	return found(t, openEngine(t, dir))
}

// TestRetainFacts: with “facts only” no word of a text is left anywhere, but what was found stays; the rule of
// an outlet counts before that of all.
func TestRetainFacts(t *testing.T) {
	t.Parallel()
	dir, items, _ := sampled(t)
	before, passages := held(t, dir)
	var outlet string
	for _, b := range before {
		if outlet == "" || b.Outlet != "" && b.Outlet < outlet {
			outlet = b.Outlet
		}
	}
	at := someDay.AddDate(1, 0, 0)
	d := retain(t, dir, at, false,
		hearsay.Retention{At: someDay, Scope: hearsay.OfAll, Level: hearsay.KeepFacts},
		hearsay.Retention{At: someDay, Scope: hearsay.OfOutlet, Name: strings.ToUpper(outlet), Level: hearsay.KeepText})
	after, passagesAfter := held(t, dir)
	if len(passages) != len(passagesAfter) || len(d.Rules) != 1 {
		t.Errorf("%d passages, before %d; %+v", len(passagesAfter), len(passages), d.Rules)
	}
	stays := 0
	for id, a := range after {
		if a.Outlet == outlet {
			stays++
			if !cmp.Equal(a, before[id]) {
				t.Errorf("%s of %s was changed", id, outlet)
			}
			continue
		}
		if strings.ContainsFunc(a.Text, func(r rune) bool { return r > ' ' && !isGap(r) && r != '\u034f' }) || a.Headline != before[id].Headline || len(a.Quotes) != len(before[id].Quotes) {
			t.Errorf("%s has %q, %q", id, a.Text, a.Headline)
		}
	}
	if stays == 0 || stays == len(items) {
		t.Errorf("%d of %d articles are of %s", stays, len(items), outlet)
	}
	sound(t, dir, len(items))
}

func openEngine(t *testing.T, dir string) *search.Engine {
	t.Helper()
	e, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// TestRetainTakesWordsFromNotes: a note on words that are not kept quotes what stands there
// now, and says what it said.
func TestRetainTakesWordsFromNotes(t *testing.T) {
	t.Parallel()
	dir, _, _ := sampled(t)
	before, _ := held(t, dir)
	notes, err := store.OpenNotes(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer notes.Close()
	quoted := map[hearsay.NoteID]string{}
	for id, a := range before {
		n := hearsay.Note{Article: id, At: hearsay.NewAnchor(a.Text, hearsay.Span{Start: 0, End: strings.Index(a.Text, " ")}), Body: "The first word."}
		n.ID = hearsay.NewNoteID(&n)
		quoted[n.ID] = n.At.Exact
		if _, err := notes.Put(t.Context(), &n); err != nil {
			t.Fatal(err)
		}
	}
	retain(t, dir, someDay.AddDate(1, 0, 0), false, hearsay.Retention{At: someDay, Scope: hearsay.OfAll, Level: hearsay.KeepFacts})
	after, _ := held(t, dir)
	for id, a := range after {
		list, err := notes.Of(t.Context(), id)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		n := list[0]
		if got := hearsay.NewFinder(a.Text).Find(&n.At); got.Fit != hearsay.FitInPlace || got.Span.Start != 0 || n.At.Exact == quoted[n.ID] || n.Body != "The first word." {
			t.Errorf("%+v is found %+v in %.40q", n, got, a.Text)
		}
	}
}
