// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"testing"

	"hearsay"
)

// TestPatience: while a library is counted, the count before answers; where there is none, what is
// known at once, with how far it is.
func TestPatience(t *testing.T) {
	t.Parallel()
	e := &Engine{}
	under := newExchange(exchangeState{generation: 1})
	under.start = &hearsay.Exchange{Standings: []hearsay.Standing{{Articles: 7, Uncounted: 7}}}
	close(under.begun)
	under.looked.Store(3)
	under.of.Store(7)
	got, err := e.wait(t.Context(), under)
	if err != nil || got.Articles() != 7 || *got.Pending != (hearsay.Pending{Looked: 3, Of: 7}) {
		t.Errorf("none before: %+v, %v", got, err)
	}
	first := newExchange(exchangeState{})
	first.result = &hearsay.Exchange{Standings: make([]hearsay.Standing, 1), Takings: make([]hearsay.Taking, 2)}
	close(first.done)
	if got, err := e.wait(t.Context(), first); got.Exchange != first.result || got.Pending != nil || err != nil {
		t.Fatalf("%v, %v", got, err)
	}
	e.whole = first
	if got, err := e.wait(t.Context(), under); err != nil || len(got.Takings) != 2 || *got.Pending != (hearsay.Pending{Looked: 3, Of: 7, Earlier: true}) {
		t.Errorf("under way: %+v, %v, want the count before", got, err)
	}
	failed := newExchange(exchangeState{generation: 1})
	failed.err = hearsay.ErrCorrupt
	close(failed.begun)
	close(failed.done)
	if _, err := e.wait(t.Context(), failed); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("failed: %v", err)
	}
	if _, err := failed.beginning(t.Context()); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("failed at the beginning: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Engine{}).wait(over, newExchange(exchangeState{generation: 1})); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
