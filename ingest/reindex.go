// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"os"
	"time"

	"hearsay/index"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/store"
)

// Reindex makes the index of a library again from the texts in its facts: one
// segment, in the format that this version writes. It reads no captures, so it takes
// a hundredth of the time of Rebuild, and mends any damage to segments. The old
// segments serve until the new one is complete. Memory is that of some ten
// thousand articles.
func Reindex(ctx context.Context, lib *store.Writer, opt Options) (*Summary, error) {
	r := &reindexer{lib: lib, opt: opt, began: time.Now()}
	defer r.cleanUp()
	err := lib.Texts(ctx, r.take)
	if err == nil {
		err = r.flush()
	}
	if err == nil {
		err = r.publish(ctx)
	}
	r.sum.Elapsed = time.Since(r.began)
	return &r.sum, err
}

// reindexer gathers articles into parts, and parts into one segment.
type reindexer struct {
	lib   *store.Writer
	opt   Options
	began time.Time
	sum   Summary
	held  []store.Text
	parts []string // paths of segments that nobody knows
}

// perPart bounds the memory: some 6 KB an article.
const perPart = 20_000

func (r *reindexer) take(t store.Text) error {
	r.held = append(r.held, t)
	r.sum.Read++
	if len(r.held) < perPart {
		return nil
	}
	return r.flush()
}

// flush writes a part of the articles that are held.
func (r *reindexer) flush() error {
	if len(r.held) == 0 {
		return nil
	}
	b := index.NewBuilder(reuse.News().Index())
	for i, e := range fingerprints(r.held, r.opt.workers()) {
		t := r.held[i]
		a := index.Article{ID: t.ID, Words: uint32(len(e.codes)), Published: index.MinuteOf(t.Published)}
		if err := b.Add(a, e.seeds, e.codes); err != nil {
			return err
		}
	}
	path := r.lib.SegmentPath(r.lib.NextSegment())
	r.parts = append(r.parts, path)
	if err := b.WriteFile(path); err != nil {
		return err
	}
	r.sum.New += len(r.held)
	r.held = r.held[:0]
	if r.opt.Progress != nil {
		r.opt.Progress(Progress{Stage: "rebuild", Counts: r.sum.Counts, Elapsed: time.Since(r.began)})
	}
	return nil
}

// fingerprint is what the index holds of a text.
type fingerprint struct {
	seeds []index.Seed
	codes []reuse.Code
}

// fingerprints makes those of texts, on several cores.
func fingerprints(texts []store.Text, workers int) []fingerprint {
	out := make([]fingerprint, len(texts))
	_ = inTurns(workers, len(texts), func(i int) error {
		words := prose.Words(texts[i].Text)
		out[i] = fingerprint{reuse.News().Seeds(words), reuse.AppendCodes(nil, words)}
		return nil // nothing in it fails
	})
	return out
}

// publish makes the parts one segment and puts it in the place of all others.
func (r *reindexer) publish(ctx context.Context) error {
	old, err := r.lib.Segments(ctx)
	if err != nil {
		return err
	}
	var b store.Batch
	for _, s := range old {
		b.Drop = append(b.Drop, s.File)
	}
	if len(r.parts) > 0 {
		added, err := r.merged()
		if err != nil {
			return err
		}
		b.Add = []store.Segment{added}
	}
	if err := r.lib.Apply(ctx, &b); err != nil {
		return err
	}
	for _, s := range old {
		// One that stays, since somebody reads it, is swept by the next writer.
		_ = os.Remove(r.lib.SegmentPath(s.File))
	}
	return nil
}

// merged makes one segment of the parts.
func (r *reindexer) merged() (store.Segment, error) {
	var parts []*index.Segment
	defer func() {
		for _, p := range parts {
			p.Close()
		}
	}()
	for _, path := range r.parts {
		p, err := index.Open(path)
		if err != nil {
			return store.Segment{}, err
		}
		parts = append(parts, p)
	}
	name := r.lib.NextSegment()
	if err := index.Merge(r.lib.SegmentPath(name), parts); err != nil {
		return store.Segment{}, err
	}
	return describe(r.lib.Store, name)
}

// cleanUp removes the parts.
func (r *reindexer) cleanUp() {
	for _, path := range r.parts {
		// One that stays is swept by the next writer.
		_ = os.Remove(path)
	}
}
