// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/bench/provenance"
	"hearsay/bench/provenance/plant"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/store"
)

// planted are the items of planted stories, and the story of each address.
func planted(t *testing.T, opt plant.Options) ([]intake.Item, map[string]string) {
	t.Helper()
	set, err := plant.Make(opt)
	if err != nil {
		t.Fatal(err)
	}
	var rows bytes.Buffer
	if err := provenance.WriteRows(&rows, set.Articles); err != nil {
		t.Fatal(err)
	}
	return rowsOf(t, rows.Bytes()), storyOfAddress(set)
}

// rowsOf are the items of rows of JSON.
func rowsOf(t *testing.T, rows []byte) []intake.Item {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rows.jsonl")
	if err := os.WriteFile(file, rows, 0o644); err != nil {
		t.Fatal(err)
	}
	return slices.Collect(intake.Walk(t.Context(), []string{file}, intake.Options{Now: someDay}))
}

func storyOfAddress(set *plant.Set) map[string]string {
	story, of := map[string]string{}, map[string]string{}
	for _, s := range set.Truth.Stories {
		for _, id := range s.Articles {
			story[id] = s.ID
		}
	}
	for _, a := range set.Articles {
		of[a.URL] = story[a.ID]
	}
	return of
}

// grouping is articles by story, of one library.
type grouping map[hearsay.StoryID][]hearsay.Brief

// storiesOf is what a library says of its stories, those of one article included;
// it fails when check does not find them sound.
func storiesOf(t *testing.T, dir string) grouping {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if wrong, err := lib.CheckStories(t.Context()); err != nil || len(wrong) > 0 {
		t.Fatalf("the library is not sound: %q, %v", wrong, err)
	}
	if n, err := lib.Untold(t.Context()); err != nil || n > 0 {
		t.Fatalf("%d articles wait, %v", n, err)
	}
	out := grouping{}
	for _, id := range articlesOf(t, dir) {
		s, err := lib.StoryOf(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		b, err := lib.Briefs(t.Context(), []hearsay.ArticleID{id})
		if err != nil {
			t.Fatal(err)
		}
		out[s.ID] = append(out[s.ID], b[0])
	}
	return out
}

// pairs scores a grouping: pairs of articles, and B-cubed.
func (g grouping) pairs(of map[string]string) (precision, recall, b3p, b3r float64) {
	all := map[string]int{}
	var right, stated, true_, articles float64
	for _, in := range g {
		own := map[string]int{}
		for _, a := range in {
			own[of[a.URL]]++
			all[of[a.URL]]++
		}
		stated += choose(len(in))
		for _, n := range own {
			right += choose(n)
			b3p += float64(n*n) / float64(len(in))
		}
	}
	for _, in := range g {
		own := map[string]int{}
		for _, a := range in {
			own[of[a.URL]]++
		}
		for s, n := range own {
			b3r += float64(n*n) / float64(all[s])
		}
	}
	for _, n := range all {
		true_ += choose(n)
		articles += float64(n)
	}
	return right / max(1, stated), right / max(1, true_), b3p / articles, b3r / articles
}

func choose(n int) float64 { return float64(n) * float64(n-1) / 2 }

// shuffled are items in another order.
func shuffled(items []intake.Item, seed uint64) iter.Seq[intake.Item] {
	out := slices.Clone(items)
	rand.New(rand.NewPCG(seed, 9)).Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	return seq(out)
}

// TestPlantedStories measures stories on planted ones, added in an order that has
// nothing to do with their dates.
func TestPlantedStories(t *testing.T) {
	if testing.Short() {
		t.Skip("takes too long under the race detector, and tells it nothing new")
	}
	levels := []int{3}
	if os.Getenv("HEARSAY_MEASURE") != "" {
		levels = []int{1, 2, 3, 4, 5}
	}
	for _, level := range levels {
		for seed := uint64(1); seed <= uint64(len(levels)); seed++ {
			items, of := planted(t, plant.Options{Level: level, Seed: seed})
			dir := t.TempDir()
			add(t, dir, seq(items), ingest.Options{})
			p, r, _, _ := storiesOf(t, dir).pairs(of)
			t.Logf("level %d seed %d, as added: pairs: precision %.3f, recall %.3f", level, seed, p, r)
			write(t, dir, func(lib *store.Writer) error {
				_, err := ingest.Recluster(t.Context(), lib, ingest.Options{})
				return err
			})
			g := storiesOf(t, dir)
			p, r, bp, br := g.pairs(of)
			t.Logf("level %d seed %d: %d stories of %d articles; pairs: precision %.3f, recall %.3f; B-cubed %.3f, %.3f", level, seed, len(g), len(items), p, r, bp, br)
			if os.Getenv("HEARSAY_SHOW") != "" {
				show(t, g, of)
			}
			if p < .95 || r < .7 {
				t.Errorf("level %d: precision %.3f, recall %.3f", level, p, r)
			}
		}
	}
}

func show(t *testing.T, g grouping, of map[string]string) {
	for id, in := range g {
		line := fmt.Sprintf("%s %d:", id, len(in))
		for _, a := range in {
			line += fmt.Sprintf("\n   %s %s %s %s %s", a.ID, of[a.URL], a.Date.Value, a.Outlet.Name, a.Headline)
		}
		t.Log(line)
	}
}

// shape is a grouping that does not depend on anything but which articles are
// together, and what the stories are called.
func (g grouping) shape() (out []string) {
	for id, in := range g {
		var names []string
		for _, a := range in {
			names = append(names, a.ID.String())
		}
		slices.Sort(names)
		out = append(out, id.String()+": "+strings.Join(names, " "))
	}
	slices.Sort(out)
	return out
}

// refine makes clusters and stories again.
func refine(t *testing.T, dir string) []string {
	t.Helper()
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.Recluster(t.Context(), lib, ingest.Options{})
		return err
	})
	return storiesOf(t, dir).shape()
}

// TestStoriesInAnyOrder: refined, stories do not depend on the order in which
// articles came, on what was removed and came again, nor on where an import was cut.
func TestStoriesInAnyOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("takes too long under the race detector, and tells it nothing new")
	}
	items, _ := planted(t, plant.Options{Level: 4, Seed: 2, Stories: 5, Copies: 20})
	first := t.TempDir()
	add(t, first, seq(items), ingest.Options{})
	want := refine(t, first)
	for seed := range uint64(3) {
		dir := t.TempDir()
		rest := slices.Collect(shuffled(items, seed))
		for len(rest) > 0 {
			n := min(len(rest), 40)
			add(t, dir, seq(rest[:n]), ingest.Options{})
			rest = rest[n:]
		}
		have := articlesOf(t, dir)
		write(t, dir, func(lib *store.Writer) error { return ingest.Remove(t.Context(), lib, have[:9], someDay) })
		storiesOf(t, dir) // sound
		add(t, dir, seq(items), ingest.Options{})
		if diff := cmp.Diff(want, refine(t, dir)); diff != "" {
			t.Fatalf("order %d:\n%s", seed, diff)
		}
	}
}

// TestStoryIDs: an ID that was given out goes on naming the story, after its article
// has an earlier one beside it, was removed, and after everything is made again.
func TestStoryIDs(t *testing.T) {
	items, of := planted(t, plant.Options{Level: 1, Seed: 3, Stories: 2})
	dir := t.TempDir()
	add(t, dir, seq(items), ingest.Options{})
	var id hearsay.StoryID
	var in []hearsay.Brief
	for s, articles := range storiesOf(t, dir) {
		if len(articles) > len(in) {
			id, in = s, articles
		}
	}
	named := func(id hearsay.StoryID) string {
		lib, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer lib.Close()
		s, err := lib.Story(t.Context(), id)
		if err != nil {
			return err.Error()
		}
		members, err := lib.StoryMembers(t.Context(), id, 0, 1000)
		if err != nil || len(members) != s.Articles {
			t.Fatalf("%d of %d members, %v", len(members), s.Articles, err)
		}
		a, err := lib.Briefs(t.Context(), []hearsay.ArticleID{members[0].Article})
		if err != nil {
			t.Fatal(err)
		}
		return of[a[0].URL]
	}
	want := of[in[0].URL]
	for _, a := range in {
		if got := named(hearsay.StoryID(a.ID)); got != want {
			t.Errorf("article %s: %q, want %q", a.ID, got, want)
		}
	}
	write(t, dir, func(lib *store.Writer) error {
		return ingest.Remove(t.Context(), lib, []hearsay.ArticleID{hearsay.ArticleID(id)}, someDay)
	})
	if got := named(id); got != want {
		t.Errorf("removed: %q, want %q", got, want)
	}
	if _, err := ingest.Rebuild(t.Context(), dir, ingest.Options{Now: someDay}); err != nil {
		t.Fatal(err)
	}
	if got := named(id); got != want {
		t.Errorf("rebuilt: %q, want %q", got, want)
	}
	write(t, dir, func(lib *store.Writer) error {
		return ingest.Remove(t.Context(), lib, articlesOf(t, dir), someDay)
	})
	if got := named(id); !strings.Contains(got, hearsay.ErrGone.Error()) {
		t.Errorf("all removed: %q", got)
	}
	if got := named(hearsay.NewID[hearsay.Story]("test", "none")); !strings.Contains(got, hearsay.ErrNotFound.Error()) {
		t.Errorf("never given: %q", got)
	}
}

// TestStoryDecisions: what people decide holds while articles come and everything is
// made again, and can be taken back.
func TestStoryDecisions(t *testing.T) {
	items, of := planted(t, plant.Options{Level: 1, Seed: 2, Stories: 3})
	dir := t.TempDir()
	add(t, dir, seq(items), ingest.Options{})
	before := storiesOf(t, dir)
	if len(before) != 3 {
		t.Fatalf("%d stories", len(before))
	}
	ids := slices.SortedFunc(maps.Keys(before), func(a, b hearsay.StoryID) int { return len(before[b]) - len(before[a]) })
	part := []hearsay.ArticleID{before[ids[0]][1].ID, before[ids[0]][3].ID}
	alone := before[ids[0]][2].ID
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.MergeStories(t.Context(), lib, ids[1], ids[2], someDay)
		return err
	})
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.SplitStory(t.Context(), lib, ids[0], part, someDay)
		return err
	})
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.RejectStory(t.Context(), lib, ids[0], []hearsay.ArticleID{alone}, someDay)
		return err
	})
	write(t, dir, func(lib *store.Writer) error {
		_, err := ingest.ConfirmStory(t.Context(), lib, hearsay.StoryID(part[0]), nil, someDay)
		return err
	})
	decided := func(when string) {
		t.Helper()
		g := storiesOf(t, dir)
		with := map[hearsay.ArticleID]hearsay.StoryID{}
		for s, in := range g {
			for _, a := range in {
				with[a.ID] = s
			}
		}
		if with[before[ids[1]][0].ID] != with[before[ids[2]][0].ID] {
			t.Errorf("%s: what was merged is two stories", when)
		}
		if with[part[0]] != with[part[1]] || len(g[with[part[0]]]) != 2 {
			t.Errorf("%s: what was split off is not a story", when)
		}
		if len(g[with[alone]]) != 1 {
			t.Errorf("%s: what was rejected is in a story of %d", when, len(g[with[alone]]))
		}
		lib, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer lib.Close()
		if s, err := lib.StoryOf(t.Context(), part[1]); err != nil || !s.Confirmed {
			t.Errorf("%s: not confirmed, %v", when, err)
		}
		_ = of
	}
	decided("decided")
	refine(t, dir)
	decided("refined")
	write(t, dir, func(lib *store.Writer) error { return ingest.Remove(t.Context(), lib, part[:1], someDay) })
	add(t, dir, seq(items), ingest.Options{})
	decided("removed and added")
	if _, err := ingest.Rebuild(t.Context(), dir, ingest.Options{Now: someDay}); err != nil {
		t.Fatal(err)
	}
	decided("rebuilt")
	for range 4 {
		write(t, dir, func(lib *store.Writer) error {
			_, err := ingest.UndoStory(t.Context(), lib, 0, someDay)
			return err
		})
	}
	if diff := cmp.Diff(before.shape(), storiesOf(t, dir).shape()); diff != "" {
		t.Errorf("all taken back:\n%s", diff)
	}
}
