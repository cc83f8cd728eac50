// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"errors"
	"testing"

	"hearsay"
)

// TestPatience: while a changed library is counted again, the count before answers; where
// there is none, the question waits for as long as it may.
func TestPatience(t *testing.T) {
	t.Parallel()
	e := &Engine{}
	first := &exchange{done: make(chan struct{}), result: &hearsay.Exchange{}}
	close(first.done)
	if got, err := e.wait(t.Context(), first); got != first || err != nil {
		t.Fatalf("%v, %v", got, err)
	}
	if got, err := e.wait(t.Context(), &exchange{done: make(chan struct{})}); got != first || err != nil {
		t.Errorf("under way: %v, %v, want the count before", got, err)
	}
	failed := &exchange{done: make(chan struct{}), err: hearsay.ErrCorrupt}
	close(failed.done)
	if _, err := e.wait(t.Context(), failed); !errors.Is(err, hearsay.ErrCorrupt) {
		t.Errorf("failed: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Engine{}).wait(over, &exchange{done: make(chan struct{})}); !errors.Is(err, context.Canceled) {
		t.Errorf("none before: %v", err)
	}
}
