// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"fmt"

	"hearsay"
	"hearsay/store"
)

// worker does one job after the other. It changes nothing that others see.
type worker struct {
	opt Options
	db  *store.Sources
	enc *encoder
}

// work does jobs until there are no more.
func (w *Watcher) work(ctx context.Context) {
	k := &worker{opt: w.opt, db: w.db, enc: newEncoder()}
	for j := range w.jobs {
		r := k.do(ctx, j)
		r.job = j
		r.dropped = ctx.Err() != nil
		w.results <- r // never waits: there is room for as many as there are workers
	}
}

func (k *worker) do(ctx context.Context, j job) (r result) {
	defer func() {
		// What a site sends must not end the watch, whatever it breaks.
		if cause := recover(); cause != nil {
			r = k.broken(ctx, j, cause)
		}
	}()
	switch {
	case j.page != nil:
		return k.visit(ctx, *j.page)
	case j.source.Kind == store.FolderSource:
		return k.lookInto(ctx, *j.source)
	}
	return k.poll(ctx, *j.source)
}

// broken is the result of a job that panicked: tried again, ever more seldom.
func (k *worker) broken(ctx context.Context, j job, cause any) result {
	err := fmt.Errorf("%w: a fault of Hearsay, please report it: %v", hearsay.ErrInvalid, cause)
	if j.page != nil {
		return k.unanswered(ctx, *j.page, err)
	}
	return k.failed(*j.source, err)
}
