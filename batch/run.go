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
	for _, stage := range []func(context.Context) error{r.order, r.seeds, r.hits, r.compare, r.cluster} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := stage(ctx); err != nil {
			return nil, err
		}
	}
	r.sum.Elapsed = time.Since(began)
	return &r.sum, nil
}

// order orders the texts and gives each an ID of its own.
func (r *run) order(context.Context) error {
	r.stage("order", r.corpus.added)
	if err := r.corpus.buf.Flush(); err != nil {
		return err
	}
	if err := r.corpus.entries.finish(); err != nil {
		return err
	}
	var err error
	if r.names, err = r.corpus.names(); err != nil {
		return err
	}
	r.sum.Texts, r.sum.Twice = r.names.texts, r.corpus.added-r.names.texts
	return r.corpus.roomFor(r.spill())
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

// spill is about how many bytes the other stages will write, as far as that can be
// known before: sheets; and of seeds, and as many hits, what does not fit into
// memory. Texts that all share everything make more hits.
func (r *run) spill() int64 {
	words := r.corpus.size / letters
	seeds := words / int64(r.opt.Profile.Spacing()) * recordBytes
	return words*(codeBytes+2) + int64(r.sum.Texts)*cardBytes +
		max(0, seeds-r.opt.Memory/8) + max(0, seeds-r.opt.Memory/16)
}

// Of texts in languages with spaces, for estimates.
const (
	letters   = 6   // bytes of text a word
	cardBytes = 100 // bytes of a card
)
