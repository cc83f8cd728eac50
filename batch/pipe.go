// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// worker does jobs, one after the other, in a goroutine of its own.
type worker[J, R any] interface {
	do(J) (R, error)
	// end is called after the last job, unless something failed.
	end() error
}

// pipe has workers do jobs, some at once, and hands what comes of each to take, in
// the order of the jobs. At most two jobs a worker are under way or waiting to be
// taken, so a slow take slows the work, and memory is bounded.
type pipe[J, R any] struct {
	workers int
	start   func() worker[J, R]
	take    func(R) error
}

// slot is a job on its way through a pipe.
type slot[J, R any] struct {
	job  J
	done chan R // of one
}

func (p *pipe[J, R]) run(ctx context.Context, jobs iter.Seq2[J, error]) error {
	g, ctx := errgroup.WithContext(ctx)
	todo := make(chan slot[J, R])
	order := make(chan slot[J, R], 2*p.workers)
	g.Go(func() error { return p.feed(ctx, jobs, todo, order) })
	for range p.workers {
		g.Go(func() error {
			w := p.start()
			for s := range todo {
				r, err := w.do(s.job)
				if err != nil {
					return err
				}
				s.done <- r
			}
			return w.end()
		})
	}
	g.Go(func() error { return p.drain(ctx, order) })
	return g.Wait()
}

// drain takes what comes of the jobs.
func (p *pipe[J, R]) drain(ctx context.Context, order <-chan slot[J, R]) error {
	for s := range order {
		select {
		case r := <-s.done:
			if err := p.take(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// feed puts every job into both channels, and closes them.
func (p *pipe[J, R]) feed(ctx context.Context, jobs iter.Seq2[J, error], todo, order chan<- slot[J, R]) error {
	defer close(todo)
	defer close(order)
	for job, err := range jobs {
		if err != nil {
			return err
		}
		s := slot[J, R]{job, make(chan R, 1)}
		for _, to := range []chan<- slot[J, R]{order, todo} {
			select {
			case to <- s:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return ctx.Err()
}

// numbers yields 0 to n-1.
func numbers(n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for k := range n {
			if !yield(k, nil) {
				return
			}
		}
	}
}
