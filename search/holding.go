// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

	"hearsay"
	"hearsay/store"
)

// Holding says what the library holds, how much room it takes, and what of it
// cannot be used.
type Holding struct {
	store.Holding
	Damaged []string // files of the index that could not be opened
}

// Holding counts what the library holds. Time grows with the number of articles;
// the answer is kept until the library changes.
func (e *Engine) Holding(ctx context.Context) (*Holding, error) {
	if err := e.refresh(ctx); err != nil {
		return nil, err
	}
	e.mu.RLock()
	kept, generation := e.holding, e.generation
	e.mu.RUnlock()
	if kept != nil {
		return kept, nil
	}
	counted, err := e.lib.Holding(ctx)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	h := &Holding{Holding: *counted, Damaged: e.damaged}
	if e.generation == generation {
		e.holding = h
	}
	return h, nil
}

// Have returns those of the articles that the library has.
func (e *Engine) Have(ctx context.Context, ids []hearsay.ArticleID) ([]hearsay.ArticleID, error) {
	briefs, err := e.lib.Briefs(ctx, ids)
	var out []hearsay.ArticleID
	for _, b := range briefs {
		out = append(out, b.ID)
	}
	return out, err
}
