// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"context"
	"iter"
	"slices"
)

// portion is the hits of some texts that follow each other.
type portion struct {
	first   int
	starts  []int // of each text in records, and the end
	records []record
}

// found is what was found of a portion.
type found struct {
	last    int // text
	links   []link
	crowded int
}

// compare aligns texts that share seeds, hands out pairs and makes nodes.
func (r *run) compare(ctx context.Context) error {
	r.nodes.grow(r.shelf.len())
	report := r.stage("compare", r.shelf.len())
	p := pipe[portion, *found]{
		workers: r.opt.Workers,
		start:   func() worker[portion, *found] { return newMatcher(r.rules(), r.shelf, r.lists) },
		take: func(f *found) error {
			r.sum.Crowded += f.crowded
			r.sum.Pairs += len(f.links)
			for i := range f.links {
				l := &f.links[i]
				r.nodes.join(l)
				if err := r.out.Pair(l.pair()); err != nil {
					return err
				}
			}
			report(f.last + 1)
			return nil
		},
	}
	if err := p.run(ctx, r.portions()); err != nil {
		return err
	}
	report(r.shelf.len())
	return nil
}

// portions yields the hits of all texts that have some, in order. What is yielded
// is valid for good, but memory holds two loads at most.
func (r *run) portions() iter.Seq2[portion, error] {
	return func(yield func(portion, error) bool) {
		for k := range r.hitBin.bins {
			first := k * r.perRange
			last := min(first+r.perRange, r.shelf.len())
			if !r.loads(k, first, last, yield) {
				return
			}
			r.hitBin.drop(k)
		}
	}
}

// loadShare is the part of memory that one load of hits may take.
const loadShare = 16

// loads yields the hits of a range, as many texts at once as memory allows.
func (r *run) loads(k, first, last int, yield func(portion, error) bool) bool {
	counts := make([]int, last-first)
	if err := r.hitBin.each(k, func(h record) { counts[int(h.hitText())-first]++ }); err != nil {
		yield(portion{}, err)
		return false
	}
	room := int(r.opt.Memory / loadShare / recordBytes)
	for first < last {
		to, n := first, 0
		for to < last && (n == 0 || n+counts[to-first] <= room) {
			n += counts[to-first]
			to++
		}
		load, err := r.load(k, first, counts[:to-first])
		if err != nil {
			yield(portion{}, err)
			return false
		}
		if !load.split(yield) {
			return false
		}
		counts, first = counts[to-first:], to
	}
	return true
}

// load reads the hits of some texts of a range: a counting sort.
func (r *run) load(k, first int, counts []int) (portion, error) {
	starts := make([]int, len(counts)+1)
	for i, n := range counts {
		starts[i+1] = starts[i] + n
	}
	p := portion{first, starts, make([]record, starts[len(counts)])}
	next := slices.Clone(starts)
	err := r.hitBin.each(k, func(h record) {
		if n := int(h.hitText()) - first; n >= 0 && n < len(counts) {
			p.records[next[n]] = h
			next[n]++
		}
	})
	return p, err
}

// portionRecords is how many hits are worth a job of their own.
const portionRecords = 1 << 10

func (p portion) split(yield func(portion, error) bool) bool {
	for from := 0; from < len(p.starts)-1; {
		to := from + 1
		for to < len(p.starts)-1 && p.starts[to]-p.starts[from] < portionRecords {
			to++
		}
		if p.starts[to] > p.starts[from] && !yield(portion{p.first + from, p.starts[from : to+1], p.records}, nil) {
			return false
		}
		from = to
	}
	return true
}
