// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/store"
	"hearsay/warc"
)

// story is a passage that articles share.
const story = "Clerk number seventeen read the old ledger aloud at the harbour office on a wet Tuesday and nobody there listened to a word of it"

// rowItem is a row of JSON lines.
func rowItem(t *testing.T, fields map[string]string) intake.Item {
	t.Helper()
	b, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return intake.NewItem(intake.Where{}, warc.New(warc.TypeResource, "urn:hearsay:name:"+fields["id"], time.Unix(1.7e9, 0), "application/x-ndjson", b))
}

// shared makes n articles of which nearly all have one passage, or half of it, and
// some another one.
func shared(t *testing.T, n int) []intake.Item {
	t.Helper()
	words := strings.Fields(story)
	var items []intake.Item
	for i := range n {
		passage := story
		switch i % 4 {
		case 1:
			passage = strings.Join(words[:14], " ")
		case 2:
			passage = strings.Replace(story, "ledger", "register", 1)
		}
		if i%7 == 0 {
			passage += ". The second dredger of Lowmere was painted green in the spring of that year"
		}
		items = append(items, rowItem(t, map[string]string{
			"id": fmt.Sprint("s", i), "outlet": fmt.Sprint("Outlet ", i%3), "date": fmt.Sprintf("2024-03-%02d", 1+i*5%28),
			"text": fmt.Sprintf("Entry %d of %d.\n\nOn page %d stands: %s, as number %d said.", i, i*i, i*3, passage, i),
		}))
	}
	return items
}

// clusters returns the clusters of a library: the words of their witnesses, by ID.
func clusters(t *testing.T, dir string) map[string][]string {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	out := map[string][]string{}
	err = lib.Carriers(t.Context(), func(c hearsay.Carrier) error {
		for _, w := range c.Witnesses {
			out[w.Cluster.String()] = append(out[w.Cluster.String()], fmt.Sprintf("%s %d-%d", w.Article, w.Whole.From, w.Whole.To))
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = carriersByArticle(t.Context(), lib, out)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, members := range out {
		slices.Sort(members)
	}
	return out
}

// carriersByArticle reads the witnesses of every article.
func carriersByArticle(ctx context.Context, lib *store.Store, out map[string][]string) error {
	return lib.ArticleCaptures(ctx, func(a hearsay.ArticleID, _ hearsay.CaptureID) error {
		c, err := lib.Carrier(ctx, a)
		for _, w := range c.Witnesses {
			out[w.Cluster.String()] = append(out[w.Cluster.String()], fmt.Sprintf("%s %d-%d", w.Article, w.Whole.From, w.Whole.To))
		}
		return err
	})
}

// TestDetection: passages that articles share are in clusters when adding is done,
// a part of a passage in one of its own; what comes later joins.
func TestDetection(t *testing.T) {
	dir := t.TempDir()
	items := shared(t, 40)
	sum := add(t, dir, seq(items[:25]), ingest.Options{})
	if sum.Compared != 25 || sum.Links < 24 {
		t.Errorf("%d compared, %d links", sum.Compared, sum.Links)
	}
	before := clusters(t, dir)
	sum = add(t, dir, seq(items), ingest.Options{})
	if sum.Compared != 15 {
		t.Errorf("%d compared, want the new ones", sum.Compared)
	}
	after := clusters(t, dir)
	for id, members := range before {
		if len(after[id]) < len(members) {
			t.Errorf("cluster %s had %d witnesses and has %d", id, len(members), len(after[id]))
		}
	}
	in := map[string]bool{}
	for _, members := range after {
		for _, m := range members {
			id, _, _ := strings.Cut(m, " ")
			in[id] = true
		}
	}
	if len(in) != 40 || len(after) > 4 {
		t.Errorf("%d of 40 articles in %d clusters", len(in), len(after))
	}
}

// TestArrival: whatever the order in which articles came, and however many at once,
// the clusters that are made anew are the same, with the same IDs, and every ID of
// before names one of them.
func TestArrival(t *testing.T) {
	items := shared(t, 30)
	r := rand.New(rand.NewPCG(1, 2))
	var want map[string][]string
	for range 6 {
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		dir := t.TempDir()
		cut := r.IntN(len(items))
		add(t, dir, seq(items[:cut]), ingest.Options{Workers: 1})
		add(t, dir, seq(items[cut:]), ingest.Options{})
		given := clusters(t, dir)
		lib, err := store.OpenWriter(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ingest.Recluster(t.Context(), lib, ingest.Options{}); err != nil {
			t.Fatal(err)
		}
		for id := range given {
			parsed, err := hearsay.ParseID[hearsay.Cluster](id)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := lib.Cluster(t.Context(), parsed); err != nil {
				t.Errorf("cluster %s, which was given out: %v", id, err)
			}
		}
		if err := lib.Close(); err != nil {
			t.Fatal(err)
		}
		got := clusters(t, dir)
		if want == nil {
			want = got
			var sizes []int
			for _, members := range got {
				sizes = append(sizes, len(members))
			}
			if slices.Sort(sizes); !slices.Equal(sizes, []int{5, 22, 23}) {
				t.Errorf("clusters of %v", sizes)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("another order, other clusters:\n%s", diff)
		}
	}
}
