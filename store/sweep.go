// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hearsay"
	"hearsay/internal/durable"
)

// Leftover is what stands in the folder of a library and belongs to no commit: a
// writer that was interrupted left it, or one that is at work has not committed it
// yet.
type Leftover struct {
	Path  string
	Bytes int64
	// Keep is how many bytes of the file belong to a commit; -1 when the file itself
	// belongs to none.
	Keep int64
	// Foreign is a capture file that no writer of this library made. It is left
	// alone; Rebuild takes it in.
	Foreign bool
}

// Leftovers lists what the next writer sweeps away, and foreign capture files.
// Error: ErrCorrupt when a capture file is shorter than what was acknowledged.
func (s *Store) Leftovers(ctx context.Context) ([]Leftover, error) {
	archives, err := s.Archives(ctx)
	if err != nil {
		return nil, err
	}
	segments, err := s.Segments(ctx)
	if err != nil {
		return nil, err
	}
	dropped, err := s.dropped(ctx)
	if err != nil {
		return nil, err
	}
	for _, file := range dropped {
		archives = append(archives, Archive{File: file})
	}
	out, err := s.leftCaptures(archives)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, s := range segments {
		named[s.File] = true
	}
	err = each(filepath.Join(s.dir, indexName), func(path, name string, size int64) error {
		if !named[name] {
			out = append(out, Leftover{Path: path, Bytes: size, Keep: -1})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// What an interrupted Rebuild was filling.
	err = each(s.dir, func(path, name string, size int64) error {
		if strings.HasPrefix(name, newDatabaseName) {
			out = append(out, Leftover{Path: path, Bytes: size, Keep: -1})
		}
		return nil
	})
	return out, err
}

// leftCaptures is the part of Leftovers that is in capture files.
func (s *Store) leftCaptures(archives []Archive) ([]Leftover, error) {
	sizes, all := map[string]int64{}, map[string]int64{}
	acknowledged := func(file string) bool { return all[file] > 0 }
	last := ""
	for _, a := range archives {
		sizes[a.File], all[a.File] = a.Size, a.Size
		last = max(last, a.File)
	}
	begun := NextCaptureFile(last)
	var out []Leftover
	err := each(filepath.Join(s.dir, capturesName), func(path, name string, size int64) error {
		want, named := sizes[name]
		delete(sizes, name)
		switch {
		case !named:
			out = append(out, Leftover{Path: path, Bytes: size, Keep: -1, Foreign: name != begun && !compacts(name, acknowledged)})
		case size > want:
			out = append(out, Leftover{Path: path, Bytes: size - want, Keep: want})
		case size < want:
			return lostCaptures(path, size, want)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, a := range archives {
		if _, missing := sizes[a.File]; missing && a.Size > 0 {
			return nil, lostCaptures(s.CapturePath(a.File), 0, a.Size)
		}
	}
	return out, nil
}

// sweep brings the folder back to the last commit: capture files are cut to
// their acknowledged size, and files that an interrupted batch began are removed.
// Only the holder of the lock may do this. A capture file that was put there by
// somebody else is left alone; check names it.
func (w *Writer) sweep(ctx context.Context) error {
	left, err := w.Leftovers(ctx)
	if err != nil {
		return err
	}
	for _, l := range left {
		switch {
		case l.Foreign:
		case l.Keep >= 0:
			err = os.Truncate(l.Path, l.Keep)
		default:
			err = durable.Remove(l.Path)
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(w.blank(ctx), w.dropArchives(ctx))
}

func lostCaptures(path string, size, want int64) error {
	return fmt.Errorf("%s: %w: %d bytes, but %d were acknowledged; put the file back from a backup, or run hearsay rebuild to keep what is left", path, hearsay.ErrCorrupt, size, want)
}

// each calls f for the plain files of a folder of the library.
func each(dir string, f func(path, name string, size int64) error) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if err != nil {
			return err
		}
		if err := f(filepath.Join(dir, e.Name()), e.Name(), info.Size()); err != nil {
			return err
		}
	}
	return nil
}

// NextCaptureFile is the name of the capture file after last ("" for the first).
func NextCaptureFile(last string) string {
	n := 0
	fmt.Sscanf(last, "%06d.warc.gz", &n) // no number means that there is no last
	return fmt.Sprintf("%06d.warc.gz", n+1)
}

var errOrphaned = fmt.Errorf("%w: there are captures but no facts; run hearsay rebuild", hearsay.ErrCorrupt)

// orphaned reports whether a library holds captures. When its database is not
// there or was only just made, it was lost, and the captures must not be.
func orphaned(dir string) (bool, error) {
	found := false
	err := each(filepath.Join(dir, capturesName), func(_, _ string, size int64) error {
		found = found || size > 0
		return nil
	})
	return found, err
}
