// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"hearsay"
	"hearsay/index"
	"hearsay/store"
)

// Merging goes on beside adding, one merge at a time: it reads files that nobody
// changes and writes one that nobody knows. The goroutine that commits starts it,
// and puts its result in the place of the old segments at a later commit. A process
// that is killed meanwhile leaves a file without a name in the database, which the
// next writer sweeps.

// merging is a merge that is under way.
type merging struct {
	lib  *store.Writer
	old  []store.Segment
	gone int // tombstones of the old segments when it began
	name string
	done chan error // gets one
}

// merge keeps the number of segments small, without waiting: it applies the merge
// that is done, and starts the next one.
func (f *filler) merge(ctx context.Context) error {
	if f.unmerged || f.merging != nil && len(f.merging.done) == 0 {
		return nil
	}
	if err := f.applyMerge(ctx); err != nil {
		return err
	}
	return f.startPlanned(ctx, index.Plan)
}

// mergeNow merges until nothing is due, and waits for it: what comes next would bury
// articles in segments that are being merged.
func (f *filler) mergeNow(ctx context.Context) error {
	for {
		if err := f.merge(ctx); err != nil || f.merging == nil {
			return err
		}
		if err := f.applyMerge(ctx); err != nil {
			return err
		}
	}
}

// startPlanned starts the merge that a plan wants of the segments, given their
// numbers of articles; none when it wants none.
func (f *filler) startPlanned(ctx context.Context, plan func([]int64) []int) error {
	segments, err := f.lib.Segments(ctx)
	if err != nil {
		return err
	}
	sizes := make([]int64, len(segments))
	for i, s := range segments {
		sizes[i] = s.Docs
	}
	var old []store.Segment
	for _, i := range plan(sizes) {
		old = append(old, segments[i])
	}
	if len(old) > 0 {
		f.merging, err = startMerge(ctx, f.lib, old)
	}
	return f.leave(err)
}

// leave leaves segments as they are, for this run, when one of them is damaged or
// they are too large for one: adding loses nothing by it. Other errors it returns.
func (f *filler) leave(err error) error {
	if !errors.Is(err, hearsay.ErrCorrupt) && !errors.Is(err, hearsay.ErrTooLarge) {
		return err
	}
	f.unmerged = true
	f.note(fmt.Sprintf("segments of the index are not merged: %v", err))
	return nil
}

// finishMerges waits for the merge that is under way and, when all is set, starts
// those that are due until none is, and then the last one: a question costs each
// segment, and who fills a library asks it afterwards.
func (f *filler) finishMerges(ctx context.Context, all bool) error {
	for f.merging != nil {
		f.report("merge")
		if err := f.applyMerge(ctx); err != nil || !all {
			return err
		}
		if err := f.merge(ctx); err != nil {
			return err
		}
	}
	if !all || f.unmerged {
		return nil
	}
	last := func(sizes []int64) []int { return index.PlanLast(sizes, f.sum.New) }
	if err := f.startPlanned(ctx, last); err != nil || f.merging == nil {
		return err
	}
	f.report("merge")
	return f.applyMerge(ctx)
}

// applyMerge waits for the merge that is under way, if one is, and applies it.
func (f *filler) applyMerge(ctx context.Context) error {
	m := f.merging
	if m == nil {
		return nil
	}
	f.merging = nil
	return f.leave(m.apply(ctx))
}

// startMerge begins to write one segment of several.
func startMerge(ctx context.Context, lib *store.Writer, old []store.Segment) (*merging, error) {
	gone, err := lib.Tombstones(ctx)
	if err != nil {
		return nil, err
	}
	opened, err := openSegments(lib.Store, old)
	if err != nil {
		return nil, err
	}
	m := &merging{lib: lib, old: old, name: lib.NextSegment(), done: make(chan error, 1)}
	for i, s := range old {
		opened[i].Bury(gone[s.File])
		m.gone += len(gone[s.File])
	}
	path := lib.SegmentPath(m.name)
	go func() {
		err := index.Merge(path, opened)
		for _, s := range opened {
			s.Close()
		}
		m.done <- err
	}()
	return m, nil
}

// apply waits for the merge and puts its result in the place of the old segments.
// Readers that have those open keep them. When articles were removed since it
// began, which the result would bring back, it is thrown away.
func (m *merging) apply(ctx context.Context) error {
	if err := <-m.done; err != nil {
		return err
	}
	gone, err := m.lib.Tombstones(ctx)
	if err != nil {
		return err
	}
	b := store.Batch{}
	now := 0
	for _, s := range m.old {
		b.Drop = append(b.Drop, s.File)
		now += len(gone[s.File])
	}
	if now != m.gone {
		return os.Remove(m.lib.SegmentPath(m.name))
	}
	result, err := describe(m.lib.Store, m.name)
	if err != nil {
		return err
	}
	b.Add = []store.Segment{result}
	if err := m.lib.Apply(ctx, &b); err != nil {
		return err
	}
	for _, file := range b.Drop {
		// One that stays, since somebody reads it, is swept by the next writer.
		_ = os.Remove(m.lib.SegmentPath(file))
	}
	return nil
}

// abandon waits for a merge whose result nobody wants: the library may be closed
// then. The file that it leaves is swept by the next writer.
func (f *filler) abandon() {
	if f.merging != nil {
		<-f.merging.done
	}
}

// openSegment opens a segment that the library names. One that is not there is
// damage like any other: whoever asks holds the lock, or looks again.
func openSegment(lib *store.Store, file string) (*index.Segment, error) {
	s, err := index.Open(lib.SegmentPath(file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w; run hearsay rebuild --index", hearsay.ErrCorrupt, err)
	}
	return s, err
}

func openSegments(lib *store.Store, segments []store.Segment) ([]*index.Segment, error) {
	var out []*index.Segment
	for _, s := range segments {
		opened, err := openSegment(lib, s.File)
		if err != nil {
			for _, o := range out {
				o.Close()
			}
			return nil, err
		}
		out = append(out, opened)
	}
	return slices.Clip(out), nil
}

// describe reads back what was written.
func describe(lib *store.Store, name string) (store.Segment, error) {
	s, err := index.Open(lib.SegmentPath(name))
	if err != nil {
		return store.Segment{}, fmt.Errorf("read back: %w", err)
	}
	defer s.Close()
	return store.Segment{File: name, Docs: int64(s.Len()), Bytes: s.Size()}, nil
}
