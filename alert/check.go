// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"errors"
	"slices"

	"hearsay"
	"hearsay/store"
)

const (
	// perRound is how many articles are looked at before what was found is noted.
	perRound = 200
	// maxTurns is how often a round is begun anew because another process noted one.
	maxTurns = 20
)

// Report is what looking gave.
type Report struct {
	Alerts   int // that were asked
	Articles int // that were looked at
	Events   int
	// Problems are alerts that could not be asked, and why.
	Problems []string
}

// Check looks at what came to the library since it looked last, and notes what the alerts
// find in it. It may be called at any time, by several processes: nothing is noted twice.
// Time is that of reading the new articles, and of asking the alerts that these may
// concern. Errors: those of the library and of the alerts; what was noted before stays.
func (d *Desk) Check(ctx context.Context) (Report, error) {
	d.checking.Lock()
	defer d.checking.Unlock()
	var out Report
	conflicts := 0
	for {
		n, err := d.round(ctx, &out)
		switch {
		case errors.Is(err, hearsay.ErrConflict) && conflicts < maxTurns:
			conflicts++
		case err != nil || n == 0:
			if err == nil {
				err = d.forget(ctx, out.Articles)
			}
			return out, err
		}
	}
}

// round looks at the next articles, and returns how many they were.
func (d *Desk) round(ctx context.Context, out *Report) (int, error) {
	turn, looked, err := d.book.LookedAt(ctx)
	if err != nil || len(looked) == 0 {
		return 0, err
	}
	from, err := d.place(ctx, looked)
	if err != nil {
		return 0, err
	}
	list, from, err := d.awake(ctx, from)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	arrived, err := d.lib.Since(ctx, from.N, perRound)
	if err != nil || len(arrived) == 0 {
		return 0, err
	}
	r := &round{lib: d.lib, book: d.book, known: map[int64]map[string]int{}}
	if r.list, r.problems, err = d.watchlist(ctx, list); err != nil {
		return 0, err
	}
	if err := r.run(ctx, arrived); err != nil {
		return 0, err
	}
	events, err := d.book.Note(ctx, &store.Round{Turn: turn, From: from, Looked: arrived, Events: r.events, Known: r.changed, At: d.opt.Now()})
	if err != nil {
		return 0, err
	}
	for _, p := range r.problems {
		if !slices.Contains(out.Problems, p) {
			out.Problems = append(out.Problems, p)
		}
	}
	out.Alerts, out.Articles, out.Events = len(list), out.Articles+len(arrived), out.Events+events
	return len(arrived), nil
}

// watchlist makes the watchlist of some alerts, or takes the one of the last time.
func (d *Desk) watchlist(ctx context.Context, list []standing) (w *watchlist, problems []string, err error) {
	if !d.list.holds(list) {
		if d.list, d.unaskable, err = compile(ctx, d.lib, list); err != nil {
			return nil, nil, err
		}
	}
	since := map[int64]int64{}
	for i := range list {
		since[list[i].ID] = list[i].since
	}
	for _, s := range d.list.all {
		s.since = since[s.ID]
	}
	problems, err = d.list.renew(ctx, d.lib)
	return d.list, slices.Concat(d.unaskable, problems), err
}

// place finds where looking ended, by the numbers that articles have now: after a rebuild
// they have others, and what came last may have been removed since, its number given to
// another.
func (d *Desk) place(ctx context.Context, looked []hearsay.Arrived) (hearsay.Arrived, error) {
	for _, at := range looked {
		if at.Article.IsZero() {
			return at, nil // before the first
		}
		n, err := d.lib.Number(ctx, at.Article)
		if err == nil {
			return hearsay.Arrived{N: n, Article: at.Article}, nil
		}
		if !errors.Is(err, hearsay.ErrNotFound) {
			return at, err
		}
	}
	// None of them is left: whatever has a number from the least of these on is new.
	return hearsay.Arrived{N: max(0, looked[len(looked)-1].N-1)}, nil
}

// awake are the alerts that are not paused, and where to look from: what none of them
// wants to know of is passed over.
func (d *Desk) awake(ctx context.Context, from hearsay.Arrived) ([]standing, hearsay.Arrived, error) {
	list, err := d.book.All(ctx)
	if err != nil {
		return nil, from, err
	}
	var out []standing
	least := from
	for i, al := range list {
		if al.Paused {
			continue
		}
		at := al.Since
		if at.N > from.N {
			n, err := d.lib.Number(ctx, at.Article)
			switch {
			case errors.Is(err, hearsay.ErrNotFound):
				at = from // its number may be another's by now
			case err != nil:
				return nil, from, err
			default:
				at.N = n
			}
		}
		if len(out) == 0 || at.N < least.N {
			least = at
		}
		out = append(out, standing{Alert: list[i], since: at.N})
	}
	if least.N > from.N {
		from = least
	}
	return out, from, nil
}

// forget takes what events say of articles that were removed from the library, when the
// library has fewer than it had and got.
func (d *Desk) forget(ctx context.Context, came int) error {
	extent, err := d.lib.Extent(ctx)
	if err != nil || extent.Articles >= d.articles+came && d.swept {
		d.articles = extent.Articles
		return err
	}
	var after hearsay.ArticleID
	for {
		ids, err := d.book.Articles(ctx, after, perRound)
		if err != nil || len(ids) == 0 {
			if err == nil {
				d.articles, d.swept = extent.Articles, true
			}
			return err
		}
		have, err := d.lib.Have(ctx, ids)
		if err != nil {
			return err
		}
		left := map[hearsay.ArticleID]bool{}
		for _, id := range have {
			left[id] = true
		}
		for _, id := range ids {
			if !left[id] {
				if err := d.book.Forget(ctx, id); err != nil {
					return err
				}
			}
		}
		after = ids[len(ids)-1]
	}
}
