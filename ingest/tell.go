// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/story"
)

// Stories follow adding, as clusters and voices do: what articles tell is gathered in
// order of arrival, and then those that are in no story are placed, in order of date.
// So a process may be killed between any two transactions, and what was added in one
// go is placed as if all were placed anew.
const (
	perGathering = 200 // articles in one transaction
	perPlacing   = 2000
	perNotice    = 200 // placed articles from one report of progress to the next
)

// Tell puts all articles of the library that are in no story into one, until ctx is
// done: then it returns nil, and the next one goes on. Reuse should have been looked
// for before. Memory is eight bytes an article that waits.
func Tell(ctx context.Context, lib *store.Writer, opt Options) error {
	t := &teller{lib: lib, workers: opt.workers(), progress: opt.Progress, began: time.Now()}
	commit := context.WithoutCancel(ctx)
	for more := true; more && ctx.Err() == nil; {
		var err error
		if more, err = t.gather(commit); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	if err := t.decided(commit); err != nil {
		return err
	}
	wait, err := lib.Unplaced(commit)
	for len(wait) > 0 && err == nil && ctx.Err() == nil {
		n := min(len(wait), perPlacing)
		err = t.place(ctx, wait[:n])
		wait = wait[n:]
	}
	if err != nil {
		return err
	}
	return t.confirm(commit)
}

// Restory gathers what all articles tell again and makes all stories anew. The
// result does not depend on the order in which articles came, once the same was done
// for clusters (Recluster). Decisions hold.
func Restory(ctx context.Context, lib *store.Writer, opt Options) error {
	if err := lib.ForgetStories(ctx); err != nil {
		return err
	}
	return cmp.Or(Tell(ctx, lib, opt), ctx.Err())
}

// teller makes the stories of one library. It is for one goroutine.
type teller struct {
	lib      *store.Writer
	workers  int
	rulings  *store.Rulings
	progress func(Progress) // nil: never
	placed   int
	began    time.Time
}

// gather reads what some articles tell, and reports whether there may be more.
func (t *teller) gather(ctx context.Context) (more bool, err error) {
	next, err := t.lib.UntoldArticles(ctx, perGathering)
	if err != nil || len(next) == 0 {
		return false, err
	}
	accounts := make([]hearsay.Account, len(next))
	err = inTurns(t.workers, len(next), func(i int) error {
		a, err := t.lib.Facts(ctx, next[i].Article)
		if err == nil {
			accounts[i] = story.Account(a)
			accounts[i].N = next[i].N
		}
		return err
	})
	if err != nil {
		return false, err
	}
	return len(next) == perGathering, t.lib.Tell(ctx, func(to *store.Teller) error {
		for i := range accounts {
			to.Gathered(&accounts[i])
		}
		to.GatheredUpTo(next[len(next)-1].N)
		return nil
	})
}

// place puts some articles into stories, in their order, until ctx is done. They are
// many, since articles of one time meet the same others, which one transaction reads once.
func (t *teller) place(ctx context.Context, articles []int64) error {
	commit := context.WithoutCancel(ctx)
	return t.lib.Tell(commit, func(to *store.Teller) error {
		p := story.NewPlacer(to, t.rulings.Stories)
		for i, n := range articles {
			if ctx.Err() != nil {
				break
			}
			a, err := to.Account(commit, n)
			if err != nil {
				return err
			}
			where, err := p.Place(commit, &a)
			if err != nil {
				return err
			}
			to.Place(&a, where.Stories, &where.Tie)
			t.report(i+1 == len(articles))
		}
		return nil
	})
}

// report counts one more placed article, and tells of some.
func (t *teller) report(last bool) {
	t.placed++
	if t.progress != nil && (last || t.placed%perNotice == 0) {
		t.progress(Progress{Stage: "stories", Told: t.placed, Elapsed: time.Since(t.began)})
	}
}

// decided carries out what people decided that stories do not take account of yet.
// What a decision touches is taken out of its story, to be placed as it says.
func (t *teller) decided(ctx context.Context) (err error) {
	if t.rulings, err = t.lib.Rulings(); err != nil {
		return err
	}
	fresh, sound, err := t.lib.DecidedStories(ctx, t.rulings)
	if err != nil || sound && len(fresh) == 0 {
		return err
	}
	return t.lib.Tell(ctx, func(to *store.Teller) error {
		if !sound { // somebody put another file in its place
			to.UnplaceEverything()
		}
		for i := range fresh {
			if err := carryOut(ctx, to, t.rulings.Stories, &fresh[i]); err != nil {
				return err
			}
		}
		to.Decided(t.rulings)
		return nil
	})
}

// carryOut makes room for a ruling, or for what holds without it.
func carryOut(ctx context.Context, to *store.Teller, all []hearsay.StoryRuling, r *hearsay.StoryRuling) error {
	named := slices.Concat(r.Articles, r.Others)
	stories, err := to.Whereabouts(ctx, named)
	if err != nil {
		return err
	}
	switch {
	case r.Undone:
		for _, s := range slices.Compact(slices.Sorted(slices.Values(stories))) {
			if s != 0 {
				to.UnplaceAll(s)
			}
		}
	case r.Verb == hearsay.SplitStory || r.Verb == hearsay.RejectStory:
		for _, id := range r.Articles {
			to.Unplace(id)
		}
	default:
		return join(ctx, to, all, r, stories)
	}
	return nil
}

// join makes one story of those that a ruling names.
func join(ctx context.Context, to *store.Teller, all []hearsay.StoryRuling, r *hearsay.StoryRuling, stories []int64) error {
	stories = slices.Compact(slices.Sorted(slices.Values(stories)))
	stories = slices.DeleteFunc(stories, func(s int64) bool { return s == 0 })
	apart, err := story.NewRulings(all).Apart(ctx, to, stories, r.N)
	if err != nil {
		return err
	}
	if len(stories) > 1 && !apart {
		to.Join(stories)
	}
	return nil
}

// confirm marks the stories that people confirmed. A story that is made anew is
// another row.
func (t *teller) confirm(ctx context.Context) error {
	var named []hearsay.ArticleID
	for _, r := range t.rulings.Stories {
		if !r.Undone && r.Verb == hearsay.ConfirmStory {
			named = append(named, r.Articles...)
		}
	}
	if len(named) == 0 {
		return nil
	}
	return t.lib.Tell(ctx, func(to *store.Teller) error {
		stories, err := to.Whereabouts(ctx, named)
		for _, s := range stories {
			to.Confirm(s)
		}
		return err
	})
}
