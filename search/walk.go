// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"

	"hearsay"
)

// walk is a way through the results of a query from part to part. How well an article
// matches depends on all others, so that a place in that order cannot be kept as a number: what is
// kept is which article stood last, and up to which arrival articles count. Those that come
// meanwhile are not in it.
type walk struct {
	until int64 // number of the last article that counts; 0 for no walk
	from  int   // rows before, where last is there no more
	last  hearsay.ArticleID
}

// newWalk goes on from where a question says, or begins.
func (e *Engine) newWalk(ctx context.Context, a *Asked) (w walk, err error) {
	if !a.After.IsZero() {
		return readWalk(a.After)
	}
	if !a.Walk {
		return w, nil
	}
	if w.until = a.Until; w.until == 0 {
		w.until, err = e.lastArrival(ctx)
	}
	return w, err
}

// lastArrival is the number of the article that arrived last; 0 when there is none.
func (e *Engine) lastArrival(ctx context.Context) (int64, error) {
	list, err := e.lib.LastArrived(ctx, 1)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0].N, nil
}

func readWalk(m Mark) (w walk, err error) {
	if len(m.Keys) != 2 || m.Keys[0] < 1 || m.Keys[1] < 0 || len(m.ID) != len(w.last) {
		return w, fmt.Errorf("%w: the mark is of another list", hearsay.ErrInvalid)
	}
	w.until, w.from = m.Keys[0], int(m.Keys[1])
	copy(w.last[:], m.ID)
	return w, nil
}

// begin is the first row that was not given yet.
func (w walk) begin(rows []group) int {
	if w.last.IsZero() {
		return 0
	}
	for i := range rows {
		if rows[i].holds(w.last) {
			return i + 1
		}
	}
	return min(w.from, len(rows))
}

func (g *group) holds(id hearsay.ArticleID) bool {
	if g.shown.ID == id {
		return true
	}
	for i := range g.copies {
		if g.copies[i].ID == id {
			return true
		}
	}
	return false
}

// next is the mark behind the last row of a part; zero when none of total follow.
func (w walk) next(last hearsay.ArticleID, behind, total int) Mark {
	if w.until == 0 || behind >= total {
		return Mark{}
	}
	return Mark{Keys: []int64{w.until, int64(behind)}, ID: bytes.Clone(last[:])}
}

// older is the mark of the articles that arrived up to a number; zero for none.
func (w walk) older(until int64) Mark {
	if w.until == 0 || until == 0 {
		return Mark{}
	}
	return Mark{Keys: []int64{until, 0}, ID: make([]byte, len(w.last))}
}

// OutletListing is some outlets of a library, and how far counting is as in an Exchange.
type OutletListing struct {
	Listing[hearsay.Standing]
	Pending *hearsay.Pending
	Counted int // articles of all outlets
}

// OutletsAfter returns outlets, as Articles does articles: those of most articles first. It
// waits as Exchange does. Error: ErrInvalid for a mark of another list.
func (e *Engine) OutletsAfter(ctx context.Context, after Mark, offset, limit int) (p OutletListing, err error) {
	if !after.IsZero() && len(after.Keys) != 1 {
		return p, fmt.Errorf("%w: the mark is of another list", hearsay.ErrInvalid)
	}
	x, err := e.exchanged(ctx)
	if err != nil {
		return p, err
	}
	p.Pending, p.Counted = x.Pending, x.Articles()
	all := x.Standings // by articles, most first, and then by key
	if !after.IsZero() {
		offset += sort.Search(len(all), func(i int) bool {
			return cmp.Or(cmp.Compare(after.Keys[0], int64(all[i].Articles)), cmp.Compare(x.keys[all[i].ID], string(after.ID))) > 0
		})
	}
	first := min(offset, len(all))
	end := min(first+limit, len(all))
	p.Rows, p.Total = slices.Clone(all[first:end]), len(all)
	if end < len(all) && end > first {
		last := &all[end-1]
		p.Next = Mark{Keys: []int64{int64(last.Articles)}, ID: []byte(x.keys[last.ID])}
	}
	return p, nil
}
