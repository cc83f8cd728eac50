// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"context"
	"fmt"

	"hearsay"
	"hearsay/ingest"
	"hearsay/store"
)

// DecideStory carries out what a person decides of stories, at once: nobody waits for
// a job with a form in hand. Errors: those of ingest.CarryOut, and ErrConflict while a
// job or another program changes the library.
func (d *Desk) DecideStory(ctx context.Context, o ingest.StoryOrder) (r *hearsay.StoryRuling, err error) {
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	default:
		return nil, fmt.Errorf("decide: a job of this library is under way: %w", hearsay.ErrConflict)
	}
	err = d.withWriter(ctx, func(lib *store.Writer) error {
		r, err = ingest.CarryOut(ctx, lib, o, d.opt.Now())
		return err
	})
	return r, err
}
