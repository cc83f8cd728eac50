// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/fetch"
	"hearsay/store"
	"hearsay/warc"
)

// worker does one job after the other. It changes nothing that others see.
type worker struct {
	dir   string // of the library
	opt   Options
	db    *store.Sources
	enc   *warc.Packer
	known *known
}

// work does jobs until there are no more.
func (w *Watcher) work(ctx context.Context) {
	k := &worker{dir: w.dir, opt: w.opt, db: w.db, enc: warc.NewQuickPacker(), known: w.known}
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

// soon is how long a worker waits for the turn of its host. Sites that want more time
// between two requests, or that others ask through the same gate, would else keep all
// workers waiting.
const soon = 3 * time.Second

// postponed is the result of a job whose turn has not come, if err says so.
func postponed(host string, err error) (result, bool) {
	var e *fetch.TurnError
	if !errors.As(err, &e) {
		return result{}, false
	}
	return result{host: host, wait: e.Wait, delay: e.Delay}, true
}

// broken is the result of a job that panicked: tried again, ever more seldom.
func (k *worker) broken(ctx context.Context, j job, cause any) result {
	err := fmt.Errorf("%w: a fault of Hearsay, please report it: %v", hearsay.ErrInvalid, cause)
	if j.page != nil {
		return k.unanswered(ctx, *j.page, err)
	}
	return k.failed(*j.source, err)
}
