// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"iter"
	"sync"

	"golang.org/x/sync/semaphore"

	"hearsay"
	"hearsay/index"
	"hearsay/intake"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/store"
	"hearsay/warc"
)

// The pipeline: one goroutine takes items from the input, several read them, and
// the caller's goroutine receives them in the order in which they came.
//
//	items ─ known? ─▶ jobs ─▶ worker ×N ─▶ (done)
//	              └──────── queue ────────────────▶ commit
//
// The queue holds every item; a job that a worker has finished is taken from it
// when its turn comes. So the order of the library is that of the input, on any
// number of cores, and no item overtakes another.

// job is one item on its way.
type job struct {
	item    intake.Item
	already bool     // the library has it
	reading *Reading // nil when there is no article
	packed  *store.Packed
	failure error // why there is none
	seeds   []index.Seed
	words   []uint32   // hashes of the words of the text, as the index keeps them
	record  []byte     // the record as a gzip member; nil when it is on disk already
	place   warc.Place // of the record, when it is on disk already
	file    string     // likewise
	weight  int64      // bytes counted against maxInFlight
	done    chan struct{}
}

// The bounds on what is in memory at once: items between input and commit, and
// the bytes of their bodies.
const (
	maxQueue    = 512
	maxInFlight = 256 << 20
)

// pipeline carries jobs from the input to commit.
type pipeline struct {
	known  func(context.Context, []hearsay.CaptureID) (map[hearsay.CaptureID]bool, error)
	jobs   chan *job
	queue  chan *job
	room   *semaphore.Weighted
	mu     sync.Mutex
	flying map[hearsay.CaptureID]bool // taken from the input, not yet on disk
	err    error                      // of the look-ups; read after queue is closed
}

// run starts the pipeline on a sequence of jobs. The caller must receive from
// the queue until it is closed, or cancel ctx and then do so.
func run(ctx context.Context, source iter.Seq[*job], workers int, p *pipeline) {
	p.jobs = make(chan *job, maxQueue)
	p.queue = make(chan *job, maxQueue)
	p.room = semaphore.NewWeighted(maxInFlight)
	p.flying = map[hearsay.CaptureID]bool{}
	for range workers {
		go p.work()
	}
	go p.feed(ctx, source)
}

// lookUp is how many items are looked up in the library at once.
const lookUp = 64

// feed takes jobs from the input, marks those that the library has, and hands
// them on.
func (p *pipeline) feed(ctx context.Context, source iter.Seq[*job]) {
	defer close(p.queue)
	defer close(p.jobs)
	var held []*job
	for j := range source {
		j.done = make(chan struct{})
		j.weight = min(maxInFlight/4, int64(len(j.item.Body))+4096)
		if p.err = p.room.Acquire(ctx, j.weight); p.err != nil {
			return
		}
		held = append(held, j)
		if len(held) == lookUp || j.weight > 1<<20 {
			if p.err = p.hand(ctx, held); p.err != nil {
				return
			}
			held = held[:0]
		}
	}
	if p.err = ctx.Err(); p.err == nil {
		p.err = p.hand(ctx, held)
	}
}

// hand looks jobs up and passes them on. What is in flight is not in the library
// yet, so it is looked for first.
func (p *pipeline) hand(ctx context.Context, held []*job) error {
	var ask []hearsay.CaptureID
	for _, j := range held {
		if j.item.Skip == nil && !p.claim(j) {
			ask = append(ask, j.item.Capture.ID)
		}
	}
	have, err := p.known(ctx, ask)
	if err != nil {
		return err
	}
	for _, j := range held {
		if have[j.item.Capture.ID] && !j.already {
			j.already = true
			p.landed(j.item.Capture.ID)
		}
		p.queue <- j
		if j.already || j.item.Skip != nil {
			close(j.done)
			continue
		}
		p.jobs <- j
	}
	return nil
}

// claim marks a capture as in flight, and reports whether another of the same
// identity is: then this one is there already.
func (p *pipeline) claim(j *job) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := j.item.Capture.ID
	j.already = p.flying[id]
	p.flying[id] = true
	return j.already
}

// landed marks a capture as no longer in flight: it is on disk.
func (p *pipeline) landed(id hearsay.CaptureID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.flying, id)
}

// release gives back the room of a job.
func (p *pipeline) release(j *job) { p.room.Release(j.weight) }

// work reads captures until there are no more.
func (p *pipeline) work() {
	enc := warc.NewPacker()
	for j := range p.jobs {
		j.read(enc)
		close(j.done)
	}
}

// read runs the stages on one capture.
func (j *job) read(enc *warc.Packer) {
	if j.file == "" {
		j.record, j.failure = enc.Member(j.item.Record)
		if j.failure != nil {
			return
		}
	}
	defer func() {
		if cause := recover(); cause != nil {
			j.reading, j.failure = nil, failed(cause)
		}
		// Only facts wait for their turn; bodies would fill the memory.
		j.item.Body, j.item.Record = nil, nil
	}()
	if j.reading == nil {
		j.reading, j.failure = Read(j.item.Capture, j.item.Body)
	}
	if j.failure == nil {
		words := prose.Words(j.reading.Article.Text)
		j.seeds, j.words = reuse.News().Seeds(words), reuse.AppendCodes(nil, words)
		j.reading.Article.Map = nil
		j.packed, j.failure = store.Pack(&j.reading.Article, j.reading.Quotations)
	}
}
