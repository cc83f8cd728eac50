// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"time"

	"hearsay"
	"hearsay/internal/taking"
	"hearsay/store"
)

// perTaking is how many articles are in one transaction of Take.
const perTaking = 500

// Take says of all articles for which that may have changed what they have of other outlets', until
// ctx is done: then it returns nil, and the next one goes on. Reuse should have been looked for before.
// It follows adding, as clusters do. In a library of before it looks at all articles with passages.
func Take(ctx context.Context, lib *store.Writer, opt Options) error {
	began, looked := time.Now(), 0
	for ctx.Err() == nil {
		n, err := take(context.WithoutCancel(ctx), lib)
		if err != nil || n == 0 {
			return err
		}
		looked += n
		if opt.Progress != nil {
			opt.Progress(Progress{Stage: "outlets", Taken: looked, Elapsed: time.Since(began)})
		}
	}
	return nil
}

// take looks at some articles, and returns at how many.
func take(ctx context.Context, lib *store.Writer) (int, error) {
	articles, err := lib.Retakes(ctx, perTaking)
	if err != nil || len(articles) == 0 {
		return 0, err
	}
	loans, err := lib.RetakeLoans(ctx, articles[0], articles[len(articles)-1])
	if err != nil {
		return 0, err
	}
	facts := readOnce(lib.Facts)
	var taken []store.Taken
	for len(loans) > 0 {
		n := 1
		for n < len(loans) && loans[n].N == loans[0].N {
			n++
		}
		t, ok, err := taking.Of(ctx, facts, loans[:n])
		if err != nil {
			return 0, err
		}
		if ok {
			taken = append(taken, t)
		}
		loans = loans[n:]
	}
	return len(articles), lib.Retake(ctx, articles, taken)
}

// readOnce reads each article once: many take from one.
func readOnce(read taking.Facts) taking.Facts {
	have := map[hearsay.ArticleID]*hearsay.Article{}
	return func(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, error) {
		if a := have[id]; a != nil {
			return a, nil
		}
		a, err := read(ctx, id)
		have[id] = a
		return a, err
	}
}

// checkTakings compares what is kept of who takes from whom with the articles.
func checkTakings(ctx context.Context, lib *store.Store, v *Verdict) error {
	otherwise, untaken := 0, 0
	var wrong []string
	err := lib.At(ctx, func(m *store.Moment) (err error) {
		if untaken, _, err = m.Untaken(ctx); err != nil {
			return err
		}
		wrong, err = m.CheckTakings(ctx, func(loans []store.Loan, kept *store.Taken) error {
			t, ok, err := taking.Of(ctx, m.Facts, loans)
			if err == nil && (ok != (kept != nil) || ok && !t.Equal(kept)) {
				otherwise++
			}
			return err
		})
		return err
	})
	if otherwise > 0 {
		wrong = append(wrong, fmt.Sprintf("what %d articles have of other outlets' is kept otherwise than they and their passages say", otherwise))
	}
	for _, w := range wrong {
		v.problem("%s; run hearsay rebuild --clusters", w)
	}
	if untaken > 0 {
		v.note("%d articles were not looked at for what they have of other outlets' yet; the next hearsay add does it", untaken)
	}
	return err
}
