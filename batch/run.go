// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"context"
	"math/bits"
	"os"
	"time"
)

// run is the state of one run: each stage leaves to the next what it made.
type run struct {
	corpus *Corpus
	opt    Options
	out    Output
	sum    Summary

	names   *names   // of "order"
	shelf   *shelf   // of "seeds"
	series  []uint64 // hashes, by text; nil unless OtherSeries
	seedBin *bins
	// perRange is how many texts a bin of hits is for.
	perRange int
	hitBin   *bins
	lists    *lists
	nodes    nodes
}

// Reuse finds all reused passages and hands them to out. It may be called once.
// Errors are those of ctx, of out and of the disk.
func (c *Corpus) Reuse(ctx context.Context, out Output, opt Options) (*Summary, error) {
	began := time.Now()
	r := &run{corpus: c, opt: opt.withDefaults(), out: out}
	for _, s := range r.steps() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := r.step(ctx, s); err != nil {
			return nil, err
		}
	}
	r.sum.Elapsed = time.Since(began)
	return &r.sum, nil
}

// order orders the texts and gives each an ID of its own.
func (r *run) order(context.Context) error {
	r.stage("order", r.corpus.added)
	if err := r.corpus.Filled(nil); err != nil {
		return err
	}
	var err error
	if r.names, err = r.corpus.names(); err != nil {
		return err
	}
	r.sum.Texts, r.sum.Twice = r.names.texts, r.corpus.added-r.names.texts
	r.sum.SameID = r.names.same
	if r.corpus.whole("seeds") {
		return nil
	}
	return r.corpus.roomFor(r.corpus.spill(r.corpus.size, r.opt))
}

// stage reports that a stage begins, and returns what reports its progress.
func (r *run) stage(name string, total int) func(done int) {
	began := time.Now()
	var last time.Duration
	report := func(done int) {
		now := time.Since(began)
		if r.opt.Progress == nil || done > 0 && done < total && now-last < reportEvery {
			return
		}
		last = now
		r.opt.Progress(Progress{Stage: name, Done: done, Total: total, Elapsed: now})
	}
	report(0)
	return report
}

const reportEvery = 200 * time.Millisecond

func (r *run) fileOf(name string) func() (*os.File, error) {
	return func() (*os.File, error) { return r.corpus.file(name) }
}

// seedShift is how many bits of a seed's hash say its bin.
func (r *run) seedShift() int { return bits.Len(uint(len(r.seedBin.bins)) - 1) }
