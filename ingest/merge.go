// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"os"
	"slices"

	"hearsay/index"
	"hearsay/store"
)

// merge keeps the number of segments small: as long as there are enough of one
// size, they become one. Readers that have the old ones open keep them.
func (f *filler) merge(ctx context.Context) error {
	for {
		segments, err := f.lib.Segments(ctx)
		if err != nil {
			return err
		}
		sizes := make([]int64, len(segments))
		for i, s := range segments {
			sizes[i] = s.Docs
		}
		from, to := index.Plan(sizes)
		if from == to {
			return nil
		}
		f.report("merge")
		if err := mergeSegments(ctx, f.lib, segments[from:to]); err != nil {
			return err
		}
	}
}

// mergeSegments replaces segments by one.
func mergeSegments(ctx context.Context, lib *store.Writer, segments []store.Segment) error {
	gone, err := lib.Tombstones(ctx)
	if err != nil {
		return err
	}
	opened, err := openSegments(lib.Store, segments)
	if err != nil {
		return err
	}
	for i, s := range segments {
		opened[i].Bury(gone[s.File])
	}
	name := lib.NextSegment()
	err = index.Merge(lib.SegmentPath(name), opened)
	for _, s := range opened {
		s.Close()
	}
	if err != nil {
		return err
	}
	merged, err := describe(lib.Store, name)
	if err != nil {
		return err
	}
	b := store.Batch{Add: []store.Segment{merged}}
	for _, s := range segments {
		b.Drop = append(b.Drop, s.File)
	}
	if err := lib.Apply(ctx, &b); err != nil {
		return err
	}
	for _, file := range b.Drop {
		// One that stays, since somebody reads it, is swept by the next writer.
		_ = os.Remove(lib.SegmentPath(file))
	}
	return nil
}

func openSegments(lib *store.Store, segments []store.Segment) ([]*index.Segment, error) {
	var out []*index.Segment
	for _, s := range segments {
		opened, err := index.Open(lib.SegmentPath(s.File))
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
