// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"hearsay"
	"hearsay/internal/taking"
	"hearsay/store"
)

// exchange is who takes from whom, as of a state of the library. It is counted
// once, behind the questions that wait for it.
type exchange struct {
	state      exchangeState
	begun      chan struct{} // closed when start and keys are set, or err is
	done       chan struct{} // closed when result is set, or err is
	start      *hearsay.Exchange
	keys       map[hearsay.OutletID]string
	result     *hearsay.Exchange
	looked, of atomic.Int64 // articles
	err        error
}

// exchangeState are numbers that change with what an exchange counts.
type exchangeState struct{ generation, takings int64 }

// Exchange says who takes from whom. It must not be changed. Counting goes on behind the
// question, which waits no longer than a moment for it: then Pending says so, and the answer is
// the one from before the library changed, or how many articles each outlet has.
// It takes O(o log n + t) for o outlets of n articles, t of them with words of others, and reads the articles
// that were not looked at when they were added. The answer is kept until the library changes. Errors: those of the library.
func (e *Engine) Exchange(ctx context.Context) (*hearsay.Exchange, error) {
	now, err := e.exchanged(ctx)
	return now.Exchange, err
}

// WholeExchange is Exchange, and waits until all is counted.
func (e *Engine) WholeExchange(ctx context.Context) (*hearsay.Exchange, error) {
	for {
		x, current, err := e.counting(ctx)
		if err != nil {
			return nil, err
		}
		select {
		case <-x.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if current || x.err != nil {
			return x.result, x.err
		}
	}
}

// exchangeNow is what can be said of an exchange, with the keys of its outlets.
type exchangeNow struct {
	*hearsay.Exchange
	keys map[hearsay.OutletID]string
}

func (e *Engine) exchanged(ctx context.Context) (exchangeNow, error) {
	x, current, err := e.counting(ctx)
	if err != nil {
		return exchangeNow{}, err
	}
	now, err := e.wait(ctx, x)
	if err != nil || current || now.Pending != nil {
		return now, err
	}
	// The one before has just come to its end.
	if x, _, err = e.counting(ctx); err != nil {
		return exchangeNow{}, err
	}
	return e.wait(ctx, x)
}

// counting is a count of the library that is under way, or done and of the library as it is now.
// Current says that it is of that. One count goes on at a time, however fast the library changes.
func (e *Engine) counting(ctx context.Context) (x *exchange, current bool, err error) {
	if err := e.refresh(ctx); err != nil {
		return nil, false, err
	}
	takings, err := e.lib.Takings(ctx)
	if err != nil {
		return nil, false, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	now := exchangeState{e.generation, takings}
	if x = e.exchange; x == nil || x.state != now && x.isDone() {
		x = newExchange(now)
		e.exchange = x
		e.behind.Go(func() { e.countExchange(x) })
	}
	return x, x.state == now, nil
}

func newExchange(state exchangeState) *exchange {
	return &exchange{state: state, begun: make(chan struct{}), done: make(chan struct{})}
}

func (x *exchange) isDone() bool {
	select {
	case <-x.done:
		return true
	default:
		return false
	}
}

// patience is how long a question waits for a count to end.
const patience = 150 * time.Millisecond

// wait waits for a count, or takes the one before, or what there is of it.
func (e *Engine) wait(ctx context.Context, x *exchange) (exchangeNow, error) {
	enough := time.NewTimer(patience)
	defer enough.Stop()
	select {
	case <-x.done:
		return exchangeNow{x.result, x.keys}, x.err
	case <-enough.C:
	case <-ctx.Done():
		return exchangeNow{}, ctx.Err()
	}
	e.mu.Lock()
	before := e.whole
	e.mu.Unlock()
	if before != nil && len(before.result.Standings) > 0 {
		return exchangeNow{&hearsay.Exchange{Standings: before.result.Standings, Takings: before.result.Takings, Pending: x.pending(true)}, before.keys}, nil
	}
	return x.beginning(ctx)
}

// beginning is what is known of an exchange before all of it is counted.
func (x *exchange) beginning(ctx context.Context) (exchangeNow, error) {
	select {
	case <-x.begun:
	case <-ctx.Done():
		return exchangeNow{}, ctx.Err()
	}
	if x.start == nil {
		return exchangeNow{}, x.err
	}
	return exchangeNow{&hearsay.Exchange{Standings: x.start.Standings, Pending: x.pending(false)}, x.keys}, nil
}

func (x *exchange) pending(earlier bool) *hearsay.Pending {
	return &hearsay.Pending{Looked: int(x.looked.Load()), Of: int(x.of.Load()), Earlier: earlier}
}

// countExchange fills x. It ends with the engine.
func (e *Engine) countExchange(x *exchange) {
	c := counter{exchange: x, index: map[string]int{}, takings: map[[2]int]*taken{}}
	err := e.lib.At(e.ends, func(m *store.Moment) error { return c.run(e.ends, m) })
	e.mu.Lock()
	defer e.mu.Unlock()
	if err == nil {
		x.result = c.result()
		e.whole = x
	} else if e.exchange == x {
		e.exchange = nil // the next question tries again
	}
	x.err = err
	if x.start == nil {
		close(x.begun)
	}
	close(x.done)
}

// maxPairs is how many examples a taking has.
const maxPairs = 5

// counter counts who takes from whom.
type counter struct {
	*exchange
	standings []hearsay.Standing
	index     map[string]int    // key of an outlet → standing
	takings   map[[2]int]*taken // by, from
	untaken   int64             // articles to be looked at
	last      int64             // number of the last of them
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

func (c *counter) run(ctx context.Context, m *store.Moment) error {
	if err := c.begin(ctx, m); err != nil {
		return err
	}
	if err := m.Taken(ctx, c.add); err != nil {
		return err
	}
	var loans []store.Loan
	err := m.Loans(ctx, func(l *store.Loan) error {
		if len(loans) > 0 && loans[0].N != l.N {
			if err := c.article(ctx, m, loans); err != nil {
				return err
			}
			loans = loans[:0]
		}
		loans = append(loans, *l)
		return nil
	})
	if err == nil && len(loans) > 0 {
		err = c.article(ctx, m, loans)
	}
	return err
}

// begin counts the articles of outlets, and lets questions have these.
func (c *counter) begin(ctx context.Context, m *store.Moment) error {
	counts, err := m.OutletCounts(ctx)
	if err != nil {
		return err
	}
	keys := map[hearsay.OutletID]string{}
	start := &hearsay.Exchange{}
	for i, o := range counts {
		s := hearsay.Standing{ID: outletID(o.Key), Outlet: o.Outlet, Articles: o.Articles, Dated: o.Dated, First: o.First, Last: o.Last, Uncounted: o.Articles}
		start.Standings = append(start.Standings, s)
		s.Own, s.Uncounted = s.Articles, 0
		c.standings = append(c.standings, s)
		c.index[o.Key], keys[s.ID] = i, o.Key
	}
	untaken, last, err := m.Untaken(ctx)
	if err != nil {
		return err
	}
	c.untaken, c.last = int64(untaken), max(1, last)
	c.of.Store(int64(start.Articles()))
	c.looked.Store(c.of.Load() - c.untaken)
	c.start, c.keys = start, keys
	close(c.begun)
	return nil
}

// article counts one article by its loans.
func (c *counter) article(ctx context.Context, m *store.Moment, loans []store.Loan) error {
	// Most articles have no loans, and are told by how far their numbers are.
	c.looked.Store(c.of.Load() - c.untaken + c.untaken*loans[0].N/c.last)
	t, ok, err := taking.Of(ctx, m.Facts, loans)
	if err != nil || !ok {
		return err
	}
	return c.add(&t)
}

// add counts an article that has words of another.
func (c *counter) add(x *store.Taken) error {
	by, known := c.index[x.Outlet]
	giver, knownToo := c.index[x.Giver]
	if !known || !knownToo {
		return fmt.Errorf("%w: article %s takes from an outlet that has no articles; run hearsay rebuild --clusters", hearsay.ErrCorrupt, x.Article)
	}
	s := &c.standings[by]
	s.Own--
	switch x.How {
	case store.TakenWire:
		s.Wire++
	case store.TakenCredited:
		s.Credited++
	case store.TakenUncredited:
		s.Uncredited++
	default:
		s.Unknown++
		return nil
	}
	t := c.takings[[2]int{by, giver}]
	if t == nil {
		t = &taken{}
		c.takings[[2]int{by, giver}] = t
	}
	t.add(x)
	return nil
}

func (t *taken) add(x *store.Taken) {
	t.articles++
	if x.Named {
		t.credited++
	}
	if x.Dated {
		t.delays = append(t.delays, x.Delay)
	}
	t.pairs = append(t.pairs, dated{hearsay.Pair{Article: x.Article, From: x.From, Words: x.Words}, x.At})
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

func (c *counter) result() *hearsay.Exchange {
	out := &hearsay.Exchange{Standings: c.standings}
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
	return out
}

// OutletDays counts the dated articles of an outlet by day. Error: ErrNotFound.
func (e *Engine) OutletDays(ctx context.Context, id hearsay.OutletID) ([]hearsay.DayCount, error) {
	x, _, err := e.counting(ctx)
	if err != nil {
		return nil, err
	}
	now, err := x.beginning(ctx)
	if err != nil {
		return nil, err
	}
	key, ok := now.keys[id]
	if !ok {
		return nil, fmt.Errorf("outlet: %w", hearsay.ErrNotFound)
	}
	return e.lib.OutletDays(ctx, key)
}
