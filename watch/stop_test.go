// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hearsay/store"
	"hearsay/watch"
)

// TestStoppedWhileAdding ends a watch in the moment in which articles are in the library
// but not compared yet. The next one, which has nothing new, goes on with them: alerts
// look only at articles that all stages are through with.
func TestStoppedWhileAdding(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	const articles = 8
	var items []string
	for k := range articles {
		place := fmt.Sprintf("a.example/%d", k)
		o.put(place, "text/html", article(fmt.Sprintf("Story %d", k), k))
		items = append(items, o.entry(place, fmt.Sprintf("Story %d", k)))
	}
	o.feed("a.example/feed", items...)
	o.watch(store.Source{Kind: store.FeedSource, Address: o.address("a.example/feed")})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		for ctx.Err() == nil {
			if n, _, err := arrived(o.dir); err == nil && n > 0 {
				cancel()
			}
			time.Sleep(2 * time.Millisecond)
		}
	}()
	for _, run := range []context.Context{ctx, t.Context()} {
		w, err := watch.Open(t.Context(), o.dir, watch.Options{Gate: o.gate, Pace: -1, Now: o.clock, Look: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Run(run, true), w.Close()); err != nil {
			t.Fatal(err)
		}
	}
	n, complete, err := arrived(o.dir)
	if err != nil || n != articles || complete != n {
		t.Errorf("of %d articles %d went through all stages, error %v; want all %d", n, complete, err, articles)
	}
}

// arrived counts the articles of a library, and those that all stages are through with.
func arrived(dir string) (all, complete int, err error) {
	lib, err := store.Open(context.Background(), dir)
	if err != nil {
		return 0, 0, err
	}
	defer lib.Close()
	last, err := lib.LastArrived(context.Background(), 1000)
	if err != nil {
		return 0, 0, err
	}
	done, err := lib.Completed(context.Background(), 0, 1000)
	return len(last), len(done), err
}
