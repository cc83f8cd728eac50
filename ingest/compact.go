// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"hearsay"
	"hearsay/internal/durable"
	"hearsay/store"
	"hearsay/warc"
)

// Compaction is what Compact did.
type Compaction struct {
	Before, After store.Sizes
	Files         int // capture files that were written anew
	Blanks        int // records of spaces that were left out
	Segments      int // that were written anew or dropped
}

// Compact takes out of a library what is left of removed articles: records of spaces in
// the captures, their seeds and hashes of words in the segments, their words in the full
// text, and empty pages of the database. Each capture file and each segment is one commit:
// an interrupted run loses nothing and is gone on with by the next one. Readers go on. The disk
// must have room for the largest capture file, and for the facts twice more.
func Compact(ctx context.Context, lib *store.Writer) (c *Compaction, err error) {
	c = &Compaction{}
	if c.Before, err = lib.Sizes(ctx); err != nil {
		return c, err
	}
	archives, err := lib.Archives(ctx)
	if err != nil {
		return c, err
	}
	rows := map[string][]store.CaptureRow{}
	err = lib.Captures(ctx, func(r store.CaptureRow) error { rows[r.File] = append(rows[r.File], r); return nil })
	for i := 0; err == nil && i < len(archives); i++ {
		if err = ctx.Err(); err == nil {
			err = c.captures(ctx, lib, archives[i], rows[archives[i].File])
		}
	}
	if err == nil {
		err = c.segments(ctx, lib)
	}
	if err == nil {
		err = lib.CompactFacts(ctx)
	}
	if err == nil {
		c.After, err = lib.Sizes(ctx)
	}
	return c, err
}

// captures writes a capture file anew without records of spaces, if it has any.
func (c *Compaction) captures(ctx context.Context, lib *store.Writer, a store.Archive, rows []store.CaptureRow) error {
	f, err := os.Open(lib.CapturePath(a.File))
	if err != nil {
		return fmt.Errorf("compact captures: %w", err)
	}
	defer f.Close()
	blanks, err := blanksIn(f, a.Size, rows)
	if err != nil || len(blanks) == 0 {
		return err
	}
	now := store.Archive{File: store.CompactedName(a.File)}
	if now.Size, err = copyWithout(lib.CapturePath(now.File), f, a.Size, blanks); err != nil {
		return fmt.Errorf("compact captures %s: %w", a.File, err)
	}
	moveUp(rows, blanks)
	c.Files++
	c.Blanks += len(blanks)
	return lib.ReplaceArchive(ctx, a.File, now, rows)
}

// blanksIn finds the records of spaces in a capture file. Only what no capture covers is
// read; what cannot be read there stays.
func blanksIn(f io.ReaderAt, size int64, rows []store.CaptureRow) (out []warc.Place, err error) {
	at := int64(0)
	for _, r := range append(rows, store.CaptureRow{Start: size}) {
		if r.Start > at {
			found, err := blanksBetween(f, at, r.Start)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
		at = max(at, r.Start+r.Size)
	}
	return out, nil
}

func blanksBetween(f io.ReaderAt, from, to int64) (out []warc.Place, err error) {
	reader := warc.NewReader(io.NewSectionReader(f, from, to-from), warc.Limits{})
	for {
		rec, err := reader.Next()
		var damaged *warc.Error
		switch {
		case err == io.EOF:
			return out, nil
		case errors.As(err, &damaged):
			continue
		case err != nil:
			return nil, fmt.Errorf("compact captures: %w", err)
		case rec.Type() == warc.TypeMetadata && rec.TargetURI() == "" && len(bytes.Trim(rec.Block, " ")) == 0:
			out = append(out, warc.Place{Offset: from + rec.Place.Offset, Length: rec.Place.Length})
		}
	}
}

// moveUp says where captures lie when some places are left out. Both are in order.
func moveUp(rows []store.CaptureRow, without []warc.Place) {
	left := int64(0)
	for i := range rows {
		for len(without) > 0 && without[0].Offset < rows[i].Start {
			left += without[0].Length
			without = without[1:]
		}
		rows[i].Start -= left
	}
}

// copyWithout writes a file that lacks some places of another, and returns its size when
// it is on disk.
func copyWithout(path string, f io.ReaderAt, size int64, without []warc.Place) (n int64, err error) {
	to, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return 0, err
	}
	at := int64(0)
	for _, p := range append(slices.Clone(without), warc.Place{Offset: size}) {
		part, copyErr := io.Copy(to, io.NewSectionReader(f, at, p.Offset-at))
		if err = copyErr; err != nil {
			break
		}
		n += part
		at = p.Offset + p.Length
	}
	if err == nil {
		err = to.Sync()
	}
	if err = errors.Join(err, to.Close()); err == nil {
		err = durable.SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		return 0, errors.Join(err, durable.Remove(path))
	}
	return n, nil
}

// segments writes those anew that hold removed articles, each by itself, and drops those
// that hold nothing else. A damaged one is an error: what it holds of them stays.
func (c *Compaction) segments(ctx context.Context, lib *store.Writer) error {
	all, err := lib.Segments(ctx)
	if err != nil {
		return err
	}
	gone, err := lib.Tombstones(ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		if len(gone[s.File]) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := compactSegment(ctx, lib, s, gone[s.File]); err != nil {
			return err
		}
		c.Segments++
	}
	return nil
}

func compactSegment(ctx context.Context, lib *store.Writer, s store.Segment, gone []hearsay.ArticleID) error {
	opened, err := openSegment(lib.Store, s.File)
	if err != nil {
		return err
	}
	left := opened.Len() - opened.Bury(gone)
	opened.Close()
	if left == 0 {
		if err := lib.Apply(ctx, &store.Batch{Drop: []string{s.File}}); err != nil {
			return err
		}
		// One that stays, since somebody reads it, is swept by the next writer.
		_ = os.Remove(lib.SegmentPath(s.File))
		return nil
	}
	m, err := startMerge(ctx, lib, []store.Segment{s})
	if err != nil {
		return err
	}
	return m.apply(ctx)
}
