// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"

	"hearsay"
	"hearsay/store"
)

// Mark is the place of a row in the order of a list.
type Mark = store.Mark

// Listing is some rows of a list.
type Listing[T any] = store.Listing[T]

// Articles returns limit articles behind a mark, latest first, of which offset are left
// out at the beginning. Error: ErrInvalid for a mark of another list.
func (e *Engine) Articles(ctx context.Context, after Mark, offset, limit int) (Listing[hearsay.Brief], error) {
	return e.lib.Articles(ctx, after, offset, limit)
}

// StoriesAfter returns stories, as Articles does articles.
func (e *Engine) StoriesAfter(ctx context.Context, order StoryOrder, after Mark, offset, limit int) (Listing[hearsay.Story], error) {
	p, err := e.lib.StoriesAfter(ctx, order, after, offset, limit)
	for i := range p.Rows {
		if err := e.begin(ctx, &p.Rows[i]); err != nil {
			return p, err
		}
	}
	return p, err
}

// VoicesAfter returns voices, as Articles does articles.
func (e *Engine) VoicesAfter(ctx context.Context, f VoiceFilter, after Mark, offset, limit int) (Listing[hearsay.Voice], error) {
	return e.lib.VoicesAfter(ctx, f, after, offset, limit)
}
