// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearsay"
	"hearsay/store"
)

// exchange is who takes from whom, as of a generation of the library. It is counted
// once, behind the questions that wait for it.
type exchange struct {
	generation int64
	done       chan struct{} // closed when the rest is set
	result     *hearsay.Exchange
	keys       map[hearsay.OutletID]string
	err        error
}

// Exchange says who takes from whom. It must not be changed. Counting takes O(w log c)
// for w witnesses of c clusters, and reads each article that has half of its words from
// elsewhere, with that one; the answer is kept until the library changes. A question
// that does not want to wait leaves the counting to go on. While a library that changed is
// counted again, and that takes longer than patience, the answer is the one before: its
// standings tell of how many articles. Errors: those of the library.
func (e *Engine) Exchange(ctx context.Context) (*hearsay.Exchange, error) {
	x, err := e.exchanged(ctx)
	if err != nil {
		return nil, err
	}
	return x.result, nil
}

func (e *Engine) exchanged(ctx context.Context) (*exchange, error) {
	if err := e.refresh(ctx); err != nil {
		return nil, err
	}
	e.mu.Lock()
	x := e.exchange
	if x == nil || x.generation != e.generation {
		x = &exchange{generation: e.generation, done: make(chan struct{})}
		e.exchange = x
		e.behind.Go(func() { e.countExchange(x) })
	}
	e.mu.Unlock()
	return e.wait(ctx, x)
}

// patience is how long a question waits for a new count where there is an older one.
const patience = 3 * time.Second

// wait waits for a count, or takes the one before where there is one.
func (e *Engine) wait(ctx context.Context, x *exchange) (*exchange, error) {
	e.mu.Lock()
	before := e.whole
	e.mu.Unlock()
	var enough <-chan time.Time
	if before != nil {
		t := time.NewTimer(patience)
		defer t.Stop()
		enough = t.C
	}
	select {
	case <-x.done:
	case <-enough:
		return before, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case x.err == nil:
		e.whole = x
	case e.exchange == x:
		e.exchange = nil // the next question tries again
	}
	return x, x.err
}

// countExchange fills x. It ends with the engine.
func (e *Engine) countExchange(x *exchange) {
	defer close(x.done)
	c := counter{engine: e, keys: map[string]int{}, takings: map[[2]int]*taken{}}
	if x.err = c.run(e.ends); x.err == nil {
		x.result, x.keys = c.result()
	}
}

// minTaken is how many words an article has of another at least to be counted.
const minTaken = 20

// maxPairs is how many examples a taking has.
const maxPairs = 5

// counter counts who takes from whom.
type counter struct {
	engine    *Engine
	standings []hearsay.Standing
	keys      map[string]int // outlet → standing
	names     []string
	takings   map[[2]int]*taken // by, from
}

// taken is a taking that is being counted.
type taken struct {
	articles, credited int
	delays             []time.Duration
	pairs              []dated
}

type dated struct {
	hearsay.Pair
	at time.Time
}

func (c *counter) run(ctx context.Context) error {
	counts, err := c.engine.lib.OutletCounts(ctx)
	if err != nil {
		return err
	}
	for _, o := range counts {
		c.keys[o.Key] = len(c.standings)
		c.names = append(c.names, o.Key)
		c.standings = append(c.standings, hearsay.Standing{
			ID: outletID(o.Key), Outlet: o.Outlet, Articles: o.Articles, Dated: o.Dated, First: o.First, Last: o.Last, Own: o.Articles,
		})
	}
	var loans []store.Loan
	err = c.engine.lib.EachLoan(ctx, func(l *store.Loan) error {
		if len(loans) > 0 && loans[0].N != l.N {
			if err := c.article(ctx, loans); err != nil {
				return err
			}
			loans = loans[:0]
		}
		loans = append(loans, *l)
		return nil
	})
	if err == nil && len(loans) > 0 {
		err = c.article(ctx, loans)
	}
	return err
}

// article counts one article by its loans.
func (c *counter) article(ctx context.Context, loans []store.Loan) error {
	from, words := mostFrom(loans)
	l := loans[0]
	by, known := c.keys[l.Outlet]
	giver, knownToo := c.keys[from.FromKey]
	if words < minTaken || 2*words < l.Length || !known || !knownToo {
		return nil
	}
	a, err := c.engine.lib.Facts(ctx, l.Article)
	var b *hearsay.Article
	if err == nil {
		b, err = c.engine.lib.Facts(ctx, from.From)
	}
	if errors.Is(err, hearsay.ErrNotFound) {
		return nil // somebody removes it meanwhile
	}
	if err != nil {
		return err
	}
	c.add(by, giver, a, b, words)
	return nil
}

// mostFrom is the article that most of the words are from, and how many these are.
func mostFrom(loans []store.Loan) (best *store.Loan, most int) {
	slices.SortStableFunc(loans, func(a, b store.Loan) int {
		return cmp.Or(slices.Compare(a.From[:], b.From[:]), a.FromText.Compare(b.FromText))
	})
	for i := 0; i < len(loans); {
		words, end, k := 0, 0, i
		for ; k < len(loans) && loans[k].From == loans[i].From; k++ {
			s := loans[k].FromText
			words += max(0, s.To-max(s.From, end))
			end = max(end, s.To)
		}
		if words > most {
			best, most = &loans[i], words
		}
		i = k
	}
	return best, most
}

func (c *counter) add(by, giver int, a, b *hearsay.Article, words int) {
	s := &c.standings[by]
	mine, _ := a.Published()
	theirs, _ := b.Published()
	if mine.Before(theirs) {
		return // it is ordered by a date that says less
	}
	s.Own--
	if !theirs.Before(mine) {
		s.Unknown++
		return
	}
	named := credits(a, b)
	switch {
	case slices.ContainsFunc(a.Credits, func(c hearsay.Credit) bool { return c.Origin == hearsay.AgencyCopy }):
		s.Wire++
	case named:
		s.Credited++
	default:
		s.Uncredited++
	}
	t := c.takings[[2]int{by, giver}]
	if t == nil {
		t = &taken{}
		c.takings[[2]int{by, giver}] = t
	}
	t.articles++
	if named {
		t.credited++
	}
	at, _ := mine.Written()
	before, _ := theirs.Written()
	if !at.IsZero() && !before.IsZero() {
		t.delays = append(t.delays, at.Sub(before))
	}
	t.pairs = append(t.pairs, dated{hearsay.Pair{Article: a.ID, From: b.ID, Words: words}, at})
	if len(t.pairs) > 4*maxPairs {
		t.pairs = latest(t.pairs)
	}
}

// outletID names an outlet by what it is known by in a library.
func outletID(key string) hearsay.OutletID { return hearsay.NewID[hearsay.Standing]("outlet", key) }

// latest are the last few of some pairs, the latest first.
func latest(pairs []dated) []dated {
	slices.SortFunc(pairs, func(a, b dated) int { return cmp.Or(b.at.Compare(a.at), slices.Compare(a.Article[:], b.Article[:])) })
	return pairs[:min(len(pairs), maxPairs)]
}

func (c *counter) result() (*hearsay.Exchange, map[hearsay.OutletID]string) {
	out := &hearsay.Exchange{Standings: c.standings}
	keys := map[hearsay.OutletID]string{}
	for i := range c.standings {
		keys[c.standings[i].ID] = c.names[i]
	}
	for pair, t := range c.takings {
		taking := hearsay.Taking{By: c.standings[pair[0]].ID, From: c.standings[pair[1]].ID, Articles: t.articles, Credited: t.credited}
		if slices.Sort(t.delays); len(t.delays) > 0 {
			taking.Delay = t.delays[len(t.delays)/2]
		}
		for _, p := range latest(t.pairs) {
			taking.Pairs = append(taking.Pairs, p.Pair)
		}
		out.Takings = append(out.Takings, taking)
	}
	slices.SortFunc(out.Takings, func(a, b hearsay.Taking) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), slices.Compare(a.By[:], b.By[:]), slices.Compare(a.From[:], b.From[:]))
	})
	return out, keys
}

// OutletDays counts the dated articles of an outlet by day. Error: ErrNotFound.
func (e *Engine) OutletDays(ctx context.Context, id hearsay.OutletID) ([]hearsay.DayCount, error) {
	x, err := e.exchanged(ctx)
	if err != nil {
		return nil, err
	}
	key, ok := x.keys[id]
	if !ok {
		return nil, fmt.Errorf("outlet: %w", hearsay.ErrNotFound)
	}
	return e.lib.OutletDays(ctx, key)
}
